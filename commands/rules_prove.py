"""`navicert rules prove`: what holds of a ruleset whatever the deal."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from commands import exits
from commands.rulesets_at_hand import REGIME
from commands.talk import give, say

if TYPE_CHECKING:
    from engine.model import Ruleset


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "regime",
        metavar="REGIME",
        nargs="?",
        default=REGIME,
        help="a regime by name, or the path of its folder (otherwise us-ear)",
    )
    parser.add_argument(
        "--as-of", metavar="DATE", help="the law of this date (otherwise the day it is verified to)"
    )
    parser.add_argument(
        "--deals",
        metavar="N",
        type=int,
        default=1000,
        help="whole deals drawn at random to try for gaps (otherwise 1000)",
    )


def run(ruleset: "Ruleset", options: argparse.Namespace) -> int:
    from engine.deals.answers import read_date
    from engine.proof.prove import prove

    try:
        day: date = read_date(options.as_of) if options.as_of else ruleset.regime.verified_to
    except ValueError as error:
        say(f"navicert rules prove: {error}")
        return exits.USAGE
    proof = prove(ruleset, day, options.deals, progress=say)
    give(f"{ruleset.regime.name}, {len(ruleset.rules):,} rules, as of {day}")
    for what, count in proof.counts.items():
        give(f"{count:>9,}  {what}")
    for outcome, deal in proof.deals.items():
        give(f"outcome {outcome}: facts: {deal}")
    for finding in proof.findings:
        about = f" {finding.rule}" if finding.rule else ""
        where = f" ({finding.place})" if finding.place else ""
        give(f"{finding.code}{about}: {finding.says}{where}")
        if finding.witness:
            give(f"    {finding.witness}")
    for open_end in proof.not_covered:
        give(f"not covered: {open_end}")
    give(
        f"{len(proof.findings)} findings, {len(proof.faults)} of them gaps, contradictions or"
        f" outcomes that nothing reaches; {len(proof.not_covered)} questions not covered"
    )
    return exits.NOT_ALL_RIGHT if proof.faults else exits.DONE
