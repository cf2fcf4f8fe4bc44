"""Which mutants the tests of small rules kill, and what would kill the others."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from engine.deals.cases import Expectation
from engine.evaluation.evaluate import evaluate
from engine.facts import Answer, Deal, Facts
from engine.model import All as AllOf
from engine.model import (
    Condition,
    Exists,
    Interval,
    Leaf,
    NoneOf,
    Place,
    Rule,
    RuleTest,
    Unless,
    Verb,
)
from engine.outcome import Outcome
from engine.proof.mutants import Mutants
from engine.proof.mutate import Mutation, MutationReport
from engine.proof.rereading import Rereading
from tests.test_prove import CHINA, DAY, IRAN, SOFTWARE, US, law, rule

AT = Place("rules.yaml", 1, 1)


def checked(when: Condition, *tests: tuple[Mapping[str, object], str], **more: object) -> Rule:
    given = tuple(RuleTest(facts, expect, None, AT) for facts, expect in tests)
    return rule("tested", when, tests=given, **more)


def mutated(
    one: Rule, *others: Rule, cases: tuple[tuple[Deal, Expectation], ...] = ()
) -> MutationReport:
    return Mutation(law(one, *others), cases, DAY).run("tested")


def of_kind(report: MutationReport, kind: str) -> tuple[int, int]:
    return report.made.get(kind, 0), report.killed.get(kind, 0)


def test_a_test_of_each_side_kills_a_negated_test() -> None:
    report = mutated(checked(US, ({"item.us_origin": "yes"}, "yes")))
    assert of_kind(report, "negated") == (1, 1)


def test_a_rule_without_tests_lets_every_mutant_live_and_tells_what_would_kill_it() -> None:
    report = mutated(checked(AllOf((US, CHINA))))
    assert of_kind(report, "negated") == (2, 0)
    killers = [s.killer for s in report.survivors if s.mutant.kind == "negated"]
    assert all("destination.country" in killer and "item.us_origin" in killer for killer in killers)


@pytest.mark.parametrize(
    "when",
    [
        AllOf((US, CHINA)),
        AllOf((NoneOf((US,)), Leaf("destination.country", "in", ("CN", "IR")))),
        AllOf((SOFTWARE, NoneOf((AllOf((US, CHINA)),)))),
    ],
)
def test_every_killer_tells_its_mutant_from_the_rule(when: Condition) -> None:
    ruleset = law(checked(when))
    mutation = Mutation(ruleset, (), DAY)
    report = mutation.run()
    assert report.survivors
    for survivor in report.survivors:
        assert survivor.facts is not None
        evaluation = evaluate(ruleset, survivor.facts, survivor.mutant.day)
        changed = Rereading(evaluation, mutation.mutants.sets).rule(survivor.mutant.changed)
        assert evaluation.truth("tested") == survivor.truth != changed


def test_a_dropped_exception_needs_a_test_in_which_it_bends() -> None:
    bent = {"unless": (Unless(US, "SR 2", "of U.S. origin"),)}
    inside = ({"destination.country": "CN", "item.us_origin": "no"}, "yes")
    report = mutated(checked(CHINA, inside, **bent))
    assert of_kind(report, "exception") == (1, 0)
    outside = ({"destination.country": "CN", "item.us_origin": "yes"}, "no")
    report = mutated(checked(CHINA, inside, outside, **bent))
    assert of_kind(report, "exception") == (1, 1)


def test_each_member_of_a_set_wants_a_test() -> None:
    both = Leaf("destination.country", "in", ("CN", "IR"))
    china = ({"destination.country": "CN"}, "yes")
    iran = ({"destination.country": "IR"}, "yes")
    assert of_kind(mutated(checked(both, china)), "member") == (2, 1)
    assert of_kind(mutated(checked(both, china, iran)), "member") == (2, 2)


def test_dates_want_a_test_on_the_first_day() -> None:
    since = (Interval(date(2020, 5, 1), None, "1 SR 1"),)
    today = checked(US, ({"item.us_origin": "yes"}, "yes"), in_force=since)
    report = mutated(today)
    assert of_kind(report, "date") == (1, 0)
    (survivor,) = report.survivors
    assert survivor.killer.endswith("expect: yes, as_of: 2020-05-01}")
    first = RuleTest({"item.us_origin": "yes"}, "yes", date(2020, 5, 1), AT)
    assert of_kind(mutated(replace(today, tests=(*today.tests, first))), "date") == (1, 1)


def test_a_mutant_that_is_the_same_rule_is_not_counted() -> None:
    twice = AllOf((Leaf("destination.country", "in", ("CN", "IR")), CHINA))
    report = mutated(checked(twice, ({"destination.country": "CN"}, "yes")))
    assert [mutant.says for mutant in report.same if mutant.kind == "member"]
    assert sum(report.made.values()) > len(report.same)


def test_a_case_kills_what_changes_its_outcome() -> None:
    banned = rule("tested", IRAN, Verb.PROHIBITS, always=True)
    deal = Deal(as_of=DAY, facts=Facts({"destination.country": Answer("IR")}))
    report = mutated(banned, cases=((deal, Expectation(Outcome.PROHIBITED)),))
    assert of_kind(report, "negated") == (1, 1)
    assert report.killed_by_cases >= 1


def test_tests_within_a_quantifier_are_mutated_too() -> None:
    here = Exists("parties", Leaf("country", "in", ("CN", "IR")))
    kinds = [mutant.says for mutant in Mutants(law(checked(here)), 2, 0).of(checked(here))]
    assert any("a party’s country" in says and "negated" in says for says in kinds)
    assert any("without CN" in says for says in kinds)


def test_the_same_seed_draws_the_same_mutants() -> None:
    one = checked(AllOf((US, CHINA, SOFTWARE)))
    first, second = (Mutation(law(one), (), DAY, seed=3).run(sample=2) for _ in range(2))
    assert first.made == second.made
    assert [s.mutant.says for s in first.survivors] == [s.mutant.says for s in second.survivors]
    assert first.left_out == 2
