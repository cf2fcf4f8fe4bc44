"""A deal under a hypothetical change of the law: what differs, and the answer then."""

from collections.abc import Mapping
from typing import Any, Final

from engine.explanation.differences import PARTS, Difference, differences
from records.reports.exercise import UNTOLD
from records.reports.in_all import memo_in_all
from records.reports.outline import Line, Section
from records.reports.text import as_text

Data = Mapping[str, Any]

SCHEMA: Final = "what-if/1"


def what_if(before: Data, after: Data, overlay: Data) -> dict[str, Any]:
    """The two answers in all and what differs between them, by regime, as plain data."""
    then = {one["regime"]: one for one in before["determinations"]}
    now = {one["regime"]: one for one in after["determinations"]}
    return {
        "schema": SCHEMA,
        "hypothetical": dict(overlay),
        "headline": after["headline"],
        "outcome": after["outcome"],
        "outcome_before": before["outcome"],
        "differences": {
            regime: [difference._asdict() for difference in differences(then[regime], now[regime])]
            for regime in now
            if regime in then
        },
        "before": before,
        "after": after,
    }


def what_if_memo(data: Data, full: bool = False) -> str:
    """What the overlay changes, then the memo of the deal under it."""
    overlay = data["hypothetical"]
    mark = f"{overlay['mark']}"
    head = [Line(mark)]
    if overlay["note"]:
        head.append(Line(" ".join(overlay["note"].split())))
    moved = data["outcome_before"] != data["outcome"]
    told = (
        f"{data['outcome_before']} becomes {data['outcome']}"
        if moved
        else f"{data['outcome']}, as without the overlay"
    )
    sections = [
        Section("", tuple(head)),
        Section("What it would change in all", (Line(told, "  - "),)),
    ]
    for regime, rows in data["differences"].items():
        lines = [Line(_told(Difference(**row)), "  - ") for row in rows if _is_told(row)]
        if lines:
            sections.append(Section(f"What it would change under {regime}", tuple(lines)))
    foot = f"{mark} an exercise. It cannot be saved as a determination."
    return "\n\n".join(
        [as_text(sections), memo_in_all(data["after"], full), as_text([Section("", (Line(foot),))])]
    )


def _is_told(row: Data) -> bool:
    return row["part"] not in UNTOLD


def _told(difference: Difference) -> str:
    name = f" {difference.name}" if difference.name else ""
    return (
        f"{PARTS.get(difference.part, difference.part)}{name}: {difference.told('gone:', 'new:')}"
    )
