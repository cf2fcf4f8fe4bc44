"""A worked case as an exercise: what the learner reads, and the rules that he is asked about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from engine.deals.case_files import CaseRead
from engine.deals.cases import Case, CaseSource, Expectation
from engine.determination import Determination, FactUse, Node
from engine.evaluation.calculators import INPUTS
from engine.evaluation.evaluate import Evaluation
from engine.explanation.explain import by_closeness, explain
from engine.explanation.questions import rules_that_matter
from engine.explanation.trace import Trace
from engine.explanation.tree import rule_tree
from engine.facts import Deal, Facts
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
    Verb,
)
from engine.model import Any as AnyOf
from engine.outcome import Outcome
from engine.practice.twins import twins_of
from engine.regimes.regimes import Regimes
from engine.regimes.side_by_side import evaluate_side_by_side
from engine.truth import NO, YES, Truth

ASKED: Final = 8
"""How many rules a learner is asked about at most."""

HELD_ASKED: Final = 5
"""How many of these may hold or be open."""

NEAR_ASKED: Final = 4
"""How many of these do not hold: more would make “false” the safe guess."""

BEYOND_ASKED: Final = 3
"""How many rules are asked about that hold on the other side of the case's line."""

LOOKED_AT: Final = 12
"""How many of the rules of a verb that came closest are looked at for what keeps them out."""

NEAR_VERBS: Final = (Verb.REQUIRES, Verb.REACHES, Verb.PROHIBITS, Verb.EXCLUDES)
"""Of these verbs a rule that nearly held is worth a question."""

_DECIDING_VERB: Final[Mapping[Outcome, Verb]] = {
    Outcome.PROHIBITED: Verb.PROHIBITS,
    Outcome.LICENSE_REQUIRED: Verb.REQUIRES,
    Outcome.LICENSE_EXCEPTION: Verb.PERMITS,
}


@dataclass(frozen=True, slots=True)
class AskedRule:
    """A rule that the learner judges, and how the engine found it.

    `truth` is of the rule's own conditions, taken alone: that another rule takes an exception away,
    or that the item is not subject at all, is that other rule's own line. `binds` is false where
    the conditions are met and the rule binds nobody all the same.
    """

    rule: str
    step: str  # the title of the step of the procedure
    verb: str
    title: str
    cite: str
    truth: Truth
    binds: bool
    sentence: str
    tree: Node


@dataclass(frozen=True, slots=True)
class Exercise:
    """A case to practice on. Up to `given` it is what the learner sees; the rest is the answer.

    `facts` are the case's own, `given` those that the background takes as assumed. `rules` stand in
    the order of the procedure. `deciding` are the rules that count as the deciding one. `twin` says
    what was changed of the case, empty for the case itself.
    """

    case: str
    title: str
    story: str
    topic: str
    difficulty: int
    as_of: date
    regime: str
    regime_name: str
    facts: tuple[FactUse, ...]
    given: tuple[FactUse, ...]
    rules: tuple[AskedRule, ...]
    deciding: frozenset[str]
    determination: Determination
    expect: Expectation
    confidence: str
    mistake: str
    why: str
    sources: tuple[CaseSource, ...]
    twin: str = ""

    @property
    def outcome(self) -> Outcome:
        """What the engine determined."""
        return Outcome(self.determination.outcome)

    @property
    def disagrees(self) -> bool:
        """Whether the engine's outcome is none of those that the case expects."""
        return self.outcome not in self.expect.outcomes


def evaluation_of(case: Case, deal: Deal, regimes: Regimes, today: date) -> Evaluation:
    """The evaluation of a deal under the case's own regime; national answers come in from the
    other regimes that the case names."""
    side = evaluate_side_by_side(regimes.only(case.expected), deal.facts, deal.as_of or today)
    return side.by_id[case.regime]


def exercise_of(read: CaseRead, evaluation: Evaluation) -> Exercise:
    """The exercise that a case makes."""
    return _exercise(read, evaluation, read.case.expect, "")


def twin_exercise(read: CaseRead, deal: Deal, evaluation: Evaluation, words: str) -> Exercise:
    """The exercise of a case that was changed, as `words` say. Nobody wrote an answer for it: the
    engine's own is what is expected."""
    changed = replace(read, deal=deal)
    return _exercise(changed, evaluation, Expectation(evaluation.outcome), words)


def _exercise(read: CaseRead, evaluation: Evaluation, expect: Expectation, twin: str) -> Exercise:
    case, deal, trace = read.case, read.deal, Trace(evaluation)
    determination = explain(evaluation, case.title)
    beyond = [_beyond(evaluation, one.holds) for one in twins_of(read, evaluation)]
    decisive = determination.decisive_rules
    asked = rules_asked(trace, case.facts, expect, decisive, [r for rules in beyond for r in rules])
    nearest = next(iter(beyond), [])
    return Exercise(
        case=case.id,
        title=case.title,
        story=case.story,
        topic=case.topic,
        difficulty=case.difficulty,
        as_of=evaluation.as_of,
        regime=evaluation.ruleset.regime.id,
        regime_name=evaluation.ruleset.regime.name,
        facts=tuple(trace.use(name) for name in evaluation.answers if name in case.facts),
        given=tuple(
            trace.use(name)
            for name in evaluation.answers
            if name in deal.facts and name not in case.facts
        ),
        rules=tuple(_asked(trace, rule) for rule in asked),
        deciding=deciding_rules(evaluation, (*decisive, *nearest), expect),
        determination=determination,
        expect=expect,
        confidence="" if twin else case.confidence,
        mistake="" if twin else case.mistake,
        why="" if twin else case.why,
        sources=case.sources,
        twin=twin,
    )


def _asked(trace: Trace, rule: Rule) -> AskedRule:
    evaluation = trace.evaluation
    truth = evaluation.truth(rule.id)
    titles = {step.id: step.title for step in evaluation.ruleset.regime.steps}
    alone = rule.always or rule.verb in (Verb.EXCLUDES, Verb.REACHES)
    return AskedRule(
        rule.id,
        titles.get(rule.step, ""),
        rule.verb.value,
        rule.title,
        rule.cite,
        truth,
        alone or truth & evaluation.subject == truth,
        trace.sentence(rule, truth),
        rule_tree(trace, rule),
    )


def _beyond(evaluation: Evaluation, holds: Iterable[str]) -> list[str]:
    """Of the rules that hold on the other side of a line, those that reach, require or bar."""
    rules = evaluation.ruleset.rules
    return [name for name in holds if rules[name].verb in NEAR_VERBS]


def deciding_rules(
    evaluation: Evaluation, resting: Iterable[str], expect: Expectation
) -> frozenset[str]:
    """The rules of which each may be called the deciding one: what prohibits, requires or permits;
    where nothing does, what the outcome is `resting` on. What a case names and holds counts too."""
    named = {*expect.routes, *expect.requirements, *expect.mentions}
    held = {name for name in named if evaluation.truth(name) == YES}
    verb = _DECIDING_VERB.get(evaluation.outcome)
    rules = evaluation.ruleset.rules
    if verb is None:
        open_ = {rule.id for rule in rules_that_matter(evaluation)}
        return frozenset({*resting, *open_, *held})
    of_verb = {rule.id for rule in evaluation.ruleset.rules_of[verb] if _binds(evaluation, rule)}
    if verb is Verb.PERMITS:
        of_verb = _in_use(evaluation)
    # A route by which nearly every item is reached decides no license requirement.
    return frozenset(of_verb | {name for name in held if rules[name].verb is not Verb.REACHES})


def _in_use(evaluation: Evaluation) -> set[str]:
    """The exceptions whose conditions are met and that no rule takes away."""
    program = evaluation.on.program
    permits = zip(program.permits, evaluation.permits, strict=True)
    return {program.rules[permit.position].id for permit, truth in permits if truth == YES}


def _binds(evaluation: Evaluation, rule: Rule) -> bool:
    truth = evaluation.truth(rule.id)
    return (truth if rule.always else truth & evaluation.subject) == YES


# Which rules are asked about ----------------------------------------------------------------------


def rules_asked(
    trace: Trace,
    own: Facts,
    expect: Expectation,
    decisive: Iterable[str],
    beyond: Iterable[str],
) -> tuple[Rule, ...]:
    """A handful of rules that matter in the case, in the order of the procedure: those that decided
    it, that the case names, that hold or wait for an answer, and those that nearly held. Of these
    last, the rules `beyond` the case's line go first: one other answer would make them hold."""
    evaluation = trace.evaluation
    named = dict.fromkeys(_named(trace, expect))
    found = (*decisive, *named, *(rule.id for rule in _holding_or_open(evaluation)))
    held = dict.fromkeys(name for name in found if evaluation.truth(name) != NO)
    near = dict.fromkeys(
        name
        for name in (*named, *list(beyond)[:BEYOND_ASKED], *found, *_nearest(trace, own))
        if evaluation.truth(name) == NO
    )
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
        if rule.verb is Verb.RESTRICTS and not _takes_away(evaluation, position):
            continue
        # What an item would require that is not subject at all is the trap of such a case.
        if rule.always or rule.verb in NEAR_VERBS or evaluation.subject == YES:
            yield rule
    for rule in rules_that_matter(evaluation):
        if rule.verb is not Verb.RESTRICTS or program.position[rule.id] in barring:
            yield rule


def _takes_away(evaluation: Evaluation, bar: int) -> bool:
    """Whether an exception whose own conditions are met is taken away by the rule at `bar`."""
    return any(
        bar in permit.bars and evaluation.truths[permit.position] == YES
        for permit in evaluation.on.program.permits
    )


def _nearest(trace: Trace, own: Facts) -> Iterator[str]:
    """The rules that came closest to holding, one of each verb in turn; first those that something
    keeps out which the case itself says."""
    evaluation = trace.evaluation
    columns = []
    for verb in NEAR_VERBS:
        failed = [r for r in evaluation.ruleset.rules_of[verb] if evaluation.truth(r.id) == NO]
        near = by_closeness(trace, failed)
        told = {r.id for r in near[:LOOKED_AT] if any(f in own for f in _keeps_out(trace, r.when))}
        columns.append(sorted(near[:LOOKED_AT], key=lambda rule: rule.id not in told)[:NEAR_ASKED])
    for row in range(NEAR_ASKED):
        for column in columns:
            yield from (rule.id for rule in column[row : row + 1])


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
