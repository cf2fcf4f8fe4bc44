"""What changes in the law, day by day: every dated text, member, mark and row of the rulesets.

Each dated interval of a rule stands here once, on the day on which it begins; a day on which a
text ends with none after it stands here besides. The same changes are the timeline of the past
and the calendar of what is to come: on which side one stands, the day says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from engine.browsing.filtering import Said, countries_named, eccns_named, meets, wanted
from engine.browsing.page import Kind, Target
from engine.browsing.standing import STANDINGS
from engine.evaluation.conditions import dated_texts
from engine.model import Interval, Member, Rule, Ruleset, Standing

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """Something of the law that is otherwise from a day on.

    `what` is a phrase, `by` the notice. `interval` is set where a dated text of a rule begins,
    `standing` is how it stands from then on, None where a text, a member or a mark begins or ends.
    `said` is all that a filter looks at.
    """

    day: date
    regime: str
    target: Target
    title: str
    what: str
    by: str
    said: Said
    interval: Interval | None = None
    standing: Standing | None = None
    note: str = ""


class ChangesOfDay(NamedTuple):
    """The changes of one day, by the notice that made them; an empty notice where none is named."""

    day: date
    by_notice: tuple[tuple[str, tuple[Change, ...]], ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes of the day."""
        return tuple(change for _, changes in self.by_notice for change in changes)


@lru_cache(maxsize=64)
def changes_of(ruleset: Ruleset) -> tuple[Change, ...]:
    """Every dated change of a ruleset, the oldest first."""
    found = [
        *_of_rules(ruleset),
        *_of_sets(ruleset),
        *_of_chart(ruleset),
        *_of_rows(ruleset),
    ]
    return tuple(sorted(found, key=lambda change: change.day))


def by_day(changes: Iterable[Change], newest_first: bool) -> tuple[ChangesOfDay, ...]:
    """The changes grouped by day, and within a day by notice."""
    days: dict[date, dict[str, list[Change]]] = {}
    for change in changes:
        days.setdefault(change.day, {}).setdefault(change.by, []).append(change)
    return tuple(
        ChangesOfDay(day, tuple((by, tuple(found)) for by, found in days[day].items()))
        for day in sorted(days, reverse=newest_first)
    )


def matching(
    changes: Iterable[Change], text: str = "", regimes: Sequence[str] = ()
) -> tuple[Change, ...]:
    """The changes that meet each word of `text`: a country, an ECCN, a notice, a rule."""
    words = wanted(text)
    return tuple(
        change
        for change in changes
        if (not regimes or change.regime in regimes) and meets(change.said, words)
    )


def _of_rules(ruleset: Ruleset) -> Iterator[Change]:
    for rule in ruleset.rules.values():
        said = said_of(ruleset, rule)
        for number, intervals in enumerate(dated_texts(rule)):
            what = "" if number == 0 else "a dated part of its conditions: "
            for interval in intervals:
                words = what + STANDINGS[interval.standing]
                if interval.until is not None:
                    words += f", until {interval.until}"
                yield _of_rule(ruleset, rule, interval.start, words, interval, said)
                if interval.until is not None and not _goes_on(intervals, interval.until + _DAY):
                    ended = interval.until + _DAY
                    yield _of_rule(ruleset, rule, ended, f"{what}ended", None, said)


def said_of(ruleset: Ruleset, rule: Rule) -> Said:
    """What a filter looks at of a rule, whatever changes."""
    names = ", ".join(countries_named(ruleset, rule))
    text = f"{rule.id} {rule.title} {rule.cite} {rule.verb.value} {names} {ruleset.regime.id}"
    return Said(text.casefold(), eccns_named(ruleset, rule))


def _goes_on(intervals: Iterable[Interval], day: date) -> bool:
    return any(interval.covers(day) for interval in intervals)


def _of_rule(
    ruleset: Ruleset, rule: Rule, day: date, what: str, interval: Interval | None, said: Said
) -> Change:
    by = interval.by if interval else ""
    note = interval.note if interval else ""
    return Change(
        day,
        ruleset.regime.id,
        Target(Kind.RULE, rule.id, ruleset.regime.id),
        f"{rule.title} [{rule.cite}]",
        what,
        by,
        Said(f"{said.text} {day} {what} {by} {note}".casefold(), said.eccns),
        interval,
        interval.standing if interval else None,
        note,
    )


def _of_sets(ruleset: Ruleset) -> Iterator[Change]:
    for declared in ruleset.sets.values():
        target = Target(Kind.SET, declared.id, ruleset.regime.id)
        title = f"{declared.title} [{declared.cite}]"
        for members, enters, leaves in (
            (declared.members, "joins", "leaves"),
            (declared.excluded, "is taken out", "is no longer taken out"),
        ):
            for member in members:
                name = _name(ruleset, member.entry)
                eccns = (member.entry,) if declared.of == "eccns" else ()
                yield from _of_member(ruleset, member, target, title, name, enters, leaves, eccns)


def _of_chart(ruleset: Ruleset) -> Iterator[Change]:
    for code, marks in ruleset.chart.items():
        target, name = Target(Kind.COUNTRY, code), _name(ruleset, code)
        for mark in marks:
            said = f"{name}: {mark.entry}"
            yield from _of_member(
                ruleset, mark, target, "Commerce Country Chart", said, "is marked", "loses its mark"
            )


def _of_rows(ruleset: Ruleset) -> Iterator[Change]:
    for entry in ruleset.entries.values():
        target = Target(Kind.ECCN, entry.eccn, ruleset.regime.id)
        for row in entry.rows:
            only = f" of {', '.join(row.only)}" if row.only else ""
            said = f"the row {row.reason} ({row.mark}){only}"
            days = Member(row.mark, row.start, row.until)
            title = f"{entry.eccn} {entry.title}"
            eccns = tuple(f"{entry.eccn}.{path}" for path in row.only) or (entry.eccn,)
            yield from _of_member(ruleset, days, target, title, said, "begins", "ends", eccns)


def _of_member(
    ruleset: Ruleset,
    member: Member,
    target: Target,
    title: str,
    name: str,
    enters: str,
    leaves: str,
    eccns: tuple[str, ...] = (),
) -> Iterator[Change]:
    regime = ruleset.regime.id
    made = []
    # A member that left names in `by` the notice that took it out, one that is in how it came in.
    if member.start is not None:
        by = "" if member.until is not None else member.by
        made.append((member.start, f"{name} {enters}", by))
    if member.until is not None:
        made.append((member.until + _DAY, f"{name} {leaves}", member.by))
    for day, what, by in made:
        words = f"{day} {target.id} {title} {what} {by} {member.entry} {regime}".casefold()
        yield Change(day, regime, target, title, what, by, Said(words, eccns))


def _name(ruleset: Ruleset, entry: str) -> str:
    country = ruleset.countries.get(entry)
    return f"{country.name} ({entry})" if country is not None else entry
