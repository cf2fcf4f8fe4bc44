"""The tests that stand beside rules: facts in, one rule's truth out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.deals.answers import read_value
from engine.evaluation.evaluate import evaluate
from engine.facts import NOT_KNOWN, Answer, Facts, State
from engine.faults import Fault
from engine.model import Rule, Ruleset, RuleTest
from engine.truth import FROM_WORD, WORDS


@dataclass(frozen=True, slots=True)
class RuleTestReport:
    """How many tests ran, and a fault for each that failed."""

    run: int
    faults: tuple[Fault, ...]


def facts_of(test: RuleTest, ruleset: Ruleset) -> Facts:
    """The facts of a test. Raises `ValueError` where a value cannot be read."""
    answers: dict[str, Answer] = {}
    for name, raw in test.given.items():
        declared = ruleset.facts[name]
        if raw == "not known":
            answers[name] = NOT_KNOWN
        else:
            state = State.ASSUMED if declared.default else State.ANSWERED
            answers[name] = Answer(read_value(declared, raw, ruleset, lenient=True), state)
    return Facts(answers)


def _faults_of(rule: Rule, ruleset: Ruleset) -> Iterator[Fault]:
    for test in rule.tests:
        try:
            facts = facts_of(test, ruleset)
        except ValueError as unreadable:
            yield Fault(test.place, f"{rule.id}: {unreadable}", "a value of the fact’s type")
            continue
        day: date = test.as_of or ruleset.regime.verified_to
        truth = evaluate(ruleset, facts, day).truth(rule.id)
        if truth != FROM_WORD[test.expect]:
            yield Fault(
                test.place,
                f"{rule.id}: this test came out {WORDS[truth]}",
                f"{test.expect} was expected: mend the rule or the test",
            )


def require_tests(ruleset: Ruleset) -> None:
    """Refuse a ruleset whose tests were left out, instead of finding that none failed.

    Raises `ValueError`.
    """
    if not ruleset.with_tests:
        raise ValueError("this ruleset came out of the cache, without its tests: load its YAML")


def run_rule_tests(ruleset: Ruleset) -> RuleTestReport:
    """Run every rule's own tests, each on its date or else on the day the law is verified to."""
    require_tests(ruleset)
    faults = [fault for rule in ruleset.rules.values() for fault in _faults_of(rule, ruleset)]
    return RuleTestReport(sum(len(rule.tests) for rule in ruleset.rules.values()), tuple(faults))
