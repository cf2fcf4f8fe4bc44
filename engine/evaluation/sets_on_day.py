"""Sets of countries, ECCNs and words as they stand on one day."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from engine.eccn import EAR99, Eccn, parse_eccn
from engine.model import Country, Member, SetDeclaration
from engine.truth import NEGATION, NO, OPEN, YES, Truth, some

_ENTRY = re.compile(r"^[0-9][A-E][0-9]{3}$|^EAR99$")
_BY_LETTERS = re.compile(r"^(?:([0-9])|\[([0-9])-([0-9])\]|\*)(?:([A-E])(\*)?|(\*))$")


def in_days(start: date | None, until: date | None, day: date) -> bool:
    """Whether `day` lies between two days, both included; None leaves an end open."""
    return (start is None or start <= day) and (until is None or day <= until)


EccnTest = Callable[[Eccn], Truth]


def _series_test(series: str, paragraph: str) -> EccnTest:
    def test(eccn: Eccn) -> Truth:
        if eccn.series != series:
            return NO
        if not paragraph:
            return YES
        if not eccn.paragraphs:
            return OPEN
        return YES if eccn.paragraphs[0] == paragraph else NO

    return test


@lru_cache(maxsize=4096)
def eccn_test(pattern: str) -> EccnTest:
    """The test for one member of a set of ECCNs.

    A member is a paragraph (`3B001.c`, met by it and all below it), `EAR99`, `ccl` (every ECCN),
    a category and group (`3B*`, `[3-9]*`, `*D`, `[3-9]D`), `600-series` or `9x515`, these two
    also with `.y`. A classification that is not deep enough to tell is open.

    Raises `ValueError` where the pattern is none of these.
    """
    if pattern == "ccl":
        return lambda eccn: NO if eccn.entry == EAR99 else YES
    series, _, paragraph = pattern.partition(".")
    if series in ("600-series", "9x515"):
        return _series_test(series.removesuffix("-series"), paragraph)
    letters = _BY_LETTERS.match(pattern)
    if letters is not None:
        single, low, high, group, _, _ = letters.groups()
        first, last = single or low or "0", single or high or "9"
        return lambda eccn: (
            YES
            if eccn.entry != EAR99
            and first <= eccn.category <= last
            and (group is None or eccn.product_group == group)
            else NO
        )
    member = parse_eccn(pattern)
    return lambda eccn: YES if eccn.within(member) else OPEN if member.within(eccn) else NO


class _Patterns:
    """Patterns of ECCNs, those of single entries kept by entry, since no other entry meets them."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self._of_entry: dict[str, list[EccnTest]] = {}
        self._general: list[EccnTest] = []
        for pattern in patterns:
            entry = pattern.partition(".")[0].upper()
            if _ENTRY.match(entry):
                self._of_entry.setdefault(entry, []).append(eccn_test(pattern))
            else:
                self._general.append(eccn_test(pattern))

    def met_by(self, eccn: Eccn) -> Truth:
        tests = (*self._general, *self._of_entry.get(eccn.entry, ()))
        return some(test(eccn) for test in tests)


@lru_cache(maxsize=8192)
def _patterns(patterns: tuple[str, ...]) -> _Patterns:
    """Kept: most sets hold the same members on every day."""
    return _Patterns(patterns)


class EccnSet:
    """ECCNs by pattern: those of `members` less those of `excluded`, and those of other sets that
    are `joined`, less those that are `taken`."""

    def __init__(
        self,
        members: tuple[str, ...],
        excluded: tuple[str, ...] = (),
        joined: tuple["EccnSet", ...] = (),
        taken: tuple["EccnSet", ...] = (),
    ) -> None:
        self._members, self._excluded = _patterns(members), _patterns(excluded)
        self._joined, self._taken = joined, taken
        self.patterns: tuple[str, ...] = (*members, *(p for set_ in joined for p in set_.patterns))
        """Every pattern that brings something in."""

    def holds(self, eccn: Eccn) -> Truth:
        found = self._members.met_by(eccn) & NEGATION[self._excluded.met_by(eccn)]
        found |= some(other.holds(eccn) for other in self._joined)
        return found & NEGATION[some(other.holds(eccn) for other in self._taken)]


class SetsOnDay:
    """The declared sets, worked out for one day when first asked for."""

    def __init__(
        self, declared: Mapping[str, SetDeclaration], countries: Mapping[str, Country], day: date
    ) -> None:
        self._declared = declared
        self._countries = countries
        self._day = day
        self._words: dict[str, frozenset[str]] = {}
        self._eccns: dict[str, EccnSet] = {}

    def _current(self, members: tuple[Member, ...]) -> tuple[str, ...]:
        return tuple(m.entry for m in members if in_days(m.start, m.until, self._day))

    def words(self, operand: str | tuple[str, ...]) -> frozenset[str]:
        """A set of countries or words, by its id or spelt out."""
        if not isinstance(operand, str):
            return frozenset(operand)
        if operand not in self._words:
            declared = self._declared[operand]
            found = set(self._current(declared.members))
            for other in declared.union:
                found |= self.words(other)
            for other in declared.minus:
                found -= self.words(other)
            found -= set(self._current(declared.excluded))
            self._words[operand] = frozenset(found)
        return self._words[operand]

    def eccns(self, operand: str | tuple[str, ...]) -> EccnSet:
        """A set of ECCNs, by its id or spelt out."""
        if not isinstance(operand, str):
            return EccnSet(operand)
        if operand not in self._eccns:
            declared = self._declared[operand]
            self._eccns[operand] = EccnSet(
                self._current(declared.members),
                self._current(declared.excluded),
                tuple(self.eccns(other) for other in declared.union),
                tuple(self.eccns(other) for other in declared.minus),
            )
        return self._eccns[operand]

    def rows_of(self, code: str) -> tuple[str, ...]:
        """The country's own code and the code of the country whose rows apply to it."""
        country = self._countries.get(code)
        return (code, country.row_of) if country is not None and country.row_of else (code,)

    def country_in(self, code: str, operand: str | tuple[str, ...]) -> bool:
        members = self.words(operand)
        return any(row in members for row in self.rows_of(code))
