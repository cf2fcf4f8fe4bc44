"""A deal's evaluation read again under a rule that was changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.deals.cases import Expectation
from engine.evaluation.conditions import bare, current_interval, rules_used, standing_truth
from engine.evaluation.evaluate import Evaluation, grounds_of
from engine.evaluation.fold import possible_outcomes, settled, subject_truth
from engine.evaluation.leaves import make_exists_test, make_test
from engine.evaluation.sets_on_day import SetsOnDay
from engine.facts import Value
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
    Standing,
)
from engine.model import (
    Any as AnyOf,
)
from engine.proof.sets_less import SetsLess
from engine.truth import NEGATION, NO, OPEN, YES, Truth, every, some


@dataclass(slots=True)
class Rereading:
    """The truths of conditions that need not be in the ruleset, on one deal's answers."""

    evaluation: Evaluation
    sets_less: SetsLess
    _known: dict[object, Truth] = field(default_factory=dict)
    _sets: SetsOnDay | None = None
    _sets_counted: int = -1

    def rule(self, rule: Rule, changed: Mapping[str, Truth] | None = None) -> Truth:
        """The truth of a rule, where other rules may have `changed`."""
        others = changed or {}
        truth = self._standing(rule.in_force) & self._truth(rule.when, others)
        for unless in rule.unless:
            if not truth:
                break
            truth &= NEGATION[self._truth(unless.when, others)]
        return truth

    def _truth(self, condition: Condition, changed: Mapping[str, Truth]) -> Truth:
        match condition:
            case Leaf() | Exists():
                return self._leaf(condition)
            case All():
                return every(self._truth(part, changed) for part in condition.parts)
            case AnyOf():
                return some(self._truth(part, changed) for part in condition.parts)
            case NoneOf():
                return NEGATION[some(self._truth(part, changed) for part in condition.parts)]
            case RuleHolds():
                known = changed.get(condition.rule)
                return self.evaluation.truth(condition.rule) if known is None else known
            case Dated():
                return some(
                    self._standing((v.interval,)) & self._truth(v.when, changed)
                    for v in condition.versions
                )

    def _leaf(self, leaf: Leaf | Exists) -> Truth:
        key: object = bare(leaf) if isinstance(leaf, Leaf) else (leaf.fact, leaf.where)
        known = self._known.get(key)
        if known is None:
            value = self._value(leaf.fact)
            known = self._known[key] = OPEN if value is None else self._tested(leaf, value)
        return known

    def _tested(self, leaf: Leaf | Exists, value: Value) -> Truth:
        ruleset = self.evaluation.ruleset
        if self._sets is None or self._sets_counted != len(self.sets_less.declared):
            declared = {**ruleset.sets, **self.sets_less.declared}
            self._sets = SetsOnDay(declared, ruleset.countries, self.evaluation.as_of)
            self._sets_counted = len(self.sets_less.declared)
        fact_type = ruleset.facts[leaf.fact].type
        if isinstance(leaf, Exists):
            return make_exists_test(leaf, fact_type, self._sets)(value)
        return make_test(leaf, fact_type, self._sets)(value)

    def _value(self, fact: str) -> Value | None:
        value = self.evaluation.values.get(fact)
        return self.evaluation.on.defaults.get(fact) if value is None else value

    def _standing(self, intervals: tuple[Interval, ...]) -> Truth:
        day = self.evaluation.as_of
        truth = standing_truth(intervals, day)
        interval = current_interval(intervals, day)
        if interval is not None and interval.standing is Standing.NOT_ENFORCED:
            relied = interval.assumption and self._value(interval.assumption) is True
            truth &= NO if relied else YES
        return truth


class CaseRereading:
    """A worked case, to see whether it would notice a changed rule."""

    def __init__(self, reading: Rereading, expect: Expectation) -> None:
        self._reading, self._expect = reading, expect
        self._named = {*expect.routes, *expect.requirements, *expect.mentions}

    def notices(self, changed: Rule) -> bool:
        """Whether the case comes out otherwise: its outcome, whether the item is subject, the
        exceptions that are available, or a rule that it names."""
        evaluation = self._reading.evaluation
        truth = self._reading.rule(changed)
        if truth == evaluation.truth(changed.id):
            return False
        truths = {changed.id: truth}
        program = evaluation.on.program
        for rule in program.rules[program.position[changed.id] + 1 :]:
            if rules_used(rule) & truths.keys():
                again = self._reading.rule(rule, truths)
                if again != evaluation.truth(rule.id):
                    truths[rule.id] = again
        if self._named & truths.keys():
            return True
        whole = list(evaluation.truths)
        for name, one in truths.items():
            whole[program.position[name]] = one
        permits = tuple(
            whole[p.position] & NEGATION[some(whole[n] for n in p.bars)] for p in program.permits
        )
        grounds = grounds_of(evaluation.on, tuple(whole), permits)
        outcome = settled(possible_outcomes(grounds))
        return outcome is not evaluation.outcome or (
            bool(self._expect.subject) and subject_truth(grounds) != evaluation.subject
        )
