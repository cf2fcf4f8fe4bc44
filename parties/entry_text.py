"""What an Entity List entry prints: its footnotes, which items it covers, what it leaves open.

Entries are typed by hand, and the superscripts of the Federal Register arrive as bare digits:
“734.9(g),3 746.8(a)(3)”, “of the EAR)4”, “734.9(e)1 and 744.11 of the EAR2”. What cannot be read
with certainty is left to a person.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_AFTER: Final = r"(?:734\.9\s*\([eg]\)(?:\s*\(\d\))?|EAR\s*\)?\.?)"
_FOOTNOTE: Final = re.compile(rf"{_AFTER}\s*,?\s*([1-5])(?=[\s,.;)§]|$)", re.IGNORECASE)
_SPELT_FOOTNOTE: Final = re.compile(r"(?:\[fn\s*|footnote\s+)([1-5])\b", re.IGNORECASE)
_SPELT_FOOTNOTE_SIGN: Final = re.compile(r"\[fn\s*[1-5]\]", re.IGNORECASE)
_FOREIGN_PRODUCT: Final = re.compile(r"734\.9\s*\([eg]\)", re.IGNORECASE)
_ALL_ITEMS: Final = re.compile(
    r"^\s*(?:for\s+)?all items subject to the EAR(?![\w-])", re.IGNORECASE
)
_OVERCOME: Final = re.compile(
    r"this license requirement may be overcome by license exception.*$", re.IGNORECASE | re.DOTALL
)
_WHEREVER: Final = re.compile(
    r"the license requirements under this entry also extend to any export, reexport,? and transfer"
    r" \(in-country\) to the entity wherever located worldwide\.?",
    re.IGNORECASE,
)
# What was taken is never given back (++, *+): a hostile entry could keep us trying for years.
_CITATIONS: Final = re.compile(
    r"[\s.,(]*+(?:see\s*+(?:part\s*+)?+(?:[§\d][\w.()§]*+|\(\w++\)|and|[,.\s])++(?:of the EAR)?+)?+"
    r"[\s.,)1-5]*+",
    re.IGNORECASE,
)
_EXCEPTION: Final = re.compile(r"license exception|740\.\d", re.IGNORECASE)


class Scope(StrEnum):
    """Which items an entry's license requirement covers, as far as its text says."""

    ALL_ITEMS = "all-items"
    PARTIAL = "partial"  # some items, or all but some: a person reads which
    NOT_PRINTED = "not-printed"


@dataclass(frozen=True, slots=True)
class EntryText:
    """What was read. `footnotes` of None is “cannot be said”: the entry cites a foreign direct
    product rule for listed parties and prints none of the footnotes that go with it."""

    footnotes: frozenset[str] | None
    scope: Scope
    exceptions: str = ""  # the words that may leave a license exception open
    cites_744_21: bool = False


def read_entry_text(requirement: str, policy: str) -> EntryText:
    """What the license requirement and review policy of an Entity List entry print."""
    text = unicodedata.normalize("NFKC", requirement)
    found = frozenset(_FOOTNOTE.findall(text)) | frozenset(
        _SPELT_FOOTNOTE.findall(f"{text} {unicodedata.normalize('NFKC', policy)}")
    )
    missing = not found and _FOREIGN_PRODUCT.search(text)
    return EntryText(
        footnotes=None if missing else found,
        scope=_scope(text),
        exceptions=" ".join(part for part in (requirement, policy) if _EXCEPTION.search(part)),
        # One letter of “744.21(b)” is an l in some entries.
        cites_744_21=re.search(r"744\.2[1l]", text) is not None,
    )


def _scope(text: str) -> Scope:
    if not text.strip():
        return Scope.NOT_PRINTED
    start = _ALL_ITEMS.match(text)
    if not start:
        return Scope.PARTIAL
    rest = _WHEREVER.sub("", _OVERCOME.sub("", text[start.end() :]))
    rest = _SPELT_FOOTNOTE_SIGN.sub("", rest)
    return Scope.ALL_ITEMS if _CITATIONS.fullmatch(rest) else Scope.PARTIAL
