"""What to try after a mistake: twins that the engine finds, and cases that differ in one fact."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from engine.deals.case_files import CaseRead
from engine.explanation.wording import joined
from engine.facts import ContentLine, FactType, Party, Value
from engine.model import Ruleset
from engine.practice.exercise import Exercise, evaluation_of, twin_exercise
from engine.practice.twins import Twin, twins_of, twins_on_other_days
from engine.regimes.regimes import Regimes


def twins_offered(
    read: CaseRead, others: Iterable[CaseRead], regimes: Regimes, today: date, parting: str
) -> tuple[Twin, ...]:
    """What to try after a mistake: first a twin in which the rule `parting` comes out otherwise,
    then cases that somebody wrote beside this one, then the other twins."""
    evaluation = evaluation_of(read.case, read.deal, regimes, today)
    found = twins_of(read, evaluation) or twins_on_other_days(read, evaluation)
    made = [
        twin
        for twin in found
        if twin.deal is not None
        # A national answer may follow from what was changed: all regimes have their say.
        and evaluation_of(read.case, twin.deal, regimes, today).outcome is twin.outcome
    ]
    fitting = [twin for twin in made if parting in twin.moved][:1]
    pairs = pairs_of(read, others, regimes.joined)
    return (*fitting, *pairs, *(twin for twin in made if twin not in fitting))


def exercise_of_twin(read: CaseRead, twin: Twin, regimes: Regimes, today: date) -> Exercise:
    """The exercise of a twin that has a deal of its own; `read` is the case it was made from."""
    deal = read.deal if twin.deal is None else twin.deal
    evaluation = evaluation_of(read.case, deal, regimes, today)
    return twin_exercise(read, deal, evaluation, twin.words)


# Pairs that somebody wrote ------------------------------------------------------------------------


def pairs_of(read: CaseRead, others: Iterable[CaseRead], ruleset: Ruleset) -> tuple[Twin, ...]:
    """Of other cases, those that differ from this one in one fact, or in the day alone, and in
    their outcome. Texts and names differ without making a difference."""
    own = _told(read, ruleset)
    return tuple(
        Twin(
            f"{other.case.id}, {other.case.title} ({_difference(own, told, ruleset)})",
            other.case.expect.outcome,
            case=other.case.id,
        )
        for other in others
        if other.case.regime == read.case.regime
        and other.case.expect.outcome not in read.case.expect.outcomes
        for told in [_told(other, ruleset)]
        if len({name for name, _ in own ^ told}) == 1
    )


def _told(read: CaseRead, ruleset: Ruleset) -> frozenset[tuple[str, object]]:
    """What a case says, texts aside, in a form that compares; the day stands under no name."""
    facts = read.deal.facts.items()
    told: set[tuple[str, object]] = {
        (name, _without_names(answer.value))
        for name, answer in facts
        if name in ruleset.facts and ruleset.facts[name].type is not FactType.TEXT
    }
    return frozenset(told | {("", read.deal.as_of)})


def _without_names(value: Value | None) -> object:
    if not isinstance(value, tuple):
        return value
    return tuple(
        replace(part, name="", note="", address="")
        if isinstance(part, Party)
        else replace(part, description="")
        if isinstance(part, ContentLine)
        else part
        for part in value
    )


def _difference(
    own: frozenset[tuple[str, object]], other: frozenset[tuple[str, object]], ruleset: Ruleset
) -> str:
    names = {name for name, _ in own ^ other}
    shorts = [ruleset.facts[name].short if name else "the day" for name in sorted(names)]
    return f"what differs: {joined(shorts)}"
