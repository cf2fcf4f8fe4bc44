"""Choices on a line, for forms: `(x) yes  ( ) no`, readable without color."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from screens.plain import beside, lines, plain


class MarkedLine(Widget, can_focus=True):
    """One of `words`, or several. The empty key, where there is one, is "not known" and stands
    alone; so does the key `none`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Left", show=False),
        Binding("right", "move(1)", "Right", show=False),
        Binding("space,enter", "pick", "Mark", show=False),
    ]
    HELP_TITLE = "Marks"
    HELP = "Left and right move, space marks. (x) is one of several, [x] any number of them."
    ALONE = ("", "none")

    cursor: reactive[int] = reactive(0)
    marked: reactive[frozenset[str]] = reactive(frozenset[str]())

    @dataclass
    class Changed(Message):
        """The marks changed."""

        line: "MarkedLine"

    def __init__(
        self,
        words: dict[str, str],
        marked: frozenset[str],
        several: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._words = words
        self._several = several
        self.set_reactive(MarkedLine.marked, marked)
        keys = list(words)
        first = next((keys.index(key) for key in keys if key in marked), 0)
        self.set_reactive(MarkedLine.cursor, first)

    def render(self) -> Content:
        shown = [self._item(place) for place in range(len(self._words))]
        rows = self._rows(max(1, self.content_size.width))
        return lines(*(beside(*(shown[place] for place in row)) for row in rows))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def _item(self, place: int) -> Content:
        key, label = list(self._words.items())[place]
        sides = "[]" if self._several and key not in self.ALONE else "()"
        here = self.has_focus and place == self.cursor
        text = f"{sides[0]}{'x' if key in self.marked else ' '}{sides[1]} {label}"
        return beside(">" if here else " ", plain(text, "reverse" if here else ""), " ")

    def _rows(self, width: int) -> list[list[int]]:
        """Which items stand on which row: none is broken unless it is wider than a row."""
        rows: list[list[int]] = [[]]
        room = width
        for place, label in enumerate(self._words.values()):
            needed = len(label) + 6
            if needed > room and rows[-1]:
                rows.append([])
                room = width
            rows[-1].append(place)
            room -= needed
        return rows

    def action_move(self, by: int) -> None:
        self.cursor = (self.cursor + by) % len(self._words)

    def action_pick(self) -> None:
        key = list(self._words)[self.cursor]
        if not self._several or key in self.ALONE:
            self.marked = frozenset({key})
        else:
            self.marked = (self.marked ^ {key}) - set(self.ALONE)
            if not self.marked:
                self.marked = frozenset({self._empty()})
        self.post_message(self.Changed(self))

    def _empty(self) -> str:
        return next((key for key in ("none", "") if key in self._words), "")

    def on_click(self, event: events.Click) -> None:
        rows = self._rows(max(1, self.content_size.width))
        if event.y >= len(rows):
            return
        column, labels = event.x, list(self._words.values())
        for place in rows[event.y]:
            column -= len(labels[place]) + 6
            if column < 0:
                self.cursor = place
                self.action_pick()
                return

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
