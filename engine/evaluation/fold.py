"""From the truths of rules to the outcomes that are still possible.

The fold never looks at facts. It is sound: an outcome that it rules out cannot come about under
any way of settling the open truths. It is monotone: a requirement, prohibition or red flag that
becomes truer never makes an outcome lighter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.outcome import BY_WEIGHT, Outcome
from engine.truth import NEGATION, NO, OPEN, YES, Truth


@dataclass(frozen=True, slots=True)
class Demand:
    """A requirement or prohibition. One that holds `always` binds persons and acts even where
    the item is not subject to the regime. Exceptions name a requirement by its `key`."""

    truth: Truth
    always: bool = False
    key: int = 0


@dataclass(frozen=True, slots=True)
class Permit:
    """A license exception after the rules that take it away: its truth, and the keys of the
    requirements that it overcomes."""

    truth: Truth
    overcomes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that the outcome rests on. Demands and permits that are `NO` may be left out."""

    excluded: Truth = NO
    reached: Truth = NO
    requirements: Sequence[Demand] = ()
    prohibitions: Sequence[Demand] = ()
    permits: Sequence[Permit] = ()
    warned: Truth = NO  # a red flag that nobody has resolved


def subject_truth(grounds: Grounds) -> Truth:
    """Whether the item is subject to the regime."""
    return grounds.reached & NEGATION[grounds.excluded]


def effective(demand: Demand, subject: Truth) -> Truth:
    """The truth of a demand once "is it subject at all" has been taken into account."""
    return demand.truth if demand.always else demand.truth & subject


def possible_outcomes(grounds: Grounds) -> tuple[Outcome, ...]:
    """The outcomes that some way of settling the open truths could still give, lightest first."""
    subject = subject_truth(grounds)
    prohibited = demanded = demanded_if_subject = bound_always = int(NO)
    for demand in grounds.prohibitions:
        prohibited |= effective(demand, subject)
    certain, possible = set[int](), set[int]()
    for demand in grounds.requirements:
        # As `effective`, written out: this loop runs for every answer that is tried.
        truth = demand.truth if demand.always else demand.truth & subject
        if not truth:
            continue
        demanded |= truth
        demanded_if_subject |= demand.truth
        if demand.always:
            bound_always |= demand.truth
        possible.add(demand.key)
        if truth == YES:
            certain.add(demand.key)
    # A red flag is no requirement by itself, but until it is resolved nobody can say that
    # there is none, and no exception overcomes it.
    red_flag = OPEN & grounds.warned & subject

    overcome = int(NO)
    for permit in grounds.permits:
        if permit.truth and certain <= permit.overcomes:
            surely = permit.truth == YES and possible <= permit.overcomes and not red_flag
            overcome |= YES if surely else OPEN

    found = set[Outcome]()
    if prohibited:
        found.add(Outcome.PROHIBITED)
    if prohibited != YES:
        if (demanded or red_flag) and overcome != YES:
            found.add(Outcome.LICENSE_REQUIRED)
        if demanded and overcome:
            found.add(Outcome.LICENSE_EXCEPTION)
        if subject and demanded_if_subject != YES:
            found.add(Outcome.NO_LICENSE_REQUIRED)
        if subject != YES and bound_always != YES:
            found.add(Outcome.NOT_SUBJECT)
    return tuple(outcome for outcome in BY_WEIGHT if outcome in found)


def settled(possible: Sequence[Outcome]) -> Outcome:
    """The outcome, if only one is possible; otherwise more information is needed."""
    return possible[0] if len(possible) == 1 else Outcome.NEEDS_INFORMATION
