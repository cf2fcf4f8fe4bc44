"""From an evaluation to a determination: the answer with everything that it rests on, in words."""

from collections.abc import Iterable
from typing import Final

from engine.determination import (
    SCHEMA,
    Determination,
    ExceptionFinding,
    FactUse,
    OpenQuestion,
    Requirement,
    Retention,
    RuleResult,
    StepResult,
)
from engine.evaluation.evaluate import Evaluation, applied_truth, contradictions
from engine.explanation.calculation_words import calculations
from engine.explanation.changes import changes, margins
from engine.explanation.exception_findings import exception_findings
from engine.explanation.law_notes import law_notes
from engine.explanation.questions import questions_of, rules_that_matter
from engine.explanation.screening_words import screening_words
from engine.explanation.trace import Trace
from engine.explanation.tree import failed_tree, rule_tree
from engine.explanation.wording import joined, value_words
from engine.facts import FactType, State
from engine.model import Rule, Step, Verb
from engine.outcome import TITLES, Outcome
from engine.truth import NO, OPEN, WORDS, YES

DECISIVE: Final = 3
"""How many sentences stand above the rest."""

NEAREST: Final = 5
"""How many rules of a step that failed are shown with their whole tree, those that came closest;
of the others the one condition that kept them out."""


def explain(evaluation: Evaluation, title: str = "") -> Determination:
    """The whole determination of an evaluation."""
    ruleset, trace = evaluation.ruleset, Trace(evaluation)
    regime = ruleset.regime
    failed = _failed_by_step(trace)
    near = {rule.id for rules in failed.values() for rule in rules[:NEAREST]}
    results = {rule.id: _result(trace, rule, near) for rule in evaluation.on.program.rules}
    mattering = rules_that_matter(evaluation)
    decisive = decisive_rules(evaluation, trace, mattering)
    exceptions = exception_findings(evaluation)
    return Determination(
        schema=SCHEMA,
        regime=regime.id,
        regime_name=regime.name,
        ruleset=ruleset.digest,
        verified_to=regime.verified_to.isoformat(),
        as_of=evaluation.as_of.isoformat(),
        title=title,
        outcome=evaluation.outcome.value,
        possible=tuple(outcome.value for outcome in evaluation.possible),
        headline=headline(evaluation),
        subject=WORDS[evaluation.subject],
        decisive=(
            *_contradiction_words(trace),
            *(f"{results[r.id].sentence} ({r.cite})" for r in decisive),
        ),
        decisive_rules=tuple(rule.id for rule in decisive),
        to_do=regime.advice.get(evaluation.outcome.value, ()),
        requirements=_requirements(evaluation, results),
        exceptions=exceptions,
        warnings=(*_contradiction_words(trace), *_warnings(evaluation, results)),
        duties=_duties(evaluation, results, exceptions),
        retention=_retention(evaluation, results),
        questions=_open_questions(trace, mattering),
        changes=changes(evaluation),
        margins=margins(trace),
        screening=screening_words(evaluation.values.get("parties"), evaluation.as_of),
        assumptions=_uses_in_state(trace, State.ASSUMED),
        judgements=_judgements(trace),
        law_notes=law_notes(trace),
        not_checked=regime.not_checked,
        calculations=calculations(trace),
        facts=tuple(trace.use(n) for n in ruleset.facts if _is_known(evaluation, n)),
        steps=tuple(_step(step, evaluation, results, failed[step.id]) for step in regime.steps),
    )


# The line on top ----------------------------------------------------------------------------------


def headline(evaluation: Evaluation) -> str:
    """The outcome, the deal, the regime and the date of the law in one sentence."""
    values, ruleset = evaluation.values, evaluation.ruleset
    item = values.get("item.description") or values.get("item.eccn") or "the item"
    eccn = values.get("item.eccn")
    named = f"{item} ({eccn})" if eccn is not None and eccn != item else str(item)
    country = values.get("destination.country")
    to = f" to {value_words('destination.country', country, ruleset)}" if country else ""
    under = f"under the {ruleset.regime.name}, law of {evaluation.as_of.isoformat()}"
    if evaluation.outcome is Outcome.NEEDS_INFORMATION:
        between = joined((outcome.value.replace("-", " ") for outcome in evaluation.possible), "or")
        return f"{TITLES[evaluation.outcome]}: {named}{to}, {under}. Still possible: {between}."
    return f"{TITLES[evaluation.outcome]}: {named}{to}, {under}."


def decisive_rules(
    evaluation: Evaluation, trace: Trace, mattering: tuple[Rule, ...]
) -> tuple[Rule, ...]:
    """The rules that decided the outcome, or that keep it from being settled."""
    rules = evaluation.on.program.rules
    routes = [r for r in _of(evaluation, Verb.REACHES) if evaluation.truth(r.id) == YES]
    match evaluation.outcome:
        case Outcome.PROHIBITED:
            return tuple(_holding(evaluation, Verb.PROHIBITS))[:DECISIVE]
        case Outcome.LICENSE_REQUIRED:
            return (*routes[:1], *_holding(evaluation, Verb.REQUIRES)[:DECISIVE])
        case Outcome.LICENSE_EXCEPTION:
            pairs = zip(evaluation.on.program.permits, evaluation.permits, strict=True)
            permits = [rules[permit.position] for permit, truth in pairs if truth == YES]
            return (*permits[:1], *_holding(evaluation, Verb.REQUIRES)[:DECISIVE])
        case Outcome.NO_LICENSE_REQUIRED:
            nearest = _nearest(evaluation, trace, Verb.REQUIRES)
            return (*routes[:1], *nearest[: DECISIVE - 1])
        case Outcome.NOT_SUBJECT:
            excluded = [r for r in _of(evaluation, Verb.EXCLUDES) if evaluation.truth(r.id) == YES]
            return tuple(excluded or _nearest(evaluation, trace, Verb.REACHES))[:DECISIVE]
        case _:
            settled = [*routes[:1], *_holding(evaluation, Verb.REQUIRES)[:1]]
            return (*settled, *mattering[:DECISIVE])


def _of(evaluation: Evaluation, verb: Verb) -> tuple[Rule, ...]:
    return evaluation.ruleset.rules_of[verb]


def _holding(evaluation: Evaluation, verb: Verb) -> list[Rule]:
    return [rule for rule in _of(evaluation, verb) if applied_truth(evaluation, rule) == YES]


def _nearest(evaluation: Evaluation, trace: Trace, verb: Verb) -> list[Rule]:
    """The rules of a verb that do not hold, those that came closest first."""
    failed = [rule for rule in _of(evaluation, verb) if evaluation.truth(rule.id) == NO]
    return by_closeness(trace, failed)


# The rules ----------------------------------------------------------------------------------------


def _result(trace: Trace, rule: Rule, near: set[str]) -> RuleResult:
    evaluation = trace.evaluation
    truth = evaluation.truth(rule.id)
    interval = evaluation.on.current(rule.in_force)
    until = interval.until.isoformat() if interval is not None and interval.until else ""
    whole = truth != NO or rule.id in near
    notes = [rule.note, interval.note if interval is not None else ""]
    return RuleResult(
        rule=rule.id,
        verb=rule.verb.value,
        title=rule.title,
        cite=rule.cite,
        truth=WORDS[truth],
        applies=WORDS[applied_truth(evaluation, rule)],
        standing="not-in-force" if interval is None else interval.standing.value,
        sentence=trace.sentence(rule, truth),
        by="" if interval is None else interval.by,
        since="" if interval is None else interval.start.isoformat(),
        until=until,
        note=" ".join(filter(None, notes)),
        recalled=rule.recalled,
        distance=trace.distance(rule) if truth == NO else 0,
        tree=rule_tree(trace, rule) if whole else failed_tree(trace, rule),
    )


def _failed_by_step(trace: Trace) -> dict[str, list[Rule]]:
    """The rules of each step that do not hold, those that came closest first."""
    evaluation = trace.evaluation
    failed: dict[str, list[Rule]] = {step.id: [] for step in evaluation.ruleset.regime.steps}
    for rule in evaluation.ruleset.rules.values():
        if rule.step in failed and evaluation.truth(rule.id) == NO:
            failed[rule.step].append(rule)
    return {step: by_closeness(trace, rules) for step, rules in failed.items()}


def by_closeness(trace: Trace, rules: Iterable[Rule]) -> list[Rule]:
    """Rules that do not hold, those that came closest first."""
    return sorted(rules, key=lambda rule: (trace.distance(rule), -trace.met(rule)))


def _step(
    step: Step, evaluation: Evaluation, results: dict[str, RuleResult], failed: list[Rule]
) -> StepResult:
    mine = [
        (results[rule.id], evaluation.truth(rule.id))
        for rule in evaluation.ruleset.rules.values()
        if rule.step == step.id
    ]
    return StepResult(
        step.id,
        step.title,
        tuple(result for result, truth in mine if truth == YES),
        tuple(result for result, truth in mine if truth == OPEN),
        tuple(results[rule.id] for rule in failed),
    )


def _requirements(
    evaluation: Evaluation, results: dict[str, RuleResult]
) -> tuple[Requirement, ...]:
    found = []
    for rule in (*_of(evaluation, Verb.PROHIBITS), *_of(evaluation, Verb.REQUIRES)):
        truth = applied_truth(evaluation, rule)
        if truth != NO:
            sentence = results[rule.id].sentence
            kind = rule.kind or "prohibition"
            found.append(
                Requirement(
                    rule.id, rule.cite, kind, rule.reason, rule.review, sentence, WORDS[truth]
                )
            )
    return tuple(sorted(found, key=lambda requirement: requirement.truth != "yes"))


def _contradiction_words(trace: Trace) -> tuple[str, ...]:
    """A sentence for each heavy answer whose question does not apply by the other answers."""
    evaluation = trace.evaluation
    facts = evaluation.ruleset.facts
    return tuple(
        f"Two answers contradict each other: {facts[name].short} is “{trace.use(name).shown}”, and"
        f" by the others that question does not arise. Correct one of them ({facts[name].cite})"
        for name in contradictions(evaluation)
    )


def _warnings(evaluation: Evaluation, results: dict[str, RuleResult]) -> tuple[str, ...]:
    return tuple(
        f"{results[rule.id].sentence} ({rule.cite})"
        for rule in _of(evaluation, Verb.WARNS)
        if applied_truth(evaluation, rule) == YES
    )


def _duties(
    evaluation: Evaluation,
    results: dict[str, RuleResult],
    exceptions: Iterable[ExceptionFinding],
) -> tuple[str, ...]:
    """What must be done and kept once one may go, exceptions in use included."""
    duties = []
    for rule in _of(evaluation, Verb.OBLIGES):
        if applied_truth(evaluation, rule) == YES:
            duties.append(f"{results[rule.id].sentence} ({rule.cite})")
            duties += [f"{duty} ({rule.cite})" for duty in rule.duties]
    for finding in exceptions:
        if finding.status == "available":
            rule = evaluation.ruleset.rules[finding.rule]
            duties += [f"{duty} ({rule.cite})" for duty in rule.duties]
    return tuple(dict.fromkeys(duties))


def _retention(evaluation: Evaluation, results: dict[str, RuleResult]) -> tuple[Retention, ...]:
    """How long the records are kept; what is open counts, so that nothing goes too early."""
    truths = [
        (rule, applied_truth(evaluation, rule))
        for rule in _of(evaluation, Verb.OBLIGES)
        if rule.keep_years
    ]
    return tuple(
        Retention(rule.id, rule.cite, rule.keep_years, results[rule.id].sentence, WORDS[truth])
        for rule, truth in truths
        if truth != NO
    )


def _open_questions(trace: Trace, mattering: tuple[Rule, ...]) -> tuple[OpenQuestion, ...]:
    return tuple(
        OpenQuestion(
            question.fact.name,
            question.fact.ask,
            question.fact.who,
            question.cite,
            question.because,
            question.asked,
        )
        for question in questions_of(trace, mattering)
        if not question.settled
    )


# Facts --------------------------------------------------------------------------------------------


def _is_known(evaluation: Evaluation, name: str) -> bool:
    return name in evaluation.values or name in evaluation.facts.answers


def _uses_in_state(trace: Trace, state: State) -> tuple[FactUse, ...]:
    answers = trace.evaluation.answers
    return tuple(trace.use(name) for name, answer in answers.items() if answer.state is state)


def _judgements(trace: Trace) -> tuple[FactUse, ...]:
    evaluation = trace.evaluation
    return tuple(
        trace.use(name)
        for name in evaluation.answers
        if evaluation.ruleset.facts[name].type is FactType.JUDGEMENT
    )
