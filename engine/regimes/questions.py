"""Questions of several regimes: shared facts once, each with the regimes that wait for it."""

from dataclasses import dataclass

from engine.explanation.questions import Question, next_questions
from engine.regimes.side_by_side import SideBySide, may_bind


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A question worth asking, and the regimes that wait for its answer, by id."""

    question: Question
    regimes: tuple[str, ...]


def next_questions_in_all(side: SideBySide, document: str = "") -> tuple[WaitingQuestion, ...]:
    """The questions that can still change an answer, the most useful in all first.

    A regime asks its own only where it attaches or may attach. A question weighs as much as it
    does in all regimes that wait for it; what no outcome hangs on comes last.
    """
    waiting: dict[str, list[tuple[str, Question]]] = {}
    for evaluation in reversed(side.evaluations):  # the words of the one that asks last come first
        if not may_bind(evaluation):
            continue
        for question in next_questions(evaluation, document):
            regime = evaluation.ruleset.regime.id
            waiting.setdefault(question.fact.name, []).append((regime, question))
    found = [_joined(asked) for asked in waiting.values()]
    found.sort(
        key=lambda w: (
            w.question.settled,
            w.question.asked,
            -_weight(waiting[w.question.fact.name]),
            w.question.fact.name,
        )
    )
    return tuple(found)


def _joined(asked: list[tuple[str, Question]]) -> WaitingQuestion:
    """The question of the first regime for which something hangs on it."""
    deciding = [pair for pair in asked if not pair[1].settled] or asked
    return WaitingQuestion(deciding[0][1], tuple(sorted(regime for regime, _ in deciding)))


def _weight(asked: list[tuple[str, Question]]) -> float:
    return sum(question.rank for _, question in asked if not question.settled)
