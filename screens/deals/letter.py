"""A letter with the open questions: shown as it would be sent, copied, or written to a file."""

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from records.reports.letter import (
    Letter,
    LetterQuestion,
    addressees,
    letter_text,
    letter_to,
)
from screens.actions import bindings
from screens.copying import copy
from screens.modals.pick import PickModal
from screens.navicert_screen import NavicertScreen
from screens.plain import plain
from screens.to_file import FileToWrite, put, write_to_file
from screens.widgets.key_footer import KeyFooter
from screens.widgets.reader import Reader
from screens.widgets.type_ahead import Match


class LetterReader(Reader):
    """The letter."""

    HELP_TITLE = "The letter"
    HELP = (
        "What you see is what is sent. t chooses another addressee, m turns between text and"
        " Markdown, n puts the name of the deal in or out, r the rules that wait for an answer; c"
        " copies, e writes to a file. No party and no value stands in it."
    )


class LetterScreen(NavicertScreen[None]):
    """The letter to one of those who would know; `title` is the name of the deal."""

    PLACE = "letter"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/determination.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("letter")]

    def __init__(self, questions: Sequence[LetterQuestion], title: str) -> None:
        super().__init__()
        self._questions = questions
        self._title = title
        self._markdown = False
        self.letter: Letter = letter_to(next(iter(addressees(questions))), questions)

    def compose(self) -> ComposeResult:
        yield Static("", id="deal-line", markup=False)
        with LetterReader():
            yield Static("", id="letter", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self._show()
        self.query_one(LetterReader).focus()

    @property
    def text(self) -> str:
        """The letter as it would be sent."""
        return letter_text(self.letter, self._markdown)

    def _show(self) -> None:
        letter = self.letter
        named = "names the deal" if letter.about else "does not name the deal"
        rules = "names the rules" if letter.reasons else "does not name the rules"
        form = "Markdown" if self._markdown else "text"
        told = f"Letter to: {letter.to}  {form}, {named}, {rules}"
        self.query_one("#deal-line", Static).update(plain(told, "bold"))
        self.query_one("#letter", Static).update(plain(self.text))

    def action_addressee(self) -> None:
        known = addressees(self._questions)
        matches = [
            Match(who, f"{who}: {count} question{'' if count == 1 else 's'}")
            for who, count in known.items()
        ]
        self.app.push_screen(PickModal("Whom to ask", matches, ""), self._address)

    def _address(self, who: str | None) -> None:
        if who is not None:
            before = self.letter
            self.letter = letter_to(who, self._questions, before.about, before.reasons)
            self._show()
            self.query_one(LetterReader).scroll_home(animate=False)

    def action_form(self) -> None:
        self._markdown = not self._markdown
        self._show()

    def action_about(self) -> None:
        self.letter = self.letter._replace(about="" if self.letter.about else self._title)
        self._show()

    def action_reasons(self) -> None:
        self.letter = self.letter._replace(reasons=not self.letter.reasons)
        self._show()

    def action_copy(self) -> None:
        copy(self, self.text, "Letter copied.")

    def action_report(self) -> None:
        def write(path: Path) -> str:
            put(path, self.text)
            return "Letter"

        name = f"letter-to-{self.letter.to.replace(' ', '-')}{'.md' if self._markdown else '.txt'}"
        write_to_file(self.app, Path.cwd(), FileToWrite("Write the letter", name, write))

    def action_close(self) -> None:
        self.dismiss(None)
