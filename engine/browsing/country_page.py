"""The page of a country: regimes at home, embargoes, groups, chart row, requirements, sets."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from engine.browsing.destinations import embargoes_on, requirements_on
from engine.browsing.page import Kind, Line, Page, Target, Writing
from engine.browsing.references import uses_of
from engine.browsing.rule_page import named_rule
from engine.browsing.standing import late_words, member_days
from engine.evaluation.conditions import current_interval
from engine.evaluation.program import program_of
from engine.evaluation.sets_on_day import in_days
from engine.model import Country, Member, Rule, Ruleset, Standing
from engine.regimes.nexus import home_of

_GROUP = re.compile("[A-E][1-9]?")
"""The ids of the sets that are Country Groups; `D5` is group D:5."""

NO_ANSWER = (
    "No answer for a deal: the item, its end user and its end use may require a license whatever"
    " stands here."
)


def country_page(
    rulesets: Sequence[Ruleset], code: str, day: date, listed: Iterable[str] = ()
) -> Page:
    """All that the regimes say of a country; `listed` are lines on screening lists."""
    country = next(r.countries[code] for r in rulesets if code in r.countries)
    page = Writing()
    page.say(NO_ANSWER)
    page.named(("Also", ", ".join(country.aliases)), ("Note", country.note))
    if country.row_of:
        row = Target(Kind.COUNTRY, country.row_of)
        page.say(
            f"Rows and groups of {country.row_of} apply to it as well ({country.row_cite})", row
        )
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
    sets = program_of(ruleset).on(day).sets
    held = [
        declared.id
        for declared in ruleset.sets.values()
        if declared.of == "countries" and sets.country_in(country.code, declared.id)
    ]
    bars = embargoes_on(ruleset, country.code, day)
    if (held or bars) and late_words(ruleset, day):
        page.lines.append(Line(""))
        page.say(late_words(ruleset, day))
    page.links(f"Embargoes and prohibitions that name it{of}", _rules(ruleset, bars, day))
    if ruleset.chart:
        _chart(page, ruleset, country, day)
        groups = [name for name in held if _GROUP.fullmatch(name)]
        page.named(("Country Groups", ", ".join(":".join(name) for name in groups) or "none"))
    required = requirements_on(ruleset, country.code, day)
    page.links(f"Other requirements that name it{of}", _rules(ruleset, required, day))
    told = {rule.id for rule in (*bars, *required)}
    spelled = dict.fromkeys(
        name
        for code in _codes(country)
        for name in uses_of(ruleset).countries.get(code, ())
        if name not in told
    )
    others = (ruleset.rules[name] for name in spelled)
    page.links(f"Other rules that spell it out{of}", _rules(ruleset, others, day))
    page.links(f"Sets that hold it on {day}{of}", _set_rows(ruleset, country, held))
    page.links(f"Sets of other days{of}", _past(ruleset, country, held))


def _chart(page: Writing, ruleset: Ruleset, country: Country, day: date) -> None:
    marks = ruleset.chart_row(country.code)
    page.head(f"Commerce Country Chart on {day}")
    if marks is None:
        page.item("no row: which requirements hold is not decided by the chart")
        return
    now = [mark.entry for mark in marks if in_days(mark.start, mark.until, day)]
    page.item(", ".join(now) or "no mark, which never means that nothing is required")
    for mark in marks:
        page.say(f"{mark.entry} {member_days(mark)}" if member_days(mark) else "", level=2)
    codes = _codes(country)
    for footnote in ruleset.footnotes:
        if not set(codes).isdisjoint(footnote.countries):
            page.item(f"Footnote {footnote.number}: {footnote.note}")


def _rules(ruleset: Ruleset, rules: Iterable[Rule], day: date) -> Iterator[tuple[str, Target]]:
    for rule in rules:
        words, target = named_rule(ruleset, rule.id)
        current = current_interval(rule.in_force, day)
        if current is None:
            words = f"NOT IN FORCE on {day}: {words}"
        elif current.standing is not Standing.IN_FORCE:
            words = f"{current.standing.value.replace('-', ' ').upper()}: {words}"
        yield words, target


def _set_rows(
    ruleset: Ruleset, country: Country, held: Iterable[str]
) -> Iterator[tuple[str, Target]]:
    for name in held:
        declared = ruleset.sets[name]
        days = map(member_days, _of_country(country, declared.members))
        told = "; ".join(filter(None, days))
        used = len(uses_of(ruleset).sets.get(name, ()))
        words = f"{declared.title} [{declared.cite}]{f', {told}' if told else ''}; rules: {used}"
        yield words, Target(Kind.SET, name, ruleset.regime.id)


def _past(ruleset: Ruleset, country: Country, held: Iterable[str]) -> Iterator[tuple[str, Target]]:
    for declared in ruleset.sets.values():
        if declared.of == "countries" and declared.id not in held:
            for member in _of_country(country, declared.members):
                if member.start or member.until:
                    words = f"{declared.title}: {member_days(member)}"
                    yield words, Target(Kind.SET, declared.id, ruleset.regime.id)


def _of_country(country: Country, members: Iterable[Member]) -> list[Member]:
    return [member for member in members if member.entry in _codes(country)]
