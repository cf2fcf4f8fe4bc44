"""The list of saved determinations, a page at a time; one opens read-only."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, Footer, Static

from screens.actions import bindings
from screens.navicert_screen import NavicertScreen
from screens.outcome_words import words_of
from screens.plain import lines, one_line, plain
from screens.services import RecordCard, Records, SavedRecord

PAGE = 200
EMPTY = (
    "Nothing is on record yet.",
    "Answer the questions of a deal, press F3 for its determination, then ^s to save it with your"
    " name and the reason. A record is never changed afterwards.",
)


class RecordTable(DataTable[Content]):
    """The rows."""

    HELP_TITLE = "Records"
    HELP = "Arrows move, enter opens the record under the cursor. The newest come first."


class RecordsScreen(NavicertScreen[None]):
    """Lists records, the newest first, at most 200 a page."""

    PLACE = "records"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["css/base.tcss", "css/records.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("records")]

    @dataclass
    class RecordsListed(Message):
        """The cards of all records were read."""

        cards: Sequence[RecordCard]

    @dataclass
    class RecordOpened(Message):
        """A record was read."""

        record: SavedRecord

    @dataclass
    class RecordsFailed(Message):
        """Records could not be read."""

        error: str

    def __init__(self, records: Records) -> None:
        super().__init__()
        self._records = records
        self._cards: Sequence[RecordCard] = ()
        self._page = 0

    def compose(self) -> ComposeResult:
        yield Static(plain("Records: loading"), id="deal-line", markup=False)
        yield Static(lines(*EMPTY), id="empty", markup=False)
        yield RecordTable(cursor_type="row", zebra_stripes=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#empty").display = False
        table = self.query_one(RecordTable)
        table.add_column("Saved", width=16)
        table.add_column("Outcome", width=30)
        table.add_column("Deal", width=32)
        table.add_column("As of", width=10)
        table.add_column("By", width=16)
        table.add_column("Record", width=14)
        table.focus()
        self.load_cards()

    @work(thread=True, exclusive=True, group="records", exit_on_error=False)
    def load_cards(self) -> None:
        from engine.faults import NavicertError

        try:
            cards = self._records.cards()
        except (NavicertError, OSError) as error:
            self.post_message(self.RecordsFailed(str(error)))
        else:
            self.post_message(self.RecordsListed(cards))

    @work(thread=True, exclusive=True, group="record", exit_on_error=False)
    def load_record(self, record: str) -> None:
        from engine.faults import NavicertError

        try:
            found = self._records.get(record)
        except (NavicertError, OSError) as error:
            self.post_message(self.RecordsFailed(str(error)))
        else:
            self.post_message(self.RecordOpened(found))

    @on(RecordsListed)
    def take_cards(self, event: RecordsListed) -> None:
        self._cards = event.cards
        self._show_page()

    @on(RecordOpened)
    def show_record(self, event: RecordOpened) -> None:
        from screens.determination import RecordScreen

        self.app.push_screen(RecordScreen(event.record))

    @on(RecordsFailed)
    def show_failure(self, event: RecordsFailed) -> None:
        self.query_one("#deal-line", Static).update(plain("Records"))
        self.show_error("Records cannot be read", event.error)

    @on(DataTable.RowSelected)
    def open_record(self, event: DataTable.RowSelected) -> None:
        if event.row_key.value:
            self.load_record(event.row_key.value)

    def _show_page(self) -> None:
        start = self._page * PAGE
        shown = self._cards[start : start + PAGE]
        table = self.query_one(RecordTable)
        table.clear()
        for card in shown:
            words = words_of(card.outcome)
            table.add_row(
                one_line(card.saved),
                one_line(f"{words.sign} {words.short}"),
                one_line(card.title or "Untitled deal"),
                one_line(card.as_of),
                one_line(card.by),
                one_line(card.id),
                key=card.id,
            )
        total = len(self._cards)
        where = f", {start + 1} to {start + len(shown)} shown" if total > PAGE else ""
        self.query_one("#deal-line", Static).update(plain(f"Records: {total:,}{where}", "bold"))
        self.query_one("#empty").display = not total
        table.display = bool(total)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "next_page":
            return True if (self._page + 1) * PAGE < len(self._cards) else None
        if action == "previous_page":
            return True if self._page else None
        return True

    def action_next_page(self) -> None:
        self._page += 1
        self._show_page()
        self.refresh_bindings()

    def action_previous_page(self) -> None:
        self._page -= 1
        self._show_page()
        self.refresh_bindings()

    def action_close(self) -> None:
        self.dismiss(None)
