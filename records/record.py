"""One saved determination, read from the journal with what was recorded of it later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records import bodies, snapshot
from records.cards import Card, card_of, with_later
from records.events import Event, event_of
from records.faults import AlteredError
from records.index import Index, Kind
from records.journal import Journal
from records.redaction import content_of


@dataclass(frozen=True, slots=True)
class Record:
    """One saved determination, checked against its digests.

    `entry_hash` is its place in the chain, `determination_sha256` the digest of the determination
    as `determination_bytes` writes it, `ruleset_archive` that of the ruleset's kept text. The
    deal and the determination are None where their text was removed.
    """

    id: str
    seq: int
    entry_hash: str
    card: Card
    saved_at: datetime
    by: str
    why: str
    deal_text: str | None
    determination: dict[str, Any] | None
    determination_sha256: str
    ruleset_digest: str
    ruleset_archive: str
    recorded_on: Mapping[str, str]  # host, account and version of Navicert
    redacted: bool  # parts of it were taken out: what is shown is what is left
    events: tuple[Event, ...]


def read_record(journal: Journal, index: Index, card: Card) -> Record:
    """The record of `card`, every byte of it checked. Raises AlteredError."""
    record = card.id
    entry = journal.read(card.seq)
    if (entry.head.get("kind"), entry.head.get("record")) != (Kind.DETERMINATION, record):
        raise AlteredError(
            f"The list of {journal.path} is not what was saved: delete "
            f"{snapshot.path_of(journal.path).name} and open it again."
        )
    if entry.card is not None:
        card = with_later(card_of(entry.seq, entry.head, entry.card), card)
    body = bodies.unpack(content_of(journal, card.seq, index.redactions))
    return Record(
        id=record,
        seq=entry.seq,
        entry_hash=entry.hash,
        card=card,
        saved_at=card.saved_at,
        by=card.by,
        why=body.get("why", ""),
        deal_text=body.get("deal"),
        determination=body.get(bodies.CLEAR),
        determination_sha256=body.get("determination_sha256", ""),
        ruleset_digest=card.ruleset,
        ruleset_archive=body.get("ruleset_archive", ""),
        recorded_on=body.get("recorded_on", {}),
        redacted=entry.body is None,
        events=tuple(
            event_of(record, journal.read(seq), content_of(journal, seq, index.redactions))
            for seq in index.events.get(record, ())
        ),
    )
