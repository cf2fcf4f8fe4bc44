"""Parties and content lines that tests of a list can tell apart.

An element is put together from one value for each attribute that the tests name; of each
attribute's values, those on which all tests agree are tried once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product
from typing import Any, Final

from engine.deals.element_reading import LISTINGS, PARTY_ROLES
from engine.eccn import EAR99, Eccn, parse_eccn
from engine.evaluation.classes import _WELL_KNOWN as WELL_KNOWN
from engine.evaluation.leaves import ATTRIBUTES, make_test
from engine.facts import ContentLine, FactType, Owner, Party
from engine.model import All, Condition, Exists, Leaf, NoneOf, Ruleset
from engine.model import Any as AnyOf
from engine.proof.formula import (
    TEST,
    DayFormulas,
    Formula,
    conjunction,
    disjunction,
    negation,
    truth_under,
)
from engine.truth import OPEN, YES, Truth

ELEMENTS_TRIED: Final = 20_000
"""How many elements are put together at most."""

SERIES_PARAGRAPHS: Final = ("a", "x", "y")

PARTY_OR_LINE: Final = {FactType.PARTIES: "a party’s", FactType.CONTENT: "a line’s"}

_FIELD: Final = {"role": "roles", "owned_by_listed": "owners", "owner_footnotes": "owners"}
_KINDS: Final = ("commodity", "software", "technology")
_ENCRYPTION: Final = ("none", "public-source", "enc-b1", "enc-b2", "enc-b3", "mass-market")


def inner_leaves(condition: Condition) -> Iterator[Leaf]:
    """The tests of attributes in a condition on an element."""
    if isinstance(condition, Leaf):
        yield condition
    for part in getattr(condition, "parts", ()):
        yield from inner_leaves(part)


def elements(
    list_type: FactType, tests: Sequence[Exists], formulas: DayFormulas
) -> tuple[dict[int, Any], bool]:
    """An element for each set of tests that one element can meet, as bits in the tests' order;
    and whether every combination of attributes was tried."""
    by_field: dict[str, list[Leaf]] = {}
    for leaf in dict.fromkeys(leaf for test in tests for leaf in inner_leaves(test.where)):
        by_field.setdefault(_FIELD.get(leaf.fact, leaf.fact), []).append(leaf)
    blank: Any = (
        Party("A party", roles=frozenset({"end-user"}))
        if list_type is FactType.PARTIES
        else ContentLine("A part")
    )
    axes = [
        [(name, value, truths) for truths, value in _told_apart(name, leaves, list_type, formulas)]
        for name, leaves in by_field.items()
    ]
    place = {leaf: n for n, leaf in enumerate(x for leaves in by_field.values() for x in leaves)}
    wheres = [_on_places(test.where, place) for test in tests]
    found: dict[int, Any] = {}
    tried = 0
    for combined in product(*axes):
        tried += 1
        if tried > ELEMENTS_TRIED:
            return found, False
        truths = [truth for _, _, truths in combined for truth in truths]
        met = [truth_under(where, truths, {}) for where in wheres]
        bits = sum(1 << n for n, truth in enumerate(met) if truth == YES)
        if OPEN in met or bits in found:
            continue
        element = replace(blank, **{name: value for name, value, _ in combined})
        if not isinstance(element, Party) or _consistent(element):
            found[bits] = element
    return found, True


def _on_places(condition: Condition, place: Mapping[Leaf, int]) -> Formula:
    """A condition on an element as a formula whose slots are the places of its tests."""
    match condition:
        case Leaf():
            return Formula(TEST, number=place[condition])
        case All():
            return conjunction(_on_places(part, place) for part in condition.parts)
        case AnyOf():
            return disjunction(_on_places(part, place) for part in condition.parts)
        case NoneOf():
            return negation(disjunction(_on_places(part, place) for part in condition.parts))
        case _:
            raise TypeError(f"{type(condition).__name__} cannot stand inside “exists”")


def _consistent(party: Party) -> bool:
    """Footnotes belong to the Entity List, as a deal file would insist."""
    listed = party.listings is None or "entity-list" in party.listings
    return listed or not party.footnotes


def _told_apart(
    name: str, leaves: Sequence[Leaf], list_type: FactType, formulas: DayFormulas
) -> list[tuple[tuple[Truth, ...], Any]]:
    """One value of an attribute for each class that the tests treat alike."""
    attributes = ATTRIBUTES[list_type]
    runs = [
        (attributes[leaf.fact].read, make_test(leaf, attributes[leaf.fact].type, formulas.sets))
        for leaf in leaves
    ]
    found: dict[tuple[Truth, ...], Any] = {}
    for value in _values(name, leaves, formulas):
        element: Any = (
            Party("", **{name: value})
            if list_type is FactType.PARTIES and name != "name"
            else Party(value)
            if list_type is FactType.PARTIES
            else ContentLine("", **{name: value})
        )
        read = [(run, of(element)) for of, run in runs]
        truths = tuple(OPEN if known is None else run(known) for run, known in read)
        if OPEN not in truths:
            found.setdefault(truths, value)
    return list(found.items())


def _values(name: str, leaves: Sequence[Leaf], formulas: DayFormulas) -> Iterable[Any]:
    countries = formulas.ruleset.countries
    ordered = [code for code in WELL_KNOWN if code in countries]
    ordered += [code for code in countries if code not in WELL_KNOWN]
    match name:
        case "name":
            return ("A party",)
        case "roles":
            return [words for words in _subsets(list(PARTY_ROLES), leaves, formulas) if words]
        case "listings":
            return _subsets(list(LISTINGS), leaves, formulas)
        case "footnotes":
            return _subsets(list("12345"), leaves, formulas)
        case "owners":
            return _owners(leaves)
        case "headquarters":
            single = [frozenset({code}) for code in ordered]
            return [*single, *(a | b for a, b in combinations(single[:30], 2))]
        case "eccn":
            return _eccns(leaves, formulas)
        case "value":
            return _amounts(leaves)
        case "incorporated" | "bundled":
            return (True, False)
        case "kind":
            return _KINDS
        case "encryption":
            return _ENCRYPTION
        case _:
            return ordered


def _subsets(
    words: list[str], leaves: Sequence[Leaf], formulas: DayFormulas
) -> Iterator[frozenset[str]]:
    named = {
        word
        for leaf in leaves
        if leaf.test.startswith("has")
        for word in formulas.sets.words(
            (str(leaf.operand),) if leaf.test == "has" else leaf.operand
        )
    }
    relevant = [word for word in words if word in named]
    others = [word for word in words if word not in named][:1]
    for count in (0, 1, 2):
        yield from map(frozenset, combinations([*relevant, *others], count))
    yield frozenset(words)


def _owners(leaves: Sequence[Leaf]) -> Iterator[tuple[Owner, ...]]:
    yield ()
    limits = {Decimal(str(x.operand)) for x in leaves if x.fact == "owned_by_listed"}
    shares = sorted({share for limit in limits for share in (limit, limit + 1, limit - 1)})
    named = [str(x.operand) for x in leaves if x.fact == "owner_footnotes"]
    for share in (*shares, Decimal(60)):
        for footnotes in (frozenset[str](), *(frozenset({n}) for n in dict.fromkeys(named))):
            yield (Owner("An owner", share, frozenset({"entity-list"}), footnotes),)


def _eccns(leaves: Sequence[Leaf], formulas: DayFormulas) -> list[Eccn]:
    patterns = [
        pattern
        for leaf in leaves
        if leaf.test == "within"
        for pattern in formulas.sets.eccns(leaf.operand).patterns
    ]
    return told_eccns(patterns, formulas.ruleset)


def told_eccns(patterns: Iterable[str], ruleset: Ruleset) -> list[Eccn]:
    """Every entry and EAR99, the paragraphs that patterns name, and of the 600 series and 9x515
    one of the paragraphs that their rules tell apart."""
    entries = ruleset.entries
    found: dict[Eccn, None] = {}
    for pattern in patterns:
        if pattern.partition(".")[0].upper() in entries:
            found.setdefault(parse_eccn(pattern))
    for entry in map(Eccn, entries):
        if entry.series:
            for paragraph in SERIES_PARAGRAPHS:
                found.setdefault(Eccn(entry.entry, (paragraph,)))
        found.setdefault(entry)
    return [*found, Eccn(EAR99)]


def _amounts(leaves: Sequence[Leaf]) -> list[Decimal]:
    limits = {Decimal(str(leaf.operand)) for leaf in leaves if leaf.test != "known"}
    return sorted({Decimal(0), *(a for x in limits for a in (x, x + 1, max(x - 1, Decimal(0))))})
