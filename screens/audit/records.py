"""The list of saved determinations: filtered as one types, a page at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import DataTable, Input, Static

from engine.faults import NavicertError
from records.cards import Card
from records.search import ORDERS, Filter, Finder, in_order
from screens.actions import bindings
from screens.audit import record_flows, record_proofs, record_runs
from screens.audit.auditor import Auditor, told
from screens.audit.record_query import Query, QuerySuggester, hint, read_query, values_of
from screens.audit.record_words import ORDER_WORDS, about
from screens.deals.past_deal import NewDealRequested
from screens.navicert_screen import NavicertScreen
from screens.plain import lines, plain
from screens.widgets.filter_line import FilterLine
from screens.widgets.key_footer import KeyFooter
from screens.widgets.record_table import RecordTable

PAGE = 200
EMPTY = (
    "Nothing is on record yet.",
    "Answer the questions of a deal, press F3 for its determination, then ^s to save it with your"
    " name and the reason. A record is never changed afterwards.",
    "R puts a backup of earlier records in place.",
)


class RecordsScreen(NavicertScreen[None]):
    """Lists records that meet the filter, at most 200 a page."""

    PLACE = "records"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/records.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("records")]

    @dataclass
    class RecordsListed(Message):
        """All records were read, with a finder that is warm."""

        cards: Sequence[Card]
        finder: Finder
        sign_off: frozenset[str]

    @dataclass
    class RecordsFound(Message):
        """Those that meet the filter, in order."""

        found: Sequence[Card]

    @dataclass
    class RecordsFailed(Message):
        """Records could not be read."""

        error: str

    def __init__(self, auditor: Auditor) -> None:
        super().__init__()
        self._auditor = auditor
        self._cards: Sequence[Card] | None = None
        self._finder: Finder | None = None
        self._prepared: Finder | None = None
        self._sign_off: frozenset[str] = frozenset()
        self._query = Query(Filter())
        self._order = "saved"
        self._found: Sequence[Card] = ()
        self._page = 0
        self._marked: list[str] = []
        self._failed = False
        self._known: dict[str, Sequence[str]] = {}

    def compose(self) -> ComposeResult:
        yield Static(plain("Records: loading"), id="deal-line", markup=False)
        yield FilterLine(
            placeholder="/ filters: words, party: country: outcome: …   f ready-made filters",
            id="filter",
            select_on_focus=False,
            suggester=QuerySuggester(self._values),
        )
        yield Static("", id="filter-hint", markup=False)
        yield Static("", id="notices", markup=False)
        yield Static("", id="empty", markup=False)
        yield RecordTable()
        yield Static("", id="about", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one("#empty").display = False
        self.query_one("#filter-hint").display = False
        self.query_one("#notices").display = False
        self.query_one(RecordTable).focus()

    def on_screen_resume(self) -> None:
        # Something may have been recorded since, here or by another Navicert. After a failure not:
        # closing the box that tells of it would only bring it up again.
        self._show_notices()
        if not self._failed:
            self.load_cards()

    def _show_notices(self) -> None:
        troubles = self._auditor.records.troubles()
        notices = self.query_one("#notices", Static)
        notices.display = bool(troubles)
        notices.update(plain(_trouble_line(troubles), "bold") if troubles else plain(""))

    # Reading and finding

    @work(thread=True, exclusive=True, group="records", exit_on_error=False)
    def load_cards(self) -> None:
        try:
            cards, finder, sign_off = self._auditor.listing()
        except (NavicertError, OSError) as error:
            self.post_message(self.RecordsFailed(told(error)))
            return
        if finder is not self._finder:
            self.post_message(self.RecordsListed(cards, finder, sign_off))

    @work(thread=True, exclusive=True, group="finding", exit_on_error=False)
    def find_cards(self, finder: Finder, wanted: Filter, order: str) -> None:
        found = in_order(finder.find(wanted), order)
        self.post_message(self.RecordsFound(found))

    @on(RecordsListed)
    def take_cards(self, event: RecordsListed) -> None:
        self._known = {}
        self._cards, self._finder, self._sign_off = event.cards, event.finder, event.sign_off
        self.query_one(RecordTable).sign_off = event.sign_off
        self._marked = [r for r in self._marked if any(card.id == r for card in event.cards)]
        record_flows.tell_troubles(self, self._auditor)
        self._show_notices()
        self._find()

    def _find(self) -> None:
        if self._finder is not None:
            self.find_cards(self._finder, self._query.wanted, self._order)

    @on(RecordsFound)
    def take_found(self, event: RecordsFound) -> None:
        self._found = event.found
        self._page = min(self._page, max(0, (len(event.found) - 1) // PAGE))
        self._show_page()
        if self._finder is not None and self._finder is not self._prepared:
            # Not before the rows are there: it would take from the time that showing them takes.
            self._prepared = self._finder
            self.call_after_refresh(self.prepare_finder, self._finder)

    @work(thread=True, exclusive=True, group="preparing", exit_on_error=False)
    def prepare_finder(self, finder: Finder) -> None:
        finder.prepare()

    @on(RecordsFailed)
    def show_failure(self, event: RecordsFailed) -> None:
        self._failed = True
        self.query_one("#deal-line", Static).update(plain("Records: cannot be read"))
        self.show_error("Records cannot be read", event.error)

    # Showing

    def _show_page(self) -> None:
        start = self._page * PAGE
        shown = self._found[start : start + PAGE]
        table = self.query_one(RecordTable)
        table.show(shown, self._marks())
        table.display = bool(shown)
        # Where nothing is saved there is nothing to filter, and keys are not to be typed into it.
        self.query_one(FilterLine).display = bool(self._cards)
        if shown and self.focused is None:
            table.focus()
        self._show_title(start, len(shown))
        empty = self.query_one("#empty", Static)
        empty.display = not shown
        if not self._cards:
            empty.update(lines(*EMPTY))
        elif not shown:
            empty.update(
                lines(
                    f"None of {len(self._cards):,} records meets the filter.",
                    "F8 clears it, / goes back to it.",
                )
            )
        self._show_about()
        self.refresh_bindings()

    def _show_title(self, start: int, count: int) -> None:
        total, found = len(self._cards or ()), len(self._found)
        many = f"{found:,} of {total:,} (F8 all)" if self._query.wanted.asks else f"{total:,}"
        where = f", {start + 1:,} to {start + count:,} shown (n b)" if found > PAGE else ""
        sorted_by = f"  by {ORDER_WORDS[self._order]} (s)" if total else ""
        marks = {0: "", 1: "  1 marked: mark another", 2: "  2 marked, c compares"}[
            len(self._marked)
        ]
        line = plain(f"Records: {many}{where}{sorted_by}{marks}", "bold")
        self.query_one("#deal-line", Static).update(line)

    def _show_about(self) -> None:
        card = self.query_one(RecordTable).card
        panel = self.query_one("#about", Static)
        panel.display = card is not None
        if card is not None:
            panel.update(about(card, self._sign_off))

    def _marks(self) -> dict[str, str]:
        return {record: str(place) for place, record in enumerate(self._marked, start=1)}

    @on(DataTable.RowHighlighted)
    def follow_cursor(self) -> None:
        self._show_about()

    # The filter

    @on(Input.Changed, "#filter")
    def filter_changed(self, event: Input.Changed) -> None:
        self._query = read_query(event.value, self._auditor.country_code)
        self._page = 0
        self._show_hint()
        self._find()

    def _show_hint(self) -> None:
        line = self.query_one("#filter-hint", Static)
        text = self.query_one(FilterLine)
        faults = self._query.faults
        line.display = bool(faults) or text.has_focus
        line.set_class(bool(faults), "fault")
        told_first = f"! {'; '.join(faults)}" if faults else hint(text.value)
        line.update(plain(told_first))

    @on(Input.Submitted, "#filter")
    def leave_filter(self) -> None:
        table = self.query_one(RecordTable)
        if table.display:
            table.focus()

    def on_descendant_focus(self) -> None:
        self._show_hint()

    def on_descendant_blur(self) -> None:
        self._show_hint()

    def _values(self, key: str) -> Iterable[str]:
        """What stands on the list, for completing a criterion; collected once for a list."""
        if key not in self._known:
            self._known[key] = values_of(self._cards or (), key)
        return self._known[key]

    def action_filter(self) -> None:
        # At once: a filter is typed before a focus that is asked for later has moved.
        self.set_focus(self.query_one(FilterLine))

    def action_ready_filters(self) -> None:
        from screens.audit.ready_filters import choose

        def chosen(filter_line: str | None) -> None:
            if filter_line is not None:
                self.query_one(FilterLine).value = filter_line
                self.query_one(RecordTable).display = True
                self.query_one(RecordTable).focus()

        choose(self, self._finder, self._auditor.today(), chosen)

    def action_clear_filter(self) -> None:
        self.query_one(FilterLine).value = ""
        self.query_one(RecordTable).display = True
        self.query_one(RecordTable).focus()

    def action_sort(self) -> None:
        self._sort_by(ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)])

    @on(RecordTable.SortWanted)
    def sort_by_column(self, event: RecordTable.SortWanted) -> None:
        if event.column in ORDERS:
            self._sort_by(event.column)

    def _sort_by(self, order: str) -> None:
        self._order = order
        self._page = 0
        self._find()

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "next_page":
                return True if (self._page + 1) * PAGE < len(self._found) else None
            case "previous_page":
                return True if self._page else None
            case "acts" | "replay" | "today" | "other_day":
                return True if self._found else None
            case "clear_filter":
                return bool(self.query(FilterLine) and self.query_one(FilterLine).value)
        return True

    def _turn(self, by: int) -> None:
        self._page += by
        self._show_page()
        self.query_one(RecordTable).move_cursor(row=0)

    def action_next_page(self) -> None:
        self._turn(1)

    def action_previous_page(self) -> None:
        self._turn(-1)

    @on(DataTable.RowSelected)
    def open_selected(self, event: DataTable.RowSelected) -> None:
        from screens.audit.record import open_record

        if event.row_key.value:
            marked = self._marked[-1] if self._marked else ""
            open_record(self, self._auditor, event.row_key.value, marked)

    @on(RecordTable.Marked)
    def mark_record(self, event: RecordTable.Marked) -> None:
        if event.record in self._marked:
            self._marked.remove(event.record)
        else:
            # The third takes the place of the second: the first is what one compares with.
            self._marked = [*self._marked[:1], event.record]
        self.query_one(RecordTable).mark(self._marks())
        start = self._page * PAGE
        self._show_title(start, len(self._found[start : start + PAGE]))
        self.refresh_bindings()

    def action_compare(self) -> None:
        if len(self._marked) < 2:
            self.notify("Mark two records with space; c then compares them.", markup=False)
            return
        first, second = self._marked
        record_flows.compare(self, self._auditor, first, second)

    def action_acts(self) -> None:
        card = self.query_one(RecordTable).card
        if card is not None:
            other = next((r for r in self._marked if r != card.id), "")
            # The list is read again as soon as the form has closed.
            record_flows.choose_act(self, self._auditor, card, other)

    def action_new_deal(self) -> None:
        card = self.query_one(RecordTable).card
        if card is not None:
            self.post_message(NewDealRequested(card.id))

    def action_export(self) -> None:
        card = self.query_one(RecordTable).card
        record_flows.choose_export(self, self._auditor, card.id if card else "", self._found)

    def action_verify(self) -> None:
        record_proofs.verify(self, self._auditor)

    def action_verify_against(self) -> None:
        record_proofs.verify_against(self, self._auditor)

    def action_checkpoint(self) -> None:
        record_proofs.checkpoint(self, self._auditor)

    def action_restore(self) -> None:
        record_proofs.restore(self, self._auditor, self._read_anew)

    def _read_anew(self) -> None:
        self._failed = False
        self.load_cards()

    def action_replay(self) -> None:
        record_runs.replay(self, self._auditor, self._found)

    def action_today(self) -> None:
        record_runs.today(self, self._auditor, self._found)

    def action_other_day(self) -> None:
        record_runs.other_day(self, self._auditor, self._found)

    def action_troubles(self) -> None:
        troubles = self._auditor.records.troubles()
        text = "\n\n".join(troubles) or "Nothing is known that is wrong. v checks every byte."
        self.show_error("The journal and its checkpoints", text)

    def action_close(self) -> None:
        table = self.query_one(RecordTable)
        if self.query_one(FilterLine).has_focus and self._cards:
            if table.display:
                table.focus()
            else:
                self.action_clear_filter()
            return
        self.dismiss(None)


def _trouble_line(troubles: Sequence[str]) -> str:
    first = (
        troubles[0] if len(troubles) == 1 else f"{len(troubles)} things are wrong: {troubles[0]}"
    )
    return f"! {first} (i tells all)"
