"""`navicert rules mutate`: whether tests and cases would notice a fault in a rule."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from commands import exits
from commands.rulesets_at_hand import REGIME
from commands.talk import give, say

if TYPE_CHECKING:
    from engine.model import Ruleset

CASES: Final = Path(__file__).resolve().parent.parent / "fixtures" / "cases"
ENOUGH: Final = 90
"""The share of mutants, in percent, below which the command says that the tests are too few."""


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "regime",
        metavar="REGIME",
        nargs="?",
        default=REGIME,
        help="a regime by name, or the path of its folder (otherwise us-ear)",
    )
    parser.add_argument(
        "--rules", metavar="PATTERN", default="*", help="only rules whose ids fit, as ear.744.*"
    )
    parser.add_argument("--sample", metavar="N", type=int, help="try at most N mutants")
    parser.add_argument(
        "--limit", metavar="N", type=int, help="search a killing deal for at most N survivors"
    )
    parser.add_argument(
        "--members",
        metavar="K",
        type=int,
        default=2,
        help="leave out at most K members of each set that a rule tests (otherwise 2)",
    )
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="draws the samples")
    parser.add_argument(
        "--cases",
        metavar="PATH",
        action="append",
        help="case files, or folders of them (otherwise those that ship); may be given again",
    )
    parser.add_argument("--no-cases", action="store_true", help="count the rules' own tests alone")


def run(ruleset: "Ruleset", options: argparse.Namespace) -> int:
    from engine.deals.case_files import read_cases
    from engine.proof.mutate import Mutation

    paths = [Path(path) for path in options.cases or ()] or [CASES]
    read, faults = ((), ()) if options.no_cases else read_cases(paths, ruleset)
    for fault in faults:
        say(str(fault))
    mutation = Mutation(
        ruleset,
        [(case.deal, case.case.expect) for case in read],
        date.today(),
        options.members,
        options.seed,
    )
    report = mutation.run(options.rules, options.limit, options.sample, progress=say)
    for survivor in report.survivors:
        mutant = survivor.mutant
        give(f"{mutant.rule.place}: {mutant.rule.id}: nothing notices it {mutant.says}")
        give(f"    {survivor.killer or '# no deal was found that tells them apart'}")
    made, killed = sum(report.made.values()), sum(report.killed.values())
    for kind, count in sorted(report.made.items()):
        give(f"{count:>7,}  {kind}: {report.killed.get(kind, 0):,} killed")
    give(
        f"{made:,} mutants: {killed:,} killed ({report.killed_by_cases:,} by cases alone),"
        f" {len(report.survivors):,} survived, {len(report.same):,} are the same rule;"
        f" {report.score:.1f} percent killed of those that a test could kill"
    )
    if report.left_out:
        give(f"{report.left_out:,} further mutants were not tried: --sample")
    return exits.DONE if report.score >= ENOUGH else exits.NOT_ALL_RIGHT
