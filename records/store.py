"""The database of saved determinations: save, list, open, and what happened to one later.

    with open_records(records_file()) as records:
        id = records.save(determination, deal_text, by="J. Doe", why="order 4711", now=now,
                          ruleset_digest=digest)
        records.cards()     the list, oldest first
        records.get(id)     one record with its later events
        records.add(id, events.note("the buyer called"), by="J. Doe", now=now)

Nothing is ever edited or deleted; a correction is an entry of its own. The clock is passed in.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from records import bodies, redaction, snapshot
from records.anchors import Anchors
from records.cards import Card, Summary, card_data, summary_of_text
from records.checkpoints import Checkpoint
from records.events import Later
from records.faults import NoSuchRecordError, UnfitEntryError, cannot_save
from records.frame import as_json
from records.house import House
from records.index import Index, Kind
from records.machine import this_machine
from records.record import Record, read_record
from records.retention import why_not_due
from records.ruleset_texts import RulesetTexts
from records.scan import Damage, Point
from records.tables import ENTRIES, JournalDB, JournalStorage, write_stock_file
from records.verify import Finding, Verification, verify_file

_SNAPSHOT_SHARE: Final = 50  # a new snapshot once a fiftieth of the entries is not in the last
_CHECKPOINT_EVERY: Final = 100  # entries, and at the end of each session


class Records:
    """The records in the file at `path`. Safe to use from several threads and processes."""

    def __init__(self, path: Path, wait: float = 30.0, house: House | None = None) -> None:
        self.house = house or House()
        self._index = Index()
        self._database = JournalDB(path, storage=JournalStorage, follower=self._index, wait=wait)
        storage = self._database.storage
        assert isinstance(storage, JournalStorage)
        self._journal = storage.journal
        self._table = self._database.table(ENTRIES)
        self.anchors = Anchors(self._journal, self._index, self.house)
        self._texts = RulesetTexts(path.parent / "rulesets")
        self._in_snapshot = 0
        self._saved_here = False
        try:
            self._open()
        except BaseException:
            self._database.close()
            raise

    @property
    def path(self) -> Path:
        return self._journal.path

    @property
    def database(self) -> JournalDB:
        """The same entries as a TinyDB database, for its queries."""
        return self._database

    @property
    def end(self) -> Point:
        """How far the chain goes: print it on reports, for paper is an anchor."""
        return self._journal.end

    @property
    def damages(self) -> tuple[Damage, ...]:
        """What was found altered while reading; saving is barred while there is any."""
        return tuple(self._journal.damages)

    @property
    def torn(self) -> Damage | None:
        """An unfinished save at the end of the file, which the next save sets aside."""
        return self._journal.torn

    def save(
        self,
        determination: Mapping[str, Any],
        deal_text: str,
        *,
        by: str,
        why: str,
        now: datetime,
        ruleset_digest: str,
        supersedes: str | None = None,
        summary: Summary | None = None,
    ) -> str:
        """Save a determination for good and return its id: when it returns, the disk holds it.

        `summary` spares reading the deal again, where its facts are at hand. Raises
        CannotSaveError, CannotLockError, AlteredError, UnfitEntryError, NoSuchRecordError.
        """
        _require(by=by, why=why)
        card = card_data(determination, summary or summary_of_text(deal_text))
        content = as_json(determination)
        body = {
            "why": why.strip(),
            "deal": deal_text,
            **bodies.pack(content),
            "determination_sha256": sha256(content).hexdigest(),
            "ruleset_archive": self._texts.archive_digest(ruleset_digest),
            "recorded_on": this_machine(),
        }
        with self._journal.exclusive():
            record = self._index.next_id(now.astimezone(UTC).year)
            head = {
                **_head(Kind.DETERMINATION, record, by, now),
                "ruleset": ruleset_digest,
            }
            if supersedes:
                self._require_latest(supersedes)
                head["supersedes"] = supersedes
            self._insert({**head, "card": card, "body": body})
        return record

    def cards(self) -> list[Card]:
        """Every record's card, oldest first."""
        self._journal.refresh()
        return list(self._index.cards.values())

    def get(self, record: str) -> Record:
        """The record, read from disk and checked. Raises NoSuchRecordError or AlteredError."""
        self._journal.refresh()
        return read_record(self._journal, self._index, self._card(record))

    def add(self, record: str, later: Later, *, by: str, now: datetime) -> int:
        """Record something about a record (see `records.events`); returns the entry's number.

        Raises what `save` raises; UnfitEntryError for a sign-off by the person who saved it.
        """
        _require(by=by, text=later.text)
        with self._journal.exclusive():
            card = self._card(record)
            if later.kind == Kind.SIGN_OFF and _same_person(by, card.by):
                raise UnfitEntryError(
                    f"Not saved: {card.by} saved {record}, so that somebody else must sign it off."
                )
            if later.kind == Kind.HOLD_RELEASED and not card.held:
                raise UnfitEntryError(f"Not saved: no hold lies on {record}.")
            head = {**_head(later.kind, record, by, now), **later.head}
            body = {"text": later.text.strip(), **later.body}
            return self._insert({**head, "card": {}, "body": body})

    def supersede(self, record: str, other: str, by: str, why: str, now: datetime) -> int:
        """Record that `other`, which is saved already, takes the place of `record`."""
        _require(by=by, why=why)
        with self._journal.exclusive():
            self._require_latest(record)
            self._card(other)
            if other == record:
                raise UnfitEntryError("Not saved: a record cannot supersede itself.")
            head = {**_head(Kind.SUPERSEDED_BY, record, by, now), "other": other}
            return self._insert({**head, "card": {}, "body": {"text": why.strip()}})

    def redact(self, record: str, texts: Sequence[str], *, by: str, why: str, now: datetime) -> int:
        """Blot `texts` out of every entry of the record; returns of how many.

        The chain still holds, and an entry tells who did it, when and why. Who saved or added an
        entry stays: that is part of the chain. Raises UnfitEntryError if they stand nowhere, or a
        legal hold lies on the record (15 CFR 762.6(b)).
        """
        _require(by=by, why=why)
        for text in texts:
            if len(text.strip()) < redaction.SHORTEST:
                raise UnfitEntryError(
                    f"Not redacted: {text!r} is too short: it would blot out half of the record."
                )
        with self._journal.exclusive():
            if self._card(record).held:
                raise UnfitEntryError(f"Not redacted: a legal hold lies on {record}.")
            found = [redaction.blot_out(self._journal.read(s), texts) for s in self._seqs(record)]
            removals = [removal for removal in found if removal is not None]
            if not removals:
                raise UnfitEntryError(f"Nothing was redacted: {record} does not hold that text.")
            self._rewrite(record, removals, by, why, now)
        return len(removals)

    def dispose(self, record: str, *, by: str, why: str, now: datetime) -> None:
        """Take out all that the record holds but its place in the chain, after the time to keep
        it is over. Raises UnfitEntryError if it is not, or a legal hold lies on it."""
        _require(by=by, why=why)
        with self._journal.exclusive():
            bar = why_not_due(self._card(record), now.astimezone(UTC).date())
            if bar:
                raise UnfitEntryError(f"Not disposed of: {record}: {bar}.")
            entries = [self._journal.read(seq) for seq in self._seqs(record)]
            removals = [redaction.Removal(e.seq, None, None) for e in entries if e.body is not None]
            self._rewrite(record, removals, by, why, now)

    def keep_ruleset(self, digest: str, files: Mapping[str, bytes]) -> str:
        """Keep the text of a ruleset, once; returns the SHA-256 that its records will bear.

        Call it before the first save under that ruleset.
        """
        return self._texts.keep(digest, files)

    def ruleset(self, digest: str, archive_sha256: str = "") -> dict[str, bytes]:
        """The kept text of a ruleset, checked. Raises NoSuchRecordError or AlteredError."""
        return self._texts.files(digest, archive_sha256)

    def ruleset_archive(self, digest: str) -> bytes:
        """The archive with the kept text of a ruleset, checked. Raises as `ruleset` does."""
        return self._texts.archive(digest)

    def lines(self, record: str) -> dict[int, bytes]:
        """The lines of the record's entries as they stand in the journal, by number, checked.

        The first is the determination; one by which it was superseded is among the others.
        """
        card = self._card(record)
        seqs = (card.seq, *self._index.events.get(record, ()))
        return {seq: self._journal.line(seq) for seq in seqs}

    def verify(
        self,
        noted: Iterable[Point] = (),
        witnesses: Iterable[Checkpoint] = (),
        reached_byte: Callable[[int, int], None] = lambda done, whole: None,
    ) -> Verification:
        """Check every byte and every link; `noted` are heads that were written down elsewhere,
        and `witnesses` are checkpoints that were kept elsewhere. `reached_byte` is told how many
        bytes of how many were checked."""
        witnesses = list(witnesses)
        noted = [*noted, *(witness.point for witness in witnesses)]
        kept = snapshot.read(self.path)  # before the journal, which may grow meanwhile
        self._journal.refresh()
        points = [*noted, self._journal.end]
        if kept is not None:
            points.append(snapshot.point_of(kept))
        fits = not self.damages and self.torn is None
        # what another process is writing behind the end is no torn tail
        end, listed, read = self.end, dict(self._index.cards), Index()
        upto = end.size if fits else None
        found = verify_file(self.path, points, end=upto, follower=read, reached_byte=reached_byte)
        findings = [
            replace(finding, record=finding.record or self._index.record_at(finding.seq))
            for finding in found.findings
        ]
        findings += [
            Finding(witness.point.seq, "", 0, what)
            for witness in witnesses
            if (what := self.anchors.contradiction(witness))
        ]
        if not findings:  # such as a file that was put in place of another
            findings = [Finding(d.seq, "", d.offset, d.what) for d in self.damages]
        if not findings and end == found.end == self.end and listed != read.cards:
            what = f"the list shows it otherwise: delete {snapshot.path_of(self.path).name}"
            both = {**listed, **read.cards}
            wrong = next(c for c in both.values() if listed.get(c.id) != read.cards.get(c.id))
            place = self._journal.offsets.get(wrong.seq, 0)
            findings.append(Finding(wrong.seq, wrong.id, place, what))
        return replace(found, findings=tuple(findings))

    def export_tinydb(self, target: Path) -> int:
        """Write a file that stock TinyDB opens, with every entry; returns how many. Raises
        CannotSaveError."""
        try:
            return write_stock_file(self._journal, target)
        except OSError as error:
            raise cannot_save(target, error) from error

    def close(self) -> None:
        """Let go of the file. What is saved was saved before."""
        self._take_snapshot()
        if self._saved_here:
            self.anchors.leave()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self) -> None:
        """Go on from the snapshot if the journal does; else read every entry."""
        kept = snapshot.read(self.path)
        if kept is not None and snapshot.leads_into(kept, self.path):
            snapshot.restore(kept, self._journal, self._index)
            self._in_snapshot = self._journal.end.seq
        if kept is not None:
            self._journal.expect(snapshot.point_of(kept), snapshot.path_of(self.path).name)
        self.anchors.expect_beside()
        self._journal.refresh()
        self.anchors.expect_copies()
        self._journal.refresh()

    def _take_snapshot(self) -> None:
        """Take a snapshot if enough entries are not in the last one."""
        end = self._journal.end
        new = end.seq - self._in_snapshot
        if new < 1 or new * _SNAPSHOT_SHARE < end.seq or self.damages:
            return
        with contextlib.suppress(OSError):  # it can be made again
            snapshot.write(self._journal, self._index)
            self._in_snapshot = end.seq

    def _card(self, record: str) -> Card:
        card = self._index.cards.get(record)
        if card is None:
            raise NoSuchRecordError(f"There is no record {record!r} in {self.path}.")
        return card

    def _require_latest(self, record: str) -> None:
        later = self._card(record).superseded_by
        if later:
            raise UnfitEntryError(
                f"Not saved: {record} was superseded by {later} already; supersede that one."
            )

    def _insert(self, document: Mapping[str, Any]) -> int:
        seq = self._table.insert(document)
        self._saved_here = True
        if seq % _CHECKPOINT_EVERY == 0:
            self.anchors.leave()
        return seq

    def _seqs(self, record: str) -> list[int]:
        """The numbers of the entries of the record, but those that belong to another record."""
        card = self._card(record)
        later = self._index.events.get(record, [])
        others = {card.seq for card in self._index.cards.values()}
        return [card.seq, *(seq for seq in later if seq not in others)]

    def _rewrite(
        self,
        record: str,
        removals: Sequence[redaction.Removal],
        by: str,
        why: str,
        now: datetime,
    ) -> None:
        head = _head(Kind.REDACTION, record, by, now)
        redaction.rewrite(self._journal, removals, head, why.strip())
        self._saved_here = True
        with contextlib.suppress(OSError):  # it shows what was taken out
            snapshot.path_of(self.path).unlink()
        self._in_snapshot = 0


def open_records(path: Path, wait: float = 30.0, house: House | None = None) -> Records:
    """Open the records in the file at `path`; the first save makes the file.

    Raises NotRecordsError, NewerRecordsError or CannotSaveError. Altered entries do not keep the
    others from being read: see `Records.damages`.
    """
    return Records(path, wait, house)


def determination_bytes(determination: Mapping[str, Any]) -> bytes:
    """The bytes of a determination that its digest is of, for replaying it."""
    return as_json(determination)


def _head(kind: Kind, record: str, by: str, now: datetime) -> dict[str, Any]:
    if now.tzinfo is None:
        raise ValueError("the time of an entry needs a time zone")
    at = now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"kind": kind.value, "record": record, "at": at, "by": by.strip()}


def _same_person(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _require(**given: str) -> None:
    for name, text in given.items():
        if not text.strip():
            raise UnfitEntryError(f"Not saved: say {_ASKED[name]}.")


_ASKED: Final = {"by": "who does it", "why": "why it is done", "text": "what is to be recorded"}
