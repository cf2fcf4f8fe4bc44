"""A box of text that scrolls and can be copied."""

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from screens.closing import Modal
from screens.copying import copy
from screens.plain import plain
from screens.widgets.box_keys import BoxKeys


class TextModal(Modal[None]):
    """Shows `text` under `title`; `c` copies it, escape closes."""

    HELP_TITLE = "A text"
    HELP = "The arrows and page keys scroll, c copies all of it, then ^d writes it to a file."
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss_box", "Close", key_display="esc"),
        Binding("c", "copy", "Copy"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._heading = title
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="box large"):
            yield Static(plain(self._heading), classes="box-title")
            with VerticalScroll(classes="box-body", can_focus=True):
                yield Static(plain(self._text))
            yield BoxKeys("esc close", "c copy", "arrows scroll")

    def action_dismiss_box(self) -> None:
        self.dismiss(None)

    def action_copy(self) -> None:
        copy(self, self._text)
