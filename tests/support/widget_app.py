"""A bare app around one widget, for tests of parts."""

from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

CSS = Path(__file__).parent.parent.parent / "screens" / "css" / "base.tcss"


class WidgetApp(App[int]):
    """Shows one widget and keeps the messages that it posts."""

    CSS_PATH = CSS

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.posted: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def keep(self, message: Message) -> None:
        # The hook hears a message again at each parent that it bubbles to.
        if not any(known is message for known in self.posted):
            self.posted.append(message)

    def of(self, kind: type[Any]) -> list[Any]:
        """The messages of one kind, in order."""
        return [message for message in self.posted if isinstance(message, kind)]
