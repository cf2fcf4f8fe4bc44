"""Closing a screen, once.

Textual 8.2.8 takes whatever lies on top off the stack when any screen is dismissed. A second enter
that follows fast, or a click on a row that was chosen already, would close the screen below too,
and a run that ends under an open help page would close the help page in its stead.
"""

from typing import TypeVar

from textual import on
from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.events import DescendantFocus, Event
from textual.screen import ModalScreen, Screen

Result = TypeVar("Result")


class ClosesOnce(Screen[Result]):
    """Dismissed, it closes itself: not what lies below it, and with it what lies on top."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        if self not in self.app.screen_stack:
            return AwaitComplete()
        if not self.is_mounted:
            # A key that came before it was whole: what fills it then would find nothing to fill.
            self.call_later(self._dismiss_now, result)
            return AwaitComplete()
        while self.app.screen is not self:
            self.app.pop_screen()
        return super().dismiss(result)

    async def on_event(self, event: Event) -> None:
        try:
            await super().on_event(event)
        except NoMatches:
            # What comes when it closes, or the app ends, may find its widgets gone.
            if self.app.is_running and self in self.app.screen_stack:
                raise

    @on(DescendantFocus)
    def keep_cursor_still(self, event: DescendantFocus) -> None:
        # Where nothing is to move by itself, neither does the cursor of a text field.
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = self.app.animation_level != "none"

    def _dismiss_now(self, result: Result | None) -> None:
        self.dismiss(result)  # not awaited: a screen cannot wait for its own end


# The first base is the one whose style Textual inherits.
class Modal(ModalScreen[Result], ClosesOnce[Result]):
    """The base of every box here."""
