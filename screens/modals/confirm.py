"""A question that stops everything: yes or no."""

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.closing import Modal
from screens.plain import plain
from screens.widgets.plain_list import PlainList


class ConfirmModal(Modal[bool]):
    """Asks `question`; `yes` names what yes does. The first choice is always the harmless one."""

    HELP_TITLE = "A question"
    HELP = (
        "The first line leaves everything as it is. Arrows and enter choose, or the letter does;"
        " escape leaves."
    )
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self._question = question
        self._yes = yes

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(plain(self._question))
            yield PlainList(
                Option(plain("n  Cancel"), "no"), Option(plain(f"y  {self._yes}"), "yes")
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id == "yes")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)
