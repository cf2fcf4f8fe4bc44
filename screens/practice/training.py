"""The worked cases to practice on: chosen by topic, difficulty, words, and what one has done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from engine.deals.case_files import CaseRead
from engine.faults import NavicertError
from engine.practice.choosing import Wanted, rules_of_case, topics_of
from engine.practice.scores import NEW, RIGHT, WRONG, Attempt, of_learner, weakest_cases
from records.attempts import AttemptsRead
from screens.actions import bindings
from screens.audit.auditor import told
from screens.modals.form import Field, FormModal, Tree
from screens.modals.pick import PickModal
from screens.navicert_screen import NavicertScreen
from screens.plain import beside, lines, one_line, plain
from screens.practice.case_list import CaseList, SearchLine, case_line
from screens.practice.trainer import Trainer
from screens.services import CasesRead
from screens.typed_paths import is_folder, typed_path
from screens.widgets.key_footer import KeyFooter
from screens.widgets.type_ahead import Match

STANDINGS = ("", NEW, WRONG, RIGHT)
ALL = "(all)"
NOBODY = "no scores are kept (n names you)"
SHOWN = 400
"""Cases on screen; a search finds the others."""
ROOMY = 70
"""Columns from which on a line has room for the topic."""
EMPTY = ("No case is here.", "o names another folder of case files.")
UNMET = (
    "No case meets this.",
    "/ changes the words, t the topic, d the difficulty, m what you have done.",
)


class TrainingScreen(NavicertScreen[None]):
    """Lists the cases that meet what is wanted; owns what is wanted."""

    PLACE = "training"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/training.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("training")]

    @dataclass
    class CasesCounted(Message):
        """So many files are read."""

        done: int
        total: int

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, TrainingScreen.CasesCounted)

    @dataclass
    class CasesLoaded(Message):
        """The cases and the attempts are there."""

        cases: CasesRead
        attempts: AttemptsRead

    @dataclass
    class Refused(Message):
        """Cases or attempts cannot be read."""

        why: str

    def __init__(self, trainer: Trainer) -> None:
        super().__init__()
        self._trainer = trainer
        self._wanted = Wanted()
        self._shown: Sequence[CaseRead] = ()
        self._faults: Sequence[str] = ()
        self._loaded = False

    def compose(self) -> ComposeResult:
        yield Static(plain("Training: reading the cases", "bold"), id="deal-line", markup=False)
        yield SearchLine(placeholder="/ searches", id="search", select_on_focus=False)
        yield Static("", id="wanted", markup=False)
        yield CaseList(id="cases", markup=False)
        yield Static("", id="about", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(CaseList).focus()
        self.load_cases()

    def on_resize(self) -> None:
        if self._loaded:
            self._show()

    def on_screen_resume(self) -> None:
        if self._loaded:
            self._show()

    # Reading

    @work(thread=True, exclusive=True, group="cases", exit_on_error=False)
    def load_cases(self) -> None:
        trainer = self._trainer

        def count(done: int, total: int) -> None:
            if done % 25 == 0:
                self.post_message(self.CasesCounted(done, total))

        try:
            cases = trainer.desk.cases(trainer.regimes, trainer.folder, count)
            attempts = trainer.desk.attempts()
        except (NavicertError, OSError) as error:
            self.post_message(self.Refused(told(error)))
        else:
            self.post_message(self.CasesLoaded(cases, attempts))

    @on(CasesCounted)
    def tell_count(self, event: CasesCounted) -> None:
        if not self._loaded:
            words = f"Training: reading the cases, {event.done} of {event.total}"
            self.query_one("#deal-line", Static).update(plain(words, "bold"))

    @on(CasesLoaded)
    def take_cases(self, event: CasesLoaded) -> None:
        self._loaded = True
        self._trainer.reads = event.cases.cases
        self._trainer.attempts = list(event.attempts.attempts)
        self._faults = [*event.cases.faults, *(str(fault) for fault in event.attempts.faults)]
        self._show()

    @on(Refused)
    def tell_refusal(self, event: Refused) -> None:
        self.query_one("#deal-line", Static).update(plain("Training", "bold"))
        self.show_error("The cases cannot be read", event.why)

    # Showing

    def _show(self) -> None:
        standing = self._trainer.standing
        self._shown = [r for r in self._trainer.reads if self._wanted.meets(r.case, standing)]
        cases = self.query_one(CaseList)
        kept = cases.highlighted_option
        topics = max((len(read.case.topic) for read in self._shown), default=0)
        if self.size.width < ROOMY:
            topics = 0
        options = [
            Option(case_line(read, standing.get(read.case.id, NEW), topics), read.case.id)
            for read in self._shown[:SHOWN]
        ]
        if len(self._shown) > SHOWN:
            more = f"{SHOWN} of {len(self._shown):,} shown; search for the others"
            options.append(Option(plain(more, "$text-muted"), disabled=True))
        empty = UNMET if self._trainer.reads else EMPTY
        cases.set_options(options or [Option(lines(*empty), disabled=True)])
        known = [option.id for option in options]
        if options:
            cases.highlighted = known.index(kept.id) if kept and kept.id in known else 0
        self._show_title()
        self._show_about()
        self.refresh_bindings()

    def _show_title(self) -> None:
        wanted, total = self._wanted, len(self._trainer.reads)
        many = f"{total}" if len(self._shown) == total else f"{len(self._shown)} of {total}"
        who = f"  {self._trainer.name or NOBODY}"
        where = f"  in {self._trainer.folder}" if self._trainer.folder else ""
        title = beside(plain(f"Training: {many} cases", "bold"), plain(who + where))
        self.query_one("#deal-line", Static).update(title)
        difficulty = {0: "all", 3: "3 and harder"}.get(wanted.difficulty, str(wanted.difficulty))
        words = (
            f"topic (t): {wanted.topic or 'all'}   difficulty (d): {difficulty}"
            f"   mine (m): {wanted.standing or 'all'}"
        )
        many = f"{len(self._faults)} fault" + ("s" if len(self._faults) != 1 else "")
        told_of = f"   {many} in files (f)" if self._faults else ""
        line = beside(plain(words), plain(told_of, "bold $text-warning"))
        self.query_one("#wanted", Static).update(line)

    def _show_about(self) -> None:
        read = self._at_cursor()
        about = self.query_one("#about", Static)
        about.display = read is not None
        if read is not None:
            case = read.case
            law = f"{case.regime}, law of {case.as_of.isoformat()}" if case.as_of else case.regime
            head = f"{case.id}  {case.topic}, difficulty {case.difficulty}, {law}"
            about.update(lines(plain(head, "bold"), one_line(case.story)))

    def _at_cursor(self) -> CaseRead | None:
        place = self.query_one(CaseList).highlighted
        if place is None or place >= len(self._shown):
            return None
        return self._shown[place]

    @on(OptionList.OptionHighlighted, "#cases")
    def follow_cursor(self) -> None:
        self._show_about()

    # Choosing

    def _want(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._show()

    @on(Input.Changed, "#search")
    def search_changed(self, event: Input.Changed) -> None:
        self._want(replace(self._wanted, words=event.value))

    @on(Input.Submitted, "#search")
    @on(SearchLine.Forgotten)
    def leave_search(self) -> None:
        self.set_focus(self.query_one(CaseList))

    def action_search(self) -> None:
        self.set_focus(self.query_one(SearchLine))  # at once: what is typed next belongs there

    def action_topic(self) -> None:
        topics = topics_of(read.case for read in self._trainer.reads)
        matches = [Match(ALL, "all topics")]
        matches += [Match(topic, f"{topic}  ({n})") for topic, n in topics.items() if topic]

        def picked(topic: str | None) -> None:
            if topic:
                self._want(replace(self._wanted, topic="" if topic == ALL else topic))

        self.app.push_screen(PickModal("Which topic?", matches, ""), picked)

    def action_difficulty(self) -> None:
        self._want(replace(self._wanted, difficulty=(self._wanted.difficulty + 1) % 4))

    def action_standing(self) -> None:
        after = STANDINGS[(STANDINGS.index(self._wanted.standing) + 1) % len(STANDINGS)]
        if after and not self._trainer.name:
            self._ask_name(self.action_standing)
        else:
            self._want(replace(self._wanted, standing=after))

    def action_folder(self) -> None:
        def check(tree: Tree) -> Sequence[tuple[str, str]]:
            folder = str(tree.get("folder", ""))
            wrong = folder and not is_folder(typed_path(folder))
            return [("folder", "there is no such folder")] if wrong else ()

        def named(tree: Tree | None) -> None:
            if tree is not None:
                folder = str(tree.get("folder", ""))
                self._trainer.folder = typed_path(folder) if folder else None
                self._loaded = False
                self.load_cases()

        hint = "The path of a folder of case files. Empty: the cases that ship, and your own."
        was = {"folder": str(self._trainer.folder)} if self._trainer.folder else {}
        fields = [Field("folder", "Folder", hint)]
        self.app.push_screen(FormModal("Cases from a folder", fields, was, check), named)

    def action_faults(self) -> None:
        self.show_error("Files that cannot be used; the others can", "\n".join(self._faults))

    # The learner

    def action_learner(self) -> None:
        self._ask_name(self._show)

    def _ask_name(self, then: Callable[[], None]) -> None:
        trainer = self._trainer

        def named(tree: Tree | None) -> None:
            if tree is not None:
                trainer.asked = True
                trainer.name = " ".join(str(tree.get("name", "")).split())
                then()

        hint = "Scores are kept on this machine under this name. Empty: nothing is kept."
        fields = [Field("name", "Your name", hint)]
        tree = {"name": trainer.name} if trainer.name else {}
        modal = FormModal("Who practices?", fields, tree, lambda tree: ())
        self.app.push_screen(modal, named)

    # Where it leads

    @on(OptionList.OptionSelected, "#cases")
    def begin_selected(self) -> None:
        read = self._at_cursor()
        if read is not None:
            self._begin(read, self._shown)

    def _begin(self, read: CaseRead, among: Sequence[CaseRead]) -> None:
        from screens.practice.exercise import ExerciseScreen

        def begin() -> None:
            self.app.push_screen(ExerciseScreen(self._trainer, read, among))

        if self._trainer.asked:
            begin()
        else:
            self._ask_name(begin)

    def action_weakest(self) -> None:
        self._practice_weakest(self._trainer.own)

    def _practice_weakest(self, attempts: Sequence[Attempt]) -> None:
        """Begin the case that practices most of what went wrong in these attempts."""
        by_id = {read.case.id: read for read in self._trainer.reads}
        weak = weakest_cases(attempts, lambda case: rules_of_case(by_id[case].case), by_id)
        if weak:
            self._begin(by_id[weak[0]], [by_id[case] for case in weak])
        elif attempts:
            self.notify("Nothing is weak: every case at hand went right.", markup=False)
        else:
            words = "Nothing is weak yet: do some cases under your name first."
            self.notify(words, markup=False)

    def action_present(self) -> None:
        from screens.practice.presenter import PresenterScreen

        read = self._at_cursor()
        if read is not None:
            self.app.push_screen(PresenterScreen(self._trainer, self._shown, read))

    def action_date_slider(self) -> None:
        from screens.practice.slider import SliderScreen

        read = self._at_cursor()
        if read is not None:
            rulesets = self._trainer.regimes.rulesets
            today = self._trainer.now().date()
            self.app.push_screen(SliderScreen(rulesets, read.deal, today, read.case.regime))

    def action_scores(self) -> None:
        from screens.practice.scores import ScoresScreen

        def closed(learner: str | None) -> None:
            if learner is not None:
                self._practice_weakest(of_learner(self._trainer.attempts, learner))

        self.app.push_screen(ScoresScreen(self._trainer), closed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "faults":
            return bool(self._faults)
        if action in ("present", "date_slider"):
            return True if self._shown else None
        return True

    def action_close(self) -> None:
        self.dismiss(None)
