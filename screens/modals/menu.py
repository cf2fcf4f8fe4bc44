"""A menu: lines with a letter each; what is not possible now says why."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.closing import Modal
from screens.plain import beside, plain
from screens.widgets.box_keys import BoxKeys
from screens.widgets.plain_list import PlainList


class Entry(NamedTuple):
    """One line. `hot` is the letter that picks it, `bar` why it cannot be picked now."""

    key: str
    label: str
    hot: str = ""
    bar: str = ""


class MenuModal(Modal[str | None]):
    """Returns the key of the entry picked, None where cancelled."""

    HELP_TITLE = "A menu"
    HELP = (
        "Arrows and enter choose, or the letter in front does. What is not possible now says why."
    )
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel")]

    def __init__(self, title: str, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._heading = title
        self._entries = entries

    def compose(self) -> ComposeResult:
        with Vertical(classes="box menu"):
            yield Static(plain(self._heading), classes="box-title")
            yield PlainList(*(_option(entry) for entry in self._entries), markup=False)
            yield BoxKeys("enter or the letter chooses", "esc cancels")

    def on_key(self, event: events.Key) -> None:
        for entry in self._entries:
            if entry.hot and entry.hot == event.character and not entry.bar:
                event.stop()
                self.dismiss(entry.key)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_cancel(self) -> None:
        self.dismiss(None)


def _option(entry: Entry) -> Option:
    bar = f"  (not now: {entry.bar})" if entry.bar else ""
    text = beside(plain(f"{entry.hot or ' '}  ", "bold"), plain(entry.label + bar))
    return Option(text, entry.key, disabled=bool(entry.bar))
