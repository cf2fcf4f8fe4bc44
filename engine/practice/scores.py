"""What the attempts of learners add up to: by rule, by topic, over time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from engine.deals.case_verdicts import Mark
from engine.practice.exercise import Exercise
from engine.practice.judging import Judged
from engine.truth import WORDS

LATEST: Final = 20
"""How many attempts a trend shows, one sign each."""

_SPARKS: Final = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One exercise that a learner did. `said` is empty where no outcome was given; `rules` has for
    each rule asked what was said (empty: nothing) and what the engine found, as yes, no or open.
    `twin` says what was changed of the case."""

    at: datetime
    learner: str
    case: str
    topic: str
    difficulty: int
    regime: str
    ruleset: str
    as_of: str
    mark: str
    said: str
    found: str
    deciding: bool
    points: int
    asked: int
    rules: Mapping[str, tuple[str, str]]
    twin: str = ""

    @property
    def full(self) -> bool:
        return self.points == self.asked


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was right of how often it was asked; `trend` are the shares right of the
    latest times, oldest first, from 0 to 1."""

    name: str
    right: int
    asked: int
    trend: tuple[float, ...] = ()

    @property
    def share(self) -> float:
        return self.right / self.asked if self.asked else 0.0


def attempt_of(exercise: Exercise, judged: Judged, learner: str, at: datetime) -> Attempt:
    """What is kept of a judged sheet."""
    sheet = judged.sheet
    return Attempt(
        at,
        learner,
        exercise.case,
        exercise.topic,
        exercise.difficulty,
        exercise.regime,
        exercise.determination.ruleset,
        exercise.as_of.isoformat(),
        judged.mark.value,
        "" if sheet.outcome is None else sheet.outcome.value,
        exercise.outcome.value,
        judged.deciding,
        judged.points,
        judged.asked,
        {
            rule.rule: (
                WORDS[sheet.verdicts[rule.rule]] if rule.rule in sheet.verdicts else "",
                WORDS[rule.truth],
            )
            for rule in exercise.rules
        },
        exercise.twin,
    )


def by_rule(attempts: Iterable[Attempt]) -> tuple[Tally, ...]:
    """A tally for each rule that was asked about, the weakest first."""
    return _tallies(
        (rule, said == found)
        for attempt in attempts
        for rule, (said, found) in attempt.rules.items()
    )


def by_topic(attempts: Iterable[Attempt]) -> tuple[Tally, ...]:
    """A tally of outcomes for each topic, the weakest first."""
    return _tallies((one.topic or "without a topic", one.mark == Mark.RIGHT) for one in attempts)


def _tallies(times: Iterable[tuple[str, bool]]) -> tuple[Tally, ...]:
    found: dict[str, list[bool]] = defaultdict(list)
    for name, right in times:
        found[name].append(right)
    tallies = [
        Tally(name, sum(rights), len(rights), tuple(map(float, rights[-LATEST:])))
        for name, rights in found.items()
    ]
    return tuple(sorted(tallies, key=lambda t: (t.share, -t.asked, t.name)))


def trend(attempts: Sequence[Attempt]) -> tuple[float, ...]:
    """The share of points of the latest attempts, oldest first."""
    return tuple(one.points / one.asked if one.asked else 0.0 for one in attempts[-LATEST:])


def sparkline(shares: Iterable[float]) -> str:
    """One sign for each share from 0 to 1, the higher the better."""
    top = len(_SPARKS) - 1
    return "".join(_SPARKS[round(min(1.0, max(0.0, share)) * top)] for share in shares)


def of_learner(attempts: Iterable[Attempt], learner: str) -> tuple[Attempt, ...]:
    """The attempts of one learner, however the name is written in large or small letters; of all
    where no name is given."""
    wanted = " ".join(learner.split()).casefold()
    return tuple(
        one for one in attempts if not wanted or " ".join(one.learner.split()).casefold() == wanted
    )


# Cases --------------------------------------------------------------------------------------------

NEW: Final = "not done"
WRONG: Final = "wrong"
RIGHT: Final = "right"


def standing_of(attempts: Iterable[Attempt]) -> Mapping[str, str]:
    """How each case that was tried stands by its latest attempt: right where every answer was.
    Twins do not count: they are other cases."""
    return {
        one.case: RIGHT if one.full else WRONG
        for one in sorted(attempts, key=lambda attempt: attempt.at)
        if not one.twin
    }


def weakest_cases(
    attempts: Sequence[Attempt], rules_of: Callable[[str], Iterable[str]], cases: Iterable[str]
) -> tuple[str, ...]:
    """Cases to practice what one gets wrong, the best practice first: those that were got wrong
    last, and those that name rules which are often got wrong. `rules_of` gives the rules of a
    case."""
    weak = {tally.name: 1 - tally.share for tally in by_rule(attempts) if tally.right < tally.asked}
    standing = standing_of(attempts)
    worth = {
        case: sum(weak.get(rule, 0.0) for rule in rules_of(case)) + (standing.get(case) == WRONG)
        for case in cases
    }
    chosen = [case for case, worthy in worth.items() if worthy > 0]
    return tuple(sorted(chosen, key=lambda case: (-worth[case], case)))
