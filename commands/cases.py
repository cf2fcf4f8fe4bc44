"""`navicert cases check`: worked cases against the rules."""

import argparse
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.rulesets_at_hand import ALL, REGIME, load, load_regimes
from commands.talk import give, say

if TYPE_CHECKING:
    from engine.deals.case_files import CaseRead
    from engine.deals.case_verdicts import Verdict
    from engine.regimes.regimes import Regimes


def declare(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser(
        "check",
        help="determine every case and compare",
        description="Print one line for each case that is not right; the last line counts them.",
    )
    check.add_argument("paths", metavar="PATH", nargs="+", help="case files, or folders of them")
    check.add_argument(
        "--regime",
        help="only the cases of this regime, by name or its folder's path; a case that names none"
        f" is taken for one of it (otherwise of {REGIME})",
    )


def run(options: argparse.Namespace) -> int:
    from engine.deals.case_files import read_cases
    from engine.deals.case_verdicts import Mark
    from engine.regimes.regimes import Regimes

    law = load_regimes([ALL]) if options.regime is None else load(options.regime)
    default = REGIME if options.regime is None else ""
    read, faults = read_cases(map(Path, options.paths), law, default)
    regimes = law if isinstance(law, Regimes) else Regimes((law,))
    for fault in faults:
        say(str(fault))
    marks: Counter[Mark] = Counter()
    for one in read:
        verdict = _check(one, regimes)
        marks[verdict.mark] += 1
        if verdict.mark is not Mark.RIGHT:
            sure = "" if one.case.confidence == "certain" else f" ({one.case.confidence})"
            give(f"{verdict.mark.upper()} {one.case.id}{sure}: {'; '.join(verdict.misses)}")
    sys.stdout.flush()
    unread = len({fault.place.file for fault in faults})
    if unread:
        say(f"{unread} file{'s' if unread != 1 else ''} could not be read and is not counted")
    give(
        f"{marks.total()} cases: {marks[Mark.RIGHT]} right, {marks[Mark.WRONG]} wrong,"
        f" {marks[Mark.FALSE_COMFORT]} false comfort"
    )
    if unread or not marks:
        return exits.BAD_INPUT
    return exits.DONE if marks[Mark.RIGHT] == marks.total() else exits.NOT_ALL_RIGHT


def _check(read: "CaseRead", regimes: "Regimes") -> "Verdict":
    """The verdict on a case under the regimes that it names."""
    from engine.deals.case_verdicts import judge_all
    from engine.explanation.explain import explain
    from engine.regimes.side_by_side import evaluate_side_by_side

    day = read.deal.as_of or date.today()
    side = evaluate_side_by_side(regimes.only(read.case.expected), read.deal.facts, day)
    found = {name: explain(evaluation, read.deal.title) for name, evaluation in side.by_id.items()}
    return judge_all(read.case, found, side.outcome)
