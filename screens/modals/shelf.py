"""What is kept under names, such as products: found by typing, shown, renamed, deleted."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from engine.deals.element_reading import read_line
from engine.faults import NavicertError
from screens.closing import Modal
from screens.deals.trash import bring_back, card_words, delete
from screens.modals.form import Field, FormModal, Tree
from screens.modals.text import TextModal
from screens.plain import plain
from screens.services import DraftCard, Drafts
from screens.widgets.box_keys import BoxKeys
from screens.widgets.type_ahead import Match, TypeAhead

Rename = Callable[[str, str], None]
"""Gives the one of an id another name. Raises `NavicertError` or `OSError`."""

Show = Callable[[str], str]
"""The answers of the one of an id, in words. Raises `NavicertError` or `OSError`."""


class ShelfModal(Modal[str | None]):
    """Returns the id of what was chosen, None where cancelled. `what` is the word for one, `empty`
    teaches how to keep one, `show` puts the answers of one into words."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("f2", "show", "Show"),
        Binding("f3", "rename", "Rename"),
        Binding("f8", "delete", "Delete"),
        Binding("f9", "bring_back", "Bring back"),
    ]

    def __init__(
        self, title: str, what: str, shelf: Drafts, empty: str, rename: Rename, show: Show
    ) -> None:
        super().__init__()
        self._heading = title
        self._what = what
        self._shelf = shelf
        self._empty = empty
        self._rename = rename
        self._show = show
        self._cards: Sequence[DraftCard] = ()
        self._at = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="box large pick"):
            yield Static(plain(self._heading), classes="box-title")
            yield Static(plain(self._empty), id="empty")
            yield TypeAhead(self._search, "type to search")
            yield Static("", id="fault", classes="box-fault", markup=False)
            yield BoxKeys("enter choose", "F2 answers", "F3 rename", "F8 delete")
            yield BoxKeys("F9 bring back a deleted one", "esc cancel")

    def on_mount(self) -> None:
        self._list()
        self.query_one("SearchField").focus()

    def _list(self) -> None:
        try:
            self._cards = self._shelf.cards()
        except (NavicertError, OSError) as error:
            self._say(str(error))
        self.query_one("#empty").display = not self._cards
        finder = self.query_one(TypeAhead)
        finder.display = bool(self._cards)
        self._at = ""
        finder.refresh_matches()

    def _search(self, text: str) -> Sequence[Match]:
        words = text.casefold().split()
        return [
            Match(card.id, card_words(card))
            for card in self._cards
            if all(word in card.title.casefold() for word in words)
        ]

    def on_type_ahead_reached(self, event: TypeAhead.Reached) -> None:
        self._at = event.key

    def on_type_ahead_picked(self, event: TypeAhead.Picked) -> None:
        if event.key:
            self.dismiss(event.key)

    @property
    def _card(self) -> DraftCard | None:
        return next((card for card in self._cards if card.id == self._at), None)

    def action_show(self) -> None:
        card = self._card
        if card is None:
            return
        try:
            text = self._show(card.id)
        except (NavicertError, OSError) as error:
            self._say(str(error))
        else:
            self.app.push_screen(TextModal(card.title, text))

    def action_rename(self) -> None:
        card = self._card
        if card is None:
            return

        def named(tree: Tree | None) -> None:
            if tree is not None:
                self._do(lambda: self._rename(card.id, tree["name"]))

        form = FormModal("Rename", (NAME,), {"name": card.title}, name_check)
        self.app.push_screen(form, named)

    def action_delete(self) -> None:
        card = self._card
        if card is not None:
            shown = f"the {self._what} “{card.title or card.id}”"
            delete(self, self._shelf, card.id, shown, self._list)

    def action_bring_back(self) -> None:
        bring_back(self, self._shelf, self._what, self._list)

    def _do(self, change: Callable[[], None]) -> None:
        try:
            change()
        except (NavicertError, OSError) as error:
            self._say(str(error))
        else:
            self._list()

    def _say(self, fault: str) -> None:
        self.query_one("#fault", Static).update(plain(fault))

    def action_cancel(self) -> None:
        self.dismiss(None)


NAME = Field("name", "Name", "What to call it; a few words.", "such as etcher, standard")


def name_check(tree: Tree) -> Sequence[tuple[str, str]]:
    """What is wrong with the field `name`."""
    try:
        return () if read_line(str(tree.get("name", ""))) else [("name", "write a name")]
    except ValueError as error:
        return [("name", str(error))]
