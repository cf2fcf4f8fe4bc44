"""A worked case as an exercise: what the learner reads, and the rules that he is asked about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from engine.deals.case_files import CaseRead
from engine.deals.cases import Case, CaseSource, Expectation
from engine.determination import Determination, FactUse, Node
from engine.evaluation.evaluate import Evaluation
from engine.explanation.explain import explain
from engine.explanation.trace import Trace
from engine.explanation.tree import rule_tree
from engine.facts import Deal
from engine.model import Rule, Verb
from engine.outcome import Outcome
from engine.practice.asking import rules_asked
from engine.practice.deciding import deciding_rules
from engine.practice.elements import element_lines
from engine.practice.twins import Twin, twins_of
from engine.regimes.regimes import Regimes
from engine.regimes.side_by_side import evaluate_side_by_side
from engine.truth import NO, Truth


@dataclass(frozen=True, slots=True)
class AskedRule:
    """A rule that the learner judges, and how the engine found it.

    `truth` is of the rule's own conditions, taken alone: that another rule takes an exception away,
    or that the item is not subject at all, is that other rule's own line. `binds` is false where
    the conditions are met and the rule binds nobody all the same. `turned_by` says which one other
    answer of the case makes a rule hold that does not.
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
    turned_by: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """A case to practice on. Up to `given` it is what the learner sees; the rest is the answer.

    `facts` are the case's own, `given` those that the background takes as assumed. `rules` stand in
    the order of the procedure. `deciding` are the rules that count as the deciding one. `twin` says
    what was changed of the case, empty for the case itself. `elements` tells of facts that are
    lists what each of their elements is.
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
    elements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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
    return _exercise(read, evaluation, read.case.expect, read.case.facts, "")


def twin_exercise(read: CaseRead, deal: Deal, evaluation: Evaluation, words: str) -> Exercise:
    """The exercise of a case that was changed, as `words` say. Nobody wrote an answer for it: the
    engine's own is what is expected. What was changed is told with the case's own facts."""
    was = read.deal.facts
    told = {*read.case.facts, *(name for name in deal.facts if deal.facts[name] != was.get(name))}
    changed = replace(read, deal=deal)
    return _exercise(changed, evaluation, Expectation(evaluation.outcome), told, words)


def _exercise(
    read: CaseRead, evaluation: Evaluation, expect: Expectation, told: Collection[str], twin: str
) -> Exercise:
    case, deal, trace = read.case, read.deal, Trace(evaluation)
    determination = explain(evaluation, case.title)
    decisive, twins = determination.decisive_rules, twins_of(read, evaluation)
    deciding = deciding_rules(evaluation, expect, twins, decisive)
    asked = rules_asked(trace, told, expect, deciding, decisive, twins, case.id)
    return Exercise(
        case=case.id,
        title=case.title,
        story=case.story,
        topic=case.topic,
        difficulty=case.difficulty,
        as_of=evaluation.as_of,
        regime=evaluation.ruleset.regime.id,
        regime_name=evaluation.ruleset.regime.name,
        facts=tuple(trace.use(name) for name in evaluation.answers if name in told),
        given=tuple(
            trace.use(name)
            for name in evaluation.answers
            if name in deal.facts and name not in told
        ),
        rules=tuple(_asked(trace, rule, twins) for rule in asked),
        deciding=frozenset(deciding),
        determination=determination,
        expect=expect,
        confidence="" if twin else case.confidence,
        mistake="" if twin else case.mistake,
        why="" if twin else case.why,
        sources=case.sources,
        twin=twin,
        elements={
            name: element_lines(evaluation.values.get(name), evaluation.ruleset) for name in told
        },
    )


def _asked(trace: Trace, rule: Rule, twins: Sequence[Twin]) -> AskedRule:
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
        next((twin.words for twin in twins if truth == NO and rule.id in twin.holds), ""),
    )
