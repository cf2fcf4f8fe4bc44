"""What is unsettled in the law itself: stays, announcements, recalled texts, days not verified."""

from collections.abc import Iterator

from engine.explanation.trace import Trace
from engine.model import All, Condition, Dated, Interval, NoneOf, Standing, Verb
from engine.model import Any as AnyOf
from engine.truth import NO, YES


def law_notes(trace: Trace) -> tuple[str, ...]:
    """A sentence for each thing in the law on which the answer rests and which is not settled."""
    evaluation = trace.evaluation
    regime, day = evaluation.ruleset.regime, evaluation.as_of
    notes = []
    if day > regime.verified_to:
        notes.append(
            f"The ruleset was verified to {regime.verified_to.isoformat()}; changes of the law "
            f"between then and {day.isoformat()} are not in it."
        )
    for rule in evaluation.on.program.rules:
        if trace.truth(rule.when) == NO:
            continue
        for intervals in (rule.in_force, *_announced_versions(trace, rule.when)):
            interval = evaluation.on.current(intervals)
            if interval is not None and interval.standing is not Standing.IN_FORCE:
                words = trace.standing_words(intervals)
                note = f" {interval.note}" if interval.note else ""
                notes.append(f"{rule.title} ({rule.cite}): {words}.{note}")
        if rule.verb is not Verb.DEFINES and evaluation.truth(rule.id) == YES:
            notes += [
                f"{rule.title} ({rule.cite}): recalled, not read again. {source.where}".rstrip()
                for source in rule.sources
                if source.confidence == "recalled"
            ]
    return tuple(dict.fromkeys(notes))


def _announced_versions(trace: Trace, condition: Condition) -> tuple[tuple[Interval, ...], ...]:
    """The dated versions inside a condition that speak today and are stayed, unclear or announced
    as not enforced."""
    return tuple(_versions(trace, condition))


def _versions(trace: Trace, condition: Condition) -> Iterator[tuple[Interval, ...]]:
    match condition:
        case All() | AnyOf() | NoneOf():
            for part in condition.parts:
                yield from _versions(trace, part)
        case Dated():
            for version in condition.versions:
                interval = version.interval
                if interval.covers(trace.evaluation.as_of) and trace.truth(version.when) != NO:
                    if interval.standing is not Standing.IN_FORCE:
                        yield (interval,)
                    yield from _versions(trace, version.when)
        case _:
            return
