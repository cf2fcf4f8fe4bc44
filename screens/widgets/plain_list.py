"""An option list that shows text as text and survives a terminal without room."""

from textual import events
from textual.geometry import Size
from textual.widgets import OptionList

LEAST_WIDTH = 8
"""Cells that wrapping needs: with none, Textual 8.2.8 fails in an endless fold."""


class PlainList(OptionList):
    """The base of every list here."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return super().get_content_height(container, viewport, max(width, LEAST_WIDTH))

    def on_click(self, event: events.Click) -> None:
        pass_over_gone(self, event)

    def action_page_up(self) -> None:
        # Without room no option has a line to count from, and Textual 8.2.8 fails.
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]


def pass_over_gone(shown: OptionList, event: events.Click) -> None:
    """Let a click be none where its option is gone since it was drawn: Textual 8.2.8 would fail."""
    option = event.style.meta.get("option")
    if option is not None and option >= shown.option_count:
        event.prevent_default()
