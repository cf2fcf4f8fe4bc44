"""A record as the outline of a report: the memo, what was recorded later, the deal, the digests."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from records.events import Event
from records.record import Record
from records.reports.outline import Line, Section, outline
from records.retention import keep_until, why_not_due
from records.store import Records

_KINDS: Final = {
    "review": "Review",
    "sign-off": "Sign-off",
    "note": "Note",
    "correction": "Correction",
    "attachment": "Attachment",
    "happened": "What happened",
    "legal-hold": "Legal hold",
    "hold-released": "Hold released",
    "superseded-by": "Superseded",
    "redaction": "Redaction",
}


def report_outline(records: Records, record: Record, now: datetime, full: bool) -> list[Section]:
    """The sections of the report of a record, as it stands `now`."""
    sections = [Section(f"Record {record.id}", tuple(_saved(record)))]
    if record.determination is None:
        told = "What was determined has been taken out of this record; its entries tell by whom."
        sections.append(Section("", (Line(told),)))
    else:
        sections += outline(record.determination, full)
    if record.events:
        sections.append(Section("Recorded later", tuple(_later(record))))
    sections.append(Section("How long it is kept", tuple(_kept(record, now))))
    if record.deal_text:
        lines = tuple(Line(line) for line in record.deal_text.rstrip("\n").split("\n"))
        sections.append(Section("Deal file", lines, appendix=True, verbatim=True))
    sections.append(Section("Digests", tuple(_digests(records, record, now)), appendix=True))
    return sections


def event_words(event: Event) -> str:
    """What an event says, in one sentence."""
    details = event.details
    told = {
        "review": f"{details.get('verdict', '')}: ",
        "attachment": f"{details.get('file', '')} ({details.get('size', '')} bytes, SHA-256"
        f" {details.get('sha256', '')}): ",
        "happened": f"{details.get('what', '')} on {details.get('on', '')}: ",
        "superseded-by": f"by {details.get('other', '')}: ",
        "redaction": f"of entry {details.get('entry', '')}: ",
    }.get(event.kind, "")
    return f"{_KINDS.get(event.kind, event.kind)}, {told}{event.text}"


def _saved(record: Record) -> Iterator[Line]:
    yield Line(f"Saved {record.saved_at:%Y-%m-%d %H:%M} UTC by {record.by}.")
    yield Line(f"Why: {record.why or 'not said'}")
    if record.card.supersedes:
        yield Line(f"It takes the place of {record.card.supersedes}.")
    if record.card.superseded_by:
        yield Line(f"SUPERSEDED by {record.card.superseded_by}.")
    if record.redacted:
        yield Line("REDACTED: parts of it were taken out; what is shown is what is left.")


def _later(record: Record) -> Iterator[Line]:
    for event in record.events:
        yield Line(f"{event.at:%Y-%m-%d %H:%M} UTC, {event.by}. {event_words(event)}", "  - ")


def _kept(record: Record, now: datetime) -> Iterator[Line]:
    until = keep_until(record.card)
    if until is not None:
        yield Line(f"It is to be kept until {until.isoformat()}.")
    why = why_not_due(record.card, now.date())
    yield Line(f"Not to be disposed of: {why}." if why else "Its time is over.")


def _digests(records: Records, record: Record, now: datetime) -> Iterator[Line]:
    end = records.end
    yield Line(f"Entry {record.seq}, hash {record.entry_hash}", "  - ")
    yield Line(f"Determination, SHA-256 {record.determination_sha256 or 'taken out'}", "  - ")
    yield Line(f"Ruleset {record.ruleset_digest}", "  - ")
    yield Line(f"Text of the ruleset, SHA-256 {record.ruleset_archive or 'not kept'}", "  - ")
    made = record.recorded_on
    yield Line(
        f"Saved on host {made.get('host') or '?'}, account {made.get('account') or '?'}, Navicert"
        f" {made.get('navicert') or '?'}",
        "  - ",
    )
    yield Line(
        f"The journal had {end.seq:,} entries when this was printed, {now:%Y-%m-%d %H:%M} UTC;"
        f" head {end.hash}",
        "  - ",
    )
