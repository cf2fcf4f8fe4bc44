"""`navicert content`: a bill of materials in a CSV file, checked, or as a deal file."""

import argparse
from pathlib import Path

from commands import exits
from commands.rulesets_at_hand import ALL, load_regimes
from commands.talk import give, say


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["check", "deal"], help="check it, or print a deal file")
    parser.add_argument("file", metavar="FILE.csv", help="the first row names the columns")


def run(options: argparse.Namespace) -> int:
    from engine.deals.amounts import show_money
    from engine.deals.content_csv import read_content_csv, read_rows
    from engine.deals.content_sheet import Sheet
    from engine.deals.deal import write_deal
    from engine.deals.deal_source import read_input
    from engine.facts import Answer, Deal, Facts

    ruleset = load_regimes([ALL]).joined
    data = read_input(Path(options.file), options.file)
    if options.what == "deal":
        lines = read_content_csv(data, options.file, ruleset)
        give(write_deal(Deal(facts=Facts({"content.lines": Answer(lines)})), ruleset).rstrip("\n"))
        return exits.DONE
    rows = read_rows(data, options.file, ruleset)
    sheet = Sheet(rows.rows)
    for fault in rows.faults:
        say(str(fault))
    for place, column, says in sheet.faults:
        say(f"{options.file}: line {sheet.rows[place].number}, {column}: {says}")
    total, unknown = sheet.total
    bad = sum(bool(row.faults) for row in sheet.rows)
    give(
        f"{len(sheet.rows):,} lines, {bad:,} with faults; total {show_money(total)},"
        f" {unknown:,} without a value"
    )
    return exits.BAD_INPUT if bad or rows.faults else exits.DONE
