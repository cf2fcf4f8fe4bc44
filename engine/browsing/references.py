"""What names what in a ruleset: which rules rest on a rule, a fact, a set, an entry, a country."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.evaluation.calculators import MARK_FACTS
from engine.evaluation.conditions import conditions_of
from engine.facts import FactType
from engine.model import (
    Exists,
    Leaf,
    RuleHolds,
    Ruleset,
    Verb,
)

_PLACES = (FactType.COUNTRY, FactType.COUNTRIES)
_ECCNS = (FactType.ECCN, FactType.ECCNS)
_OF_ELEMENTS = {
    "country": FactType.COUNTRY,
    "headquarters": FactType.COUNTRIES,
    "government_of": FactType.COUNTRY,
    "origin": FactType.COUNTRY,
    "eccn": FactType.ECCN,
}
"""The attributes of parties and content lines that are countries or ECCNs."""

Names = Mapping[str, tuple[str, ...]]
"""The ids of rules, or of sets, by what they name."""


@dataclass(frozen=True, slots=True)
class Uses:
    """The rules of a ruleset by what they name, each in the order of the files. `countries` and
    `entries` (an entry's five signs) are those that a rule spells out itself; `sets_of` are the
    sets by a set that they are made of, `marks` the rules that require by a chart column or a mark
    of a list row."""

    rules: Names
    facts: Names
    sets: Names
    countries: Names
    entries: Names
    sets_of: Names
    marks: Names


@lru_cache(maxsize=64)
def uses_of(ruleset: Ruleset) -> Uses:
    """What names what in a ruleset."""
    rules, facts, sets, countries, entries, sets_of, marks = (
        defaultdict[str, dict[str, None]](dict) for _ in range(7)
    )
    for rule in ruleset.rules.values():
        for condition in conditions_of(rule):
            match condition:
                case RuleHolds(rule=other):
                    rules[other][rule.id] = None
                case Exists(fact=fact):
                    facts[fact][rule.id] = None
                case Leaf():
                    if condition.fact in ruleset.facts:
                        facts[condition.fact][rule.id] = None
                    if isinstance(condition.operand, str) and condition.operand in ruleset.sets:
                        sets[condition.operand][rule.id] = None
                        continue
                    if condition.fact in MARK_FACTS and rule.verb is Verb.REQUIRES:
                        for word in operands(condition):
                            marks[word][rule.id] = None
                    kind = type_of(condition, ruleset)
                    for word in operands(condition):
                        if kind in _PLACES:
                            countries[word][rule.id] = None
                        elif kind in _ECCNS:
                            entries[word.partition(".")[0].upper()][rule.id] = None
    for declared in ruleset.sets.values():
        for part in (*declared.union, *declared.minus):
            sets_of[part][declared.id] = None
    made = (rules, facts, sets, countries, entries, sets_of, marks)
    return Uses(*({name: tuple(found) for name, found in one.items()} for one in made))


def operands(leaf: Leaf) -> tuple[str, ...]:
    """The words that a test spells out."""
    return (leaf.operand,) if isinstance(leaf.operand, str) else leaf.operand


def type_of(leaf: Leaf, ruleset: Ruleset) -> FactType | None:
    """The type of what a test tests, also where that is an attribute of a party or a line."""
    fact = ruleset.facts.get(leaf.fact)
    return _OF_ELEMENTS.get(leaf.fact) if fact is None else fact.type


def sets_made_of(ruleset: Ruleset, names: Iterable[str]) -> tuple[str, ...]:
    """These sets, and those that are made of them."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting += uses_of(ruleset).sets_of.get(name, ())
    return tuple(found)


def rules_of_sets(ruleset: Ruleset, names: Iterable[str]) -> tuple[str, ...]:
    """The rules that name one of these sets."""
    sets = uses_of(ruleset).sets
    return tuple(dict.fromkeys(rule for name in names for rule in sets.get(name, ())))


def sets_with_entry(ruleset: Ruleset, entry: str) -> tuple[str, ...]:
    """The sets of ECCNs that spell out an entry or a paragraph of it, put in or taken out."""
    return tuple(
        declared.id
        for declared in ruleset.sets.values()
        if declared.of == "eccns"
        and any(
            member.entry.partition(".")[0].upper() == entry
            for member in (*declared.members, *declared.excluded)
        )
    )
