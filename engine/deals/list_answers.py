"""Parties and content lines as mappings of text: reading, writing, and the words they use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from engine.deals.amounts import read_money, read_percent, write_amount
from engine.deals.country_names import find_country
from engine.deals.known_eccns import read_known_eccn
from engine.facts import ContentLine, Owner, Party
from engine.model import Ruleset
from engine.reading.typed_text import (
    NOTE_LIMIT,
    choice_of_words,
    fault_of_text,
    right_key,
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
LISTINGS: Final[Mapping[str, str]] = {
    "entity-list": "Entity List",
    "military-end-user": "Military End-User List",
    "unverified": "Unverified List",
    "denied-person": "Denied Persons List",
    "sdn": "SDN List",
    "debarred": "debarred parties (ITAR)",
    "nonproliferation": "nonproliferation sanctions",
    "other": "another list",
}
FOOTNOTES: Final[Mapping[str, str]] = {number: f"footnote {number}" for number in "12345"}
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

PARTY_LIMIT: Final = 500
OWNER_LIMIT: Final = 200
LINE_LIMIT: Final = 10_000
"""Lines in a bill of materials."""


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


def read_party(reading: Reading, where: Where, raw: Any) -> Party | None:
    """One party from its mapping; None, with problems noted, where it cannot be read."""
    values = _attributes(reading, where, raw, "a party", _party_readers(reading))
    if values is None:
        return None
    if not values.get("name") and not reading.lenient:
        reading.fail(where, "the party has no name: add “name”")
    listings, footnotes = values.get("listings"), values.get("footnotes")
    if footnotes and listings is not None and "entity-list" not in listings:
        reading.fail(
            (*where, "footnotes"),
            "footnotes belong to the Entity List, and “listings” does not hold entity-list:"
            " add it, or write footnotes: []",
        )
    values["name"] = values.get("name") or ""
    values["note"] = values.get("note") or ""
    return Party(**values)


def read_content_line(reading: Reading, where: Where, raw: Any) -> ContentLine | None:
    """One line of a bill of materials from its mapping; None where it cannot be read."""
    values = _attributes(reading, where, raw, "a content line", _line_readers(reading))
    if values is None:
        return None
    if not values.get("description") and not reading.lenient:
        reading.fail(where, "the line has no description: add “description”")
    values["description"] = values.get("description") or ""
    return ContentLine(**values)


def write_party(party: Party) -> dict[str, Any]:
    """The party as its mapping; what is not known is left out."""
    tree: dict[str, Any] = {"name": party.name}
    for key in ("roles", "country", "headquarters", "listings", "footnotes", "government_of"):
        _put(tree, key, getattr(party, key))
    if party.owners is not None:
        tree["owners"] = [_write_owner(owner) for owner in party.owners]
    if party.note:
        tree["note"] = party.note
    return tree


def write_content_line(line: ContentLine) -> dict[str, Any]:
    """The line as its mapping; what is not known is left out."""
    tree: dict[str, Any] = {"description": line.description}
    for key in ("eccn", "origin", "value", "kind", "incorporated", "bundled", "encryption"):
        _put(tree, key, getattr(line, key))
    return tree


def _write_owner(owner: Owner) -> dict[str, Any]:
    tree: dict[str, Any] = {"name": owner.name}
    for key in ("share", "listings", "footnotes"):
        _put(tree, key, getattr(owner, key))
    return tree


def _put(tree: dict[str, Any], key: str, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        tree[key] = "yes" if value else "no"
    elif isinstance(value, frozenset):
        tree[key] = sorted(value)
    elif isinstance(value, Decimal):
        tree[key] = write_amount(value)
    else:
        tree[key] = str(value)


Reader = Callable[[Where, Any], Any]


def _attributes(
    reading: Reading, where: Where, raw: Any, what: str, readers: Mapping[str, Reader]
) -> dict[str, Any] | None:
    """The attributes of one element; “not known” and what is left out are None."""
    if not isinstance(raw, Mapping):
        example = ", ".join(f"{key}: …" for key in list(readers)[:2])
        reading.fail(where, f"this is not {what}: write keys and values, such as {{{example}}}")
        return None
    values: dict[str, Any] = {}
    for key, part in raw.items():
        read = readers.get(key)
        if read is None:
            right = right_key(key, part, readers)
            reading.fail((*where, key), f"{what} has no {shown(key)}: {right}")
        elif isinstance(part, str) and part.strip().casefold() in NOT_KNOWN_WORDS and key != "name":
            values[key] = None
        else:
            values[key] = read((*where, key), part)
    return values


def _text_reader(reading: Reading, read: Callable[[str], Any]) -> Reader:
    def attribute(where: Where, raw: Any) -> Any:
        if not isinstance(raw, str):
            reading.fail(where, "this is not text: write one word or number")
            return None
        return reading.attempt(where, read, raw)

    return attribute


def _party_readers(reading: Reading) -> dict[str, Reader]:
    countries = reading.ruleset.countries
    one_country = _text_reader(reading, lambda text: find_country(text, countries))

    def headquarters(where: Where, raw: Any) -> Any:
        return read_countries(reading, where, raw)

    return {
        "name": _text_reader(reading, read_line),
        "roles": lambda where, raw: read_words(reading, where, raw, PARTY_ROLES),
        "country": one_country,
        "headquarters": headquarters,
        "listings": lambda where, raw: read_words(reading, where, raw, LISTINGS),
        "footnotes": lambda where, raw: read_words(reading, where, raw, FOOTNOTES),
        "government_of": one_country,
        "owners": lambda where, raw: _read_owners(reading, where, raw),
        "note": _text_reader(reading, read_note),
    }


def read_countries(reading: Reading, where: Where, raw: Any) -> Any:
    """A set of country codes; None where something is wrong."""
    countries = reading.ruleset.countries
    if isinstance(raw, str) and raw.strip():
        # A name may hold a comma itself, as "Korea, Republic of" does.
        try:
            return frozenset({find_country(raw, countries)})
        except ValueError:
            pass
    parts = texts_of(reading, where, raw)
    if parts is None:
        return None
    codes = [
        reading.attempt(at, lambda text: find_country(text, countries), part) for at, part in parts
    ]
    return None if None in codes else frozenset(codes)


def _read_owners(reading: Reading, where: Where, raw: Any) -> tuple[Owner, ...] | None:
    if not isinstance(raw, list | tuple):
        reading.fail(where, "owners are a list: write [{name: …, share: …}], or [] for none")
        return None
    if len(raw) > OWNER_LIMIT:
        reading.fail(where, f"the list has {len(raw):,} owners: write at most {OWNER_LIMIT}")
        return None
    readers: dict[str, Reader] = {
        "name": _text_reader(reading, read_line),
        "share": _text_reader(reading, read_percent),
        "listings": lambda at, part: read_words(reading, at, part, LISTINGS),
        "footnotes": lambda at, part: read_words(reading, at, part, FOOTNOTES),
    }
    owners = []
    for position, part in enumerate(raw):
        values = _attributes(reading, (*where, position), part, "an owner", readers)
        if values is None:
            continue
        if not values.get("name") and not reading.lenient:
            reading.fail((*where, position), "the owner has no name: add “name”")
        owners.append(Owner(**{**values, "name": values.get("name") or ""}))
    return tuple(owners)


def _line_readers(reading: Reading) -> dict[str, Reader]:
    ruleset = reading.ruleset
    return {
        "description": _text_reader(reading, read_line),
        "eccn": _text_reader(reading, lambda text: read_known_eccn(text, ruleset)),
        "origin": _text_reader(reading, lambda text: find_country(text, ruleset.countries)),
        "value": _text_reader(reading, read_money),
        "kind": _text_reader(reading, lambda text: read_word(text, CONTENT_KINDS)),
        "incorporated": _text_reader(reading, read_yes_no),
        "bundled": _text_reader(reading, read_yes_no),
        "encryption": _text_reader(reading, lambda text: read_word(text, ENCRYPTION)),
    }
