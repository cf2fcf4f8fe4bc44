"""What `navicert determine` found for each item of a deal, and what it says above them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from engine.facts import Deal
    from engine.model import Ruleset
    from engine.regimes.in_items import InItems


class Saved(NamedTuple):
    """How a regime was named, its ruleset, the deal of one item with what national law answered,
    and what came of it."""

    regime: str
    ruleset: "Ruleset"
    deal: "Deal"
    data: dict[str, Any]


class Found(NamedTuple):
    """What came of one item: as data, as a memo (a full one where asked), and as records.
    `mark` stands before all that is said where the law is supposed."""

    data: dict[str, Any]
    possible: Sequence[str]
    memo: Callable[[bool], str]
    saved: Sequence[Saved]
    mark: str = ""


def items_data(deal: "Deal", found: Sequence[Found]) -> dict[str, Any]:
    """The answer of the deal, and the whole answer of each item, as plain data."""
    from engine.determination import as_data

    told = _over(deal, found)
    data: dict[str, Any] = as_data(told)
    for item, one in zip(data["items"], found, strict=True):
        item["answer"] = one.data
    return data


def items_memo(deal: "Deal", found: Sequence[Found], full: bool) -> str:
    """A line for each item, then the memo of each."""
    from engine.outcome import TITLES
    from engine.regimes.in_items import APART
    from records.reports.outline import Line, Section
    from records.reports.text import as_text

    told = _over(deal, found)
    head = [Line(told.headline)]
    if deal.title:
        head.append(Line(f"Deal: {deal.title}"))
    rows = []
    for item in told.items:
        waiting = f" ({item.questions} open)" if item.questions else ""
        rows.append(Line(f"{item.number}. {item.name}: {TITLES[item.outcome]}{waiting}", "  "))
    sections = [
        Section("", tuple(head)),
        Section("Item by item", (*rows, Line(APART, "  "))),
    ]
    parts = [as_text(sections)]
    for item, one in zip(told.items, found, strict=True):
        rule = f"==== Item {item.number} of {len(found)}: {item.name} ".ljust(80, "=")
        parts.append(f"{rule}\n\n{one.memo(full)}")
    return "\n\n".join(parts)


def _over(deal: "Deal", found: Sequence[Found]) -> "InItems":
    from dataclasses import replace

    from engine.outcome import Outcome
    from engine.regimes.in_items import ItemAnswer, in_items

    answers = [
        ItemAnswer(
            number,
            item.name,
            Outcome(one.data["outcome"]),
            tuple(map(Outcome, one.possible)),
            len(one.data.get("after", one.data)["questions"]),
        )
        for number, (item, one) in enumerate(zip(deal.items, found, strict=True), start=1)
    ]
    day = deal.as_of.isoformat() if deal.as_of else ""
    told = in_items(deal.title, day, answers)
    return replace(told, headline=f"{found[0].mark} {told.headline}".strip())
