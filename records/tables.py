"""The journal as a TinyDB database, through TinyDB's own extension points.

`JournalDB(path, storage=JournalStorage)` has one table, `entries`; a document's id is the number
of its entry. TinyDB's reading and queries work as ever. `insert` appends; whatever would change
or remove an entry raises AppendOnlyError.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from engine import durable
from records import bodies
from records.faults import AppendOnlyError
from records.journal import Follower, FullEntry, Journal
from records.scan import Entry

ENTRIES = "entries"
_PARTS = ("card", "body")
_DIGESTS = frozenset({"card_sha256", "body_sha256"})


class Ignore:
    """A follower that keeps nothing."""

    def add(self, entry: Entry) -> None: ...

    def clear(self) -> None: ...


class JournalStorage(Storage):
    """A TinyDB storage whose state is the journal: read on demand, never written as a whole."""

    def __init__(
        self, path: str | Path, follower: Follower | None = None, wait: float = 30.0
    ) -> None:
        self.journal = Journal(Path(path), follower or Ignore(), wait)

    def read(self) -> dict[str, dict[str, Any]] | None:
        self.journal.refresh()
        return {ENTRIES: _Documents(self.journal)} if self.journal.offsets else None  # type: ignore[dict-item]

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        _refuse()

    def close(self) -> None:
        self.journal.close()


class JournalTable(Table):
    """The table of entries. Nothing is cached: another process may have appended."""

    def __init__(
        self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        if name != ENTRIES or not isinstance(storage, JournalStorage):
            raise AppendOnlyError(f"Records have one table, {ENTRIES!r}; there is no {name!r}.")
        super().__init__(storage, name, cache_size=0)
        self._journal = storage.journal

    def insert(self, document: Mapping[str, Any]) -> int:
        """Append an entry, on disk when this returns; its number is the document's id."""
        if isinstance(document, Document):
            raise AppendOnlyError("The journal numbers its entries: insert a plain mapping.")
        head = {key: value for key, value in document.items() if key not in _PARTS}
        card, body = (document.get(part) or {} for part in _PARTS)
        return self._journal.append(head, card, body).seq

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Append entries one by one; those before one that fails stay saved."""
        return [self.insert(document) for document in documents]

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> NoReturn:
        _refuse()


class JournalDB(TinyDB):
    """TinyDB over a journal: `JournalDB(path, storage=JournalStorage)`."""

    table_class = JournalTable
    default_table_name = ENTRIES


class _Documents(Mapping[str, dict[str, Any]]):
    """The entries as TinyDB wants its documents: by number as text. Read when asked for."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __getitem__(self, number: str) -> dict[str, Any]:
        seq = int(number)
        if seq not in self._journal.offsets:
            raise KeyError(number)
        return as_document(self._journal.read(seq))

    def __iter__(self) -> Iterator[str]:
        return map(str, list(self._journal.offsets))

    def __len__(self) -> int:
        return len(self._journal.offsets)


def as_document(entry: FullEntry) -> dict[str, Any]:
    """The document that an entry is for TinyDB: what was inserted, without salts and digests."""
    document = {key: value for key, value in entry.head.items() if key not in _DIGESTS}
    body = entry.body if entry.body is None else bodies.unpack(entry.body)
    for name, part in zip(_PARTS, (entry.card, body), strict=True):
        unsalted = part if part is None else {k: v for k, v in part.items() if k != "salt"}
        document[name] = unsalted
    return document


def write_stock_file(journal: Journal, target: Path) -> int:
    """Write every entry to `target` as a file that stock TinyDB opens; returns how many."""
    journal.refresh()
    documents = dict(_Documents(journal))
    durable.write_whole(target, json.dumps({ENTRIES: documents}).encode())
    return len(documents)


def _refuse() -> NoReturn:
    raise AppendOnlyError(
        "A saved entry is never changed or removed. Save a correction, or a determination that "
        "supersedes it."
    )
