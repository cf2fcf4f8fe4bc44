"""Help: what is in focus, and every key of the screen, from the registry of actions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from screens.actions import actions_of
from screens.closing import Modal
from screens.copying import copy
from screens.plain import beside, lines, plain
from screens.widgets.box_keys import BoxKeys

_GENERAL = (
    "tab and shift+tab move between parts, arrows within one, enter chooses, escape goes back."
    " Everything here works without a mouse, and with one."
)


class Key(NamedTuple):
    """A key as it is written, what it does, and its Textual name where a click may press it."""

    shown: str
    words: str
    name: str = ""


class KeyLine(Static):
    """A key and what it does."""

    @dataclass
    class Clicked(Message):
        """The key is to be pressed."""

        key: str

    def __init__(self, key: Key) -> None:
        super().__init__(_line(key), markup=False)
        self._key = key.name

    def on_click(self) -> None:
        if self._key:
            self.post_message(self.Clicked(self._key))


class HelpModal(Modal[str | None]):
    """Help for the thing in focus, then the keys; returns the key whose line was clicked. `c`
    copies it."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,f1,question_mark", "dismiss_box", "Close"),
        Binding("c", "copy", "Copy"),
    ]

    HELP_TITLE = "Help"
    HELP = "The arrows scroll, escape closes. c copies the text."

    def __init__(self, title: str, text: str, keys: Sequence[Key]) -> None:
        super().__init__()
        self._heading = title or "Help"
        self._text = help_text(text)
        self._keys = keys

    def compose(self) -> ComposeResult:
        with Vertical(classes="box large"):
            yield Static(plain(self._heading), classes="box-title")
            with VerticalScroll(classes="box-body", can_focus=True):
                yield Static(self._text)
                yield from map(KeyLine, self._keys)
            yield BoxKeys("esc close", "c copy", "arrows scroll")

    @on(KeyLine.Clicked)
    def press(self, event: KeyLine.Clicked) -> None:
        self.dismiss(event.key)

    def action_dismiss_box(self) -> None:
        self.dismiss(None)

    def action_copy(self) -> None:
        copy(self, lines(self._text, *map(_line, self._keys)).plain)


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

    def press(key: str | None) -> None:
        if key:
            screen.app.simulate_key(key)

    screen.app.push_screen(HelpModal(title, text, list(keys)), press)


def help_text(focus_help: str) -> Content:
    """The focused thing's help, how to move, and the heading of the keys."""
    parts: list[Content] = []
    if focus_help:
        parts += [plain(focus_help), plain("")]
    parts += [plain(_GENERAL), plain(""), plain("Keys here", "bold")]
    return lines(*parts)


def _line(key: Key) -> Content:
    return beside(plain(f"{key.shown.rjust(4)}  ", "bold"), plain(key.words))


def _keys_of_place(screen: Screen[Any], place: str) -> Iterator[Key]:
    """From the registry of actions, each with the key that it has now."""
    now = {
        active.binding.id: active.binding
        for active in reversed(screen.active_bindings.values())
        if active.binding.id
    }
    for action in actions_of(place):
        words, bound = f"{action.name}. {action.help}", now.get(action.id)
        if bound is None:
            yield Key(action.shown, words, action.keys.partition(",")[0])
        else:
            yield Key(screen.app.get_key_display(bound), words, bound.key)


def keys_of_box(screen: Screen[Any]) -> Iterator[Key]:
    """The keys that a box has itself, each with what it does."""
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.node is screen and binding.description:
            yield Key(screen.app.get_key_display(binding), binding.description, binding.key)
