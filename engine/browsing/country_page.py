"""The page of a country: groups, chart row, regimes at home, embargoes, sets."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from engine.browsing.page import Kind, Page, Target, Writing
from engine.browsing.references import rules_of_sets, sets_made_of, uses_of
from engine.browsing.rule_page import named_rule
from engine.browsing.standing import member_days
from engine.evaluation.conditions import current_interval
from engine.evaluation.sets_on_day import SetsOnDay, in_days
from engine.model import Country, Rule, Ruleset, Verb
from engine.regimes.nexus import home_of

_GROUP = re.compile("[A-E][1-9]?")
"""The ids of the sets that are Country Groups; `D5` is group D:5."""


def country_page(
    rulesets: Sequence[Ruleset], code: str, day: date, listed: Iterable[str] = ()
) -> Page:
    """All that the regimes say of a country; `listed` are lines on screening lists."""
    country = next(r.countries[code] for r in rulesets if code in r.countries)
    page = Writing()
    page.named(("Also", ", ".join(country.aliases)), ("Note", country.note))
    if country.row_of:
        row = Target(Kind.COUNTRY, country.row_of)
        page.say(f"Rows of {country.row_of} apply to it ({country.row_cite})", row)
    _at_home(page, rulesets, country, day)
    for ruleset in rulesets:
        _under(page, ruleset, country, day, len(rulesets) > 1)
    listing = tuple(listed)
    if listing:
        page.head("Screening lists")
        for line in listing:
            page.item(line)
    return page.page(Target(Kind.COUNTRY, code), f"{country.code}: {country.name}")


def _codes(country: Country) -> tuple[str, ...]:
    return (country.code, country.row_of) if country.row_of else (country.code,)


def _at_home(page: Writing, rulesets: Sequence[Ruleset], country: Country, day: date) -> None:
    page.head("Regimes at home there")
    found = [r for r in rulesets if not home_of(r, day).countries.isdisjoint(_codes(country))]
    for ruleset in found:
        page.item(ruleset.regime.name, Target(Kind.REGIME, ruleset.regime.id))
    if not found:
        page.item("none of those loaded: what its own law says is not checked here")


def _under(page: Writing, ruleset: Ruleset, country: Country, day: date, several: bool) -> None:
    of = f" under {ruleset.regime.id}" if several else ""
    if ruleset.chart:
        marks = ruleset.chart.get(country.row_of or country.code, ())
        now = [mark.entry for mark in marks if in_days(mark.start, mark.until, day)]
        page.head(f"Commerce Country Chart on {day}")
        page.item(", ".join(now) or "no mark, which never means that nothing is required")
        for mark in marks:
            page.say(f"{mark.entry} {member_days(mark)}" if member_days(mark) else "", level=2)
    sets = SetsOnDay(ruleset.sets, ruleset.countries, day)
    held = [
        declared.id
        for declared in ruleset.sets.values()
        if declared.of == "countries" and sets.country_in(country.code, declared.id)
    ]
    groups = [name for name in held if _GROUP.fullmatch(name)]
    if ruleset.chart:
        page.named(("Country Groups", ", ".join(":".join(name) for name in groups) or "none"))
    bars, others = _naming(ruleset, country, held, day)
    page.links(
        f"Embargoes and prohibitions that name it{of}", (named_rule(ruleset, r) for r in bars)
    )
    page.links(f"Other rules that spell it out{of}", (named_rule(ruleset, r) for r in others))
    page.links(f"Sets that hold it on {day}{of}", _set_rows(ruleset, country, held))
    past = [
        (
            f"{declared.title}: {member_days(member)}",
            Target(Kind.SET, declared.id, ruleset.regime.id),
        )
        for declared in ruleset.sets.values()
        if declared.of == "countries" and declared.id not in held
        for member in declared.members
        if member.entry in _codes(country) and (member.start or member.until)
    ]
    page.links(f"Sets of other days{of}", past)


def _set_rows(
    ruleset: Ruleset, country: Country, held: Iterable[str]
) -> Iterator[tuple[str, Target]]:
    for name in held:
        declared = ruleset.sets[name]
        days = [
            member_days(member) for member in declared.members if member.entry in _codes(country)
        ]
        told = "; ".join(filter(None, days))
        used = len(uses_of(ruleset).sets.get(name, ()))
        words = f"{declared.title} [{declared.cite}]{f', {told}' if told else ''}; rules: {used}"
        yield words, Target(Kind.SET, name, ruleset.regime.id)


def _naming(
    ruleset: Ruleset, country: Country, held: Iterable[str], day: date
) -> tuple[list[str], list[str]]:
    """The rules that bar and name the country, by itself or in a set, and are not over on the
    day; and the others that spell it out."""
    spelled = [
        rule for code in _codes(country) for rule in uses_of(ruleset).countries.get(code, ())
    ]
    by_set = rules_of_sets(ruleset, sets_made_of(ruleset, held))
    bars = [
        name
        for name in dict.fromkeys((*spelled, *by_set))
        if _bars(ruleset.rules[name]) and current_interval(ruleset.rules[name].in_force, day)
    ]
    return bars, [name for name in dict.fromkeys(spelled) if name not in bars]


def _bars(rule: Rule) -> bool:
    return rule.verb is Verb.PROHIBITS or rule.kind == "embargo"
