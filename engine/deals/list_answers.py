"""Parties and content lines as mappings of text: reading and writing."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from engine.deals.amounts import read_money, read_percent, write_amount
from engine.deals.country_names import find_country
from engine.deals.element_reading import (
    CONTENT_KINDS,
    ENCRYPTION,
    FOOTNOTES,
    LISTINGS,
    NOT_KNOWN_WORDS,
    PARTY_ROLES,
    Reading,
    Where,
    read_line,
    read_note,
    read_word,
    read_words,
    read_yes_no,
    texts_of,
)
from engine.deals.known_eccns import read_known_eccn
from engine.deals.screening_answers import read_screenings, write_screening
from engine.facts import ContentLine, Owner, Party
from engine.reading.typed_text import right_key, shown

PARTY_LIMIT: Final = 500
OWNER_LIMIT: Final = 200
LINE_LIMIT: Final = 10_000
"""Lines in a bill of materials."""


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
    values["screening"] = values.get("screening") or ()
    values["address"] = values.get("address") or ""
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
    if party.address:
        tree["address"] = party.address
    if party.note:
        tree["note"] = party.note
    if party.screening:
        tree["screening"] = [write_screening(screening) for screening in party.screening]
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
    if owner.screening:
        tree["screening"] = [write_screening(screening) for screening in owner.screening]
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
        "address": _text_reader(reading, read_line),
        "note": _text_reader(reading, read_note),
        "screening": lambda where, raw: read_screenings(reading, where, raw),
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
        "screening": lambda at, part: read_screenings(reading, at, part),
    }
    owners = []
    for position, part in enumerate(raw):
        values = _attributes(reading, (*where, position), part, "an owner", readers)
        if values is None:
            continue
        if not values.get("name") and not reading.lenient:
            reading.fail((*where, position), "the owner has no name: add “name”")
        told = {"name": values.get("name") or "", "screening": values.get("screening") or ()}
        owners.append(Owner(**{**values, **told}))
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
