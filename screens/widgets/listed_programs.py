"""What the list prints of the programs of confirmed entries, beside the question for them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.widgets import Static

from engine.facts import Party
from engine.faults import NavicertError
from screens.plain import lines, plain
from screens.services import ListsDesk


class ListedPrograms(Static):
    """A line for each confirmed entry that stands under programs; nothing where there is none."""

    @dataclass
    class LookedUp(Message):
        """The entries were looked up."""

        found: Sequence[str]

    def __init__(self, lists: ListsDesk, parties: Sequence[Party]) -> None:
        super().__init__("", classes="way", markup=False)
        self._lists = lists
        self._parties = parties

    def on_mount(self) -> None:
        self.display = False
        self._look_up()

    @work(thread=True, exclusive=True, group="programs", exit_on_error=False)
    def _look_up(self) -> None:
        # Lists that cannot be read are told where the parties are.
        with suppress(NavicertError, OSError):
            self.post_message(self.LookedUp(self._lists.programs(self._parties)))

    @on(LookedUp)
    def show(self, event: LookedUp) -> None:
        event.stop()
        self.display = bool(event.found)
        self.update(lines(plain("The confirmed entries print:"), *map(plain, event.found)))
