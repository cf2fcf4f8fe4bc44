"""What was right: by topic and by rule, the weakest first, with the trend."""

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from engine.practice.score_words import learners_of, score_sections
from engine.practice.scores import Attempt, of_learner
from engine.practice.words import as_text
from screens.actions import bindings
from screens.copying import copy
from screens.modals.pick import PickModal
from screens.navicert_screen import NavicertScreen
from screens.plain import plain, safe
from screens.practice.trainer import Trainer
from screens.section_text import sections_text
from screens.to_file import FileToWrite, write_to_file
from screens.widgets.key_footer import KeyFooter
from screens.widgets.reader import Reader
from screens.widgets.type_ahead import Match

ALL = "(all)"


class ScoresReader(Reader):
    """The scores."""

    HELP_TITLE = "Scores"
    HELP = (
        "A line for each topic and rule: how often right of how often asked, and a sign for each of"
        " the latest times, high for right. The weakest come first. w practices those of whom is"
        " shown, l chooses a learner, e writes a file for a spreadsheet."
    )


class ScoresScreen(NavicertScreen[str | None]):
    """Returns whose weakest rules are to be practiced, empty for those of all; else None."""

    PLACE = "scores"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/training.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("scores")]

    def __init__(self, trainer: Trainer) -> None:
        super().__init__()
        self._trainer = trainer
        self._learner = trainer.name

    @property
    def _attempts(self) -> Sequence[Attempt]:
        return of_learner(self._trainer.attempts, self._learner)

    def compose(self) -> ComposeResult:
        yield Static("", id="deal-line", markup=False)
        with ScoresReader(id="scores"):
            yield Static("", id="scores-text", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self._show()
        self.query_one(ScoresReader).focus()

    def _show(self) -> None:
        who = self._learner or "all learners"
        self.query_one("#deal-line", Static).update(plain(f"Scores: {who}", "bold"))
        titles = {
            rule.id: rule.title
            for ruleset in self._trainer.regimes.rulesets
            for rule in ruleset.rules.values()
        }
        sections = score_sections(self._attempts, titles)
        self._text = as_text(sections)
        self.query_one("#scores-text", Static).update(sections_text(sections))
        self.refresh_bindings()

    def action_who(self) -> None:
        matches = [Match(ALL, "all learners")]
        matches += [Match(name, name) for name in learners_of(self._trainer.attempts)]

        def picked(learner: str | None) -> None:
            if learner:
                self._learner = "" if learner == ALL else learner
                self._show()

        self.app.push_screen(PickModal("Whose scores?", matches, ""), picked)

    def action_export(self) -> None:
        attempts, desk = self._attempts, self._trainer.desk

        def write(path: Path) -> str:
            desk.export(attempts, path)
            return f"{len(attempts)} exercises"

        name = f"scores-{self._trainer.now().date().isoformat()}.csv"
        title = "Write the scores shown: CSV, or JSON where the name ends in .json"
        write_to_file(self.app, Path.cwd(), FileToWrite(title, name, write, replaces=False))

    def action_copy(self) -> None:
        copy(self, safe(self._text))

    def action_weakest(self) -> None:
        self.dismiss(self._learner)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._trainer.attempts) if action in ("export", "who", "weakest") else True

    def action_close(self) -> None:
        self.dismiss(None)
