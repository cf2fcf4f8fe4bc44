"""Holds a whole journal against its chain: every byte, every link, every digest."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from records.journal import Follower
from records.scan import Damage, Entry, Point, scan

REDACTION = "redaction"


@dataclass(frozen=True, slots=True)
class Finding:
    """An entry that is not what was saved. `record` is empty where the entry cannot be read."""

    seq: int
    record: str
    offset: int
    what: str

    def __str__(self) -> str:
        named = f"entry {self.seq}" + (f" (record {self.record})" if self.record else "")
        return f"{named}, at byte {self.offset}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. `torn` is a save that never finished: no alteration, and nobody was told
    that it was saved. `end` is the size and head to write down outside of this machine."""

    entries: int
    end: Point
    findings: tuple[Finding, ...]
    torn: Finding | None
    recovered: int  # torn tails that were set aside earlier

    @property
    def sound(self) -> bool:
        """Nothing was altered."""
        return not self.findings

    @property
    def first(self) -> Finding | None:
        """The first entry that does not fit."""
        return self.findings[0] if self.findings else None


def verify_file(
    path: Path,
    points: Iterable[Point] = (),
    *,
    end: int | None = None,
    follower: Follower | None = None,
    reached_byte: Callable[[int, int], None] = lambda done, whole: None,
) -> Verification:
    """Verify the journal at `path`, up to the byte `end`; `follower` is told of every entry, and
    `reached_byte` after each how many bytes of how many were checked. What it raises ends the
    verification.

    `points` are heads that were noted elsewhere: each must be in the chain, which is what finds
    a tail that was dropped or a chain that was computed anew.
    """
    awaited = {(point.seq, point.hash): point for point in points if point.seq}
    if not path.exists():
        gone = "it was there once, and the file is gone"
        lost = tuple(Finding(seq, "", 0, gone) for seq in sorted({seq for seq, _ in awaited}))
        return Verification(0, Point(), lost, None, 0)
    findings: list[Finding] = []
    torn: Finding | None = None
    removed: dict[int, Finding] = {}
    entries = recovered = 0
    reached = Point()
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size if end is None else end
        for found in scan(file, Point(), size, bodies=True):
            reached_byte(found.offset + found.size, size)
            if isinstance(found, Damage):
                finding = Finding(found.seq, "", found.offset, found.what)
                if found.torn:
                    torn = finding
                else:
                    findings.append(finding)
                continue
            entries += 1
            if follower is not None:
                follower.add(found)
            reached = Point(found.seq, found.hash, found.offset + found.size)
            recovered += found.head.get("kind") == "recovered-tail"
            if found.head.get("kind") == REDACTION:
                removed.pop(int(found.head.get("entry", 0)), None)
            if found.card is None or found.body_removed:
                removed[found.seq] = _removed(found)
            awaited.pop((found.seq, found.hash), None)
    findings += removed.values()
    findings += [
        Finding(point.seq, "", point.size, _missing(point, reached)) for point in awaited.values()
    ]
    findings.sort(key=lambda finding: finding.seq)
    return Verification(entries, reached, tuple(findings), torn, recovered)


def _removed(entry: Entry) -> Finding:
    what = "a part of it was removed, and no redaction is on record"
    return Finding(entry.seq, str(entry.head.get("record", "")), entry.offset, what)


def _missing(point: Point, reached: Point) -> str:
    if point.seq > reached.seq:
        return f"it was there once, and the file ends at entry {reached.seq}: a tail was dropped"
    return "its hash is not the one that was noted: the chain was computed anew"
