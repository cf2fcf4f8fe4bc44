"""Reading the elements of a list, part by part: words, texts, and the problems on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.facts import FOOTNOTES as FOOTNOTE_NUMBERS
from engine.facts import LISTING_TITLES
from engine.model import Ruleset
from engine.reading.typed_text import (
    NOTE_LIMIT,
    choice_of_words,
    fault_of_text,
    shown,
    suggestion,
)

Where = tuple[str | int, ...]
"""The way from a fact's value down to a part of it: keys and positions."""

NOT_KNOWN_WORDS: Final = ("not known", "unknown")
"""How an answer says that the person was asked and does not know."""

PARTY_ROLES: Final[Mapping[str, str]] = {
    "exporter": "exporter",
    "purchaser": "purchaser",
    "intermediate-consignee": "intermediate consignee",
    "ultimate-consignee": "ultimate consignee",
    "end-user": "end user",
    "other": "other party",
}
LISTINGS: Final = LISTING_TITLES
FOOTNOTES: Final[Mapping[str, str]] = {
    number: f"footnote {number}" for number in sorted(FOOTNOTE_NUMBERS)
}
CONTENT_KINDS: Final[Mapping[str, str]] = {
    "commodity": "commodity",
    "software": "software",
    "technology": "technology",
}
ENCRYPTION: Final[Mapping[str, str]] = {
    "public-source": "publicly available source code",
    "enc-b1": "License Exception ENC, paragraph (b)(1)",
    "enc-b2": "License Exception ENC, paragraph (b)(2)",
    "enc-b3": "License Exception ENC, paragraph (b)(3)",
    "mass-market": "mass market",
    "none": "none of these",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a part of a value; `says` is a sentence without a full stop."""

    where: Where
    says: str


@dataclass(slots=True)
class Reading:
    """One value being read: the ruleset it is read against, and the problems so far.

    A lenient reading lets a party have no name, as tests of rules do.
    """

    ruleset: Ruleset
    lenient: bool = False
    problems: list[Problem] = field(default_factory=list)

    def fail(self, where: Where, says: str) -> None:
        self.problems.append(Problem(where, says))

    def attempt(self, where: Where, read: Callable[[str], Any], text: str) -> Any:
        """What `read` makes of the text, None where it raises `ValueError`."""
        try:
            return read(text)
        except ValueError as error:
            self.fail(where, str(error))
            return None


def read_yes_no(text: str) -> bool:
    """`yes` or `no`. Raises `ValueError` with a sentence."""
    word = text.strip().casefold()
    if word in ("yes", "no"):
        return word == "yes"
    meant = {"true": "yes", "y": "yes", "1": "yes", "false": "no", "n": "no", "0": "no"}.get(word)
    raise ValueError(
        f"{shown(text)} is neither yes nor no: write {meant or 'yes or no'}"
        + ("" if meant else ", or “not known”")
    )


def read_line(text: str, limit: int = 500) -> str:
    """Text on one line. Raises `ValueError` with a sentence."""
    fault = fault_of_text(text.strip(), limit)
    if fault:
        raise ValueError(fault)
    return text.strip()


def read_note(text: str) -> str:
    """Text that may run over lines. Raises `ValueError` with a sentence."""
    bare = text.replace("\r\n", "\n").strip()
    fault = fault_of_text(bare, NOTE_LIMIT, lines=True)
    if fault:
        raise ValueError(fault)
    return bare


def read_word(text: str, words: Mapping[str, str]) -> str:
    """One of `words` (word to label), by word or label. Raises `ValueError` with a sentence."""
    typed = text.strip().casefold()
    for word, label in words.items():
        if typed in (word.casefold(), label.casefold()):
            return word
    known = choice_of_words(words) if len(words) <= 10 else ""
    raise ValueError(
        f"{shown(text)} is not one of the choices:"
        f" {suggestion(text, words) or f'write {known}' if known else 'see the choices'}"
    )


def read_words(reading: Reading, where: Where, raw: Any, words: Mapping[str, str]) -> Any:
    """A set of `words` from a list or from text with commas; None where something is wrong."""
    parts = texts_of(reading, where, raw)
    if parts is None:
        return None
    read = [reading.attempt(at, lambda text: read_word(text, words), part) for at, part in parts]
    return None if None in read else frozenset(read)


def texts_of(reading: Reading, where: Where, raw: Any) -> list[tuple[Where, str]] | None:
    """The parts of a list, or of text with commas or semicolons between; “none” is no part."""
    if isinstance(raw, str):
        text = raw.strip()
        if not text:
            reading.fail(where, "nothing stands here: write [] for none, or “not known”")
            return None
        if text.casefold() in ("none", "[]"):
            return []
        return [(where, part) for part in text.replace(";", ",").split(",") if part.strip()]
    if not isinstance(raw, list | tuple):
        reading.fail(where, "this is a mapping: write a list, such as [a, b]")
        return None
    if len(raw) > 1000:
        reading.fail(where, f"the list has {len(raw):,} parts: write at most 1,000")
        return None
    parts: list[tuple[Where, str]] = []
    for position, part in enumerate(raw):
        if isinstance(part, str):
            parts.append(((*where, position), part))
        else:
            reading.fail((*where, position), "this is not text: write one word for each part")
            return None
    return parts
