"""`navicert rules`: check a ruleset, or read what it says."""

import argparse
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Final

from commands import exits
from commands.rulesets_at_hand import REGIME, load, load_with_tests, regime_folder
from commands.talk import give, say

if TYPE_CHECKING:
    from engine.faults import Fault
    from engine.model import Ruleset

MORE: Final[dict[str, str]] = {
    "coverage": "count what tests, cases and rules leave out",
    "lint": "tell what looks wrong in a ruleset that loads",
    "prove": "prove what holds of a ruleset whatever the deal",
    "mutate": "see whether tests and cases would notice a fault in a rule",
}
"""Actions in modules of their own, `commands.rules_ACTION`."""


def declare(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="load a ruleset and run every rule's own tests")
    check.add_argument(
        "regime",
        metavar="REGIME",
        nargs="?",
        default=REGIME,
        help="a regime by name, or the path of its folder (otherwise us-ear)",
    )
    show = actions.add_parser(
        "show", help="read a rule, a set, a fact, an ECCN's entry or a country"
    )
    show.add_argument(
        "name", metavar="ID", nargs="+", help="an id, an ECCN, or “country” and its name"
    )
    show.add_argument("--regime", default=REGIME, help="a regime by name, or its folder's path")
    show.add_argument("--as-of", metavar="DATE", help="the law of this date (otherwise today)")
    for action, what in MORE.items():
        import_module(f"commands.rules_{action}").declare(actions.add_parser(action, help=what))


def run(options: argparse.Namespace) -> int:
    if options.action in MORE:
        code: int = import_module(f"commands.rules_{options.action}").run(
            load_with_tests(options.regime), options
        )
        return code
    if options.action == "check":
        return _check(load_with_tests(options.regime), options.regime)
    return _show(load(options.regime), options)


def _check(ruleset: "Ruleset", regime: str) -> int:
    from engine.proof.rule_tests import run_rule_tests

    report = run_rule_tests(ruleset)
    beside = _beside(ruleset, regime)
    for fault in (*report.faults, *beside):
        give(str(fault))
    counts = (
        (len(ruleset.rules), "rules"),
        (len(ruleset.facts), "facts"),
        (len(ruleset.sets), "sets"),
        (len(ruleset.entries), "list entries"),
        (len(ruleset.countries), "countries"),
    )
    give(f"{ruleset.regime.name}: " + ", ".join(f"{count:,} {what}" for count, what in counts))
    without = sum(not rule.tests for rule in ruleset.rules.values())
    if without:
        say(f"{without} rules have no test of their own")
    give(
        f"{report.run} tests: {report.run - len(report.faults)} passed, {len(report.faults)} failed"
    )
    return exits.BAD_RULESET if report.faults or beside else exits.DONE


def _beside(ruleset: "Ruleset", regime: str) -> tuple["Fault", ...]:
    """What does not fit between the regime and those in the folders beside its own."""
    from engine.faults import RulesetFaults
    from engine.regimes.regimes import beside_faults, regimes_of

    own = regime_folder(regime)
    known = [ruleset]
    for path in sorted(own.resolve().parent.glob("*/regime.yaml")):
        if path.parent.name == own.resolve().name:
            continue
        try:
            known.append(load(str(path.parent)))
        except RulesetFaults:
            say(f"{path.parent.name} has faults of its own and is not looked at beside it")
    try:
        regimes_of(known)
    except RulesetFaults as faults:
        return faults.faults
    return beside_faults(known, ruleset.regime.id) if len(known) > 1 else ()


def _show(ruleset: "Ruleset", options: argparse.Namespace) -> int:
    from commands.law import find, show
    from commands.law_days import day_of
    from engine.browsing.book import LawBook
    from engine.browsing.page import Kind

    named_country = options.name[0] == "country" and len(options.name) > 1
    kind, words = (Kind.COUNTRY, options.name[1:]) if named_country else (None, options.name)
    book = LawBook((ruleset,))
    try:
        day = day_of(options.as_of) or date.today()
        target = find(book, kind, " ".join(words))
    except ValueError as error:
        say(f"navicert rules show: {error}")
        return exits.USAGE
    if target is None:
        return exits.USAGE
    show(book.page(target, day))
    return exits.DONE
