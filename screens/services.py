"""What the screens ask of the rest of the house, as protocols.

A screen is given these by its constructor, so that it can be tested in a bare app with small
stand-ins, and so that importing a screen imports neither the evaluator nor the database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    # Types alone: the first screen needs none of it, and it costs 30 ms to import.
    from engine.deals.case_files import CaseRead
    from engine.determination import Determination
    from engine.facts import Deal, Party
    from engine.interview.law import Law
    from engine.model import Ruleset
    from engine.practice.scores import Attempt
    from engine.regimes.regimes import Regimes
    from parties.disposition import Disposition, HitKey
    from parties.screened_deal import NamedHit, ScreenedName
    from records.attempts import AttemptsRead
    from records.cards import Card
    from records.events import Later
    from records.record import Record
    from records.replay import Replay, Today
    from records.scan import Point
    from records.settings import SettingsFile
    from records.verify import Verification


class DraftCard(NamedTuple):
    """A draft as the home screen lists it."""

    id: str
    title: str
    changed: datetime | None


class Drafts(Protocol):
    """Deals that are being worked on, kept as deal files; templates and products likewise. Each
    raises `NavicertError` or `OSError`."""

    def cards(self) -> Sequence[DraftCard]: ...
    def read(self, draft: str) -> bytes: ...
    def open(self, draft: str) -> bytes:
        """As `read`, of a draft that is to be worked on."""

    def write(self, draft: str, text: str) -> str:
        """Keep a draft; the name under which it is kept. It is another than `draft` where another
        process changed that one since it was opened or written here: its answers stay."""

    def remove(self, draft: str) -> None:
        """Move it to the trash."""

    def trashed(self) -> Sequence[DraftCard]: ...
    def restore(self, draft: str) -> None:
        """Have it back from the trash."""

    def new_id(self, title: str = "") -> str: ...


class SavedRecord(NamedTuple):
    """A record, opened, with what the journal says around it. `awaits` is true where the house
    wants a second person and none has signed off; `end` is how far the journal `path` goes."""

    record: Record
    determination: Determination
    awaits: bool
    end: Point
    path: Path
    troubles: tuple[str, ...] = ()

    @property
    def card(self) -> Card:
        return self.record.card


class Records(Protocol):
    """The database of saved determinations. Any call may take long: call from a worker. Each
    raises `NavicertError` or `OSError`."""

    def cards(self) -> Sequence[Card]:
        """All records, the oldest first."""

    def get(self, record: str) -> SavedRecord: ...
    def save(self, determination: Determination, deal_text: str, by: str, why: str) -> str: ...
    def sign_off(self) -> frozenset[str]:
        """The outcomes for which the house wants a second person."""

    def troubles(self) -> tuple[str, ...]:
        """What a person has to know of the journal and its checkpoints, in words; quick."""

    def add(self, record: str, later: Later, by: str) -> None: ...
    def supersede(self, record: str, other: str, by: str, why: str) -> None: ...
    def redact(self, record: str, texts: Sequence[str], by: str, why: str) -> int: ...
    def dispose(self, record: str, by: str, why: str) -> None: ...
    def verify(
        self,
        checkpoints: Sequence[Path],
        reached_byte: Callable[[int, int], None] = ...,
        key: str = "",
    ) -> Verification:
        """Check everything; `reached_byte` is told how many bytes of how many were checked. The
        checkpoints must be signed by the key of the public line `key`, where it is not empty."""

    def checkpoint(self, folder: Path | None) -> tuple[Sequence[Path], str]:
        """Write down how far the journal goes; returns the files and the text."""

    def replay(self, record: str) -> Replay: ...
    def run_today(self, record: str, regime: str, day: date) -> Today: ...
    def moved_today(self, record: str, regime: str, day: date) -> Today | None:
        """As `run_today`, and None, much sooner, where nothing moves the answer."""

    def deal_today(self, record: str, regime: str) -> tuple[Ruleset, Deal]:
        """Today's rules of a regime, and the saved deal as they read it. Raises NavicertError."""

    def report(self, record: str, form: str, full: bool) -> str: ...
    def write_bundle(self, record: str, target: Path) -> None: ...
    def export_tinydb(self, target: Path) -> int:
        """Write a file that stock TinyDB opens; returns how many entries."""

    def back_up(self, target: Path) -> int:
        """Verify, and write a copy of everything; returns how many entries."""

    def restore(self, archive: Path, allow_older: bool) -> int:
        """Verify a backup and put it in place; returns how many entries it holds. An older one is
        refused, unless allowed: what is there is then moved aside."""

    def close(self) -> None: ...


class ListNews(NamedTuple):
    """A list in use as it stands in a line; `lines` tell the rest, `content` of these what it
    holds. `wrong` says why one may not rely on it: old, a sample, damaged."""

    name: str
    line: str
    lines: tuple[str, ...]
    wrong: str = ""
    content: tuple[str, ...] = ()


class ListAbout(NamedTuple):
    """A list that a screening goes against, in a line, and its digest."""

    line: str
    digest: str


class ImportNews(NamedTuple):
    """What an import told. With `doubts`, nothing was imported: a person has to insist."""

    lines: tuple[str, ...]
    doubts: tuple[str, ...] = ()


class ListsDesk(Protocol):
    """The screening lists, and what was decided about their hits. Any call may take long: call
    from a worker. Each raises `NavicertError` or `OSError`."""

    def news(self) -> Sequence[ListNews]:
        """Every list in use; where there is none, the sample."""

    def screen(self, party: Party) -> tuple[Party, Sequence[ScreenedName]]:
        """The party as the deal has it once it and its owners were screened, and the hits."""

    def about(self) -> Sequence[ListAbout]:
        """The lists that a screening goes against."""

    def decide(self, key: HitKey, disposition: Disposition) -> None: ...
    def search(self, text: str) -> Sequence[NamedHit]:
        """The listed parties that a name may mean, down to the weaker ones."""

    def entry_words(self, hit: NamedHit) -> Sequence[str]:
        """All that the list says of a hit's entry, and what it means."""

    def programs(self, parties: Sequence[Party]) -> Sequence[str]:
        """A line for each confirmed entry that stands under programs, with these."""

    def import_list(self, path: Path, anyway: bool) -> ImportNews: ...
    def changes(self, name: str) -> Sequence[str]:
        """What the last import of a list changed."""

    def of_country(self, code: str) -> Sequence[str]:
        """How many parties of a country each list holds, a line a list."""


class CasesRead(NamedTuple):
    """The worked cases that can be read, and what is wrong with the other files, in words."""

    cases: Sequence[CaseRead]
    faults: Sequence[str] = ()


class TrainingDesk(Protocol):
    """Worked cases, and what learners answered. Any call may take long: call from a worker. Each
    raises `NavicertError` or `OSError`."""

    def cases(
        self, regimes: Regimes, folder: Path | None, progress: Callable[[int, int], None]
    ) -> CasesRead:
        """The cases in a folder; where none is named, those that ship and the house's own."""

    def attempts(self) -> AttemptsRead: ...
    def keep(self, attempt: Attempt) -> None: ...
    def export(self, attempts: Sequence[Attempt], target: Path) -> None:
        """Write attempts to a new file: CSV, or JSON where its name ends so."""


class Services(NamedTuple):
    """All that the app needs from outside. `load_law` may take long: call from a worker.

    `cases` are the folders of worked cases; `law_with_tests` loads a regime with the tests beside
    its rules, for which it reads the YAML.
    """

    load_law: Callable[[], Law]
    drafts: Drafts
    records: Records
    now: Callable[[], datetime]
    user: str = ""
    samples: Callable[[], Path | None] = lambda: None
    overlays: Callable[[], Path | None] = lambda: None
    lists: ListsDesk | None = None
    settings: SettingsFile | None = None
    templates: Drafts | None = None
    products: Drafts | None = None
    cases: Callable[[], Sequence[Path]] = tuple
    law_with_tests: Callable[[str], Ruleset] | None = None
    training: TrainingDesk | None = None

    def today(self) -> date:
        return self.now().date()
