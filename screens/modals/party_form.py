"""The form of a party, screened while one types: the hits stand under the name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, ClassVar

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from engine.deals.list_answers import write_party
from engine.facts import Party
from engine.faults import NavicertError
from parties.disposition import Disposition, HitKey
from parties.screened_deal import NamedHit, ScreenedName
from screens.audit.auditor import told
from screens.modals.form import Check, Field, FormModal, Tree
from screens.modals.hit import HitModal
from screens.plain import lines, plain
from screens.screening.hit_words import hit_line, name_lines
from screens.services import ListAbout, ListsDesk
from screens.widgets.plain_list import PlainList
from screens.widgets.row_list import RowList

AFTER = 0.2
"""Seconds without a key until the name is screened."""
_READ = ("field-name", "field-country", "field-address")


class HitList(PlainList):
    """What screening found; enter looks closer, and decides."""

    HELP_TITLE = "Listed names that this may be"
    HELP = (
        "Each hit has a score and what it means (same name, likely, review), the list, what was"
        " decided (? open, - cleared, + confirmed), and below it which word met which. Enter"
        " shows all that the list says of it; there c clears it, y confirms it, e hands it on,"
        " each with your name and the reason. A hit that nobody decided leaves the outcome open."
    )


class PartyFormModal(FormModal):
    """Returns the party's tree with its screening. `read` makes a party out of a tree, whole or
    not; `decided_by` is told the name of whoever decides."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012

    @dataclass
    class Screened(Message):
        """The party was screened as it was when `number` was given out."""

        number: int
        party: Party
        names: Sequence[ScreenedName]
        about: Sequence[ListAbout]

    @dataclass
    class NotScreened(Message):
        """The lists cannot be used."""

        number: int
        why: str

    @dataclass
    class DecisionRefused(Message):
        """A decision could not be kept."""

        why: str

    class DecisionKept(Message):
        """A decision is kept."""

    def __init__(
        self,
        fields: Sequence[Field],
        tree: Tree,
        check: Check,
        lists: ListsDesk,
        read: Callable[[Tree], Party],
        by: str,
        decided_by: Callable[[str], None],
    ) -> None:
        super().__init__("A party", fields, tree, check)
        self._lists = lists
        self._read = read
        self._by = by
        self._why = ""
        self._decided_by = decided_by
        self._number = 0
        self._shown: PartyFormModal.Screened | None = None
        self._hits: list[NamedHit] = []
        self._waiting: Tree | None = None
        self._timer: Timer | None = None

    def below(self, field: Field) -> Iterable[Widget]:
        if field.key == "name":
            yield Static("", id="hits-head", markup=False)
            yield HitList(id="hits", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self._start()

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        if self.query_one(HitList).has_focus:
            hint = "Enter looks closer: there c clears, y confirms, e hands on. F1 explains."
            self.query_one("#hint", Static).update(plain(hint))

    def action_help(self) -> None:
        """Explain the hits: they need it more than the fields, each of which has its line."""
        from screens.modals.help import HelpModal, keys_of_box

        keys = list(keys_of_box(self))
        self.app.push_screen(HelpModal(HitList.HELP_TITLE, HitList.HELP, keys))

    # Screening

    @on(Input.Changed)
    def screen_soon(self, event: Input.Changed) -> None:
        if event.input.id in _READ:
            self._number += 1  # what is on its way is of another name
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(AFTER, self._start)

    @on(RowList.Changed)
    def screen_owners(self, event: RowList.Changed) -> None:
        event.stop()
        self._start()

    def _start(self) -> None:
        self._number += 1
        tree = self._result()
        if not tree.get("name"):
            self._shown = None
            self._fill([], plain("Type a name: it is held against the lists.", "$text-muted"))
            return
        before = {"screening": self._tree["screening"]} if self._tree.get("screening") else {}
        self._screen(self._number, self._read({**tree, **before}))

    @work(thread=True, exclusive=True, group="screen", exit_on_error=False)
    def _screen(self, number: int, party: Party) -> None:
        try:
            party, names = self._lists.screen(party)
            about = self._lists.about()
        except (NavicertError, OSError) as error:
            self.post_message(self.NotScreened(number, told(error)))
        else:
            self.post_message(self.Screened(number, party, names, about))

    @on(Screened)
    def show_hits(self, event: Screened) -> None:
        if event.number != self._number:
            return
        self._shown = event
        found = [(hit, one.name if one.owner_of else "") for one in event.names for hit in one.hits]
        about = tuple(one.line for one in event.about)
        head = lines(*(line for one in event.names for line in name_lines(one, about)))
        self._hits = [hit for hit, _ in found]
        self._fill([hit_line(hit, whose) for hit, whose in found], head)
        if self._waiting is not None:
            self._close(self._waiting)

    @on(NotScreened)
    def tell_why(self, event: NotScreened) -> None:
        if event.number != self._number:
            return
        self._shown, self._hits = None, []
        self._fill([], plain(f"NOT SCREENED: {event.why}", "$text-error"))
        if self._waiting is not None:
            self.app.notify(f"Not screened: {event.why}", severity="error", markup=False)
            self._close(self._waiting)

    def _fill(self, hits: list[Content], head: Content) -> None:
        self.query_one("#hits-head", Static).update(head)
        shown = self.query_one(HitList)
        at = shown.highlighted
        shown.set_options(map(Option, hits))
        shown.display = bool(hits)
        if hits:
            shown.highlighted = min(at or 0, len(hits) - 1)

    # Deciding

    @on(OptionList.OptionSelected, "#hits")
    def look_closer(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        hit = self._hits[event.option_index]

        def decided(disposition: Disposition | None) -> None:
            if disposition is not None:
                self._by, self._why = disposition.by, disposition.reason
                self._decided_by(disposition.by)
                self._decide(hit.found.key, disposition)

        entry = self._lists.entry_words(hit)
        self.app.push_screen(HitModal(hit, entry, self._by, self._why), decided)

    @work(thread=True, exclusive=True, group="decide", exit_on_error=False)
    def _decide(self, key: HitKey, disposition: Disposition) -> None:
        try:
            self._lists.decide(key, disposition)
        except (NavicertError, OSError) as error:
            self.post_message(self.DecisionRefused(told(error)))
        else:
            self.post_message(self.DecisionKept())

    @on(DecisionKept)
    def screen_again(self) -> None:
        self._start()

    @on(DecisionRefused)
    def tell_refusal(self, event: DecisionRefused) -> None:
        self.say(event.why)

    # Closing

    def finish(self, tree: Tree) -> None:
        """Close with the party's screening; where it is on its way, when it is there."""
        if self._timer is not None:
            self._timer.stop()
        if self._shown is not None and self._shown.number == self._number:
            self._close(tree)
            return
        self._waiting = tree
        self.say("Screening …")
        self._start()

    def _close(self, tree: Tree) -> None:
        shown = self._shown
        if shown is None:
            if self._tree.get("screening"):
                tree["screening"] = self._tree["screening"]
        else:
            tree = with_screening(tree, write_party(shown.party))
        self.dismiss(tree)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.say(f"Navicert has a fault: {type(error).__name__}: {error}")
            if self._waiting is not None:
                self._shown = None
                self._close(self._waiting)


def with_screening(tree: Tree, screened: dict[str, Any]) -> Tree:
    """The tree of a party with the screening of itself and its owners out of another."""
    tree = {**tree, "screening": screened.get("screening", [])}
    found = {owner["name"]: owner.get("screening", []) for owner in screened.get("owners", ())}
    if tree.get("owners"):
        tree["owners"] = [
            {**owner, "screening": found[owner["name"]]} if owner.get("name") in found else owner
            for owner in tree["owners"]
        ]
    return tree
