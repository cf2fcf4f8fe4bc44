"""Rules, entries, sets, facts and countries as plain text."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from engine.evaluation.sets_on_day import SetsOnDay, in_days
from engine.model import (
    All,
    Any,
    Condition,
    Dated,
    Exists,
    FactDeclaration,
    Interval,
    Leaf,
    ListEntry,
    Member,
    NoneOf,
    Rule,
    RuleHolds,
    Ruleset,
    SetDeclaration,
    Source,
)

WIDTH = 90


def rule_text(ruleset: Ruleset, rule: Rule, day: date) -> str:
    """A rule with its dates, conditions, exceptions, effect, sentences and sources."""
    lines = [
        f"{rule.id}: {rule.title}",
        f"{rule.verb.value}; {rule.cite}; {rule.place}",
        "",
        "In force:",
        *(f"  {_interval(interval)}" for interval in rule.in_force),
        "",
        "When:",
        *_condition(rule.when, "  "),
    ]
    for unless in rule.unless:
        lines += ["", f"Unless: {unless.title} ({unless.cite})", *_condition(unless.when, "  ")]
    effect = [
        ("Kind", rule.kind),
        ("Reason", rule.reason),
        ("Review", rule.review),
        ("Exception", rule.exception),
        ("Overcomes kinds", ", ".join(sorted(rule.overcomes.kinds))),
        ("Overcomes reasons", ", ".join(sorted(rule.overcomes.reasons))),
        ("Overcomes rules", ", ".join(sorted(rule.overcomes.rules))),
        ("Does not overcome", ", ".join(sorted(rule.overcomes.except_rules))),
        ("Takes away", ", ".join(sorted(rule.removes))),
        ("Leaves", ", ".join(sorted(rule.keeps))),
        ("Holds even if not subject", "yes" if rule.always else ""),
        ("Makes content controlled", "yes" if rule.counts_content else ""),
        ("Note", rule.note),
    ]
    lines += ["", *_named(effect)]
    lines += [line for duty in rule.duties for line in _wrap(duty, "- ")]
    lines += _named((("Yes", rule.say.yes), ("No", rule.say.no), ("Open", rule.say.open)))
    lines += ["", f"Sources: {_sources(rule.sources)}", f"Tests: {len(rule.tests)}"]
    users = [other.id for other in ruleset.rules.values() if rule.id in _rules_in(other)]
    if users:
        lines += _wrap(f"Used by: {', '.join(users)}")
    return "\n".join(lines)


def entry_text(entry: ListEntry, day: date) -> str:
    """An entry of the Commerce Control List: its rows, exceptions and known paragraphs."""
    lines = [f"{entry.eccn}: {entry.title}", entry.cite, "", "Reasons for control:"]
    for row in entry.rows:
        if not in_days(row.start, row.until, day):
            continue
        lines += _wrap(f"{row.reason} ({row.mark}){_scope(row.only, row.excluded)}", "  - ")
        if row.condition:
            lines += _wrap(f"if: {row.condition}", "      ")
    if entry.exceptions:
        lines += ["", "List-based license exceptions:"]
    for exception in entry.exceptions:
        limit = f", up to ${int(exception.limit_usd):,}" if exception.limit_usd.isdigit() else ""
        scope = _scope(exception.only, exception.excluded)
        lines += _wrap(f"{exception.code}: {exception.allowed}{limit}{scope}", "  - ")
        if exception.condition:
            lines += _wrap(f"if: {exception.condition}", "      ")
    if entry.paragraphs:
        lines += ["", *_wrap(f"Paragraphs: {', '.join(sorted(entry.paragraphs))}")]
    if entry.note:
        lines += ["", *_wrap(f"Note: {entry.note}")]
    return "\n".join(lines)


def country_text(ruleset: Ruleset, code: str, day: date) -> str:
    """A country: its chart columns and the sets that hold it on the day."""
    country = ruleset.countries[code]
    lines = [f"{country.code}: {country.name}"]
    if country.aliases:
        lines += _wrap(f"Also: {', '.join(country.aliases)}")
    row = country.row_of or code
    if country.row_of:
        lines += _wrap(f"Rows of {country.row_of} apply to it ({country.row_cite})")
    if country.note:
        lines += _wrap(f"Note: {country.note}")
    marks = [
        member.entry
        for member in ruleset.chart.get(row, ())
        if in_days(member.start, member.until, day)
    ]
    lines += ["", f"Commerce Country Chart on {day}:", *_wrap(", ".join(marks) or "no mark", "  ")]
    sets = SetsOnDay(ruleset.sets, ruleset.countries, day)
    lines += ["", f"Sets on {day}:"]
    for declared in ruleset.sets.values():
        if declared.of == "countries" and sets.country_in(code, declared.id):
            lines += _wrap(f"{declared.title} ({declared.cite})", "  - ")
    return "\n".join(lines)


def set_text(declared: SetDeclaration, day: date) -> str:
    """A set with its members on the day, and those of other days."""
    lines = [f"{declared.id}: {declared.title}", f"{declared.of}; {declared.cite}", ""]
    now = [m.entry for m in declared.members if in_days(m.start, m.until, day)]
    lines += _wrap(f"Members on {day}: {', '.join(now) or 'none'}")
    dated = [member for member in declared.members if member.start or member.until]
    lines += [f"  {_member(member)}" for member in dated]
    named = [
        ("And all of", ", ".join(declared.union)),
        ("But none of", ", ".join(declared.minus)),
        ("Taken out", ", ".join(member.entry for member in declared.excluded)),
        ("Sources", _sources(declared.sources)),
    ]
    return "\n".join([*lines, *_named(named)])


def fact_text(fact: FactDeclaration) -> str:
    """A fact: what is asked, why, and who would know."""
    choices = "; ".join(f"{choice.value} ({choice.label})" for choice in fact.choices)
    named = [
        ("Asks", fact.ask),
        ("Help", fact.help),
        ("Law", fact.cite),
        ("Choices", choices),
        ("Who knows", fact.who),
        ("Document", fact.document),
        ("House default", fact.default),
        ("Calculated", fact.derived),
    ]
    head = f"{fact.name}: {fact.short}"
    return "\n".join([head, f"{fact.type.value}; {fact.section}", "", *_named(named)])


def _condition(condition: Condition, indent: str) -> Iterator[str]:
    """A condition as an outline, in the words of the ruleset's files."""
    head, parts = _head_and_parts(condition)
    notes = [condition.label, condition.cite]
    told = f"  ({'; '.join(filter(None, notes))})" if any(notes) else ""
    yield from _wrap(f"{head}{told}", f"{indent}- ")
    for text, part in parts:
        if text:
            yield f"{indent}    {text}"
        yield from _condition(part, f"{indent}    ")


def _head_and_parts(condition: Condition) -> tuple[str, list[tuple[str, Condition]]]:
    match condition:
        case Leaf():
            operand = condition.operand
            words = operand if isinstance(operand, str) else ", ".join(operand)
            return f"{condition.fact} {condition.test.replace('_', ' ')} {words}", []
        case All():
            return "all of:", [("", part) for part in condition.parts]
        case Any():
            return "any of:", [("", part) for part in condition.parts]
        case NoneOf():
            return "none of:", [("", part) for part in condition.parts]
        case RuleHolds():
            return f"rule {condition.rule} holds", []
        case Exists():
            return f"one of {condition.fact} for which:", [("", condition.where)]
        case Dated():
            return "by date:", [(_interval(v.interval), v.when) for v in condition.versions]


def _rules_in(rule: Rule) -> set[str]:
    """The rules whose truth a rule rests on."""
    found: set[str] = set()
    waiting: list[Condition] = [rule.when, *(unless.when for unless in rule.unless)]
    while waiting:
        condition = waiting.pop()
        if isinstance(condition, RuleHolds):
            found.add(condition.rule)
        waiting.extend(part for _, part in _head_and_parts(condition)[1])
    return found


def _interval(interval: Interval) -> str:
    until = f"to {interval.until}" if interval.until else "on"
    told = [
        f"{interval.start} {until}: {interval.standing.value.replace('-', ' ')}, by {interval.by}",
        f"announced {interval.announced}" if interval.announced else "",
        f"may be relied on by {interval.assumption}" if interval.assumption else "",
        interval.note,
    ]
    return "; ".join(filter(None, told))


def _member(member: Member) -> str:
    since = f" from {member.start}" if member.start else ""
    until = f" until {member.until}" if member.until else ""
    return f"{member.entry}{since}{until}{f', by {member.by}' if member.by else ''}"


def _scope(only: tuple[str, ...], excluded: tuple[str, ...]) -> str:
    told = [
        f"only {', '.join(only)}" if only else "",
        f"not {', '.join(excluded)}" if excluded else "",
    ]
    words = "; ".join(filter(None, told))
    return f": {words}" if words else ""


def _sources(sources: Iterable[Source]) -> str:
    return "; ".join(
        f"{source.confidence}, seen {source.seen}{f', {source.where}' if source.where else ''}"
        for source in sources
    )


def _named(named: Iterable[tuple[str, str]]) -> list[str]:
    return [line for name, text in named if text for line in _wrap(f"{name}: {text}")]


def _wrap(text: str, lead: str = "") -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_on_hyphens=False,
        break_long_words=False,
    )
