"""The journal: a file of sealed entries that only ever grows, shared by several processes.

An append takes the lock, reads what others appended, writes one line, has the disk hold it, and
only then returns. A failed write is cut off again. The remains of a save that never finished are
set aside, never deleted, and that is recorded by an entry of its own.
"""

import contextlib
import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

from engine import durable
from records import quarantine
from records.faults import (
    READ_ONLY,
    AlteredError,
    CannotLockError,
    CannotSaveError,
    NewerRecordsError,
    NoSuchRecordError,
    NotRecordsError,
    UnfitEntryError,
    cannot_save,
)
from records.frame import SCHEMA, START, BrokenError, read_body, read_front, seal
from records.lock import WriteLock
from records.scan import Damage, Entry, Point, read_line, scan

FORMAT: Final = "navicert-records/1"
OPENED: Final = "opened"
RECOVERED: Final = "recovered-tail"
SYSTEM: Final = "Navicert"


@dataclass(frozen=True, slots=True)
class FullEntry:
    """An entry with everything in it. `card` or `body` is None if it was removed."""

    seq: int
    hash: str
    head: dict[str, Any]
    card: dict[str, Any] | None
    body: dict[str, Any] | None


class Follower(Protocol):
    """Who is told of every entry, in order, as it is read or written."""

    def add(self, entry: Entry) -> None: ...

    def clear(self) -> None:
        """The file was replaced: everything comes again from the first entry."""


class Journal:
    """The journal at `path`; a file that is not there is an empty journal.

    `damages` are findings that bar further saves; `torn` is an unfinished save that the next one
    sets aside. `wait` is how many seconds to wait for another process to let go of the lock.
    """

    def __init__(self, path: Path, follower: Follower, wait: float = 30.0) -> None:
        self.path = path = path.resolve()  # by whatever name it was called: one file, one lock
        self.damages: list[Damage] = []
        self.torn: Damage | None = None
        self.end = Point()
        self.origin = ""
        self.offsets: dict[int, int] = {}
        self._follower = follower
        self._file: BinaryIO | None = None
        self._writable = False
        self._set_aside: set[str] = set()  # names of tails that an entry tells of
        self._tails_checked = False
        self._seen: dict[str, Point] = {}  # by witness, an entry that must still be there
        self._threads = threading.RLock()
        self._lock = WriteLock(path, wait)

    def resume(self, end: Point, origin: str, offsets: dict[int, int], known: set[str]) -> None:
        """Go on from `end`, as an index kept it, instead of from the first entry."""
        self.end, self.origin, self.offsets, self._set_aside = end, origin, offsets, known

    def expect(self, seen: Point, witness: str) -> None:
        """Have the next reading hold the journal against an entry that the file `witness` saw."""
        self._seen[witness] = seen

    @property
    def set_aside(self) -> frozenset[str]:
        return frozenset(self._set_aside)

    def refresh(self) -> None:
        """Read what was appended since the last time."""
        with self._threads:
            if self._read_on(certain=self._lock.held):
                return
            try:  # a finding may be another process in the middle of a save: look again alone
                with self._lock.hold(at_most=2.0):
                    self._read_on(certain=True)
            except (CannotLockError, CannotSaveError):
                self._read_on(certain=True)

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Everything inside happens with no other process writing, on what is in the file now.

        An unfinished save is set aside first, so that what is inside is all that is saved.
        """
        with self._threads:
            if self._lock.held:  # by this thread, further out
                yield
                return
            self._make_folder()
            with self._lock.hold():
                self.refresh()
                if self.torn is not None and not self.damages:
                    self._set_tail_aside(self.torn)
                yield

    def append(
        self, head: Mapping[str, Any], card: Mapping[str, Any], body: Mapping[str, Any]
    ) -> Entry:
        """Save an entry; when this returns, the disk holds it.

        The head names its `kind`, `by` and `at`. Raises CannotSaveError, CannotLockError, or
        AlteredError if something that was saved earlier has been changed.
        """
        for needed in ("kind", "at", "by"):
            if not str(head.get(needed, "")).strip():
                raise UnfitEntryError(f"Not saved: the entry does not say its {needed!r}.")
        with self.exclusive():
            if self.damages:
                raise AlteredError(
                    f"Not saved: {self.path} is not as it was saved: entry {self.damages[0].seq}: "
                    f"{self.damages[0].what}. Run 'navicert records verify', and go on in a new "
                    "file or from a backup."
                )
            try:
                file = self._for_writing()
                self._tell_of_tails(file, str(head["at"]))
                return self._write(file, head, card, body)
            except OSError as error:
                raise cannot_save(self.path, error) from error
            except BrokenError as broken:
                raise UnfitEntryError(f"Not saved: {broken}.") from broken

    def read(self, seq: int) -> FullEntry:
        """The entry `seq` with its body, every byte of it checked."""
        return self._checked(seq)[0]

    def line(self, seq: int) -> bytes:
        """The line of the entry `seq` as it stands on disk, checked as `read` checks it."""
        return self._checked(seq)[1]

    def _checked(self, seq: int) -> tuple[FullEntry, bytes]:
        with self._threads:
            if seq not in self.offsets or self._file is None:
                raise NoSuchRecordError(f"There is no entry {seq} in {self.path}.")
            try:
                prefix, raw = read_line(self._file, self.offsets[seq])
                if prefix.seq != seq:
                    raise BrokenError(f"entry {prefix.seq} stands in its place")
                head, card = read_front(prefix, raw)
                body = read_body(prefix, raw, head)
            except BrokenError as broken:
                raise AlteredError(
                    f"Entry {seq} of {self.path} is not what was saved: {broken}."
                ) from None
        return FullEntry(seq, prefix.hash, head, card, body), raw

    def close(self) -> None:
        with self._threads:
            self._close_file()
            self._lock.close()

    def _close_file(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None

    def _read_on(self, *, certain: bool) -> bool:
        """Read on to the end of the file. False: something does not fit, and `certain` was not."""
        file = self._for_reading()
        if file is not None and os.fstat(file.fileno()).st_size < self.end.size:
            self._forget()
            file = self._for_reading()
        if file is not None and not self._read_entries(file, certain=certain):
            return False
        return self._still_holds_what_was_seen(file, certain=certain)

    def _read_entries(self, file: BinaryIO, *, certain: bool) -> bool:
        size = os.fstat(file.fileno()).st_size
        self.torn = None
        if size == self.end.size:
            return True
        if self.end.size == 0:
            self._check_format(file)
        for found in scan(file, self.end, size, bodies=False):
            if isinstance(found, Entry):
                self._take(found)
            elif not certain:
                return False
            elif found.torn:
                self.torn = found
            else:
                self.damages.append(found)
                if not found.link:
                    self.end = Point(found.seq, found.hash, found.offset + found.size)
        return True

    def _still_holds_what_was_seen(self, file: BinaryIO | None, *, certain: bool) -> bool:
        """Look once for the entries that were seen: the file may be another one now, or gone."""
        for witness, seen in list(self._seen.items()):
            there = seen.seq == 0
            if file is not None and seen.seq in self.offsets:
                with contextlib.suppress(BrokenError):
                    there = read_line(file, self.offsets[seen.seq])[0].hash == seen.hash
            if not there and not certain:
                return False
            if not there:
                hint = f". If that was on purpose, delete {witness}" if witness else ""
                what = (
                    f"it was seen in this file, which is gone or an older or another one now{hint}"
                )
                self.damages.append(Damage(seen.seq, self.end.size, 0, what))
            del self._seen[witness]
        return True

    def _take(self, entry: Entry) -> None:
        schema = entry.head.get("schema")
        if not isinstance(schema, int) or schema > SCHEMA:
            raise NewerRecordsError(
                f"{self.path} was written by a newer Navicert (schema {schema}; this one reads up "
                f"to {SCHEMA}). Update Navicert; the file is untouched."
            )
        if entry.head.get("kind") == OPENED:
            self.origin = str(entry.head.get("origin", ""))
        if entry.head.get("kind") == RECOVERED:
            self._set_aside.add(str(entry.head.get("file", "")))
        self.offsets[entry.seq] = entry.offset
        self.end = Point(entry.seq, entry.hash, entry.offset + entry.size)
        self._follower.add(entry)

    def _check_format(self, file: BinaryIO) -> None:
        file.seek(0)
        start = file.read(len(START))
        if not (START.startswith(start) or start.strip(b"\0") == b""):
            raise NotRecordsError(
                f"{self.path} holds no Navicert records. Name another file; this one is untouched."
            )

    def _for_reading(self) -> BinaryIO | None:
        """The open file; None if there is none. Opened again if it was replaced."""
        try:
            there = self.path.stat()
        except FileNotFoundError:
            if self._file is not None:
                self._forget()
            return None
        if self._file is not None:
            mine = os.fstat(self._file.fileno())
            if (mine.st_ino, mine.st_dev) == (there.st_ino, there.st_dev):
                return self._file
            self._forget()
        if self.path.is_dir():
            raise NotRecordsError(f"{self.path} is a folder, not a file of records.")
        binary = getattr(os, "O_BINARY", 0)
        try:
            descriptor = os.open(self.path, os.O_RDWR | binary)
            self._writable = True
        except OSError as error:
            if error.errno not in READ_ONLY:
                raise cannot_save(self.path, error) from error
            try:
                descriptor = os.open(self.path, os.O_RDONLY | binary)
            except OSError:
                raise NotRecordsError(f"{self.path} may not be read. Check who owns it.") from None
            self._writable = False
        self._file = os.fdopen(descriptor, "r+b" if self._writable else "rb", buffering=0)
        return self._file

    def _for_writing(self) -> BinaryIO:
        file = self._for_reading()
        if file is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            descriptor = os.open(self.path, flags, durable.FILE_MODE)
            self._file = file = os.fdopen(descriptor, "r+b", buffering=0)
            self._writable = True
            durable.sync_folder(self.path.parent)
        if not self._writable:
            raise PermissionError(13, "read-only", str(self.path))
        return file

    def _make_folder(self) -> None:
        try:
            durable.make_folder(self.path.parent)
        except OSError as error:
            raise cannot_save(self.path, error) from error

    def _set_tail_aside(self, torn: Damage) -> None:
        try:
            quarantine.set_aside(self.path, self._for_writing(), torn)
        except OSError as error:
            raise cannot_save(self.path, error) from error
        self._tails_checked = False
        self.refresh()

    def _tell_of_tails(self, file: BinaryIO, at: str) -> None:
        """Open a new journal, and record every tail that was set aside and not yet told of.

        The copy of a tail is on disk before it is cut off: whenever a kill comes, it is neither
        lost nor left untold.
        """
        if self.end.seq == 0:
            origin = secrets.token_hex(8)
            opening = {"kind": OPENED, "format": FORMAT, "origin": origin, "at": at, "by": SYSTEM}
            self._write(file, opening, {}, {})
        if not self._tails_checked:
            for tail in quarantine.tails(self.path):
                if tail.name not in self._set_aside:
                    head = {"kind": RECOVERED, "at": at, "by": SYSTEM, "file": tail.name}
                    self._write(file, head, {}, quarantine.describe(tail))
            self._tails_checked = True

    def _write(
        self,
        file: BinaryIO,
        head: Mapping[str, Any],
        card: Mapping[str, Any],
        body: Mapping[str, Any],
    ) -> Entry:
        head = {"schema": SCHEMA, **head}
        line, link = seal(self.end.seq + 1, self.end.hash, head, card, body)
        try:
            file.seek(self.end.size)
            rest = memoryview(line)
            while rest:
                rest = rest[file.write(rest) :]
            durable.sync_file(file.fileno())
        except BaseException:
            with contextlib.suppress(OSError):  # if this fails too, a torn tail is left
                file.truncate(self.end.size)
                durable.sync_file(file.fileno())
            raise
        entry = Entry(self.end.seq + 1, self.end.size, len(line), link, head, dict(card))
        self._take(entry)
        return entry

    def _forget(self) -> None:
        self._close_file()
        self._seen[""] = max(self.end, self._seen.get("", Point()))
        self.end, self.origin, self.torn = Point(), "", None
        self.offsets, self._set_aside, self.damages = {}, set(), []
        self._tails_checked = False
        self._follower.clear()
