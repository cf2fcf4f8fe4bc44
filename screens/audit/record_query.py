"""The filter line of the list of records: `party:fab country:CN review:open etcher`.

Words without a colon search; a word with one is a criterion. What cannot be read is told, and the
rest is used, so that the list follows while one types.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from textual.suggester import Suggester

from engine.outcome import Outcome
from records.cards import Card
from records.search import REVIEWS, Filter

CRITERIA = {
    "party": "a part of a party's name",
    "country": "of the destination or a party: a two-letter code, or a name",
    "eccn": "an ECCN, or a paragraph above it: 3B001",
    "outcome": "one of " + ", ".join(outcome.value for outcome in Outcome),
    "cite": "a paragraph that decided it: 734.9(k)",
    "by": "a part of the name of who saved it",
    "review": "one of " + ", ".join(REVIEWS),
    "since": "saved on this day or later: 2026, 2026-07 or 2026-07-23",
    "until": "saved on this day or earlier: 2026, 2026-07 or 2026-07-23",
    "latest": "yes leaves out what was superseded",
}
"""The criteria, each with what it wants."""

HOW = (
    "Words search deal, item, parties, person and number. Criteria: "
    + " ".join(f"{key}:" for key in CRITERIA)
    + "  (→ completes)"
)
_OUTCOMES = tuple(outcome.value for outcome in Outcome)
_CLOSED = {"outcome": _OUTCOMES, "review": REVIEWS, "latest": ("yes", "no")}
_WORD = re.compile(r'([^\s":]*):"([^"]*)"?|"([^"]*)"?|(\S+)')
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?-?$")


class QueryError(ValueError):
    """A criterion that cannot be read, in words."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, as a filter; `faults` tells of what could not be read and is not used."""

    wanted: Filter
    faults: tuple[str, ...] = ()


def read_query(text: str, country_code: Callable[[str], str] = lambda name: "") -> Query:
    """The filter in a line; never fails."""
    wanted, words, faults = Filter(), list[str](), list[str]()
    for key, value in _split(text):
        if key is None:
            words.append(value)
            continue
        try:
            wanted = _with(wanted, key, value.strip(), country_code)
        except QueryError as error:
            faults.append(str(error))
    return Query(replace(wanted, text=" ".join(words)), tuple(faults))


def hint(text: str) -> str:
    """What to type next, for the word at the end of the line."""
    key, colon, _ = _last_word(text).partition(":")
    if colon and key.casefold() in CRITERIA:
        return f"{key.casefold()}: {CRITERIA[key.casefold()]}"
    return HOW


def _split(text: str) -> Iterator[tuple[str | None, str]]:
    for found in _WORD.finditer(text):
        key, quoted, phrase, word = found.groups()
        if key is not None:
            yield (key, quoted) if key else (None, quoted)
        elif phrase is not None:
            yield None, phrase
        else:
            name, colon, value = word.partition(":")
            yield (name, value) if colon and name else (None, word)


def _with(wanted: Filter, key: str, value: str, country_code: Callable[[str], str]) -> Filter:
    name = key.casefold()
    if name not in CRITERIA:
        names = ", ".join(CRITERIA)
        raise QueryError(f"“{key}:” is no criterion: write {names}, or put it in quotes")
    if not value:
        return wanted
    match name:
        case "country":
            return replace(wanted, country=_country(value, country_code))
        case "outcome":
            return replace(wanted, outcome=_one_of(name, value))
        case "review":
            return replace(wanted, review=_one_of(name, value))
        case "latest":
            return replace(wanted, superseded=_one_of(name, value) == "no")
        case "since":
            return replace(wanted, saved_from=_day(name, value, first=True))
        case "until":
            return replace(wanted, saved_until=_day(name, value, first=False))
        case "cite":
            return replace(wanted, citation=value)
        case "eccn":
            return replace(wanted, eccn=value)
        case "party":
            return replace(wanted, party=value)
    return replace(wanted, by=value)


def _one_of(name: str, value: str) -> str:
    known = _CLOSED[name]
    if value.casefold() in known:
        return value.casefold()
    fitting = [word for word in known if word.startswith(value.casefold())]
    if len(fitting) == 1:
        return fitting[0]
    raise QueryError(f"{name}: write {' or '.join(fitting or known)}, not “{value}”")


def _country(value: str, country_code: Callable[[str], str]) -> str:
    code = country_code(value)
    if code:
        return code
    if len(value) == 2 and value.isascii() and value.isalpha():
        return value.upper()
    raise QueryError(f"country: “{value}” is no country: write a code such as CN, or a name")


def _day(name: str, value: str, first: bool) -> date:
    found = _DAY.match(value)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in found.groups())
        month = month or (1 if first else 12)
        return date(year, month, day or (1 if first else monthrange(year, month)[1]))
    except ValueError:
        raise QueryError(f"{name}: “{value}” is no date: write 2026-07-23, or 2026-07") from None


def _last_word(text: str) -> str:
    return "" if not text or text[-1].isspace() else text.split()[-1]


def values_of(cards: Iterable[Card], key: str) -> Sequence[str]:
    """The words that stand on the list under a criterion, each once, the last saved first."""
    found: dict[str, None] = {}
    for card in reversed(list(cards)):
        for text in _texts(card, key):
            found.update(dict.fromkeys(text.split()))
    return tuple(found)


def _texts(card: Card, key: str) -> Sequence[str]:
    match key:
        case "party":
            return card.parties
        case "country":
            return card.countries
        case "eccn":
            return (card.eccn,)
        case "by":
            return (card.by,)
    return ()


class QuerySuggester(Suggester):
    """Completes the word at the end: criteria, and the values of those with a fixed few.

    `values` gives what else stands on the list, by criterion.
    """

    def __init__(self, values: Callable[[str], Iterable[str]] = lambda key: ()) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._values = values

    async def get_suggestion(self, value: str) -> str | None:
        word = _last_word(value)
        if not word:
            return None
        key, colon, begun = word.partition(":")
        if not colon:
            fitting: Sequence[str] = [f"{name}:" for name in CRITERIA if name.startswith(word)]
            # One letter is more likely the start of a word to search for.
            return value + fitting[0][len(word) :] if fitting and len(word) > 1 else None
        known = _CLOSED.get(key.casefold()) or self._values(key.casefold())
        if not begun:
            return None
        lower = begun.casefold()
        first = next((k for k in known if k.casefold().startswith(lower)), None)
        return None if first is None or len(first) == len(begun) else value + first[len(begun) :]
