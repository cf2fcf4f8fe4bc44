"""`navicert screen`: names held against the screening lists."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.talk import give, give_json, say

if TYPE_CHECKING:
    from parties.screened_deal import ScreenedName


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("names", metavar="NAME", nargs="*", help="a party's full name, in quotes")
    add("--country", metavar="COUNTRY", default="", help="where it is: support, hides nothing")
    add("--kind", metavar="KIND", default="", help="entity, person, vessel or aircraft")
    add("--address", metavar="TEXT", default="", help="its address: may be listed by itself")
    add("--from", dest="source", metavar="FILE", type=Path, help="a CSV of names, or - for stdin")
    add("--deal", metavar="DEAL", type=Path, help="a deal file: its parties and their owners")
    add("--out", metavar="FILE", type=Path, help="where the results or the screened deal go")
    add("--overwrite", action="store_true", help="--out may take the place of another file")
    add("--threshold", metavar="N", type=float, help="75 unless told, 80 for a file of names")
    add("--reason", metavar="TEXT", default="", help="for a threshold below 65 or above 85")
    add("--json", action="store_true", help="print JSON")
    parser.epilog = (
        "“navicert screen decide --help” tells how to clear or confirm a hit of a deal.\n\n"
        f"{parser.epilog or ''}"
    )


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit codes are those of docs/commands.md."""
    from parties.disposition import DispositionError
    from parties.lists.faults import DamagedListError, ListsError

    wrong = _wrong(options)
    if wrong:
        say(f"navicert screen: {wrong}")
        return exits.USAGE
    try:
        if options.source is not None:
            from commands.screen_file import screen_file

            return screen_file(options)
        if options.deal is not None:
            from commands.screen_deal import screen_deal_file

            return screen_deal_file(options)
        return _names(options)
    except (DamagedListError, DispositionError, ListsError) as error:
        say(f"navicert: {error}")
        return exits.RECORDS


def _wrong(options: argparse.Namespace) -> str:
    ways = [bool(options.names), options.source is not None, options.deal is not None]
    if sum(ways) != 1:
        return "name one or more parties, or a file with --from FILE, or a deal with --deal DEAL"
    if options.source is not None and options.out is None:
        return "--from wants to know where the results go: add --out FILE"
    if options.names and options.out is not None:
        return "--out goes with --from and --deal"
    if not options.names and (options.country or options.kind or options.address):
        return "--country, --kind and --address go with a name; a file has columns for them"
    if options.source is not None and options.json:
        return "--from writes CSV: leave --json out"
    if options.out is not None and options.out.exists() and not options.overwrite:
        return f"{options.out} is there already: add --overwrite, or name another"
    if any(not name.strip() for name in options.names):
        return "a name is empty"
    return ""


def _names(options: argparse.Namespace) -> int:
    from commands.rulesets_at_hand import load
    from commands.screen_words import name_data, name_words
    from commands.screening import (
        decisions,
        exit_code,
        kind_of,
        open_lists,
        tell_lists,
        threshold_of,
    )
    from engine.deals.country_names import find_country
    from engine.facts import Party
    from parties.lists_at_hand import CANNOT_SHOW
    from parties.matching.query import DEFAULT_THRESHOLD
    from parties.screened_deal import screen_one

    threshold = threshold_of(options, DEFAULT_THRESHOLD)
    try:
        kind = kind_of(options.kind)
        country = find_country(options.country, load().countries) if options.country else None
    except ValueError as error:
        say(f"navicert screen: {error}")
        return exits.USAGE
    lists, memory = open_lists(), decisions()
    found: list[ScreenedName] = []
    for name in options.names:
        party = Party(name, country=country, address=options.address)
        found.extend(screen_one(party, lists, memory, threshold, kind)[1])
    if options.json:
        give_json([name_data(one) for one in found])
    else:
        for one in found:
            for line in name_words(one, date.today(), lists):
                give(line)
        give(CANNOT_SHOW)
    listed = any(one.meets_somebody for one in found)
    return exit_code(listed, tell_lists(lists))
