"""Answers that are lists of rows: the parties, and the bill of materials."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from engine.deals.list_answers import write_content_line, write_party
from engine.evaluation.screened import relied_on, under_another_name, unresolved
from engine.facts import Party, Value
from engine.faults import NavicertError
from screens.audit.auditor import told
from screens.deals.deal_forms import (
    content_check,
    content_fields,
    party_check,
    party_fields,
    party_of,
)
from screens.modals.form import FormModal, Tree
from screens.plain import lines, plain
from screens.services import ListAbout, ListsDesk
from screens.widgets.answer_widget import AnswerWidget, Asked
from screens.widgets.row_list import RowList

DONE = "d  Done: go on"
NONE = "d  Done: there are none"
UNKNOWN = "k  I do not know"
SCREEN = "s  Screen every party against the lists"


class RowsAnswer(AnswerWidget):
    """A list of rows, kept after each change, so that nothing typed is lost."""

    WHAT = ""

    def compose(self) -> ComposeResult:
        value = self.asked.value
        trees = [self.write(part) for part in value] if isinstance(value, tuple) else []
        yield RowList(trees, self.shown, self.WHAT, self.commands(bool(trees)), id="answer")
        yield Static("", id="prospect", markup=False)
        yield Static("", id="fault", classes="fault", markup=False)

    def on_mount(self) -> None:
        self.show_fault("")

    def commands(self, some: bool) -> dict[str, str]:
        """What stands below the rows."""
        return {"done": DONE if some else NONE, "unknown": UNKNOWN}

    def write(self, part: object) -> Tree:
        raise NotImplementedError

    def shown(self, tree: Tree) -> str:
        raise NotImplementedError

    def form(self, tree: Tree) -> FormModal:
        raise NotImplementedError

    def value(self) -> Value:
        rows = self.query_one(RowList).trees
        return self.asked.law.read_value(self.asked.fact, rows)

    @on(RowList.EditRequested)
    def edit(self, event: RowList.EditRequested) -> None:
        event.stop()
        tree = {} if event.place is None else event.rows.trees[event.place]

        def edited(result: Tree | None) -> None:
            if result is not None:
                event.rows.put(event.place, result)

        self.app.push_screen(self.form(tree), edited)

    @on(RowList.Changed)
    def keep(self, event: RowList.Changed) -> None:
        event.stop()
        event.rows.set_commands(self.commands(bool(event.rows.trees)))
        try:
            self.post_message(self.Kept(self.asked.fact, self.value()))
        except ValueError as error:
            self.show_fault(str(error))
        else:
            self.show_fault("")

    @on(RowList.CommandPicked)
    def run(self, event: RowList.CommandPicked) -> None:
        event.stop()
        if event.command == "unknown":
            self.say_not_known()
        elif event.command == "done":
            try:
                self.say_answered(self.value())
            except ValueError as error:
                self.show_fault(str(error))


class PartiesAnswer(RowsAnswer):
    """The parties to the transaction, each with what screening found."""

    WHAT = "A party"
    HELP_TITLE = "The parties"
    HELP = (
        "Add every party: purchaser, intermediate consignee, ultimate consignee, end user. Enter"
        " edits the one under the cursor, delete takes it off. What you add is kept at once;"
        " “Done” goes on to the next question. A name is held against the screening lists as you"
        " type it; behind each party stands what came of that. “No listed name” is not “on no"
        " list”: names cannot show who owns a party, or lists that were not imported."
    )

    @dataclass
    class Screened(Message):
        """Every party was held against the lists."""

        trees: list[Tree]
        about: Sequence[ListAbout]

    @dataclass
    class ListsTold(Message):
        """Which lists are in use."""

        about: Sequence[ListAbout]

    @dataclass
    class NotScreened(Message):
        """The lists cannot be used."""

        why: str

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._user = asked.user
        self._digests: frozenset[str] | None = None  # of the lists in use, once they are known

    def on_mount(self) -> None:
        super().on_mount()
        if self.asked.lists is not None:
            self._look_at_lists(self.asked.lists)

    def commands(self, some: bool) -> dict[str, str]:
        # A deal has at least one party, so that there is none is no answer.
        if not some:
            return {"unknown": UNKNOWN}
        screen = {} if self.asked.lists is None else {"screen": SCREEN}
        return {"done": DONE, **screen, "unknown": UNKNOWN}

    def write(self, part: object) -> Tree:
        return write_party(part)  # type: ignore[arg-type]

    def shown(self, tree: Tree) -> str:
        # One party by itself need not be an answer: the exporter alone is none.
        party = party_of(self.asked.law.ruleset)(tree)
        shown = self.asked.law.show_value(self.asked.fact, (party,))
        return "; ".join(filter(None, (shown, *_beside(party, self._digests))))

    def form(self, tree: Tree) -> FormModal:
        ruleset, lists = self.asked.law.ruleset, self.asked.lists
        fields, check = party_fields(ruleset), party_check(ruleset)
        if lists is None:
            return FormModal("A party", fields, tree, check)
        # Screening takes 30 ms to import.
        from screens.modals.party_form import PartyFormModal

        def decided_by(name: str) -> None:
            self._user = name
            self.post_message(self.Named(name))

        return PartyFormModal(fields, tree, check, lists, party_of(ruleset), self._user, decided_by)

    @on(RowList.CommandPicked)
    def screen_all(self, event: RowList.CommandPicked) -> None:
        if event.command == "screen" and self.asked.lists is not None:
            self.show_fault("")
            self.query_one("#prospect", Static).update(plain("Screening …", "$text-muted"))
            read = party_of(self.asked.law.ruleset)
            parties = [read(tree) for tree in self.query_one(RowList).trees]
            self._screen(self.asked.lists, parties)

    @work(thread=True, exclusive=True, group="screen", exit_on_error=False)
    def _screen(self, lists: ListsDesk, parties: Sequence[Party]) -> None:
        try:
            trees = [write_party(lists.screen(party)[0]) for party in parties]
            about = lists.about()
        except (NavicertError, OSError) as error:
            self.post_message(self.NotScreened(told(error)))
        else:
            self.post_message(self.Screened(trees, about))

    @work(thread=True, exclusive=True, group="lists", exit_on_error=False)
    def _look_at_lists(self, lists: ListsDesk) -> None:
        try:
            about = lists.about()
        except (NavicertError, OSError) as error:
            self.post_message(self.NotScreened(told(error)))
        else:
            self.post_message(self.ListsTold(about))

    @on(Screened)
    def take_screened(self, event: Screened) -> None:
        event.stop()
        self._tell_lists(event.about)
        rows = self.query_one(RowList)
        names = [tree.get("name") for tree in rows.trees]
        if [tree.get("name") for tree in event.trees] == names:  # nobody was taken off meanwhile
            rows.replace_rows(event.trees)

    @on(ListsTold)
    def tell_lists(self, event: ListsTold) -> None:
        event.stop()
        self._tell_lists(event.about)

    def _tell_lists(self, about: Sequence[ListAbout]) -> None:
        self._digests = frozenset(one.digest for one in about)
        told_of = lines(*(plain(f"Lists: {one.line}", "$text-muted") for one in about))
        self.query_one("#prospect", Static).update(told_of)
        rows = self.query_one(RowList)
        rows.set_commands(self.commands(bool(rows.trees)))

    @on(NotScreened)
    def tell_why_not(self, event: NotScreened) -> None:
        event.stop()
        self.query_one("#prospect", Static).update("")
        self.show_fault(f"Not screened: {event.why}")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.show_fault(f"Navicert has a fault: {type(error).__name__}: {error}")


def _beside(party: Party, digests: frozenset[str] | None) -> Iterator[str]:
    """What a person should know of the screening beside the listings that are shown."""
    if not party.screening and party.listings is not None:
        yield "not screened, as answered"
    waiting = sum(1 for owner in party.owners or () for _ in unresolved(relied_on(owner)))
    if waiting:
        yield f"{waiting} open hit{'s' if waiting != 1 else ''} of owners"
    if any(under_another_name(party, screening) for screening in party.screening):
        yield "screened under another name or country: screen again"
    elif party.screening and digests is not None:
        told = {screening.digest for screening in party.screening}
        if told != digests:
            days = max(screening.published for screening in party.screening)
            yield f"against other lists than are in use, of {days.isoformat()}: screen again"


class ContentAnswer(RowsAnswer):
    """The bill of materials: in short here, and edited in a table."""

    WHAT = "A line"
    HELP_TITLE = "Bill of materials"
    HELP = (
        "Each line: what it is, its own ECCN, its country of origin, its value in U.S. dollars."
        " “Open the table” edits all lines, takes what you paste out of a spreadsheet and CSV"
        " files, and shows the controlled share as it stands."
    )

    def commands(self, some: bool) -> dict[str, str]:
        return {"table": "t  Open the table: edit, paste, CSV …", **super().commands(some)}

    def write(self, part: object) -> Tree:
        return write_content_line(part)  # type: ignore[arg-type]

    def shown(self, tree: Tree) -> str:
        value = f"USD {tree['value']}" if tree.get("value") else "value not known"
        eccn, origin = tree.get("eccn", "ECCN not known"), tree.get("origin", "origin not known")
        return f"{tree.get('description', '')}: {eccn}, {origin}, {value}"

    def form(self, tree: Tree) -> FormModal:
        ruleset = self.asked.law.ruleset
        return FormModal(
            "A line of the bill of materials",
            content_fields(ruleset),
            tree,
            content_check(ruleset),
        )

    @on(RowList.CommandPicked)
    def open_table(self, event: RowList.CommandPicked) -> None:
        if event.command == "table":
            self.post_message(self.TableWanted(self.asked.fact))
