"""A case as an exercise: story and facts, a question at a time, then the result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Static

from engine.browsing.page import Kind, Target
from engine.deals.case_files import CaseRead
from engine.deals.case_verdicts import Mark
from engine.faults import NavicertError
from engine.outcome import Outcome
from engine.practice.exercise import Exercise
from engine.practice.judging import Judged, Sheet, judge_sheet
from engine.practice.scores import attempt_of
from engine.practice.twins import Twin
from engine.practice.words import (
    ABOUT_DECIDING,
    ABOUT_RULES,
    ASK_DECIDING,
    ASK_OUTCOME,
    ASK_RULE,
    about,
    as_text,
    case_sections,
    given_section,
    heading,
    result_sections,
    rule_section,
    score_line,
)
from screens.actions import bindings
from screens.audit.auditor import told
from screens.copying import copy
from screens.law.law_link import LawPageAsked
from screens.modals.pick import PickModal
from screens.modals.text import TextModal
from screens.navicert_screen import NavicertScreen
from screens.plain import beside, lines, plain, safe
from screens.practice.exercise_choices import (
    TRUTHS,
    outcome_lines,
    rule_matches,
    truth_lines,
    twin_words,
)
from screens.practice.trainer import Trainer
from screens.section_text import sections_text
from screens.widgets.choice_list import ChoiceList
from screens.widgets.key_footer import KeyFooter
from screens.widgets.reader import Reader
from screens.widgets.type_ahead import Match, SearchField, TypeAhead

_OF_RESULT = frozenset({"twin", "next", "again", "copy", "law_page", "date_slider"})
NO_TWIN = "No twin: no one answer of this case moves its outcome. n does the next case."
SCROLLED = 6
"""Lines that one key scrolls."""


class CaseReader(Reader):
    """The case, and later the result."""

    HELP_TITLE = "The case"
    HELP = (
        "What a learner reads: story and facts. F2 lists what is taken as given besides. Tab goes"
        " to the question and back; F8 scrolls from there, F3 reads the rule that is asked about."
        " After the last question the score stands"
        " here, the first rule where you part from the law, and why."
    )


class ExerciseScreen(NavicertScreen[None]):
    """Owns the sheet. `among` is the list that the next case is taken from."""

    PLACE = "exercise"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/training.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("exercise")]

    @dataclass
    class Prepared(Message):
        """The exercise is there."""

        exercise: Exercise

    @dataclass
    class TwinsFound(Message):
        """What to try after a mistake."""

        twins: Sequence[Twin]

    @dataclass
    class KeepFailed(Message):
        """The attempt could not be kept."""

        why: str

    def __init__(self, trainer: Trainer, read: CaseRead, among: Sequence[CaseRead]) -> None:
        super().__init__()
        self._trainer = trainer
        self._read = read
        self._among = among
        self._exercise: Exercise | None = None
        self._sheet = Sheet()
        self._step = 0
        self.judged: Judged | None = None
        self._twins: Sequence[Twin] | None = None  # None: not looked for yet

    def compose(self) -> ComposeResult:
        yield Static(plain(self._read.case.title, "bold"), id="deal-line", markup=False)
        with Container(id="exercise-body"):
            with CaseReader(id="case"):
                yield Static(plain("Determining the case …"), id="case-text", markup=False)
            with Vertical(id="asked"):
                yield Static("", id="ask", markup=False)
                yield Container(id="answer-place")
        yield Static("", id="twin-line", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one("#asked").display = False
        self.query_one("#twin-line").display = False
        self.prepare(self._read, None)

    # The exercise

    @work(thread=True, exclusive=True, group="prepare", exit_on_error=False)
    def prepare(self, read: CaseRead, twin: Twin | None) -> None:
        if twin is None:
            exercise = self._trainer.exercise(read)
        else:
            exercise = self._trainer.twin_exercise(read, twin)
        self.post_message(self.Prepared(exercise))

    @on(Prepared)
    async def begin(self, event: Prepared) -> None:
        self._exercise = event.exercise
        self.judged, self._twins = None, None
        self._sheet, self._step = self._left_off(event.exercise)
        head = beside(plain(heading(event.exercise), "bold"), plain(f"  {about(event.exercise)}"))
        self.query_one("#deal-line", Static).update(head)
        self._show_text(lines(sections_text(case_sections(event.exercise))))
        self.query_one("#asked").display = True
        self._show_twin_line()
        await self._ask()

    def _left_off(self, exercise: Exercise) -> tuple[Sheet, int]:
        """What was answered before somebody left this case, and the question at hand."""
        if exercise.twin:
            return Sheet(), 0
        sheet, step = self._trainer.unfinished.pop(exercise.case, (Sheet(), 0))
        if step:
            self.notify("You left this case before its end. F7 goes back.", markup=False)
        return sheet, step

    def _show_text(self, text: object) -> None:
        self.query_one("#case-text", Static).update(text)  # type: ignore[arg-type]
        self.query_one("#case").scroll_home(animate=False)

    async def _ask(self) -> None:
        """Show the question of the step at hand."""
        exercise = self._exercise
        assert exercise is not None
        last = len(exercise.rules) + 1
        count = f"Question {self._step + 1} of {last + 1}"
        place = self.query_one("#answer-place", Container)
        await place.remove_children()
        if self._step == 0:
            self._say(count, ASK_OUTCOME)
            await place.mount(ChoiceList(outcome_lines(self._sheet.outcome), id="choices"))
        elif self._step < last:
            rule = exercise.rules[self._step - 1]
            self._say(f"{count}  {rule.step}", f"{rule.title} ({rule.cite})", ASK_RULE, ABOUT_RULES)
            verdict = self._sheet.verdicts.get(rule.rule)
            await place.mount(ChoiceList(truth_lines(verdict), id="choices"))
        else:
            self._say(count, ASK_DECIDING, "", ABOUT_DECIDING)
            await place.mount(TypeAhead(self._search, "type to search title or paragraph"))
        self.call_after_refresh(self._focus_answer)
        self.refresh_bindings()

    def _say(self, count: str, ask: str, then: str = "", note: str = "") -> None:
        parts = [plain(count, "$text-muted"), plain(ask, "bold")]
        if note and (self.has_class("-tall") or self.has_class("-wide")):
            parts.append(plain(note, "$text-muted"))
        if then:
            parts.append(plain(then))
        self.query_one("#ask", Static).update(lines(*parts))

    def _focus_answer(self) -> None:
        for found in (*self.query("#choices"), *self.query(SearchField)):
            found.focus()

    def _search(self, text: str) -> Sequence[Match]:
        assert self._exercise is not None
        return rule_matches(self._exercise, text)

    @on(ChoiceList.Picked, "#choices")
    async def take_choice(self, event: ChoiceList.Picked) -> None:
        event.stop()
        exercise = self._exercise
        if exercise is None or self.judged is not None or not event.choices.is_attached:
            return  # a second key, faster than the next question
        if self._step == 0:
            self._sheet = replace(self._sheet, outcome=Outcome(event.key))
        else:
            truth = next(truth for truth, key in TRUTHS if key == event.key)
            rule = exercise.rules[self._step - 1].rule
            self._sheet = replace(self._sheet, verdicts={**self._sheet.verdicts, rule: truth})
        self._step += 1
        await self._ask()

    @on(TypeAhead.Picked)
    def take_deciding(self, event: TypeAhead.Picked) -> None:
        event.stop()
        if event.key and self.judged is None and event.type_ahead.is_attached:
            self._sheet = replace(self._sheet, deciding=event.key)
            self._judge()

    async def action_back(self) -> None:
        if self._step and self.judged is None:
            self._step -= 1
            await self._ask()

    # The result

    def _judge(self) -> None:
        exercise = self._exercise
        assert exercise is not None
        self.judged = judged = judge_sheet(exercise, self._sheet)
        self.query_one("#asked").display = False
        self._show_text(sections_text(result_sections(exercise, judged)))
        self.query_one("#case").focus()
        sign = "+" if judged.full else "X" if judged.mark is Mark.FALSE_COMFORT else "x"
        head = beside(plain(f"{sign} {score_line(judged)}", "bold"), plain(f"  {exercise.case}"))
        self.query_one("#deal-line", Static).update(head)
        self.keep(exercise, judged)
        if exercise.twin:
            self._twins = ()  # a twin of a twin would be another case
        else:
            self.find_twins(judged)
        self._show_twin_line()
        self.refresh_bindings()

    @work(thread=True, group="keep", exit_on_error=False)
    def keep(self, exercise: Exercise, judged: Judged) -> None:
        trainer = self._trainer
        if not trainer.name:
            return
        attempt = attempt_of(exercise, judged, trainer.name, trainer.now())
        try:
            trainer.desk.keep(attempt)
        except (NavicertError, OSError) as error:
            self.post_message(self.KeepFailed(told(error)))
        else:
            trainer.attempts.append(attempt)

    @on(KeepFailed)
    def tell_failure(self, event: KeepFailed) -> None:
        self.show_error("The score was NOT kept", event.why)

    @work(thread=True, exclusive=True, group="twins", exit_on_error=False)
    def find_twins(self, judged: Judged) -> None:
        parting = judged.parting.rule if judged.parting is not None else ""
        self.post_message(self.TwinsFound(self._trainer.twins(self._read, parting)))

    @on(TwinsFound)
    def take_twins(self, event: TwinsFound) -> None:
        self._twins = event.twins
        self._show_twin_line()
        self.refresh_bindings()

    def _show_twin_line(self) -> None:
        """After a mistake, offer the twin."""
        line = self.query_one("#twin-line", Static)
        exercise, judged = self._exercise, self.judged
        mistaken = judged is not None and not judged.full and not (exercise and exercise.twin)
        line.display = mistaken
        if self._twins is None:
            line.update(plain("Looking for a twin …"))
        elif self._twins:
            words = plain(f" tries a twin: {twin_words(self._twins[0])}")
            line.update(beside(plain("t", "bold"), words))
        else:
            line.update(plain(NO_TWIN))

    def action_twin(self) -> None:
        twins = self._twins or ()
        matches = [Match(str(n), twin_words(twin)) for n, twin in enumerate(twins)]

        def picked(key: str | None) -> None:
            if key is None:
                return
            twin = twins[int(key)]
            if twin.case:
                self._read = self._trainer.read_of(twin.case)
                self.prepare(self._read, None)
            else:
                self.prepare(self._read, twin)

        self.app.push_screen(PickModal("Twins: on the other side of one line", matches, ""), picked)

    def action_next(self) -> None:
        ids = [read.case.id for read in self._among]
        here = ids.index(self._read.case.id) if self._read.case.id in ids else -1
        if here + 1 < len(self._among):
            self._read = self._among[here + 1]
            self.prepare(self._read, None)
        else:
            self.notify("This was the last case of the list.", markup=False)

    def action_again(self) -> None:
        self.prepare(self._read, None)

    def action_law_page(self) -> None:
        """Open the law's own page of a rule that was asked about, the one missed first on top."""
        exercise, judged = self._exercise, self.judged
        if exercise is None or judged is None:
            return
        first = judged.parting.rule if judged.parting is not None else ""
        rules = sorted(exercise.rules, key=lambda rule: rule.rule != first)
        matches = [Match(rule.rule, f"{rule.title} ({rule.cite})") for rule in rules]

        def picked(rule: str | None) -> None:
            if rule:
                target = Target(Kind.RULE, rule, exercise.regime)
                self.post_message(LawPageAsked(target, exercise.as_of))

        self.app.push_screen(PickModal("Which rule's page of the law?", matches, ""), picked)

    def action_given(self) -> None:
        if self._exercise is not None:
            section = given_section(self._exercise)
            text = "\n".join(section.lines) or "Nothing: the case says everything itself."
            self.app.push_screen(TextModal(section.title, text))

    def action_rule_text(self) -> None:
        """Show the rule that is asked about as the law has it, with nothing of the case."""
        exercise = self._exercise
        if exercise is not None and self._rule_asked():
            ruleset = self._trainer.regimes.by_id[exercise.regime]
            section = rule_section(ruleset, self._rule_asked())
            self.app.push_screen(TextModal(section.title, "\n".join(section.lines)))

    def _rule_asked(self) -> str:
        """The rule that the question at hand is about, empty where it is about none."""
        exercise = self._exercise
        if exercise is None or self.judged is not None:
            return ""
        return exercise.rules[self._step - 1].rule if 0 < self._step <= len(exercise.rules) else ""

    def action_date_slider(self) -> None:
        from screens.practice.slider import SliderScreen

        rulesets, today = self._trainer.regimes.rulesets, self._trainer.now().date()
        slider = SliderScreen(rulesets, self._read.deal, today, self._read.case.regime)
        self.app.push_screen(slider)

    def action_read_on(self, way: int) -> None:
        self.query_one("#case").scroll_relative(y=way * SCROLLED, animate=False)

    def action_copy(self) -> None:
        if self._exercise is not None and self.judged is not None:
            head = f"{heading(self._exercise)}\n{about(self._exercise)}\n\n"
            text = head + as_text(result_sections(self._exercise, self.judged))
            copy(self, safe(text))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        done = self.judged is not None
        if action == "twin":
            return done and bool(self._twins)
        if action in _OF_RESULT:
            return done
        if action == "rule_text":
            return bool(self._rule_asked())
        if action == "given":
            return not done or None
        if action == "back":
            return not done and self._step > 0
        return True

    def action_close(self) -> None:
        exercise = self._exercise
        if exercise is not None and self.judged is None and self._step and not exercise.twin:
            self._trainer.unfinished[exercise.case] = (self._sheet, self._step)
        self.dismiss(None)
