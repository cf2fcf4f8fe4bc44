"""Filtering what changes by words: a regime, a rule, a country, a notice, a day, an ECCN."""

from collections.abc import Iterable
from typing import NamedTuple

from engine.browsing.references import operands, type_of
from engine.eccn import Eccn, parse_eccn
from engine.evaluation.conditions import conditions_of
from engine.evaluation.sets_on_day import eccn_test
from engine.facts import FactType
from engine.model import Leaf, Member, Rule, Ruleset
from engine.truth import NO


class Said(NamedTuple):
    """What a filter looks at: a text, folded, and the ECCNs that are named, as patterns."""

    text: str
    eccns: tuple[str, ...] = ()


Wanted = tuple[tuple[str, Eccn | None], ...]
"""Words, folded, each with the ECCN that it is, if it is one."""


def wanted(text: str) -> Wanted:
    """The words of what was typed."""
    return tuple((word, _eccn(word)) for word in text.casefold().split())


def meets(said: Said, words: Wanted) -> bool:
    """Whether each word stands in the text, or is an ECCN that may be among those named."""
    return all(
        word in said.text
        or (eccn is not None and any(eccn_test(pattern)(eccn) != NO for pattern in said.eccns))
        for word, eccn in words
    )


def eccns_named(ruleset: Ruleset, rule: Rule) -> tuple[str, ...]:
    """The ECCNs that a rule names: spelt out, or as members of a set that it names. Of the whole
    list and of whole product groups, every rule would speak."""
    found: dict[str, None] = {}
    for leaf in conditions_of(rule):
        if isinstance(leaf, Leaf):
            if isinstance(leaf.operand, str) and leaf.operand in ruleset.sets:
                found |= dict.fromkeys(_members(ruleset, leaf.operand))
            elif type_of(leaf, ruleset) in (FactType.ECCN, FactType.ECCNS):
                found |= dict.fromkeys(operands(leaf))
    return tuple(filter(_is_single, found))


def countries_named(ruleset: Ruleset, rule: Rule) -> tuple[str, ...]:
    """The names of the countries that a rule spells out."""
    words = (
        word
        for leaf in conditions_of(rule)
        if isinstance(leaf, Leaf)
        and type_of(leaf, ruleset) in (FactType.COUNTRY, FactType.COUNTRIES)
        for word in operands(leaf)
    )
    return tuple(ruleset.countries[c].name for c in dict.fromkeys(words) if c in ruleset.countries)


def _members(ruleset: Ruleset, name: str) -> Iterable[str]:
    declared = ruleset.sets[name]
    if declared.of == "eccns":
        members: tuple[Member, ...] = (*declared.members, *declared.excluded)
        yield from (member.entry for member in members)
        for part in (*declared.union, *declared.minus):
            yield from _members(ruleset, part)


def _is_single(pattern: str) -> bool:
    """Whether a pattern is of one entry, or of one product group of one category (`3B*`)."""
    return pattern[:1].isdigit() and pattern[1:2].isalpha() and "x" not in pattern[:2]


def _eccn(word: str) -> Eccn | None:
    try:
        return parse_eccn(word)
    except ValueError:
        return None
