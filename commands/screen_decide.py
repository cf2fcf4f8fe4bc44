"""`navicert screen decide`: a person says of a hit whether the party is the listed one."""

import argparse
from datetime import datetime
from pathlib import Path

from commands import exits
from commands.talk import say


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add(
        "verdict",
        choices=("cleared", "confirmed", "escalated"),
        help="cleared: another party; confirmed: the listed one; escalated: handed on, still open",
    )
    add("--deal", metavar="DEAL", type=Path, required=True, help="a deal file that was screened")
    add("--party", metavar="NAME", required=True, help="the party or the owner")
    add("--entry", metavar="ID", required=True, help="the id of the listed entry")
    add("--by", metavar="NAME", required=True, help="who decides")
    add("--why", metavar="TEXT", required=True, help="for what reason, on one line")
    add("--out", metavar="FILE", type=Path, help="where the deal goes; otherwise it is rewritten")


def run(options: argparse.Namespace) -> int:
    """Write the decision into the deal and into what is remembered."""
    from commands.screen_deal import PARTIES, read_deal_file, write_deal_file
    from commands.screen_words import open_words
    from commands.screening import decisions_folder, open_lists, parties_of
    from parties.decisions import remember
    from parties.disposition import Disposition, DispositionError, State
    from parties.lists.faults import ListsError
    from parties.screened_deal import DecideError, decide, open_hits

    deal, ruleset = read_deal_file(options.deal)
    try:
        disposition = Disposition(
            State(options.verdict), options.by, options.why, datetime.now().astimezone()
        )
    except DispositionError as error:
        say(f"navicert screen decide: {error}")
        return exits.USAGE
    try:
        parties, keys = decide(
            parties_of(deal.facts.value(PARTIES)),
            options.party,
            options.entry,
            disposition,
            open_lists(),
        )
        remember(decisions_folder(), ((key, disposition) for key in keys))
    except DecideError as error:
        say(f"navicert screen decide: {error}")
        return exits.BAD_INPUT
    except (DispositionError, ListsError) as error:
        say(f"navicert: {error}")
        return exits.RECORDS
    target = options.out or options.deal
    write_deal_file(target, deal, parties, ruleset)
    say(f"{options.entry} is {options.verdict} for {options.party}; written to {target}")
    for hit in open_hits(parties):
        say(f"still open: {open_words(hit)}")
    return exits.DONE
