"""`navicert lists`: import screening lists, tell their age, show their entries."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.talk import give, give_json, say

if TYPE_CHECKING:
    from commands.list_deals import Concerned
    from parties.lists.kept_list import KeptList
    from parties.lists.store import Imported


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    importing = actions.add_parser("import", help="put a list in use, and tell what changed")
    importing.add_argument("file", metavar="FILE", help="the download, or a CSV of your own")
    importing.add_argument("--name", default="", help="the list's name (otherwise csl, or FILE's)")
    importing.add_argument("--title", default="", help="the list's name in words")
    importing.add_argument("--published", metavar="DATE", help="the day that the list is of")
    importing.add_argument(
        "--anyway", action="store_true", help="import a list that may lack parties"
    )
    status = actions.add_parser("status", help="the lists in use, their age and their counts")
    show = actions.add_parser("show", help="a list, or the entry of one party")
    show.add_argument("id", metavar="ID", nargs="?", help="a party's id")
    show.add_argument("--name", default="", help="the list's name, where several are in use")
    show.add_argument("--changes", action="store_true", help="what the last import changed")
    for parser_of_action in (importing, status, show):
        parser_of_action.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit codes are those of docs/commands.md."""
    from parties.lists.faults import CannotKeepError, DamagedListError, ListsError

    action = {"import": _import, "status": _status, "show": _show}[options.action]
    try:
        return action(options)
    except (CannotKeepError, DamagedListError) as error:
        say(f"navicert: {error}")
        return exits.RECORDS
    except ListsError as error:
        say(f"navicert: {error}")
        return exits.BAD_INPUT


def lists_folder() -> Path:
    """Where the imported lists lie."""
    from records.locations import data_folder

    return data_folder() / "lists"


def _import(options: argparse.Namespace) -> int:
    from commands.list_words import (
        concerned_data,
        concerned_words,
        difference_data,
        import_words,
    )
    from engine.deals.answers import read_date
    from parties.lists.store import import_list

    try:
        published = read_date(options.published) if options.published else None
    except ValueError as wrong:
        say(f"navicert: {wrong}")
        return exits.USAGE
    done = import_list(
        lists_folder(),
        Path(options.file),
        datetime.now(UTC),
        name=options.name,
        title=options.title,
        published=published,
        anyway=options.anyway,
    )
    for fault in done.faults:
        say(fault)
    concerned, failed = _concerned(done)
    if options.json:
        change = difference_data(done.difference) if done.difference is not None else None
        deals = concerned_data(concerned)
        give_json({**done.about.as_data(), "difference": change, "deals": deals})
    else:
        for line in (*import_words(done, date.today()), *concerned_words(concerned)):
            give(line)
    if failed:
        say(f"navicert: the list is in use; which deals it concerns cannot be told: {failed}")
        return exits.RECORDS
    return exits.DONE


def _concerned(done: "Imported") -> "tuple[Concerned, str]":
    """The deals that the import concerns, or why they cannot be told."""
    from commands.list_deals import deals_concerned
    from engine.faults import NavicertError

    try:
        return deals_concerned(done, lists_folder()), ""
    except NavicertError as error:
        return (), str(error)


def _status(options: argparse.Namespace) -> int:
    from commands.list_words import status_words
    from parties.lists.store import status

    found = status(lists_folder(), date.today())
    if options.json:
        rows = [
            {
                **one.about.as_data(),
                "age_days": one.age_days,
                "old": one.old,
                "damaged": one.damaged,
                "before": one.before.as_data() if one.before else None,
            }
            for one in found
        ]
        give_json(rows)
    for one in found:
        if not options.json:
            for line in status_words(one):
                give(line)
        if one.damaged:
            say(f"navicert: {one.damaged}")
    if not found:
        say(
            "No list is in use: names are screened against the sample of invented parties alone."
            " “navicert lists import FILE” puts a list in use."
        )
    sound = bool(found) and not any(one.old or one.damaged or one.about.sample for one in found)
    return exits.DONE if sound else exits.NOT_ALL_RIGHT


def _show(options: argparse.Namespace) -> int:
    from commands.list_words import (
        about_words,
        difference_data,
        difference_words,
        entry_words,
        party_data,
    )
    from parties.lists.faults import NoSuchListError
    from parties.lists.store import in_use, last_difference

    name = options.name or _only_name()
    if options.changes:
        change = last_difference(lists_folder(), name)
        if options.json:
            give_json(difference_data(change) if change is not None else None)
        elif change is None:
            say(f"Nothing to compare: the list {name} was imported once.")
        else:
            for line in difference_words(change, None):
                give(line)
        return exits.DONE
    kept: KeptList = in_use(lists_folder(), name)
    if not options.id:
        if options.json:
            give_json(kept.about.as_data())
        else:
            for line in about_words(kept.about):
                give(line)
        return exits.DONE
    party = kept.by_id(options.id)
    if party is None:
        raise NoSuchListError(f"the list {name} has no entry “{options.id[:80]}”")
    if options.json:
        give_json(party_data(party))
    else:
        for line in entry_words(party):
            give(line)
    return exits.DONE


def _only_name() -> str:
    """The list that is meant where none is named: the consolidated one, or the only one."""
    from parties.lists.faults import NoSuchListError
    from parties.lists.read import CONSOLIDATED
    from parties.lists.store import names_in_use

    names = names_in_use(lists_folder())
    if CONSOLIDATED in names or not names:
        return CONSOLIDATED
    if len(names) > 1:
        raise NoSuchListError(f"several lists are in use: name one with --name: {', '.join(names)}")
    return names[0]
