"""What can be recorded about a determination later: each kind with what it must say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from records.faults import UnfitEntryError
from records.index import Kind
from records.journal import FullEntry

VERDICTS: Final = ("approve", "return")
HAPPENINGS: Final = ("export", "reexport", "transfer", "termination")


@dataclass(frozen=True, slots=True)
class Later:
    """An entry about a record, before it is saved. `head` is what the list needs to know."""

    kind: Kind
    text: str
    head: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """What was recorded about a determination later. `details` are those of its kind:

    `verdict` of a review, `other` of superseded-by (a record), `file`, `sha256` and `size` of an
    attachment, `what` and `on` of what happened, `entry` of a redaction.
    """

    seq: int
    kind: str
    by: str
    at: datetime
    text: str
    details: Mapping[str, str] = field(default_factory=dict)


def review(verdict: str, text: str) -> Later:
    """A reviewer's word: `verdict` is approve or return."""
    if verdict not in VERDICTS:
        raise UnfitEntryError("Not saved: a review ends in approve or return.")
    return Later(Kind.REVIEW, text, {"verdict": verdict})


def sign_off(text: str) -> Later:
    """A second person stands for the determination too."""
    return Later(Kind.SIGN_OFF, text)


def note(text: str) -> Later:
    return Later(Kind.NOTE, text)


def correction(text: str) -> Later:
    """What is wrong in a record, in words; the record stays as it is."""
    return Later(Kind.CORRECTION, text)


def attachment(file: Path, text: str) -> Later:
    """The digest of a file that is kept elsewhere. Raises UnfitEntryError if it cannot be read."""
    try:
        with file.open("rb") as content:
            digest = file_digest(content, "sha256").hexdigest()
            size = content.tell()
    except OSError as error:
        raise UnfitEntryError(f"Not saved: {file} cannot be read: {error.strerror}.") from None
    return Later(
        Kind.ATTACHMENT, text, body={"file": file.name, "sha256": digest, "size": str(size)}
    )


def happened(what: str, on: date, text: str) -> Later:
    """The deal was exported, reexported, transferred or ended on a day: the time to keep the
    record counts from the latest of these (15 CFR 762.6(a))."""
    if what not in HAPPENINGS:
        raise UnfitEntryError(f"Not saved: say which of these happened: {', '.join(HAPPENINGS)}.")
    return Later(Kind.HAPPENED, text, {"what": what, "on": on.isoformat()})


def legal_hold(text: str) -> Later:
    """Nothing of the record may be disposed of until the hold is released (15 CFR 762.6(b))."""
    return Later(Kind.LEGAL_HOLD, text)


def hold_released(text: str) -> Later:
    return Later(Kind.HOLD_RELEASED, text)


_DETAILS: Final = ("verdict", "other", "what", "on", "entry", "file", "sha256", "size")


def event_of(record: str, entry: FullEntry, body: Mapping[str, Any]) -> Event:
    """The event of `record` that `entry` tells of, with the body that is left of it."""
    head = entry.head
    kind, text, details = head["kind"], body.get("text", ""), {**body, **head}
    if head.get("supersedes") == record:
        kind, text = Kind.SUPERSEDED_BY, body.get("why", "")
        details = {"other": head["record"]}
    return Event(
        entry.seq,
        str(kind),
        head["by"],
        datetime.fromisoformat(head["at"]),
        text,
        {name: str(details[name]) for name in _DETAILS if name in details},
    )
