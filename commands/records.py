"""`navicert records`: list, read and verify what was saved."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commands import exits
from commands.talk import give, say

if TYPE_CHECKING:
    from records.store import Records


@contextmanager
def opened() -> "Iterator[Records]":
    """The database of records; whatever the disk refuses becomes a `RecordsError`."""
    from records.faults import RecordsError
    from records.locations import records_file
    from records.store import open_records

    try:
        with open_records(records_file()) as records:
            yield records
    except OSError as error:
        raise RecordsError(f"{records_file()} cannot be used: {error.strerror or error}") from error


def declare(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="one line for each record, oldest first")
    show = actions.add_parser("show", help="one record, with what happened to it later")
    show.add_argument("id", metavar="ID", help="a record's id, as the list shows it")
    show.add_argument("--full", action="store_true", help="add the facts and the tree of rules")
    show.add_argument("--deal", action="store_true", help="print the saved deal file alone")
    actions.add_parser("verify", help="check every byte and every link of the journal")
    for parser_of_action in (listing, show):
        parser_of_action.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    with opened() as records:
        if records.damages:
            for damage in records.damages:
                say(f"navicert: altered: {damage}")
        if options.action == "verify":
            return _verify(records)
        action = _list if options.action == "list" else _show
        action(records, options)
        return exits.RECORDS if records.damages else exits.DONE


def _verify(records: "Records") -> int:
    """Say whether every entry is as it was saved, and name the first that is not."""
    found = records.verify()
    entries = "1 entry" if found.entries == 1 else f"{found.entries:,} entries"
    if found.sound:
        give(f"{entries}, as they were saved. Head: {found.end.hash}")
        give("Write the number and the head down elsewhere: a chain alone cannot show that it was")
        give("made anew, or that its end is missing.")
    for finding in found.findings:
        give(f"ALTERED {finding}")
    if found.torn is not None:
        give(f"UNFINISHED {found.torn}: a save that was cut off, of which nobody was told")
    return exits.DONE if found.sound else exits.RECORDS


def _list(records: "Records", options: argparse.Namespace) -> None:
    cards = records.cards()
    if options.json:
        rows = [
            {
                "id": card.id,
                "saved_at": card.saved_at.isoformat(),
                "by": card.by,
                "title": card.title,
                "outcome": card.outcome,
                "as_of": card.as_of,
                "regime": card.regime,
            }
            for card in cards
        ]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
        return
    if not cards:
        say("Nothing saved yet. “navicert determine DEAL --save” saves a determination.")
    for card in cards:
        give(f"{card.id}  {card.saved_at:%Y-%m-%d}  {card.outcome:<19}  {card.by}  {card.title}")


def _show(records: "Records", options: argparse.Namespace) -> None:
    record = records.get(options.id)
    if options.deal:
        give((record.deal_text or "").rstrip("\n"))
        return
    if options.json:
        data = {
            "id": record.id,
            "saved_at": record.saved_at.isoformat(),
            "by": record.by,
            "why": record.why,
            "ruleset": record.ruleset_digest,
            "deal": record.deal_text,
            "determination": record.determination,
            "events": [
                {"kind": event.kind, "by": event.by, "at": event.at.isoformat(), "text": event.text}
                for event in record.events
            ],
        }
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        return
    from commands.memo import memo

    give(f"Record {record.id}, saved {record.saved_at:%Y-%m-%d %H:%M} UTC by {record.by}")
    give(f"Why: {record.why}\n")
    if record.determination is None:
        give("The text of this determination was removed.")
    else:
        give(memo(record.determination, options.full))
    for event in record.events:
        give(f"\n{event.at:%Y-%m-%d} {event.kind} by {event.by}: {event.text}")
