"""Compact tables of numbers: which things hold a key. Arrays and one string each, so that a saved
index is read in milliseconds and takes little memory."""

from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property

NUMBER = "I"
"""Unsigned, four bytes wherever Navicert runs."""


class Rows:
    """Rows of numbers of different lengths, one after the other in one array."""

    __slots__ = ("items", "starts")

    def __init__(self, starts: "array[int]", items: "array[int]") -> None:
        self.starts = starts
        self.items = items

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> "Rows":
        """From the rows themselves, in order."""
        starts, items = array(NUMBER, [0]), array(NUMBER)
        for row in rows:
            items.extend(row)
            starts.append(len(items))
        return cls(starts, items)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> "array[int]":
        return self.items[self.starts[row] : self.starts[row + 1]]

    def length(self, row: int) -> int:
        """How many numbers a row holds."""
        return self.starts[row + 1] - self.starts[row]


NONE: "array[int]" = array(NUMBER)


class Texts:
    """Lines of text, taken apart when they are first asked for."""

    def __init__(self, joined: str) -> None:
        self.joined = joined

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Texts":
        """From the lines, none of which holds a line break."""
        return cls("\n".join(lines))

    @cached_property
    def lines(self) -> list[str]:
        """The lines, in order."""
        return self.joined.split("\n") if self.joined else []


class Postings:
    """Rows found by a key of text."""

    def __init__(self, texts: Texts, rows: Rows) -> None:
        self.texts = texts
        self.rows = rows

    @classmethod
    def of(cls, table: dict[str, list[int]]) -> "Postings":
        """From a row for each key."""
        return cls(Texts.of(table), Rows.of(table.values()))

    @property
    def keys(self) -> list[str]:
        """The keys, in the order of the rows."""
        return self.texts.lines

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.keys)}

    def __getitem__(self, key: str) -> "array[int]":
        place = self._places.get(key)
        return NONE if place is None else self.rows[place]

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def place(self, key: str) -> int | None:
        """The row's number; None if no row has the key."""
        return self._places.get(key)

    def length(self, key: str) -> int:
        """How many numbers stand under a key."""
        place = self._places.get(key)
        return 0 if place is None else self.rows.length(place)
