"""Twins: the same case on the other side of one line.

They are found by the engine: one answer of the case is given otherwise, as little as moves the
outcome.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto
from math import ceil
from typing import Any, Final

from engine.deals.case_files import CaseRead
from engine.evaluation.classes import classes
from engine.evaluation.evaluate import Evaluation, evaluate, with_answer
from engine.explanation.history import turning_days
from engine.explanation.questions import applies, next_questions
from engine.explanation.wording import money_words, value_words
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
from engine.model import FactDeclaration
from engine.outcome import Outcome
from engine.truth import NO, YES

MOST_TWINS: Final = 6
MOST_LINES: Final = 6
"""How many lines of a bill of materials are tried."""

MOST_DAYS: Final = 30
"""How many days on which the law moved are tried, before the case's own and after it."""

_NUMBERS: Final = (FactType.MONEY, FactType.PERCENT, FactType.NUMBER)
_LISTS: Final = (FactType.PARTIES, FactType.CONTENT)
_BY_NUMBER: Final = 0
_RANKS: Final = {FactType.YES_NO: 1, FactType.JUDGEMENT: 1, FactType.COUNTRY: 2, FactType.CHOICE: 4}
_LISTED: Final = ("entity-list", "military-end-user", "sdn")
"""The lists that a party is put on to see whether that moves the outcome."""

Try = Callable[[Value], Evaluation]


class By(Enum):
    """What a twin changes: a number of the case, which is moved across the nearest line; a
    country; another of its answers; or an answer that the background takes as given."""

    NUMBER = auto()
    COUNTRY = auto()
    ANSWER = auto()
    BACKGROUND = auto()


@dataclass(frozen=True, slots=True)
class Twin:
    """A changed case: `words` say what differs, `moved` which rules come out otherwise, and `holds`
    which of these come to hold. `deal` is the case with that one answer. `case` is the id of a case
    that somebody wrote, with no `deal` of its own. `by` says what was changed."""

    words: str
    outcome: Outcome
    moved: frozenset[str] = frozenset()
    holds: tuple[str, ...] = ()
    deal: Deal | None = None
    case: str = ""
    by: By = By.ANSWER


@dataclass(frozen=True, slots=True)
class _Found:
    rank: tuple[int, Decimal]  # the smaller, the smaller the change
    words: str
    deal: Deal
    then: Evaluation
    fact: str = ""  # what was answered otherwise; none where the day is another


def twins_of(read: CaseRead, evaluation: Evaluation) -> tuple[Twin, ...]:
    """The case with one answer given otherwise, so that the outcome moves: one twin a fact and
    outcome, the smallest change first. Only where none of the case's own answers does it, those
    that its background takes as given are tried."""
    own, facts = read.case.facts, evaluation.ruleset.facts
    answers = [
        (facts[name], answer, name in own)
        for name, answer in evaluation.answers.items()
        if name in read.deal.facts and answer.value is not None
    ]
    waited = list(_waited_for(evaluation))
    changed = [*waited, *((declared, answer) for declared, answer, is_own in answers if is_own)]
    found = list(_changed(read, evaluation, changed))
    if not found:
        given = [(declared, answer) for declared, answer, is_own in answers if not is_own]
        found = list(_changed(read, evaluation, given))
    found.sort(key=lambda one: one.rank)
    return tuple(_twin(read, evaluation, one) for one in found[:MOST_TWINS])


def twins_on_other_days(read: CaseRead, evaluation: Evaluation) -> tuple[Twin, ...]:
    """The case under the law of the nearest day before, and of the nearest after, on which the
    outcome is another; slow, for every day's law has to be made ready."""
    return tuple(_twin(read, evaluation, one) for one in _on_other_days(read, evaluation))


def _twin(read: CaseRead, before: Evaluation, found: _Found) -> Twin:
    pairs = zip(before.on.program.rules, before.truths, found.then.truths, strict=True)
    moved = {rule.id: now for rule, was, now in pairs if was != now}
    holds = tuple(name for name, now in moved.items() if now == YES)
    kind = before.ruleset.facts[found.fact].type if found.fact else None
    by = By.COUNTRY if kind is FactType.COUNTRY else By.ANSWER
    if found.rank[0] == _BY_NUMBER:
        by = By.NUMBER
    if found.fact in read.deal.facts and found.fact not in read.case.facts:
        by = By.BACKGROUND
    return Twin(found.words, found.then.outcome, frozenset(moved), holds, found.deal, by=by)


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


def _changed(
    read: CaseRead, evaluation: Evaluation, answers: Iterable[tuple[FactDeclaration, Answer]]
) -> Iterator[_Found]:
    """One of these answers otherwise, at a time: the smallest change for each outcome."""
    for declared, answer in answers:
        found: dict[Outcome, _Found] = {}
        for size, words, value in _others(evaluation, declared, answer):
            then = with_answer(evaluation, declared.name, replace(answer, value=value))
            if _differs(evaluation, then) and not _strands(read, evaluation, then):
                rank = size
                if declared.type is FactType.COUNTRY:
                    rank = size[0], _moved(evaluation, then)
                facts = read.deal.facts.with_answer(declared.name, replace(answer, value=value))
                deal = replace(read.deal, facts=facts)
                kept = found.get(then.outcome)
                if kept is None or rank < kept.rank:
                    found[then.outcome] = _Found(rank, words, deal, then, declared.name)
        yield from found.values()


def _moved(before: Evaluation, after: Evaluation) -> Decimal:
    """How many rules come out otherwise: of two countries, the one that moves less teaches more."""
    pairs = zip(before.truths, after.truths, strict=True)
    return Decimal(sum(was != now for was, now in pairs))


def _waited_for(evaluation: Evaluation) -> Iterator[tuple[FactDeclaration, Answer]]:
    """Where it cannot be said yet, the questions whose answers would settle it."""
    if evaluation.outcome is Outcome.NEEDS_INFORMATION:
        for question in next_questions(evaluation):
            yield question.fact, Answer(None, State.ANSWERED)


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
            yield (_BY_NUMBER, _relative(was, number)), f"{short} is {becomes}", number
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
        yield (_BY_NUMBER, _relative(worth, number)), words, valued(number)


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
