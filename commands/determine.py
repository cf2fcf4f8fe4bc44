"""`navicert determine`: one deal, one determination, as a memo or as JSON."""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commands import exits
from commands.law import REGIME, load, regime_folder
from commands.talk import give, say

if TYPE_CHECKING:
    from engine.facts import Deal
    from engine.model import Ruleset

STDIN: Final = "-"


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", metavar="DEAL", help="a deal file, YAML or JSON; - reads stdin")
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="apply the law of this date (otherwise the deal's own date, or today)",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="print a memo (this is the default)")
    form.add_argument("--json", action="store_true", help="print the determination as JSON")
    parser.add_argument("--full", action="store_true", help="add the facts and the tree of rules")
    parser.add_argument("--save", action="store_true", help="save it; wants --by and --why")
    parser.add_argument("--by", metavar="NAME", default="", help="who saves it")
    parser.add_argument("--why", metavar="TEXT", default="", help="why it is saved")
    parser.add_argument(
        "--regime", default=REGIME, help="a regime by name, or the path of its folder"
    )


def run(options: argparse.Namespace) -> int:
    if options.save and not (options.by.strip() and options.why.strip()):
        say("navicert determine: --save wants to know who and why: add --by NAME and --why TEXT")
        return exits.USAGE
    if not options.save and (options.by or options.why):
        say("navicert determine: --by and --why go with --save")
        return exits.USAGE
    if options.json and options.full:
        say("navicert determine: --json holds everything already: leave --full out")
        return exits.USAGE
    named_day = None
    if options.as_of is not None:
        from engine.deals.answers import read_date

        try:
            named_day = read_date(options.as_of)
        except ValueError as error:
            say(f"navicert determine: --as-of: {error}")
            return exits.USAGE
    ruleset = load(options.regime)
    deal = _read(options.deal, ruleset)
    # The saved deal names the day whose law was applied, so that it can be determined again.
    deal = replace(deal, as_of=named_day or deal.as_of or date.today())
    data = determine(ruleset, deal)
    if options.json:
        import json

        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    else:
        from records.reports.text import memo

        give(memo(data, options.full))
    if options.save:
        sys.stdout.flush()
        record = _save(options, ruleset, deal, data)
        say(f"saved as {record}")
    return exits.OF_OUTCOME[data["outcome"]]


def determine(ruleset: "Ruleset", deal: "Deal") -> dict[str, Any]:
    """The determination of the deal under the law of its day (or today's), as plain data."""
    from engine.determination import as_data
    from engine.evaluation.evaluate import evaluate
    from engine.explanation.explain import explain

    data: dict[str, Any] = as_data(
        explain(evaluate(ruleset, deal.facts, deal.as_of or date.today()), deal.title)
    )
    return data


def _read(named: str, ruleset: "Ruleset") -> "Deal":
    from engine.deals.deal import read_deal
    from engine.deals.deal_source import read_input
    from engine.reading.yaml_source import LIMITS

    if named == STDIN:
        return read_deal(sys.stdin.buffer.read(LIMITS.size + 1), "stdin", ruleset)
    return read_deal(read_input(Path(named), named), named, ruleset)


def _save(
    options: argparse.Namespace, ruleset: "Ruleset", deal: "Deal", data: dict[str, Any]
) -> str:
    from commands.records import opened
    from engine.deals.deal import write_deal
    from engine.loading.load import ruleset_files

    with opened() as records:
        records.keep_ruleset(ruleset.digest, ruleset_files(regime_folder(options.regime)))
        return records.save(
            data,
            write_deal(deal, ruleset),
            by=options.by,
            why=options.why,
            now=datetime.now(UTC),
            ruleset_digest=ruleset.digest,
        )
