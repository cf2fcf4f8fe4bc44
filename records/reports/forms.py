"""The report of a record in each of its forms."""

import json
from datetime import datetime
from typing import Any, Final

from engine.reading.typed_text import printable
from records.record import Record
from records.reports.html import as_html
from records.reports.markdown import as_markdown
from records.reports.record import report_outline
from records.reports.text import as_text
from records.store import Records

SUFFIXES: Final = {"text": ".txt", "md": ".md", "html": ".html", "json": ".json"}
"""The forms, with the suffix of a file of each."""


def report(records: Records, record_id: str, form: str, now: datetime, full: bool) -> str:
    """The report of the record. Raises NoSuchRecordError or AlteredError."""
    record = records.get(record_id)
    if form == "json":
        return json.dumps(_data(records, record, now), ensure_ascii=False, indent=2) + "\n"
    sections = report_outline(records, record, now, full)
    if form == "html":
        return as_html(f"Record {record.id}: {record.card.title or 'Untitled deal'}", sections)
    if form == "md":
        return as_markdown(sections)
    return printable(as_text(sections)) + "\n"


def _data(records: Records, record: Record, now: datetime) -> dict[str, Any]:
    end = records.end
    return {
        "id": record.id,
        "saved_at": record.saved_at.isoformat(),
        "by": record.by,
        "why": record.why,
        "redacted": record.redacted,
        "supersedes": record.card.supersedes,
        "superseded_by": record.card.superseded_by,
        "ruleset": record.ruleset_digest,
        "ruleset_archive_sha256": record.ruleset_archive,
        "determination_sha256": record.determination_sha256,
        "recorded_on": dict(record.recorded_on),
        "entry": {"number": record.seq, "hash": record.entry_hash},
        "journal": {"entries": end.seq, "head": end.hash, "printed_at": now.isoformat()},
        "deal": record.deal_text,
        "determination": record.determination,
        "events": [
            {
                "entry": event.seq,
                "kind": event.kind,
                "by": event.by,
                "at": event.at.isoformat(),
                "text": event.text,
                **event.details,
            }
            for event in record.events
        ],
    }
