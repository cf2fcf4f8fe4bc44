"""The hand-written floor of the benchmark and the engine say the same, rule by rule."""

from collections import Counter

import pytest

from bench.floor import LAW_OF, RULES, floor
from bench.ruleset_slice import SliceDeals, cut, plain
from engine.evaluation.conditions import standing_truth
from engine.evaluation.evaluate import evaluate
from engine.model import Ruleset
from engine.truth import NO, OPEN, YES

DEALS = 2_000
NEVER_YES = {
    "ear.734.4.b.1.iv",  # its law is unclear, so that the engine leaves it open
    "ear.734.9.e.1.affiliates",
    "ear.734.9.e.2.affiliates",
    "ear.734.9.e.3.affiliates",
    "ear.734.9.g.affiliates",
    "ear.734.9.part-inside.affiliates",
}


@pytest.fixture(scope="module")
def sliced(us_ear: Ruleset) -> Ruleset:
    return cut(us_ear)


def test_the_slice_holds_exactly_the_rules_that_are_typed(sliced: Ruleset) -> None:
    assert set(sliced.rules) == set(RULES)
    assert len(set(RULES)) == len(RULES)
    of_734 = {name for name in sliced.rules if name.startswith(("ear.734.4.", "ear.734.9."))}
    assert of_734 == set(RULES) - {n for n in RULES if n.startswith("ear.742.sme.")}


def test_the_slice_leaves_no_rule_of_734_9_out(us_ear: Ruleset) -> None:
    mine = {name for name in us_ear.rules if name.startswith(("ear.734.4.", "ear.734.9."))}
    assert mine <= set(RULES), "a new rule: type it in bench/floor.py as well"


def test_floor_and_engine_agree_on_random_deals(sliced: Ruleset) -> None:
    seen: Counter[tuple[str, int]] = Counter()
    for number, facts in enumerate(SliceDeals(sliced, 734).draw(DEALS)):
        evaluation = evaluate(sliced, facts, LAW_OF)
        typed = floor(plain(sliced, facts))
        assert len(typed) == len(RULES)
        for rule, says in zip(RULES, typed, strict=True):
            truth = evaluation.truth(rule)
            seen[rule, truth] += 1
            if truth != OPEN:
                assert says == (truth == YES), f"deal {number}, {rule}: {plain(sliced, facts)}"
    both = {rule for rule in RULES if seen[rule, YES] and seen[rule, NO]}
    assert set(RULES) - both == NEVER_YES, "a rule that came out one way alone proves little"
    openly = sum(count for (_, truth), count in seen.items() if truth == OPEN)
    assert openly < 0.02 * DEALS * len(RULES)


def test_the_affiliates_rules_are_stayed_on_the_day(sliced: Ruleset) -> None:
    stayed = {
        name for name, rule in sliced.rules.items() if standing_truth(rule.in_force, LAW_OF) == NO
    }
    assert stayed == NEVER_YES - {"ear.734.4.b.1.iv"}
