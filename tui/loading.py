"""The app as it loads: the rules, what the home screen lists, the screens most used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from screens.home import HomeScreen, RulesNews
from screens.services import DraftCard, ListNews, Services
from tui.everywhere import EverywhereApp

if TYPE_CHECKING:
    from engine.interview.law import Law

MOST_USED: Final = (
    "screens.deals.interview",
    "screens.audit.records",
    "screens.law.law_shelf",
    "screens.determinations.determination",
)


class LoadingApp(EverywhereApp):
    """An app with a home screen, and the law once it is loaded. `tours` says whether a first start
    may show around."""

    @dataclass
    class RulesLoaded(Message):
        """The ruleset is there."""

        law: Law

    @dataclass
    class RulesRefused(Message):
        """The ruleset cannot be used, with all its faults in words."""

        faults: str

    @dataclass
    class ContentsListed(Message):
        """Drafts, samples and the number of records were looked up."""

        drafts: list[DraftCard]
        samples: list[Path]
        records: int

    @dataclass
    class ListsLookedUp(Message):
        """Which screening lists are in use."""

        news: Sequence[ListNews]

    @dataclass
    class ContentsRefused(Message):
        """Drafts or records could not be looked up."""

        error: str

    def __init__(self, services: Services, tours: bool) -> None:
        super().__init__(services)
        self.law: Law | None = None
        self.rules_refused = False
        self.home = HomeScreen()
        self._tours = tours
        self._refusal = ""
        self._first_look = True
        self._waiting: Callable[[Law], None] | None = None

    def get_default_screen(self) -> Screen[Any]:
        return self.home

    @work(thread=True, exclusive=True, group="rules", exit_on_error=False)
    def load_rules(self) -> None:
        from engine.faults import NavicertError

        try:
            law = self.services.load_law()
        except (NavicertError, OSError) as error:
            self.post_message(self.RulesRefused(str(error)))
        else:
            self.post_message(self.RulesLoaded(law))

    @work(thread=True, exclusive=True, group="contents", exit_on_error=False)
    def list_contents(self) -> None:
        from engine.faults import NavicertError

        folder = self.services.samples()
        samples = sorted(folder.glob("*.yaml")) if folder is not None and folder.is_dir() else []
        drafts: list[DraftCard] = []
        records, refused = 0, []
        # What is wrong with the one must not hide the other.
        try:
            drafts = list(self.services.drafts.cards())
        except (NavicertError, OSError) as error:
            refused.append(str(error))
        try:
            records = len(self.services.records.cards())
        except (NavicertError, OSError) as error:
            refused.append(str(error))
        self.post_message(self.ContentsListed(drafts, samples, records))
        if self.services.lists is not None:
            try:
                self.post_message(self.ListsLookedUp(self.services.lists.news()))
            except (NavicertError, OSError) as error:
                refused.append(str(error))
        if refused:
            self.post_message(self.ContentsRefused("\n\n".join(refused)))

    @on(RulesLoaded)
    def take_rules(self, event: RulesLoaded) -> None:
        if not self.is_running:
            return  # it came as the app ended: no screen is left to tell
        self.law = event.law
        rulesets = event.law.rulesets
        names = [ruleset.regime.id for ruleset in rulesets]
        several = f"{len(names)} regimes: {', '.join(sorted(names))}"
        self.home.show_rules(
            RulesNews(
                rulesets[0].regime.name if len(rulesets) == 1 else several,
                _verified(event.law),
                event.law.ruleset.digest,
                sum(len(ruleset.rules) for ruleset in rulesets),
            )
        )
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting(event.law)
        self.import_screens()

    @work(thread=True, exclusive=True, group="screens", exit_on_error=False)
    def import_screens(self) -> None:
        """Import the screens most used while nobody waits: their first key need not then."""
        for name in MOST_USED:
            import_module(name)

    @on(RulesRefused)
    def show_faults(self, event: RulesRefused) -> None:
        if not self.is_running:
            return
        self._waiting = None
        self.rules_refused = True
        self.home.show_rules(RulesNews(faults=event.faults))
        self.home.show_error("The rules cannot be used", event.faults)

    @on(ContentsListed)
    def show_contents(self, event: ContentsListed) -> None:
        if not self.is_running:
            return
        self.home.show_contents(event.drafts, event.samples, event.records)
        first, self._first_look = self._first_look, False
        used = event.drafts or event.records or self.read_settings.there
        # Never in the way of a deal that was named at the start, or of what one opened meanwhile.
        free = self._tours and self.screen is self.home
        if first and free and not used and self.services.settings is not None:
            self.action_tour()

    @on(ListsLookedUp)
    def show_lists(self, event: ListsLookedUp) -> None:
        self.home.show_lists(event.news)

    @on(ContentsRefused)
    def show_contents_error(self, event: ContentsRefused) -> None:
        # Told before, it is no news on coming home; and as the app ends there is no screen for it.
        if event.error == self._refusal or not self.is_running:
            return
        self._refusal = event.error
        self.home.show_error("Drafts, records or lists cannot be read", event.error)

    def with_law(self, then: Callable[[Law], None]) -> None:
        """Go on with the loaded law, at once or when it is there."""
        if self.law is not None:
            then(self.law)
        else:
            self.when_loaded(then)
            self.notify("The rules are loading; this opens when they are there.", markup=False)

    def when_loaded(self, then: Callable[[Law], None]) -> None:
        """Go on when the law is there."""
        self._waiting = then

    def refresh_home(self) -> None:
        """Look up again what the home screen lists."""
        self.list_contents()


def _verified(law: Law) -> str:
    """To which day the rules were verified: the oldest, and whose it is where there are several."""
    oldest = min((ruleset.regime for ruleset in law.rulesets), key=lambda r: r.verified_to)
    day = oldest.verified_to.isoformat()
    return day if len(law.rulesets) == 1 else f"{day} ({oldest.id}) or later"
