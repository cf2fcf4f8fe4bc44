"""What became of a record, in words: banners, later entries, how long it is kept, digests."""

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from records.reports.record import event_words
from records.retention import keep_until, why_not_due
from screens.plain import beside, lines, plain
from screens.services import SavedRecord


def banners(saved: SavedRecord) -> Iterator[str]:
    """What a reader has to know before anything else; a line each."""
    card, record = saved.card, saved.record
    if any(trouble.startswith("ALTERED") for trouble in saved.troubles):
        yield "THE JOURNAL IS ALTERED elsewhere than here: verify it before you rely on it."
    if card.superseded_by:
        yield f"SUPERSEDED by {card.superseded_by}."
    if record.determination is None:
        yield "TAKEN OUT: what was determined is no longer held; its entries tell by whom and why."
    elif record.redacted:
        yield "REDACTED: parts of it were taken out; what is shown is what is left."
    if card.review == "return":
        yield "RETURNED by a reviewer: see its history."
    if saved.awaits:
        yield "AWAITS SIGN-OFF by a second person, as the house wants it."
    if any(event.kind == "correction" for event in record.events):
        yield "CORRECTED: something in it is wrong; see its history."
    if card.held:
        yield "LEGAL HOLD: nothing of it may be disposed of."


def history_text(saved: SavedRecord, today: date) -> Content:
    """Everything that was recorded of it, in order, and what proves it."""
    record, card = saved.record, saved.card
    parts: list[Content] = [
        plain("What was recorded", "bold $text-primary"),
        _entry(
            record.seq,
            f"{record.saved_at.astimezone():%Y-%m-%d %H:%M}",
            record.by,
            "Determination, saved"
            + (f" in place of {card.supersedes}" if card.supersedes else "")
            + f": {record.why or '(taken out)'}",
        ),
    ]
    for event in record.events:
        words = event_words(event) if event.text else f"{event_words(event)}(taken out)"
        parts.append(_entry(event.seq, f"{event.at.astimezone():%Y-%m-%d %H:%M}", event.by, words))
    if not record.events:
        parts.append(plain("Nothing was recorded of it later. a records something.", "$text-muted"))
    parts += [plain(""), plain("How long it is kept", "bold $text-primary")]
    until = keep_until(card)
    if until is not None:
        parts.append(plain(f"To be kept until {until.isoformat()}."))
    why = why_not_due(card, today)
    parts.append(
        plain(f"Not to be disposed of: {why}." if why else "Its time is over: d disposes.")
    )
    parts += [plain(""), plain("What proves it", "bold $text-primary"), *_digests(saved)]
    return lines(*parts)


def _entry(seq: int, when: str, by: str, words: str) -> Content:
    return beside(plain(f"{when}  {by}", "bold"), plain(f"  (entry {seq})\n    {words}"))


def _digests(saved: SavedRecord) -> Iterator[Content]:
    record, end = saved.record, saved.end
    made = record.recorded_on
    yield plain(f"Entry {record.seq}, hash {record.entry_hash}")
    yield plain(f"Determination, SHA-256 {record.determination_sha256 or 'taken out'}")
    yield plain(f"Ruleset {record.ruleset_digest}")
    yield plain(f"Text of the ruleset, SHA-256 {record.ruleset_archive or 'not kept'}")
    yield plain(
        f"Saved on host {made.get('host') or '?'}, account {made.get('account') or '?'}, Navicert"
        f" {made.get('navicert') or '?'}"
    )
    yield plain(f"Journal {saved.path}")
    yield plain(f"It has {end.seq:,} entries, {end.size:,} bytes; head {end.hash}")
