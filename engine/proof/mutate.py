"""Whether the tests beside the rules, and worked cases, would notice a rule with a fault in it.

A mutant is killed by a test of its rule that comes out otherwise than expected, or by a case that
then has another outcome or loses a rule that it names. For a mutant that survives, a deal is
searched that tells it from its rule; where there is none at all, the two are the same rule.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from typing import Final

from engine.deals.cases import Expectation
from engine.evaluation.evaluate import evaluate
from engine.facts import Deal, Facts
from engine.model import Rule, Ruleset
from engine.proof.domains import Domains
from engine.proof.formula import (
    DayFormulas,
    conjunction,
    either_not_both,
    negation,
)
from engine.proof.mutants import Mutant, Mutants
from engine.proof.rereading import CaseRereading, Rereading
from engine.proof.rule_test_lines import test_line
from engine.proof.rule_tests import facts_of, require_tests
from engine.proof.witness import Witnesses
from engine.truth import FROM_WORD, OPEN, Truth

TRIES: Final = 3000
MEMBERS: Final = 2

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that nothing killed; `killer` is a rule test that would, empty if none was found."""

    mutant: Mutant
    killer: str = ""
    facts: Facts | None = None
    truth: Truth = OPEN


@dataclass(slots=True)
class MutationReport:
    """How many mutants there were and how each fared, by kind."""

    made: dict[str, int] = field(default_factory=dict)
    killed: dict[str, int] = field(default_factory=dict)
    killed_by_cases: int = 0
    same: list[Mutant] = field(default_factory=list)  # no deal tells them from their rule
    survivors: list[Survivor] = field(default_factory=list)
    left_out: int = 0

    @property
    def score(self) -> float:
        """The share of killed mutants, in percent, of those that a test could kill."""
        could = sum(self.made.values()) - len(self.same)
        return 100 * sum(self.killed.values()) / could if could else 100.0


class Mutation:
    """One run over a ruleset's rules."""

    def __init__(
        self,
        ruleset: Ruleset,
        cases: Iterable[tuple[Deal, Expectation]],
        today: date,
        members: int = MEMBERS,
        seed: int = 0,
    ) -> None:
        self.ruleset, self.seed = ruleset, seed
        self.mutants = Mutants(ruleset, members, seed)
        self.cases = [
            CaseRereading(
                Rereading(evaluate(ruleset, deal.facts, deal.as_of or today), self.mutants.sets),
                expect,
            )
            for deal, expect in cases
        ]
        self._days: dict[date, Witnesses] = {}

    def run(
        self,
        pattern: str = "*",
        limit: int | None = None,
        sample: int | None = None,
        progress: Progress = lambda _: None,
    ) -> MutationReport:
        """Mutate the rules whose ids fit `pattern`; of all mutants, at most `sample` drawn at
        random; search a killing deal for at most `limit` survivors."""
        rules = [r for r in self.ruleset.rules.values() if fnmatchcase(r.id, pattern)]
        mutants = [mutant for rule in rules for mutant in self.mutants.of(rule)]
        report = MutationReport()
        if sample is not None and sample < len(mutants):
            report.left_out = len(mutants) - sample
            kept = set(random.Random(self.seed).sample(range(len(mutants)), sample))
            mutants = [mutant for n, mutant in enumerate(mutants) if n in kept]
        survivors = []
        tests: dict[str, list[tuple[Rereading, Truth]]] = {}
        for number, mutant in enumerate(mutants):
            if number % 500 == 0:
                progress(f"{number:,} of {len(mutants):,} mutants tried")
            report.made[mutant.kind] = report.made.get(mutant.kind, 0) + 1
            if mutant.rule.id not in tests:
                tests[mutant.rule.id] = self._tests(mutant.rule)
            by_test = any(
                reading.rule(mutant.changed) != expected
                for reading, expected in tests[mutant.rule.id]
            )
            if not by_test and not any(case.notices(mutant.changed) for case in self.cases):
                survivors.append(mutant)
                continue
            report.killed_by_cases += not by_test
            report.killed[mutant.kind] = report.killed.get(mutant.kind, 0) + 1
        self._search(survivors, limit, report, progress)
        return report

    def _tests(self, rule: Rule) -> list[tuple[Rereading, Truth]]:
        require_tests(self.ruleset)
        found = []
        for test in rule.tests:
            day = test.as_of or self.ruleset.regime.verified_to
            evaluation = evaluate(self.ruleset, facts_of(test, self.ruleset), day)
            found.append((Rereading(evaluation, self.mutants.sets), FROM_WORD[test.expect]))
        return found

    def _search(
        self,
        survivors: Sequence[Mutant],
        limit: int | None,
        report: MutationReport,
        progress: Progress,
    ) -> None:
        for number, mutant in enumerate(survivors):
            if limit is not None and number >= limit:
                report.survivors.append(Survivor(mutant))
                continue
            if number % 100 == 0:
                progress(f"{number:,} of {len(survivors):,} survivors looked at")
            facts, impossible = self._killer(mutant)
            if impossible:
                report.same.append(mutant)
                continue
            report.survivors.append(self._confirmed(mutant, facts))

    def _killer(self, mutant: Mutant) -> tuple[Facts | None, bool]:
        """Facts that tell the mutant from its rule; and whether there are none."""
        if mutant.day not in self._days:
            self._days[mutant.day] = Witnesses(Domains(DayFormulas(self.ruleset, mutant.day)))
        witnesses = self._days[mutant.day]
        formulas = witnesses.domains.formulas
        for declared in self.mutants.sets.declared.values():
            formulas.declare(declared)
        goal = [
            formulas.condition(condition) if holds else negation(formulas.condition(condition))
            for condition, holds in mutant.needs
        ]
        if mutant.before is not None and mutant.after is not None:
            before, after = map(formulas.condition, (mutant.before, mutant.after))
            goal.append(either_not_both(before, after))
            goal.append(formulas.standing(mutant.rule.in_force))
        search = witnesses.find(conjunction(goal), TRIES)
        return search.facts, search.impossible

    def _confirmed(self, mutant: Mutant, facts: Facts | None) -> Survivor:
        if facts is None:
            return Survivor(mutant)
        evaluation = evaluate(self.ruleset, facts, mutant.day)
        truth = evaluation.truth(mutant.rule.id)
        changed = Rereading(evaluation, self.mutants.sets).rule(mutant.changed)
        if truth in (OPEN, changed):
            return Survivor(mutant)
        line = test_line(self.ruleset, facts, truth, mutant.day)
        return Survivor(mutant, line, facts, truth)
