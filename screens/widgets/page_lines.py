"""A page of the law as lines that one can follow."""

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from engine.browsing.page import Line, Page, Target, wrapped
from screens.plain import beside, plain
from screens.widgets.plain_list import PlainList

LEADS = "\N{RIGHTWARDS ARROW}"
PART = 40
"""Lines of a page that are listed at once: a long one, whole, would take a second."""
PAUSE = 0.02
"""Seconds between two parts."""
_ROOM = 6  # cells for the arrow, the padding and the scroll bar


class PageLines(PlainList):
    """The lines of a page; those with an arrow lead to other pages. Posts `Followed`."""

    HELP_TITLE = "A page of the law"
    HELP = (
        "The arrows go from line to line, page up and down further. Enter on a line with an arrow"
        " at its end goes to what it names: a rule, a set, a fact, an ECCN, a country; escape goes"
        " back. What the page says is what the rules say, with dates and sources."
    )

    @dataclass
    class Followed(Message):
        """A line that leads somewhere was chosen."""

        targets: tuple[Target, ...]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._page: Page | None = None
        self._width = 0
        self._cursor = 0
        self._timer: Timer | None = None

    def show(self, page: Page, cursor: int = 0) -> None:
        """Show a page, with the cursor on the line of this number."""
        self._page, self._cursor = page, cursor
        if self.size.width:  # otherwise once it has one
            self._fill(cursor)

    def on_resize(self, event: events.Resize) -> None:
        if self._page is not None and event.size.width != self._width:
            self._fill(self.highlighted or self._cursor)

    def _fill(self, cursor: int) -> None:
        assert self._page is not None
        self._width = self.size.width
        lines = self._page.lines
        self.clear_options()
        self._add(cursor + PART)
        if lines:
            self.highlighted = next(
                (at for at in range(min(cursor, len(lines) - 1), len(lines)) if lines[at].text), 0
            )

    def _add(self, count: int) -> None:
        """Some more lines; what is left follows by and by, so that keys are heard meanwhile."""
        if self._timer is not None:
            self._timer.stop()
        assert self._page is not None
        width, at = max(20, self._width - _ROOM), self.option_count
        part = self._page.lines[at : at + count]
        self.add_options([Option(_shown(one, width), disabled=not one.text) for one in part])
        if self.option_count < len(self._page.lines):
            self._timer = self.set_timer(PAUSE, lambda: self._add(PART))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        at = event.option_index
        if self._page is None or self.options[at : at + 1] != [event.option]:
            return  # a line of the page that stood here before
        targets = self._page.lines[at].targets
        if targets:
            self.post_message(self.Followed(targets))


def _shown(line: Line, width: int) -> Content:
    text = plain("\n".join(wrapped(line, width)), "bold" if line.head else "")
    return beside(text, plain(f" {LEADS}", "bold $text-accent")) if line.targets else text
