"""What holds for a deal of several items, above the answer of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from engine.explanation.wording import joined
from engine.outcome import BY_WEIGHT, TITLES, Outcome, possible_in_all, settled

SCHEMA: Final = "items/1"

APART: Final = (
    "Each item is determined by itself, on its own answers and on those that all share. What is"
    " asked of an order or a contract is asked of the whole of it."
)
"""What a reader must know of several items."""


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """One item in a line: its place among the items from 1, its outcome and what is possible in
    all regimes, and how many questions could still change it."""

    number: int
    name: str
    outcome: Outcome
    possible: tuple[Outcome, ...]
    questions: int


@dataclass(frozen=True, slots=True)
class InItems:
    """The answer of the deal, and that of each item."""

    schema: str
    title: str
    as_of: str
    outcome: Outcome
    possible: tuple[Outcome, ...]
    headline: str
    items: tuple[ItemAnswer, ...]


def in_items(title: str, as_of: str, items: Iterable[ItemAnswer]) -> InItems:
    """The deal over its items: never lighter than any of them."""
    answers = tuple(items)
    outcome, possible = outcome_over(answers)
    return InItems(SCHEMA, title, as_of, outcome, possible, _headline(answers), answers)


def outcome_over(items: Sequence[ItemAnswer]) -> tuple[Outcome, tuple[Outcome, ...]]:
    """The outcome of the deal, and those that are possible.

    The heaviest of the items. Where one is open the deal is open, though another needs a license:
    only what is prohibited already can be no heavier.
    """
    possible = possible_in_all(item.possible for item in items)
    outcome = settled(possible)
    waiting = any(item.outcome is Outcome.NEEDS_INFORMATION for item in items)
    if waiting and outcome is not Outcome.PROHIBITED:
        outcome = Outcome.NEEDS_INFORMATION
    return outcome, possible


def _headline(items: Sequence[ItemAnswer]) -> str:
    parts = []
    for outcome in (Outcome.NEEDS_INFORMATION, *reversed(BY_WEIGHT)):
        found = [item for item in items if item.outcome is outcome]
        if found:
            word = TITLES[outcome]
            names = joined(f"{item.number} ({item.name})" for item in found)
            plural = "s" if len(found) > 1 else ""
            parts.append(f"{word[:1].lower()}{word[1:]}: item{plural} {names}")
    return f"Over all {len(items)} items: {'; '.join(parts)}."
