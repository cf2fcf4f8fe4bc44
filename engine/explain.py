"""From an evaluation to a determination: the answer with everything that it rests on, in words."""

from collections.abc import Iterable
from typing import Final

from engine.changes import changes, margins
from engine.content import ContentResult, LineResult
from engine.determination import (
    SCHEMA,
    Calculation,
    Determination,
    ExceptionFinding,
    FactUse,
    OpenQuestion,
    Requirement,
    RuleResult,
    StepResult,
)
from engine.evaluate import Evaluation
from engine.facts import FactType, State
from engine.fold import Demand, effective
from engine.model import Rule, Standing, Step, Verb
from engine.outcome import TITLES, Outcome
from engine.program import current_interval
from engine.questions import next_questions, rules_that_matter
from engine.trace import Trace
from engine.truth import NO, OPEN, WORDS, YES, Truth
from engine.wording import joined, money_words, value_words

DECISIVE: Final = 3
"""How many sentences stand above the rest."""


def explain(evaluation: Evaluation, title: str = "") -> Determination:
    """The whole determination of an evaluation."""
    ruleset, trace = evaluation.ruleset, Trace(evaluation)
    regime = ruleset.regime
    results = {rule.id: _result(trace, rule) for rule in evaluation.on.program.rules}
    decisive = decisive_rules(evaluation, trace)
    exceptions = _exceptions(trace, results)
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
        decisive=tuple(f"{results[r.id].sentence} ({r.cite})" for r in decisive),
        decisive_rules=tuple(rule.id for rule in decisive),
        to_do=regime.advice.get(evaluation.outcome.value, ()),
        requirements=_requirements(evaluation, results),
        exceptions=exceptions,
        warnings=_warnings(evaluation, results),
        duties=_duties(evaluation, results, exceptions),
        questions=_open_questions(evaluation),
        changes=changes(evaluation),
        margins=margins(evaluation),
        assumptions=_uses_in_state(trace, State.ASSUMED),
        judgements=_judgements(trace),
        law_notes=_law_notes(evaluation, trace),
        not_checked=regime.not_checked,
        calculations=_calculations(trace),
        facts=tuple(trace.use(n) for n in ruleset.facts if _is_known(evaluation, n)),
        steps=tuple(_step(step, evaluation, results) for step in regime.steps),
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


def decisive_rules(evaluation: Evaluation, trace: Trace) -> tuple[Rule, ...]:
    """The rules that decided the outcome, or that keep it from being settled."""
    rules, truths = evaluation.on.program.rules, evaluation.truths
    routes = [r for r in _of(evaluation, Verb.REACHES) if evaluation.truth(r.id) == YES]
    match evaluation.outcome:
        case Outcome.PROHIBITED:
            return tuple(_holding(evaluation, Verb.PROHIBITS))[:DECISIVE]
        case Outcome.LICENSE_REQUIRED:
            return (*routes[:1], *_holding(evaluation, Verb.REQUIRES)[:DECISIVE])
        case Outcome.LICENSE_EXCEPTION:
            program = evaluation.on.program
            permits = [
                rules[n]
                for (n, _, _), permit in zip(
                    program.permits, evaluation.grounds.permits, strict=True
                )
                if permit.truth == YES
            ]
            return (*permits[:1], *_holding(evaluation, Verb.REQUIRES)[:DECISIVE])
        case Outcome.NO_LICENSE_REQUIRED:
            nearest = _nearest(evaluation, trace, Verb.REQUIRES)
            return (*routes[:1], *nearest[: DECISIVE - 1])
        case Outcome.NOT_SUBJECT:
            excluded = [r for r in _of(evaluation, Verb.EXCLUDES) if truths[_at(evaluation, r)]]
            return tuple(excluded or _nearest(evaluation, trace, Verb.REACHES))[:DECISIVE]
        case _:
            settled = [*routes[:1], *_holding(evaluation, Verb.REQUIRES)[:1]]
            return (*settled, *rules_that_matter(evaluation)[:DECISIVE])


def _at(evaluation: Evaluation, rule: Rule) -> int:
    return evaluation.on.program.position[rule.id]


def _of(evaluation: Evaluation, verb: Verb) -> tuple[Rule, ...]:
    return evaluation.ruleset.rules_of[verb]


def _applies(evaluation: Evaluation, rule: Rule) -> Truth:
    """A rule's truth once "is it subject at all" has been taken into account."""
    truth = evaluation.truth(rule.id)
    if rule.verb in (Verb.DEFINES, Verb.EXCLUDES, Verb.REACHES):
        return truth
    return effective(Demand(truth, rule.always), evaluation.subject)


def _holding(evaluation: Evaluation, verb: Verb) -> list[Rule]:
    return [rule for rule in _of(evaluation, verb) if _applies(evaluation, rule) == YES]


def _nearest(evaluation: Evaluation, trace: Trace, verb: Verb) -> list[Rule]:
    """The rules of a verb that do not hold, those that came closest first."""
    failed = [rule for rule in _of(evaluation, verb) if evaluation.truth(rule.id) == NO]
    return sorted(failed, key=trace.distance)


# The rules ----------------------------------------------------------------------------------------


def _result(trace: Trace, rule: Rule) -> RuleResult:
    evaluation = trace.evaluation
    truth = evaluation.truth(rule.id)
    interval = current_interval(rule.in_force, evaluation.as_of)
    until = interval.until.isoformat() if interval is not None and interval.until else ""
    notes = [rule.note, interval.note if interval is not None else ""]
    return RuleResult(
        rule=rule.id,
        verb=rule.verb.value,
        title=rule.title,
        cite=rule.cite,
        truth=WORDS[truth],
        applies=WORDS[_applies(evaluation, rule)],
        standing="not-in-force" if interval is None else interval.standing.value,
        sentence=trace.sentence(rule, truth),
        by="" if interval is None else interval.by,
        since="" if interval is None else interval.start.isoformat(),
        until=until,
        note=" ".join(filter(None, notes)),
        recalled=rule.recalled,
        distance=trace.distance(rule) if truth == NO else 0,
        tree=trace.tree(rule),
    )


def _step(step: Step, evaluation: Evaluation, results: dict[str, RuleResult]) -> StepResult:
    mine = [
        (results[rule.id], rule)
        for rule in evaluation.ruleset.rules.values()
        if rule.step == step.id
    ]
    fails = [r for r, rule in mine if evaluation.truth(rule.id) == NO]
    return StepResult(
        step.id,
        step.title,
        tuple(r for r, rule in mine if evaluation.truth(rule.id) == YES),
        tuple(r for r, rule in mine if evaluation.truth(rule.id) == OPEN),
        tuple(sorted(fails, key=lambda result: result.distance)),
    )


def _requirements(
    evaluation: Evaluation, results: dict[str, RuleResult]
) -> tuple[Requirement, ...]:
    found = []
    for rule in (*_of(evaluation, Verb.PROHIBITS), *_of(evaluation, Verb.REQUIRES)):
        truth = _applies(evaluation, rule)
        if truth != NO:
            sentence = results[rule.id].sentence
            kind = rule.kind or "prohibition"
            found.append(
                Requirement(
                    rule.id, rule.cite, kind, rule.reason, rule.review, sentence, WORDS[truth]
                )
            )
    return tuple(sorted(found, key=lambda requirement: requirement.truth != "yes"))


def _exceptions(trace: Trace, results: dict[str, RuleResult]) -> tuple[ExceptionFinding, ...]:
    """Every license exception, best first, where there is a requirement to overcome."""
    evaluation = trace.evaluation
    program = evaluation.on.program
    requires = [rule for rule in program.rules if rule.verb is Verb.REQUIRES]
    demands = [_applies(evaluation, rule) for rule in requires]
    if not any(demands):
        return ()
    found = []
    for (position, bars, reach), permit in zip(
        program.permits, evaluation.grounds.permits, strict=True
    ):
        rule = program.rules[position]
        barring = [program.rules[bar] for bar in bars if evaluation.truths[bar] == YES]
        left = [n for n, demand in enumerate(demands) if demand and n not in reach]
        surely_left = any(demands[n] == YES for n in left)
        if barring:
            status = "barred"
        elif evaluation.truths[position] == NO or surely_left:
            status = "unfit"
        else:
            status = "available" if permit.truth == YES and not left else "candidate"
        finding = ExceptionFinding(
            rule.exception,
            rule.id,
            rule.cite,
            status,
            results[rule.id].sentence,
            tuple(evaluation.ruleset.facts[name].short for name in trace.open_facts(rule)),
            tuple(f"{bar.title} ({bar.cite})" for bar in barring),
            tuple(requires[n].id for n in left),
        )
        found.append(finding)
    order = ("available", "candidate", "barred", "unfit")
    return tuple(sorted(found, key=lambda finding: order.index(finding.status)))


def _warnings(evaluation: Evaluation, results: dict[str, RuleResult]) -> tuple[str, ...]:
    return tuple(
        f"{results[rule.id].sentence} ({rule.cite})"
        for rule in _of(evaluation, Verb.WARNS)
        if _applies(evaluation, rule) == YES
    )


def _duties(
    evaluation: Evaluation,
    results: dict[str, RuleResult],
    exceptions: Iterable[ExceptionFinding],
) -> tuple[str, ...]:
    """What must be done and kept once one may go, exceptions in use included."""
    duties = []
    for rule in _of(evaluation, Verb.OBLIGES):
        if _applies(evaluation, rule) == YES:
            duties.append(f"{results[rule.id].sentence} ({rule.cite})")
            duties += [f"{duty} ({rule.cite})" for duty in rule.duties]
    for finding in exceptions:
        if finding.status == "available":
            rule = evaluation.ruleset.rules[finding.rule]
            duties += [f"{duty} ({rule.cite})" for duty in rule.duties]
    return tuple(dict.fromkeys(duties))


def _open_questions(evaluation: Evaluation) -> tuple[OpenQuestion, ...]:
    return tuple(
        OpenQuestion(
            question.fact.name,
            question.fact.ask,
            question.fact.who,
            question.cite,
            question.because,
            question.asked,
        )
        for question in next_questions(evaluation)
        if not question.settled
    )


# Facts --------------------------------------------------------------------------------------------


def _is_known(evaluation: Evaluation, name: str) -> bool:
    return name in evaluation.values or name in evaluation.facts.answers


def _uses_in_state(trace: Trace, state: State) -> tuple[FactUse, ...]:
    answers = trace.evaluation.facts.answers
    return tuple(trace.use(name) for name, answer in answers.items() if answer.state is state)


def _judgements(trace: Trace) -> tuple[FactUse, ...]:
    evaluation = trace.evaluation
    return tuple(
        trace.use(name)
        for name in evaluation.facts.answers
        if evaluation.ruleset.facts[name].type is FactType.JUDGEMENT
    )


# Law ----------------------------------------------------------------------------------------------


def _law_notes(evaluation: Evaluation, trace: Trace) -> tuple[str, ...]:
    """What is unsettled in the law itself: stays, announcements, recalled texts, later days."""
    notes = []
    regime = evaluation.ruleset.regime
    if evaluation.as_of > regime.verified_to:
        notes.append(
            f"The ruleset was verified to {regime.verified_to.isoformat()}; changes of the law "
            f"between then and {evaluation.as_of.isoformat()} are not in it."
        )
    for rule in evaluation.on.program.rules:
        interval = current_interval(rule.in_force, evaluation.as_of)
        if interval is None or trace.truth(rule.when) == NO:
            continue
        if interval.standing is not Standing.IN_FORCE:
            words = trace.standing_words(rule.in_force)
            note = f" {interval.note}" if interval.note else ""
            notes.append(f"{rule.title} ({rule.cite}): {words}.{note}")
        if rule.recalled and rule.verb is not Verb.DEFINES and evaluation.truth(rule.id) == YES:
            notes.append(
                f"{rule.title} ({rule.cite}) rests on a text that was recalled, not read again."
            )
    return tuple(dict.fromkeys(notes))


# Calculations -------------------------------------------------------------------------------------

_REASONS: Final = {
    "not-us": "left out: not of U.S. origin",
    "kind": "left out: content of this kind does not count in an item of this kind",
    "not-incorporated": "left out: not incorporated into the item",
    "left-out": "left out",
    "not-controlled": "left out: needs no license by itself to this destination",
    "controlled": "counted",
    "open": "counted at most: it cannot be said yet whether it needs a license by itself",
}


def _calculations(trace: Trace) -> tuple[Calculation, ...]:
    evaluation = trace.evaluation
    found = []
    for name, declared in evaluation.ruleset.facts.items():
        if declared.derived and name in evaluation.values:
            lines = _content_lines(evaluation) if name == "content.share" else ()
            found.append(Calculation(name, trace.use(name).shown, declared.cite, lines))
    return tuple(found)


def _content_lines(evaluation: Evaluation) -> tuple[str, ...]:
    content: ContentResult = evaluation.content
    if content.declared:
        return ("Declared as a figure, without a bill of materials.",)
    lines = [_line_words(result, evaluation) for result in content.lines]
    total = content.controlled_value
    if total is not None:
        high = "no upper bound" if total.high is None else money_words(total.high)
        counted = money_words(total.low)
        counted = counted if total.high == total.low else f"between {counted} and {high}"
        value = "not known" if content.item_value is None else money_words(content.item_value)
        lines.append(f"Counted: {counted}; value of the item: {value}")
    return tuple(lines)


def _line_words(result: LineResult, evaluation: Evaluation) -> str:
    line = result.line
    value = "value not known" if line.value is None else money_words(line.value)
    eccn = "ECCN not known" if line.eccn is None else str(line.eccn)
    rules = [evaluation.ruleset.rules[name] for name in result.rules]
    because = f" by {joined(f'{rule.title} ({rule.cite})' for rule in rules)}" if rules else ""
    return f"{line.description} ({eccn}), {value}: {_REASONS[result.reason]}{because}"
