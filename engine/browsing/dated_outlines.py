"""The timeline and the calendar as trees."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from engine.browsing.book import LawBook
from engine.browsing.calendar import Coming, Unsettled, coming, unsettled
from engine.browsing.filtering import meets, wanted
from engine.browsing.outline import Branch
from engine.browsing.page import Kind, Target
from engine.browsing.standing import STANDINGS, interval_words, read_to_words
from engine.browsing.timeline import Change, ChangesOfDay, by_day, changes_of, matching
from engine.model import Standing

NO_NOTICE = "no notice named"
_FIRST = (Standing.UNCLEAR, Standing.STAYED, Standing.NOT_ENFORCED)


def timeline_days(
    book: LawBook, to: date, text: str = "", regimes: Sequence[str] = ()
) -> tuple[ChangesOfDay, ...]:
    """The days up to `to` on which something changed that the words of `text` meet, newest
    first."""
    changes = [c for ruleset in book.rulesets for c in changes_of(ruleset) if c.day <= to]
    return by_day(matching(changes, text, regimes), newest_first=True)


def timeline_outline(days: Iterable[ChangesOfDay]) -> tuple[Branch, ...]:
    """A branch a day, below it the notices and what each changed."""
    return tuple(
        Branch(
            f"{one.day}  {_count(len(one.changes), 'change')}: "
            + "; ".join(by or NO_NOTICE for by, _ in one.by_notice),
            None,
            partial(_notices, one),
            one.day,
        )
        for one in days
    )


def _notices(one: ChangesOfDay) -> tuple[Branch, ...]:
    if len(one.by_notice) == 1:
        return _changes(one.by_notice[0][1])
    return tuple(
        Branch(f"{by or NO_NOTICE} ({len(changes)})", None, partial(_changes, changes), one.day)
        for by, changes in one.by_notice
    )


def _changes(changes: Iterable[Change]) -> tuple[Branch, ...]:
    return tuple(
        Branch(
            f"{change.regime}  {change.title}: {change.what}",
            change.target,
            partial(_notes, (change.note,), change.day) if change.note else None,
            change.day,
        )
        for change in changes
    )


def _notes(notes: Iterable[str], day: date) -> tuple[Branch, ...]:
    return tuple(Branch(note, None, None, day) for note in notes if note)


def calendar_entries(
    book: LawBook, day: date, text: str = "", regimes: Sequence[str] = ()
) -> tuple[Coming, ...]:
    """What is to come after the day and meets the words of `text`, the next first."""
    words = wanted(text)
    return tuple(
        one
        for one in coming(book.rulesets, day)
        if (not regimes or one.regime in regimes) and meets(one.said, words)
    )


def calendar_outline(
    book: LawBook, day: date, text: str = "", regimes: Sequence[str] = ()
) -> tuple[Branch, ...]:
    """What is to come, what is unsettled on the day, and how far the rules were read."""
    entries = calendar_entries(book, day, text, regimes)
    rulesets = [r for r in book.rulesets if not regimes or r.regime.id in regimes]
    words = wanted(text)
    open_now = [one for one in unsettled(rulesets, day) if meets(one.said, words)]
    by_day: dict[date, list[Coming]] = {}
    for one in entries:
        by_day.setdefault(one.day, []).append(one)
    parts = [
        Branch(f"{then}  {len(found)} coming", None, partial(_entries, found), then)
        for then, found in by_day.items()
    ]
    if not parts:
        parts = [Branch(f"Nothing dated after {day} is in the rules that match.")]
    for standing, found in _by_standing(open_now).items():
        label = f"On {day}: {standing} ({len(found)})"
        parts.append(Branch(label, None, partial(_open_now, found)))
    read_to = [Branch(read_to_words(r, day), Target(Kind.REGIME, r.regime.id)) for r in rulesets]
    parts.append(Branch("How far the rules were read", None, lambda: read_to))
    return tuple(parts)


def _entries(found: Iterable[Coming]) -> tuple[Branch, ...]:
    return tuple(map(_entry, found))


def _entry(one: Coming) -> Branch:
    notes = (f"certainty: {one.certainty.value}", f"source: {one.source}" if one.source else "")
    return Branch(
        f"{one.regime}  {one.title}: {one.what}",
        one.target,
        partial(_notes, notes, one.day),
        one.day,
    )


def _by_standing(found: Iterable[Unsettled]) -> dict[str, list[Unsettled]]:
    """What nobody can say first, then what is stayed, then what is not enforced."""
    parted: dict[str, list[Unsettled]] = {STANDINGS[standing]: [] for standing in _FIRST}
    for one in found:
        parted[STANDINGS[one.interval.standing]].append(one)
    return {words: some for words, some in parted.items() if some}


def _open_now(found: Iterable[Unsettled]) -> tuple[Branch, ...]:
    return tuple(
        Branch(
            f"{one.regime}  {one.title}, since {one.interval.start}",
            one.target,
            partial(_notes, (interval_words(one.interval),), one.interval.start),
            one.interval.start,
        )
        for one in sorted(found, key=lambda one: one.interval.start, reverse=True)
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
