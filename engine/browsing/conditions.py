"""A rule's conditions as an outline in words, each line leading to what it names."""

from collections.abc import Iterator

from engine.browsing.page import Kind, Line, Target
from engine.browsing.references import operands, type_of
from engine.browsing.standing import interval_words
from engine.explanation.wording import attribute_leaf_words, leaf_words
from engine.facts import FactType
from engine.model import (
    All,
    Any,
    Condition,
    Dated,
    Exists,
    Leaf,
    NoneOf,
    RuleHolds,
    Ruleset,
)

_GROUPS = {All: "all of", Any: "any of", NoneOf: "none of"}


def condition_lines(ruleset: Ruleset, condition: Condition) -> Iterator[Line]:
    """The outline of a condition."""
    yield from _lines(ruleset, condition, 1, "")


def _lines(ruleset: Ruleset, condition: Condition, level: int, of: str) -> Iterator[Line]:
    """`of` is the list fact whose elements the condition is on."""
    words, note, targets, parts = _told(ruleset, condition, of)
    if condition.label:
        words = f"{condition.label}: {words}"
    if condition.cite:
        words += f" [{condition.cite}]"
    yield Line(words, level, note, bullet=True, targets=targets)
    inner = condition.fact if isinstance(condition, Exists) else of
    for text, part in parts:
        if text:
            yield Line(text, level + 1, bullet=True)
        yield from _lines(ruleset, part, level + 1 + bool(text), inner)


def _told(
    ruleset: Ruleset, condition: Condition, of: str
) -> tuple[str, str, tuple[Target, ...], list[tuple[str, Condition]]]:
    match condition:
        case Leaf():
            told = ", ".join(operands(condition))
            raw = f"{condition.fact} {condition.test.replace('_', ' ')} {told}"
            return _leaf_words(ruleset, condition, of), raw, _named(ruleset, condition), []
        case All() | Any() | NoneOf():
            return _GROUPS[type(condition)], "", (), [("", part) for part in condition.parts]
        case RuleHolds():
            named = ruleset.rules[condition.rule]
            target = Target(Kind.RULE, named.id, ruleset.regime.id)
            return f"rule “{named.title}” holds", named.id, (target,), []
        case Exists():
            fact = ruleset.facts[condition.fact]
            target = Target(Kind.FACT, fact.name, ruleset.regime.id)
            return f"one of {fact.short} for which", fact.name, (target,), [("", condition.where)]
        case Dated():
            versions = [(interval_words(v.interval), v.when) for v in condition.versions]
            return "by date", "", (), list(versions)


def _leaf_words(ruleset: Ruleset, leaf: Leaf, of: str) -> str:
    if of:
        return attribute_leaf_words(leaf, ruleset.facts[of].type, ruleset)
    return leaf_words(leaf, ruleset)


def _named(ruleset: Ruleset, leaf: Leaf) -> tuple[Target, ...]:
    """What a test names: its fact, then its set or the countries and ECCNs spelt out."""
    regime = ruleset.regime.id
    found = [Target(Kind.FACT, leaf.fact, regime)] if leaf.fact in ruleset.facts else []
    if isinstance(leaf.operand, str) and leaf.operand in ruleset.sets:
        return (*found, Target(Kind.SET, leaf.operand, regime))
    kind = type_of(leaf, ruleset)
    for word in operands(leaf):
        if kind in (FactType.COUNTRY, FactType.COUNTRIES) and word in ruleset.countries:
            found.append(Target(Kind.COUNTRY, word, regime))
        elif kind in (FactType.ECCN, FactType.ECCNS) and _is_listed(ruleset, word):
            found.append(Target(Kind.ECCN, word, regime))
    return tuple(found)


def _is_listed(ruleset: Ruleset, word: str) -> bool:
    return word.partition(".")[0].upper() in ruleset.entries
