"""The forms for a party, an owner, a content line, a deal's details and a record to be saved."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from engine.deals.answers import read_date
from engine.deals.element_reading import (
    CONTENT_KINDS,
    ENCRYPTION,
    FOOTNOTES,
    LISTINGS,
    PARTY_ROLES,
    Reading,
)
from engine.deals.list_answers import read_content_line, read_party
from engine.facts import Party
from engine.model import Ruleset
from screens.modals.form import Check, Field, Tree

_UNKNOWN = {"": "not known"}
_YES_NO = {"": "not known", "yes": "yes", "no": "no"}
_NOT_SCREENED = {"": "left to screening", "none": "on no list"}


def party_fields(ruleset: Ruleset) -> tuple[Field, ...]:
    """What is asked of a party (15 CFR 748.5)."""
    countries = [country.name for country in ruleset.countries.values()]
    listings = {**_NOT_SCREENED, **LISTINGS}
    footnotes = {**_UNKNOWN, "none": "none", **FOOTNOTES}
    owner = (
        Field("name", "Name"),
        Field("share", "Share in percent", "Leave empty if not known.", "such as 50"),
        Field("listings", "On which lists", "Mark all that apply.", words=listings, several=True),
        Field("footnotes", "Entity List footnotes", words=footnotes, several=True),
    )
    return (
        Field("name", "Name", "The party's full legal name."),
        Field(
            "roles",
            "Roles",
            "Left and right move, space marks; mark all that apply.",
            words={**_UNKNOWN, **PARTY_ROLES},
            several=True,
        ),
        Field(
            "country",
            "Country",
            "Where the party is, by name or two-letter code. Right arrow completes.",
            "name or code",
            suggestions=countries,
        ),
        Field(
            "address",
            "Address",
            "Supports screening: an address may be listed by itself. No rule reads it.",
            "street, number, city",
        ),
        Field(
            "headquarters",
            "Headquarters",
            "Countries in which the party or its ultimate parent is headquartered, with commas.",
            "names or codes",
            suggestions=countries,
        ),
        Field(
            "listings",
            "On which lists",
            "What you know beside the screening; confirmed hits add to it.",
            words=listings,
            several=True,
        ),
        Field(
            "footnotes",
            "Entity List footnotes",
            "As printed with the entry; it decides which foreign-made items are reached.",
            words=footnotes,
            several=True,
        ),
        Field(
            "government_of",
            "Government of",
            "If the party is a government or acts for one.",
            "name or code; empty if none",
            suggestions=countries,
        ),
        Field(
            "owners",
            "Owners",
            "Who owns the party, with shares: listed owners may count.",
            row=owner,
            row_shown=_show_owner,
            row_check=_owner_check(ruleset),
        ),
        Field("note", "Note", "Anything the file should say."),
    )


def party_check(ruleset: Ruleset) -> Check:
    """Whether a party's tree can be read."""
    return _checked_by(ruleset, read_party)


def party_of(ruleset: Ruleset) -> Callable[[Tree], Party]:
    """A party out of a tree that may not be whole yet: what cannot be read is left out."""

    def read(tree: Tree) -> Party:
        reading = Reading(ruleset, lenient=True)
        party = read_party(reading, (), tree)
        if party is not None and not reading.problems:
            return party
        told = {key: tree[key] for key in ("name", "country", "address") if tree.get(key)}
        reading = Reading(ruleset, lenient=True)
        return read_party(reading, (), told) or Party(str(tree.get("name", "")))

    return read


def content_fields(ruleset: Ruleset) -> tuple[Field, ...]:
    """What is asked of a line of the bill of materials (Supp. No. 2 to 15 CFR part 734)."""
    countries = [country.name for country in ruleset.countries.values()]
    return (
        Field("description", "Description"),
        Field(
            "eccn",
            "ECCN",
            "The line's own classification, by itself.",
            "such as 3A991 or EAR99",
            suggestions=list(ruleset.entries),
        ),
        Field(
            "origin",
            "Origin",
            "Country of origin, by name or code.",
            "such as US",
            suggestions=countries,
        ),
        Field(
            "value",
            "Value in U.S. dollars",
            "Fair market value for the whole quantity.",
            "such as 1200",
        ),
        Field("kind", "Kind", words={**_UNKNOWN, **CONTENT_KINDS}),
        Field(
            "incorporated",
            "Incorporated",
            "Essential to the item, customary with it, and shipped with it.",
            words=_YES_NO,
        ),
        Field(
            "bundled",
            "Bundled software",
            "Software configured for the item and shipped with it.",
            words=_YES_NO,
        ),
        Field(
            "encryption",
            "Encryption",
            "How Category 5 Part 2 content was authorized.",
            words={**_UNKNOWN, **ENCRYPTION},
        ),
    )


def content_check(ruleset: Ruleset) -> Check:
    """Whether a content line's tree can be read."""
    return _checked_by(ruleset, read_content_line)


def detail_fields() -> tuple[Field, ...]:
    """A deal's title and day."""
    return (
        Field("title", "Title", "What you call this deal."),
        Field(
            "as_of",
            "As of",
            "The day whose law applies; empty is the day of the answer.",
            "year-month-day",
        ),
        Field("note", "Note"),
    )


def detail_check(tree: Tree) -> Sequence[tuple[str, str]]:
    """Whether the date can be read."""
    try:
        day_of(tree)
    except ValueError as error:
        return [("as_of", str(error))]
    return []


def day_of(tree: Tree) -> date | None:
    """The day in a tree of details. Raises `ValueError` with a sentence."""
    return read_date(tree["as_of"]) if tree.get("as_of") else None


def save_fields() -> tuple[Field, ...]:
    """Who saves a record, and why."""
    return (
        Field("by", "Your name", "Who makes this determination."),
        Field("why", "Why", "What the determination is for, such as the order number."),
    )


def save_check(tree: Tree) -> Sequence[tuple[str, str]]:
    """Both are needed."""
    faults = []
    if not tree.get("by"):
        faults.append(("by", "a record needs the name of who made it"))
    if not tree.get("why"):
        faults.append(("why", "a record needs a reason, such as the order it is for"))
    return faults


def _checked_by(ruleset: Ruleset, read: Any) -> Check:
    def check(tree: Tree) -> Sequence[tuple[str, str]]:
        reading = Reading(ruleset)
        read(reading, (), tree)
        return [(str(p.where[0]) if p.where else _first(tree), p.says) for p in reading.problems]

    return check


def _first(tree: Tree) -> str:
    return "name" if "description" not in tree and "eccn" not in tree else "description"


def _owner_check(ruleset: Ruleset) -> Check:
    def check(tree: Tree) -> Sequence[tuple[str, str]]:
        reading = Reading(ruleset)
        read_party(reading, (), {"name": "the party", "owners": [tree]})
        return [(str(p.where[2]) if len(p.where) > 2 else "name", p.says) for p in reading.problems]

    return check


def _show_owner(tree: Tree) -> str:
    share = f" {tree['share']} %" if tree.get("share") else " (share not known)"
    listed = ", on " + ", ".join(tree["listings"]) if tree.get("listings") else ""
    return f"{tree.get('name', '')}{share}{listed}"
