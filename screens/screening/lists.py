"""The screening lists: which are in use, how old they are, who is on them; and importing one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from engine.faults import NavicertError
from parties.matching.query import LOWEST_THRESHOLD
from parties.screened_deal import NamedHit
from screens.actions import bindings
from screens.audit.auditor import told
from screens.modals.progress import ProgressModal, Run
from screens.navicert_screen import NavicertScreen
from screens.plain import beside, lines, plain
from screens.screening.hit_words import hit_line
from screens.services import ImportNews, ListNews, ListsDesk
from screens.widgets.key_footer import KeyFooter
from screens.widgets.plain_list import PlainList
from screens.widgets.type_ahead import SearchField

AFTER = 0.15
"""Seconds without a key until the name is searched for."""
SHOWN = 50
ENDINGS = (".json", ".csv", ".gz")


class NameField(SearchField):
    """The name to be searched for."""

    HELP_TITLE = "A listed party"
    HELP = (
        "Type a name: the listed parties that it may mean stand below, down to the weaker ones,"
        " with score, list, and which word met which. The arrows move among them, enter shows all"
        " that the list says of one and what it means."
    )


class FoundList(PlainList, can_focus=False):
    """The listed parties found; the field above keeps the focus."""


class ImportModal(ProgressModal):
    """An import is short, and puts the list in use at its end: it cannot be left half-way."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#cancel").display = False

    def action_cancel(self) -> None:
        self.notify("The list is being read and written: one moment.", markup=False)


class ListsScreen(NavicertScreen[None]):
    """Owns what was found; `folder` is where the search for files begins."""

    PLACE = "lists"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("lists")]

    @dataclass
    class NewsTold(Message):
        """Which lists are in use."""

        news: Sequence[ListNews]

    @dataclass
    class Found(Message):
        """The listed parties that the name of this number may mean."""

        number: int
        hits: Sequence[NamedHit]

    @dataclass
    class Refused(Message):
        """Something cannot be done."""

        title: str
        why: str

    @dataclass
    class Told(Message):
        """A text to be shown."""

        title: str
        lines: Sequence[str]

    def __init__(self, lists: ListsDesk, folder: Callable[[], Path]) -> None:
        super().__init__()
        self._lists = lists
        self._folder = folder
        self._news: Sequence[ListNews] = ()
        self._hits: Sequence[NamedHit] = ()
        self._number = 0
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(plain("Screening lists", "bold"), id="deal-line", markup=False)
        yield Static(plain("Looking …", "$text-muted"), id="status", markup=False)
        yield NameField(placeholder="a name: who is listed under it?", select_on_focus=False)
        yield FoundList(id="found", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(NameField).focus()
        self._show_found("")
        self._look()

    # Which lists

    @work(thread=True, exclusive=True, group="news", exit_on_error=False)
    def _look(self) -> None:
        try:
            self.post_message(self.NewsTold(self._lists.news()))
        except (NavicertError, OSError) as error:
            self.post_message(self.Refused("The lists cannot be used", told(error)))

    @on(NewsTold)
    def show_news(self, event: NewsTold) -> None:
        self._news = event.news
        rows = []
        for one in event.news:
            wrong = plain(f"{one.wrong}: ", "bold $text-warning") if one.wrong else plain("")
            name = f"{one.name}  " if one.name else ""
            rows.append(beside(plain(name, "bold"), wrong, plain(one.line)))
            if len(event.news) == 1:
                rows += [plain(line.strip()) for line in one.content]
        if any(one.wrong for one in event.news):
            rows.append(plain("F2 imports a newer list from a file.", "$text-muted"))
        self.query_one("#status", Static).update(lines(*rows))

    @on(Refused)
    def tell_refusal(self, event: Refused) -> None:
        self.show_error(event.title, event.why)

    def action_status(self) -> None:
        told_of = [line for one in self._news for line in (*one.lines, "")]
        self.show_error("The lists in use", "\n".join(told_of))

    # Searching

    @on(Input.Changed)
    def search_soon(self, event: Input.Changed) -> None:
        event.stop()
        self._number += 1
        if self._timer is not None:
            self._timer.stop()
        number, text = self._number, event.value.strip()
        if text:
            self._timer = self.set_timer(AFTER, lambda: self._search(number, text))
        else:
            self._hits = ()
            self._show_found("")

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def _search(self, number: int, text: str) -> None:
        try:
            hits = self._lists.search(text)
        except (NavicertError, OSError) as error:
            self.post_message(self.Refused("The lists cannot be searched", told(error)))
        else:
            self.post_message(self.Found(number, hits))

    @on(Found)
    def show_hits(self, event: Found) -> None:
        if event.number == self._number:
            self._hits = event.hits[:SHOWN]
            more = len(event.hits) - len(self._hits)
            none = f"No listed name at or above {LOWEST_THRESHOLD}."
            self._show_found(f"{more} more: type on" if more else none)

    def _show_found(self, otherwise: str) -> None:
        found = self.query_one(FoundList)
        options = [Option(hit_line(hit, decided=False)) for hit in self._hits]
        note = plain(otherwise or "Nobody is searched for yet.", "$text-muted")
        if not options or "more" in otherwise:
            options.append(Option(note, disabled=True))
        found.set_options(options)
        if self._hits:
            found.highlighted = 0

    @on(SearchField.Moved)
    def move(self, event: SearchField.Moved) -> None:
        event.stop()
        found = self.query_one(FoundList)
        if self._hits:
            at = (found.highlighted or 0) + event.by
            found.highlighted = max(0, min(len(self._hits) - 1, at))

    @on(Input.Submitted)
    def open_highlighted(self, event: Input.Submitted) -> None:
        event.stop()
        at = self.query_one(FoundList).highlighted
        if at is not None and at < len(self._hits):
            self._open(self._hits[at])

    @on(OptionList.OptionSelected, "#found")
    def open_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self._hits):
            self._open(self._hits[event.option_index])

    def _open(self, hit: NamedHit) -> None:
        from screens.modals.hit import HitModal

        self.app.push_screen(HitModal(hit, self._lists.entry_words(hit), may_decide=False))

    # Importing

    def action_import_list(self) -> None:
        from screens.modals.open_file import OpenFileModal

        def chosen(path: Path | None) -> None:
            if path is not None:
                self._import(path, False)

        self.app.push_screen(OpenFileModal("Import a list", self._folder(), ENDINGS), chosen)

    def _import(self, path: Path, anyway: bool) -> None:
        def step(file: Path) -> ImportNews:
            return self._lists.import_list(file, anyway)

        def done(run: Run | None) -> None:
            self._look()
            if run is None:
                return
            if run.fault:
                self.show_error("This list was not imported", run.fault)
            elif run.results:
                self._imported(path, run.results[0])

        modal = ImportModal(f"Importing {path.name}", [path], step)
        self.app.push_screen(modal, done)

    def _imported(self, path: Path, news: ImportNews) -> None:
        if not news.doubts:
            self.show_error("The list is in use", "\n".join(news.lines))
            return
        from screens.modals.confirm import ConfirmModal

        doubts = "\n".join(f"- {doubt}." for doubt in news.doubts)
        question = (
            f"{path.name} was not imported, for it may lack parties that should be on it:\n{doubts}"
            "\nGet the file again; or import it if it is as it should be. The doubts are kept."
        )

        def insisted(yes: bool | None) -> None:
            if yes:
                self._import(path, True)

        self.app.push_screen(ConfirmModal(question, "Import it all the same"), insisted)

    # What changed

    def action_changes(self) -> None:
        name = next((one.name for one in self._news), "")
        self._look_at_changes(name)

    @work(thread=True, exclusive=True, group="changes", exit_on_error=False)
    def _look_at_changes(self, name: str) -> None:
        try:
            found = self._lists.changes(name)
        except (NavicertError, OSError) as error:
            self.post_message(self.Refused("The lists cannot be compared", told(error)))
        else:
            self.post_message(self.Told(f"What the last import of {name} changed", found))

    @on(Told)
    def show_text(self, event: Told) -> None:
        self.show_error(event.title, "\n".join(event.lines))

    def action_close(self) -> None:
        self.dismiss(None)
