"""The rows of the list of records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import DataTable

from records.cards import Card
from screens.audit.record_words import COLUMNS, cell, widths
from screens.plain import plain

AT_ONCE = 45
"""Rows that are shown at once; the rest of a page follows, a few at a time."""
A_FEW = 25


class RecordTable(DataTable[Content]):
    """At most a page of records. Columns come and go with the room there is."""

    HELP_TITLE = "Records"
    HELP = (
        "Arrows move, enter opens the record under the cursor, space marks it: mark two, and c"
        " compares them. / goes to the filter. With the mouse: click a record to choose it, once"
        " more to open it, its first cell to mark it, a heading to sort by it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", show=False),
        # In a table of cells they go to the ends of a row; here the rows are what one moves in.
        Binding("home", "scroll_top", "First", show=False),
        Binding("end", "scroll_bottom", "Last", show=False),
    ]

    @dataclass
    class Marked(Message):
        """A record is to be marked, or unmarked."""

        record: str

    @dataclass
    class SortWanted(Message):
        """The heading of a column was clicked."""

        column: str

    def __init__(self, sign_off: frozenset[str] = frozenset()) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False, cursor_foreground_priority="css")
        self.sign_off = sign_off
        self._cards: Sequence[Card] = ()
        self._marks: Mapping[str, str] = {}
        self._widths: dict[str, int] = {}
        self._rest: Timer | None = None

    @property
    def card(self) -> Card | None:
        """The record under the cursor."""
        return self._cards[self.cursor_row] if 0 <= self.cursor_row < len(self._cards) else None

    def show(self, cards: Sequence[Card], marks: Mapping[str, str]) -> None:
        """Show these rows, the cursor on the same record as before if it is among them."""
        kept = self.card
        same = self._cards == cards and self._marks == marks
        self._cards, self._marks = cards, marks
        if not same:
            self._fill(kept)

    def mark(self, marks: Mapping[str, str]) -> None:
        """Show other marks on the same rows."""
        self._marks = marks
        for card in self._cards[: self.row_count]:
            self.update_cell(card.id, "mark", plain(marks.get(card.id, ""), "bold"))

    def on_resize(self) -> None:
        if widths(self._room()) != self._widths:
            self._fill(self.card)

    def _room(self) -> int:
        return self.size.width - 2  # the scroll bar

    def _fill(self, kept: Card | None) -> None:
        fitting = widths(self._room())
        self.clear(columns=fitting != self._widths)
        if fitting != self._widths:
            self._widths = fitting
            for column, width in fitting.items():
                self.add_column(COLUMNS[column], width=width, key=column)
        same = 0
        if kept is not None:
            same = next((n for n, card in enumerate(self._cards) if card.id == kept.id), 0)
        # A page takes a tenth of a second: while somebody types, what can be seen comes first.
        self._add_rows(max(AT_ONCE, same + 1))
        self._add_by_and_by()
        if same:
            self.move_cursor(row=same)

    def _add_by_and_by(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if self.row_count < len(self._cards):
            self._rest = self.set_timer(0.1, self._add_some)

    def _add_some(self) -> None:
        self._add_rows(self.row_count + A_FEW)
        self._add_by_and_by()

    def add_rest(self) -> None:
        """Add the rows of the page that are not there yet."""
        self._add_rows(len(self._cards))

    def _add_rows(self, upto: int) -> None:
        for card in self._cards[self.row_count : upto]:
            mark = self._marks.get(card.id, "")
            self.add_row(
                *(cell(*column, card, self.sign_off, mark) for column in self._widths.items()),
                key=card.id,
            )

    def action_scroll_bottom(self) -> None:
        self.add_rest()
        super().action_scroll_bottom()

    def action_mark(self) -> None:
        if self.card is not None:
            self.post_message(self.Marked(self.card.id))

    def on_data_table_header_selected(self, event: DataTable.HeaderSelected) -> None:
        event.stop()
        self.post_message(self.SortWanted(event.column_key.value or ""))

    def on_click(self, event: events.Click) -> None:
        meta = event.style.meta
        if meta.get("column") == 0 and meta.get("row", -1) >= 0 and not meta.get("out_of_bounds"):
            # Otherwise a click on the mark of the record under the cursor would open it.
            event.prevent_default()
            event.stop()
            self.move_cursor(row=meta["row"])
            self.action_mark()
