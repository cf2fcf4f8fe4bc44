"""A saved determination on screen, read-only, with its history and what can be recorded of it."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import WorkerError

from engine.faults import NavicertError
from screens.actions import bindings
from screens.audit import record_flows, record_proofs, record_runs
from screens.audit.auditor import Auditor, told
from screens.audit.history_text import banners, history_text
from screens.copying import copy
from screens.deals.past_deal import NewDealRequested
from screens.determinations.determination import TABS, DeterminationView
from screens.determinations.determination_text import copied_text
from screens.navicert_screen import NavicertScreen
from screens.plain import beside, lines, plain
from screens.services import SavedRecord
from screens.widgets.outcome_banner import OutcomeBanner
from screens.widgets.reader import Reader


class HistoryReader(Reader):
    """The history."""

    HELP_TITLE = "History"
    HELP = (
        "Everything that was recorded about this record, in order: who, when and why. Nothing is"
        " ever edited or deleted. Below stand how long it is kept, and the digests and the head of"
        " the journal that prove it. a records something more."
    )


class RecordScreen(DeterminationView):
    """A saved determination, read-only, with who, when, why and under which law.

    `marked` is another record, proposed where this one is superseded."""

    PLACE = "record"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        *DeterminationView.CSS_PATH,
        "../css/records.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("record")]
    TABS: ClassVar[tuple[tuple[str, str], ...]] = (*TABS, ("history", "5 History"))

    @dataclass
    class RecordRead(Message):
        """The record was read anew."""

        saved: SavedRecord

    @dataclass
    class ReadFailed(Message):
        """It could not be read."""

        error: str

    def __init__(self, saved: SavedRecord, auditor: Auditor, marked: str = "") -> None:
        super().__init__(saved.determination, saved)
        self.saved = saved
        self._auditor = auditor
        self._marked = marked

    def title_line(self) -> Content:
        return beside(plain(f"Record {self.saved.card.id}, read-only  "), super().title_line())

    def compose_notices(self) -> ComposeResult:
        yield Static("", id="notices", markup=False)

    def compose_more_tabs(self) -> ComposeResult:
        with HistoryReader(id="history"):
            yield Static("", id="history-text", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self._show_history()

    def _show_history(self) -> None:
        notices = list(banners(self.saved))
        panel = self.query_one("#notices", Static)
        panel.update(lines(*(plain(f"! {notice}", "bold") for notice in notices)))
        panel.display = bool(notices)
        if self.saved.record.determination is None:
            self.query_one(OutcomeBanner).show("taken out")
        text = history_text(self.saved, self._auditor.today())
        self.query_one("#history-text", Static).update(text)

    # Reading it again, after something was recorded

    @work(thread=True, exclusive=True, group="record", exit_on_error=False)
    def read_again(self) -> None:
        try:
            saved = self._auditor.records.get(self.saved.card.id)
        except (NavicertError, OSError) as error:
            self.post_message(self.ReadFailed(told(error)))
        else:
            self.post_message(self.RecordRead(saved))

    @on(RecordRead)
    def take_record(self, event: RecordRead) -> None:
        if event.saved.determination != self.determination:
            # A redaction: nothing of what was there may stay on screen.
            screen = RecordScreen(event.saved, self._auditor, self._marked)
            self.app.switch_screen(screen)
            return
        self.saved = self.record = event.saved
        self._show_history()

    @on(ReadFailed)
    def say_failed(self, event: ReadFailed) -> None:
        self.show_error("The record cannot be read", event.error)

    # What can be done

    def action_record_act(self, act: str) -> None:
        record_flows.begin_act(
            self, self._auditor, self.saved.card, act, self._other(), self.read_again
        )

    def action_acts(self) -> None:
        record_flows.choose_act(
            self, self._auditor, self.saved.card, self._other(), self.read_again
        )

    def _other(self) -> str:
        return "" if self._marked == self.saved.card.id else self._marked

    def action_new_deal(self) -> None:
        self.post_message(NewDealRequested(self.saved.card.id))

    def action_export(self) -> None:
        cards = [self.saved.card]
        record_flows.choose_export(self, self._auditor, self.saved.card.id, cards, False)

    def action_replay(self) -> None:
        record_runs.replay(self, self._auditor, [self.saved.card])

    def action_today(self) -> None:
        record_runs.today(self, self._auditor, [self.saved.card])

    def action_other_day(self) -> None:
        record_runs.other_day(self, self._auditor, [self.saved.card])

    def action_date_slider(self) -> None:
        record_runs.move_date(self, self._auditor, self.saved.card)

    def action_verify(self) -> None:
        record_proofs.verify(self, self._auditor)

    def action_copy(self) -> None:
        text = copied_text(self.determination, self.answer())
        text += f"\n{history_text(self.saved, self._auditor.today()).plain}\n"
        copy(self, text, "Copied as text, with its history.")


def open_record(
    screen: NavicertScreen[Any], auditor: Auditor, record: str, marked: str = ""
) -> None:
    """Read a record in a worker and show it, or say why it cannot be read."""

    def read() -> SavedRecord | str:
        try:
            return auditor.records.get(record)
        except (NavicertError, OSError) as error:
            return told(error)

    async def show() -> None:
        reading = screen.run_worker(read, thread=True, group="record", exit_on_error=False)
        try:
            saved = await reading.wait()
        except WorkerError:  # cancelled, or told by the screen as a fault of Navicert
            return
        if isinstance(saved, str):
            screen.show_error(f"Record {record} cannot be read", saved)
        elif screen.is_current:  # whoever went elsewhere meanwhile does not want it any more
            screen.app.push_screen(RecordScreen(saved, auditor, marked))

    screen.run_worker(show(), exclusive=True, group="opening", exit_on_error=False)
