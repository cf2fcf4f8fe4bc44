"""The fold of outcomes is sound and monotone: the two laws that may never break."""

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.fold import (
    Demand,
    Grounds,
    Permit,
    possible_outcomes,
    settled,
    subject_truth,
)
from engine.outcome import BY_WEIGHT, WEIGHT, Outcome
from engine.truth import NO, OPEN, YES, Truth

truths = st.sampled_from((NO, OPEN, YES))
demands = st.builds(Demand, truths, st.booleans())


@st.composite
def grounds(draw: st.DrawFn) -> Grounds:
    drawn = draw(st.lists(demands, max_size=4))
    requirements = [Demand(d.truth, d.always, key) for key, d in enumerate(drawn)]
    positions = st.frozensets(st.integers(0, max(0, len(requirements) - 1)))
    return Grounds(
        excluded=draw(truths),
        reached=draw(truths),
        requirements=requirements,
        prohibitions=draw(st.lists(demands, max_size=2)),
        permits=draw(st.lists(st.builds(Permit, truths, positions), max_size=3)),
        warned=draw(st.sampled_from((NO, OPEN))),
    )


def fillings(found: Grounds) -> list[Grounds]:
    """Every way of settling the open truths, a red flag of `OPEN` being resolved or standing."""

    def ways(truth: Truth) -> tuple[Truth, ...]:
        return (NO, YES) if truth == OPEN else (truth,)

    all_truths = [
        found.excluded,
        found.reached,
        found.warned,
        *(d.truth for d in found.requirements),
        *(d.truth for d in found.prohibitions),
        *(p.truth for p in found.permits),
    ]
    result = []
    for filled in product(*(ways(t) for t in all_truths)):
        excluded, reached, warned, *rest = filled
        at = len(found.requirements)
        to = at + len(found.prohibitions)
        result.append(
            Grounds(
                excluded,
                reached,
                [replace(d, truth=t) for d, t in zip(found.requirements, rest[:at], strict=True)],
                [replace(d, truth=t) for d, t in zip(found.prohibitions, rest[at:to], strict=True)],
                [replace(p, truth=t) for p, t in zip(found.permits, rest[to:], strict=True)],
                warned,
            )
        )
    return result


def plain_reading(found: Grounds) -> Outcome:
    """The outcome as a lawyer would read it, with nothing open and no red flag standing."""
    subject = found.reached == YES and found.excluded == NO
    binding = [
        n for n, d in enumerate(found.requirements) if d.truth == YES and (subject or d.always)
    ]
    if any(d.truth == YES and (subject or d.always) for d in found.prohibitions):
        return Outcome.PROHIBITED
    if binding:
        if any(p.truth == YES and set(binding) <= p.overcomes for p in found.permits):
            return Outcome.LICENSE_EXCEPTION
        return Outcome.LICENSE_REQUIRED
    return Outcome.NO_LICENSE_REQUIRED if subject else Outcome.NOT_SUBJECT


@settings(max_examples=1500, deadline=None)
@given(grounds())
def test_what_is_ruled_out_comes_about_under_no_filling(found: Grounds) -> None:
    possible = possible_outcomes(found)
    assert possible
    for filled in fillings(found):
        if filled.warned == NO:
            assert plain_reading(filled) in possible
        assert set(possible_outcomes(filled)) <= set(possible)


@settings(max_examples=500, deadline=None)
@given(grounds())
def test_nothing_open_and_no_red_flag_leaves_one_outcome(found: Grounds) -> None:
    for filled in fillings(found):
        if filled.warned == NO:
            assert possible_outcomes(filled) == (plain_reading(filled),)


@settings(max_examples=500, deadline=None)
@given(grounds(), st.data())
def test_a_truer_demand_never_makes_the_outcome_lighter(
    found: Grounds, data: st.DataObject
) -> None:
    if not found.requirements:
        return
    position = data.draw(st.integers(0, len(found.requirements) - 1))
    worse = list(found.requirements)
    worse[position] = replace(worse[position], truth=YES)
    heavier = Grounds(
        found.excluded,
        found.reached,
        worse,
        found.prohibitions,
        found.permits,
        found.warned,
    )
    before, after = possible_outcomes(found), possible_outcomes(heavier)
    assert WEIGHT[after[0]] >= WEIGHT[before[0]]
    assert WEIGHT[after[-1]] >= WEIGHT[before[-1]]


@given(grounds())
def test_a_standing_red_flag_never_comforts(found: Grounds) -> None:
    flagged = Grounds(
        found.excluded, found.reached, found.requirements, found.prohibitions, found.permits, YES
    )
    if subject_truth(found) == YES:
        comforting = {Outcome.NO_LICENSE_REQUIRED, Outcome.LICENSE_EXCEPTION, Outcome.NOT_SUBJECT}
        assert settled(possible_outcomes(flagged)) not in comforting


def test_an_open_exception_keeps_the_answer_open() -> None:
    found = Grounds(reached=YES, requirements=[Demand(YES)], permits=[Permit(OPEN, frozenset({0}))])
    assert settled(possible_outcomes(found)) is Outcome.NEEDS_INFORMATION
    assert possible_outcomes(found) == (Outcome.LICENSE_EXCEPTION, Outcome.LICENSE_REQUIRED)


def test_an_exception_must_overcome_every_requirement() -> None:
    found = Grounds(
        reached=YES,
        requirements=[Demand(YES, key=0), Demand(YES, key=1)],
        permits=[Permit(YES, frozenset({0})), Permit(YES, frozenset({1}))],
    )
    assert possible_outcomes(found) == (Outcome.LICENSE_REQUIRED,)


def test_the_weights_run_from_not_subject_to_prohibited() -> None:
    assert BY_WEIGHT[0] is Outcome.NOT_SUBJECT
    assert BY_WEIGHT[-1] is Outcome.PROHIBITED
