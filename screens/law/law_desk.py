"""What the screens of the law share: the book, the index, the day, and what deals are at hand."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from engine.browsing.book import LawBook
from engine.browsing.page import Kind, Page, Target
from engine.browsing.references import uses_of
from engine.browsing.search import SearchIndex
from engine.browsing.timeline import changes_of
from engine.evaluation.program import program_of
from engine.faults import NavicertError
from engine.interview.law import Law
from engine.model import Ruleset
from engine.regimes.regimes import Regimes
from screens.audit.auditor import told
from screens.services import Services

if TYPE_CHECKING:
    from screens.law.law_deals import LawDeals

FIRST = "us-ear"
"""The regime that stands first on the shelf."""


@dataclass(eq=False)
class LawDesk:
    """The loaded law, with the services that find lists and deals, and the day whose law is read.

    What takes long says so and is called from a worker.
    """

    law: Law
    services: Services
    day: date
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
    def deals(self) -> "LawDeals":
        """The deals and cases that a change of the law may touch."""
        # Only for long work: reading cases is not needed to read the law.
        from screens.law.law_deals import LawDeals

        return LawDeals(self.regimes, self.services)

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
        if target.kind is Kind.CASE:
            return self.deals.page_of_case(target.id)
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

    def with_tests(self, regime: str) -> Ruleset:
        """The ruleset with the tests beside its rules, read once. Takes long; raises
        `NavicertError`."""
        ruleset = self.book.by_id[regime]
        if ruleset.with_tests or self.services.law_with_tests is None:
            return ruleset
        if regime not in self._whole:
            self._whole[regime] = self.services.law_with_tests(regime)
        return self._whole[regime]
