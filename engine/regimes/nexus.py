"""Places: whose law may attach to a deal, and which countries of it no ruleset covers."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from engine.evaluation.conditions import facts_named, rules_behind
from engine.evaluation.program import program_of
from engine.evaluation.sets_on_day import SetsOnDay
from engine.facts import Facts, FactType
from engine.model import All, Condition, Dated, Leaf, RuleHolds, Ruleset, Verb
from engine.model import Any as AnyOf

DESTINATION: Final = "destination.country"
"""The one country of a deal through which no law on exports attaches: nothing leaves it."""

SENT_FROM: Final = "transaction.from_country"
"""The place of export."""

SEAT: Final = "sender.headquarters"
"""Where the sender is headquartered, as is its parent."""

_PLACES: Final = (FactType.COUNTRY, FactType.COUNTRIES)
_NAMING: Final = ("is", "in", "has", "any_in")


@dataclass(frozen=True, slots=True)
class Home:
    """Through which countries, and through which facts that name them, a regime attaches."""

    countries: frozenset[str]
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class DealPlace:
    """A country of the deal and what it is in it, such as “the country it is sent from”."""

    country: str
    what: str


@lru_cache(maxsize=64)
def home_of(ruleset: Ruleset, day: date) -> Home:
    """The home of a regime: the countries that its rules of reach name, and the facts through which
    they name them; or the countries that `regime.yaml` gives, and the place of export, where these
    rules name the whole world.

    A regime that also attaches without a country being named, such as through a person who brokers
    the deal, is at home where the sender is headquartered too: that is who would be the person.
    """
    declared = ruleset.regime.countries
    if declared:
        asked = frozenset({SENT_FROM}) & frozenset(ruleset.facts)
        return Home(frozenset(declared), asked | {SEAT})
    sets = program_of(ruleset).on(day).sets
    found = [list(_named(rule.when, ruleset, sets)) for rule in ruleset.rules_of[Verb.REACHES]]
    countries = frozenset(country for pairs in found for _, country in pairs)
    facts = frozenset(fact for pairs in found for fact, _ in pairs)
    return Home(countries, facts if all(found) else facts | {SEAT})


@lru_cache(maxsize=64)
def told_of_reach(ruleset: Ruleset) -> frozenset[str]:
    """The facts on which the rules of reach hang, but for places."""
    behind = [
        rule
        for reaching in ruleset.rules_of[Verb.REACHES]
        for rule in rules_behind(reaching, ruleset.rules)
    ]
    named = frozenset[str]().union(*(facts_named(ruleset.rules[rule].when) for rule in behind))
    return frozenset(name for name in named if ruleset.facts[name].type not in _PLACES)


def _named(condition: Condition, ruleset: Ruleset, sets: SetsOnDay) -> Iterator[tuple[str, str]]:
    """The facts of a condition with the countries that they may name for it to hold."""
    match condition:
        case All() | AnyOf():
            for part in condition.parts:
                yield from _named(part, ruleset, sets)
        case Dated():
            for version in condition.versions:
                yield from _named(version.when, ruleset, sets)
        case RuleHolds():
            yield from _named(ruleset.rules[condition.rule].when, ruleset, sets)
        case Leaf(fact=fact, test=test, operand=operand):
            of_places = ruleset.facts[fact].type in _PLACES
            if of_places and fact != DESTINATION and test in _NAMING:
                spelled = test in ("is", "has") and isinstance(operand, str)
                members = sets.words((operand,) if spelled else operand)  # type: ignore[arg-type]
                yield from ((fact, country) for country in sorted(members))
        case _:
            return


def deal_places(rulesets: Iterable[Ruleset], facts: Facts, day: date) -> tuple[DealPlace, ...]:
    """The countries of the deal through which one of these regimes might attach, were it theirs,
    each with what it is in the deal."""
    places: dict[str, str] = {}
    for ruleset in rulesets:
        for name in sorted(home_of(ruleset, day).facts & frozenset(ruleset.facts)):
            what = ruleset.facts[name].short.removeprefix("the set of ")
            for country in sorted(_countries(facts, name)):
                places.setdefault(country, what)
    return tuple(DealPlace(country, what) for country, what in sorted(places.items()))


def _countries(facts: Facts, name: str) -> frozenset[str]:
    """The countries that the answer to a fact names."""
    value = facts.value(name)
    if isinstance(value, tuple | frozenset):
        return frozenset(map(str, value))
    return frozenset({value}) if isinstance(value, str) else frozenset()


def at_home(ruleset: Ruleset, day: date, facts: Facts) -> bool:
    """Whether a fact through which the regime attaches names a country of its home."""
    return any(
        _is_home(ruleset, day, country)
        for name in home_of(ruleset, day).facts
        for country in _countries(facts, name)
    )


def _is_home(ruleset: Ruleset, day: date, country: str) -> bool:
    rows = program_of(ruleset).on(day).sets.rows_of(country)
    return not home_of(ruleset, day).countries.isdisjoint(rows)


def uncovered(
    rulesets: Iterable[Ruleset], day: date, places: Iterable[DealPlace]
) -> tuple[DealPlace, ...]:
    """The countries of the deal that are home to none of these regimes."""
    known = tuple(rulesets)
    return tuple(
        place
        for place in places
        if not any(_is_home(ruleset, day, place.country) for ruleset in known)
    )


def foreign(
    rulesets: Iterable[Ruleset], run: Container[str], day: date, places: Iterable[DealPlace]
) -> Iterator[tuple[DealPlace, tuple[str, ...]]]:
    """The countries of the deal that are home to regimes which were not `run`, for they attach
    through other facts alone; with these regimes."""
    left = [ruleset for ruleset in rulesets if ruleset.regime.id not in run]
    for place in places:
        theirs = tuple(r.regime.id for r in left if _is_home(r, day, place.country))
        if theirs:
            yield place, theirs
