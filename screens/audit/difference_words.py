"""What two determinations have otherwise, in words."""

from collections.abc import Sequence

from textual.content import Content

from engine.explanation.differences import PARTS, Difference, moves_the_answer
from records.replay import Replay, Today, Verdict
from screens.audit.record_words import outcome_words
from screens.plain import lines, plain

FEW = 5
"""Differences of one record that a list of many records shows."""


def difference_line(difference: Difference) -> str:
    """One difference, its part aside: what, before, after, why."""
    before, after = _shown(difference, difference.before), _shown(difference, difference.after)
    shown = difference._replace(before=before, after=after)
    name = f"{difference.name}: " if difference.name else ""
    return name + shown.told("gone:", "new:")


def _shown(difference: Difference, value: str) -> str:
    return outcome_words(value) if difference.part == "outcome" and value else value


def grouped(found: Sequence[Difference]) -> Content:
    """The differences by part, the weightiest first; what moves the answer is marked with `*`."""
    by_part: dict[str, list[Difference]] = {part: [] for part in PARTS}
    for row in found:
        by_part.setdefault(row.part, []).append(row)
    parts: list[Content] = []
    for part, rows in by_part.items():
        if rows:
            head = f"{PARTS.get(part, part)} ({len(rows)})"
            parts += [plain(""), plain(head, "bold $text-primary"), *map(_marked_line, rows)]
    return lines(*parts[1:])


def _marked_line(row: Difference) -> Content:
    return plain(f"{'*' if moves_the_answer(row) else '-'} {difference_line(row)}")


def today_lines(result: Today) -> list[str]:
    """What moves the answer of one record under today's law."""
    if result.why:
        return [result.why]
    return _few([row for row in result.found if moves_the_answer(row)])


def replay_lines(result: Replay) -> list[str]:
    """How a replay came out, and what differs."""
    return [f"{result.verdict.upper()}: {result.why}", *_few(result.found)]


def is_replayed(result: Replay) -> bool:
    """Did it give the same bytes?"""
    return result.verdict is Verdict.IDENTICAL


def _few(found: Sequence[Difference]) -> list[str]:
    told = [f"{PARTS.get(row.part, row.part)}: {difference_line(row)}" for row in found[:FEW]]
    if len(found) > FEW:
        told.append(f"… and {len(found) - FEW} more")
    return told
