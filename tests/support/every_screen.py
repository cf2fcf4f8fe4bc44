"""Every screen and box of Navicert, each with how to open it, on the small law.

A new one without a line here fails the test that holds the list against the package.
"""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

from textual.screen import Screen

import screens
import tui
from engine.browsing.page import Kind, Target
from engine.explanation.differences import Difference
from engine.facts import Facts
from engine.interview.reading import Reading
from engine.interview.session import Session, begin, read
from engine.regimes.regimes import Regimes
from records.settings_values import Settings
from screens.audit.comparison import ComparisonScreen
from screens.audit.record import RecordScreen
from screens.audit.records import RecordsScreen
from screens.audit.results import ResultRow, ResultsScreen
from screens.closing import ClosesOnce, Modal
from screens.deals.bill import BillScreen
from screens.deals.deal_actions import DealActions
from screens.deals.deal_forms import (
    detail_check,
    detail_fields,
    party_check,
    party_fields,
    party_of,
)
from screens.deals.interview import InterviewScreen
from screens.deals.interview_drafts import DraftedScreen
from screens.deals.items import ItemsScreen
from screens.deals.letter import LetterScreen
from screens.determinations.determination import DeterminationScreen, DeterminationView
from screens.determinations.in_all import InAllScreen
from screens.home import HomeScreen
from screens.law.law_desk import LawDesk
from screens.law.law_flows import determination_screen
from screens.law.law_page import LawPageScreen
from screens.law.law_shelf import LawScreen
from screens.modals.confirm import ConfirmModal
from screens.modals.form import FormModal
from screens.modals.help import HelpModal, Key
from screens.modals.hit import HitModal
from screens.modals.items import ItemsModal
from screens.modals.menu import Entry, MenuModal
from screens.modals.open_file import OpenFileModal
from screens.modals.party_form import PartyFormModal
from screens.modals.pick import PickModal
from screens.modals.progress import ProgressModal
from screens.modals.shelf import ShelfModal
from screens.modals.text import TextModal
from screens.modals.tour import TourModal
from screens.modals.working_form import WorkingFormModal
from screens.navicert_screen import NavicertScreen
from screens.practice.exercise import ExerciseScreen
from screens.practice.presenter import PresenterScreen
from screens.practice.scores import ScoresScreen
from screens.practice.slider import SliderScreen
from screens.practice.trainer import Trainer
from screens.practice.training import TrainingScreen
from screens.screening.lists import ImportModal, ListsScreen
from screens.services import Services
from screens.settings_form import check_settings, settings_fields, settings_tree
from screens.widgets.type_ahead import Match
from tests.support.app import NOW, Desk, desk, small_law
from tests.support.practice import read_all, write_cases
from tests.support.saved import deal_text, fill
from tui.app import NavicertApp
from tui.palette_screen import ActionsPalette

BASES = (ClosesOnce, NavicertScreen, Modal, DraftedScreen, DealActions, DeterminationView)
"""What is never shown as it stands."""
ASKED = tuple(f.name for f in small_law().ruleset.facts.values() if f.ask)
"""A question of each type."""
SAMPLE_NAME = "Moonmill Example Microelectronics"
"""A name on the sample list."""


@dataclass(frozen=True)
class Stage:
    """A home folder with records, drafts and cases, and what screens are made of."""

    desk: Desk
    app: NavicertApp
    release: Event  # lets what takes long come to its end

    @property
    def services(self) -> Services:
        return self.desk.services

    @cached_property
    def session(self) -> Session:
        """A deal with an open question, which no draft keeps yet."""
        text = deal_text("Tool to China").replace("  item.us_origin: yes\n", "")
        deal = small_law().read_deal(text.encode(), "deal")
        return begin(small_law(), deal, "at-hand-0000")

    @cached_property
    def reading(self) -> Reading:
        return read(self.session, small_law(), NOW.date())

    @cached_property
    def findings(self) -> Any:
        return small_law().explain(self.reading.evaluation, self.session.deal.title)

    @cached_property
    def law(self) -> LawDesk:
        return LawDesk(small_law(), self.services, NOW.date())

    @cached_property
    def trainer(self) -> Trainer:
        assert self.services.training is not None
        reads = tuple(read_all(self.desk.folder / "cases").values())
        regimes = Regimes(small_law().rulesets)
        now = self.services.now
        return Trainer(self.services.training, regimes, now, "J. Doe", True, None, reads)

    def at(self, fact: str) -> Screen[Any]:
        """The interview with the question of a fact on screen."""
        return InterviewScreen(small_law(), self.services, replace(self.session, at=fact))

    def determination(self) -> DeterminationScreen:
        evaluation = self.reading.evaluation
        return determination_screen(
            self.findings, small_law(), evaluation, self.session.deal, self.services, "J. Doe"
        )

    def items(self) -> Screen[Any]:
        session = self.session.add_item("Pump", Facts(), "Etcher", "")
        reading = read(session, small_law(), NOW.date())
        return ItemsScreen(
            small_law(), reading, session.deal, lambda at: self.findings, self.services, "J. Doe"
        )

    def party(self) -> Screen[Any]:
        ruleset, lists = small_law().ruleset, self.services.lists
        assert lists is not None
        fields, check = party_fields(ruleset), party_check(ruleset)
        tree = {"name": SAMPLE_NAME, "roles": ["end-user"], "country": "CN"}
        return PartyFormModal(
            fields, tree, check, lists, party_of(ruleset), "J. Doe", lambda name: None
        )

    def hit(self) -> Screen[Any]:
        lists = self.services.lists
        assert lists is not None
        found = lists.search(SAMPLE_NAME)[0]
        return HitModal(found, lists.entry_words(found), "J. Doe")

    def shelf(self) -> Screen[Any]:
        shelf = self.services.products
        assert shelf is not None
        shelf.write("pump", deal_text("Tool to China"))
        return ShelfModal(
            "Products", "product", shelf, "None.", lambda kept, name: None, lambda kept: "Shown."
        )

    def progress(self, kind: type[ProgressModal]) -> Screen[Any]:
        self.release.clear()
        return kind("Working", [1], lambda item: self.release.wait(60))


class Stop(NamedTuple):
    """A screen in one state, and how to make it."""

    name: str
    kind: type[Screen[Any]]
    make: Callable[[Stage], Screen[Any]]


def stops() -> Iterator[Stop]:
    """Every screen and box."""
    yield Stop("home", HomeScreen, lambda at: at.app.home)
    for fact in ASKED:
        yield Stop(f"interview, {fact}", InterviewScreen, lambda at, fact=fact: at.at(fact))
    for kind, make in _MAKERS.items():
        yield Stop(kind.__name__, kind, make)


_DIFFERENCE = Difference("rule", "small.chart", "true", "false", "the destination")
_MAKERS: Mapping[type[Screen[Any]], Callable[[Stage], Screen[Any]]] = {
    DeterminationScreen: Stage.determination,
    InAllScreen: lambda at: InAllScreen(at.findings, at.services, ()),
    ItemsScreen: Stage.items,
    LetterScreen: lambda at: LetterScreen(at.determination().to_ask(), "Tool to China"),
    BillScreen: lambda at: BillScreen(
        small_law().ruleset, (), lambda lines: None, lambda lines: None
    ),
    RecordsScreen: lambda at: RecordsScreen(at.app.auditor),
    RecordScreen: lambda at: RecordScreen(at.services.records.get("2026-000001"), at.app.auditor),
    ComparisonScreen: lambda at: ComparisonScreen("Compared", ("one", "other"), [_DIFFERENCE]),
    ResultsScreen: lambda at: ResultsScreen(
        "Results",
        "1 of 3",
        [ResultRow("2026-000001", "Tool to China", ["Otherwise."])],
        "None.",
        lambda screen, record: None,
        lambda record: None,
    ),
    ListsScreen: lambda at: ListsScreen(at.services.lists, Path.cwd),  # type: ignore[arg-type]
    LawScreen: lambda at: LawScreen(at.law),
    LawPageScreen: lambda at: LawPageScreen(at.law, at.law.page(Target(Kind.COUNTRY, "CN"))),
    TrainingScreen: lambda at: TrainingScreen(at.trainer),
    ExerciseScreen: lambda at: ExerciseScreen(at.trainer, at.trainer.reads[0], at.trainer.reads),
    PresenterScreen: lambda at: PresenterScreen(at.trainer, at.trainer.reads, at.trainer.reads[0]),
    ScoresScreen: lambda at: ScoresScreen(at.trainer),
    SliderScreen: lambda at: SliderScreen(small_law().rulesets, at.session.deal, NOW.date()),
    ActionsPalette: lambda at: ActionsPalette(True),
    MenuModal: lambda at: MenuModal(
        "Choose", [Entry("a", "One", "a"), Entry("b", "Two", "", "no")]
    ),
    FormModal: lambda at: FormModal("Title", detail_fields(), {"title": "x"}, detail_check),
    WorkingFormModal: lambda at: WorkingFormModal(
        "Settings", settings_fields(), settings_tree(Settings()), check_settings, lambda tree: ""
    ),
    PartyFormModal: Stage.party,
    HitModal: Stage.hit,
    ItemsModal: lambda at: ItemsModal(at.reading.answers, 0),
    OpenFileModal: lambda at: OpenFileModal("Open", at.desk.folder, (".yaml",)),
    ProgressModal: lambda at: at.progress(ProgressModal),
    ImportModal: lambda at: at.progress(ImportModal),
    ConfirmModal: lambda at: ConfirmModal("Delete it?", "Delete"),
    TextModal: lambda at: TextModal("An error", "What happened, where, and what to do."),
    PickModal: lambda at: PickModal("Pick", [Match("a", "One"), Match("b", "Two")], "None."),
    ShelfModal: Stage.shelf,
    HelpModal: lambda at: HelpModal("Help", "Words.", [Key("F1", "Help", "f1")]),
    TourModal: lambda at: TourModal(),
}


def every_screen() -> set[type[Screen[Any]]]:
    """The classes of screens and boxes in the package that can be shown."""
    for package in (screens, tui):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    found, left = set[type[Screen[Any]]](), list[type[Screen[Any]]]([ClosesOnce])
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        if kind.__module__.partition(".")[0] in ("screens", "tui") and kind not in BASES:
            found.add(kind)
    return found


def stage(folder: Path) -> Stage:
    """A home folder that is in use, and an app on it."""
    fill(folder)
    (folder / "samples").mkdir()
    (folder / "samples" / "sample.yaml").write_text(deal_text("Sample to Iran"))
    here = desk(folder, samples=folder / "samples", cases=write_cases(folder / "cases"))
    here.services.drafts.write("one", deal_text("Software to Germany"))
    return Stage(here, here.app(), Event())
