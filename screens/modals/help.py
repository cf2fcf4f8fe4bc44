"""Help: what is in focus, and every key of the screen, from the registry of actions."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.actions import actions_of
from screens.actions.action import Action
from screens.closing import Modal
from screens.plain import beside, lines, plain

_GENERAL = (
    "tab and shift+tab move between parts, arrows within one, enter chooses, escape goes back."
    " Everything here works without a mouse, and with one: click a line below to press its key."
)


class KeyLine(Static):
    """A key and what it does."""

    @dataclass
    class Clicked(Message):
        """The key is to be pressed."""

        key: str

    def __init__(self, action: Action) -> None:
        key = (action.shown or "^p").rjust(4)
        what = plain(f"{action.name}. {action.help}")
        super().__init__(beside(plain(f"{key}  ", "bold"), what), markup=False)
        self._key = action.keys.partition(",")[0]

    def on_click(self) -> None:
        if self._key:
            self.post_message(self.Clicked(self._key))


class HelpModal(Modal[str | None]):
    """Help for one place, the thing in focus first; returns the key whose line was clicked."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1,question_mark", "dismiss_box", "Close")
    ]

    def __init__(self, place: str, title: str, text: str) -> None:
        super().__init__()
        self._place = place
        self._heading = title or "Help"
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="box large"):
            yield Static(plain(self._heading), classes="box-title")
            with VerticalScroll(classes="box-body", can_focus=True):
                yield Static(help_text(self._text))
                yield from map(KeyLine, actions_of(self._place))
            yield Static("esc close   arrows scroll", classes="box-keys", markup=False)

    @on(KeyLine.Clicked)
    def press(self, event: KeyLine.Clicked) -> None:
        self.dismiss(event.key)

    def action_dismiss_box(self) -> None:
        self.dismiss(None)


def help_text(focus_help: str) -> Content:
    """The focused thing's help, how to move, and the heading of the keys."""
    parts: list[Content] = []
    if focus_help:
        parts += [plain(focus_help), plain("")]
    parts += [plain(_GENERAL), plain(""), plain("Keys here", "bold")]
    return lines(*parts)
