"""What a typed line answers: a number, a word or free text, by the type of the fact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Final, NamedTuple

from engine.deals.answers import read_value
from engine.facts import YES_NO_TYPES, FactType, Value
from engine.interview.searches import Found, Search, country_search, eccn_search
from engine.model import FactDeclaration, Ruleset
from engine.reading.typed_text import shown, suggestion

UNKNOWN: Final = "not known"
"""The key of the choice "I do not know"; no choice of a ruleset can have a space in it."""

NOT_KNOWN_WORDS: Final = frozenset(
    {"?", "not known", "i do not know", "i don't know", "do not know", "don't know", "dont know"}
)
"""How a line says that the person does not know, in small letters."""

LIST_TYPES: Final = (FactType.SET, FactType.COUNTRIES, FactType.ECCNS)
"""Facts whose answer is several words, none of them being an answer too."""

SEARCHED: Final = (FactType.COUNTRY, FactType.COUNTRIES, FactType.ECCN, FactType.ECCNS)
OFFERED: Final = 9
"""Matches that are told at once."""


class Choice(NamedTuple):
    """A choice as it is told: the number it goes by, its word and its label."""

    number: str
    key: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The line means this value."""

    value: Value


@dataclass(frozen=True, slots=True)
class TakenParts:
    """The line means these parts of a list; none of them where the list is to be empty."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotKnown:
    """The line says that the person does not know."""


@dataclass(frozen=True, slots=True)
class Several:
    """The line may mean one of these; `more` are left out."""

    matches: tuple[Found, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """The line cannot be understood; `says` is a sentence."""

    says: str


Typed = Taken | TakenParts | NotKnown | Several | Refused


def choices_of(fact: FactDeclaration) -> tuple[Choice, ...]:
    """The choices of a fact with their numbers, "I do not know" last; none where it is typed.

    A choice that is a number itself goes by its own.
    """
    if fact.type in YES_NO_TYPES:
        return numbered({"yes": "yes", "no": "no"})
    return numbered(
        {choice.value: choice.label or choice.value for choice in fact.choices},
        {choice.value: choice.help for choice in fact.choices},
    )


def numbered(
    labels: Mapping[str, str], helps: Mapping[str, str] | None = None, unknown: str = UNKNOWN
) -> tuple[Choice, ...]:
    """Labels by word as choices, the one that says “I do not know” last."""
    if not labels:
        return ()
    free = (str(number) for number in count(1) if str(number) not in labels)
    found = [
        Choice(word if word.isdigit() else next(free), word, label, (helps or {}).get(word, ""))
        for word, label in labels.items()
    ]
    last = max(int(choice.number) for choice in found) + 1
    return (*found, Choice(str(last), unknown, "I do not know"))


def read_typed(fact: FactDeclaration, text: str, ruleset: Ruleset) -> Typed:
    """What a line answers to the question of `fact`."""
    line = " ".join(text.split())
    choices = choices_of(fact)
    if not line:
        return Refused("An empty line is no answer. Write ? if you do not know.")
    if choices:
        return _chosen(fact, line, choices, ruleset)
    if is_unknown(line):
        return NotKnown()
    if fact.type in LIST_TYPES and line.casefold() == "none":
        return TakenParts(())
    return _free(fact, line, ruleset)


def is_unknown(line: str) -> bool:
    """Whether a line says that the person does not know."""
    return line.strip().rstrip(".").replace("’", "'").casefold() in NOT_KNOWN_WORDS


def _chosen(
    fact: FactDeclaration, line: str, choices: tuple[Choice, ...], ruleset: Ruleset
) -> Typed:
    if fact.type is not FactType.SET:
        key = chosen(line, choices)
        if key == UNKNOWN:
            return NotKnown()
        return Refused(wrong_choice(line, choices)) if key is None else _value(fact, key, ruleset)
    if line.casefold() == "none" and chosen(line, choices) is None:
        return TakenParts(())
    whole = chosen(line, choices)  # a label may hold a comma itself
    parts = [line] if whole else [part.strip() for part in line.split(",") if part.strip()]
    keys = [chosen(part, choices) for part in parts]
    if keys == [UNKNOWN]:
        return NotKnown()
    for part, key in zip(parts, keys, strict=True):
        if key is None:
            return Refused(wrong_choice(part, choices))
        if key == UNKNOWN:
            return Refused("“I do not know” is the answer to the whole question: write it alone.")
    return TakenParts(tuple(key for key in keys if key))


def chosen(line: str, choices: Iterable[Choice]) -> str | None:
    """The word of the choice that a line names by number, word or label; None where none."""
    typed = line.strip().rstrip(".").casefold()
    for choice in choices:
        if typed in (choice.number, choice.key.casefold(), choice.label.casefold().rstrip(".")):
            return choice.key
        if choice.key == UNKNOWN and is_unknown(line):
            return UNKNOWN
        if choice.key in ("yes", "no") and typed == choice.key[0]:
            return choice.key
    return None


def wrong_choice(line: str, choices: Iterable[Choice]) -> str:
    """What is wrong with a line that names no choice, and what may have been meant."""
    known = tuple(choices)
    words = [word for choice in known for word in (choice.key, choice.label)]
    near = suggestion(line, dict.fromkeys(words))
    numbers = f"write a number from {known[0].number} to {known[-1].number}, or the word"
    return sentence(f"{shown(line)} is none of the choices: {near or numbers}")


def sentence(words: str) -> str:
    """Words with a full stop, unless they end with a sign of their own."""
    return words if words.endswith(("?", "!", ".")) else f"{words}."


def _free(fact: FactDeclaration, line: str, ruleset: Ruleset) -> Typed:
    if fact.type in (FactType.COUNTRIES, FactType.ECCNS):
        found = _parts(fact, line, ruleset)
    else:
        found = _value(fact, line, ruleset)
    if isinstance(found, Refused) and fact.type in SEARCHED:
        matches = search_of(fact, ruleset)(line) if len(line) > 1 else ()
        if matches:
            few = tuple(matches[:OFFERED])
            return Several(few, len(matches) - len(few))
    return found


def _parts(fact: FactDeclaration, line: str, ruleset: Ruleset) -> Typed:
    found = _value(fact, line, ruleset)
    if isinstance(found, Refused):
        return found
    value = found.value if isinstance(found, Taken) else ()
    if isinstance(value, frozenset):
        return TakenParts(tuple(sorted(value)))
    return TakenParts(tuple(map(str, value)) if isinstance(value, tuple) else ())


def _value(fact: FactDeclaration, text: str, ruleset: Ruleset) -> Taken | Refused:
    try:
        return Taken(read_value(fact, text, ruleset))
    except ValueError as error:
        return Refused(sentence(str(error)))


def search_of(fact: FactDeclaration, ruleset: Ruleset) -> Search:
    """How countries or list entries are found for the fact."""
    return _searches(ruleset)[fact.type in (FactType.ECCN, FactType.ECCNS)]


@lru_cache(maxsize=2)
def _searches(ruleset: Ruleset) -> tuple[Search, Search]:
    return country_search(ruleset), eccn_search(ruleset)
