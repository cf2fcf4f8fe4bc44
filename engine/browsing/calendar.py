"""What is to come in the law after a day, how certain that is, and what is unsettled on the day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter

from engine.browsing.page import Kind, Target
from engine.browsing.references import conditions_of, operands
from engine.browsing.standing import STANDINGS
from engine.browsing.timeline import Change, changes_of
from engine.evaluation.conditions import current_interval, dated_texts
from engine.facts import FactType
from engine.model import Interval, Leaf, Rule, Ruleset, Standing


class Certainty(StrEnum):
    """How much can be said of a date that is to come."""

    LAW = "the law’s own date"
    ENDS = "ends by its own words; what follows nobody confirmed"
    ANNOUNCED = "announced by the agency, and not law"
    CONDITION = "a date in a condition of the rule"
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
    words: str  # what a filter looks at, folded


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A text of a rule that is stayed, unclear or announced as not enforced on a day."""

    regime: str
    target: Target
    title: str
    interval: Interval


def coming(rulesets: Iterable[Ruleset], day: date) -> tuple[Coming, ...]:
    """All that is to come after the day, the next first."""
    found = [one for ruleset in rulesets for one in _coming(ruleset, day)]
    return tuple(sorted(found, key=attrgetter("day")))


def unsettled(rulesets: Iterable[Ruleset], day: date) -> tuple[Unsettled, ...]:
    """What stands in the rulesets on the day and is not simply in force."""
    return tuple(
        Unsettled(ruleset.regime.id, _target(ruleset, rule), _title(rule), current)
        for ruleset in rulesets
        for rule in ruleset.rules.values()
        for intervals in dated_texts(rule)
        for current in [current_interval(intervals, day)]
        if current is not None and current.standing is not Standing.IN_FORCE
    )


def _coming(ruleset: Ruleset, day: date) -> Iterator[Coming]:
    for change in changes_of(ruleset):
        if change.day > day:
            yield _of_change(change)
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
    regime = ruleset.regime
    if regime.verified_to > day:
        what = "the rules are verified to this day; from then on changes are not in them"
        words = f"{regime.verified_to} {regime.id} {regime.name} {what}".casefold()
        target = Target(Kind.REGIME, regime.id)
        yield Coming(
            regime.verified_to, regime.id, target, regime.name, what, Certainty.READ_TO, "", words
        )


def _of_change(change: Change) -> Coming:
    certainty = Certainty.LAW
    if change.standing is Standing.UNCLEAR:
        certainty = Certainty.ENDS
    elif change.standing is Standing.NOT_ENFORCED:
        certainty = Certainty.ANNOUNCED
    what = f"{change.what}. {change.note}" if change.note else change.what
    return Coming(
        change.day, change.regime, change.target, change.title, what, certainty, change.by,
        change.words,
    )  # fmt: skip


def _of_rule(
    ruleset: Ruleset, rule: Rule, day: date, what: str, certainty: Certainty, source: str
) -> Coming:
    regime = ruleset.regime.id
    words = f"{day} {rule.id} {rule.title} {rule.cite} {what} {source} {regime}".casefold()
    return Coming(day, regime, _target(ruleset, rule), _title(rule), what, certainty, source, words)


def _target(ruleset: Ruleset, rule: Rule) -> Target:
    return Target(Kind.RULE, rule.id, ruleset.regime.id)


def _title(rule: Rule) -> str:
    return f"{rule.title} [{rule.cite}]"


def _of_a_day(ruleset: Ruleset, leaf: Leaf) -> bool:
    fact = ruleset.facts.get(leaf.fact)
    return fact is not None and fact.type is FactType.DATE


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
