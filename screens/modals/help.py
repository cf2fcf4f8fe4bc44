"""Help: what is in focus, and every key of the screen, from the registry of actions."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from screens.actions import actions_of
from screens.actions.keymap import shown_keys
from screens.closing import Modal
from screens.copying import copy
from screens.plain import beside, lines, plain

_GENERAL = (
    "tab and shift+tab move between parts, arrows within one, enter chooses, escape goes back."
    " Everything here works without a mouse, and with one."
)


class HelpModal(Modal[None]):
    """Help for one place, the thing in focus first; `c` copies it."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1,question_mark", "dismiss_box", "Close"),
        Binding("c", "copy", "Copy"),
    ]

    HELP_TITLE = "Help"
    HELP = "The arrows scroll, escape closes. c copies the text."

    def __init__(self, title: str, text: Content) -> None:
        super().__init__()
        self._heading = title or "Help"
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="box large"):
            yield Static(plain(self._heading), classes="box-title")
            with VerticalScroll(classes="box-body", can_focus=True):
                yield Static(self._text)
            yield Static("esc close   c copy   arrows scroll", classes="box-keys", markup=False)

    def action_dismiss_box(self) -> None:
        self.dismiss(None)

    def action_copy(self) -> None:
        copy(self, self._text.plain)


def help_of(widget: DOMNode | None) -> tuple[str, str]:
    """The title and the words of the help for a thing that one can focus: its own, or that of what
    it is a part of."""
    while widget is not None:
        text = str(getattr(widget, "HELP", "") or "")
        if text:
            return str(getattr(widget, "HELP_TITLE", "") or ""), text
        widget = widget.parent
    return "", ""


def show_help(screen: Screen[Any], place: str = "") -> None:
    """Show the help of what is in focus on a screen, and the keys of its place; without a place,
    as a box has none, its own keys."""
    title, text = getattr(screen, "help_for", help_of)(screen.focused or screen)
    keys = _keys_of_place(screen, place) if place else keys_of_box(screen)
    screen.app.push_screen(HelpModal(title, help_text(text, keys)))


def help_text(focus_help: str, keys: Iterable[tuple[str, str]]) -> Content:
    """The focused thing's help, how to move, and a line for each key with what it does."""
    parts: list[Content] = []
    if focus_help:
        parts += [plain(focus_help), plain("")]
    parts += [plain(_GENERAL), plain(""), plain("Keys here", "bold")]
    parts += [beside(plain(f"{key.rjust(4)}  ", "bold"), plain(words)) for key, words in keys]
    return lines(*parts)


def _keys_of_place(screen: Screen[Any], place: str) -> Iterator[tuple[str, str]]:
    """From the registry of actions, each with the key that it has now."""
    now = shown_keys(screen)
    for action in actions_of(place):
        yield now.get(action.id, action.shown), f"{action.name}. {action.help}"


def keys_of_box(screen: Screen[Any]) -> Iterator[tuple[str, str]]:
    """The keys that a box has itself, each with what it does."""
    for active in screen.active_bindings.values():
        if active.node is screen and active.binding.description:
            yield screen.app.get_key_display(active.binding), active.binding.description
