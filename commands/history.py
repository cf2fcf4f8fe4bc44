"""`navicert history`: one deal under the law of every day on which its answer moved."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.rulesets_at_hand import REGIME, load
from commands.talk import give, say

if TYPE_CHECKING:
    from engine.explanation.history import Stage

EARLIEST = "2019-01-01"


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("deal", metavar="DEAL", help="a deal file")
    parser.add_argument("--since", default=EARLIEST, help=f"the first day (otherwise {EARLIEST})")
    parser.add_argument("--to", help="the last day (otherwise today)")
    parser.add_argument("--regime", default=REGIME, help="a regime by name, or its folder's path")


def run(options: argparse.Namespace) -> int:
    """Print a line a stage, with the rules that began or ceased to hold and the notices."""
    from engine.deals.answers import read_date
    from engine.deals.deal import read_deal
    from engine.deals.deal_source import read_input
    from engine.deals.items import deals_of, has_several
    from engine.explanation.history import history

    ruleset = load(options.regime)
    deal = read_deal(read_input(Path(options.deal), options.deal), options.deal, ruleset)
    try:
        since = read_date(options.since)
        to = read_date(options.to) if options.to else date.today()
    except ValueError as wrong:
        say(f"navicert: {wrong}")
        return exits.USAGE
    for item in deals_of(deal):
        if has_several(deal):
            give(f"{item.title}:")
        for line in stage_lines(history(ruleset, item.facts, since, to, progress), to):
            give(line)
    return exits.DONE


def stage_lines(stages: "Sequence[Stage]", to: date) -> Iterator[str]:
    """A line for each stage, and below it what began or ceased to hold and the notices."""
    from engine.explanation.history_words import last_day, moved_lines, stage_line

    for number, stage in enumerate(stages):
        yield stage_line(stage, last_day(stages, number, to))
        for line in moved_lines(stage):
            yield f"    {line}"


def progress(done: int, total: int) -> None:
    """Say now and then how far it is."""
    if done % 40 == 0 and done < total:
        say(f"navicert: {done} of {total} days")
