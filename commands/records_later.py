"""The actions of `navicert records` that add an entry about a record."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands import exits
from commands.records_read import day_of
from commands.talk import say

if TYPE_CHECKING:
    from records.events import Later
    from records.store import Records


def declare(actions: Any) -> None:
    review = _action(actions, "review", "approve a record, or return it", _review)
    review.add_argument("verdict", choices=("approve", "return"))
    _action(actions, "sign-off", "stand for a record as a second person", _sign_off)
    _action(actions, "note", "add anything to remember", _note)
    _action(actions, "correct", "say what is wrong in a record; it stays as it is", _correct)
    attach = _action(
        actions, "attach", "record the digest of a file that is kept elsewhere", _attach
    )
    attach.add_argument("file", metavar="FILE", type=Path)
    happened = _action(
        actions, "happened", "record an export, reexport, transfer or the end", _happened
    )
    happened.add_argument("what", choices=("export", "reexport", "transfer", "termination"))
    happened.add_argument("--on", metavar="DATE", required=True, help="the day on which it did")
    _action(actions, "hold", "lay a legal hold on a record", _hold)
    _action(actions, "release", "release a legal hold", _release)
    supersede = _action(actions, "supersede", "say that another record takes its place", None)
    supersede.add_argument("other", metavar="OTHER")
    supersede.set_defaults(act=_supersede)
    redact = _action(actions, "redact", "blot a text out of a record; the chain still holds", None)
    redact.add_argument(
        "--text",
        metavar="TEXT",
        action="append",
        required=True,
        help="what to blot out; may be given again",
    )
    redact.set_defaults(act=_redact)
    dispose = _action(actions, "dispose", "take out what is due, after the time to keep it", None)
    dispose.set_defaults(act=_dispose)


def _action(
    actions: Any, name: str, words: str, later: "Callable[[argparse.Namespace], Later] | None"
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=words)
    parser.add_argument("id", metavar="ID", help="a record's id, as the list shows it")
    parser.add_argument("--by", metavar="NAME", required=True, help="who does it")
    parser.add_argument("--why", metavar="TEXT", required=True, help="why, or what is to be said")
    parser.set_defaults(needs_records=True)
    if later is not None:
        parser.set_defaults(act=_add, later=later)
    return parser


def _add(records: "Records", options: argparse.Namespace) -> int:
    seq = records.add(options.id, options.later(options), by=options.by, now=datetime.now(UTC))
    say(f"saved as entry {seq}")
    return exits.DONE


def _review(options: argparse.Namespace) -> "Later":
    from records import events

    return events.review(options.verdict, options.why)


def _sign_off(options: argparse.Namespace) -> "Later":
    from records import events

    return events.sign_off(options.why)


def _note(options: argparse.Namespace) -> "Later":
    from records import events

    return events.note(options.why)


def _correct(options: argparse.Namespace) -> "Later":
    from records import events

    return events.correction(options.why)


def _attach(options: argparse.Namespace) -> "Later":
    from records import events

    return events.attachment(options.file, options.why)


def _happened(options: argparse.Namespace) -> "Later":
    from records import events

    day = day_of(options.on, "--on")
    assert day is not None
    return events.happened(options.what, day, options.why)


def _hold(options: argparse.Namespace) -> "Later":
    from records import events

    return events.legal_hold(options.why)


def _release(options: argparse.Namespace) -> "Later":
    from records import events

    return events.hold_released(options.why)


def _supersede(records: "Records", options: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    seq = records.supersede(options.id, options.other, options.by, options.why, now)
    say(f"saved as entry {seq}")
    return exits.DONE


def _redact(records: "Records", options: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    count = records.redact(options.id, options.text, by=options.by, why=options.why, now=now)
    say(f"blotted out of {count} {'entry' if count == 1 else 'entries'}")
    say("Backups, bundles and reports that were made before still hold it.")
    return exits.DONE


def _dispose(records: "Records", options: argparse.Namespace) -> int:
    records.dispose(options.id, by=options.by, why=options.why, now=datetime.now(UTC))
    say("taken out; the chain still holds")
    say("Backups, bundles and reports that were made before still hold it.")
    return exits.DONE
