"""What `engine.proof.prove` finds in small rulesets, some of them wrong on purpose."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.evaluation.evaluate import evaluate
from engine.facts import FactType
from engine.loading.load import load_ruleset
from engine.model import (
    All,
    Any,
    Condition,
    Exists,
    Interval,
    Leaf,
    NoneOf,
    Overcomes,
    Place,
    Rule,
    RuleHolds,
    Ruleset,
    Say,
    Source,
    Standing,
    Unless,
    Verb,
)
from engine.proof.domains import Domains
from engine.proof.fold_proof import undecided_states
from engine.proof.formula import DayFormulas, negation
from engine.proof.prove import Proof, prove
from engine.proof.witness import Witnesses
from engine.truth import NO, YES

SMALL = load_ruleset(Path(__file__).parent / "small_law" / "small")
DAY = date(2026, 9, 24)
US = Leaf("item.us_origin", "is", "yes")
SOFTWARE = Leaf("item.kind", "is", "software")
CHINA = Leaf("destination.country", "is", "CN")
IRAN = Leaf("destination.country", "is", "IR")


def rule(name: str, when: Condition, verb: Verb = Verb.DEFINES, **more: object) -> Rule:
    since = Interval(date(2000, 1, 1), None, "1 SR 1")
    plain = Rule(
        name,
        verb,
        name,
        "SR 1",
        (since,),
        when,
        Say("", "", ""),
        (Source(DAY, "verified"),),
        place=Place("rules.yaml", 1, 1),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def law(*rules: Rule) -> Ruleset:
    return replace(SMALL, rules={one.id: one for one in rules})


def found(*rules: Rule) -> dict[tuple[str, str], str]:
    proof: Proof = prove(law(*rules), DAY, deals=5)
    return {(one.code, one.rule): one.says for one in proof.findings}


def test_the_small_law_has_every_outcome_and_no_contradiction() -> None:
    proof = prove(SMALL, DAY, deals=50)
    assert not [one for one in proof.findings if one.code in ("R030", "R031", "R032", "R040")]
    assert proof.counts["rules that can hold"] == len(SMALL.rules)
    assert proof.counts["rules that can fail"] == len(SMALL.rules)
    assert {"not-subject", "license-required", "license-exception", "prohibited"} <= set(
        proof.deals
    )


def test_every_witness_is_borne_out_by_a_determination() -> None:
    for one in SMALL.rules.values():
        formulas = DayFormulas(SMALL, DAY)
        witnesses = Witnesses(Domains(formulas))
        for goal, truth in ((formulas.rule(one), YES), (negation(formulas.rule(one)), NO)):
            facts = witnesses.find(goal).facts
            assert facts is not None
            assert evaluate(SMALL, facts, DAY).truth(one.id) == truth


@pytest.mark.parametrize(
    "never",
    [
        All((US, NoneOf((US,)))),
        All((CHINA, IRAN)),
        All((US, RuleHolds("foreign"))),
        Any(()),
    ],
)
def test_a_rule_that_nothing_can_make_hold_is_found(never: Condition) -> None:
    foreign = rule("foreign", NoneOf((US,)))
    assert ("R020", "never") in found(foreign, rule("never", never))


def test_a_rule_that_nothing_can_make_fail_is_found() -> None:
    assert ("R021", "always") in found(rule("always", Any((US, NoneOf((US,))))))


def test_an_exception_that_can_never_bend_its_rule_is_found() -> None:
    bent = rule("bent", CHINA, unless=(Unless(IRAN, "SR 2", "Iran"),))
    assert ("R033", "bent") in found(bent)


def test_an_exception_that_takes_the_whole_rule_away_is_found() -> None:
    assert ("R020", "bent") in found(rule("bent", CHINA, unless=(Unless(CHINA, "SR 2"),)))


def test_a_rule_implied_by_another_without_saying_so_is_found() -> None:
    narrow = rule("narrow", All((US, CHINA)), Verb.REACHES)
    wide = rule("wide", US, Verb.REACHES)
    assert found(narrow, wide)["R023", "narrow"] == "wherever it holds, wide holds too"
    told = replace(narrow, note="A part of wide.")
    assert ("R023", "narrow") not in found(told, wide)
    resting = replace(narrow, when=All((RuleHolds("wide"), CHINA)))
    assert ("R023", "narrow") not in found(resting, wide)


def test_two_rules_that_say_the_same_are_found_once() -> None:
    one = rule("one", All((US, CHINA)))
    two = rule("two", NoneOf((NoneOf((CHINA,)), NoneOf((US,)))))
    codes = [name for name in found(one, two) if name[0] == "R024"]
    assert codes == [("R024", "one")]


def test_an_exception_that_a_bar_always_takes_away_is_a_contradiction() -> None:
    permit = rule(
        "permit", All((SOFTWARE, CHINA)), Verb.PERMITS, exception="TSR", overcomes=Overcomes()
    )
    bar = rule("bar", CHINA, Verb.RESTRICTS, removes=frozenset({"TSR"}))
    assert ("R030", "permit") in found(permit, bar)
    narrow = replace(bar, when=All((CHINA, US)))
    assert ("R030", "permit") not in found(permit, narrow)


def test_an_exception_that_never_meets_the_requirement_it_names_is_a_contradiction() -> None:
    requirement = rule("requirement", CHINA, Verb.REQUIRES, kind="list", reason="NS")
    permit = rule(
        "permit",
        IRAN,
        Verb.PERMITS,
        exception="TSR",
        overcomes=Overcomes(rules=frozenset({"requirement"})),
    )
    assert ("R031", "permit") in found(requirement, permit)


def test_a_stayed_rule_is_proven_on_its_last_day_in_force() -> None:
    stayed = (
        Interval(date(2020, 1, 1), date(2020, 6, 30), "1 SR 1"),
        Interval(date(2020, 7, 1), None, "1 SR 2", Standing.STAYED),
    )
    proof = prove(law(rule("stayed", US, in_force=stayed)), DAY, deals=5)
    assert proof.counts["rules that can hold"] == 1
    assert proof.counts["rules out of force on the day, tried on their own last day"] == 1


def test_two_parties_are_found_where_one_cannot_do() -> None:
    lists = [fact.name for fact in SMALL.facts.values() if fact.type is FactType.PARTIES]
    assert lists, "the small law asks for parties"
    here = Exists(lists[0], Leaf("country", "is", "CN"))
    there = Exists(lists[0], Leaf("country", "is", "IR"))
    formulas = DayFormulas(law(rule("both", All((here, there)))), DAY)
    facts = Witnesses(Domains(formulas)).find(formulas.condition(All((here, there)))).facts
    assert facts is not None
    value = facts.value(lists[0])
    assert isinstance(value, tuple)
    assert len(value) == 2


def test_the_fold_gives_one_outcome_for_every_decided_state() -> None:
    tried, failed = undecided_states()
    assert tried > 50_000
    assert failed == ()
