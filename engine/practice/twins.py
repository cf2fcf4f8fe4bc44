"""Twins: the same case on the other side of one line.

They are found by the engine: one answer of the case is given otherwise, as little as moves the
outcome. Cases that differ in one fact alone are twins that somebody wrote.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from typing import Any, Final

from engine.deals.case_files import CaseRead
from engine.evaluation.classes import classes
from engine.evaluation.evaluate import Evaluation, evaluate, with_answer
from engine.explanation.history import turning_days
from engine.explanation.questions import applies, next_questions
from engine.explanation.wording import joined, money_words, value_words
from engine.facts import (
    LISTING_TITLES,
    LISTINGS,
    Answer,
    ContentLine,
    Deal,
    FactType,
    Party,
    State,
    Value,
)
from engine.model import FactDeclaration, Ruleset
from engine.outcome import Outcome
from engine.practice.exercise import Exercise, evaluation_of, twin_exercise
from engine.regimes.regimes import Regimes
from engine.truth import NO

MOST_TWINS: Final = 6
MOST_LINES: Final = 6
"""How many lines of a bill of materials are tried."""

MOST_DAYS: Final = 30
"""How many days on which the law moved are tried, before the case's own and after it."""

_NUMBERS: Final = (FactType.MONEY, FactType.PERCENT, FactType.NUMBER)
_LISTS: Final = (FactType.PARTIES, FactType.CONTENT)
_RANKS: Final = {FactType.YES_NO: 1, FactType.JUDGEMENT: 1, FactType.COUNTRY: 2, FactType.CHOICE: 4}
_LISTED: Final = ("entity-list", "military-end-user", "sdn")
"""The lists that a party is put on to see whether that moves the outcome."""

Try = Callable[[Value], Evaluation]


@dataclass(frozen=True, slots=True)
class Twin:
    """A changed case: `words` say what differs, and `moved` which rules come out otherwise. `deal`
    is the case with that one answer. `case` is the id of a case that somebody wrote, with no `deal`
    of its own."""

    words: str
    outcome: Outcome
    moved: frozenset[str] = frozenset()
    deal: Deal | None = None
    case: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    rank: tuple[int, Decimal]  # the smaller, the smaller the change
    words: str
    deal: Deal
    then: Evaluation


def twins_of(read: CaseRead, evaluation: Evaluation) -> tuple[Twin, ...]:
    """The case with one of its own answers given otherwise, so that the outcome moves: one twin a
    fact and outcome, the smallest change first. Where no answer does it, the law of another day."""
    found = sorted(_changed(read, evaluation), key=lambda one: one.rank)
    found = found or list(_on_other_days(read, evaluation))
    return tuple(
        Twin(one.words, one.then.outcome, _moved(evaluation, one.then), one.deal)
        for one in found[:MOST_TWINS]
    )


def twins_offered(
    read: CaseRead, others: Iterable[CaseRead], regimes: Regimes, today: date, parting: str
) -> tuple[Twin, ...]:
    """What to try after a mistake: first a twin in which the rule `parting` comes out otherwise,
    then cases that somebody wrote beside this one, then the other twins."""
    evaluation = evaluation_of(read.case, read.deal, regimes, today)
    made = [
        twin
        for twin in twins_of(read, evaluation)
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


def _moved(before: Evaluation, after: Evaluation) -> frozenset[str]:
    pairs = zip(before.on.program.rules, before.truths, after.truths, strict=True)
    return frozenset(rule.id for rule, was, now in pairs if was != now)


def _differs(before: Evaluation, after: Evaluation) -> bool:
    """Whether the outcome moved to another that is settled, without a contradiction."""
    if after.contradicted and not before.contradicted:
        return False
    return after.outcome not in (before.outcome, Outcome.NEEDS_INFORMATION)


def _strands(read: CaseRead, before: Evaluation, after: Evaluation) -> bool:
    """Whether a change leaves another answer of the case without its question."""
    facts = before.ruleset.facts
    return any(
        applies(before, facts[name].applies_when) != NO
        and applies(after, facts[name].applies_when) == NO
        for name in read.case.facts
        if name in facts
    )


# One answer, otherwise ----------------------------------------------------------------------------


def _changed(read: CaseRead, evaluation: Evaluation) -> Iterator[_Found]:
    for declared, answer in _answers_to_change(read, evaluation):
        found: dict[Outcome, _Found] = {}
        for rank, words, value in _others(evaluation, declared, answer):
            then = with_answer(evaluation, declared.name, replace(answer, value=value))
            if _differs(evaluation, then) and not _strands(read, evaluation, then):
                facts = read.deal.facts.with_answer(declared.name, replace(answer, value=value))
                deal = replace(read.deal, facts=facts)
                kept = found.get(then.outcome)
                if kept is None or rank < kept.rank:
                    found[then.outcome] = _Found(rank, words, deal, then)
        yield from found.values()


def _answers_to_change(
    read: CaseRead, evaluation: Evaluation
) -> Iterator[tuple[FactDeclaration, Answer]]:
    """The case's own answers; where it cannot be said yet, what is waited for is answered."""
    facts = evaluation.ruleset.facts
    if evaluation.outcome is Outcome.NEEDS_INFORMATION:
        for question in next_questions(evaluation):
            yield question.fact, Answer(None, State.ANSWERED)
    for name, answer in evaluation.answers.items():
        if name in read.case.facts and answer.value is not None:
            yield facts[name], answer


def _others(
    evaluation: Evaluation, declared: FactDeclaration, answer: Answer
) -> Iterator[tuple[tuple[int, Decimal], str, Value]]:
    """Other answers to a fact: how large the change is, in words, and the answer."""
    was, short, ruleset = answer.value, declared.short, evaluation.ruleset
    if declared.type in _LISTS and isinstance(was, tuple):
        for place, element in enumerate(was[:MOST_LINES]):
            if isinstance(element, Party):
                yield from _other_parties(was, place, element)
            elif isinstance(element, ContentLine) and element.value is not None:
                yield from _other_lines(evaluation, declared.name, answer, place, element.value)
        return
    if declared.type in _NUMBERS and isinstance(was, Decimal):

        def tried(value: Value) -> Evaluation:
            return with_answer(evaluation, declared.name, replace(answer, value=value))

        limits = [v for v in classes(evaluation.on, declared) if isinstance(v, Decimal)]
        for number in _across(evaluation, tried, was, limits, _step(declared, was)):
            becomes = value_words(declared.name, number, ruleset)
            yield (0, _relative(was, number)), f"{short} is {becomes}", number
        return
    rank = _RANKS.get(declared.type, 3)
    for place, value in enumerate(classes(evaluation.on, declared)):
        if value != was:
            becomes = value_words(declared.name, value, ruleset)
            quoted = f"“{becomes}”" if declared.choices and value else becomes
            yield (rank, Decimal(place)), f"{short}: {quoted}", value


# Numbers ------------------------------------------------------------------------------------------


def _step(declared: FactDeclaration, was: Decimal) -> Decimal:
    """The smallest change of a number that reads naturally."""
    exponent = was.as_tuple().exponent
    step = Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(1)
    return min(step, Decimal("0.1")) if declared.type is FactType.PERCENT else step


def _across(
    evaluation: Evaluation, tried: Try, was: Decimal, limits: Sequence[Decimal], step: Decimal
) -> Iterator[Decimal]:
    """The numbers next to `was`, below and above, on the other side of a line: between `was` and a
    number that moves the outcome the line is found by halving."""
    for ends in (
        sorted({v for v in (Decimal(0), *limits) if v < was}, reverse=True),
        sorted({v for v in (*limits, was * 2, was * 10) if v > was}),
    ):
        end = next((v for v in ends if _differs(evaluation, tried(v))), None)
        if end is None:
            continue
        sign = 1 if end > was else -1
        same, other = 0, ceil(abs(end - was) / step)
        while other - same > 1:
            middle = (same + other) // 2
            if _differs(evaluation, tried(was + sign * middle * step)):
                other = middle
            else:
                same = middle
        number = was + sign * other * step
        yield number if other and _differs(evaluation, tried(number)) else end


def _relative(was: Decimal, number: Decimal) -> Decimal:
    return abs(number - was) / max(abs(was), Decimal(1))


def _other_lines(
    evaluation: Evaluation, name: str, answer: Answer, place: int, worth: Decimal
) -> Iterator[tuple[tuple[int, Decimal], str, Value]]:
    """A line of the bill of materials that is worth more or less."""
    lines = answer.value
    assert isinstance(lines, tuple)

    def valued(value: Value) -> Value:
        line = lines[place]
        assert isinstance(line, ContentLine) and isinstance(value, Decimal)
        changed: Value = (*lines[:place], replace(line, value=value), *lines[place + 1 :])
        return changed

    def tried(value: Value) -> Evaluation:
        return with_answer(evaluation, name, replace(answer, value=valued(value)))

    for number in _across(evaluation, tried, worth, (), Decimal(1)):
        line = lines[place]
        assert isinstance(line, ContentLine)
        words = f"“{line.description}” in it is worth {money_words(number)}"
        words += f" instead of {money_words(worth)}"
        yield (0, _relative(worth, number)), words, valued(number)


# Parties ------------------------------------------------------------------------------------------


def _other_parties(
    parties: tuple[Any, ...], place: int, party: Party
) -> Iterator[tuple[tuple[int, Decimal], str, Value]]:
    """The party on no list where it is on one, and on one where it is on none."""
    name = party.name or "the party"
    if party.listings is None:
        return
    for rank, listed in enumerate(("",) if party.listings else _LISTED):
        listings = frozenset({listed}) & LISTINGS
        changed = replace(party, listings=listings, footnotes=frozenset(), screening=())
        words = f"{name} is on the {LISTING_TITLES[listed]}" if listed else f"{name} is on no list"
        yield (1, Decimal(rank)), words, (*parties[:place], changed, *parties[place + 1 :])


# Other days ---------------------------------------------------------------------------------------


def _on_other_days(read: CaseRead, evaluation: Evaluation) -> Iterator[_Found]:
    """The case under the law of the nearest days, before and after, on which it came out
    otherwise."""
    ruleset, own = evaluation.ruleset, evaluation.as_of
    days = [day for day in turning_days(ruleset, date.min) if day > date.min]
    before = [day - timedelta(days=1) for day in reversed(days) if day <= own][:MOST_DAYS]
    after = [day for day in days if own < day <= ruleset.regime.verified_to][:MOST_DAYS]
    for tried in (before, after):
        for day in tried:
            then = evaluate(ruleset, evaluation.facts, day)
            if _differs(evaluation, then):
                words = f"it is {day.isoformat()} instead of {own.isoformat()}"
                yield _Found((5, Decimal(0)), words, replace(read.deal, as_of=day), then)
                break


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
