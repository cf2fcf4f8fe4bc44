"""What tests and cases exercise in a ruleset: rules, leaves, exceptions and rows of the list.

A leaf counts where the evaluation was about its rule: in the tests of the rule itself and of the
rules that rest on it, and in every case. A version of a dated text counts on its own days only.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.evaluation.conditions import bare, rules_named, standing_truth
from engine.evaluation.evaluate import Evaluation, evaluate
from engine.evaluation.leaves import ATTRIBUTES, Test, make_element_test
from engine.evaluation.sets_on_day import SetsOnDay
from engine.model import (
    All,
    Condition,
    Dated,
    Exists,
    Leaf,
    NoneOf,
    Rule,
    RuleHolds,
    Ruleset,
)
from engine.model import (
    Any as AnyOf,
)
from engine.proof.rule_tests import facts_of, require_tests
from engine.truth import NO, OPEN, WORDS, YES, Truth

MARK_FACTS: Final = ("list.marks", "chart.required")
COLUMN: Final = re.compile("[A-Z]{2}[0-9]")
"""The form of a chart column; every other mark is that of a requirement in prose."""

_BOTH: Final = frozenset({YES, NO})

LeafKey = tuple[str, Any]
"""The rule's id, and what is tested; inside `exists`, together with the `exists`."""


@dataclass(slots=True)
class Coverage:
    """What was seen so far. Truths are those of engine.truth."""

    ruleset: Ruleset
    tests: int = 0
    cases: int = 0
    by_tests: dict[str, set[Truth]] = field(default_factory=dict)  # rule to truths
    by_cases: dict[str, set[Truth]] = field(default_factory=dict)
    leaves: dict[LeafKey, set[Truth]] = field(default_factory=dict)
    exceptions: dict[tuple[str, int], set[Truth]] = field(default_factory=dict)
    _element_tests: dict[Any, Test] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for rule in self.ruleset.rules.values():
            self.by_tests[rule.id] = set()
            self.by_cases[rule.id] = set()
            for number, exception in enumerate(rule.unless):
                self.exceptions[rule.id, number] = set()
                self._declare(rule, exception.when)
            self._declare(rule, rule.when)

    def _declare(self, rule: Rule, condition: Condition) -> None:
        for leaf, inside in leaves_in(condition):
            self.leaves.setdefault(_key(rule, leaf, inside), set())

    # Seeing ---------------------------------------------------------------------------------------

    def run_rule_tests(self) -> None:
        """Take in the tests that stand beside the rules."""
        require_tests(self.ruleset)
        for rule in self.ruleset.rules.values():
            about = self._resting(rule)
            for test in rule.tests:
                day = test.as_of or self.ruleset.regime.verified_to
                evaluation = evaluate(self.ruleset, facts_of(test, self.ruleset), day)
                self.tests += 1
                self.by_tests[rule.id].add(evaluation.truth(rule.id))
                self._see(evaluation, about)

    def add_case(self, evaluation: Evaluation) -> None:
        """Take in a case: it is about every rule."""
        self.cases += 1
        for rule in self.ruleset.rules.values():
            self.by_cases[rule.id].add(evaluation.truth(rule.id))
        self._see(evaluation, self.ruleset.rules.values())

    def _resting(self, rule: Rule) -> list[Rule]:
        """The rule, and those that it rests on."""
        found, waiting = {rule.id: rule}, [rule]
        while waiting:
            here = waiting.pop()
            conditions = (here.when, *(exception.when for exception in here.unless))
            for name in frozenset[str]().union(*map(rules_named, conditions)) - found.keys():
                found[name] = self.ruleset.rules[name]
                waiting.append(found[name])
        return list(found.values())

    def _see(self, evaluation: Evaluation, rules: Iterable[Rule]) -> None:
        for rule in rules:
            if not standing_truth(rule.in_force, evaluation.as_of):
                continue
            when = self._walk(rule, rule.when, evaluation)
            for number, exception in enumerate(rule.unless):
                truth = self._walk(rule, exception.when, evaluation)
                if when == YES:
                    self.exceptions[rule.id, number].add(truth)

    def _walk(self, rule: Rule, condition: Condition, evaluation: Evaluation) -> Truth:
        """The truth of the condition; the leaves in it are noted."""
        match condition:
            case Leaf() | Exists():
                index, place = evaluation.on.program.slot(condition)
                truth: Truth = evaluation.leaf_truths[index][place]
                self.leaves[_key(rule, condition, None)].add(truth)
                if isinstance(condition, Exists):
                    self._see_elements(rule, condition, evaluation)
                return truth
            case RuleHolds():
                return evaluation.truth(condition.rule)
            case Dated():
                result = NO
                for version in condition.versions:
                    standing = standing_truth((version.interval,), evaluation.as_of)
                    if standing:
                        result |= standing & self._walk(rule, version.when, evaluation)
                return result
            case All() | AnyOf() | NoneOf():
                truths = [self._walk(rule, part, evaluation) for part in condition.parts]
                if isinstance(condition, All):
                    return min(truths, default=YES)
                found = max(truths, default=NO)
                return (
                    found if isinstance(condition, AnyOf) else {YES: NO, NO: YES}.get(found, OPEN)
                )

    def _see_elements(self, rule: Rule, exists: Exists, evaluation: Evaluation) -> None:
        elements = evaluation.values.get(exists.fact)
        if not isinstance(elements, tuple):
            return
        list_type = self.ruleset.facts[exists.fact].type
        for leaf, _ in leaves_in(exists.where):
            if not isinstance(leaf, Leaf) or leaf.fact not in ATTRIBUTES[list_type]:
                continue
            kept = (evaluation.as_of, exists.fact, bare(leaf))
            test = self._element_tests.get(kept)
            if test is None:
                test = make_element_test(leaf, list_type, evaluation.on.sets)
                self._element_tests[kept] = test
            self.leaves[_key(rule, leaf, exists)].update(test(element) for element in elements)

    # Figures --------------------------------------------------------------------------------------

    @property
    def leaves_both_ways(self) -> int:
        return sum(seen >= _BOTH for seen in self.leaves.values())

    @property
    def exceptions_both_ways(self) -> int:
        return sum(seen >= _BOTH for seen in self.exceptions.values())

    def rules_seen(self, truth: Truth) -> tuple[int, int, int]:
        """How many rules had this truth: in their tests, in the cases, in either."""
        tests = {name for name, seen in self.by_tests.items() if truth in seen}
        cases = {name for name, seen in self.by_cases.items() if truth in seen}
        return len(tests), len(cases), len(tests | cases)

    def rules_not_seen(self) -> Iterator[tuple[str, str]]:
        """The rules that lack a truth in tests and cases together, with the words for those."""
        for name in self.ruleset.rules:
            seen = self.by_tests[name] | self.by_cases[name]
            missing = [WORDS[truth] for truth in (YES, NO, OPEN) if truth not in seen]
            if missing:
                yield name, ", ".join(missing)

    def leaves_not_both_ways(self) -> Iterator[tuple[str, str, str]]:
        """Rule, leaf in the words of the files, and what was never seen."""
        for (name, tested), seen in self.leaves.items():
            missing = [WORDS[truth] for truth in (YES, NO) if truth not in seen]
            if missing:
                yield name, _words_of(tested), " nor ".join(missing)

    def exceptions_not_both_ways(self) -> Iterator[tuple[str, str, str]]:
        """Rule, exception and what was never seen of it while the rule's own conditions held."""
        for (name, number), seen in self.exceptions.items():
            exception = self.ruleset.rules[name].unless[number]
            missing = [
                word for truth, word in ((YES, "lifting"), (NO, "failing")) if truth not in seen
            ]
            if missing:
                yield name, exception.title or exception.cite, " nor ".join(missing)


def leaves_in(
    condition: Condition, inside: Exists | None = None
) -> Iterator[tuple[Leaf | Exists, Exists | None]]:
    """The leaves of a condition, each with the `exists` that it stands in."""
    match condition:
        case All() | AnyOf() | NoneOf():
            for part in condition.parts:
                yield from leaves_in(part, inside)
        case Dated():
            for version in condition.versions:
                yield from leaves_in(version.when, inside)
        case Leaf():
            yield condition, inside
        case Exists():
            yield condition, inside
            yield from leaves_in(condition.where, condition)
        case RuleHolds():
            pass


def _key(rule: Rule, leaf: Leaf | Exists, inside: Exists | None) -> LeafKey:
    tested: Any = bare(leaf) if isinstance(leaf, Leaf) else leaf
    return (rule.id, tested if inside is None else (inside, tested))


def _words_of(tested: Any) -> str:
    if isinstance(tested, Exists):
        return tested.label or f"one of {tested.fact}"
    if isinstance(tested[0], Exists):
        return f"{tested[0].label or 'one of ' + tested[0].fact}: {_words_of(tested[1])}"
    fact, test, operand = tested
    words = operand if isinstance(operand, str) else ", ".join(operand)
    return f"{fact} {test.replace('_', ' ')} {words}"


# The control list -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowCoverage:
    """The rows of the control list by mark, and what no rule looks at."""

    entries: int
    rows: int
    by_mark: Mapping[str, int]
    columns: frozenset[str]
    unread: tuple[str, ...]  # rows, and entries without rows
    conditional: int


def row_coverage(ruleset: Ruleset) -> RowCoverage:
    """Every row of every entry by its mark, with those unread: an entry without a row is unread."""
    looked_at = marks_looked_at(ruleset)
    by_mark: Counter[str] = Counter()
    unread: list[str] = []
    conditional = 0
    for entry in ruleset.entries.values():
        if not entry.rows:
            unread.append(entry.eccn)
        for row in entry.rows:
            by_mark[row.mark] += 1
            conditional += bool(row.condition)
            if row.mark not in looked_at:
                unread.append(row.id)
    return RowCoverage(
        len(ruleset.entries),
        by_mark.total(),
        dict(sorted(by_mark.items())),
        frozenset(filter(COLUMN.fullmatch, by_mark)),
        tuple(unread),
        conditional,
    )


def marks_looked_at(ruleset: Ruleset) -> frozenset[str]:
    """The marks of the list that some rule tests."""
    sets = SetsOnDay(ruleset.sets, ruleset.countries, ruleset.regime.verified_to)
    found: set[str] = set()
    for rule in ruleset.rules.values():
        for condition in (rule.when, *(exception.when for exception in rule.unless)):
            for leaf, _ in leaves_in(condition):
                if isinstance(leaf, Leaf) and leaf.fact in MARK_FACTS:
                    if leaf.test == "has" and isinstance(leaf.operand, str):
                        found.add(leaf.operand)
                    elif leaf.test.startswith("has"):
                        found |= sets.words(leaf.operand)
    return frozenset(found)
