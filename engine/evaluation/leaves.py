"""The closed set of small tests: what each makes of a fact's value, in three truth values.

A test is made once for a day and then only called with values; a missing value never gets here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any, Final

from engine.eccn import Eccn, parse_eccn
from engine.evaluation.screened import footnotes_of, listings_of
from engine.evaluation.sets_on_day import SetsOnDay
from engine.facts import FOOTNOTES, FactType, OpenNumber, OpenSet, Owner
from engine.model import (
    All,
    Condition,
    Exists,
    Leaf,
    NoneOf,
)
from engine.model import (
    Any as AnyOf,
)
from engine.truth import NEGATION, NO, OPEN, YES, Truth, every, some, truth_of

Test = Callable[[Any], Truth]

TESTS_BY_TYPE: Final[Mapping[FactType, frozenset[str]]] = {
    FactType.YES_NO: frozenset({"is", "known"}),
    FactType.JUDGEMENT: frozenset({"is", "known"}),
    FactType.CHOICE: frozenset({"is", "in", "known"}),
    FactType.SET: frozenset({"has", "has_any", "has_all", "empty", "known"}),
    FactType.COUNTRY: frozenset({"is", "in", "known"}),
    FactType.COUNTRIES: frozenset({"has", "any_in", "empty", "known"}),
    FactType.ECCN: frozenset({"is", "within", "known"}),
    FactType.ECCNS: frozenset({"any_within", "empty", "known"}),
    FactType.MONEY: frozenset({"over", "at_least", "under", "at_most", "known"}),
    FactType.PERCENT: frozenset({"over", "at_least", "under", "at_most", "known"}),
    FactType.NUMBER: frozenset({"over", "at_least", "under", "at_most", "known"}),
    FactType.DATE: frozenset({"before", "after", "on_or_before", "on_or_after", "known"}),
    FactType.TEXT: frozenset({"given", "known"}),
    FactType.PARTIES: frozenset({"empty", "known"}),
    FactType.CONTENT: frozenset({"empty", "known"}),
}
"""Which tests a fact of each type takes; `exists` walks parties and content lines."""

LISTINGS_OF_RECORD: Final = frozenset({"entity-list", "military-end-user"})
"""The lists whose members pass their status on to what they own (`owned_by_listed`)."""


def _share_held_by_listed(owners: tuple[Owner, ...] | None) -> OpenNumber | None:
    """The sum of the shares of owners on the lists of record, as far as it is known.

    Never over 100 percent: shares are direct and through others, and may be told twice.
    """
    if owners is None:
        return None
    low = high = Decimal(0)
    bounded = True
    for owner in owners:
        certain, possible = _bounds(listings_of(owner), LISTINGS_OF_RECORD)
        listed = bool(certain & LISTINGS_OF_RECORD)
        maybe = bool(possible & LISTINGS_OF_RECORD)
        if listed and owner.share is not None:
            low += owner.share
        if maybe:
            if owner.share is None:
                bounded = False
            else:
                high += owner.share
    hundred = Decimal(100)
    return OpenNumber(min(low, hundred), min(high, hundred) if bounded else hundred)


def _footnotes_of_owners(owners: tuple[Owner, ...] | None) -> OpenSet | None:
    if owners is None:
        return None
    certain, possible = frozenset[str](), frozenset[str]()
    for owner in owners:
        surely, perhaps = _bounds(footnotes_of(owner), FOOTNOTES)
        certain |= surely
        possible |= perhaps
    return OpenSet(certain, possible)


def _bounds(
    known: frozenset[str] | OpenSet | None, every: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """What is certain of a set and what is possible; all of `every` where nothing is known."""
    if known is None:
        return frozenset(), every
    return (known.certain, known.possible) if isinstance(known, OpenSet) else (known, known)


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an element of a list fact: its type, and how to read it."""

    type: FactType
    read: Callable[[Any], Any]


PARTY_ATTRIBUTES: Final[Mapping[str, Attribute]] = {
    "name": Attribute(FactType.TEXT, lambda party: party.name),
    # Whoever takes part has a role, and is headquartered somewhere: an empty set is no answer.
    "role": Attribute(FactType.SET, lambda party: party.roles or None),
    "roles": Attribute(FactType.SET, lambda party: party.roles or None),
    "country": Attribute(FactType.COUNTRY, lambda party: party.country),
    "headquarters": Attribute(FactType.COUNTRIES, lambda party: party.headquarters or None),
    "listings": Attribute(FactType.SET, listings_of),
    "footnotes": Attribute(FactType.SET, footnotes_of),
    # Not stated is not open here: whether a government takes part is a question of its own, open
    # until it is answered; this attribute only adds to it.
    "government_of": Attribute(FactType.COUNTRY, lambda party: party.government_of or "none"),
    "owned_by_listed": Attribute(
        FactType.PERCENT, lambda party: _share_held_by_listed(party.owners)
    ),
    "owner_footnotes": Attribute(FactType.SET, lambda party: _footnotes_of_owners(party.owners)),
}

CONTENT_ATTRIBUTES: Final[Mapping[str, Attribute]] = {
    "eccn": Attribute(FactType.ECCN, lambda line: line.eccn),
    "origin": Attribute(FactType.COUNTRY, lambda line: line.origin),
    "kind": Attribute(FactType.CHOICE, lambda line: line.kind),
    "value": Attribute(FactType.MONEY, lambda line: line.value),
    "incorporated": Attribute(FactType.YES_NO, lambda line: line.incorporated),
    "bundled": Attribute(FactType.YES_NO, lambda line: line.bundled),
    "encryption": Attribute(FactType.CHOICE, lambda line: line.encryption),
}

ATTRIBUTES: Final[Mapping[FactType, Mapping[str, Attribute]]] = {
    FactType.PARTIES: PARTY_ATTRIBUTES,
    FactType.CONTENT: CONTENT_ATTRIBUTES,
}

_COMPARE: Final = {"over": gt, "at_least": ge, "under": lt, "at_most": le}
_COMPARE_DATES: Final = {"before": lt, "after": gt, "on_or_before": le, "on_or_after": ge}


def _number_test(test: str, limit: Decimal) -> Test:
    compare = _COMPARE[test]
    rising = test in ("over", "at_least")

    def holds(value: Decimal | OpenNumber) -> Truth:
        if isinstance(value, Decimal):
            return YES if compare(value, limit) else NO
        if value.high is None:
            low = compare(value.low, limit)
            return (YES if low else OPEN) if rising else (OPEN if low else NO)
        low, high = compare(value.low, limit), compare(value.high, limit)
        return YES if low and high else NO if not low and not high else OPEN

    return holds


def _set_test(test: str, operand: frozenset[str]) -> Test:
    def holds(value: frozenset[str] | OpenSet) -> Truth:
        if isinstance(value, OpenSet):
            certain, possible = value.certain, value.possible
        else:
            certain = possible = value
        if test == "has_all":
            return YES if operand <= certain else OPEN if operand <= possible else NO
        return YES if operand & certain else OPEN if operand & possible else NO

    return holds


def _empty_test(wanted: bool) -> Test:
    def holds(value: Any) -> Truth:
        if isinstance(value, OpenSet):
            empty = NO if value.certain else OPEN if value.possible else YES
        else:
            empty = NO if value else YES
        return empty if wanted else NEGATION[empty]

    return holds


def make_test(leaf: Leaf, fact_type: FactType, sets: SetsOnDay) -> Test:
    """The leaf as a function of the fact's value, on the day of `sets`."""
    test, operand = leaf.test, leaf.operand
    word = operand if isinstance(operand, str) else ""
    if test == "known":
        return lambda _: YES
    if test == "empty":
        return _empty_test(word == "yes")
    if test == "given":
        return lambda value: truth_of(bool(value) == (word == "yes"))
    match fact_type:
        case FactType.YES_NO | FactType.JUDGEMENT:
            wanted = word == "yes"
            return lambda value: YES if value is wanted else NO
        case FactType.CHOICE if test == "is":
            return lambda value: YES if value == word else NO
        case FactType.CHOICE:
            choices = sets.words(operand)
            return lambda value: YES if value in choices else NO
        case FactType.SET:
            members = (word,) if test == "has" else sets.words(operand)
            return _set_test(test, frozenset(members))
        case FactType.COUNTRY if test == "is":
            return lambda value: YES if word in sets.rows_of(value) else NO
        case FactType.COUNTRY:
            return lambda value: YES if sets.country_in(value, operand) else NO
        case FactType.COUNTRIES:
            wanted_countries: str | tuple[str, ...] = (word,) if test == "has" else operand
            return lambda value: (
                YES if any(sets.country_in(code, wanted_countries) for code in value) else NO
            )
        case FactType.ECCN if test == "is":
            exact = parse_eccn(word)
            return lambda value: YES if value == exact else OPEN if exact.within(value) else NO
        case FactType.ECCN:
            return sets.eccns(operand).holds
        case FactType.ECCNS:
            eccns = sets.eccns(operand)

            def any_within(value: tuple[Eccn, ...]) -> Truth:
                return some(eccns.holds(eccn) for eccn in value)

            return any_within
        case FactType.DATE:
            day, compare = date.fromisoformat(word), _COMPARE_DATES[test]
            return lambda value: YES if compare(value, day) else NO
        case _:
            return _number_test(test, Decimal(word))


def make_element_test(where: Condition, list_type: FactType, sets: SetsOnDay) -> Test:
    """A condition on one element of a list fact, as a function of the element."""
    match where:
        case Leaf():
            attribute = ATTRIBUTES[list_type][where.fact]
            test, read = make_test(where, attribute.type, sets), attribute.read

            def on_attribute(element: Any) -> Truth:
                value = read(element)
                return OPEN if value is None else test(value)

            return on_attribute
        case All() | AnyOf() | NoneOf():
            parts = [make_element_test(part, list_type, sets) for part in where.parts]
            if isinstance(where, All):
                return lambda element: every(part(element) for part in parts)
            if isinstance(where, AnyOf):
                return lambda element: some(part(element) for part in parts)
            return lambda element: NEGATION[some(part(element) for part in parts)]
        case _:
            raise TypeError(f"{type(where).__name__} cannot stand inside “exists”")


def make_exists_test(exists: Exists, list_type: FactType, sets: SetsOnDay) -> Test:
    """Whether some element of the list meets the condition; of an empty list, `NO`."""
    element_test = make_element_test(exists.where, list_type, sets)
    return lambda elements: some(element_test(element) for element in elements)
