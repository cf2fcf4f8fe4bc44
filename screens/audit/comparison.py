"""Two determinations beside one another: what they have otherwise, by part."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from engine.explanation.differences import Difference, moves_the_answer
from screens.actions import bindings
from screens.audit.difference_words import grouped
from screens.copying import copy
from screens.navicert_screen import NavicertScreen
from screens.plain import beside, lines, one_line, plain
from screens.widgets.key_footer import KeyFooter
from screens.widgets.reader import Reader


class ComparisonText(Reader):
    """The differences."""

    HELP_TITLE = "Comparison"
    HELP = (
        "By part, the weightiest first. * marks what moves the answer: the outcome, a ground, an"
        " exception, a new open question. m shows these alone, and everything again; c copies."
    )


class ComparisonScreen(NavicertScreen[None]):
    """Shows `found`; `heads` names the two sides in a line each."""

    PLACE = "comparison"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/records.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("comparison")]

    def __init__(self, title: str, heads: tuple[str, str], found: Sequence[Difference]) -> None:
        super().__init__()
        self._title = title
        self._heads = heads
        self._found = found
        self._moving_alone = False

    def compose(self) -> ComposeResult:
        yield Static(plain(self._title, "bold"), id="deal-line", markup=False)
        yield Static(
            lines(
                *(
                    beside(plain(f"{word}: ", "bold"), one_line(head))
                    for word, head in zip(("before", "after"), self._heads, strict=True)
                )
            ),
            id="heads",
            markup=False,
        )
        yield Static("", id="counted", markup=False)
        with ComparisonText():
            yield Static("", id="differences", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self._show()
        self.query_one(ComparisonText).focus()

    @property
    def shown(self) -> list[Difference]:
        """The differences on screen."""
        return [row for row in self._found if not self._moving_alone or moves_the_answer(row)]

    def _counted(self) -> str:
        moving, total = sum(map(moves_the_answer, self._found)), len(self._found)
        if not total:
            return "Nothing differs."
        if self._moving_alone:
            return f"Only what moves the answer: {moving} of {total}"
        differences = "1 difference" if total == 1 else f"{total} differences"
        moves = "moves" if moving == 1 else "move"
        return f"{differences}, {moving or 'none'} of which {moves} the answer (*)"

    def _text(self) -> Content:
        if self.shown or not self._found:
            return grouped(self.shown) if self.shown else plain("")
        return plain("Nothing here moves the answer. m shows the other differences.")

    def _show(self) -> None:
        self.query_one("#counted", Static).update(plain(self._counted()))
        self.query_one("#differences", Static).update(self._text())
        self.query_one(ComparisonText).scroll_home(animate=False)

    def action_moving(self) -> None:
        self._moving_alone = not self._moving_alone
        self._show()

    def action_copy(self) -> None:
        heads = [
            f"{word}: {head}" for word, head in zip(("before", "after"), self._heads, strict=True)
        ]
        text = "\n".join((self._title, *heads, self._counted(), "", self._text().plain, ""))
        copy(self, text, "Copied as text.")

    def action_close(self) -> None:
        self.dismiss(None)
