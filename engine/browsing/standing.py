"""How dated texts stand on a day, in words."""

from collections.abc import Iterable
from datetime import date

from engine.evaluation.conditions import current_interval
from engine.model import Interval, Member, Ruleset, Source, Standing

STANDINGS = {
    Standing.IN_FORCE: "in force",
    Standing.STAYED: "stayed: printed, and without force",
    Standing.UNCLEAR: "unclear: nobody confirmed whether it is in force",
    Standing.NOT_ENFORCED: "in force, and the agency says that it does not enforce it",
}


def standing_on(intervals: tuple[Interval, ...], day: date) -> str:
    """How a text stands on a day, and since and until when."""
    current = current_interval(intervals, day)
    if current is not None:
        until = f" until {current.until}" if current.until else ""
        note = f". {current.note}" if current.note else ""
        return f"{STANDINGS[current.standing]}, since {current.start}{until}, by {current.by}{note}"
    later = [one.start for one in intervals if one.start > day]
    if later:
        return f"not in force: it begins on {min(later)}"
    ended = [one.until for one in intervals if one.until is not None]
    return f"not in force: it ended on {max(ended)}" if ended else "not in force"


def interval_words(interval: Interval) -> str:
    """An interval with its standing, its notice and what is noted of it."""
    until = f"to {interval.until}" if interval.until else "on"
    told = [
        f"{interval.start} {until}: {interval.standing.value.replace('-', ' ')}, by {interval.by}",
        f"announced {interval.announced}" if interval.announced else "",
        f"may be relied on by {interval.assumption}" if interval.assumption else "",
        interval.note,
    ]
    return "; ".join(filter(None, told))


def member_days(member: Member) -> str:
    """From when to when something is a member, and by which notice; empty where undated."""
    since = f"from {member.start}" if member.start else ""
    until = f"until {member.until}" if member.until else ""
    by = f"by {member.by}" if member.by else ""
    return ", ".join(filter(None, (" ".join(filter(None, (since, until))), by)))


def sources_words(sources: Iterable[Source]) -> str:
    """Where texts were read, when, and how sure that is."""
    return "; ".join(
        f"{source.confidence}, seen {source.seen}{f', {source.where}' if source.where else ''}"
        for source in sources
    )


def read_to_words(ruleset: Ruleset, day: date) -> str:
    """To which day a regime was verified, and how long before the day that is."""
    late = (day - ruleset.regime.verified_to).days
    gone = f", {late} days before: what changed since is not in it" if late > 0 else ""
    return f"{ruleset.regime.id} was verified to {ruleset.regime.verified_to}{gone}"


def late_words(ruleset: Ruleset, day: date) -> str:
    """The same as a sentence, where the day is past that to which a regime was verified."""
    return f"{read_to_words(ruleset, day)}." if day > ruleset.regime.verified_to else ""
