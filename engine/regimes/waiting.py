"""What regimes that are not run wait for: the facts that would call for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.evaluation.evaluate import Evaluation
from engine.model import FactDeclaration
from engine.regimes.nexus import SENT_FROM, home_of
from engine.regimes.side_by_side import SideBySide
from engine.truth import NO

PLACE_BECAUSE: Final = "whether these attach waits for it"
"""Why it is asked from where the item is sent, for regimes that come in with it."""

HOME_BECAUSE: Final = "if it names a country of theirs, these are to be checked too"
"""Why another fact is asked through which regimes come in that are not run."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """A fact without an answer, and the regimes that come in with a country of theirs as one.
    `asked`: it was asked before, and the answer was "not known"."""

    fact: FactDeclaration
    because: str
    asked: bool
    regimes: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.fact.name


def left_out(side: SideBySide, known: SideBySide) -> tuple[Evaluation, ...]:
    """Of the regimes that are known and not run, those that may attach."""
    return tuple(
        e for e in known.evaluations if e.ruleset.regime.id not in side.by_id and e.subject != NO
    )


def awaited(side: SideBySide, known: SideBySide) -> tuple[Awaited, ...]:
    """The facts that could bring in a regime left out of `side`, the place of export first, then
    in the order of the questionnaire."""
    waiting: dict[str, list[str]] = {}
    for evaluation in left_out(side, known):
        for name in home_of(evaluation.ruleset, known.as_of).facts:
            waiting.setdefault(name, []).append(evaluation.ruleset.regime.id)
    return tuple(_awaited(waiting, known)) if waiting else ()


def _awaited(waiting: dict[str, list[str]], known: SideBySide) -> Iterator[Awaited]:
    declared = known.regimes.joined.facts
    names = [name for name in declared if name in waiting and known.facts.value(name) is None]
    for name in sorted(names, key=lambda name: name != SENT_FROM):
        because = PLACE_BECAUSE if name == SENT_FROM else HOME_BECAUSE
        yield Awaited(declared[name], because, name in known.facts, tuple(waiting[name]))
