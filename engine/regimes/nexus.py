"""Places: whose law may attach to a deal, and which countries of it no ruleset covers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from engine.evaluation.program import program_of
from engine.evaluation.sets_on_day import SetsOnDay
from engine.facts import Facts, FactType
from engine.model import All, Condition, Dated, Leaf, RuleHolds, Ruleset, Verb
from engine.model import Any as AnyOf

DESTINATION: Final = "destination.country"
"""The one country of a deal through which no law on exports attaches: nothing leaves it."""

SENT_FROM: Final = "transaction.from_country"
"""The place of export."""

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
    """The home of a regime: the countries that its rules of reach name, or those that
    `regime.yaml` gives where these rules name the whole world."""
    declared = ruleset.regime.countries
    if declared:
        return Home(frozenset(declared), frozenset({SENT_FROM}) & frozenset(ruleset.facts))
    sets = program_of(ruleset).on(day).sets
    found = [
        pair for rule in ruleset.rules_of[Verb.REACHES] for pair in _named(rule.when, ruleset, sets)
    ]
    return Home(frozenset(country for _, country in found), frozenset(fact for fact, _ in found))


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
            of_places = ruleset.facts[fact].type in (FactType.COUNTRY, FactType.COUNTRIES)
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
        for name in sorted(home_of(ruleset, day).facts):
            value = facts.value(name)
            countries = (value,) if isinstance(value, str) else value
            if isinstance(countries, tuple | frozenset):
                for country in sorted(map(str, countries)):
                    places.setdefault(
                        country, ruleset.facts[name].short.removeprefix("the set of ")
                    )
    return tuple(DealPlace(country, what) for country, what in sorted(places.items()))


def at_home(ruleset: Ruleset, day: date, places: Iterable[DealPlace]) -> bool:
    """Whether a country of the deal is one through which the regime attaches."""
    return any(_is_home(ruleset, day, place.country) for place in places)


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
