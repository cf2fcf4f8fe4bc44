"""The editor of a bill of materials: a table, pasted lines, CSV files, the share as it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.timer import Timer
from textual.widgets import Input, Static

from engine.deals.amounts import show_money
from engine.deals.content_csv import Rows, SheetRow, cells_of, first_cells, read_rows, row_of
from engine.deals.content_sheet import Sheet
from engine.deals.element_reading import CONTENT_KINDS, ENCRYPTION
from engine.evaluation.content import ContentResult
from engine.explanation.calculation_words import share_words
from engine.facts import ContentLine
from engine.faults import NavicertError
from engine.model import Ruleset
from engine.truth import NO, YES
from screens.actions import bindings
from screens.audit.auditor import told
from screens.deals.bill_forms import column_form, columns_of
from screens.deals.deal_forms import content_check, content_fields
from screens.modals.form import FormModal, Tree
from screens.modals.menu import Entry, MenuModal
from screens.modals.open_file import OpenFileModal
from screens.navicert_screen import NavicertScreen
from screens.plain import lines as below
from screens.plain import plain
from screens.to_file import FileToWrite, put, write_to_file
from screens.widgets.key_footer import KeyFooter
from screens.widgets.sheet_table import COLUMNS, SheetTable

COUNT_AFTER = 0.15
"""Seconds from a change to the share being counted anew, unless another change comes first."""

Lines = tuple[ContentLine, ...]


class BillScreen(NavicertScreen[None]):
    """Edits the lines. `count` asks the law how they come out, in a thread; `keep` is told the
    lines after each change."""

    PLACE = "bill"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/bill.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("bill")]

    @dataclass
    class RowsRead(Message):
        """Lines were read out of a text, to be put in before the line at `place`."""

        rows: Rows
        place: int
        source: str

    @dataclass
    class ReadFailed(Message):
        """A file cannot be read."""

        error: str

    @dataclass
    class Counted(Message):
        """How the lines come out."""

        lines: Lines
        content: ContentResult | None

    def __init__(
        self,
        ruleset: Ruleset,
        lines: Lines,
        count: Callable[[Lines], ContentResult | None],
        keep: Callable[[Lines], None],
    ) -> None:
        super().__init__()
        self._ruleset = ruleset
        self._count = count
        self._keep = keep
        cells = [cells_of(line) for line in lines]
        pairs = zip(cells, lines, strict=True)
        self.sheet = Sheet(tuple(SheetRow(0, told, {}, line) for told, line in pairs))
        self.content: ContentResult | None = None
        self._counted: list[str] = []
        self._share = "being counted"
        self._timer: Timer | None = None
        self._editing = False

    def compose(self) -> ComposeResult:
        yield Static("", id="deal-line", markup=False)
        yield SheetTable()
        yield Input(id="cell", select_on_focus=True)
        yield Static("", id="about-cell", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one("#cell", Input).display = False
        self._show()
        self._count_soon()
        self.table.focus()

    @property
    def table(self) -> SheetTable:
        """The table."""
        return self.query_one(SheetTable)

    def row(self, cells: Mapping[str, str]) -> SheetRow:
        """A row from its cells."""
        return row_of(cells, self._ruleset)

    # Changing and showing

    def change(self, sheet: Sheet, place: int | None = None) -> None:
        """Make `sheet` the current one, the cursor at `place`, and have it kept."""
        changed = sheet.rows != self.sheet.rows
        self.sheet = sheet
        if place is not None:
            self.table.place = place
        if changed:
            self._counted = []
            self._share = "being counted"
            self._keep(sheet.lines)
            self._count_soon()
        self._show()

    def _show(self) -> None:
        self.table.show(self.sheet.rows, self._counted)
        self._show_sums()
        self.refresh_bindings()

    def _show_sums(self) -> None:
        total, unknown = self.sheet.total
        count, faults = len(self.sheet.rows), len(self.sheet.faults)
        parts = [f"{count:,} line{'' if count == 1 else 's'}, total {show_money(total)}"]
        if unknown:
            parts.append(f"{unknown:,} without a value")
        if faults:
            parts.append(f"{faults:,} cell{'' if faults == 1 else 's'} cannot be read (n)")
        share = f"Controlled U.S. share: {self._share}"
        self.query_one("#deal-line", Static).update(
            below(plain("; ".join(parts), "bold"), plain(share, "bold"))
        )

    @on(SheetTable.CellReached)
    def tell_cell(self) -> None:
        if self._editing:
            return
        if not self.sheet.rows:
            text = "An empty table is no answer: “Done: there are none” at the question is one."
            self.query_one("#about-cell", Static).update(plain(text))
            return
        row, column = self.sheet.rows[self.table.place], self.table.column
        says = row.faults.get(column, "")
        text = f"Line {self.table.place + 1:,}, {COLUMNS[column]}: "
        text += f"! {says}" if says else row.cells.get(column) or "not known"
        other = [name for name in row.faults if name not in COLUMNS]
        text += "".join(f"\n! {name}: {row.faults[name]}" for name in other)
        self.query_one("#about-cell", Static).update(plain(text))

    # Counting

    def _count_soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        lines = self.sheet.lines
        self._timer = self.set_timer(COUNT_AFTER, lambda: self.count(lines))

    @work(thread=True, exclusive=True, group="count", exit_on_error=False)
    def count(self, lines: Lines) -> None:
        self.post_message(self.Counted(lines, self._count(lines)))

    @on(Counted)
    def take_count(self, event: Counted) -> None:
        if event.lines != self.sheet.lines:
            return
        self.content = event.content
        self._share = share_words(event.content)
        if event.content is not None:
            signs = {YES: "+", NO: "-"}
            self._counted = [signs.get(one.counted, "?") for one in event.content.lines]
        self._show()

    # One cell, one line

    @on(SheetTable.CellChosen)
    def edit_cell(self) -> None:
        column = self.table.column
        field = self.query_one("#cell", Input)
        known = self._known(column)
        field.suggester = SuggestFromList(known, case_sensitive=False) if known else None
        field.value = self.sheet.rows[self.table.place].cells.get(column, "")
        field.display = True
        self._editing = True
        words = ", ".join(known) if 0 < len(known) < 9 else ""
        told = f"{COLUMNS[column]} of line {self.table.place + 1:,}. Enter takes it, escape leaves"
        told += f" it. Empty is “not known”.{f' One of: {words}.' if words else ''}"
        self.query_one("#about-cell", Static).update(plain(told))
        field.focus()

    def _known(self, column: str) -> list[str]:
        match column:
            case "origin":
                return [country.name for country in self._ruleset.countries.values()]
            case "eccn":
                return list(self._ruleset.entries)
            case "kind":
                return list(CONTENT_KINDS)
            case "encryption":
                return list(ENCRYPTION)
            case "incorporated" | "bundled":
                return ["yes", "no"]
        return []

    @on(Input.Submitted, "#cell")
    def take_cell(self, event: Input.Submitted) -> None:
        event.stop()
        place, column = self.table.place, self.table.column
        sheet = self.sheet.set_cell(place, column, event.value, self.row)
        self._leave_cell()
        self.change(sheet)
        if column not in self.sheet.rows[place].faults:
            self.table.action_go(1, 0)

    def _leave_cell(self) -> None:
        self._editing = False
        self.query_one("#cell", Input).display = False
        self.table.focus()
        self.tell_cell()

    def action_add(self) -> None:
        place = min(self.table.place + 1, len(self.sheet.rows))
        self._ask_line({}, lambda row: self.change(self.sheet.insert(place, [row]), place))

    def action_form(self) -> None:
        place = self.table.place
        if self.sheet.rows:
            cells = dict(self.sheet.rows[place].cells)
            self._ask_line(cells, lambda row: self.change(self.sheet.put(place, row)))

    def _ask_line(self, cells: Tree, take: Callable[[SheetRow], None]) -> None:
        def edited(tree: Tree | None) -> None:
            if tree is not None:
                take(self.row({name: str(value) for name, value in tree.items()}))

        title, check = "A line of the bill of materials", content_check(self._ruleset)
        modal = FormModal(title, content_fields(self._ruleset), cells, check)
        self.app.push_screen(modal, edited)

    def action_duplicate(self) -> None:
        if self.sheet.rows:
            place = self.table.place
            self.change(self.sheet.insert(place + 1, [self.sheet.rows[place]]), place + 1)

    def action_delete(self) -> None:
        if self.sheet.rows:
            self.change(self.sheet.delete(self.table.place))

    def action_move(self, by: int) -> None:
        sheet = self.sheet.move(self.table.place, by) if self.sheet.rows else self.sheet
        if sheet is not self.sheet:
            self.change(sheet, self.table.place + by)

    def action_undo(self) -> None:
        self.change(self.sheet.undo())

    def action_redo(self) -> None:
        self.change(self.sheet.redo())

    def action_next_fault(self) -> None:
        order = list(COLUMNS)
        faults = sorted(
            (fault.place, order.index(fault.column))
            for fault in self.sheet.faults
            if fault.column in COLUMNS
        )
        here = (self.table.place, order.index(self.table.column))
        if faults:
            place, column = next((fault for fault in faults if fault > here), faults[0])
            self.table.reach(place, order[column])
        else:
            self.notify("Every cell can be read.", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self._editing and action in ("undo", "redo", "delete"):
            return False
        if action == "undo":
            return True if self.sheet.past else None
        if action == "redo":
            return True if self.sheet.future else None
        return True

    # Lines out of a spreadsheet or a file, and into a file

    @on(SheetTable.Pasted)
    def take_paste(self, event: SheetTable.Pasted) -> None:
        place = min(self.table.place + 1, len(self.sheet.rows))
        if not any(sign in event.text.strip() for sign in "\t\n,;"):
            self.notify("Paste lines of a table; enter edits one cell.", markup=False)
            return
        first = first_cells(event.text)
        if first is None:
            self.read_text(event.text, (), place, "the pasted text")
            return

        def asked(tree: Tree | None) -> None:
            if tree is not None:
                self.read_text(event.text, columns_of(tree, len(first)), place, "the pasted text")

        fields, tree, check = column_form(first, self._ruleset)
        title = "No row of headings was pasted: which column is which?"
        self.app.push_screen(FormModal(title, fields, tree, check), asked)

    def action_open_file(self) -> None:
        def chosen(path: Path | None) -> None:
            if path is not None:
                self.read_file(path, len(self.sheet.rows))

        modal = OpenFileModal("Take lines from a CSV file", Path.cwd(), (".csv", ".tsv", ".txt"))
        self.app.push_screen(modal, chosen)

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def read_file(self, path: Path, place: int) -> None:
        try:
            rows = read_rows(path.read_bytes(), path.name, self._ruleset)
        except (NavicertError, OSError) as error:
            self.post_message(self.ReadFailed(told(error)))
        else:
            self.post_message(self.RowsRead(rows, place, path.name))

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def read_text(self, text: str, columns: tuple[str, ...], place: int, source: str) -> None:
        try:
            rows = read_rows(text, source, self._ruleset, columns)
        except NavicertError as error:
            self.post_message(self.ReadFailed(told(error)))
        else:
            self.post_message(self.RowsRead(rows, place, source))

    @on(RowsRead)
    def take_rows(self, event: RowsRead) -> None:
        found = event.rows.rows
        if found:
            self.change(self.sheet.insert(event.place, found), event.place)
        bad = sum(bool(row.faults) for row in found)
        if event.rows.faults:
            kept = f"{len(found):,} lines were taken in." if found else "No line was taken in."
            faults = "\n".join(map(str, event.rows.faults))
            self.show_error("Not all of it can be read", f"{kept}\n\n{faults}")
        else:
            mend = f"; {bad:,} with cells to mend: n goes to the next" if bad else ""
            self.notify(f"{len(found):,} lines from {event.source}{mend}.", markup=False)

    @on(ReadFailed)
    def tell_unread(self, event: ReadFailed) -> None:
        self.show_error("This cannot be read", event.error)

    def action_write_file(self) -> None:
        from records.reports.content import content_csv

        rows = self.sheet.rows

        def write(path: Path) -> str:
            put(path, content_csv(row.cells for row in rows))
            return f"{len(rows):,} lines"

        wanted = FileToWrite("Write the lines to a CSV file", "bill-of-materials.csv", write)
        write_to_file(self.app, Path.cwd(), wanted)

    # Closing

    def action_close(self) -> None:
        if self._editing:
            self._leave_cell()
            return
        faults = len(self.sheet.faults)
        if not faults:
            self.dismiss(None)
            return

        def chosen(key: str | None) -> None:
            if key == "close":
                self.dismiss(None)

        cells = "1 cell cannot be read" if faults == 1 else f"{faults:,} cells cannot be read"
        entries = [
            Entry("stay", "Go back and mend them", "g"),
            Entry("close", "Close: they count as not known, and what was typed is dropped", "c"),
        ]
        self.app.push_screen(MenuModal(f"{cells}.", entries), chosen)
