"""`navicert law timeline` and `calendar`: what changed, what will, and which deals it touches."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands import exits
from commands.rulesets_at_hand import REGIME
from commands.talk import give, give_json, say

if TYPE_CHECKING:
    from engine.browsing.cases_of_rule import CaseOfRule
    from engine.browsing.page import Target
    from engine.browsing.touching import DealAtHand, Touch
    from engine.model import Ruleset
    from engine.regimes.regimes import Regimes


def declare(actions: Any) -> None:
    """The options of the two actions."""
    for name, words, act in (
        ("timeline", "every dated change of the law up to a day, the newest first", _timeline),
        (
            "calendar",
            "what is to come in the law after a day, and what is unsettled on it",
            _calendar,
        ),
    ):
        parser = actions.add_parser(name, help=words)
        parser.add_argument(
            "words", metavar="WORD", nargs="*", help="only changes in which all of these stand"
        )
        parser.add_argument("--as-of", metavar="DATE", help="from this day, not from today")
        if name == "timeline":
            parser.add_argument("--since", metavar="DATE", help="not before this day")
        parser.add_argument(
            "--touches",
            action="store_true",
            help="determine the drafts, the records and the deals named the day before and on"
            " each day, and tell which moved",
        )
        parser.add_argument(
            "--deals",
            metavar="PATH",
            nargs="+",
            type=Path,
            default=[],
            help="with --touches: deal files or folders of worked cases as well",
        )
        parser.add_argument("--regime", help="one regime by name, or its folder's path")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.set_defaults(act=act)


def day_of(text: str | None) -> date | None:
    """The day that was named. Raises `ValueError`."""
    from engine.deals.answers import read_date

    return read_date(text) if text else None


def _timeline(rulesets: "Sequence[Ruleset]", options: argparse.Namespace) -> int:
    from engine.browsing.book import LawBook
    from engine.browsing.dated_outlines import timeline_days, timeline_outline
    from engine.browsing.outline import outline_data, outline_lines

    to, since = day_of(options.as_of) or date.today(), day_of(options.since)
    days = timeline_days(LawBook(rulesets), to, " ".join(options.words))
    days = tuple(one for one in days if since is None or one.day >= since)
    touches = _touches(rulesets, [one.day for one in days], options)
    branches = timeline_outline(days)
    if options.json:
        give_json(_with_touches(outline_data(branches), touches))
        return exits.DONE
    if not days:
        say("navicert law: no change up to that day has all these words")
    for one, branch in zip(days, branches, strict=True):
        for line in outline_lines((branch,)):
            give(line)
        _give_touches(touches.get(one.day) if options.touches else None)
    return exits.DONE


def _calendar(rulesets: "Sequence[Ruleset]", options: argparse.Namespace) -> int:
    from engine.browsing.book import LawBook
    from engine.browsing.dated_outlines import calendar_entries, calendar_outline
    from engine.browsing.outline import outline_data, outline_lines

    day, words = day_of(options.as_of) or date.today(), " ".join(options.words)
    book = LawBook(rulesets)
    days = dict.fromkeys(one.day for one in calendar_entries(book, day, words))
    touches = _touches(rulesets, days, options)
    branches = calendar_outline(book, day, words)
    if options.json:
        give_json(_with_touches(outline_data(branches), touches))
        return exits.DONE
    for line in outline_lines(branches):
        give(line)
    for one in days if options.touches else ():
        give(f"\n{one} touches:")
        _give_touches(touches.get(one))
    return exits.DONE


def _with_touches(data: Any, touches: "dict[date, list[Touch]]") -> Any:
    return {
        "days": data,
        "touches": [
            {
                "day": day.isoformat(),
                "kind": one.deal.kind,
                "deal": one.deal.id,
                "title": one.deal.title,
                "fault": one.fault,
                "moved": [
                    {
                        "regime": moved.regime,
                        "before": moved.before.value,
                        "after": moved.after.value,
                        "rules": [
                            {"rule": rule.rule, "before": rule.before, "after": rule.after}
                            for rule in moved.rules
                        ],
                    }
                    for moved in one.moved
                ],
            }
            for day, found in touches.items()
            for one in found
        ],
    }


def _give_touches(found: "list[Touch] | None") -> None:
    from engine.browsing.touching import touch_lines

    if found is None:
        return
    for one in found:
        for line in touch_lines(one):
            give(f"    {line}")
    if not found:
        give("    no deal at hand moves")


def _touches(
    rulesets: "Sequence[Ruleset]", days: Iterable[date], options: argparse.Namespace
) -> "dict[date, list[Touch]]":
    """By day, the deals at hand that it touches; nothing where nobody asked."""
    from engine.browsing.touching import Touching
    from engine.regimes.regimes import regimes_of

    if not options.touches:
        return {}
    regimes = regimes_of(rulesets)
    touching = Touching(regimes, REGIME)
    deals = tuple(_deals(regimes, options.deals))
    found: dict[date, list[Touch]] = {}
    for day in days:
        say(f"navicert: {len(deals)} deals on {day}")
        found[day] = [one for deal in deals if (one := touching.touch(deal, day)).touched]
    return found


def _deals(regimes: "Regimes", paths: Sequence[Path]) -> "Iterator[DealAtHand]":
    """The drafts, the records that none took the place of, and what the paths hold."""
    from engine.browsing.deals_at_hand import case_at_hand, file_at_hand, record_at_hand
    from engine.deals.case_files import case_files, read_cases
    from records.drafts import Drafts
    from records.here import open_here
    from records.locations import drafts_folder, records_file

    drafts = Drafts(drafts_folder())

    def of_draft(draft: str) -> "Callable[[], str]":
        return lambda: drafts.load(draft)

    for draft in drafts.saved():
        yield file_at_hand("draft", draft.name, draft.title, of_draft(draft.name), regimes)
    if records_file().exists():
        records = open_here()

        def of_record(record: str) -> "Callable[[], str | None]":
            return lambda: records.get(record).deal_text

        for card in records.cards():
            if not card.superseded_by:
                read_it = of_record(card.id)
                yield record_at_hand(card.id, card.title, card.regime, read_it, regimes)
    for path in case_files(paths):
        if b"navicert: case/" in path.read_bytes()[:4096]:
            read, faults = read_cases([path], regimes, REGIME)
            for fault in faults:
                say(str(fault))
            yield from map(case_at_hand, read)
        else:
            yield file_at_hand("file", str(path), "", path.read_bytes, regimes)


def cases_of(
    rulesets: "Sequence[Ruleset]", target: "Target", paths: Sequence[str], day: date
) -> "list[CaseOfRule]":
    """The worked cases in the paths, or of those that ship and the house's own, which
    test a rule."""
    from engine.browsing.cases_of_rule import CasesAtHand
    from engine.deals.case_files import read_cases
    from engine.regimes.regimes import regimes_of
    from records.locations import practice_cases

    folders = [Path(path) for path in paths] or practice_cases()
    regimes = regimes_of(rulesets)
    read, faults = read_cases(folders, regimes, REGIME if REGIME in regimes.by_id else "")
    if faults:
        say(f"{len({fault.place.file for fault in faults})} files could not be read as cases")
    at_hand = CasesAtHand(regimes, day)
    rule = regimes.by_id[target.regime].rules[target.id]
    found = [at_hand.look(one, target.regime, rule) for one in read]
    return [one for one in found if one is not None]
