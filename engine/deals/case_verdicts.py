"""What counts as right, wrong and false comfort: the verdict on a determination of a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from engine.deals.cases import IN_ALL, Case, Expectation
from engine.determination import Determination, StepResult
from engine.outcome import WEIGHT, Outcome
from engine.reading.typed_text import choice_of_words

_NEEDS_INFORMATION_WEIGHT: Final = 2.5
"""Between the outcomes on which somebody ships and those on which nobody does."""


class Mark(StrEnum):
    """How a determination of a case came out."""

    RIGHT = "right"
    WRONG = "wrong"
    FALSE_COMFORT = "false comfort"  # an outcome lighter than the law gives


@dataclass(frozen=True, slots=True)
class Verdict:
    """The mark, and what was missed, each as a sentence without a full stop."""

    case: str
    mark: Mark
    misses: tuple[str, ...] = ()


def judge_all(case: Case, determinations: Mapping[str, Determination], in_all: Outcome) -> Verdict:
    """The verdict on the determinations of a case by regime, and on the outcome in all where the
    case tells it: the worst of them."""
    verdicts = {
        regime: judge(case, determinations[regime], expect)
        for regime, expect in case.expected.items()
    }
    if case.in_all is not None:
        verdicts[IN_ALL] = _verdict(case, in_all, [], case.in_all)
    mark = max((verdict.mark for verdict in verdicts.values()), key=tuple(Mark).index)
    misses = [
        f"{regime}: {miss}" if len(verdicts) > 1 else miss
        for regime, verdict in verdicts.items()
        for miss in verdict.misses
    ]
    return Verdict(case.id, mark, tuple(misses))


def judge(case: Case, determination: Determination, expect: Expectation | None = None) -> Verdict:
    """The verdict on a determination of the case, in the case's own regime unless told what is
    to be expected."""
    expect = expect or case.expect
    misses = list(_misses(expect, determination))
    return _verdict(case, Outcome(determination.outcome), misses, expect)


def mark_of(outcome: Outcome, expect: Expectation) -> Mark:
    """The mark on an outcome alone. Lighter than each that counts as right is false comfort; that
    it cannot be said yet never is."""
    if outcome in expect.outcomes:
        return Mark.RIGHT
    lightest = min(_weight(accepted) for accepted in expect.outcomes)
    lighter = outcome is not Outcome.NEEDS_INFORMATION and _weight(outcome) < lightest
    return Mark.FALSE_COMFORT if lighter else Mark.WRONG


def _verdict(case: Case, outcome: Outcome, misses: list[str], expect: Expectation) -> Verdict:
    mark = mark_of(outcome, expect)
    if mark is not Mark.RIGHT:
        wanted = choice_of_words(sorted(expect.outcomes)).replace("“", "").replace("”", "")
        misses.insert(0, f"outcome is {outcome.value}, expected {wanted}")
    elif misses:
        mark = Mark.WRONG
    return Verdict(case.id, mark, tuple(misses))


def _weight(outcome: Outcome) -> float:
    return WEIGHT.get(outcome, _NEEDS_INFORMATION_WEIGHT)


def _misses(expect: Expectation, determination: Determination) -> Iterable[str]:
    if expect.subject and determination.subject != expect.subject:
        yield f"subject is {determination.subject}, expected {expect.subject}"
    holding = _holding(determination.steps)
    binding = {found.rule for found in determination.requirements if found.truth == "yes"}
    for what, rules, those in (
        ("route", expect.routes, holding),
        ("requirement", expect.requirements, binding),
        ("rule", expect.mentions, holding),
    ):
        for rule in rules:
            if rule not in those:
                yield f"{what} {rule} does not hold"
    found = {finding.code: finding.status for finding in determination.exceptions}
    available = {
        finding.code for finding in determination.exceptions if finding.status == "available"
    }
    for code in expect.available:
        if code not in available:
            yield f"exception {code} is {found.get(code, 'not found')}, expected available"
    for code in expect.barred:
        if code in available:
            yield f"exception {code} is available, expected barred"


def _holding(steps: Iterable[StepResult]) -> frozenset[str]:
    """The rules that hold, by id."""
    return frozenset(result.rule for step in steps for result in step.holds)
