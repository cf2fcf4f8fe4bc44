"""The page of an entry of the control list, or of a paragraph of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from engine.browsing.page import Kind, Page, Target, Writing
from engine.browsing.references import rules_of_sets, sets_made_of, sets_with_entry, uses_of
from engine.browsing.rule_page import named_rule
from engine.browsing.standing import late_words
from engine.deals.known_eccns import read_known_eccn
from engine.eccn import Eccn
from engine.evaluation.program import program_of
from engine.evaluation.sets_on_day import in_days
from engine.model import ListEntry, ListRow, Ruleset
from engine.truth import NO, OPEN

NO_ANSWER: Final = (
    "No answer for a deal: the destination, the end user and the end use may require a license"
    " whatever stands here."
)
RULES_SHOWN: Final = 150
"""Rules that a page lists; it says how many more there are."""


def entry_page(ruleset: Ruleset, eccn: Eccn, day: date) -> Page:
    """An entry: its reasons for control, exceptions, countries that the chart marks, paragraphs,
    and the sets and rules that name it. Of a paragraph, only the rows that may concern it."""
    entry = ruleset.entries[eccn.entry]
    regime = ruleset.regime.id
    target = Target(Kind.ECCN, str(eccn), regime)
    page = Writing()
    page.say(f"{entry.cite or 'Control list'}; {ruleset.regime.id}", Target(Kind.REGIME, regime))
    page.say(NO_ANSWER)
    page.say(late_words(ruleset, day))
    if eccn.paragraphs:
        whole = Target(Kind.ECCN, entry.eccn, regime)
        page.say(f"A paragraph of {entry.eccn}: the whole entry", whole)
    rows = [row for row in entry.rows if _concerns(row.only, row.excluded, eccn)]
    now = [row for row in rows if in_days(row.start, row.until, day)]
    page.head(f"Reasons for control on {day}")
    for row in now:
        rules = uses_of(ruleset).marks.get(row.mark, ())
        page.item(
            f"{row.reason} ({row.mark}){_scope(row.only, row.excluded)}{_days(row)}",
            *(Target(Kind.RULE, rule, regime) for rule in rules),
        )
        page.say(f"if: {row.condition}" if row.condition else "", level=3)
    if not now:
        page.item("none in this ruleset on this day")
    other = [row for row in rows if row not in now]
    if other:
        page.head("Reasons on other days")
        for row in other:
            page.item(f"{row.reason} ({row.mark}){_scope(row.only, row.excluded)}{_days(row)}")
    _marked_countries(page, ruleset, now, day)
    _exceptions(page, entry, eccn)
    _paragraphs(page, entry, eccn, regime)
    page.say(f"Note: {entry.note}" if entry.note else "")
    _named_by(page, ruleset, eccn, day)
    return page.page(target, f"{eccn}: {entry.title}")


def countries_by_column(
    ruleset: Ruleset, columns: Iterable[str], day: date
) -> Mapping[str, tuple[str, ...]]:
    """The codes of the countries that the chart marks on the day, by column; those without a row
    of their own by the row that applies to them."""
    wanted = dict.fromkeys(columns)
    found: dict[str, list[str]] = {column: [] for column in wanted}
    for code in sorted(ruleset.countries, key=lambda code: ruleset.countries[code].name):
        for mark in ruleset.chart_row(code) or ():
            if mark.entry in found and in_days(mark.start, mark.until, day):
                found[mark.entry].append(code)
    return {column: tuple(codes) for column, codes in found.items()}


def paragraphs_below(entry: ListEntry, eccn: Eccn) -> tuple[str, ...]:
    """The paragraphs one step below an ECCN, in their order, as far as the list is kept."""
    depth = len(eccn.paragraphs)
    paths = {tuple(paragraph.split(".")) for paragraph in entry.paragraphs}
    next_ones = {path[: depth + 1] for path in paths if path[:depth] == eccn.paragraphs}
    below = sorted((path for path in next_ones if len(path) > depth), key=_order)
    return tuple(".".join((entry.eccn, *path)) for path in below)


def _order(path: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in path)


def _concerns(only: tuple[str, ...], excluded: tuple[str, ...], eccn: Eccn) -> bool:
    """Whether a row for some paragraphs may be about this one: it lies in one, or holds one."""
    if not eccn.paragraphs:
        return True
    if any(eccn.within(_below(eccn, path)) for path in excluded):
        return False
    return not only or any(
        eccn.within(_below(eccn, path)) or _below(eccn, path).within(eccn) for path in only
    )


def _below(eccn: Eccn, path: str) -> Eccn:
    return Eccn(eccn.entry, tuple(path.lower().split(".")))


def _scope(only: tuple[str, ...], excluded: tuple[str, ...]) -> str:
    told = [
        f"only {', '.join(only)}" if only else "",
        f"not {', '.join(excluded)}" if excluded else "",
    ]
    words = "; ".join(filter(None, told))
    return f": {words}" if words else ""


def _days(row: ListRow) -> str:
    since = f" from {row.start}" if row.start else ""
    return since + (f" until {row.until}" if row.until else "")


def _marked_countries(page: Writing, ruleset: Ruleset, rows: Iterable[ListRow], day: date) -> None:
    columns = {mark.entry for marks in ruleset.chart.values() for mark in marks}
    named = [row.mark for row in rows if row.mark in columns]
    if not named:
        return
    page.head("Countries that the chart marks")
    for column, codes in countries_by_column(ruleset, named, day).items():
        # Those without a mark are not listed: embargoed countries are among them.
        page.item(f"{column}, {len(codes)} countries and regions: {_names(ruleset, codes)}")
    page.say(
        "No mark never means that nothing is required: embargoed countries have none, and rows in"
        " prose, end users and end uses reach further than the chart.",
        level=1,
    )


def _names(ruleset: Ruleset, codes: Iterable[str]) -> str:
    return ", ".join(sorted(ruleset.countries[code].name for code in codes))


def _exceptions(page: Writing, entry: ListEntry, eccn: Eccn) -> None:
    found = [one for one in entry.exceptions if _concerns(one.only, one.excluded, eccn)]
    if found:
        page.head("List-based license exceptions")
    for one in found:
        limit = f", up to ${int(one.limit_usd):,}" if one.limit_usd.isdigit() else ""
        page.item(f"{one.code}: {one.allowed}{limit}{_scope(one.only, one.excluded)}")
        page.say(f"if: {one.condition}" if one.condition else "", level=3)


def _paragraphs(page: Writing, entry: ListEntry, eccn: Eccn, regime: str) -> None:
    below = paragraphs_below(entry, eccn)
    rows = [(name, Target(Kind.ECCN, name, regime)) for name in below]
    page.links("Paragraphs", rows)
    if not entry.paragraphs:
        page.say("The paragraphs of this entry are not kept here: any is taken as given.")


def _named_by(page: Writing, ruleset: Ruleset, eccn: Eccn, day: date) -> None:
    regime = ruleset.regime.id
    sets = program_of(ruleset).on(day).sets
    holding = []
    for declared in ruleset.sets.values():
        truth = sets.eccns(declared.id).holds(eccn) if declared.of == "eccns" else NO
        if truth != NO:
            part = ", in part" if truth == OPEN else ""
            words = f"{declared.title}{part} [{declared.cite}]"
            holding.append((words, Target(Kind.SET, declared.id, regime)))
    page.links(f"Sets that hold it on {day}", holding)
    spelled = sets_made_of(ruleset, sets_with_entry(ruleset, eccn.entry))
    own = uses_of(ruleset).entries.get(eccn.entry, ())
    rules = tuple(dict.fromkeys((*own, *rules_of_sets(ruleset, spelled))))
    page.links("Rules that name the entry", (named_rule(ruleset, r) for r in rules[:RULES_SHOWN]))
    if len(rules) > RULES_SHOWN:
        page.say(f"{len(rules) - RULES_SHOWN} more: open the sets above.", level=1)


def read_entry(ruleset: Ruleset, text: str) -> Eccn | None:
    """The ECCN that a text names, where the list has its entry and paragraph; None otherwise."""
    try:
        eccn = read_known_eccn(text, ruleset)
    except ValueError:
        return None
    return eccn if eccn.entry in ruleset.entries else None
