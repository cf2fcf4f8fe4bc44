"""The screening lists on this machine, as the screens ask for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from records.settings_values import Settings
from screens.services import ImportNews, ListAbout, ListNews

if TYPE_CHECKING:
    # Types alone: what is needed before the first paint imports none of these.
    from engine.facts import Party
    from parties.disposition import Disposition, HitKey, Memory
    from parties.lists_at_hand import ListsAtHand
    from parties.screened_deal import NamedHit, ScreenedName


class KeptLists:
    """The lists under the data folder; opened at the first use, and again when others are put in
    use, here or by another Navicert."""

    def __init__(
        self,
        data: Callable[[], Path],
        cache: Callable[[], Path],
        now: Callable[[], datetime],
        settings: Callable[[], Settings] = Settings,
    ) -> None:
        self._data = data
        self._cache = cache
        self._now = now
        self._settings = settings
        # A screener has scratch of its own, and two workers may ask at once.
        self._one_at_a_time = RLock()
        self._opened: ListsAtHand | None = None
        self._mark: object = None
        self._memory: Memory | None = None
        self._memory_mark: object = None

    @property
    def _lists(self) -> Path:
        return self._data() / "lists"

    @property
    def _decisions(self) -> Path:
        return self._data() / "screening"

    def _today(self) -> date:
        return self._now().date()

    def _at_hand(self) -> ListsAtHand:
        from parties.lists.store import names_in_use
        from parties.lists_at_hand import ListsAtHand

        with self._one_at_a_time:
            folder = self._lists
            mark = tuple(
                (name, (folder / name / "in-use.json").stat().st_mtime_ns)
                for name in names_in_use(folder)
            )
            if self._opened is None or mark != self._mark:
                self._opened = ListsAtHand(folder, self._cache() / "screening")
                self._mark = mark
            return self._opened

    def _remembered(self) -> Memory:
        """What was decided so far, read again where another decision was written down."""
        from parties.decisions import decisions_in, mark_of

        mark = mark_of(self._decisions)
        if self._memory is None or mark != self._memory_mark:
            self._memory, self._memory_mark = decisions_in(self._decisions), mark
        return self._memory

    # Lists

    def news(self) -> Sequence[ListNews]:
        from commands.list_words import content_words, status_words
        from parties.day_words import in_days
        from parties.lists.store import status

        found = []
        for one in status(self._lists, self._today()):
            wrong = "A SAMPLE" if one.about.sample else "OLD" if one.old else ""
            line = f"{one.about.title} of {one.about.published}, {in_days(one.age_days)} old"
            found.append(
                ListNews(
                    one.about.name,
                    line,
                    tuple(status_words(one)),
                    f"DAMAGED: {one.damaged}" if one.damaged else wrong,
                    tuple(content_words(one)),
                )
            )
        if not found:
            told = "Names are screened against the sample of invented parties: rely on nothing."
            found.append(ListNews("", "no list is in use", (told,), "A SAMPLE", (told,)))
        return found

    def about(self) -> Sequence[ListAbout]:
        today = self._today()
        return [ListAbout(one.in_words(today), one.digest) for one in self._at_hand().about]

    def import_list(self, path: Path, anyway: bool) -> ImportNews:
        from commands.list_deals import deals_concerned
        from commands.list_words import concerned_words, import_words
        from engine.faults import NavicertError
        from parties.lists.faults import DoubtfulListError
        from parties.lists.store import import_list

        try:
            done = import_list(self._lists, path, self._now(), anyway=anyway)
        except DoubtfulListError as error:
            return ImportNews((), error.doubts)
        told = [*done.faults, *import_words(done, self._today())]
        try:
            told += concerned_words(deals_concerned(done, self._lists))
        except (NavicertError, OSError) as error:
            told.append(f"The list is in use; which deals it concerns cannot be told: {error}")
        self._at_hand()  # makes the index now, not at the first name
        return ImportNews(tuple(told))

    def changes(self, name: str) -> Sequence[str]:
        from commands.list_words import difference_words
        from parties.lists.store import last_difference

        if not name:
            return ("No list is in use.",)
        change = last_difference(self._lists, name)
        if change is None:
            return ("Nothing to compare: the list was imported once.",)
        return tuple(difference_words(change, None))

    def of_country(self, code: str) -> Sequence[str]:
        from parties.by_country import country_lines
        from parties.lists.sample import lists_for_screening

        return country_lines(lists_for_screening(self._lists), code)

    # Screening

    def screen(self, party: Party) -> tuple[Party, Sequence[ScreenedName]]:
        from parties.matching.query import chosen_threshold
        from parties.screened_deal import screen_one

        chosen = self._settings()
        # One that lacks its reason was told at the start; the house's own counts then.
        threshold, _ = chosen_threshold(chosen.screening_threshold, chosen.threshold_reason)
        with self._one_at_a_time:
            return screen_one(party, self._at_hand(), self._remembered(), threshold)

    def decide(self, key: HitKey, disposition: Disposition) -> None:
        from parties.decisions import remember

        remember(self._decisions, [(key, disposition)])

    def search(self, text: str) -> Sequence[NamedHit]:
        from parties.matching.query import LOWEST_THRESHOLD, Query, Threshold
        from parties.screened_deal import ScreenedName

        with self._one_at_a_time:
            least = Threshold(LOWEST_THRESHOLD)
            found = self._at_hand().screen(Query(text), self._remembered(), least)
        return ScreenedName(text, "", found).hits

    def entry_words(self, hit: NamedHit) -> Sequence[str]:
        from commands.list_words import entry_words

        return tuple(entry_words(hit.found.hit.party))

    def programs(self, parties: Sequence[Party]) -> Sequence[str]:
        from parties.confirmed_programs import confirmed_programs

        return confirmed_programs(parties, self._at_hand())
