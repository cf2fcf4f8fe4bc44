"""Takes parts out of entries, so that the chain still holds and tells what was done, and why.

The whole journal is written anew beside itself, with `null` in place of the parts and further
entries that tell of them, and then put in its place. A kill leaves the one file or the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from engine import durable
from records import bodies
from records.faults import AlteredError, cannot_save
from records.frame import SCHEMA, as_json, seal, without_parts
from records.journal import FullEntry, Journal
from records.scan import read_line

MARK: Final = "(redacted)"  # a plain word also in YAML, where brackets would make a list
SHORTEST: Final = 3  # signs of a text to blot out: a shorter one stands in half of the words


@dataclass(frozen=True, slots=True)
class Removal:
    """An entry that loses its card and body, and what is left of them to be told instead."""

    seq: int
    card: Mapping[str, Any] | None
    body: Mapping[str, Any] | None


def blot_out(entry: FullEntry, texts: Sequence[str]) -> Removal | None:
    """The removal of `texts` wherever they stand in the entry; None if they stand nowhere."""
    body = None if entry.body is None else bodies.unpack(entry.body)
    before = [_unsalted(entry.card), _unsalted(body)]
    card, left = after = [_blotted(part, texts) for part in before]
    if before == after:
        return None
    if left is not None and bodies.DEFLATED in (entry.body or {}):
        left.update(bodies.pack(as_json(left.pop(bodies.CLEAR))))
    return Removal(entry.seq, card, left)


def rewrite(
    journal: Journal, removals: Sequence[Removal], head: Mapping[str, Any], why: str
) -> None:
    """Have the journal hold its entries without the parts of `removals`, and at its end an entry
    for each that tells of it, whose head is `head` with the number of the entry.

    To be called within `journal.exclusive()`. Raises AlteredError, CannotSaveError.
    """
    if journal.damages:
        raise AlteredError(f"Not redacted: {journal.path} is not as it was saved: verify it first.")
    path = journal.path
    try:
        with durable.whole_file(path) as target, path.open("rb") as source:
            _copy(journal, source, target, {removal.seq for removal in removals})
            _tell(journal, target, removals, head, why)
    except OSError as error:
        raise cannot_save(path, error) from error
    journal.refresh()


def _copy(journal: Journal, source: BinaryIO, target: BinaryIO, removed: set[int]) -> None:
    at = 0
    for seq in sorted(removed):
        offset = journal.offsets[seq]
        source.seek(at)
        durable.copy_bytes(source, target, offset - at)
        prefix, line = read_line(source, offset)
        target.write(without_parts(line))
        at = offset + prefix.size
    source.seek(at)
    durable.copy_bytes(source, target, journal.end.size - at)


def _tell(
    journal: Journal,
    target: BinaryIO,
    removals: Sequence[Removal],
    head: Mapping[str, Any],
    why: str,
) -> None:
    seq, link = journal.end.seq, journal.end.hash
    for removal in removals:
        seq += 1
        told = {"schema": SCHEMA, **head, "entry": removal.seq}
        line, link = seal(
            seq,
            link,
            told,
            {} if removal.card is None else {"card": removal.card},
            {"text": why} | ({} if removal.body is None else {"body": removal.body}),
        )
        target.write(line)


def content_of(journal: Journal, seq: int, redactions: Mapping[int, int]) -> dict[str, Any]:
    """The body of the entry `seq`, or what a redaction left of it; empty if nothing is left.

    `redactions` gives, for an entry that lost its parts, the one that tells of it. Raises
    AlteredError.
    """
    entry = journal.read(seq)
    if entry.body is not None or seq not in redactions:
        return entry.body or {}
    left = content_of(journal, redactions[seq], redactions).get("body")
    return left if isinstance(left, dict) else {}


def _unsalted(part: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if part is None else {k: v for k, v in part.items() if k != "salt"}


def _blotted(value: Any, texts: Sequence[str]) -> Any:
    if isinstance(value, str):
        for text in texts:
            value = value.replace(text, MARK)
        return value
    if isinstance(value, Mapping):
        return {_blotted(key, texts): _blotted(part, texts) for key, part in value.items()}
    if isinstance(value, list):
        return [_blotted(part, texts) for part in value]
    return value
