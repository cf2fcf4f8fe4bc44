"""What screening found of names that are on the list, and of names that are not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.screening_queries import STRESS, Asked

Search = Callable[[str], dict[int, float]]
"""A name in, the score of each party that it may be out."""


@dataclass(frozen=True, slots=True)
class Found:
    """One name: the best score of a right party (0 if it was not found), how many wrong ones
    scored higher, and the best score of any."""

    asked: Asked
    right: float
    before: int
    best: float


def search_all(search: Search, asked: Sequence[Asked]) -> list[Found]:
    """Every name screened once."""
    return [_found(one, search(one.name)) for one in asked]


def _found(asked: Asked, scores: dict[int, float]) -> Found:
    right = max((scores.get(party, 0.0) for party in asked.parties), default=0.0)
    return Found(
        asked,
        right,
        sum(score > right for score in scores.values()),
        max(scores.values(), default=0.0),
    )


@dataclass(frozen=True)
class Scores:
    """The results of a set of listed names and one of unlisted names."""

    listed: Sequence[Found]
    unlisted: Sequence[Found]

    @property
    def without_stress(self) -> "Scores":
        """Without the classes in which a part of the name is lost."""
        kept = [one for one in self.listed if one.asked.kind not in STRESS]
        return Scores(kept, self.unlisted)

    def recall(self, threshold: float) -> float:
        """The share of listed names that were found."""
        return sum(one.right >= threshold for one in self.listed) / max(1, len(self.listed))

    def first(self, threshold: float) -> float:
        """The share of listed names that were found with nobody wrong before them."""
        found = sum(one.right >= threshold and not one.before for one in self.listed)
        return found / max(1, len(self.listed))

    def false_alarms(self, threshold: float) -> float:
        """The share of unlisted names with any hit."""
        return sum(one.best >= threshold for one in self.unlisted) / max(1, len(self.unlisted))

    def f1(self, threshold: float) -> float:
        """The harmonic mean of recall and precision, as many listed as unlisted names."""
        recall, alarms = self.recall(threshold), self.false_alarms(threshold)
        if not recall:
            return 0.0
        precision = recall / (recall + alarms)
        return 2 * precision * recall / (precision + recall)

    @property
    def best_f1(self) -> float:
        """F1 at the best of all thresholds."""
        return max(self.f1(half / 2) for half in range(100, 201))

    def within(self, budget: float) -> tuple[float, float]:
        """The best recall with at most so many false alarms, and the threshold of it; zeros if no
        threshold keeps within."""
        possible = [
            (self.recall(half / 2), half / 2)
            for half in range(100, 201)
            if self.false_alarms(half / 2) <= budget
        ]
        return max(possible, default=(0.0, 0.0))

    def by_class(self) -> dict[str, "Scores"]:
        """The same per class."""
        kinds = dict.fromkeys(one.asked.kind for one in (*self.listed, *self.unlisted))
        return {
            kind: Scores(
                [one for one in self.listed if one.asked.kind == kind],
                [one for one in self.unlisted if one.asked.kind == kind],
            )
            for kind in kinds
        }
