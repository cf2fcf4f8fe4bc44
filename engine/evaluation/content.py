"""Controlled U.S. content of a foreign-made item (Supp. No. 2 to 15 CFR part 734).

Content is controlled where it would itself need a license if it went to the destination in the
form received. So each U.S.-origin line of the bill of materials is put through the ruleset as an
item of its own, and the requirements that are marked `counts_content` say what is controlled.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from engine.eccn import EAR99
from engine.evaluation.calculators import INPUTS
from engine.evaluation.program import Program, ProgramOnDay
from engine.facts import ContentLine, OpenNumber, Value
from engine.truth import NEGATION, NO, OPEN, YES, Truth, some, truth_of

_OF_ITEM_OR_PEOPLE: Final = ("item.", "production.", "content.", "parties", "exceptions.")
"""Facts of the deal that say nothing of a line, which is another item, nor may part 744 count."""

HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class LineResult:
    """How one line came out. `counted` is the truth of "its value counts as controlled U.S.
    content"; `rules` are those that require a license for it, or that left it out."""

    line: ContentLine
    counted: Truth
    reason: str  # not-us, kind, not-incorporated, left-out, controlled, not-controlled, open
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentResult:
    """The controlled share in percent, as far as it is known, and how each line came out."""

    share: Decimal | OpenNumber | None
    controlled: Truth
    lines: tuple[LineResult, ...]
    controlled_value: OpenNumber | None = None
    item_value: Decimal | None = None
    declared: bool = False


def holds_for_lines(name: str, program: Program) -> bool:
    """Whether a fact of the deal helps to say if a line is controlled: the destination, say."""
    if name.startswith(("list.row.", "list.exception.")):
        return True
    if name in INPUTS or name.startswith(_OF_ITEM_OR_PEOPLE):
        return False
    return name in program.content_facts


@lru_cache(maxsize=8)
def _facts_of_lines(program: Program) -> frozenset[str]:
    return frozenset(name for name in program.ruleset.facts if holds_for_lines(name, program))


def kind_of(line: ContentLine) -> str | None:
    """Commodity, software or technology: as stated, else by the ECCN's product group."""
    if line.kind is not None:
        return line.kind
    if line.eccn is None or line.eccn.entry == EAR99:
        return None
    return {"D": "software", "E": "technology"}.get(line.eccn.product_group, "commodity")


def _of_countable_kind(line: ContentLine, item_kind: str | None, on: ProgramOnDay) -> Truth:
    """Whether content of the line's kind is counted in an item of this kind at all."""
    counts = on.program.ruleset.regime.content.get("counts", {})
    line_kind = kind_of(line)
    if not isinstance(counts, Mapping) or item_kind is None or line_kind is None:
        return OPEN
    if line_kind not in counts.get(item_kind, ()):
        return NO
    if item_kind == "commodity" and line_kind == "software":
        return truth_of(line.bundled) | truth_of(line.incorporated)
    return YES


def _controlled(
    line: ContentLine, environment: dict[str, Value], on: ProgramOnDay
) -> tuple[Truth, tuple[str, ...]]:
    """Whether the line, as an item of its own, would need a license; and the rules that say so."""
    key = (line.eccn, kind_of(line), tuple(environment.items()))
    if key in on.content_memo:
        return on.content_memo[key]
    program = on.program
    values: dict[str, Value] = {**environment, "item.us_origin": True, "parties": ()}
    if line.eccn is not None:
        values["item.eccn"] = line.eccn
    if (kind := kind_of(line)) is not None:
        values["item.kind"] = kind
    values.update(on.lists.derive(values))
    truths, _, _ = on.rule_truths(on.leaf_truths(values))
    required = some(truths[n] for n in program.counted)
    left_out = some(truths[n] for n in program.left_out)
    because = program.left_out if left_out == YES and required else program.counted
    rules = tuple(program.rules[n].id for n in because if truths[n])
    if len(on.content_memo) > 4096:
        on.content_memo.clear()
    on.content_memo[key] = (required & NEGATION[left_out], rules)
    return on.content_memo[key]


def _line_result(
    line: ContentLine,
    item_kind: str | None,
    environment: dict[str, Value],
    on: ProgramOnDay,
) -> LineResult:
    from_us = OPEN if line.origin is None else truth_of("US" in on.sets.rows_of(line.origin))
    if from_us == NO:
        return LineResult(line, NO, "not-us")
    countable = _of_countable_kind(line, item_kind, on)
    if countable == NO:
        return LineResult(line, NO, "kind")
    # Unless somebody says that a part is not incorporated, it counts: the heavier reading.
    if line.incorporated is False and not line.bundled:
        return LineResult(line, NO, "not-incorporated")
    controlled, rules = _controlled(line, environment, on)
    counted = from_us & countable & controlled
    if counted == NO:
        return LineResult(line, NO, "left-out" if rules else "not-controlled", rules)
    return LineResult(line, counted, "controlled" if counted == YES else "open", rules)


def _share(
    results: tuple[LineResult, ...], item_value: Decimal | None
) -> tuple[Decimal | OpenNumber, OpenNumber]:
    low = high = Decimal(0)
    bounded = True
    for result in results:
        if result.counted == NO:
            continue
        if result.line.value is None:
            bounded = False
            continue
        high += result.line.value
        if result.counted == YES:
            low += result.line.value
    controlled_value = OpenNumber(low, high if bounded else None)
    if bounded and high == 0:
        return Decimal(0), controlled_value
    if not item_value:
        return OpenNumber(Decimal(0), None), controlled_value
    least = HUNDRED * low / item_value
    if not bounded:
        return OpenNumber(least, None), controlled_value
    most = HUNDRED * high / item_value
    return (least if least == most else OpenNumber(least, most)), controlled_value


def controlled_content(answers: Mapping[str, Value], on: ProgramOnDay) -> ContentResult:
    """The controlled share of U.S. content under these answers, line by line.

    Without a bill of materials the declared share is taken as it is; without either nothing is
    known.
    """
    content = answers.get("content.lines")
    if not isinstance(content, tuple):
        declared = answers.get("content.declared_share")
        if isinstance(declared, Decimal):
            return ContentResult(declared, truth_of(declared > 0), (), declared=True)
        return ContentResult(None, OPEN, ())
    held = _facts_of_lines(on.program)
    environment: dict[str, Value] = {name: answers[name] for name in sorted(answers.keys() & held)}
    # Content counts if it would need a license when "exported or reexported", Supp. No. 2 (a)(1),
    # so a transfer within a country is measured in the same way.
    environment["transaction.activity"] = "reexport"
    kind = answers.get("item.kind")
    item_kind = kind if isinstance(kind, str) else None
    results = tuple(
        _line_result(line, item_kind, environment, on)
        for line in content
        if isinstance(line, ContentLine)
    )
    value = answers.get("content.value")
    item_value = value if isinstance(value, Decimal) else None
    share, controlled_value = _share(results, item_value)
    controlled = some(r.counted for r in results if r.line.value is None or r.line.value > 0)
    return ContentResult(share, controlled, results, controlled_value, item_value)
