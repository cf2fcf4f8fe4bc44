"""A determination on screen: the answer, the rules, the open questions, the facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import ContentSwitcher, Static

from engine.determination import Determination
from engine.explanation.room import Room
from engine.interview.law import Findings, Law
from engine.regimes.combined import SharedQuestion
from screens.actions import bindings
from screens.copying import copy
from screens.determinations import determination_reports
from screens.determinations.determination_text import answer_text, copied_text, facts_text
from screens.determinations.in_all_text import (
    exercise_text,
    not_saved,
    other_text,
    waiting_text,
)
from screens.navicert_screen import NavicertScreen
from screens.plain import beside, one_line, plain
from screens.services import SavedRecord, Services
from screens.widgets.choice_list import ChoiceList, Line
from screens.widgets.key_footer import KeyFooter
from screens.widgets.outcome_banner import OutcomeBanner
from screens.widgets.reader import Reader
from screens.widgets.rule_tree import RuleTree

if TYPE_CHECKING:
    from records.reports.letter import LetterQuestion

TABS = (
    ("answer", "1 Answer"),
    ("rules", "2 Rules"),
    ("questions", "3 Questions"),
    ("facts", "4 Facts"),
)


class DeterminationView(NavicertScreen[str | None]):
    """What the live determination and the saved one have in common. Returns the name of a fact
    whose question was chosen."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/determination.tcss"]
    TABS: ClassVar[tuple[tuple[str, str], ...]] = TABS

    def __init__(self, determination: Determination, record: SavedRecord | None = None) -> None:
        super().__init__()
        self.determination = determination
        self.record = record
        self.supposed_law: Law | None = None  # where an overlay lies over the law
        self._filled: set[str] = set()

    def compose(self) -> ComposeResult:
        yield Static(self.title_line(), id="deal-line", markup=False)
        yield from self.compose_notices()
        yield OutcomeBanner()
        yield Static("", id="tabs", markup=False)
        with ContentSwitcher(initial="answer", id="tab-body"):
            with Reader(id="answer"):
                yield Static(self.answer(), id="answer-text", markup=False)
            with Container(id="rules"):
                yield RuleTree(id="tree")
                with Reader(id="node"):
                    yield Static("", id="node-text", markup=False)
            with Reader(id="questions", can_focus=False):
                yield Static(self._questions_words(), id="questions-words", markup=False)
                yield ChoiceList(self._question_lines(), id="question-list")
            with Reader(id="facts"):
                yield Static("", id="facts-text", markup=False)
            yield from self.compose_more_tabs()
        yield KeyFooter()

    @property
    def tabs(self) -> tuple[tuple[str, str], ...]:
        """The tabs with their words."""
        return self.TABS

    def answer(self) -> Content:
        """The text of the first tab."""
        return answer_text(self.determination, self.record, self.rooms)

    @property
    def rooms(self) -> Sequence[Room]:
        """The numbers beside their limits; a record keeps the sentences alone."""
        return ()

    def compose_notices(self) -> ComposeResult:
        """What stands above the outcome."""
        yield from ()

    def compose_more_tabs(self) -> ComposeResult:
        """What stands behind the four tabs."""
        yield from ()

    def on_mount(self) -> None:
        self.show_outcome()
        self.action_show_tab("answer")

    def show_outcome(self) -> None:
        """Put the outcome on the banner."""
        tentative = len(self.determination.possible) > 1
        self.query_one(OutcomeBanner).show(self.determination.outcome, tentative)

    def title_line(self) -> Content:
        """What the screen shows, on one line."""
        determination = self.determination
        return beside(
            one_line(determination.title or "Untitled deal", "bold"),
            plain(f"  as of {determination.as_of}  {determination.regime_name}"),
        )

    def _questions_words(self) -> Content:
        if not self._question_lines():
            return plain("No question is open.")
        if self.record is not None:
            return plain("Open when the record was made:")
        return plain("Enter goes to the question. The most deciding comes first.")

    def _question_lines(self) -> list[Line]:
        return [
            Line(
                question.fact,
                question.ask,
                None,
                help=f"{question.because} [{question.cite}] {question.who}"
                + (" (answered: not known)" if question.asked else ""),
            )
            for question in self.determination.questions
        ]

    def action_show_tab(self, tab: str) -> None:
        self.query_one(ContentSwitcher).current = tab
        # The tree and the facts are filled when first looked at.
        if tab not in self._filled:
            self._filled.add(tab)
            if tab == "rules":
                self.query_one(RuleTree).show(self.determination)
            elif tab == "facts":
                self.query_one("#facts-text", Static).update(facts_text(self.determination))
        count = len(self._question_lines())
        parts: list[Content | str] = []
        for name, words in self.tabs:
            shown = f"{words} ({count})" if name == "questions" and count else words
            parts.append(plain(f" {shown} ", "bold reverse" if name == tab else "$text-muted"))
            parts.append(" ")
        self.query_one("#tabs", Static).update(beside(*parts))
        target = {"rules": "#tree", "questions": "#question-list"}.get(tab, f"#{tab}")
        self.query_one(target).focus()

    @on(RuleTree.Reached)
    def show_node(self, event: RuleTree.Reached) -> None:
        for text in self.query("#node-text").results(Static):  # none while the screen closes
            text.update(event.text)

    @property
    def shown(self) -> Sequence[Determination]:
        """The determinations that the first tab tells of."""
        return (self.determination,)

    def action_open_law(self) -> None:
        """Open the page of the rule or fact under the cursor, or of a rule that decided."""
        from screens.law.law_ways import ask_deciding_rule, ask_fact, ask_node

        tab = self.query_one(ContentSwitcher).current
        if tab == "rules":
            ask_node(self, self.determination, self.query_one(RuleTree).cursor_node)
        elif tab == "questions":
            at = self.query_one("#question-list", ChoiceList).highlighted
            lines = self._question_lines()
            fact = lines[at].key if at is not None and at < len(lines) else ""
            ask_fact(self, self.determination, fact)
        else:
            ask_deciding_rule(self, self.shown)

    def on_click(self, event: events.Click) -> None:
        """A click on what is said of a rule opens the rule."""
        box = self.query_one("#node")
        if event.widget is not None and box in (event.widget, *event.widget.ancestors):
            self.action_open_law()

    def action_copy(self) -> None:
        copy(self, copied_text(self.determination, self.answer(), self.mark), "Copied as text.")

    @property
    def mark(self) -> str:
        """The mark of an exercise; a record is none."""
        return ""

    def action_close(self) -> None:
        self.dismiss(None)


def shared_line(row: SharedQuestion) -> Line:
    """A question of several regimes, with those that wait for it."""
    return Line(
        row.fact,
        row.ask,
        None,
        help=f"Waited for by {', '.join(row.regimes)}. {row.because} [{row.cite}] {row.who}"
        + (" (answered: not known)" if row.asked else ""),
    )


REGIMES = "regimes:"
"""What the screen returns where the list of regimes is wanted; no fact has such a name."""

HISTORY = "history:"
"""What the screen returns, with a regime behind it, where the law of other days is wanted."""

Kept = Sequence[tuple[Determination, str]]
"""A determination for each record, and its deal."""


class DeterminationScreen(DeterminationView):
    """The determination of a deal being worked on; it can be saved as a record."""

    PLACE = "determination"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("determination")]

    @dataclass
    class DeterminationSaved(Message):
        """The determination is on record, in this person's name: by regime, its number."""

        records: Sequence[tuple[str, str]]
        by: str

    @dataclass
    class SaveFailed(Message):
        """A record could not be written; `records` are those that were written before it."""

        error: str
        records: Sequence[tuple[str, str]]

    def __init__(self, findings: Findings, services: Services, kept: Kept, user: str = "") -> None:
        super().__init__(findings.combined.determinations[0])
        self.findings = findings
        self._records = services.records
        self._now = services.now
        self._kept = list(kept)
        self._user = user
        self.saved_as = ""
        self.to_ask: Callable[[], Sequence[LetterQuestion]] = tuple

    def answer(self) -> Content:
        found = self.findings
        return beside(
            exercise_text(found),
            waiting_text(found),
            super().answer(),
            other_text(found) if len(found.regimes) > 1 else "",
        )

    @property
    def rooms(self) -> Sequence[Room]:
        return self.findings.rooms

    @property
    def mark(self) -> str:
        return self.findings.mark

    def _question_lines(self) -> list[Line]:
        own = super()._question_lines()
        asked = {line.key for line in own}
        rows = [row for row in self.findings.waiting if row.fact not in asked]
        return [shared_line(row) for row in rows] + own

    def title_line(self) -> Content:
        saved = f"  saved as {self.saved_as}" if self.saved_as else ""
        mark = plain(f"{self.findings.mark}  ", "bold") if self.findings.mark else ""
        return beside(mark, super().title_line(), plain(saved, "bold"))

    def show_outcome(self) -> None:
        tentative = len(self.determination.possible) > 1 or bool(self.findings.waiting)
        mark = self.findings.mark
        self.query_one(OutcomeBanner).show(self.determination.outcome, tentative, mark)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn_regime":
            return False
        if action == "regimes":
            return len(self.findings.regimes) > 1
        return True

    def action_turn_regime(self, by: int) -> None:
        """Nothing to turn to: one regime answers."""

    def action_regimes(self) -> None:
        self.dismiss(REGIMES)

    def action_date_slider(self) -> None:
        self.dismiss(HISTORY + self.determination.regime)

    @on(ChoiceList.Picked, "#question-list")
    def go_to_question(self, event: ChoiceList.Picked) -> None:
        self.dismiss(event.key)

    def action_report(self) -> None:
        determination_reports.choose_report(self, self.findings, self._now, self.saved_as)

    def action_letter(self) -> None:
        questions = self.to_ask()
        if self.mark:
            self.show_error(
                "An exercise asks nobody",
                f"{self.mark}: what is open here is open in a supposed deal. Write the letter from"
                " the determination of the true deal.",
            )
        elif not questions:
            self.notify("No question is open.", markup=False)
        else:
            from screens.deals.letter import LetterScreen

            self.app.push_screen(LetterScreen(questions, self.findings.combined.title))

    def action_save(self) -> None:
        from screens.deals.deal_forms import save_check, save_fields
        from screens.modals.form import FormModal

        if self.findings.mark:
            self.show_error("An exercise cannot be saved", not_saved(self.findings))
            return
        if self.saved_as and not self._kept:
            self.notify(f"Already saved as {self.saved_as}.", markup=False)
            return
        tree = {"by": self._user} if self._user else {}
        start = "why" if self._user else "by"
        many = f"Save as {len(self._kept)} records, one a regime"
        title = many if len(self._kept) > 1 else "Save as a record"
        modal = FormModal(title, save_fields(), tree, save_check, "Save", start)
        self.app.push_screen(modal, self._save)

    def _save(self, tree: dict[str, str] | None) -> None:
        if tree is not None:
            self.write_record(tree["by"], tree["why"])

    @work(thread=True, exclusive=True, group="record", exit_on_error=False)
    def write_record(self, by: str, why: str) -> None:
        from engine.faults import NavicertError

        written: list[tuple[str, str]] = []
        try:
            for determination, deal_text in self._kept:
                record = self._records.save(determination, deal_text, by, why)
                written.append((determination.regime, record))
        except (NavicertError, OSError) as error:
            self.post_message(self.SaveFailed(str(error), written))
        else:
            self.post_message(self.DeterminationSaved(written, by))

    @on(DeterminationSaved)
    def say_saved(self, event: DeterminationSaved) -> None:
        self._take_saved(event.records)
        plural = "s" if len(event.records) > 1 else ""
        told = f"Saved as record{plural} {self.named(event.records)}. What next?"
        determination_reports.say_saved(self, told, self.action_report)

    @on(SaveFailed)
    def say_failed(self, event: SaveFailed) -> None:
        if not event.records:
            self.show_error("The record was NOT saved", event.error)
            return
        self._take_saved(event.records)
        missing = ", ".join(determination.regime for determination, _ in self._kept)
        told = f"Saved: {self.named(event.records)}.\nNOT saved: {missing}.\n\n{event.error}"
        self.show_error("Not all records were saved", told)

    def _take_saved(self, records: Sequence[tuple[str, str]]) -> None:
        """Those that were saved are not saved again."""
        done = {regime for regime, _ in records}
        self._kept = [pair for pair in self._kept if pair[0].regime not in done]
        before = [self.saved_as] if self.saved_as else []
        self.saved_as = ", ".join([*before, self.named(records)])
        self.query_one("#deal-line", Static).update(self.title_line())

    def named(self, records: Sequence[tuple[str, str]]) -> str:
        """The numbers of records, each with its regime where there are several."""
        if not self.findings.several:
            return ", ".join(record for _, record in records)
        return ", ".join(f"{record} ({regime})" for regime, record in records)
