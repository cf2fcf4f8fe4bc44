"""`navicert records`: list, read, review, prove and keep what was saved.

The actions live in `records_read`, `records_later` and `records_prove`, each with what declares
it and what runs it.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commands import exits, records_later, records_prove, records_read
from commands.talk import say

if TYPE_CHECKING:
    from records.store import Records


@contextmanager
def opened() -> "Iterator[Records]":
    """The database of records; whatever the disk refuses becomes a `RecordsError`, and what went
    wrong with checkpoints is told at the end."""
    from records.faults import RecordsError
    from records.here import open_here
    from records.locations import records_file

    try:
        with open_here() as records:
            yield records
    except BrokenPipeError:
        raise  # whoever read our output went away: no fault of the records
    except OSError as error:
        raise RecordsError(f"{records_file()} cannot be used: {error.strerror or error}") from error
    for problem in records.anchors.problems:
        say(f"navicert: {problem}")


def declare(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for module in (records_read, records_later, records_prove):
        module.declare(actions)


def run(options: argparse.Namespace) -> int:
    if not options.needs_records:  # such as a restore, which puts the file in place
        code: int = options.act(options)
        return code
    with opened() as records:
        for damage in records.damages:
            say(f"navicert: altered: {damage}")
        code = options.act(records, options)
        return exits.RECORDS if records.damages and code == exits.DONE else code
