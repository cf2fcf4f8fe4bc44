"""A ruleset turned into one Python function.

Every distinct test of a fact gets a slot; the conditions of all rules become one function of
the slots' truths, in an order in which a rule comes after the rules that it refers to. Tests of
one fact are answered together and remembered by value, so that a determination costs a look-up
for each fact and one run of the function.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import CodeType
from typing import Any, Final

from engine.evaluation.calculators import ListOnDay
from engine.evaluation.conditions import (
    assertion,
    bare,
    bars,
    current_interval,
    facts_named,
    in_order_of_reference,
    overcomes,
    relying_truth,
    rules_named,
    standing_truth,
)
from engine.evaluation.fold import Demand, Permit
from engine.evaluation.leaves import Test, make_exists_test, make_test
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
    Ruleset,
    Verb,
)
from engine.model import (
    Any as AnyOf,
)
from engine.truth import NEGATION, OPEN, YES, Truth, every, some

Slot = tuple[int, int]
Truths = tuple[Truth, ...]
Standings = tuple[int, tuple[tuple[int, Slot], ...]]
Run = Callable[[tuple[Truths, ...], Truths], tuple[Truths, Truths, bool]]
"""From the leaves' truths and the table of "not": the truths of rules; of permits once the rules
that take exceptions away are counted; and whether two answers contradict each other."""

AS_OF: Final = "as_of"
"""The pseudo-fact whose slots hold the standing of dated texts."""


DAYS_REMEMBERED: Final = 64
PROGRAMS_REMEMBERED: Final = 32
VALUES_REMEMBERED: Final = 4096


@dataclass(frozen=True, slots=True)
class PermitRule:
    """A license exception in a program: the positions of its rule, of the rules that take it
    away, and of the requirements that it overcomes."""

    position: int
    bars: tuple[int, ...]
    overcomes: frozenset[int]


def demands(rules: Iterable[tuple[int, bool]]) -> tuple[tuple[int, dict[Truth, Demand]], ...]:
    """For the position of each rule, its part in the fold by its truth, made once."""
    return tuple(
        (n, {truth: Demand(truth, always, n) for truth in (OPEN, YES)}) for n, always in rules
    )


def compiled(source: str) -> CodeType:
    """The byte code of a program's source."""
    return compile(source, "<ruleset>", "exec")


class Program:
    """The compiled form of a ruleset, the same for every day."""

    def __init__(self, ruleset: Ruleset, code_of: Callable[[str], CodeType] | None = None) -> None:
        self.ruleset = ruleset
        self.facts: list[str] = [AS_OF]
        self.index_by_fact: dict[str, int] = {AS_OF: 0}
        self.leaves: list[list[Any]] = [[]]
        self._slots: dict[Any, Slot] = {}
        self.places: dict[int, Slot] = {}  # of the tests in the rules, by their identity
        self._standings: dict[tuple[int, ...], Standings] = {}
        self.words: dict[int, str] = {}  # by the condition’s identity, for the trace
        self._facts_read: set[int] = set()  # while the source is written
        self.tested_by: dict[int, list[int]] = {}  # by a fact's index: the rules that test it
        self._rules_read: set[int] = set()
        self.used_by: dict[int, list[int]] = {}  # by a rule's position: the rules that refer to it
        self.asserting: list[frozenset[int]] = []  # the facts on which each contradiction rests
        self.standings_of_rules: list[Standings] = []
        self.rules: tuple[Rule, ...] = in_order_of_reference(ruleset.rules)
        self.position: Mapping[str, int] = {rule.id: n for n, rule in enumerate(self.rules)}
        of = {verb: [rule for rule in self.rules if rule.verb is verb] for verb in Verb}
        self.excludes = tuple(self.position[rule.id] for rule in of[Verb.EXCLUDES])
        self.reaches = tuple(self.position[rule.id] for rule in of[Verb.REACHES])
        self.requires = tuple((self.position[r.id], r.always) for r in of[Verb.REQUIRES])
        self.prohibits = tuple((self.position[r.id], r.always) for r in of[Verb.PROHIBITS])
        self.warns = tuple(self.position[rule.id] for rule in of[Verb.WARNS])
        self.demands_of_requires = demands(self.requires)
        self.demands_of_prohibits = demands(self.prohibits)
        self.permits = tuple(
            PermitRule(
                self.position[permit.id],
                tuple(self.position[bar.id] for bar in of[Verb.RESTRICTS] if bars(bar, permit)),
                frozenset(
                    self.position[requirement.id]
                    for requirement in of[Verb.REQUIRES]
                    if overcomes(permit.overcomes, requirement)
                ),
            )
            for permit in of[Verb.PERMITS]
        )
        self.permitted = tuple(
            {truth: Permit(truth, permit.overcomes) for truth in (OPEN, YES)}
            for permit in self.permits
        )
        self.permits_hanging_on: dict[int, list[int]] = {}  # on a rule: those whose truth it moves
        for number, permit in enumerate(self.permits):
            for position in (permit.position, *permit.bars):
                self.permits_hanging_on.setdefault(position, []).append(number)
        self.asserted = tuple(filter(None, map(assertion, ruleset.facts.values())))
        namespace: dict[str, Any] = {}
        exec((code_of or compiled)(self._source()), namespace)
        self.run: Run = namespace["run"]
        self._days: dict[date, ProgramOnDay] = {}

        self.counted = tuple(self.position[r.id] for r in of[Verb.REQUIRES] if r.counts_content)
        left_out = ruleset.regime.content.get("left_out", ())
        self.left_out = tuple(self.position[name] for name in left_out)  # type: ignore[attr-defined]
        self.content_facts = self._facts_behind({*self.counted, *self.left_out})

    def _facts_behind(self, positions: set[int]) -> frozenset[str]:
        """The facts on which the truths of some rules rest, through other rules too."""
        reached, waiting = set(positions), list(positions)
        facts = set[str]()
        while waiting:
            rule = self.rules[waiting.pop()]
            policies = {i.assumption for i in rule.in_force if i.assumption}
            for condition in (rule.when, *(exception.when for exception in rule.unless)):
                facts |= facts_named(condition) | policies
                found = {self.position[name] for name in rules_named(condition)} - reached
                reached |= found
                waiting += found
        return frozenset(facts)

    def index_of(self, fact: str) -> int | None:
        """The place of a fact in `facts`, None where no rule tests it."""
        return self.index_by_fact.get(fact)

    def slot(self, condition: Leaf | Exists) -> Slot:
        """Where the truth of a leaf is kept: the fact's index and the place among its leaves."""
        key = bare(condition) if isinstance(condition, Leaf) else condition
        return self._slot(key, condition.fact, condition)

    def standing_slot(self, intervals: tuple[Interval, ...], relying: bool = False) -> Slot:
        return self._slot((intervals, relying), AS_OF, (intervals, relying))

    def _slot(self, key: Any, fact: str, leaf: Any) -> Slot:
        if key not in self._slots:
            if fact not in self.index_by_fact:
                self.index_by_fact[fact] = len(self.facts)
                self.facts.append(fact)
                self.leaves.append([])
            index = self.index_by_fact[fact]
            self._slots[key] = (index, len(self.leaves[index]))
            self.leaves[index].append(leaf)
        return self._slots[key]

    def _read(self, slot: Slot) -> str:
        self._facts_read.add(slot[0])
        return f"f{slot[0]}[{slot[1]}]"

    def standing_places(self, intervals: tuple[Interval, ...]) -> Standings:
        """Where the standing of a dated text is kept: its place among the standings, and for each
        house policy that could lift it, the place of "relying on it would" and the policy's slot.
        """
        # By identity, as `places`: a dated version's own tuple is made anew each time.
        key = tuple(map(id, intervals))
        known = self._standings.get(key)
        if known is None:
            policies = sorted({i.assumption for i in intervals if i.assumption})
            known = self._standings[key] = (
                self.standing_slot(intervals)[1],
                tuple(
                    (
                        self.standing_slot(intervals, relying=True)[1],
                        self.slot(Leaf(policy, "is", "yes")),
                    )
                    for policy in policies
                ),
            )
        return known

    def _standing(self, intervals: tuple[Interval, ...]) -> str:
        place, policies = self.standing_places(intervals)
        standing = self._read((0, place))
        for relying, assumed in policies:
            standing = f"{standing} & N[{self._read((0, relying))} & {self._read(assumed)}]"
        return standing

    def _expression(self, condition: Condition) -> str:
        match condition:
            case Leaf() | Exists():
                self.places[id(condition)] = self.slot(condition)
                return self._read(self.places[id(condition)])
            case All():
                return "(" + (" & ".join(map(self._expression, condition.parts)) or "3") + ")"
            case AnyOf():
                return "(" + (" | ".join(map(self._expression, condition.parts)) or "0") + ")"
            case NoneOf():
                return "N[" + (" | ".join(map(self._expression, condition.parts)) or "0") + "]"
            case RuleHolds():
                self._rules_read.add(self.position[condition.rule])
                return f"r{self.position[condition.rule]}"
            case Dated():
                versions = [
                    f"{self._standing((v.interval,))} & {self._expression(v.when)}"
                    for v in condition.versions
                ]
                return "(" + " | ".join(f"({version})" for version in versions) + ")"

    def _source(self) -> str:
        body = []
        for number, rule in enumerate(self.rules):
            self.standings_of_rules.append(self.standing_places(rule.in_force))
            parts = [self._standing(rule.in_force), self._expression(rule.when)]
            parts += [f"N[{self._expression(exception.when)}]" for exception in rule.unless]
            body.append(f"    r{number} = {' & '.join(parts)}")
            for index in self._facts_read:
                self.tested_by.setdefault(index, []).append(number)
            for position in self._rules_read:
                self.used_by.setdefault(position, []).append(number)
            self._facts_read.clear()
            self._rules_read.clear()
        barred: dict[tuple[int, ...], str] = {}
        permitted = ""
        for permit in self.permits:
            if permit.bars not in barred:
                barred[permit.bars] = f"b{len(barred)}"
                bar = " | ".join(f"r{position}" for position in permit.bars) or "0"
                body.append(f"    {barred[permit.bars]} = N[{bar}]")
            permitted += f"r{permit.position} & {barred[permit.bars]}, "
        contradictions = []
        for _, heavy, applies in self.asserted:
            self._facts_read.clear()
            both = f"{self._expression(heavy)} & N[{self._expression(applies)}] == 3"
            contradictions.append(both)
            self.asserting.append(frozenset(self._facts_read))
        contradicted = " or ".join(contradictions) or "False"
        names = ", ".join(f"f{n}" for n in range(len(self.facts)))
        results = "".join(f"r{n}, " for n in range(len(self.rules)))
        ending = f"    return ({results}), ({permitted}), {contradicted}"
        return "\n".join(["def run(f, N):", f"    {names}, = f", *body, ending])

    def on(self, day: date) -> "ProgramOnDay":
        """The program with its sets and standings worked out for a day, remembered."""
        if day not in self._days:
            if len(self._days) >= DAYS_REMEMBERED:
                self._days.clear()
            self._days[day] = ProgramOnDay(self, day)
        return self._days[day]


class ProgramOnDay:
    """A program for one day: the truths of all leaves of a fact by the fact's value."""

    def __init__(self, program: Program, day: date) -> None:
        ruleset = program.ruleset
        self.program = program
        self.day = day
        self.sets = SetsOnDay(ruleset.sets, ruleset.countries, day)
        self._memo: list[dict[Any, Truths]] = [{} for _ in program.facts]
        self._tests: list[list[Test] | None] = [None for _ in program.facts]
        self.unanswered: list[Truths] = [(OPEN,) * len(leaves) for leaves in program.leaves]
        self.defaults: dict[str, bool] = {
            name: declared.default == "yes"
            for name, declared in ruleset.facts.items()
            if declared.default
        }
        self.standings: Truths = tuple(
            relying_truth(intervals, day) if relying else standing_truth(intervals, day)
            for intervals, relying in program.leaves[0]
        )
        self._without_answers: list[Truths] = [
            self.standings,
            *(self.truths_of(index, None) for index in range(1, len(program.facts))),
        ]
        self._current: dict[tuple[int, ...], Interval | None] = {}
        self.lists = ListOnDay(ruleset, day)
        self.classes: dict[str, tuple[Value, ...]] = {}  # by fact
        self.content_memo: dict[Any, tuple[Truth, tuple[str, ...]]] = {}

    def current(self, intervals: tuple[Interval, ...]) -> Interval | None:
        """The interval in which a dated text of the ruleset stands on the day, remembered."""
        key = tuple(map(id, intervals))
        if key not in self._current:
            self._current[key] = current_interval(intervals, self.day)
        return self._current[key]

    def _tests_of(self, index: int) -> list[Test]:
        tests = self._tests[index]
        if tests is None:
            ruleset = self.program.ruleset
            fact_type = ruleset.facts[self.program.facts[index]].type
            tests = self._tests[index] = [
                make_exists_test(leaf, fact_type, self.sets)
                if isinstance(leaf, Exists)
                else make_test(leaf, fact_type, self.sets)
                for leaf in self.program.leaves[index]
            ]
        return tests

    def leaf_truths(self, values: Mapping[str, Value]) -> tuple[Truths, ...]:
        """The truths of every leaf, fact by fact, in the order of `program.facts`."""
        found = self._without_answers.copy()
        index_of, memo = self.program.index_by_fact.get, self._memo
        for name, value in values.items():
            index = index_of(name)
            if index is not None:
                known = memo[index].get(value)
                found[index] = self.truths_of(index, value) if known is None else known
        return tuple(found)

    def truths_of(self, index: int, value: Value | None) -> Truths:
        """The truths of the leaves of one fact, by its place in `program.facts`."""
        if value is None:
            value = self.defaults.get(self.program.facts[index])
            if value is None:
                return self.unanswered[index]
        memo = self._memo[index]
        known = memo.get(value)
        if known is None:
            known = tuple(test(value) for test in self._tests_of(index))
            if len(memo) >= VALUES_REMEMBERED:
                memo.clear()
            memo[value] = known
        return known

    def truth_of(self, condition: Condition, values: Mapping[str, Value]) -> Truth:
        """The truth of a condition that stands outside rules, such as when a question applies."""
        match condition:
            case Leaf() | Exists():
                value = values.get(condition.fact)
                if value is None:
                    value = self.defaults.get(condition.fact)
                if value is None:
                    return OPEN
                fact_type = self.program.ruleset.facts[condition.fact].type
                if isinstance(condition, Exists):
                    return make_exists_test(condition, fact_type, self.sets)(value)
                return make_test(condition, fact_type, self.sets)(value)
            case All():
                return every(self.truth_of(part, values) for part in condition.parts)
            case AnyOf():
                return some(self.truth_of(part, values) for part in condition.parts)
            case NoneOf():
                return NEGATION[some(self.truth_of(part, values) for part in condition.parts)]
            case _:
                raise TypeError(f"{type(condition).__name__} cannot say when a question applies")

    def rule_truths(self, leaf_truths: tuple[Truths, ...]) -> tuple[Truths, Truths, bool]:
        """The truths of every rule, in the order of `program.rules`; of every permit once the
        rules that take it away are counted, in the order of `program.permits`; and whether two
        answers contradict each other."""
        return self.program.run(leaf_truths, NEGATION)


_PROGRAMS: Final[dict[Ruleset, Program]] = {}


def keep_program(program: Program) -> None:
    """Let evaluations of the program's ruleset use it; the programs used last are kept."""
    if len(_PROGRAMS) >= PROGRAMS_REMEMBERED:
        del _PROGRAMS[next(iter(_PROGRAMS))]
    _PROGRAMS[program.ruleset] = program


def program_of(ruleset: Ruleset) -> Program:
    """The program of a ruleset, made once."""
    program = _PROGRAMS.get(ruleset)
    if program is None:
        program = Program(ruleset)
        keep_program(program)
    return program
