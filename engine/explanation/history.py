"""One deal under the law of many days: where the answer moved, and by which notice."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from engine.evaluation.conditions import dated_texts
from engine.evaluation.evaluate import Evaluation, applied_truth, evaluate
from engine.facts import Facts
from engine.model import Interval, Rule, Ruleset, Verb
from engine.outcome import Outcome
from engine.truth import YES

MOVING = (Verb.REACHES, Verb.EXCLUDES, Verb.REQUIRES, Verb.PROHIBITS, Verb.PERMITS)
"""The verbs of rules whose coming and going is told."""


@dataclass(frozen=True, slots=True)
class Stage:
    """From a day on, the answer is this one: the outcome, the rules that began or ceased to hold,
    and the notices by which the law changed on that day, as far as they touch these rules."""

    day: date
    outcome: Outcome
    began: tuple[Rule, ...]
    ceased: tuple[Rule, ...]
    notices: tuple[str, ...]


def turning_days(ruleset: Ruleset, since: date) -> tuple[date, ...]:
    """The days, `since` itself among them, on which some text, set or mark begins or ends."""
    found = {since}
    for start, until in _stretches(ruleset):
        if start is not None and start > since:
            found.add(start)
        if until is not None and until >= since:
            found.add(until + timedelta(days=1))
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class DayReading:
    """How a deal came out under the law of one day: the outcome, and the rules that hold."""

    day: date
    outcome: Outcome
    holding: frozenset[str]


def read_day(ruleset: Ruleset, facts: Facts, day: date) -> DayReading:
    """How a deal comes out under the law of a day."""
    evaluation = evaluate(ruleset, facts, day)
    return DayReading(day, evaluation.outcome, _holding(evaluation))


def stages_of(ruleset: Ruleset, readings: Iterable[DayReading]) -> tuple[Stage, ...]:
    """The stages that the readings of turning days, in their order, come to.

    A stage begins where the outcome changes, or a rule that says what is reached, required,
    prohibited or permitted begins or ceases to hold.
    """
    stages: list[Stage] = []
    before: frozenset[str] = frozenset()
    rules = ruleset.rules
    for reading in readings:
        holding, day = reading.holding, reading.day
        if not stages or holding != before or reading.outcome is not stages[-1].outcome:
            began = tuple(rules[name] for name in sorted(holding - before))
            ceased = tuple(rules[name] for name in sorted(before - holding))
            notices = _notices((*began, *ceased), day) if stages else ()
            stages.append(Stage(day, reading.outcome, began, ceased, notices))
        before = holding
    return tuple(stages)


def history(
    ruleset: Ruleset,
    facts: Facts,
    since: date,
    to: date,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Stage, ...]:
    """The stages of a deal's answer between two days, the first from `since` on."""
    days = [day for day in turning_days(ruleset, since) if day <= to]
    readings = []
    for number, day in enumerate(days):
        readings.append(read_day(ruleset, facts, day))
        progress(number + 1, len(days))
    return stages_of(ruleset, readings)


def _holding(evaluation: Evaluation) -> frozenset[str]:
    return frozenset(
        rule.id
        for verb in MOVING
        for rule in evaluation.ruleset.rules_of[verb]
        if applied_truth(evaluation, rule) == YES
    )


def _stretches(ruleset: Ruleset) -> Iterator[tuple[date | None, date | None]]:
    for rule in ruleset.rules.values():
        yield from ((interval.start, interval.until) for interval in _intervals(rule))
    for declared in ruleset.sets.values():
        for member in (*declared.members, *declared.excluded):
            yield member.start, member.until
    for marks in ruleset.chart.values():
        yield from ((mark.start, mark.until) for mark in marks)
    for entry in ruleset.entries.values():
        yield from ((row.start, row.until) for row in entry.rows)


def _intervals(rule: Rule) -> Iterator[Interval]:
    return chain.from_iterable(dated_texts(rule))


def _notices(rules: Iterable[Rule], day: date) -> tuple[str, ...]:
    """The notices of texts of these rules that begin on the day."""
    found = (i.by for rule in rules for i in _intervals(rule) if i.start == day and i.by)
    return tuple(dict.fromkeys(found))
