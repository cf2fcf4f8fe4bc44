"""Which rules of a case a learner is asked about."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final
from zlib import crc32

from engine.deals.cases import Expectation
from engine.evaluation.calculators import INPUTS
from engine.evaluation.evaluate import Evaluation
from engine.explanation.explain import by_closeness
from engine.explanation.questions import rules_that_matter
from engine.explanation.trace import Trace
from engine.facts import FactType
from engine.model import All, Condition, Dated, Exists, Leaf, NoneOf, Rule, RuleHolds, Ruleset, Verb
from engine.model import Any as AnyOf
from engine.practice.deciding import takes_away
from engine.practice.twins import Twin
from engine.truth import NO, YES

ASKED: Final = 8
"""How many rules a learner is asked about at most."""

HELD_ASKED: Final = 5
"""How many of these may hold or be open."""

NEAR_ASKED: Final = 4
"""How many of these do not hold: more would make “false” the safe guess."""

BEYOND_ASKED: Final = 3
"""How many rules are asked about that hold on the other side of the case's line."""

LOOKED_AT: Final = 30
"""How many of the rules of a verb that came closest are looked at for what keeps them out."""

NEAR: Final = 2
"""How many tests may keep a rule from holding that counts as near."""

NEAR_VERBS: Final = (Verb.REQUIRES, Verb.REACHES, Verb.PROHIBITS, Verb.EXCLUDES)
"""Of these verbs a rule that nearly held is worth a question."""


def rules_asked(
    trace: Trace,
    told: Collection[str],
    expect: Expectation,
    deciding: Sequence[str],
    decisive: Sequence[str],
    twins: Iterable[Twin],
    case: str,
) -> tuple[Rule, ...]:
    """A handful of rules that matter in the case, in the order of the procedure: those that decide
    it, that the determination or the case names, that hold or wait for an answer, and those that
    nearly held. Of these last, the rules that come to hold in a twin go first: one other answer
    would make them hold. `told` are the facts that the learner reads one by one, `case` is the
    id of the case."""
    evaluation = trace.evaluation
    named = dict.fromkeys(_named(trace, expect))
    holding = (rule.id for rule in _holding_or_open(evaluation))
    found = (*deciding, *decisive, *named, *holding)
    held = dict.fromkeys(name for name in found if evaluation.truth(name) != NO)
    beyond = dict.fromkeys((*deciding, *_beyond(evaluation, twins)))
    missed = [name for name in beyond if evaluation.truth(name) == NO][:BEYOND_ASKED]
    nearest = _nearest(trace, told, case)
    near = dict.fromkeys(r for r in (*named, *missed, *nearest) if evaluation.truth(r) == NO)
    picked = list(held)[:HELD_ASKED]
    picked += list(near)[: min(NEAR_ASKED, ASKED - len(picked))]
    rules = evaluation.ruleset.rules
    return in_procedure(evaluation.ruleset, [rules[name] for name in picked])


def in_procedure(ruleset: Ruleset, picked: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules in the order of the procedure's steps, and within a step in that of the files."""
    steps = {step.id: place for place, step in enumerate(ruleset.regime.steps)}
    places = {name: place for place, name in enumerate(ruleset.rules)}
    return tuple(sorted(picked, key=lambda r: (steps.get(r.step, len(steps)), places[r.id])))


def _named(trace: Trace, expect: Expectation) -> Iterator[str]:
    """The rules that the case names; of an exception that several rules give, the nearest."""
    yield from (*expect.routes, *expect.requirements, *expect.mentions)
    permits = trace.evaluation.ruleset.rules_of[Verb.PERMITS]
    for code in (*expect.available, *expect.barred):
        giving = [r for r in permits if r.exception == code and not _unsought(trace, r)]
        yield from (rule.id for rule in by_closeness(trace, giving)[:1])


def _unsought(trace: Trace, rule: Rule) -> bool:
    """Whether an exception does not hold because nobody said that he would use it: a question about
    it would ask for that, and not for its conditions."""
    parts = rule.when.parts if isinstance(rule.when, All) else ()
    return any(
        isinstance(part, Leaf)
        and part.test == "has"
        and part.operand == rule.exception
        and trace.truth(part) == NO
        for part in parts
    )


def _holding_or_open(evaluation: Evaluation) -> Iterator[Rule]:
    """What holds and has a part in the outcome, then what is open and could still move it."""
    program = evaluation.on.program
    barring = {bar for permit in program.permits for bar in permit.bars}
    for position, rule in enumerate(program.rules):
        if evaluation.truths[position] != YES or rule.verb in (Verb.DEFINES, Verb.OBLIGES):
            continue
        if rule.verb is Verb.RESTRICTS and not takes_away(evaluation, rule):
            continue
        # What an item would require that is not subject at all is the trap of such a case.
        if rule.always or rule.verb in NEAR_VERBS or evaluation.subject == YES:
            yield rule
    for rule in rules_that_matter(evaluation):
        if rule.verb is not Verb.RESTRICTS or program.position[rule.id] in barring:
            yield rule


def _beyond(evaluation: Evaluation, twins: Iterable[Twin]) -> Iterator[str]:
    """Of the rules that hold on the other side of a line, those that are worth a question."""
    rules = evaluation.ruleset.rules
    for twin in twins:
        yield from (name for name in twin.holds if rules[name].verb in NEAR_VERBS)


def _nearest(trace: Trace, told: Collection[str], case: str) -> Iterator[str]:
    """Rules that came close to holding, one of each verb in turn, first those of which there is
    most to learn. Which of many alike comes first differs from case to case: a rule that were asked
    about everywhere would be known to be false."""
    evaluation = trace.evaluation
    columns = []
    for verb in NEAR_VERBS:
        failed = [r for r in evaluation.ruleset.rules_of[verb] if evaluation.truth(r.id) == NO]
        near = [r for r in by_closeness(trace, failed)[:LOOKED_AT] if trace.distance(r) <= NEAR]
        mixed = sorted(near, key=lambda rule: crc32(f"{case} {rule.id}".encode()))
        columns.append(sorted(mixed, key=lambda rule: _dull(trace, rule, told))[:NEAR_ASKED])
    for row in range(NEAR_ASKED):
        for column in columns:
            yield from (rule.id for rule in column[row : row + 1])


def _dull(trace: Trace, rule: Rule, told: Collection[str]) -> int:
    """How little there is to learn from a rule that does not hold: 0 where one must hold several
    facts of the case against it, 1 where one fact, 2 where a glance at a country is enough, 3 where
    the case says nothing of it."""
    declared = trace.evaluation.ruleset.facts
    facts = {name for name in _keeps_out(trace, rule.when) if name in told}
    if len(facts) != 1:
        return 0 if facts else 3
    return 2 if declared[facts.pop()].type is FactType.COUNTRY else 1


def _keeps_out(trace: Trace, condition: Condition) -> Iterator[str]:
    """The facts on which a condition that does not hold fails; of one that is calculated, those
    that it rests on."""
    match condition:
        case NoneOf():
            for part in condition.parts:
                if trace.truth(part) == YES:
                    yield from _facts_in(part)
        case _ if trace.truth(condition) != NO:
            return
        case Leaf() | Exists():
            yield from _facts_in(condition)
        case All() | AnyOf():
            for part in condition.parts:
                yield from _keeps_out(trace, part)
        case Dated():
            for version in condition.versions:
                if trace.standing((version.interval,)):
                    yield from _keeps_out(trace, version.when)
        case RuleHolds():
            yield from _keeps_out(trace, trace.evaluation.ruleset.rules[condition.rule].when)


def _facts_in(condition: Condition) -> Iterator[str]:
    match condition:
        case Leaf() | Exists():
            yield from INPUTS.get(condition.fact, (condition.fact,))
        case All() | AnyOf() | NoneOf():
            for part in condition.parts:
                yield from _facts_in(part)
        case _:
            return
