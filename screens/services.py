"""What the screens ask of the rest of the house, as protocols.

A screen is given these by its constructor, so that it can be tested in a bare app with small
stand-ins, and so that importing a screen imports neither the evaluator nor the database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    # Types alone: the first screen needs none of it, and it costs 30 ms to import.
    from engine.determination import Determination
    from engine.facts import ContentLine, Deal, Facts, Party, Value
    from engine.model import FactDeclaration, Ruleset
    from engine.outcome import Outcome
    from engine.regimes.combined import Combined
    from parties.disposition import Disposition, HitKey
    from parties.screened_deal import NamedHit, ScreenedName
    from records.cards import Card
    from records.compare import Difference
    from records.events import Later
    from records.record import Record
    from records.replay import Replay, Today
    from records.scan import Point
    from records.verify import Verification


class RegimeLine(NamedTuple):
    """One regime as it stands. `run` is false where the deal does not call for it; `added` true
    where it is run because somebody wants it; `attaches` is yes, no or open."""

    regime: str
    name: str
    attaches: str
    outcome: Outcome
    binds: bool
    run: bool
    added: bool = False


class Evaluation(Protocol):
    """The quick answer: outcome and what is still possible in all, without the explanation."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def possible(self) -> tuple[Outcome, ...]: ...
    @property
    def regimes(self) -> tuple[RegimeLine, ...]:
        """Every regime that is loaded, those that are run first."""


class Question(Protocol):
    """A question that is worth asking now, and why."""

    @property
    def fact(self) -> FactDeclaration: ...
    @property
    def because(self) -> str: ...
    @property
    def settled(self) -> bool: ...
    @property
    def asked(self) -> bool: ...
    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes that wait for it, by name; none where one regime alone is run."""


class Prospect(NamedTuple):
    """What one answer would lead to. `value` of None is "not known"; `moves` are the regimes, of
    several, whose own outcome it would change."""

    value: Value | None
    label: str
    outcome: Outcome
    moves: tuple[tuple[str, Outcome], ...] = ()


class Supposed(NamedTuple):
    """What an overlay changes: its mark, its words, the outcome in all without it, and what each
    regime would say otherwise."""

    mark: str
    title: str
    note: str
    before: str
    differences: tuple[tuple[str, Difference], ...]


class Findings(NamedTuple):
    """The answer with all its reasons. `other` says what was not run and why, where several
    regimes are loaded; `supposed` is set where it is an exercise and no law."""

    combined: Combined
    regimes: tuple[RegimeLine, ...]
    other: tuple[str, ...] = ()
    supposed: Supposed | None = None

    @property
    def several(self) -> bool:
        return len(self.combined.determinations) > 1


class Law(Protocol):
    """The loaded regimes with the engine around them."""

    @property
    def ruleset(self) -> Ruleset:
        """The facts, countries and list entries of all regimes."""

    @property
    def rulesets(self) -> Sequence[Ruleset]: ...
    @property
    def mark(self) -> str:
        """What stands before all that comes of an overlay; empty for the law itself."""

    def evaluate(self, facts: Facts, as_of: date, added: Sequence[str] = ()) -> Evaluation:
        """The answer of the regimes that the deal calls for, and of those added."""

    def explain(self, evaluation: Evaluation, title: str) -> Findings: ...
    def questions(self, evaluation: Evaluation, document: str = "") -> Sequence[Question]: ...
    def applies(self, evaluation: Evaluation, fact: str) -> bool: ...
    def preview(self, evaluation: Evaluation, fact: str) -> Sequence[Prospect]: ...
    def would_be(self, evaluation: Evaluation, fact: str, value: Value) -> Prospect:
        """What one answer would lead to, also one that is no choice."""

    def read_value(self, fact: FactDeclaration, raw: Any) -> Value: ...
    def show_value(self, fact: FactDeclaration, value: Value) -> str: ...
    def read_deal(self, data: bytes, file: str) -> Deal: ...
    def write_deal(self, deal: Deal) -> str: ...
    def deal_of(self, evaluation: Evaluation, deal: Deal, regime: str) -> str:
        """The deal as one regime's record keeps it: its own facts with what national law
        answered, and the day whose law was applied."""

    def read_content(self, data: bytes, file: str) -> tuple[ContentLine, ...]: ...
    def suppose(self, data: bytes, file: str) -> Law:
        """This law changed by an overlay. Raises `NavicertError`."""

    def unsupposed(self) -> Law:
        """The law itself."""


class DraftCard(NamedTuple):
    """A draft as the home screen lists it."""

    id: str
    title: str
    changed: datetime | None


class Drafts(Protocol):
    """Deals that are being worked on, kept as deal files."""

    def cards(self) -> Sequence[DraftCard]: ...
    def read(self, draft: str) -> bytes: ...
    def write(self, draft: str, text: str) -> None: ...
    def remove(self, draft: str) -> None: ...
    def new_id(self) -> str: ...


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
    def verify(self, checkpoints: Sequence[Path]) -> Verification: ...
    def checkpoint(self, folder: Path | None) -> tuple[Sequence[Path], str]:
        """Write down how far the journal goes; returns the files and the text."""

    def replay(self, record: str) -> Replay: ...
    def run_today(self, record: str, regime: str, day: date) -> Today: ...
    def report(self, record: str, form: str, full: bool) -> str: ...
    def write_bundle(self, record: str, target: Path) -> None: ...
    def back_up(self, target: Path) -> int:
        """Verify, and write a copy of everything; returns how many entries."""

    def close(self) -> None: ...


class ListNews(NamedTuple):
    """A list in use as it stands in a line; `lines` tell the rest. `wrong` says why one may not
    rely on it: old, a sample, damaged."""

    name: str
    line: str
    lines: tuple[str, ...]
    wrong: str = ""


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


class Services(NamedTuple):
    """All that the app needs from outside. `load_law` may take long: call from a worker."""

    load_law: Callable[[], Law]
    drafts: Drafts
    records: Records
    now: Callable[[], datetime]
    user: str = ""
    samples: Callable[[], Path | None] = lambda: None
    overlays: Callable[[], Path | None] = lambda: None
    lists: ListsDesk | None = None

    def today(self) -> date:
        return self.now().date()
