"""A bill of materials as it is edited: rows with their faults, each change one step to undo."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from engine.deals.content_csv import SheetRow
from engine.facts import ContentLine

STEPS = 500
"""Changes that can be undone."""

Rows = tuple[SheetRow, ...]


class CellFault(NamedTuple):
    """A cell that cannot be read: the place of its row, its column, and why."""

    place: int
    column: str
    says: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows, and those before and after, the nearest last. Every change makes a new sheet."""

    rows: Rows = ()
    past: tuple[Rows, ...] = ()
    future: tuple[Rows, ...] = ()

    def with_rows(self, rows: Iterable[SheetRow]) -> "Sheet":
        """With other rows, as one step; unchanged where they are the same."""
        found = tuple(rows)
        if found == self.rows:
            return self
        return Sheet(found, (*self.past, self.rows)[-STEPS:])

    def put(self, place: int, row: SheetRow) -> "Sheet":
        """With another row at `place`."""
        return self.with_rows((*self.rows[:place], row, *self.rows[place + 1 :]))

    def insert(self, place: int, rows: Sequence[SheetRow]) -> "Sheet":
        """With more rows before the one at `place`, in one step."""
        return self.with_rows((*self.rows[:place], *rows, *self.rows[place:]))

    def delete(self, place: int) -> "Sheet":
        """Without the row at `place`."""
        return self.with_rows((*self.rows[:place], *self.rows[place + 1 :]))

    def move(self, place: int, by: int) -> "Sheet":
        """With the row at `place` moved; unchanged where there is no room."""
        if not 0 <= place + by < len(self.rows):
            return self
        rows = list(self.rows)
        rows.insert(place + by, rows.pop(place))
        return self.with_rows(rows)

    def set_cell(
        self, place: int, column: str, text: str, read: Callable[[Mapping[str, str]], SheetRow]
    ) -> "Sheet":
        """With one cell written anew; an empty text is "not known"."""
        cells = {name: told for name, told in self.rows[place].cells.items() if name != column}
        if text.strip():
            cells[column] = text.strip()
        return self.put(place, read(cells))

    def undo(self) -> "Sheet":
        if not self.past:
            return self
        return replace(
            self, rows=self.past[-1], past=self.past[:-1], future=(*self.future, self.rows)
        )

    def redo(self) -> "Sheet":
        if not self.future:
            return self
        return replace(
            self, rows=self.future[-1], past=(*self.past, self.rows), future=self.future[:-1]
        )

    @property
    def lines(self) -> tuple[ContentLine, ...]:
        """The content lines: a cell that cannot be read is not known in its line."""
        return tuple(row.line for row in self.rows)

    @property
    def faults(self) -> list[CellFault]:
        """Every cell that cannot be read, from the top."""
        return [
            CellFault(place, column, says)
            for place, row in enumerate(self.rows)
            for column, says in row.faults.items()
        ]

    @property
    def total(self) -> tuple[Decimal, int]:
        """The sum of the values that are known, and how many lines have none."""
        values = [row.line.value for row in self.rows]
        known = [value for value in values if value is not None]
        return sum(known, Decimal(0)), len(values) - len(known)
