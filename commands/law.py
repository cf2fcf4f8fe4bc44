"""`navicert law`: read the law, and what changed in it and will."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from commands import exits, law_days
from commands.rulesets_at_hand import ALL, load, load_regimes, load_with_tests
from commands.talk import give, give_json, say

if TYPE_CHECKING:
    from engine.browsing.book import LawBook
    from engine.browsing.page import Kind, Page, Target
    from engine.model import Ruleset

LISTS = {
    "regimes": "the regimes, what each holds, and to which day it was verified",
    "rules": "the rules by regime and step, or those in which the words stand",
    "eccns": "the control list as a tree, or the entries in which the words stand",
    "countries": "the countries, or those that the words mean",
    "sets": "the sets, or those in which the words stand",
    "facts": "the facts, or those in which the words stand",
}
PAGES = {
    "regime": "a regime: its reach, what it holds, what it does not check",
    "rule": "a rule: its dates, conditions, effect, sentences and sources",
    "eccn": "an entry of the control list, or a paragraph of it",
    "country": "a country: groups, chart, embargoes, sets, listed parties",
    "set": "a set of countries, ECCNs or words",
    "fact": "a fact: the question, who knows, and which rules use it",
}


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, what in LISTS.items():
        listing = actions.add_parser(name, help=what)
        listing.add_argument("words", metavar="WORD", nargs="*", help="words to be found")
        _declare_regime(listing)
        listing.set_defaults(act=_list)
    for name, what in PAGES.items():
        page = actions.add_parser(name, help=what)
        page.add_argument("name", metavar="NAME", nargs="+")
        page.add_argument("--as-of", metavar="DATE", help="the law of this date, not of today")
        if name == "rule":
            page.add_argument("--tests", action="store_true", help="add the tests beside it")
            page.add_argument(
                "--cases",
                metavar="PATH",
                nargs="*",
                help="add the worked cases that test it, from these files and folders, or from"
                " those that ship",
            )
        _declare_regime(page)
        page.set_defaults(act=_page)
    law_days.declare(actions)


def _declare_regime(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--regime", help="one regime by name, or its folder's path")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Run the action; the exit code."""
    try:
        code: int = options.act(_rulesets(options.regime), options)
    except ValueError as wrong:
        say(f"navicert law: {wrong}")
        return exits.USAGE
    return code


def _rulesets(regime: str | None) -> "Sequence[Ruleset]":
    return load_regimes([ALL]).rulesets if regime is None else (load(regime),)


def _list(rulesets: "Sequence[Ruleset]", options: argparse.Namespace) -> int:
    from engine.browsing import outline
    from engine.browsing.book import LawBook
    from engine.browsing.page import Kind
    from engine.browsing.search import SearchIndex

    book = LawBook(rulesets)
    kind = {"countries": Kind.COUNTRY}.get(options.action) or Kind(options.action.removesuffix("s"))
    words = " ".join(options.words)
    if words:
        found = SearchIndex(book).search(words, (kind,), limit=10_000)
        if options.json:
            give_json([{**one.target._asdict(), "title": one.title} for one in found])
        for one in () if options.json else found:
            give(one.title)
        if not found:
            say(f"navicert law: nothing among the {options.action} has all of: {words}")
        return exits.DONE
    branches = {
        Kind.REGIME: outline.regimes_outline,
        Kind.RULE: outline.rules_outline,
        Kind.ECCN: outline.eccn_outline,
        Kind.COUNTRY: outline.countries_outline,
        Kind.SET: outline.sets_outline,
        Kind.FACT: outline.facts_outline,
    }[kind](book)
    if options.json:
        give_json(outline.outline_data(branches))
    else:
        for line in outline.outline_lines(branches):
            give(line)
    return exits.DONE


def _page(rulesets: "Sequence[Ruleset]", options: argparse.Namespace) -> int:
    from engine.browsing.book import LawBook
    from engine.browsing.page import Kind

    day = law_days.day_of(options.as_of) or date.today()
    kind = Kind(options.action)
    book = LawBook(rulesets)
    target = find(book, kind, " ".join(options.name))
    if target is None:
        return exits.USAGE
    listed = _listed(target.id) if kind is Kind.COUNTRY else ()
    page = book.page(target, day, listed)
    more: list[str] = []
    if kind is Kind.RULE:
        more = _tests_and_cases(rulesets, target, options, day)
    show(page, options.json, more)
    return exits.DONE


def show(page: "Page", as_json: bool = False, more: Sequence[str] = ()) -> None:
    """Print a page, and lines after it."""
    from engine.browsing.page import page_data, page_text

    if as_json:
        give_json({**page_data(page), **({"more": list(more)} if more else {})})
        return
    give(page_text(page))
    for line in more:
        give(line)


def find(book: "LawBook", kind: "Kind | None", name: str) -> "Target | None":
    """The page of a name, of any kind where none is given; tells what is near where there is
    none. Raises `ValueError` for a country that is not known."""
    from engine.browsing.page import Kind
    from engine.deals.country_names import find_country
    from engine.reading.typed_text import shown, suggestion

    if kind is Kind.COUNTRY:
        countries = {c: one for r in book.rulesets for c, one in r.countries.items()}
        name = find_country(name, countries)
    found = book.named(name) if kind is None else book.find(kind, name)
    if found is None:
        known = [n for r in book.rulesets for n in (*r.rules, *r.sets, *r.facts, *r.entries)]
        near = suggestion(name, known) or "“navicert law rules WORD” searches"
        what = "nothing here" if kind is None else f"no {kind.value} here"
        say(f"navicert law: {what} is called {shown(name)}: {near}")
    return found


def _listed(code: str) -> tuple[str, ...]:
    """The lines of a country on the screening lists; why there are none, where they cannot be
    read: the law is read without them."""
    from engine.faults import NavicertError
    from parties.by_country import country_lines
    from parties.lists.sample import lists_for_screening
    from records.locations import data_folder

    try:
        return country_lines(lists_for_screening(data_folder() / "lists"), code)
    except (NavicertError, OSError) as error:
        return (f"the lists cannot be read: {error}",)


def _tests_and_cases(
    rulesets: "Sequence[Ruleset]", target: "Target", options: argparse.Namespace, day: date
) -> list[str]:
    from engine.browsing.cases_of_rule import lines_of_tests

    lines: list[str] = []
    if options.tests:
        whole = load_with_tests(options.regime or target.regime)
        told = lines_of_tests(whole.rules[target.id])
        lines += ["", f"Tests beside it: {len(told)}", *(f"  - {line}" for line in told)]
    if options.cases is not None:
        found = law_days.cases_of(rulesets, target, options.cases, day)
        lines += ["", f"Cases that test it: {len(found)}", *(f"  - {one.line}" for one in found)]
    return lines
