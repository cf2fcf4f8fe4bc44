"""Reads the lines of a journal in order and holds each against the chain.

What fits comes out as an `Entry`, what does not as `Damage`; after a damaged line reading goes on
at the next one, so that one changed byte never hides the rest of the records.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple

from records.frame import (
    END,
    GENESIS,
    PREFIX_SIZE,
    REMOVED,
    START,
    BrokenError,
    Prefix,
    check_body,
    read_front,
    read_prefix,
)

_WINDOW = 4096
_SECTOR = 512


class Entry(NamedTuple):
    """An entry that fits the chain. `card` is None if it was removed; the body stays on disk,
    unless `body_removed`."""

    seq: int
    offset: int
    size: int
    hash: str
    head: dict[str, Any]
    card: dict[str, Any] | None
    body_removed: bool = False


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are not what was saved. `seq` is the first entry that does not fit.

    `torn` marks the remains of a save that never finished: nobody was told that it was saved.
    `whole` marks a torn entry of which only the line end is missing. `link` marks an entry that
    is sound by itself and follows as an `Entry`, but does not belong in this place. `hash` is
    the hash that the damaged line bears.
    """

    seq: int
    offset: int
    size: int
    what: str
    torn: bool = False
    whole: bool = False
    link: bool = False
    hash: str = ""

    def __str__(self) -> str:
        return f"entry {self.seq}, at byte {self.offset}: {self.what}"


class Point(NamedTuple):
    """How far a chain goes: the number of its last entry, that one's hash, and the size."""

    seq: int = 0
    hash: str = GENESIS
    size: int = 0


def scan(file: BinaryIO, start: Point, end: int, *, bodies: bool) -> Iterator[Entry | Damage]:
    """Everything between `start` and the byte `end`, in order.

    With `bodies` every byte is checked. Without, the bodies of all but the last entry are
    skipped: an entry's body is checked when it is read.
    """
    at, seq, link = start.size, start.seq, start.hash
    while at < end:
        try:
            entry, prefix = _read_entry(file, at, end, bodies=bodies)
        except BrokenError as broken:
            following = _next_line(file, at + 1, end)
            if following is None:
                yield _judge_tail(file, at, end, seq + 1, str(broken))
                return
            seq, link = seq + 1, _claimed_hash(file, at)
            yield Damage(seq, at, following - at, str(broken), hash=link)
            at = following
            continue
        if entry.seq != seq + 1 or prefix.prev != link:
            what = _break_of_chain(seq + 1, entry.seq)
            yield Damage(seq + 1, at, entry.size, what, link=True)
        yield entry
        at, seq, link = at + entry.size, entry.seq, entry.hash


def read_line(file: BinaryIO, offset: int) -> tuple[Prefix, bytes]:
    """The whole line at `offset`."""
    file.seek(offset)
    raw = file.read(PREFIX_SIZE)
    prefix = read_prefix(raw)
    return prefix, raw + _exactly(file, prefix.size - len(raw))


def _read_entry(file: BinaryIO, at: int, end: int, *, bodies: bool) -> tuple[Entry, Prefix]:
    file.seek(at)
    raw = file.read(min(_WINDOW, end - at))
    prefix = read_prefix(raw)
    if at + prefix.size > end:
        raise BrokenError("it is cut short")
    last = at + prefix.size == end
    needed = prefix.size if bodies or last else prefix.card_end
    if len(raw) < needed:
        raw += _exactly(file, needed - len(raw))
    head, card = read_front(prefix, raw)
    if bodies or last:
        check_body(prefix, raw[: prefix.size], head)
    # a body that is there has a salt, and so is longer than the mark of one that is not
    removed = prefix.body_end - prefix.body_start == len(REMOVED)
    return Entry(prefix.seq, at, prefix.size, prefix.hash, head, card, removed), prefix


def _exactly(file: BinaryIO, size: int) -> bytes:
    parts = []
    while size > 0:
        part = file.read(size)
        if not part:
            raise BrokenError("it is cut short")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _break_of_chain(expected: int, found: int) -> str:
    if found > expected:
        return f"entry {found} stands in its place: entries were removed or moved"
    if found < expected:
        return f"entry {found} stands in its place again: it was repeated or moved"
    return "it does not follow from the entry before it"


def _next_line(file: BinaryIO, start: int, end: int) -> int | None:
    """Where the next line that begins like an entry begins."""
    mark = b"\n" + START
    at, kept = start, b""
    while at < end:
        file.seek(at)
        part = file.read(min(1 << 20, end - at))
        if not part:
            return None
        found = (kept + part).find(mark)
        if found >= 0:
            return at - len(kept) + found + 1
        kept = (kept + part)[-len(mark) + 1 :]
        at += len(part)
    return None


def _claimed_hash(file: BinaryIO, at: int) -> str:
    """The hash that a damaged line bears, so that one changed entry is one finding."""
    file.seek(at + 104)
    return file.read(64).decode("ascii", "replace")


def _judge_tail(file: BinaryIO, at: int, end: int, seq: int, what: str) -> Damage:
    """Tell the remains of an unfinished save from a last entry that somebody changed.

    An unfinished save is cut short, or holds zeros where whole sectors never reached the disk.
    """
    file.seek(at)
    tail = _exactly(file, end - at)
    if b"\n" in tail[:-1]:  # a save writes one line
        return Damage(seq, at, len(tail), what)
    if tail.endswith(b"\n"):
        return Damage(seq, at, len(tail), what, torn=_has_lost_sectors(tail, at))
    if _is_whole(tail[:-1] + b"\n"):  # all there, and the line end is another character
        return Damage(seq, at, len(tail), "its line end was changed")
    return Damage(seq, at, len(tail), what, torn=True, whole=_is_whole(tail + b"\n"))


def _is_whole(line: bytes) -> bool:
    try:
        prefix = read_prefix(line)
        if prefix.size != len(line) or not line.endswith(END):
            return False
        head, _ = read_front(prefix, line)
        check_body(prefix, line, head)
    except BrokenError:
        return False
    return True


def _has_lost_sectors(tail: bytes, offset: int) -> bool:
    """Is there a run of zeros that begins and ends where sectors do, or where the tail does?

    An entry holds no zero byte, so a single changed bit is not taken for a lost sector.
    """
    start = tail.find(b"\0")
    while start >= 0:
        stop = len(tail) - len(tail[start:].lstrip(b"\0"))
        starts_there = start == 0 or (offset + start) % _SECTOR == 0
        ends_there = stop == len(tail) or (offset + stop) % _SECTOR == 0
        if starts_there and ends_there:
            return True
        start = tail.find(b"\0", stop)
    return False
