"""Rows that are edited in a form of their own: parties, owners, lines of a bill of materials."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.plain import plain
from screens.widgets.plain_list import PlainList

SHOWN = 200


class RowList(PlainList):
    """The rows, an "Add" line, and what else `commands` (key to words) offers; words that begin
    with a letter and two spaces have that letter as a key.

    Enter on a row edits it, delete takes it off.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "drop", "Take off", show=False),
        Binding("a,insert", "add", "Add", show=False),
    ]
    HELP_TITLE = "A list of rows"
    HELP = "Press a to add, enter to edit the row under the cursor, delete to take it off."

    @dataclass
    class EditRequested(Message):
        """A row is to be edited, or a new one to be made where `place` is None."""

        rows: "RowList"
        place: int | None

    @dataclass
    class Changed(Message):
        """The rows changed."""

        rows: "RowList"

    @dataclass
    class CommandPicked(Message):
        """One of the commands was picked."""

        rows: "RowList"
        command: str

    def __init__(
        self,
        trees: Sequence[Any],
        shown: Callable[[Any], str],
        what: str,
        commands: dict[str, str] | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        self.trees: list[Any] = list(trees)
        self._shown = shown
        self._what = what
        self._commands = commands or {}
        super().__init__(id=id, markup=False)
        self._fill(0)

    def put(self, place: int | None, tree: Any) -> None:
        """Replace a row, or add one where `place` is None."""
        if place is None:
            self.trees.append(tree)
            place = len(self.trees) - 1
        else:
            self.trees[place] = tree
        self._fill(min(place, SHOWN - 1))
        self.post_message(self.Changed(self))

    def replace_rows(self, trees: Sequence[Any]) -> None:
        """Other rows, all of them."""
        self.trees = list(trees)
        self._fill(0)
        self.post_message(self.Changed(self))

    def set_commands(self, commands: dict[str, str]) -> None:
        """Other commands below the rows."""
        self._commands = commands
        self._fill(self.highlighted or 0)

    def _fill(self, cursor: int) -> None:
        rows = self.trees[:SHOWN]
        self._shown_lines = [(f"row:{place}", self._shown(tree)) for place, tree in enumerate(rows)]
        if len(self.trees) > SHOWN:
            self._shown_lines.append(("more", f"{SHOWN} of {len(self.trees):,} rows shown"))
        self._shown_lines.append(("add", f"a  Add: {self._what.lower()}"))
        self._shown_lines += [(f"do:{key}", words) for key, words in self._commands.items()]
        self.set_options([Option(plain("  " + words), key) for key, words in self._shown_lines])
        self.highlighted = min(cursor, len(self._shown_lines) - 1)

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        if self.option_count != len(getattr(self, "_shown_lines", ())):
            return
        for place, (_, words) in enumerate(self._shown_lines):
            cursor = "> " if place == highlighted else "  "
            self.replace_option_prompt_at_index(place, plain(cursor + words))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        kind, _, rest = (event.option_id or "").partition(":")
        if kind == "row":
            self.post_message(self.EditRequested(self, int(rest)))
        elif kind == "add":
            self.action_add()
        elif kind == "do":
            self.post_message(self.CommandPicked(self, rest))

    def on_key(self, event: Key) -> None:
        for key, words in self._commands.items():
            if event.character and words.startswith(f"{event.character}  "):
                event.stop()
                self.post_message(self.CommandPicked(self, key))

    def action_add(self) -> None:
        self.post_message(self.EditRequested(self, None))

    def action_drop(self) -> None:
        place = self.highlighted
        if place is not None and place < min(len(self.trees), SHOWN):
            del self.trees[place]
            self._fill(place)
            self.post_message(self.Changed(self))
