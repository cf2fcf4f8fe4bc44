"""A deal's history in words, and as a bar of signs: the same on a screen and line by line."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from engine.explanation.history import Stage
from engine.outcome import Outcome


def last_day(stages: Sequence[Stage], number: int, to: date) -> date:
    """The last day of a stage; `to` ends the last one."""
    return stages[number + 1].day - timedelta(days=1) if number + 1 < len(stages) else to


def stage_line(stage: Stage, until: date) -> str:
    """A stage in a line: from when to when, the outcome, and by which notices."""
    notices = f" ({', '.join(stage.notices)})" if stage.notices else ""
    return f"{stage.day} to {until}  {stage.outcome.value}{notices}"


def moved_lines(stage: Stage) -> tuple[str, ...]:
    """The rules that began (`+`) and ceased (`-`) to hold."""
    return (
        *(f"+ {rule.title} ({rule.cite})" for rule in stage.began),
        *(f"- {rule.title} ({rule.cite})" for rule in stage.ceased),
    )


def stage_at(stages: Sequence[Stage], day: date) -> int:
    """The number of the stage in which a day falls; of the first where it is before that."""
    return max(0, sum(stage.day <= day for stage in stages) - 1)


def timeline(
    stages: Sequence[Stage], to: date, day: date, width: int, sign: Callable[[Outcome], str]
) -> tuple[str, str, str]:
    """The history as three lines of `width` signs: years, one sign of the outcome for each stretch
    of days, and a `^` under the day. Every stage has a sign, and it begins with a `|`."""
    since = stages[0].day
    days = max(1, (to - since).days)

    def cell(when: date) -> int:
        return min(width - 1, max(0, (when - since).days * (width - 1) // days))

    bar = [
        sign(
            stages[stage_at(stages, since + timedelta(days=c * days // max(1, width - 1)))].outcome
        )
        for c in range(width)
    ]
    for stage in stages[1:]:
        bar[cell(stage.day)] = "|"
    years = [" "] * width
    end = 0
    for year in range(since.year, to.year + 1):
        first = max(since, date(year, 1, 1))
        place = cell(first)
        if place >= end and place + 4 <= width:
            years[place : place + 4] = str(year)
            end = place + 5
    mark = [" "] * width
    mark[cell(day)] = "^"
    return "".join(years), "".join(bar), "".join(mark)
