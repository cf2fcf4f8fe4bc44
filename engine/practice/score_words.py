"""Scores in words, the same on a screen and line by line."""

from collections.abc import Mapping, Sequence
from typing import Final

from engine.deals.case_verdicts import Mark
from engine.practice.scores import Attempt, Tally, by_rule, by_topic, sparkline, trend
from engine.practice.words import Section

NOTHING_YET: Final = (
    "No exercise was done yet. Each one that is finished is kept here, by rule and by topic."
)
RULES_SHOWN: Final = 40


def score_sections(attempts: Sequence[Attempt], titles: Mapping[str, str]) -> tuple[Section, ...]:
    """What the attempts add up to; `titles` has what a rule is called, by its id."""
    if not attempts:
        return (Section("Scores", (NOTHING_YET,)),)
    rules = by_rule(attempts)
    shown = [tally_line(tally, titles.get(tally.name, "")) for tally in rules[:RULES_SHOWN]]
    if len(rules) > RULES_SHOWN:
        shown.append(f"{RULES_SHOWN} of {len(rules)} rules shown")
    return (
        Section("In all", tuple(_in_all(attempts))),
        Section("By topic: outcomes right", tuple(map(tally_line, by_topic(attempts)))),
        Section("By rule, the weakest first", tuple(shown)),
    )


def learners_of(attempts: Sequence[Attempt]) -> tuple[str, ...]:
    """The learners, each once, in the order of their names."""
    return tuple(sorted({one.learner for one in attempts}, key=str.casefold))


def tally_line(tally: Tally, title: str = "") -> str:
    """A tally in a line: right of asked, the trend, and what it is of."""
    name = f"{title} ({tally.name})" if title else tally.name
    return f"{tally.right:>3} of {tally.asked:<3} {sparkline(tally.trend)} {name}"


def _in_all(attempts: Sequence[Attempt]) -> list[str]:
    points, asked = sum(one.points for one in attempts), sum(one.asked for one in attempts)
    comfort = sum(one.mark == Mark.FALSE_COMFORT for one in attempts)
    full = sum(one.full for one in attempts)
    many = f"{len(attempts)} exercise" + ("s" if len(attempts) != 1 else "")
    lines = [
        f"{many}, {full} without a mistake; {points} of {asked} points",
        f"{sparkline(trend(attempts))} the latest, oldest first",
    ]
    if comfort:
        times = "once" if comfort == 1 else f"{comfort} times"
        lines.append(f"FALSE COMFORT {times}: an outcome lighter than the law gives")
    return lines
