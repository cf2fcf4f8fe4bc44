"""In which order questions are put: those not asked yet, those put off, those not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.interview.law import Question


@dataclass(frozen=True, slots=True)
class Unasked:
    """Questions without an answer `in_order`, and those that were answered "not known"."""

    in_order: tuple[Question, ...]
    unknown: tuple[Question, ...]


def queued(questions: Sequence[Question], put_off: Sequence[str]) -> Unasked:
    """The questions as they are put; the facts `put_off` come last, in that order."""
    place: Mapping[str, int] = {name: index for index, name in enumerate(put_off)}
    new = [q for q in questions if not q.asked and q.fact.name not in place]
    later = [q for q in questions if not q.asked and q.fact.name in place]
    later.sort(key=lambda question: place[question.fact.name])
    return Unasked((*new, *later), tuple(q for q in questions if q.asked))
