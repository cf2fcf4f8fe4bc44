"""A copy of the index beside the journal, so that opening need not read every entry.

It can be deleted at any time. It is used only if it is intact and the journal goes on from it;
it also vouches for the journal: one that ends earlier has lost entries.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from sys import intern
from typing import Any

import orjson

from engine import durable
from records.cards import Card
from records.frame import BrokenError, as_json, read_front
from records.index import Index
from records.journal import Journal
from records.merkle import Tree
from records.scan import Point, read_line

_VERSION = 2
_SINGLE = frozenset({"id", "title", "item"})  # as good as never the same twice
_TUPLES = frozenset({"parties", "countries", "rules"})
_NUMBERS = frozenset({"seq", "events", "keep_years", "held"})


def path_of(journal: Path) -> Path:
    return journal.with_name(f"{journal.name}.cards")


def write(journal: Journal, index: Index) -> None:
    """Write the snapshot; a disk that has no room for it is no reason to complain."""
    data = {
        "version": _VERSION,
        "end": [journal.end.seq, journal.end.hash, journal.end.size],
        "origin": journal.origin,
        "offsets": _steps(journal.offsets.values()),
        "seqs": list(journal.offsets) if _has_gaps(journal) else [],
        "set_aside": sorted(journal.set_aside),
        "recovered": index.recovered,
        "events": index.events,
        "numbers": index.numbers,
        "redactions": list(index.redactions.items()),
        "tree": [peak.hex() for peak in index.tree.peaks],
        "last_day": index.last_day,
        "cards": _columns(list(index.cards.values())),
    }
    content = as_json(data)
    digest = sha256(content).hexdigest().encode()
    durable.write_whole(path_of(journal.path), digest + b"\n" + content, synced=False)


def read(journal: Path) -> dict[str, Any] | None:
    """What the snapshot of `journal` holds; None if there is none that is intact."""
    try:
        digest, _, content = path_of(journal).read_bytes().partition(b"\n")
    except OSError:
        return None
    if sha256(content).hexdigest().encode() != digest:
        return None
    data: dict[str, Any] = orjson.loads(content)
    return data if data.get("version") == _VERSION else None


def point_of(data: dict[str, Any]) -> Point:
    """How far the journal went when the snapshot was taken."""
    seq, link, size = data["end"]
    return Point(seq, link, size)


def leads_into(data: dict[str, Any], journal: Path) -> bool:
    """Does the journal hold, where the snapshot ends, the entry that it ends with?"""
    end, offsets = point_of(data), data["offsets"]
    try:
        with journal.open("rb") as file:
            prefix, line = read_line(file, sum(offsets))
            read_front(prefix, line)
    except (OSError, BrokenError):
        return False
    return prefix.hash == end.hash and sum(offsets) + prefix.size == end.size


def restore(data: dict[str, Any], journal: Journal, index: Index) -> None:
    """Have `journal` and `index` go on from the snapshot."""
    seqs = data["seqs"] or range(1, len(data["offsets"]) + 1)
    offsets = dict(zip(seqs, _summed(data["offsets"]), strict=True))
    journal.resume(point_of(data), data["origin"], offsets, set(data["set_aside"]))
    index.cards = {card.id: card for card in _cards(data["cards"])}
    index.numbers = data["numbers"]
    index.recovered = data["recovered"]
    index.events = data["events"]
    index.redactions = dict(data["redactions"])
    index.tree = Tree(len(data["offsets"]), [bytes.fromhex(peak) for peak in data["tree"]])
    index.last_day = data["last_day"]


def _has_gaps(journal: Journal) -> bool:
    return len(journal.offsets) != journal.end.seq


def _steps(offsets: Iterable[int]) -> list[int]:
    steps, before = [], 0
    for offset in offsets:
        steps.append(offset - before)
        before = offset
    return steps


def _summed(steps: Iterable[int]) -> list[int]:
    offsets, at = [], 0
    for step in steps:
        at += step
        offsets.append(at)
    return offsets


def _columns(cards: Sequence[Card]) -> dict[str, Any]:
    """Each field of the cards as a column; what repeats is written once and pointed at."""
    columns: dict[str, Any] = {}
    for field in Card._fields:
        values = [getattr(card, field) for card in cards]
        if field == "saved_at":
            columns[field] = [moment.isoformat() for moment in values]
        elif field in _SINGLE | _NUMBERS:
            columns[field] = values
        else:
            pool: dict[Any, int] = {}
            places = [pool.setdefault(value, len(pool)) for value in values]
            columns[field] = [list(pool), places]
    return columns


def _cards(columns: dict[str, Any]) -> Iterable[Card]:
    filled = []
    for field in Card._fields:
        column = columns[field]
        if field == "saved_at":
            filled.append(list(map(_moment, column)))
        elif field in _SINGLE | _NUMBERS:
            filled.append(column)
        else:
            pool, places = column
            values = [tuple(map(intern, v)) if field in _TUPLES else intern(v) for v in pool]
            filled.append([values[place] for place in places])
    return map(Card._make, zip(*filled, strict=True))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
