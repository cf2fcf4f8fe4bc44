"""The deals at hand that a change of the law may touch, and the worked cases that test a rule."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from engine.browsing.cases_of_rule import CasesAtHand
from engine.browsing.deals_at_hand import case_at_hand, file_at_hand, record_at_hand
from engine.browsing.page import Page
from engine.browsing.result_pages import case_page
from engine.browsing.touching import DealAtHand, Touch, Touching
from engine.deals.case_files import CaseRead, case_files, read_cases
from engine.regimes.regimes import Regimes
from screens.services import Services

ALWAYS = "us-ear"
"""The regime that every deal is determined under."""

CasesRead = tuple[tuple[CaseRead, ...], str]
"""The cases of a file, and why it cannot be read."""


class LawDeals:
    """Drafts, records, sample deals and worked cases, under these regimes; each case is read once
    and evaluated once. Everything may take long: call it from a worker."""

    def __init__(self, regimes: Regimes, services: Services) -> None:
        self._regimes = regimes
        self._services = services
        self._cases: dict[Path, CasesRead] = {}
        self._touching = Touching(regimes, ALWAYS)

    @cached_property
    def at_hand(self) -> CasesAtHand:
        """The worked cases, each evaluated once."""
        return CasesAtHand(self._regimes, self._services.today())

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
        drafts, records = self._services.drafts, self._services.records

        def of_record(record: str) -> Callable[[], str | None]:
            return lambda: records.get(record).record.deal_text

        def of_draft(draft: str) -> Callable[[], bytes]:
            return lambda: drafts.read(draft)

        found = [
            file_at_hand("draft", card.id, card.title, of_draft(card.id), self._regimes)
            for card in drafts.cards()
        ]
        found += [
            record_at_hand(c.id, c.title, c.regime, of_record(c.id), self._regimes)
            for c in records.cards()
            if not c.superseded_by
        ]
        folder = self._services.samples()
        samples = sorted(folder.glob("*.yaml")) if folder is not None and folder.is_dir() else []
        found += [
            file_at_hand("sample", path.stem, "", path.read_bytes, self._regimes)
            for path in samples
        ]
        return found

    def case_paths(self) -> list[Path]:
        """The files of worked cases: those that ship, and the house's own."""
        return list(case_files(self._services.cases()))

    def page_of_case(self, file: str) -> Page | None:
        """The page of the case in a file; None where it cannot be read."""
        read, _ = self.cases_in(Path(file))
        return case_page(read[0], self._regimes.by_id) if read else None

    def cases_in(self, path: Path) -> CasesRead:
        """The cases in a file, read once; or why it cannot be read."""
        if path not in self._cases:
            default = ALWAYS if ALWAYS in self._regimes.by_id else ""
            read, faults = read_cases([path], self._regimes, default)
            self._cases[path] = (read, "\n".join(map(str, faults)))
        return self._cases[path]
