"""Picking one of many lines, found by typing."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from screens.closing import Modal
from screens.plain import plain
from screens.widgets.box_keys import BoxKeys
from screens.widgets.type_ahead import Match, TypeAhead


class PickModal(Modal[str | None]):
    """Returns the key of the line picked, None where cancelled. `empty` says why there is none."""

    HELP_TITLE = "Picking a line"
    HELP = (
        "Type words that stand in the line, in any order; arrows move, enter takes the line, escape"
        " leaves."
    )
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel")]

    def __init__(self, title: str, matches: Sequence[Match], empty: str) -> None:
        super().__init__()
        self._heading = title
        self._all = matches
        self._empty = empty

    def compose(self) -> ComposeResult:
        with Vertical(classes="box large pick"):
            yield Static(plain(self._heading), classes="box-title")
            if self._all:
                yield TypeAhead(self._search, "type to search")
            else:
                yield Static(plain(self._empty))
            yield BoxKeys("enter choose", "arrows move", "esc cancel")

    def on_mount(self) -> None:
        if self._all:
            self.query_one("SearchField").focus()

    def on_type_ahead_picked(self, event: TypeAhead.Picked) -> None:
        if event.key:
            self.dismiss(event.key)

    def _search(self, text: str) -> Sequence[Match]:
        words = text.casefold().split()
        return [m for m in self._all if all(word in m.shown.casefold() for word in words)]

    def action_cancel(self) -> None:
        self.dismiss(None)
