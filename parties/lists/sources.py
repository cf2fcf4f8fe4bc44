"""The lists that parties stand on: short codes, their names, and the words of the facts.

`listings` of a party in the facts speaks of eight kinds of list (engine.deals.list_answers). The
Consolidated Screening List names its sources in words with a code in brackets, such as
“Entity List (EL) - Bureau of Industry and Security”.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Source:
    """One list: its short code, its name, and its word in the facts."""

    code: str
    name: str
    listing: str


_OF_THE_DOWNLOAD: Final = (
    Source("EL", "Entity List", "entity-list"),
    Source("MEU", "Military End-User List", "military-end-user"),
    Source("UVL", "Unverified List", "unverified"),
    Source("DPL", "Denied Persons List", "denied-person"),
    Source("SDN", "Specially Designated Nationals", "sdn"),
    Source("DTC", "ITAR debarred parties", "debarred"),
    Source("ISN", "Nonproliferation Sanctions", "nonproliferation"),
    Source("CAP", "CAPTA List", "other"),
    Source("CMIC", "Chinese Military-Industrial Complex Companies", "other"),
    Source("FSE", "Foreign Sanctions Evaders", "other"),
    Source("MBS", "Menu-Based Sanctions", "other"),
    Source("PLC", "Palestinian Legislative Council", "other"),
    Source("SSI", "Sectoral Sanctions Identifications", "other"),
)
SOURCES: Final[dict[str, Source]] = {source.code: source for source in _OF_THE_DOWNLOAD}
"""The sources of the Consolidated Screening List, by code."""

OTHER: Final = "other"
_BRACKETED: Final = re.compile(r"\(([^()]{2,20})\)")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9-]{0,11}")
_OTHER_CODES: Final = {"NS-MBS": "MBS", "NS-MBS LIST": "MBS", "NS-CMIC": "CMIC", "NS-PLC": "PLC"}
_IN_WORDS: Final = {source.name.casefold(): source.code for source in SOURCES.values()}


@lru_cache(maxsize=1024)
def source_code(words: str) -> str:
    """The short code of a list named in words or by its code; empty where it has none."""
    text = " ".join(words.split())
    bracketed: list[str] = _BRACKETED.findall(text)
    for raw in (*reversed(bracketed), text):
        code = raw.strip().upper()
        code = _OTHER_CODES.get(code, code)
        if code in SOURCES:
            return code
    named = _IN_WORDS.get(text.casefold())
    if named:
        return named
    for raw in (*reversed(bracketed), text):
        code = raw.strip().upper().replace(" ", "-")
        if _CODE.fullmatch(code):
            return code
    return ""


def listing_of(code: str) -> str:
    """The word of the facts for a source, “other” for one that no rule names."""
    return SOURCES[code].listing if code in SOURCES else OTHER


def name_of(code: str) -> str:
    """The name of a source in words, or its code where it is a house's own."""
    return SOURCES[code].name if code in SOURCES else code
