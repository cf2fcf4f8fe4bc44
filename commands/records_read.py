"""The actions of `navicert records` that read: list, show, compare, report, due."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commands import exits
from commands.talk import give, give_json, say

if TYPE_CHECKING:
    from engine.explanation.differences import Difference
    from records.cards import Card
    from records.search import Filter
    from records.store import Records

FORMS: Final = ("text", "md", "html", "json")


def declare(actions: Any) -> None:
    listing = actions.add_parser("list", help="one line for each record that meets the filters")
    _declare_filters(listing)
    listing.add_argument(
        "--sort",
        metavar="ORDER",
        default="saved",
        help="saved (the oldest first), as-of, title, outcome, by, eccn or destination",
    )
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--csv", action="store_true", help="print CSV for a spreadsheet")
    listing.set_defaults(act=_list, needs_records=True)

    show = actions.add_parser("show", help="one record, with what happened to it later")
    show.add_argument("id", metavar="ID", help="a record's id, as the list shows it")
    form = show.add_mutually_exclusive_group()
    form.add_argument("--full", action="store_true", help="add the facts and the tree of rules")
    form.add_argument("--deal", action="store_true", help="print the saved deal file alone")
    form.add_argument("--json", action="store_true", help="print JSON")
    show.set_defaults(act=_show, needs_records=True)

    report = actions.add_parser("report", help="one record as a report, to print or to send")
    report.add_argument("id", metavar="ID")
    report.add_argument("--form", choices=FORMS, default="html", help="the form of the report")
    report.add_argument("--full", action="store_true", help="add the facts and the tree of rules")
    report.add_argument("--out", metavar="FILE", type=Path, help="write it there, not to stdout")
    report.set_defaults(act=_report, needs_records=True)

    compare = actions.add_parser("compare", help="what two records have otherwise")
    compare.add_argument("id", metavar="ID")
    compare.add_argument("other", metavar="OTHER")
    compare.add_argument("--json", action="store_true", help="print JSON")
    compare.set_defaults(act=_compare, needs_records=True)

    due = actions.add_parser("due", help="records whose time to be kept is over")
    due.set_defaults(act=_due, needs_records=True)


def _declare_filters(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("text", nargs="*", metavar="TEXT", help="words in title, item, parties, person or id")
    add("--party", metavar="NAME", default="", help="a part of a party's name")
    add("--country", metavar="CODE", default="", help="of the destination or of a party")
    add("--eccn", metavar="ECCN", default="", help="this one or a paragraph of it")
    add("--outcome", metavar="OUTCOME", default="", help="such as license-required")
    add("--cite", metavar="CITATION", default="", help="a paragraph that decided it: 734.9(k)")
    add("--by", metavar="NAME", default="", help="who saved it")
    add(
        "--review",
        metavar="STATE",
        default="",
        help="open, approved, returned, awaits-sign-off, held or due",
    )
    add("--since", metavar="DATE", help="saved on this day or later")
    add("--until", metavar="DATE", help="saved on this day or earlier")
    add("--latest", action="store_true", help="leave out what was superseded")


def _filter(options: argparse.Namespace) -> "Filter":
    from records.search import Filter

    return Filter(
        text=" ".join(options.text),
        party=options.party,
        country=options.country,
        eccn=options.eccn,
        outcome=_known_outcome(options.outcome),
        citation=options.cite,
        by=options.by,
        review=options.review,
        saved_from=day_of(options.since, "--since"),
        saved_until=day_of(options.until, "--until"),
        superseded=not options.latest,
    )


def _known_outcome(text: str) -> str:
    from engine.outcome import Outcome
    from engine.reading.typed_text import choice_of_words, shown

    known = [outcome.value for outcome in Outcome]
    if text and text not in known:
        say(f"navicert records: {shown(text)} is no outcome: write {choice_of_words(known)}")
        raise SystemExit(exits.USAGE)
    return text


def day_of(text: str | None, option: str) -> date | None:
    """The date of an option; leaves with a word where it is none."""
    if text is None:
        return None
    from engine.deals.answers import read_date

    try:
        return read_date(text)
    except ValueError as error:
        say(f"navicert records: {option}: {error}")
        raise SystemExit(exits.USAGE) from None


def _list(records: "Records", options: argparse.Namespace) -> int:
    from records.reports import listing
    from records.search import Finder, in_order

    cards = records.cards()
    wanted = _filter(options)
    finder = Finder(cards, datetime.now(UTC).date(), records.house.sign_off)
    found = in_order(finder.find(wanted), options.sort, newest_first=False)
    if options.json or options.csv:
        sys.stdout.write(listing.as_json(found) if options.json else listing.as_csv(found))
        return exits.DONE
    if not cards:
        say("Nothing saved yet. “navicert determine DEAL --save” saves a determination.")
    elif not found:
        say(f"None of {len(cards):,} records meets that.")
    for card in found:
        give(_row(card))
    return exits.DONE


def _row(card: "Card") -> str:
    marks = [card.review, "held" if card.held else "", "superseded" if card.superseded_by else ""]
    told = f"  [{', '.join(filter(None, marks))}]" if any(marks) else ""
    return f"{card.id}  {card.saved_at:%Y-%m-%d}  {card.outcome:<19}  {card.by}  {card.title}{told}"


def _show(records: "Records", options: argparse.Namespace) -> int:
    record = records.get(options.id)
    if options.deal:
        give((record.deal_text or "").rstrip("\n"))
        return exits.DONE
    options.form, options.out = "json" if options.json else "text", None
    return _report(records, options)


def _report(records: "Records", options: argparse.Namespace) -> int:
    from records.reports.forms import report

    content = report(records, options.id, options.form, datetime.now(UTC), options.full)
    if options.out is None:
        sys.stdout.write(content)
        return exits.DONE
    from engine.durable import write_whole
    from records.faults import cannot_save

    require_elsewhere(options.out)
    try:
        write_whole(options.out, content.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise cannot_save(options.out, error) from error
    say(f"written to {options.out}")
    return exits.DONE


def require_elsewhere(path: Path) -> None:
    """Raises CannotSaveError for a file that would lie among those of the records."""
    from records.faults import CannotSaveError
    from records.locations import is_of_records

    if is_of_records(path):
        raise CannotSaveError(
            f"Not saved: {path.parent} is for the records alone: name another folder."
        )


def _compare(records: "Records", options: argparse.Namespace) -> int:
    from engine.explanation.differences import differences

    first, second = records.get(options.id), records.get(options.other)
    found = differences(first.determination or {}, second.determination or {})
    if options.json:
        give_json([difference._asdict() for difference in found])
        return exits.DONE
    give(f"{first.id}: {first.card.title}, saved {first.saved_at:%Y-%m-%d} by {first.by}")
    give(f"{second.id}: {second.card.title}, saved {second.saved_at:%Y-%m-%d} by {second.by}")
    if not found:
        give("Nothing differs.")
    for difference in found:
        give(difference_words(difference))
    return exits.DONE


def difference_words(difference: "Difference") -> str:
    """A difference in one line: what, before, after, why."""
    from engine.explanation.differences import PARTS

    name = f" {difference.name}" if difference.name else ""
    return f"{PARTS[difference.part]}{name}: {difference.told('-', '+')}"


def _due(records: "Records", options: argparse.Namespace) -> int:
    from records.retention import due, keep_until

    found = due(records.cards(), datetime.now(UTC).date())
    if not found:
        say("No record is due to be disposed of.")
    for card in found:
        give(f"{card.id}  kept until {keep_until(card)}  {card.title}")
    return exits.DONE
