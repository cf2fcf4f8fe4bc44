"""From evaluations side by side to the answer in all, in words."""

from collections.abc import Iterable
from dataclasses import replace

from engine.evaluation.evaluate import Evaluation
from engine.explanation.explain import explain
from engine.explanation.trace import Trace
from engine.explanation.wording import joined, value_words
from engine.model import Rule, Verb
from engine.outcome import TITLES, WEIGHT, Outcome
from engine.regimes.combined import SCHEMA, Combined, NationalAnswer, RegimeAnswer, SharedQuestion
from engine.regimes.nexus import SENT_FROM, foreign, uncovered
from engine.regimes.questions import next_questions_in_all
from engine.regimes.side_by_side import (
    CONTRADICTED,
    GIVEN,
    OPEN_STILL,
    Handed,
    SideBySide,
    may_bind,
    recalled_words,
)
from engine.regimes.waiting import awaited, left_out
from engine.truth import NO, OPEN, WORDS, YES

_SHORT = {
    Outcome.NOT_SUBJECT: "does not attach",
    Outcome.NO_LICENSE_REQUIRED: "no rule checked here requires a license",
    Outcome.LICENSE_EXCEPTION: "a license exception or general license is available",
    Outcome.LICENSE_REQUIRED: "a license is required",
    Outcome.PROHIBITED: "prohibited",
    Outcome.NEEDS_INFORMATION: "cannot be said yet",
}


def explain_side_by_side(
    side: SideBySide, title: str = "", known: SideBySide | None = None
) -> Combined:
    """The answer in all. `known` are the evaluations under every regime that there is, where `side`
    holds some of them: what the others would have checked is told."""
    binding = binding_regimes(side)
    answers = tuple(_answer(e, e.ruleset.regime.id in binding) for e in side.evaluations)
    return Combined(
        schema=SCHEMA,
        as_of=side.as_of.isoformat(),
        title=title,
        outcome=side.outcome.value,
        possible=tuple(outcome.value for outcome in side.possible),
        headline=headline_in_all(side),
        binds=binding,
        answers=answers,
        licenses=_licenses(side),
        national=tuple(_national(side, handed) for handed in side.handed),
        contradictions=tuple(
            _contradiction(side, handed) for handed in side.handed if handed.status == CONTRADICTED
        ),
        not_checked=_not_checked(side, known or side),
        questions=_questions(side, known or side),
        determinations=tuple(explain(e, title) for e in side.evaluations),
    )


# The line on top ----------------------------------------------------------------------------------


def binding_regimes(side: SideBySide) -> tuple[str, ...]:
    """The regimes that attach, or may, with the heaviest answer: by the lightest outcome that is
    still possible under each, so that nothing that is open seems to bind more than what is sure."""
    attaching = [e for e in side.evaluations if may_bind(e)]
    if not attaching:
        return ()
    heaviest = max(_floor(e) for e in attaching)
    return tuple(e.ruleset.regime.id for e in attaching if _floor(e) == heaviest)


def _floor(evaluation: Evaluation) -> int:
    return min(WEIGHT[outcome] for outcome in evaluation.possible)


def headline_in_all(side: SideBySide) -> str:
    """What the exporter needs in all, in one line."""
    attaching = [e for e in side.evaluations if may_bind(e)]
    if not attaching:
        names = joined(e.ruleset.regime.name for e in side.evaluations)
        return f"In all: none of these regimes attaches ({names})."
    parts = []
    if side.outcome is Outcome.NEEDS_INFORMATION:
        parts.append(_unsettled(side))
    for outcome in (Outcome.PROHIBITED, Outcome.LICENSE_REQUIRED, Outcome.LICENSE_EXCEPTION):
        found = [e for e in attaching if e.outcome is outcome]
        if found:
            parts.append(f"{_WORDS[outcome]} {joined(map(_by_whom, found))}")
    waiting = [e for e in attaching if e.outcome is Outcome.NEEDS_INFORMATION]
    if waiting:
        parts.append(f"not settled under {joined(map(_name, waiting))}")
    free = [e for e in attaching if e.outcome is Outcome.NO_LICENSE_REQUIRED]
    if free:
        parts.append(f"no rule checked here requires a license under {joined(map(_name, free))}")
    if not parts:
        parts.append(TITLES[side.outcome].lower())
    binding = [side.by_id[name] for name in binding_regimes(side)]
    if len(attaching) > 1 and len(binding) == 1:
        parts.append(f"what binds most is {binding[0].ruleset.regime.id}")
    return "In all: " + "; ".join(parts) + "."


_WORDS = {
    Outcome.PROHIBITED: "prohibited by",
    Outcome.LICENSE_REQUIRED: "a license from",
    Outcome.LICENSE_EXCEPTION: "an exception or general license under",
}


def _unsettled(side: SideBySide) -> str:
    least = side.possible[0]
    at_least = (
        f"{_SHORT[least]} at the least, and the rest cannot be said yet"
        if least in (Outcome.LICENSE_REQUIRED, Outcome.LICENSE_EXCEPTION)
        else "cannot be said yet"
    )
    between = joined((outcome.value.replace("-", " ") for outcome in side.possible), "or")
    return f"{at_least} (still possible: {between})"


def _name(evaluation: Evaluation) -> str:
    return f"{evaluation.ruleset.regime.name} ({evaluation.ruleset.regime.id})"


def _by_whom(evaluation: Evaluation) -> str:
    """The authority in short, for a license; else the law."""
    regime = evaluation.ruleset.regime
    if evaluation.outcome is Outcome.LICENSE_REQUIRED:
        return f"{regime.authority.partition(';')[0]} ({regime.id})"
    return _name(evaluation)


# Regime by regime ---------------------------------------------------------------------------------


def _answer(evaluation: Evaluation, binds: bool) -> RegimeAnswer:
    regime = evaluation.ruleset.regime
    attaches = WORDS[evaluation.subject]
    how = {"yes": "attaches", "open": "may attach", "no": "does not attach"}[attaches]
    if evaluation.subject == NO and may_bind(evaluation):
        how = "does not attach to the item, and binds persons and acts all the same"
    outcome = "" if how == "does not attach" else f": {_SHORT[evaluation.outcome]}"
    return RegimeAnswer(
        regime.id,
        regime.name,
        regime.authority,
        attaches,
        _through(evaluation),
        evaluation.outcome.value,
        tuple(outcome.value for outcome in evaluation.possible),
        binds,
        f"{_name(evaluation)} {how}{outcome}.",
    )


def _through(evaluation: Evaluation) -> tuple[str, ...]:
    """The sentences on how the regime attaches, may attach, or why it does not."""
    trace = Trace(evaluation)

    def told(rules: Iterable[Rule]) -> tuple[str, ...]:
        return tuple(
            f"{trace.sentence(rule, evaluation.truth(rule.id))} ({rule.cite})" for rule in rules
        )

    reaches = evaluation.ruleset.rules_of[Verb.REACHES]
    excludes = [r for r in evaluation.ruleset.rules_of[Verb.EXCLUDES] if evaluation.truth(r.id)]
    holding = [rule for rule in reaches if evaluation.truth(rule.id) == YES]
    if evaluation.subject == YES:
        return told(holding)
    if evaluation.subject == OPEN:
        return told([*(holding or [r for r in reaches if evaluation.truth(r.id)]), *excludes])
    if excludes and holding:
        return told(excludes)
    nearest = sorted(reaches, key=lambda rule: (trace.distance(rule), -trace.met(rule)))
    return told(nearest[:1])


def _licenses(side: SideBySide) -> tuple[str, ...]:
    """Why one license does not stand for another, where more than one regime may want one."""
    wanting = [
        e
        for e in side.evaluations
        if any(WEIGHT[o] >= WEIGHT[Outcome.LICENSE_EXCEPTION] for o in e.possible)
    ]
    if len(wanting) < 2:
        return ()
    told = [
        "Each license is given under its own law, by its own authority and with its own"
        " conditions: one does not stand for another, and what one law leaves free another may"
        " forbid. Where one authority decides under two laws, let the license name both."
    ]
    for evaluation in wanting:
        regime = evaluation.ruleset.regime
        others = [other.ruleset.regime.id for other in wanting if other is not evaluation]
        told.append(
            f"{regime.name} ({regime.id}): {regime.authority}. What is granted under"
            f" {joined(others, 'or')} is no license there."
        )
    return tuple(told)


# National answers ---------------------------------------------------------------------------------


def _national(side: SideBySide, handed: Handed) -> NationalAnswer:
    ruleset = side.regimes.by_id[handed.regime]
    rule = ruleset.rules[handed.answer.rule]
    short = side.regimes.by_id[handed.to[0]].facts[handed.answer.fact].short
    value = "" if handed.value is None else "yes" if handed.value else "no"
    asks = joined(handed.to)
    said = f"{rule.title} ({handed.answer.cite})" + recalled_words(ruleset, rule.id)
    sentence = {
        GIVEN: f"{asks} asks for {short}: {value}, by {handed.regime}, {said}.",
        OPEN_STILL: f"{asks} asks for {short}: {handed.regime} cannot say yet, {said}.",
        CONTRADICTED: _contradiction(side, handed),
    }.get(
        handed.status,
        f"{asks} asks for {short}: {value}, as answered, and as {handed.regime} has it, {said}.",
    )
    return NationalAnswer(
        handed.answer.fact,
        short,
        value,
        handed.status,
        handed.regime,
        handed.to,
        rule.id,
        handed.answer.cite,
        sentence,
    )


def _contradiction(side: SideBySide, handed: Handed) -> str:
    asking = side.regimes.by_id[handed.to[0]]
    rule = side.regimes.by_id[handed.regime].rules[handed.answer.rule]
    word, opposite = ("yes", "no") if handed.value else ("no", "yes")
    return (
        f"Two answers contradict each other: {asking.facts[handed.answer.fact].short} is"
        f" {word} by {handed.regime}, {rule.title} ({handed.answer.cite}), and {opposite} by"
        f" {handed.other}. It counts as open until one of them is corrected."
    )


# What was not checked -----------------------------------------------------------------------------


def _not_checked(side: SideBySide, known: SideBySide) -> tuple[str, ...]:
    told = []
    rulesets = known.regimes.rulesets
    for place in uncovered(rulesets, side.as_of, known.places):
        country = value_words(SENT_FROM, place.country, known.regimes.joined)
        told.append(
            f"The law of {country} ({place.what}) was not checked: none of the rulesets at hand"
            " covers it."
        )
    for place, regimes in foreign(rulesets, side.by_id, side.as_of, known.places):
        country = value_words(SENT_FROM, place.country, known.regimes.joined)
        told.append(
            f"The law of {country} ({place.what}) was not checked: by the rules at hand"
            f" {joined(regimes)} cannot attach through that."
        )
    if _is_place_of_export_open(known):
        told.append(
            "The law of the place of export was not checked: it is not said from where it is sent."
        )
    told += [
        f"Not said: {waits.fact.short.removeprefix('the set of ')}. What may attach through that"
        f" was not checked: {joined(waits.regimes)}."
        for waits in awaited(side, known)
        if waits.name != SENT_FROM
    ]
    others = left_out(side, known)
    if others:
        names = joined(map(_name, others))
        told.append(
            f"Not asked about, for no country through which they attach is named: {names}. They may"
            " attach in other ways, such as through a person or what the item holds."
        )
    return tuple(told)


def _is_place_of_export_open(known: SideBySide) -> bool:
    asked = SENT_FROM in known.regimes.joined.facts
    return asked and known.facts.value(SENT_FROM) is None


def _questions(side: SideBySide, known: SideBySide) -> tuple[SharedQuestion, ...]:
    """The open questions, and those that could bring in a regime that is not run: from where it is
    sent first, the others last."""
    waits = {one.name: one for one in awaited(side, known)}
    own = [
        SharedQuestion(
            waiting.question.fact.name,
            waiting.question.fact.ask,
            waiting.question.fact.who,
            waiting.question.cite,
            waiting.question.because,
            waiting.question.asked,
            waiting.regimes,
        )
        for waiting in next_questions_in_all(side)
        if not waiting.question.settled
    ]
    both = [
        replace(question, regimes=(*waits.pop(question.fact).regimes, *question.regimes))
        if question.fact in waits
        else question
        for question in own
    ]
    others = [
        SharedQuestion(
            one.name, one.fact.ask, one.fact.who, one.fact.cite, one.because, one.asked, one.regimes
        )
        for one in waits.values()
    ]
    early = [question for question in others if question.fact == SENT_FROM]
    return (*early, *both, *(question for question in others if question.fact != SENT_FROM))


def marked(combined: Combined, mark: str) -> Combined:
    """The same with a mark before each headline, so that no part goes without it."""
    return replace(
        combined,
        headline=f"{mark} {combined.headline}",
        determinations=tuple(
            replace(one, headline=f"{mark} {one.headline}") for one in combined.determinations
        ),
    )
