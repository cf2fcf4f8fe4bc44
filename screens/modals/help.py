"""Help: what is in focus, and every key of the screen, from the registry of actions."""

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.actions import actions_of
from screens.closing import Modal
from screens.plain import beside, lines, plain

_GENERAL = (
    "tab and shift+tab move between parts, arrows within one, enter chooses, escape goes back."
    " Everything here works without a mouse, and with one."
)


class HelpModal(Modal[None]):
    """Help for one place, the thing in focus first."""

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
                yield Static(help_text(self._place, self._text))
            yield Static("esc close   arrows scroll", classes="box-keys", markup=False)

    def action_dismiss_box(self) -> None:
        self.dismiss(None)


def help_text(place: str, focus_help: str) -> Content:
    """The focused thing's help, how to move, and a line per action with its key."""
    parts: list[Content] = []
    if focus_help:
        parts += [plain(focus_help), plain("")]
    parts += [plain(_GENERAL), plain(""), plain("Keys here", "bold")]
    for action in actions_of(place):
        key = (action.shown or "^p").rjust(4)
        parts.append(beside(plain(f"{key}  ", "bold"), plain(f"{action.name}. {action.help}")))
    return lines(*parts)
