"""A person who presses anything: keys that mean something there and keys that do not, clicks,
pastes and resizes, drawn from a seed."""

from asyncio import sleep
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from string import ascii_lowercase, digits
from typing import Any
from unittest.mock import patch

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.message import Message

from screens.navicert_screen import NavicertScreen

_MOVES = ("up", "down", "left", "right", "tab", "shift+tab", "enter", "space", "escape")
_FURTHER = ("pageup", "pagedown", "home", "end", "backspace", "delete", "ctrl+s", "ctrl+k")
_SIGNS = {" ": "space", ".": "full_stop", "-": "minus", ":": "colon", "%": "percent_sign"}
_PASTES = (
    "CN",
    "3B001.c",
    "2026-07-23",
    "1,234.50",
    "Big Fab\nRhein Werke\tDE",
    "description,eccn,origin,value\npump,EAR99,US,100\n",
    "[bold]no markup[/]",
    "\x1b[31mno escape\x1b[0m",
    "名前 é ñ \u202e right to left",
    "x" * 3000,
)
_SIZES = ((80, 24), (40, 12), (140, 40), (60, 30), (20, 5), (200, 50))
_RARE = frozenset({"ctrl+q", "ctrl+c"})
"""Keys that may end the app."""


class RandomPerson:
    """Acts on an app, from a seed; `done` tells what was done, for whoever has to look into it."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._hurried = False
        self.done: list[str] = []

    async def act(self, app: App[int]) -> None:
        """Do one thing, and mostly wait until the app is done with it."""
        for message in self._draw(app):
            app.post_message(message)
        # In a hurry one does not wait, but two things at once are enough.
        self._hurried = not self._hurried and self._random.random() < 0.15
        if not self._hurried:
            await sleep(0.01)

    def _draw(self, app: App[int]) -> Iterator[Message]:
        chance, size = self._random.random(), app.size
        if chance < 0.05:
            yield from self._click(size)
        elif chance < 0.06:
            yield self._resize()
        elif chance < 0.08:
            text = self._random.choice(_PASTES)
            self.done.append(f"paste {text[:20]!r}")
            yield events.Paste(text)
        else:
            yield self._key(app, chance)

    def _key(self, app: App[int], chance: float) -> events.Key:
        if chance < 0.5:
            bound = sorted(set(app.screen.active_bindings) - _RARE)
            key = self._random.choice(bound) if bound else "escape"
            if self._random.random() < 0.005:
                key = "ctrl+q"
            if key == "slash" and hasattr(app.focused, "value"):
                key = "f1"  # a path from the root may not be typed: it could be written to
        elif chance < 0.75:
            key = self._random.choice(_MOVES)
        elif chance < 0.8:
            key = self._random.choice(_FURTHER)
        else:
            key = self._random.choice((*ascii_lowercase, *digits, *_SIGNS))
        self.done.append(key)
        return events.Key(_SIGNS.get(key, key), _character(key))

    def _click(self, size: Size) -> Iterator[Message]:
        x, y = self._random.randrange(size.width), self._random.randrange(size.height)
        self.done.append(f"click {x},{y}")
        for kind in (events.MouseMove, events.MouseDown, events.MouseUp):
            button = 0 if kind is events.MouseMove else 1
            yield kind(
                None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y, style=None
            )

    def _resize(self) -> events.Resize:
        size = Size(*self._random.choice(_SIZES))
        self.done.append(f"resize {size.width}x{size.height}")
        return events.Resize(size, size)


def _character(key: str) -> str | None:
    if len(key) == 1:
        return key
    return {"space": " ", "enter": "\r", "tab": "\t", "slash": "/"}.get(key)


@contextmanager
def faults_told() -> Iterator[list[str]]:
    """The faults of ours that the app shows in a box meanwhile, each with its text."""
    told: list[str] = []
    show: Callable[..., None] = NavicertScreen.show_error

    def listen(self: NavicertScreen[Any], title: str, text: str) -> None:
        if "fault" in title:
            told.append(f"{title}\n{text}")
        show(self, title, text)

    with patch.object(NavicertScreen, "show_error", listen):
        yield told
