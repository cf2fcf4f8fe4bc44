"""Every list in use, opened for screening, and what one should know of each beside its hits."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from engine.evaluation.screened import OLD_AFTER_DAYS
from parties.day_words import in_days
from parties.disposition import Memory
from parties.entries import ListedParty, ScreeningList
from parties.lists.kept_list import KeptList
from parties.lists.sample import lists_for_screening
from parties.lists.store import age_of
from parties.matching.match import Screener
from parties.matching.query import Query, Threshold
from parties.screened_party import NO_MEMORY, ScreenedParty, screen_party

CANNOT_SHOW: Final = (
    "Names cannot show who owns a party, what stands at its address under another name, or the"
    " lists that were not imported."
)
"""What is told beside every result."""


@dataclass(frozen=True, slots=True)
class ListInUse:
    """What a result has to say of a list that it was screened against."""

    name: str
    title: str
    published: date
    digest: str
    parties: int
    names: int
    sample: bool

    def age(self, today: date) -> int:
        """Its days on the day `today`."""
        return age_of(self.published, today)

    def old(self, today: date) -> bool:
        """Whether it is older than a list should be."""
        return self.age(today) > OLD_AFTER_DAYS

    def sound(self, today: date) -> bool:
        """Whether one may rely on it: no sample, and not old."""
        return not self.sample and not self.old(today)

    def in_words(self, today: date) -> str:
        """The list in one line: its title, day and age, and what is wrong with it."""
        told = f"{self.title} of {self.published.isoformat()}"
        if self.sample:
            return f"{told}: A SAMPLE of invented parties, rely on nothing"
        old = ": OLD, import a newer one" if self.old(today) else ""
        return f"{told}, {self.names:,} names, {in_days(self.age(today))} old{old}"


class ListsAtHand:
    """The lists in `folder`, or the sample where none is in use; `saved_in` is where the indexes
    are kept. Raises `DamagedListError` where one of them cannot be used."""

    def __init__(self, folder: Path, saved_in: Path | None = None) -> None:
        lists = lists_for_screening(folder)
        self._screeners = tuple(Screener(one, saved_in) for one in lists)
        self.about = tuple(_about(one) for one in lists)

    def screen(
        self, query: Query, memory: Memory = NO_MEMORY, threshold: Threshold | None = None
    ) -> tuple[ScreenedParty, ...]:
        """What screening a party against each list came to. Raises `DamagedListError`."""
        return tuple(screen_party(one, query, memory, threshold) for one in self._screeners)

    def entry(self, digest: str, entry: str, source: str = "") -> ListedParty | None:
        """The entry of that id on the list of that digest, None where neither is at hand."""
        for about, screener in zip(self.about, self._screeners, strict=True):
            if about.digest == digest:
                found = _by_id(screener.listed, entry)
                if found is not None and source in ("", found.source):
                    return found
        return None


def _by_id(listed: KeptList | ScreeningList, entry: str) -> ListedParty | None:
    if isinstance(listed, KeptList):
        return listed.by_id(entry)
    return next((party for party in listed.parties if party.id == entry), None)


def _about(listed: KeptList | ScreeningList) -> ListInUse:
    if isinstance(listed, KeptList):
        about = listed.about
        return ListInUse(
            about.name,
            about.title,
            about.published,
            about.digest,
            about.parties,
            about.names,
            about.sample,
        )
    names = sum(len(party.names) for party in listed.parties)
    return ListInUse(
        listed.name,
        listed.title,
        listed.published,
        listed.digest,
        len(listed.parties),
        names,
        listed.sample,
    )
