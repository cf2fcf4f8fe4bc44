"""`navicert determine`: one deal, an answer of each regime for each item, and what is needed in
all."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commands import exits
from commands.in_items import Found, Saved
from commands.rulesets_at_hand import ALL, REGIME, is_path, load, load_regimes, regime_folder
from commands.talk import give, give_json, say

if TYPE_CHECKING:
    from engine.facts import Deal, Facts
    from engine.model import Ruleset
    from engine.regimes.overlay import Overlay
    from engine.regimes.regimes import Regimes
    from engine.regimes.side_by_side import SideBySide

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
        "--regime",
        action="append",
        metavar="REGIME",
        help="a regime by name, or the path of its folder; several side by side, or all (otherwise"
        " us-ear and every regime that a country of the deal calls for)",
    )
    parser.add_argument(
        "--with",
        dest="overlay",
        metavar="CHANGES",
        help="a file of hypothetical changes of the law: an exercise, never saved",
    )
    parser.add_argument(
        "--suppose",
        action="append",
        metavar="FACT=VALUE",
        help="suppose an answer, and show both outcomes and what differs: an exercise, never saved",
    )


def run(options: argparse.Namespace) -> int:
    wrong = _wrong_usage(options)
    if wrong:
        say(f"navicert determine: {wrong}")
        return exits.USAGE
    named_day = None
    if options.as_of is not None:
        from engine.deals.answers import read_date

        try:
            named_day = read_date(options.as_of)
        except ValueError as error:
            say(f"navicert determine: --as-of: {error}")
            return exits.USAGE
    if options.suppose:
        from commands.suppose import determine_supposed

        return determine_supposed(options, named_day)
    if options.overlay is None and _is_one(options.regime):
        return _one(options, named_day)
    return _several(options, named_day)


def _wrong_usage(options: argparse.Namespace) -> str:
    if options.suppose and options.save:
        return "--suppose is an exercise on answers that are none: it cannot be saved"
    if options.suppose and options.regime:
        return "--suppose runs the regimes that the deal calls for: leave --regime out"
    if options.save and options.overlay is not None:
        return "--with is an exercise under a law that is none: it cannot be saved; leave one out"
    if options.save and not (options.by.strip() and options.why.strip()):
        return "--save wants to know who and why: add --by NAME and --why TEXT"
    if not options.save and (options.by or options.why):
        return "--by and --why go with --save"
    if options.json and options.full:
        return "--json holds everything already: leave --full out"
    return ""


def _is_one(named: list[str] | None) -> bool:
    return named is not None and len(named) == 1 and named[0] != ALL


# One regime ---------------------------------------------------------------------------------------


def _one(options: argparse.Namespace, named_day: date | None) -> int:
    from engine.deals.items import deals_of

    regime = options.regime[0]
    ruleset = load(regime)
    deal = _read_for_one(options.deal, ruleset, regime)
    # The saved deal names the day whose law was applied, so that it can be determined again.
    deal = replace(deal, as_of=named_day or deal.as_of or date.today())
    return _tell(options, deal, [_of_one(regime, ruleset, item) for item in deals_of(deal)])


def _of_one(regime: str, ruleset: "Ruleset", deal: "Deal") -> Found:
    from records.reports.text import memo

    data = determine(ruleset, deal)
    saved = Saved(regime, ruleset, deal, data)
    return Found(data, data["possible"], lambda full: memo(data, full), [saved])


def determine(ruleset: "Ruleset", deal: "Deal") -> dict[str, Any]:
    """The determination of a deal of one item under the law of its day (or today's), as plain
    data."""
    from engine.determination import as_data
    from engine.evaluation.evaluate import evaluate
    from engine.explanation.explain import explain

    data: dict[str, Any] = as_data(
        explain(evaluate(ruleset, deal.facts, deal.as_of or date.today()), deal.title)
    )
    return data


def _read_for_one(named: str, ruleset: "Ruleset", regime: str) -> "Deal":
    """The deal under one regime, which may hold facts of the others that ship."""
    from engine.deals.deal import read_deal
    from engine.faults import InputFaults

    data, file = _source(named)
    try:
        return read_deal(data, file, ruleset)
    except InputFaults:
        if is_path(regime):
            raise
        deal = read_deal(data, file, load_regimes([ALL]).joined)
        items = tuple(replace(item, facts=_asked_by(ruleset, item.facts)) for item in deal.items)
        return replace(deal, facts=_asked_by(ruleset, deal.facts), items=items)


def _asked_by(ruleset: "Ruleset", facts: "Facts") -> "Facts":
    from engine.facts import Facts

    return Facts({name: answer for name, answer in facts.items() if name in ruleset.facts})


def _source(named: str) -> tuple[bytes, str]:
    from engine.deals.deal_source import read_input
    from engine.reading.yaml_source import LIMITS

    if named == STDIN:
        return sys.stdin.buffer.read(LIMITS.size + 1), "stdin"
    return read_input(Path(named), named), named


# Several regimes ----------------------------------------------------------------------------------


def _several(options: argparse.Namespace, named_day: date | None) -> int:
    from engine.deals.deal import read_deal
    from engine.deals.items import deals_of

    regimes = load_regimes(options.regime or [ALL])
    overlay = None if options.overlay is None else _overlay(options.overlay, regimes)
    data, file = _source(options.deal)
    deal = read_deal(data, file, regimes.joined)
    deal = replace(deal, as_of=named_day or deal.as_of or date.today())
    found = [_of_several(options.regime, regimes, overlay, item) for item in deals_of(deal)]
    return _tell(options, deal, found)


def _of_several(
    named: list[str] | None, regimes: "Regimes", overlay: "Overlay | None", deal: "Deal"
) -> Found:
    from engine.regimes.side_by_side import evaluate_side_by_side
    from records.reports.in_all import memo_in_all

    day = deal.as_of or date.today()
    side = evaluate_side_by_side(regimes, deal.facts, day)
    chosen = _chosen(named, side, ())
    if overlay is not None:
        changed = evaluate_side_by_side(overlay.over(regimes), deal.facts, day)
        chosen = _chosen(named, changed, (*chosen, *overlay.changed))
        return _exercise(overlay, deal.title, (side, changed), chosen)
    data = _combined(side, chosen, deal.title)
    saved = _to_save(named or [ALL], side, deal, data)
    return Found(data, data["possible"], lambda full: memo_in_all(data, full), saved)


def _chosen(named: list[str] | None, side: "SideBySide", more: Sequence[str]) -> tuple[str, ...]:
    """The regimes whose answers are shown: those named, or those that the deal calls for."""
    from engine.regimes.side_by_side import concerned

    return tuple(side.by_id) if named else concerned(side, (REGIME, *more))


def _combined(side: "SideBySide", chosen: Sequence[str], title: str) -> dict[str, Any]:
    from engine.determination import as_data
    from engine.regimes.explain import explain_side_by_side

    data: dict[str, Any] = as_data(explain_side_by_side(side.only(chosen), title, side))
    return data


def _overlay(named: str, regimes: "Regimes") -> "Overlay":
    from engine.deals.deal_source import read_input
    from engine.regimes.overlay import read_overlay

    return read_overlay(read_input(Path(named), named), named, regimes)


def _exercise(
    overlay: "Overlay",
    title: str,
    sides: tuple["SideBySide", "SideBySide"],
    chosen: Sequence[str],
) -> Found:
    """The deal before and under the overlay."""
    from commands.what_if import what_if, what_if_memo
    from engine.determination import as_data
    from engine.regimes.explain import explain_side_by_side, marked

    before, after = sides
    then = explain_side_by_side(after.only(chosen), title, after)
    told = {
        "title": overlay.title,
        "digest": overlay.digest,
        "note": overlay.note,
        "regimes": list(overlay.changed),
        "mark": overlay.mark,
    }
    data = what_if(_combined(before, chosen, title), as_data(marked(then, overlay.mark)), told)
    return Found(data, then.possible, lambda full: what_if_memo(data, full), [], overlay.mark)


# Telling ------------------------------------------------------------------------------------------


def _tell(options: argparse.Namespace, deal: "Deal", found: Sequence[Found]) -> int:
    """Print what came of each item, keep it where that is asked for; the exit code."""
    from commands.in_items import items_data, items_memo

    several = len(found) > 1
    data = items_data(deal, found) if several else found[0].data
    if options.json:
        give_json(data)
    elif several:
        give(items_memo(deal, found, options.full))
    else:
        give(found[0].memo(options.full))
    if options.save:
        _save(options, [saved for one in found for saved in one.saved])
    return exits.OF_OUTCOME[data["outcome"]]


# Saving -------------------------------------------------------------------------------------------


def _to_save(
    named: Sequence[str], side: "SideBySide", deal: "Deal", combined: dict[str, Any]
) -> list[Saved]:
    """A record for each regime: its facts with the answers of national law, so that it can be
    determined again by itself."""
    folders = {
        regime_folder(name).name: name for name in named if name != ALL
    }  # a path must be found again
    saved = []
    for data in combined["determinations"]:
        evaluation = side.by_id[data["regime"]]
        own = replace(deal, facts=evaluation.facts)
        regime = folders.get(data["regime"], data["regime"])
        saved.append(Saved(regime, evaluation.ruleset, own, data))
    return saved


def _save(options: argparse.Namespace, saved: Sequence[Saved]) -> None:
    from commands.records import opened
    from engine.deals.deal import write_deal
    from engine.loading.load import ruleset_files

    sys.stdout.flush()
    titles = {one.deal.title for one in saved}
    regimes = {one.data["regime"] for one in saved}
    with opened() as records:
        for regime, ruleset, deal, data in saved:
            records.keep_ruleset(ruleset.digest, ruleset_files(regime_folder(regime)))
            record = records.save(
                data,
                write_deal(deal, ruleset),
                by=options.by,
                why=options.why,
                now=datetime.now(UTC),
                ruleset_digest=ruleset.digest,
            )
            named = f" ({data['regime']})" if len(regimes) > 1 else ""
            titled = f": {deal.title}" if len(titles) > 1 else ""
            say(f"saved as {record}{named}{titled}")
