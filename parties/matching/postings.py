"""Compact tables of numbers: which things hold a key. Arrays and one string each, so that a saved
index is read in milliseconds and takes little memory."""

from array import array
from collections.abc import Iterable, Sequence

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


class Postings:
    """Rows found by a key of text."""

    __slots__ = ("_places", "keys", "rows")

    def __init__(self, keys: Sequence[str], rows: Rows) -> None:
        self.keys = keys
        self.rows = rows
        self._places = dict(zip(keys, range(len(keys)), strict=True))

    @classmethod
    def of(cls, table: dict[str, list[int]]) -> "Postings":
        """From a row for each key."""
        return cls(list(table), Rows.of(table.values()))

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
