"""A list of choices whose marks can be read without color: `(x)` and `[x]`, the cursor `>`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.plain import beside, plain
from screens.widgets.plain_list import PlainList


@dataclass(frozen=True, slots=True)
class Line:
    """One choice. `key` is what messages carry, `hot` a letter that picks it, `note` stands
    behind the label. `mark` of None draws no brackets."""

    key: str
    label: str
    mark: bool | None = False
    hot: str = ""
    note: Content | None = None
    help: str = ""


class ChoiceList(PlainList):
    """One choice of several, or several where `several` is true.

    Enter picks: in a list of one choice the pick is the answer; in a list of several it puts the
    mark on or off, as space does.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "Pick", show=False)]
    HELP_TITLE = "Choosing"
    HELP = (
        "Arrows move the cursor >, enter or space picks. A letter or number before a choice picks"
        " it at once. (x) and [x] mark what is picked. Behind the arrow stands what the answer"
        " would lead to."
    )

    @dataclass
    class Picked(Message):
        """A choice was picked; in a list of several, its mark was turned."""

        choices: "ChoiceList"
        key: str

        @property
        def control(self) -> "ChoiceList":
            return self.choices

    def __init__(self, lines: Sequence[Line], several: bool = False, id: str | None = None) -> None:  # noqa: A002
        self._choices = list(lines)
        self._several = several
        super().__init__(id=id, markup=False)
        self._fill()

    @property
    def marked(self) -> frozenset[str]:
        """The keys of the marked lines."""
        return frozenset(line.key for line in self._choices if line.mark)

    def mark(self, key: str, on: bool | None = None) -> None:
        """Mark one line: alone in a list of one choice, turned or set in a list of several."""
        for place, line in enumerate(self._choices):
            if line.mark is None:
                continue
            if line.key == key:
                self._choices[place] = replace(line, mark=(not line.mark) if on is None else on)
            elif not self._several:
                self._choices[place] = replace(line, mark=False)
        self._redraw()

    def note(self, notes: dict[str, Content]) -> None:
        """Put notes behind lines, by key."""
        self._choices = [
            replace(line, note=notes.get(line.key, line.note)) for line in self._choices
        ]
        self._redraw()

    def relabel(self, key: str, label: str) -> None:
        """Give one line other words."""
        self._choices = [
            replace(line, label=label) if line.key == key else line for line in self._choices
        ]
        self._redraw()

    def replace_lines(self, lines: Sequence[Line]) -> None:
        """Other lines, the cursor where it was if it can be."""
        place = self.highlighted or 0
        self._choices = list(lines)
        self._fill()
        if self._choices:
            self.highlighted = min(place, len(self._choices) - 1)

    def _fill(self) -> None:
        self.set_options([Option(self._prompt(place)) for place in range(len(self._choices))])
        marked = [place for place, line in enumerate(self._choices) if line.mark]
        if self._choices:
            self.highlighted = marked[0] if marked and not self._several else 0

    def _redraw(self) -> None:
        for place in range(len(self._choices)):
            self.replace_option_prompt_at_index(place, self._prompt(place))

    def _prompt(self, place: int) -> Content:
        line = self._choices[place]
        here = place == self.highlighted
        cursor = "> " if here else "  "
        sides = "[]" if self._several else "()"
        mark = "" if line.mark is None else f"{sides[0]}{'x' if line.mark else ' '}{sides[1]} "
        hot = f"{line.hot} " if line.hot else ""
        text = beside(plain(cursor + mark), plain(hot, "bold"), plain(line.label))
        if line.note is not None:
            gap = max(2, self._note_column() - text.cell_length)
            # Colors of our own cannot be read on the cursor's background.
            note = plain(line.note.plain) if here else line.note
            text = beside(text, " " * gap, note)
        if line.help:
            about = plain(line.help, "" if here else "$text-muted")
            text = beside(text, "\n      ", about)
        return text

    def _note_column(self) -> int:
        """Where notes stand below one another; a label that is longer pushes its own aside."""
        longest = max(len(line.label) + len(line.hot) for line in self._choices)
        return min(longest, 34) + 10

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        if self._choices and self.option_count == len(self._choices):
            self._redraw()

    def action_select(self) -> None:
        if self.highlighted is not None:
            self._pick(self.highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._pick(event.option_index)

    def on_key(self, event: object) -> None:
        key = getattr(event, "character", None)
        for place, line in enumerate(self._choices):
            if key and line.hot == key:
                self.highlighted = place
                self._pick(place)
                event.stop()  # type: ignore[attr-defined]

    def _pick(self, place: int) -> None:
        line = self._choices[place]
        if line.mark is not None:
            self.mark(line.key, None if self._several else True)
        self.post_message(self.Picked(self, line.key))
