"""What must hold of every determination, tried on ten thousand deals made at random.

*Sound*: whatever is still unknown, the true outcome is among those called possible; so a settled
outcome stays what it is however the open facts come out. *Monotone*: a worse fact never lightens.
"""

from datetime import date

import pytest

from engine.evaluation.evaluate import evaluate, with_answer
from engine.evaluation.fold import settled
from engine.facts import NOT_KNOWN, Answer, Facts
from engine.model import Ruleset
from engine.outcome import WEIGHT, Outcome
from tests.random_deals import RandomDeals

FILLINGS = 2
# 3,000 deals a law at each run of the tests, all 10,000 with “pytest -m 'soak or not soak'”.
_SHORT, _LONG = (1500, 1500), (3500, 3500)
PARTS = [
    *enumerate(_SHORT),
    *(pytest.param(n, deals, marks=pytest.mark.soak) for n, deals in enumerate(_LONG, len(_SHORT))),
]


def smallest(ruleset: Ruleset, facts: Facts, filled: Facts, day: date) -> str:
    """The fewest answers of a filling under which the law is still broken, for the message."""
    extra = dict(filled.answers)
    for name in list(extra):
        without = {k: v for k, v in extra.items() if k != name or k in facts.answers}
        before = evaluate(ruleset, facts, day).possible
        if not set(evaluate(ruleset, Facts(without), day).possible) <= set(before):
            extra = without
    added = {name: answer for name, answer in extra.items() if facts.answers.get(name) != answer}
    return f"{day}: {facts.answers}\nfilled with {added}"


@pytest.mark.parametrize(("part", "count"), PARTS)
def test_no_filling_of_the_open_facts_leaves_what_was_called_possible(
    us_ear: Ruleset, part: int, count: int
) -> None:
    deals = RandomDeals(us_ear, seed=7000 + part)
    determined = 0
    for _ in range(count):
        day = deals.day()
        facts = deals.deal(day, known=deals.random.choice((0.2, 0.5, 0.8, 0.95)))
        partial = evaluate(us_ear, facts, day)
        determined += partial.outcome is not Outcome.NEEDS_INFORMATION
        for _ in range(FILLINGS):
            filled = deals.filled(facts, day)
            whole = evaluate(us_ear, filled, day)
            if not set(whole.possible) <= set(partial.possible):
                pytest.fail(smallest(us_ear, facts, filled, day))
    assert determined > count // 12, "the deals must be such that the law has something to hold for"


@pytest.mark.parametrize(("part", "count"), PARTS)
def test_a_worse_fact_never_makes_the_outcome_lighter(
    us_ear: Ruleset, part: int, count: int
) -> None:
    deals = RandomDeals(us_ear, seed=8000 + part)
    worse_facts = [
        fact for fact in deals.asked if fact.worse and fact.type.value in ("yes-no", "judgement")
    ]
    assert worse_facts
    for _ in range(count):
        day = deals.day()
        facts = deals.filled(deals.deal(day, known=0.5), day)
        fact = deals.random.choice(worse_facts)
        better, worse = (
            evaluate(us_ear, facts.with_answer(fact.name, Answer(value)), day)
            for value in (fact.worse != "yes", fact.worse == "yes")
        )
        assert WEIGHT[worse.possible[0]] >= WEIGHT[better.possible[0]], (fact.name, day, facts)
        assert WEIGHT[worse.possible[-1]] >= WEIGHT[better.possible[-1]], (fact.name, day, facts)


def test_the_same_facts_give_the_same_outcome(us_ear: Ruleset) -> None:
    deals = RandomDeals(us_ear, seed=9000)
    for _ in range(200):
        day = deals.day()
        facts = deals.deal(day, known=0.7)
        shuffled = list(facts.answers.items())
        deals.random.shuffle(shuffled)
        first, second = evaluate(us_ear, facts, day), evaluate(us_ear, Facts(dict(shuffled)), day)
        assert first.truths == second.truths
        assert first.outcome is second.outcome is settled(first.possible)


def test_changing_one_answer_is_evaluating_the_changed_deal(us_ear: Ruleset) -> None:
    deals = RandomDeals(us_ear, seed=9500)
    for _ in range(2000):
        day = deals.day()
        facts = deals.deal(day, known=0.7)
        fact = deals.random.choice(deals.asked)
        answer = deals.random.choice((None, NOT_KNOWN, deals.answer(fact, day)))
        changed = with_answer(evaluate(us_ear, facts, day), fact.name, answer)
        anew = evaluate(us_ear, facts.with_answer(fact.name, answer), day)
        assert changed.facts == anew.facts
        assert changed.values == anew.values, fact.name
        assert changed.truths == anew.truths, fact.name
        assert changed.possible == anew.possible
