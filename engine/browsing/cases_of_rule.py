"""The worked cases that test a rule, and the tests that stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.deals.case_files import CaseRead
from engine.deals.cases import Case
from engine.evaluation.evaluate import applied_truth
from engine.model import Rule
from engine.reading.yaml_writing import write_text
from engine.regimes.regimes import Regimes
from engine.regimes.side_by_side import evaluate_side_by_side
from engine.truth import OPEN, YES


@dataclass(frozen=True, slots=True)
class CaseOfRule:
    """A case that tests a rule. `named` is true where its expectation names the rule, `truth` is
    how the rule came out under its facts: `holds`, `open`, or empty where it does not hold."""

    id: str
    title: str
    file: str
    named: bool
    truth: str

    @property
    def line(self) -> str:
        """The case on one line."""
        told = ["named in what is expected"] if self.named else []
        told += {"holds": ["the rule holds"], "open": ["the rule is open"]}.get(self.truth, [])
        if self.named and not self.truth:
            told.append("it does not hold")
        return f"{self.id}  {self.title}  ({', '.join(told)})"


def names_rule(case: Case, rule: Rule) -> bool:
    """Whether what a case expects names a rule, or the exception that it is."""
    for expect in case.expected.values():
        if rule.id in (*expect.routes, *expect.requirements, *expect.mentions):
            return True
        if rule.exception and rule.exception in (*expect.available, *expect.barred):
            return True
    return False


class CasesAtHand:
    """Worked cases with their determinations: each is evaluated once, for all rules."""

    def __init__(self, regimes: Regimes, today: date) -> None:
        self._regimes = regimes
        self._today = today
        self._truths: dict[str, Mapping[str, str]] = {}

    def look(self, read: CaseRead, regime: str, rule: Rule) -> CaseOfRule | None:
        """The case as one of this rule; None where it neither names it nor meets it."""
        named = names_rule(read.case, rule)
        truth = self._of(read).get(f"{regime}/{rule.id}", "")
        if not named and not truth:
            return None
        return CaseOfRule(read.case.id, read.case.title, read.case.file, named, truth)

    def _of(self, read: CaseRead) -> Mapping[str, str]:
        """`holds` or `open` by regime and rule; what does not hold is left out."""
        if read.case.file not in self._truths:
            day = read.deal.as_of or self._today
            side = evaluate_side_by_side(
                self._regimes.only(read.case.expected), read.deal.facts, day
            )
            self._truths[read.case.file] = {
                f"{regime}/{rule.id}": "holds" if truth == YES else "open"
                for regime, evaluation in side.by_id.items()
                for rule in evaluation.ruleset.rules.values()
                for truth in [applied_truth(evaluation, rule)]
                if truth in (YES, OPEN)
            }
        return self._truths[read.case.file]


def lines_of_tests(rule: Rule) -> tuple[str, ...]:
    """The tests beside a rule, each on one line: the facts, and what is expected."""
    return tuple(
        f"{test.expect}{f' on {test.as_of}' if test.as_of else ''}: "
        + (", ".join(f"{name} {_flow(raw)}" for name, raw in test.given.items()) or "no fact known")
        for test in rule.tests
    )


def _flow(tree: Any) -> str:
    if isinstance(tree, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list | tuple):
        return "[" + ", ".join(map(_flow, tree)) + "]"
    return write_text(str(tree))
