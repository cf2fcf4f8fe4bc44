"""`navicert rules lint`: what looks wrong in a ruleset that loads."""

import argparse
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final

from commands import exits
from commands.rulesets_at_hand import REGIME, regime_folder
from commands.talk import give, say

if TYPE_CHECKING:
    from engine.model import Ruleset
    from engine.proof.lint_findings import Finding

SHOWN: Final = 5
"""Findings of a code that are shown unless --full asks for all."""


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "regime",
        metavar="REGIME",
        nargs="?",
        default=REGIME,
        help="a regime by name, or the path of its folder (otherwise us-ear)",
    )
    parser.add_argument("--as-of", metavar="DATE", help="look at dates from this day (or today)")
    parser.add_argument(
        "--code", metavar="CODE", action="append", help="show findings of this code"
    )
    parser.add_argument("--full", action="store_true", help="show every finding")


def run(ruleset: "Ruleset", options: argparse.Namespace) -> int:
    from engine.deals.answers import read_date
    from engine.loading.paragraphs import paragraph_map
    from engine.proof.lint import lint
    from engine.proof.lint_findings import CODES
    from engine.reading.typed_text import shown, suggestion

    try:
        day = read_date(options.as_of) if options.as_of else date.today()
    except ValueError as error:
        say(f"navicert rules lint: --as-of: {error}")
        return exits.USAGE
    for code in options.code or ():
        if code not in CODES:
            near = suggestion(code, CODES) or "docs/lint.md lists the codes"
            say(f"navicert rules lint: there is no code {shown(code)}: {near}")
            return exits.USAGE
    report = lint(ruleset, paragraph_map(regime_folder(options.regime)), day)
    chosen = [found for found in report.findings if not options.code or found.code in options.code]
    _give(chosen, all_of_them=bool(options.full or options.code))
    counts = Counter(found.code for found in chosen)
    for code, count in sorted(counts.items()):
        weight = "error" if CODES[code].error else "warning"
        give(f"{code} {weight:<8}{count:>5}  {CODES[code].title}")
    errors = sum(count for code, count in counts.items() if CODES[code].error)
    give(
        f"{ruleset.regime.name}: {_counted(errors, 'error')},"
        f" {_counted(counts.total() - errors, 'warning')} on {day}"
    )
    return exits.LINT_ERRORS if errors else exits.DONE


def _give(findings: "list[Finding]", all_of_them: bool) -> None:
    """The findings by code, of each code the first few unless all are wanted."""
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for found in findings:
        by_code[found.code].append(found)
    for _, found_of_code in sorted(by_code.items()):
        few = found_of_code if all_of_them else found_of_code[:SHOWN]
        for found in few:
            give(str(found))
        if len(few) < len(found_of_code):
            give(f"  … and {len(found_of_code) - len(few)} more {found_of_code[0].code}")
    if findings:
        give("")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
