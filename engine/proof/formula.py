"""Conditions on one day as formulas that a search can solve.

A formula is a tree of tests joined by "and", "or" and "not", with everything that the day decides
(standings, versions of dated texts) already put in. Every distinct test has a slot; a list of
truths by slot decides the formula, and slots that are still `OPEN` may leave it open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from engine.evaluation.conditions import bare, current_interval, standing_truth
from engine.evaluation.sets_on_day import SetsOnDay
from engine.model import (
    All,
    Condition,
    Dated,
    Exists,
    Interval,
    Leaf,
    NoneOf,
    Rule,
    RuleHolds,
    Ruleset,
    SetDeclaration,
    Standing,
)
from engine.model import (
    Any as AnyOf,
)
from engine.truth import NEGATION, NO, OPEN, YES, Truth

CONSTANT: Final = 0
TEST: Final = 1
AND: Final = 2
OR: Final = 3
NOT: Final = 4
NAMED: Final = 5


@dataclass(frozen=True, eq=False)
class Formula:
    """A node. `number` is the truth of a constant, the slot of a test, or a named rule's number;
    a named rule's truth is worked out once for all places that refer to it."""

    kind: int
    parts: tuple["Formula", ...] = ()
    number: int = 0

    @cached_property
    def slots(self) -> frozenset[int]:
        """The slots of every test below."""
        if self.kind == TEST:
            return frozenset({self.number})
        return frozenset[int]().union(*(part.slots for part in self.parts))


TRUE: Final = Formula(CONSTANT, number=YES)
FALSE: Final = Formula(CONSTANT, number=NO)
UNSURE: Final = Formula(CONSTANT, number=OPEN)


def constant(truth: Truth) -> Formula:
    return (FALSE, UNSURE, UNSURE, TRUE)[truth]


def conjunction(parts: Iterable[Formula]) -> Formula:
    """All of the parts; those that are true anyway are left out."""
    kept = tuple(part for part in parts if part is not TRUE)
    if FALSE in kept:
        return FALSE
    return kept[0] if len(kept) == 1 else Formula(AND, kept) if kept else TRUE


def disjunction(parts: Iterable[Formula]) -> Formula:
    """Any of the parts; those that are false anyway are left out."""
    kept = tuple(part for part in parts if part is not FALSE)
    if TRUE in kept:
        return TRUE
    return kept[0] if len(kept) == 1 else Formula(OR, kept) if kept else FALSE


def negation(part: Formula) -> Formula:
    if part.kind == CONSTANT:
        return constant(NEGATION[part.number])
    return part.parts[0] if part.kind == NOT else Formula(NOT, (part,))


def either_not_both(left: Formula, right: Formula) -> Formula:
    return disjunction((conjunction((left, negation(right))), conjunction((negation(left), right))))


def truth_under(formula: Formula, truths: Sequence[Truth], memo: dict[int, Truth]) -> Truth:
    """The truth of a formula; `memo` keeps named rules and is good for one list of truths."""
    kind = formula.kind
    if kind == TEST:
        return truths[formula.number]
    if kind == AND:
        result = YES
        for part in formula.parts:
            result &= truth_under(part, truths, memo)
            if not result:
                return NO
        return result
    if kind == OR:
        found = int(NO)
        for part in formula.parts:
            found |= truth_under(part, truths, memo)
            if found == YES:
                return YES
        return found
    if kind == NOT:
        return NEGATION[truth_under(formula.parts[0], truths, memo)]
    if kind == CONSTANT:
        return formula.number
    known = memo.get(formula.number)
    if known is None:
        known = memo[formula.number] = truth_under(formula.parts[0], truths, memo)
    return known


@dataclass(eq=False)
class DayFormulas:
    """The rules of a ruleset as formulas on one day.

    `declared` may hold sets of its own beside those of the ruleset, for tests that ask whether a
    set would be missed.
    """

    ruleset: Ruleset
    day: date
    declared: dict[str, SetDeclaration] = field(default_factory=dict)
    tests: list[Leaf | Exists] = field(default_factory=list)
    _slots: dict[object, int] = field(default_factory=dict)
    _rules: dict[str, Formula] = field(default_factory=dict)

    @cached_property
    def sets(self) -> SetsOnDay:
        self.declared = {**self.ruleset.sets, **self.declared}
        return SetsOnDay(self.declared, self.ruleset.countries, self.day)

    def declare(self, declared: SetDeclaration) -> None:
        """Let tests name a further set."""
        _ = self.sets
        self.declared[declared.id] = declared

    def slot(self, test: Leaf | Exists) -> int:
        key: object = bare(test) if isinstance(test, Leaf) else (test.fact, test.where)
        if key not in self._slots:
            self._slots[key] = len(self.tests)
            self.tests.append(test)
        return self._slots[key]

    def rule(self, rule: Rule) -> Formula:
        """A rule with its standing and exceptions."""
        if rule.id not in self._rules:
            number = len(self._rules)
            self._rules[rule.id] = FALSE  # the loader has refused cycles
            self._rules[rule.id] = Formula(NAMED, (self.unnamed(rule),), number)
        return self._rules[rule.id]

    def unnamed(self, rule: Rule) -> Formula:
        """A rule as a formula that no other refers to by name: a rule that was changed, say."""
        exceptions = [negation(self.condition(unless.when)) for unless in rule.unless]
        return conjunction((self.standing(rule.in_force), self.condition(rule.when), *exceptions))

    def standing(self, intervals: tuple[Interval, ...]) -> Formula:
        """Whether a dated text binds; a house policy on non-enforcement may lift it."""
        truth = constant(standing_truth(intervals, self.day))
        interval = current_interval(intervals, self.day)
        if (
            interval is None
            or interval.standing is not Standing.NOT_ENFORCED
            or not interval.assumption
        ):
            return truth
        relied = self.condition(Leaf(interval.assumption, "is", "yes"))
        return conjunction((truth, negation(relied)))

    def condition(self, condition: Condition) -> Formula:
        match condition:
            case Leaf(fact="chart.required"):
                return self._required(condition)
            case Leaf() | Exists():
                return Formula(TEST, number=self.slot(condition))
            case All():
                return conjunction(map(self.condition, condition.parts))
            case AnyOf():
                return disjunction(map(self.condition, condition.parts))
            case NoneOf():
                return negation(disjunction(map(self.condition, condition.parts)))
            case RuleHolds():
                return self.rule(self.ruleset.rules[condition.rule])
            case Dated():
                return disjunction(
                    conjunction((self.standing((version.interval,)), self.condition(version.when)))
                    for version in condition.versions
                )

    def _required(self, leaf: Leaf) -> Formula:
        """A test of the columns that list and chart both name, as tests of list and chart."""
        if leaf.test == "known":
            return conjunction(
                self.condition(Leaf(fact, "known", "yes")) for fact in ("list.marks", "chart.marks")
            )
        if leaf.test == "empty":
            columns = {member.entry for row in self.ruleset.chart.values() for member in row}
            words = tuple(sorted(columns))
        else:
            words = tuple(
                sorted(self.sets.words((leaf.operand,) if leaf.test == "has" else leaf.operand))  # type: ignore[arg-type]
            )
        both = [
            conjunction(
                self.condition(Leaf(fact, "has", word)) for fact in ("list.marks", "chart.marks")
            )
            for word in words
        ]
        if leaf.test == "has_all":
            return conjunction(both)
        return negation(disjunction(both)) if leaf.operand == "yes" else disjunction(both)
