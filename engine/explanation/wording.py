"""Conditions and values in words: the sentences that no rule has to write for itself."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from engine.deals.answers import show_value
from engine.evaluation.leaves import ATTRIBUTES
from engine.facts import FactType, OpenNumber, OpenSet, Value
from engine.model import Exists, FactDeclaration, Leaf, Ruleset

_PLACEHOLDER: Final = re.compile(r"\{([A-Za-z0-9_.\-]+)\}")

_NUMBER_WORDS: Final = {
    "over": ("is over", "is not over"),
    "at_least": ("is at least", "is less than"),
    "under": ("is under", "is not under"),
    "at_most": ("is at most", "is over"),
    "before": ("is before", "is not before"),
    "after": ("is after", "is not after"),
    "on_or_before": ("is not after", "is after"),
    "on_or_after": ("is not before", "is before"),
}
_SET_WORDS: Final = {
    "in": ("is in", "is not in"),
    "within": ("is within", "is not within"),
    "any_within": ("includes one within", "includes none within"),
    "any_in": ("includes one in", "includes none in"),
    "has": ("includes", "does not include"),
    "has_any": ("includes one of", "includes none of"),
    "has_all": ("includes all of", "does not include all of"),
}

_ATTRIBUTE_WORDS: Final = {
    "role": "its role",
    "roles": "its role",
    "country": "its country",
    "headquarters": "its headquarters or ultimate parent’s country",
    "listings": "its listing",
    "footnotes": "its Entity List footnotes",
    "government_of": "the government that it belongs to",
    "owned_by_listed": "the share that listed owners hold",
    "owner_footnotes": "its owners’ footnotes",
    "eccn": "its ECCN",
    "origin": "its origin",
    "kind": "its kind",
    "value": "its value",
    "incorporated": "incorporation into the item",
    "bundled": "bundling with the item",
    "encryption": "the way its encryption was authorized",
}


def joined(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"


def _choice_label(declaration: FactDeclaration | None, word: str) -> str:
    if declaration is not None:
        for choice in declaration.choices:
            if choice.value == word:
                return choice.label
    return word


def _operand_words(
    leaf: Leaf, declaration: FactDeclaration | None, fact_type: FactType, ruleset: Ruleset
) -> str:
    operand = leaf.operand
    if leaf.test in ("is", "has"):
        words: tuple[str, ...] = (operand,) if isinstance(operand, str) else operand
    elif isinstance(operand, str):
        declared = ruleset.sets.get(operand)
        if declared is not None:
            return declared.title
        unit = {FactType.PERCENT: " %", FactType.MONEY: " U.S. dollars"}.get(fact_type, "")
        return f"{operand}{unit}"
    else:
        words = operand
    if fact_type in (FactType.COUNTRY, FactType.COUNTRIES):
        shown = [ruleset.countries[w].name if w in ruleset.countries else w for w in words]
    else:
        shown = [_choice_label(declaration, word) for word in words]
    if len(shown) > 8:
        shown = [*shown[:7], f"{len(shown) - 7} more"]
    return joined(shown, "or")


@lru_cache(maxsize=16384)
def leaf_words(leaf: Leaf, ruleset: Ruleset, holds: bool = True) -> str:
    """What a leaf asks for, or with `holds` false its opposite: “U.S. origin is no”."""
    return _leaf_words(leaf, ruleset.facts[leaf.fact], ruleset, holds)


def _leaf_words(leaf: Leaf, declared: FactDeclaration, ruleset: Ruleset, holds: bool) -> str:
    short, side = declared.short, 0 if holds else 1
    match leaf.test:
        case "known":
            return f"{short} {'is known' if holds else 'is not known'}"
        case "empty" | "given":
            none = (leaf.operand == "yes") == (leaf.test == "empty")
            return f"{short}: {'none' if none == holds else 'some'}"
        case "is":
            words = _operand_words(leaf, declared, declared.type, ruleset)
            return f"{short} {'is' if holds else 'is not'} {words}"
        case test if test in _SET_WORDS:
            words = _operand_words(leaf, declared, declared.type, ruleset)
            return f"{short} {_SET_WORDS[test][side]} {words}"
        case test:
            words = _operand_words(leaf, declared, declared.type, ruleset)
            return f"{short} {_NUMBER_WORDS[test][side]} {words}"


def attribute_leaf_words(leaf: Leaf, list_type: FactType, ruleset: Ruleset) -> str:
    """As `leaf_words`, for a leaf on an element of a list fact."""
    attribute = ATTRIBUTES[list_type][leaf.fact]
    declared = FactDeclaration(
        name=leaf.fact,
        type=attribute.type,
        section="",
        short=_ATTRIBUTE_WORDS.get(leaf.fact, leaf.fact),
    )
    return _leaf_words(leaf, declared, ruleset, holds=True)


def exists_words(exists: Exists, list_type: FactType) -> str:
    """What an `exists` looks for, in general."""
    what = "a party" if list_type is FactType.PARTIES else "a line of U.S. or other content"
    return f"{what} for which:"


def value_words(name: str, value: Value, ruleset: Ruleset) -> str:
    """A value in words, calculated values included."""
    declared = ruleset.facts[name]
    if isinstance(value, OpenNumber):
        high = "any higher figure" if value.high is None else percent_words(value.high)
        return f"between {percent_words(value.low)} and {high}"
    if isinstance(value, OpenSet):
        certain = joined(sorted(value.certain)) or "none"
        unsure = sorted(value.possible - value.certain)
        return f"{certain}; perhaps also {joined(unsure)}" if unsure else certain
    if declared.derived and isinstance(value, Decimal):
        return percent_words(value)
    return show_value(declared, value, ruleset)


def percent_words(value: Decimal) -> str:
    rounded = value.quantize(Decimal("0.01")) if value != value.to_integral() else value
    text = f"{rounded:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    # A share that only rounds to a limit must not look as if it met it.
    sign = "" if Decimal(text) == value else "about "
    return f"{sign}{text} %"


def fill(sentence: str, look_up: Callable[[str], str]) -> str:
    """A rule's sentence with its `{placeholders}` filled."""
    pieces = _pieces(sentence)
    if len(pieces) == 1:
        return sentence
    filled = list(pieces)
    filled[1::2] = map(look_up, pieces[1::2])
    return "".join(filled)


@lru_cache(maxsize=16384)
def _pieces(sentence: str) -> tuple[str, ...]:
    """Text and names of placeholders in turn; a ruleset has only so many sentences."""
    return tuple(_PLACEHOLDER.split(sentence))


def money_words(value: Decimal) -> str:
    """Dollars with thousands marked, cents only where there are any."""
    return f"${value:,.2f}" if value != value.to_integral() else f"${value:,.0f}"
