"""The lines of a bill of materials as a table of which only what can be seen is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from engine.deals.content_csv import SheetRow
from screens.plain import beside, lines, plain, safe

COLUMNS: Final = {
    "description": "Description",
    "eccn": "ECCN",
    "origin": "Origin",
    "value": "Value USD",
    "kind": "Kind",
    "incorporated": "Incorporated",
    "bundled": "Bundled",
    "encryption": "Encryption",
}
_WIDTHS: Final = {
    "eccn": 13,
    "origin": 8,
    "value": 14,
    "kind": 11,
    "incorporated": 13,
    "bundled": 9,
    "encryption": 14,
}
_LEAST: Final = 16
"""Cells of the description where there is little room."""
_NUMBER: Final = 8
"""Cells for the number of the line and how it counts."""


class SheetTable(Widget, can_focus=True):
    """Draws rows and a cursor; says what was chosen and pasted. Holds no sheet of its own."""

    HELP_TITLE = "Bill of materials"
    HELP = (
        "Arrows move from cell to cell, enter edits the cell, f the whole line. a adds a line, d"
        " duplicates it, delete takes it out, K and J move it, ^z undoes. Paste lines out of a"
        " spreadsheet, with or without a row of headings. Before a line stands how it counts: +"
        " counted as controlled U.S. content, - not, ? cannot be said. ! marks a cell that cannot"
        " be read; until you mend it, it is not known. An empty cell is not known either."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1, 0)", "Up", show=False),
        Binding("down", "go(1, 0)", "Down", show=False),
        Binding("left,shift+tab", "go(0, -1)", "Left", show=False),
        Binding("right", "go(0, 1)", "Right", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "end(-1)", "First line", show=False),
        Binding("end", "end(1)", "Last line", show=False),
        Binding("enter,space", "choose", "Edit", show=False),
    ]

    @dataclass
    class CellReached(Message):
        """The cursor stands on another cell."""

    @dataclass
    class CellChosen(Message):
        """The cell under the cursor is to be edited."""

    @dataclass
    class Pasted(Message):
        """A text was pasted."""

        text: str

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[SheetRow] = ()
        self._counted: Sequence[str] = ()
        self.place = 0
        self._column = 0
        self._top = 0
        self._first = 1

    @property
    def column(self) -> str:
        """The column of the cell under the cursor."""
        return list(COLUMNS)[self._column]

    def show(self, rows: Sequence[SheetRow], counted: Sequence[str]) -> None:
        """Show these rows, each with the sign of how it counts."""
        self._rows, self._counted = rows, counted
        self._reach(self.place, self._column)

    def reach(self, place: int, column: str) -> None:
        """Put the cursor on a cell."""
        self._reach(place, list(COLUMNS).index(column))

    def _reach(self, place: int, column: int) -> None:
        self.place = max(0, min(place, len(self._rows) - 1))
        self._column = max(0, min(column, len(COLUMNS) - 1))
        room = self._room()
        self._top = max(0, min(self._top, self.place), self.place - room + 1)
        while self._column and self._column < self._first:
            self._first -= 1
        while self._column and self.column not in self._shown() and self._first < self._column:
            self._first += 1
        self.refresh()
        self.post_message(self.CellReached())

    def _room(self) -> int:
        """Lines that can be seen at once."""
        return max(1, self.size.height - 1)

    def _shown(self) -> dict[str, int]:
        """The columns that can be seen, with their widths."""
        width = self.size.width - _NUMBER
        named = list(COLUMNS)[self._first :]
        found: dict[str, int] = {}
        left = width - _LEAST
        for name in named:
            if _WIDTHS[name] > left and found:
                break
            found[name] = min(_WIDTHS[name], max(1, left))
            left -= _WIDTHS[name]
        return {"description": _LEAST + max(0, left), **found}

    def render(self) -> Content:
        shown = self._shown()
        more = "<" if self._first > 1 else " "
        head = f"{more}{'':{_NUMBER - 1}}" + "".join(
            _fitted(COLUMNS[name], width) for name, width in shown.items()
        )
        parts = [plain(head, "bold")]
        if not self._rows:
            parts += [
                plain(""),
                plain("  No lines yet. Press a to add one, o for a CSV file, or paste lines out"),
                plain("  of a spreadsheet: description, ECCN, origin, value."),
            ]
        for place in range(self._top, min(self._top + self._room(), len(self._rows))):
            parts.append(self._row(place, shown))
        return lines(*parts)

    def _row(self, place: int, shown: dict[str, int]) -> Content:
        row = self._rows[place]
        here = place == self.place
        sign = self._counted[place] if place < len(self._counted) else " "
        parts: list[Content | str] = [
            plain(f"{'>' if here else ' '}{place + 1:>5}{sign} ", "bold" if here else "")
        ]
        for name, width in shown.items():
            mark = "!" if name in row.faults else ""
            cell = _fitted(mark + safe(row.cells.get(name, "")), width, name == "value")
            at = here and name == self.column and self.has_focus
            style = "reverse" if at else "$text-error" if mark else ""
            parts.append(plain(cell, style))
        return beside(*parts)

    def action_go(self, rows: int, columns: int) -> None:
        self._reach(self.place + rows, self._column + columns)

    def action_page(self, by: int) -> None:
        self._reach(self.place + by * self._room(), self._column)

    def action_end(self, by: int) -> None:
        self._reach(0 if by < 0 else len(self._rows) - 1, self._column)

    def action_choose(self) -> None:
        if self._rows:
            self.post_message(self.CellChosen())

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.post_message(self.Pasted(event.text))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._reach(self.place + 3, self._column)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._reach(self.place - 3, self._column)

    def on_click(self, event: events.Click) -> None:
        place = self._top + event.y - 1
        if event.y < 1 or place >= len(self._rows):
            return
        left = _NUMBER
        for name, width in self._shown().items():
            left += width
            if event.x < left:
                again = place == self.place and name == self.column
                self.reach(place, name)
                if again:
                    self.action_choose()
                return

    def on_resize(self) -> None:
        self._reach(self.place, self._column)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


def _fitted(text: str, width: int, right: bool = False) -> str:
    """The text on one line of exactly so many cells, one of them between two columns."""
    flat = " ".join(text.split())
    cell_width = Content(flat).cell_length
    if cell_width > width - 1:
        flat = Content(flat).truncate(max(1, width - 1), ellipsis=True).plain
        cell_width = Content(flat).cell_length
    room = " " * max(0, width - 1 - cell_width)
    return f"{room}{flat} " if right else f"{flat}{room} "
