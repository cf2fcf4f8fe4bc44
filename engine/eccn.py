"""Export Control Classification Numbers and their paragraph trees (15 CFR 738.2, 774)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

EAR99: Final = "EAR99"

_NUMBER = re.compile(r"^([0-9])([A-E])([0-9]{3})$")
_SPELLING = re.compile(r"^([0-9][A-Ea-e][0-9]{3})((?:\.[A-Za-z0-9]+)*)$")


@dataclass(frozen=True, slots=True)
class Eccn:
    """A classification: the five signs of the entry and the paragraphs below it.

    `3B001.f.1` is entry `3B001`, paragraphs `("f", "1")`. EAR99 is an entry without paragraphs.
    """

    entry: str
    paragraphs: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ".".join((self.entry, *self.paragraphs))

    @property
    def category(self) -> str:
        """The category's digit, or an empty text for EAR99."""
        return "" if self.entry == EAR99 else self.entry[0]

    @property
    def product_group(self) -> str:
        """The product group's letter A to E, or an empty text for EAR99."""
        return "" if self.entry == EAR99 else self.entry[1]

    @property
    def series(self) -> str:
        """`600`, `9x515` or an empty text (15 CFR 772.1, "600 series" and "9x515")."""
        if self.entry == EAR99:
            return ""
        if self.entry[2] == "6":
            return "600"
        if self.entry[0] == "9" and self.entry[2:] == "515":
            return "9x515"
        return ""

    def within(self, other: "Eccn") -> bool:
        """Whether this classification is `other` or one of the paragraphs below it."""
        return (
            self.entry == other.entry
            and self.paragraphs[: len(other.paragraphs)] == other.paragraphs
        )


@lru_cache(maxsize=8192)
def parse_eccn(text: str) -> Eccn:
    """Read `3B001.f.1` or `EAR99`, in any case and with spaces around.

    Raises `ValueError` with a sentence for the person who typed it.
    """
    stripped = text.strip()
    if stripped.upper() == EAR99:
        return Eccn(EAR99)
    match = _SPELLING.match(stripped)
    if match is None:
        raise ValueError(
            f"“{text}” is not an ECCN: write digit, letter A to E, three digits and the paragraphs,"
            " such as 3B001.f.1, or EAR99"
        )
    return Eccn(match.group(1).upper(), tuple(p.lower() for p in match.group(2).split(".") if p))
