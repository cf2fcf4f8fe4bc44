"""The keys of a box on its last lines, each to press or to click."""

from typing import Final

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from screens.plain import beside, plain

_NAMES: Final = {"esc": "escape", "del": "delete"}
_NO_KEY: Final = frozenset({"arrows"})
_APART: Final = "   "


class BoxKeys(Static):
    """Shows `hints`, each a key and what it does, such as "esc close"; a click presses the key.

    Whoever works with the mouse alone leaves a box that has no button by these."""

    ALLOW_SELECT = False

    def __init__(self, *hints: str) -> None:
        super().__init__(_line(hints), classes="box-keys", markup=False)

    def show(self, *hints: str) -> None:
        """Show other keys."""
        self.update(_line(hints))

    def on_click(self, event: events.Click) -> None:
        key = event.style.meta.get("pressed")
        if key:
            event.stop()
            self.app.simulate_key(key)


def _line(hints: tuple[str, ...]) -> Content:
    return Content(_APART).join(map(_hint, hints))


def _hint(hint: str) -> Content:
    shown, _, words = hint.partition(" ")
    key = _NAMES.get(shown, shown.casefold())
    text = beside(plain(shown, "bold"), plain(f" {words}"))
    return text if shown in _NO_KEY else text.stylize(Style.from_meta({"pressed": key}))
