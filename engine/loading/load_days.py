"""Dates in a ruleset: intervals of force, days of membership, and where a text was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from engine.loading.load_fields import Faults, Fields, Keys, read_fields
from engine.loading.load_names import Names
from engine.model import Interval, Place, Source, Standing

STANDINGS: Final = tuple(standing.value for standing in Standing)
MAY_SAY: Final = ("until", "standing", "announced", "note", "assumption")
"""The keys that an interval may have, besides `from` and `by`."""

SOURCE: Final = Keys(("seen", "confidence"), ("where",))
INTERVAL: Final = Keys(("from", "by"), MAY_SAY)
_SLIP: Final = timedelta(days=8)
"""A gap shorter than this between two intervals is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that something claims, with its place and what it claims for them."""

    start: date | None
    until: date | None
    claim: str
    place: Place


def read_interval(fields: Fields, names: Names) -> Interval | None:
    """The interval that the keys of a mapping give."""
    start, until = fields.day("from"), fields.day("until")
    standing = Standing(fields.word("standing", STANDINGS, Standing.IN_FORCE))
    assumption = fields.text("assumption")
    if assumption:
        declared = names.facts.get(assumption)
        if declared is None or not declared.default:
            fields.wrong(
                "assumption",
                f"“{assumption}” is no policy fact with a default",
                names.near(assumption, (n for n, f in names.facts.items() if f.default))
                or "declare it in facts/policy.yaml, with “default: no”",
            )
        if standing is not Standing.NOT_ENFORCED:
            fields.wrong(
                "assumption",
                f"an assumption changes nothing where the standing is “{standing}”",
                "write “standing: not-enforced”, or take the assumption out",
            )
    announced, by, note = fields.day("announced"), fields.text("by"), fields.text("note")
    if start is None:
        return None
    if until is not None and until < start:
        fields.wrong(
            "until", f"the interval ends on {until}, before it begins on {start}", "swap them"
        )
    return Interval(start, until, by, standing, announced, note, assumption)


def read_intervals(fields: Fields, key: str, names: Names) -> tuple[Interval, ...]:
    """The list of intervals under `key`, checked against one another."""
    intervals: list[Interval] = []
    stretches: list[Stretch] = []
    for part in fields.elements(key):
        read = read_fields(part, f"an interval of {fields.what}", INTERVAL, fields.faults)
        interval = None if read is None else read_interval(read, names)
        if interval is not None:
            intervals.append(interval)
            stretches.append(stretch_of(interval, part.place))
    check_stretches(stretches, fields.faults)
    return tuple(intervals)


def stretch_of(interval: Interval, place: Place) -> Stretch:
    return Stretch(interval.start, interval.until, interval.standing, place)


def check_stretches(stretches: Sequence[Stretch], faults: Faults) -> None:
    """The last matching interval wins: so each begins after the one before it, days claimed twice
    with the same standing are a contradiction, and a gap of a few days is a slip."""
    for earlier, later in pairwise(stretches):
        begins = later.start or date.min
        if begins <= (earlier.start or date.min):
            faults.add(
                later.place,
                f"this interval begins on {_shown(later.start)}, not after the one before it"
                f" ({_shown(earlier.start)})",
                "write the intervals in order of their first days",
            )
        elif earlier.until is not None and begins <= earlier.until:
            if earlier.claim == later.claim:
                faults.add(
                    later.place,
                    f"two intervals overlap from {begins} to"
                    f" {min(earlier.until, later.until or date.max)}",
                    f"end the first on {begins - timedelta(days=1)}",
                )
        elif earlier.until is not None and timedelta(days=1) < begins - earlier.until < _SLIP:
            faults.add(
                later.place,
                f"no interval covers the days after {earlier.until} and before {begins}",
                f"end the first on {begins - timedelta(days=1)}",
            )


def read_days(fields: Fields) -> tuple[date | None, date | None]:
    """The `from` and `until` of a member or a row, both open where they are left out."""
    start, until = fields.day("from"), fields.day("until")
    if start is not None and until is not None and until < start:
        fields.wrong("until", f"the days end on {until}, before they begin on {start}", "swap them")
    return start, until


def read_sources(fields: Fields) -> tuple[Source, ...]:
    """The `sources` of a mapping."""
    sources: list[Source] = []
    for part in fields.elements("sources"):
        source = read_fields(
            part,
            f"a source of {fields.what}",
            SOURCE,
            fields.faults,
        )
        if source is not None:
            seen = source.day("seen")
            confidence = source.word("confidence", ("verified", "recalled"))
            if seen is not None:
                sources.append(Source(seen, confidence, source.text("where")))
    return tuple(sources)


def _shown(day: date | None) -> str:
    return "no date" if day is None else day.isoformat()
