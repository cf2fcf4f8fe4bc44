"""What is asked of a party, of its owners and of a line of the bill of materials, part by part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.deals.element_reading import (
    CONTENT_KINDS,
    ENCRYPTION,
    FOOTNOTES,
    LISTINGS,
    PARTY_ROLES,
    Reading,
)
from engine.deals.list_answers import read_content_line, read_party
from engine.interview.searches import Search, country_search, eccn_search
from engine.interview.typed_answers import (
    OFFERED,
    UNKNOWN,
    Choice,
    Refused,
    Several,
    chosen,
    is_unknown,
    numbered,
    sentence,
    wrong_choice,
)
from engine.model import Ruleset

Tree = dict[str, Any]
"""An element as a mapping of text, as a deal file has it."""

NONE: Final = "none"
"""The word for an empty list among the choices of a part."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an element. `empty` says what an empty line means; without it one is no answer.
    `words` are its choices by word, `search` makes what finds a country or an ECCN."""

    key: str
    name: str
    ask: str
    empty: str = "leaves it not known"
    words: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    search: Callable[[Ruleset], Search] | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        return numbered(self.words)


@dataclass(frozen=True, slots=True)
class PartTaken:
    """What a line says of a part, as a deal file has it; None is "not known"."""

    raw: str | list[str] | None


_LISTINGS: Final = {**LISTINGS, NONE: "on no list"}
_FOOTNOTES: Final = {**FOOTNOTES, NONE: "no footnote"}
_YES_NO: Final = {"yes": "yes", "no": "no"}
_LEFT: Final = "leaves it to screening"

PARTY_PARTS: Final = (
    Part("name", "Name", "The party's full legal name.", ""),
    Part("roles", "Roles", "All that apply.", words=PARTY_ROLES, several=True),
    Part(
        "country", "Country", "Where the party is, by name or two-letter code.",
        search=country_search,
    ),
    Part(
        "headquarters", "Headquarters",
        "The countries in which the party or its ultimate parent is headquartered, with commas.",
        several=True, search=country_search,
    ),
    Part(
        "address", "Address",
        "Street, number, city. It supports screening; no rule reads it.",
        "goes on without one",
    ),
    Part(
        "listings", "On which lists", "What you know beside the screening; confirmed hits add to"
        " it.", _LEFT, _LISTINGS, True,
    ),
    Part(
        "footnotes", "Entity List footnotes",
        "As printed with the entry; it decides which foreign-made items are reached.",
        "leaves them not known", _FOOTNOTES, True,
    ),
    Part(
        "government_of", "Government of", "The country, if the party is a government or acts for"
        " one.", search=country_search,
    ),
    Part(
        "owners", "Owners", "Who owns the party: listed owners may count.",
    ),
    Part("note", "Note", "Anything the file should say.", "goes on without one"),
)  # fmt: skip
"""What is asked of a party (15 CFR 748.5), in the order in which it is asked."""

OWNER_PARTS: Final = (
    Part("name", "Name of the owner", "The owner's full name.", ""),
    Part("share", "Share", "In percent, such as 50."),
    Part("listings", "On which lists", "What you know of the owner.", _LEFT, _LISTINGS, True),
    Part(
        "footnotes", "Entity List footnotes", "As printed with the owner's entry.",
        "leaves them not known", _FOOTNOTES, True,
    ),
)  # fmt: skip

LINE_PARTS: Final = (
    Part("description", "Description", "What it is.", ""),
    Part(
        "eccn", "ECCN", "The line's own classification, such as 3A991 or EAR99.",
        search=eccn_search,
    ),
    Part("origin", "Origin", "Country of origin, by name or code.", search=country_search),
    Part("value", "Value", "Fair market value in U.S. dollars for the whole quantity."),
    Part("kind", "Kind", "What it is.", words=CONTENT_KINDS),
    Part(
        "incorporated", "Incorporated",
        "Is it essential to the item, customary with it, and shipped with it?", words=_YES_NO,
    ),
    Part(
        "bundled", "Bundled software",
        "Is it software configured for the item and shipped with it?", words=_YES_NO,
    ),
    Part(
        "encryption", "Encryption", "How was Category 5 Part 2 content authorized?",
        words=ENCRYPTION,
    ),
)  # fmt: skip
"""What is asked of a line of the bill of materials (Supp. No. 2 to 15 CFR part 734)."""


def read_part(
    part: Part, text: str, ruleset: Ruleset, element: Callable[[Tree], str]
) -> PartTaken | Several | Refused:
    """What a line says of a part; `element` tells what is wrong with a tree that holds it."""
    line = " ".join(text.split())
    if part.words:
        found = _chosen(part, line)
        if isinstance(found, PartTaken) and found.raw is not None:
            wrong = element({part.key: found.raw})
            return Refused(wrong) if wrong else found
        return found
    if is_unknown(line) and part.empty:
        return PartTaken(None)
    if part.search and line.casefold() == NONE:
        return Refused("“None” is no country here: write one, or ? if you do not know.")
    wrong = element({part.key: line})
    if not wrong:
        return PartTaken(line)
    matches = part.search(ruleset)(line) if part.search and len(line) > 1 else ()
    if matches:
        few = tuple(matches[:OFFERED])
        return Several(few, len(matches) - len(few))
    return Refused(wrong)


def party_fault(tree: Tree, ruleset: Ruleset) -> str:
    """What is wrong with what is known of a party, as a sentence."""
    reading = Reading(ruleset, lenient=True)
    read_party(reading, (), tree)
    return _told(reading)


def owner_fault(tree: Tree, ruleset: Ruleset) -> str:
    """What is wrong with what is known of an owner."""
    reading = Reading(ruleset, lenient=True)
    read_party(reading, (), {"owners": [tree]})
    return _told(reading)


def line_fault(tree: Tree, ruleset: Ruleset) -> str:
    """What is wrong with what is known of a line of the bill of materials."""
    reading = Reading(ruleset, lenient=True)
    read_content_line(reading, (), tree)
    return _told(reading)


def _told(reading: Reading) -> str:
    return " ".join(sentence(problem.says) for problem in reading.problems)


def _chosen(part: Part, line: str) -> PartTaken | Refused:
    parts = [one.strip() for one in line.split(",") if one.strip()] if part.several else [line]
    keys = [chosen(one, part.choices) for one in parts]
    for one, key in zip(parts, keys, strict=True):
        if key is None:
            return Refused(wrong_choice(one, part.choices))
    if keys == [UNKNOWN]:
        return PartTaken(None)
    if not part.several:
        return PartTaken(keys[0])
    if keys == [NONE]:
        return PartTaken([])
    if NONE in keys or UNKNOWN in keys:
        return Refused("“None” and “I do not know” stand alone: write the others without them.")
    return PartTaken([key for key in keys if key])
