"""What the screens of the law share: the book, the index, the day, and the deals at hand."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from engine.browsing.book import LawBook
from engine.browsing.cases_of_rule import CasesAtHand
from engine.browsing.deals_at_hand import case_at_hand, file_at_hand, record_at_hand
from engine.browsing.page import Kind, Page, Target
from engine.browsing.references import uses_of
from engine.browsing.search import SearchIndex
from engine.browsing.timeline import changes_of
from engine.browsing.touching import DealAtHand, Touch, Touching
from engine.deals.case_files import CaseRead, case_files, read_cases
from engine.evaluation.program import program_of
from engine.faults import NavicertError
from engine.interview.law import Law
from engine.model import Ruleset
from engine.regimes.regimes import Regimes
from screens.auditor import told
from screens.services import Services

FIRST = "us-ear"
"""The regime that every deal is determined under, and that stands first on the shelf."""

CasesRead = tuple[tuple[CaseRead, ...], str]


@dataclass(eq=False)
class LawDesk:
    """The loaded law, with the services that find deals; `day` is the day whose law is read.

    What takes long says so and is called from a worker.
    """

    law: Law
    services: Services
    day: date
    _cases: dict[Path, CasesRead] = field(default_factory=dict)
    _whole: dict[str, Ruleset] = field(default_factory=dict)

    @cached_property
    def book(self) -> LawBook:
        """All regimes, as pages."""
        return LawBook(self.law.rulesets, FIRST)

    @cached_property
    def index(self) -> SearchIndex:
        """All pages, to be searched."""
        return SearchIndex(self.book)

    @cached_property
    def regimes(self) -> Regimes:
        """The regimes in the order in which they answer."""
        return Regimes(tuple(self.law.rulesets))

    @cached_property
    def _touching(self) -> Touching:
        return Touching(self.regimes, FIRST)

    @cached_property
    def at_hand(self) -> CasesAtHand:
        """The worked cases, each evaluated once."""
        return CasesAtHand(self.regimes, self.services.today())

    def of_day(self, day: date) -> "LawDesk":
        """The same desk at the law of another day; what was worked out is shared."""
        other = copy(self)
        other.day = day
        return other

    def prepare(self) -> None:
        """What searching, pages and days are read off. Takes long."""
        self.index.prepare()
        for ruleset in self.book.rulesets:
            uses_of(ruleset)
            program_of(ruleset).on(self.day)
            changes_of(ruleset)

    def page(self, target: Target, lists: bool = True) -> Page | None:
        """The page of a target on the day, None where no regime has it; that of a country with
        its parties on the screening lists. May take long."""
        try:
            page = self.book.page(target, self.day, self._listed(target) if lists else ())
        except KeyError:
            return None
        return page.under(self.law.mark)

    def _listed(self, target: Target) -> Sequence[str]:
        if target.kind is not Kind.COUNTRY or self.services.lists is None:
            return ()
        try:
            return self.services.lists.of_country(target.id)
        except (NavicertError, OSError) as error:
            return (f"the lists cannot be read: {told(error)}",)

    # Deals

    def looks(self, days: Sequence[date]) -> list[Callable[[], list[Touch]]]:
        """A piece of work for each deal at hand: what the days do to it. Takes long."""
        steps = [self._look(deal, days) for deal in self._deals()]
        return [*steps, *(self._look_at_case(path, days) for path in self.case_paths())]

    def _look(self, deal: DealAtHand, days: Sequence[date]) -> Callable[[], list[Touch]]:
        return lambda: [self._touching.touch(deal, day) for day in days]

    def _look_at_case(self, path: Path, days: Sequence[date]) -> Callable[[], list[Touch]]:
        def look() -> list[Touch]:
            read, fault = self.cases_in(path)
            if fault:
                deal = DealAtHand("case", path.name, "", tuple)
                return [Touch(deal, day, fault=fault) for day in days]
            deals = map(case_at_hand, read)
            return [self._touching.touch(deal, day) for deal in deals for day in days]

        return look

    def _deals(self) -> list[DealAtHand]:
        """Drafts, records that none took the place of, and the sample deals."""
        drafts, records = self.services.drafts, self.services.records

        def of_record(record: str) -> Callable[[], str | None]:
            return lambda: records.get(record).record.deal_text

        def of_draft(draft: str) -> Callable[[], bytes]:
            return lambda: drafts.read(draft)

        found = [
            file_at_hand("draft", card.id, card.title, of_draft(card.id), self.regimes)
            for card in drafts.cards()
        ]
        found += [
            record_at_hand(c.id, c.title, c.regime, of_record(c.id), self.regimes)
            for c in records.cards()
            if not c.superseded_by
        ]
        folder = self.services.samples()
        samples = sorted(folder.glob("*.yaml")) if folder is not None and folder.is_dir() else []
        found += [
            file_at_hand("sample", path.stem, "", path.read_bytes, self.regimes) for path in samples
        ]
        return found

    # Cases and tests

    def case_paths(self) -> list[Path]:
        """The files of worked cases."""
        folder = self.services.cases()
        return list(case_files([folder])) if folder is not None and folder.is_dir() else []

    def cases_in(self, path: Path) -> CasesRead:
        """The cases in a file, read once; or why it cannot be read."""
        if path not in self._cases:
            default = FIRST if FIRST in self.regimes.by_id else ""
            read, faults = read_cases([path], self.regimes, default)
            self._cases[path] = (read, "\n".join(map(str, faults)))
        return self._cases[path]

    def with_tests(self, regime: str) -> Ruleset:
        """The ruleset with the tests beside its rules, read once. Takes long; raises
        `NavicertError`."""
        ruleset = self.book.by_id[regime]
        if ruleset.with_tests or self.services.law_with_tests is None:
            return ruleset
        if regime not in self._whole:
            self._whole[regime] = self.services.law_with_tests(regime)
        return self._whole[regime]
