"""What is to come in the law after a day, how certain that is, and what is unsettled on the day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter

from engine.browsing.filtering import Said
from engine.browsing.page import Kind, Target
from engine.browsing.references import operands
from engine.browsing.standing import STANDINGS
from engine.browsing.timeline import Change, changes_of, said_of
from engine.evaluation.conditions import conditions_of, current_interval, dated_texts
from engine.facts import FactType
from engine.model import FactDeclaration, Interval, Leaf, Rule, Ruleset, Standing

_ISO = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_SENTENCE_END = re.compile(r"(?<=[.;]) ")
_DAY = timedelta(days=1)


class Certainty(StrEnum):
    """How much can be said of a date that is to come."""

    LAW = "the law’s own date"
    ENDS = "ends by its own words; what follows nobody confirmed"
    UNCONFIRMED = "nobody confirmed what holds from this day"
    ANNOUNCED = "announced by the agency, and not law"
    CONDITION = "a date in a condition of the rule"
    MENTIONED = "named in prose alone: read there what it means"
    READ_TO = "the day to which the rules were read"


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that is to happen on a day. `source` is the notice, or where the date stands."""

    day: date
    regime: str
    target: Target
    title: str
    what: str
    certainty: Certainty
    source: str
    said: Said  # what a filter looks at


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A text of a rule that is stayed, unclear or announced as not enforced on a day."""

    regime: str
    target: Target
    title: str
    interval: Interval
    said: Said


def coming(rulesets: Iterable[Ruleset], day: date) -> tuple[Coming, ...]:
    """All that is to come after the day, the next first."""
    found = [one for ruleset in rulesets for one in _coming(ruleset, day)]
    return tuple(sorted(found, key=attrgetter("day")))


def unsettled(rulesets: Iterable[Ruleset], day: date) -> tuple[Unsettled, ...]:
    """What stands in the rulesets on the day and is not simply in force."""
    return tuple(
        Unsettled(
            ruleset.regime.id,
            _target(ruleset, rule),
            _title(rule),
            current,
            said_of(ruleset, rule),
        )
        for ruleset in rulesets
        for rule in ruleset.rules.values()
        for intervals in dated_texts(rule)
        for current in [current_interval(intervals, day)]
        if current is not None and current.standing is not Standing.IN_FORCE
    )


def _coming(ruleset: Ruleset, day: date) -> Iterator[Coming]:
    # What a text says of days before it was read, has happened.
    unread = max(day, ruleset.regime.verified_to)
    for change in changes_of(ruleset):
        if change.day > day:
            yield _of_change(change, ruleset)
    for rule in ruleset.rules.values():
        for interval in (one for intervals in dated_texts(rule) for one in intervals):
            if interval.announced is not None and interval.announced > day:
                what = f"announced for this day: {STANDINGS[interval.standing]}"
                yield _of_rule(
                    ruleset, rule, interval.announced, what, Certainty.ANNOUNCED, interval.by
                )
        for condition in conditions_of(rule):
            if isinstance(condition, Leaf) and _of_a_day(ruleset, condition):
                for word in operands(condition):
                    named = _day(word)
                    if named is not None and named > day:
                        short = ruleset.facts[condition.fact].short
                        what = f"{short}: {condition.test.replace('_', ' ')} this day"
                        cite = condition.cite or rule.cite
                        yield _of_rule(ruleset, rule, named, what, Certainty.CONDITION, cite)
        told = (rule.note, rule.say.yes, rule.say.open, *rule.duties)
        known = {d for text in dated_texts(rule) for one in text for d in _days_of(one)}
        for named, sentence in _mentioned(told, unread):
            if named not in known:
                what = f"its text says: {sentence}"
                yield _of_rule(ruleset, rule, named, what, Certainty.MENTIONED, rule.cite)
    for fact in ruleset.facts.values():
        told = (fact.ask, fact.help, *(f"{one.label} {one.help}" for one in fact.choices))
        for named, sentence in _mentioned(told, unread):
            yield _of_fact(ruleset, fact, named, f"this question says: {sentence}")
    regime = ruleset.regime
    if regime.verified_to > day:
        what = "the rules are verified to this day; from then on changes are not in them"
        said = Said(f"{regime.verified_to} {regime.id} {regime.name} {what}".casefold())
        target = Target(Kind.REGIME, regime.id)
        yield Coming(
            regime.verified_to, regime.id, target, regime.name, what, Certainty.READ_TO, "", said
        )


def _of_change(change: Change, ruleset: Ruleset) -> Coming:
    certainty = Certainty.LAW
    if change.standing is Standing.UNCLEAR:
        texts = dated_texts(ruleset.rules[change.target.id])
        before = any(one.until == change.day - _DAY for text in texts for one in text)
        certainty = Certainty.ENDS if before else Certainty.UNCONFIRMED
    elif change.standing is Standing.NOT_ENFORCED:
        certainty = Certainty.ANNOUNCED
    what = f"{change.what}. {change.note}" if change.note else change.what
    return Coming(
        change.day, change.regime, change.target, change.title, what, certainty, change.by,
        change.said,
    )  # fmt: skip


def _of_rule(
    ruleset: Ruleset, rule: Rule, day: date, what: str, certainty: Certainty, source: str
) -> Coming:
    regime = ruleset.regime.id
    of_rule = said_of(ruleset, rule)
    said = Said(f"{of_rule.text} {day} {what} {source}".casefold(), of_rule.eccns)
    return Coming(day, regime, _target(ruleset, rule), _title(rule), what, certainty, source, said)


def _of_fact(ruleset: Ruleset, fact: FactDeclaration, day: date, what: str) -> Coming:
    regime = ruleset.regime.id
    title = f"{fact.short} [{fact.cite}]" if fact.cite else fact.short
    said = Said(f"{day} {fact.name} {title} {what} {regime}".casefold())
    target = Target(Kind.FACT, fact.name, regime)
    return Coming(day, regime, target, title, what, Certainty.MENTIONED, fact.cite, said)


def _target(ruleset: Ruleset, rule: Rule) -> Target:
    return Target(Kind.RULE, rule.id, ruleset.regime.id)


def _title(rule: Rule) -> str:
    return f"{rule.title} [{rule.cite}]"


def _of_a_day(ruleset: Ruleset, leaf: Leaf) -> bool:
    fact = ruleset.facts.get(leaf.fact)
    return fact is not None and fact.type is FactType.DATE


def _days_of(interval: Interval) -> tuple[date | None, ...]:
    """The days of an interval, which the calendar has already."""
    until = interval.until
    return (interval.start, interval.start - _DAY, until, until + _DAY if until else None)


def _mentioned(texts: Iterable[str], day: date) -> Iterator[tuple[date, str]]:
    """The days after `day` that texts name, each with the first sentence in which it stands."""
    found: dict[date, str] = {}
    for text in texts:
        for sentence in _SENTENCE_END.split(" ".join(text.split())):
            for word in _ISO.findall(sentence):
                named = _day(word)
                if named is not None and named > day:
                    found.setdefault(named, sentence)
    yield from found.items()


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
