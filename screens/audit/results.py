"""What came of running many records again: those that came out otherwise, and why."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.actions import bindings
from screens.copying import copy
from screens.navicert_screen import NavicertScreen
from screens.plain import beside, lines, one_line, plain, safe
from screens.widgets.key_footer import KeyFooter
from screens.widgets.plain_list import PlainList

SHOWN = 200
"""Rows on screen: copying takes them all."""


class ResultRow(NamedTuple):
    """A record, its head line, and what is to be said of it."""

    record: str
    head: str
    told: Sequence[str]


class ResultList(PlainList):
    """The records that came out otherwise."""

    HELP_TITLE = "Results"
    HELP = (
        "Arrows move, enter opens the record under the cursor, d shows all its differences, c"
        " copies the whole list."
    )


class ResultsScreen(NavicertScreen[None]):
    """Lists `rows` under a summary. `nothing` is said where there are none."""

    PLACE = "results"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/records.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("results")]

    def __init__(
        self,
        title: str,
        summary: str,
        rows: Sequence[ResultRow],
        nothing: str,
        opened: Callable[[NavicertScreen[Any], str], None],
        differences: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._title = title
        self._summary = summary
        self._rows = rows
        self._nothing = nothing
        self._opened = opened
        self._differences = differences

    def compose(self) -> ComposeResult:
        yield Static(plain(self._title, "bold"), id="deal-line", markup=False)
        yield Static(plain(self._summary_text()), id="counted", markup=False)
        if self._rows:
            yield ResultList(*map(_option, self._rows[:SHOWN]), id="results", markup=False)
        else:
            yield Static(plain(self._nothing), id="empty", markup=False)
        yield KeyFooter()

    def _summary_text(self) -> str:
        more = f"; {SHOWN} of them shown, c copies all" if len(self._rows) > SHOWN else ""
        return self._summary + more

    def on_mount(self) -> None:
        for found in self.query(ResultList):
            found.focus()

    @on(OptionList.OptionSelected, "#results")
    def open_record(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self._opened(self, event.option_id)

    def action_differences(self) -> None:
        for found in self.query(ResultList):
            if found.highlighted_option is not None and found.highlighted_option.id:
                self._differences(found.highlighted_option.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._rows) if action == "differences" else True

    def action_copy(self) -> None:
        rows = ("\n    ".join((f"{row.record}  {row.head}", *row.told)) for row in self._rows)
        text = "\n".join((self._title, self._summary, "", *rows, ""))
        copy(self, safe(text), "Copied as text.")

    def action_close(self) -> None:
        self.dismiss(None)


def _option(row: ResultRow) -> Option:
    return Option(_content(row), row.record)


def _content(row: ResultRow) -> Content:
    return lines(
        beside(plain(f"{row.record}  ", "bold"), one_line(row.head)),
        *(beside("    ", one_line(told)) for told in row.told),
    )
