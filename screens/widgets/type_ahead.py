"""A field that searches as one types, with the best matches below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from screens.plain import plain
from screens.widgets.plain_list import PlainList

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Match:
    """A match: what it stands for, and how it is shown."""

    key: str
    shown: str


Search = Callable[[str], Sequence[Match]]


class SearchField(Input):
    """The field; the arrows move in the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next match", show=False),
        Binding("up", "move(-1)", "Match before", show=False),
        Binding("pagedown", "move(8)", "Page down", show=False),
        Binding("pageup", "move(-8)", "Page up", show=False),
    ]
    # How far what is typed can be scrolled within the field. It moves nothing else, and laying
    # out the whole screen anew for every letter would be the dearest part of showing it.
    virtual_size = Reactive(Size(0, 0), layout=False)

    HELP_TITLE = "Searching"
    HELP = (
        "Type a few letters of a name, a code or a number; the best matches stand below. The"
        " arrows move among them, enter takes the one with the cursor >."
    )

    @dataclass
    class Moved(Message):
        """The cursor of the list is to move."""

        by: int

    def action_move(self, by: int) -> None:
        self.post_message(self.Moved(by))


class MatchList(PlainList, can_focus=False):
    """The matches; the field above keeps the focus."""


class TypeAhead(Vertical):
    """Search for one thing. Posts `Picked` on enter or click, `Reached` when the cursor moves."""

    @dataclass
    class Picked(Message):
        """A match was taken. `text` is what was typed; `key` is empty where nothing matches."""

        type_ahead: "TypeAhead"
        key: str
        text: str

    @dataclass
    class Reached(Message):
        """The cursor stands on a match; `key` is empty where nothing matches."""

        type_ahead: "TypeAhead"
        key: str

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, TypeAhead.Reached)

    def __init__(self, search: Search, placeholder: str, text: str = "") -> None:
        super().__init__()
        self._search = search
        self._placeholder = placeholder
        self._text = text
        self._matches: list[Match] = []
        self._options: list[Option] = []
        self._pointed = 0  # the place of the match that has the cursor before it
        self._wanted = self._looked = ""  # what the matches are to be for, and what they are for

    def compose(self) -> ComposeResult:
        # What was answered before is selected, so that typing takes its place.
        yield SearchField(
            self._text, placeholder=self._placeholder, select_on_focus=bool(self._text)
        )
        yield MatchList(markup=False)

    def on_mount(self) -> None:
        self._look(self._text)

    def clear(self) -> None:
        """Empty the field."""
        self.query_one(SearchField).value = ""

    def refresh_matches(self) -> None:
        """Search again for what is typed: what there is to find has changed."""
        self._look(self.query_one(SearchField).value)

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        event.stop()
        self._wanted = event.value
        # The letter shows first, then what it finds.
        self.call_after_refresh(self._catch_up)

    def _catch_up(self) -> None:
        """Look for what stands in the field, unless that was done."""
        if self._wanted != self._looked:
            self._look(self._wanted)

    def _look(self, text: str) -> None:
        self._wanted = self._looked = text
        self._matches = list(self._search(text))[: SHOWN + 1]
        more = len(self._matches) > SHOWN
        del self._matches[SHOWN:]
        if not self.query(MatchList):
            return  # taken away again before it was whole
        matches = self.query_one(MatchList)
        self._pointed = 0
        self._options = [
            Option(_prompt(match, place == 0)) for place, match in enumerate(self._matches)
        ]
        options = [*self._options]
        if more:
            options.append(Option(plain(f"{SHOWN} shown; type on", "$text-muted"), disabled=True))
        if not options:
            options.append(Option(plain("Nothing here matches.", "$text-muted"), disabled=True))
        matches.set_options(options)
        if self._matches:
            matches.highlighted = 0
        else:
            self.post_message(self.Reached(self, ""))

    @on(OptionList.OptionHighlighted)
    def reach(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._point(self.query_one(MatchList))
        reached = self._match_of(event.option)
        if reached is not None:
            self.post_message(self.Reached(self, reached.key))

    def _point(self, matches: MatchList) -> None:
        """Put the cursor before the match that the list is at, and take it from the one before."""
        at = matches.highlighted
        if at is None or at == self._pointed or at >= len(self._matches):
            return
        for place in (self._pointed, at):
            matches.replace_option_prompt_at_index(
                place, _prompt(self._matches[place], place == at)
            )
        self._pointed = at

    def _match_of(self, option: Option) -> Match | None:
        """The match that an option stands for; none if one has typed on meanwhile."""
        for match, shown in zip(self._matches, self._options, strict=True):
            if shown is option:
                return match
        return None

    @on(SearchField.Moved)
    def move(self, event: SearchField.Moved) -> None:
        event.stop()
        self._catch_up()
        if self._matches:
            matches = self.query_one(MatchList)
            place = (matches.highlighted or 0) + event.by
            matches.highlighted = max(0, min(len(self._matches) - 1, place))

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        event.stop()
        # Enter takes what fits the text as it is, however fast it follows.
        self._wanted = event.value
        self._catch_up()
        place = self.query_one(MatchList).highlighted
        key = self._matches[place].key if place is not None and self._matches else ""
        self.post_message(self.Picked(self, key, event.value))

    @on(OptionList.OptionSelected)
    def click(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        match = self._match_of(event.option)
        if match is not None:
            self.post_message(self.Picked(self, match.key, self.query_one(SearchField).value))


def _prompt(match: Match, pointed: bool) -> Content:
    return plain(("> " if pointed else "  ") + match.shown)
