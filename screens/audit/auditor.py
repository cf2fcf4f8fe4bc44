"""What the screens of records share while the app runs."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from records.cards import Card
from records.search import Finder
from screens.services import Records


class Listing(NamedTuple):
    """All records, with what finds among them, and the outcomes that want a second person."""

    cards: Sequence[Card]
    finder: Finder
    sign_off: frozenset[str]


@dataclass
class Auditor:
    """The database, the day, and the name, key and day of law that were typed last. `country_code`
    gives the code of a country by its name, empty if it knows none."""

    records: Records
    today: Callable[[], date]
    name: str = ""
    country_code: Callable[[str], str] = lambda name: ""
    folder: Callable[[], Path] = Path.cwd
    troubles_told: tuple[str, ...] = ()
    key: str = ""
    day: date | None = None
    _listing: Listing | None = None
    _reading: Lock = field(default_factory=Lock)

    def listing(self) -> Listing:
        """The records as they stand now; kept while nothing changed. Takes long; raises
        `NavicertError` or `OSError`."""
        with self._reading:  # the list and the palette may ask at once
            cards = self.records.cards()
            if self._listing is None or cards != self._listing.cards:
                sign_off = self.records.sign_off() if cards else frozenset[str]()
                self._listing = Listing(cards, Finder(cards, self.today(), sign_off), sign_off)
                # They stay while the app runs: going through 50,000 of them again and again would
                # make the collector hold up a key for a tenth of a second.
                gc.freeze()
            return self._listing


def told(error: Exception) -> str:
    """An error in words for the person at the keys, whatever the disk says."""
    if isinstance(error, OSError):
        return f"{error.filename or 'The file'} cannot be used: {error.strerror or error}"
    return str(error)
