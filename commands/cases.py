"""`navicert cases check`: worked cases against the rules."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.law import REGIME, load
from commands.talk import give, say

if TYPE_CHECKING:
    from engine.deals.cases import Case, Verdict
    from engine.facts import Facts
    from engine.model import Ruleset

_ENDINGS = (".yaml", ".yml", ".json")
_BACKGROUND = "background-"


def declare(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser(
        "check",
        help="determine every case and compare",
        description="Print one line for each case that is not right; the last line counts them.",
    )
    check.add_argument("paths", metavar="PATH", nargs="+", help="case files, or folders of them")
    check.add_argument("--regime", default=REGIME, help="a regime by name, or its folder's path")


def run(options: argparse.Namespace) -> int:
    from engine.deals.cases import Mark
    from engine.faults import InputFaults

    ruleset = load(options.regime)
    backgrounds: dict[Path, Facts] = {}
    marks: Counter[Mark] = Counter()
    unread = 0
    for path in _files(options.paths):
        try:
            case, verdict = _check(path, ruleset, backgrounds)
        except InputFaults as faults:
            unread += 1
            sys.stdout.flush()
            say(str(faults))
            continue
        marks[verdict.mark] += 1
        if verdict.mark is not Mark.RIGHT:
            sure = "" if case.confidence == "certain" else f" ({case.confidence})"
            give(f"{verdict.mark.upper()} {case.id}{sure}: {'; '.join(verdict.misses)}")
    if unread:
        say(f"{unread} file{'s' if unread != 1 else ''} could not be read and is not counted")
    give(
        f"{marks.total()} cases: {marks[Mark.RIGHT]} right, {marks[Mark.WRONG]} wrong,"
        f" {marks[Mark.FALSE_COMFORT]} false comfort"
    )
    if unread or not marks:
        return exits.BAD_INPUT
    return exits.DONE if marks[Mark.RIGHT] == marks.total() else exits.NOT_ALL_RIGHT


def _check(
    path: Path, ruleset: "Ruleset", backgrounds: dict[Path, "Facts"]
) -> tuple["Case", "Verdict"]:
    from engine.deals.cases import judge, read_case
    from engine.deals.deal_source import read_input
    from engine.evaluation.evaluate import evaluate
    from engine.explanation.explain import explain

    case = read_case(read_input(path, str(path)), str(path), ruleset)
    deal = case.deal(_background(case, path, ruleset, backgrounds))
    evaluation = evaluate(ruleset, deal.facts, deal.as_of or date.today())
    return case, judge(case, explain(evaluation, deal.title))


def _background(case: "Case", path: Path, ruleset: "Ruleset", kept: dict[Path, "Facts"]) -> "Facts":
    """The case's background, from the case's own folder or the nearest one above it."""
    from engine.deals.cases import read_background
    from engine.deals.deal_source import read_input
    from engine.facts import Facts

    if not case.background:
        return Facts()
    name = f"{_BACKGROUND}{case.background}.yaml"
    folders = path.resolve().parents
    found = next((folder / name for folder in folders if (folder / name).is_file()), None)
    file = found or path.parent / name
    if file not in kept:
        kept[file] = read_background(read_input(file, str(file)), str(file), ruleset)
    return kept[file]


def _files(paths: list[str]) -> Iterator[Path]:
    """The files named, and those with cases in the folders named."""
    for named in paths:
        path = Path(named)
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            if file.suffix in _ENDINGS and not file.name.startswith(_BACKGROUND):
                yield file
