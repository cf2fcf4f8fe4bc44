"""What an exercise supposes and what that changes, as sections of a report."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from engine.explanation.differences import PARTS, Difference
from engine.interview.law import Findings, Supposed, WhatIf
from records.reports.outline import Line, Section

UNTOLD: Final = ("law", "duty", "definition", "not_checked")
"""Differences that are no matter of the deal: an overlay is no other text of the law."""


def exercise_sections(findings: Findings) -> list[Section]:
    """What stands above the memo of an exercise; nothing for the true deal under the law."""
    found: list[Section] = []
    if findings.what_if is not None:
        found += _what_if(findings.what_if)
    if findings.supposed is not None:
        found += _supposed(findings.supposed)
    return found


def _what_if(found: WhatIf) -> Iterator[Section]:
    outcomes = (f"True deal: {found.before}", f"What if: {found.after}")
    yield Section("True deal and what if", _listed(outcomes))
    yield Section("Supposed answers", _listed(answer.told for answer in found.answers))
    if found.warning:
        yield Section("Warning", _listed([found.warning]))
    yield from difference_sections(found.differences)


def _supposed(found: Supposed) -> Iterator[Section]:
    told = [" ".join(found.note.split()), f"Without the overlay in all: {found.before}"]
    yield Section(f"Supposed law: {found.title}", _listed(filter(None, told)))
    yield from difference_sections(found.differences)


def difference_sections(found: Sequence[tuple[str, Difference]]) -> Iterator[Section]:
    """What each regime would say otherwise."""
    rows: dict[str, list[str]] = {}
    for regime, row in found:
        if row.part not in UNTOLD:
            rows.setdefault(regime, []).append(_told(row))
    for regime, texts in rows.items():
        yield Section(f"What it would change under {regime}", _listed(texts))


def _told(row: Difference) -> str:
    name = f" {row.name}" if row.name else ""
    return f"{PARTS.get(row.part, row.part)}{name}: {row.told('gone:', 'new:')}"


def _listed(texts: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(text, "  - ") for text in texts)
