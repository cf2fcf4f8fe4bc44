"""What the interview asks of the law, as protocols and plain shapes.

Whoever leads an interview, on a screen or line by line, is given a `Law`; importing this module
loads none of the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from engine.deals.starting import PastDeal

    # Types alone: the first screen needs none of it, and it costs 30 ms to import.
    from engine.evaluation.content import ContentResult
    from engine.explanation.differences import Difference
    from engine.explanation.room import Room
    from engine.facts import ContentLine, Deal, Facts, Value
    from engine.model import FactDeclaration, Ruleset
    from engine.outcome import Outcome
    from engine.regimes.combined import Combined, SharedQuestion


class RegimeLine(NamedTuple):
    """One regime as it stands. `run` is false where the deal does not call for it; `added` true
    where it is run because somebody wants it; `attaches` is yes, no or open."""

    regime: str
    name: str
    attaches: str
    outcome: Outcome
    binds: bool
    run: bool
    added: bool = False


class Evaluation(Protocol):
    """The quick answer: outcome and what is still possible in all, without the explanation."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def possible(self) -> tuple[Outcome, ...]: ...
    @property
    def regimes(self) -> tuple[RegimeLine, ...]:
        """Every regime that is loaded, those that are run first."""


class Question(Protocol):
    """A question that is worth asking now, and why."""

    @property
    def fact(self) -> FactDeclaration: ...
    @property
    def because(self) -> str: ...
    @property
    def settled(self) -> bool: ...
    @property
    def asked(self) -> bool: ...
    @property
    def regimes(self) -> tuple[str, ...]:
        """The regimes that wait for it, by name; none where one regime alone is run."""


class Prospect(NamedTuple):
    """What one answer would lead to. `value` of None is "not known"; `moves` are the regimes, of
    several, whose own outcome it would change."""

    value: Value | None
    label: str
    outcome: Outcome
    moves: tuple[tuple[str, Outcome], ...] = ()


class Supposed(NamedTuple):
    """What an overlay changes: its mark, its words, the outcome in all without it, and what each
    regime would say otherwise."""

    mark: str
    title: str
    note: str
    before: str
    differences: tuple[tuple[str, Difference], ...]


class SupposedAnswer(NamedTuple):
    """An answer that a supposed deal has otherwise than the true one, in words; `fact` is empty
    for the day whose law applies."""

    fact: str
    short: str
    before: str
    after: str

    @property
    def told(self) -> str:
        return f"{self.short}: {self.before} → {self.after}"


class WhatIf(NamedTuple):
    """A supposed deal beside the true one: the answers that differ, both outcomes in all, that
    evasion is unlawful where it has to be said, and what each regime would say otherwise."""

    answers: tuple[SupposedAnswer, ...]
    before: Outcome
    after: Outcome
    warning: str = ""
    differences: tuple[tuple[str, Difference], ...] = ()


class Findings(NamedTuple):
    """The answer with all its reasons. `other` says what was not run and why, where several
    regimes are loaded; `supposed` is set where the law is an exercise and no law, `what_if` where
    the deal is a supposed one. `rooms` are the numbers beside their limits, of all regimes run."""

    combined: Combined
    regimes: tuple[RegimeLine, ...]
    other: tuple[str, ...] = ()
    supposed: Supposed | None = None
    what_if: WhatIf | None = None
    rooms: tuple[Room, ...] = ()

    @property
    def mark(self) -> str:
        """What an exercise is called wherever it is shown; empty for the deal under the law."""
        return exercise_mark(self.what_if is not None, self.supposed is not None)

    @property
    def several(self) -> bool:
        return len(self.combined.determinations) > 1

    @property
    def waiting(self) -> tuple[SharedQuestion, ...]:
        """The open questions whose answer could bring in a regime that is not run."""
        run = {line.regime for line in self.regimes if line.run}
        return tuple(row for row in self.combined.questions if not run.issuperset(row.regimes))


def exercise_mark(answers: bool, law: bool) -> str:
    """The mark of supposed answers, of a supposed law, or of both."""
    return ", ".join([*(["WHAT IF"] if answers else []), *(["HYPOTHETICAL"] if law else [])])


class Law(Protocol):
    """The loaded regimes with the engine around them."""

    @property
    def ruleset(self) -> Ruleset:
        """The facts, countries and list entries of all regimes."""

    @property
    def rulesets(self) -> Sequence[Ruleset]: ...
    @property
    def mark(self) -> str:
        """What stands before all that comes of an overlay; empty for the law itself."""

    def evaluate(self, facts: Facts, as_of: date, added: Sequence[str] = ()) -> Evaluation:
        """The answer of the regimes that the deal calls for, and of those added."""

    def explain(self, evaluation: Evaluation, title: str) -> Findings: ...
    def questions(self, evaluation: Evaluation, document: str = "") -> Sequence[Question]: ...
    def applies(self, evaluation: Evaluation, fact: str) -> bool: ...
    def preview(self, evaluation: Evaluation, fact: str) -> Sequence[Prospect]: ...
    def would_be(self, evaluation: Evaluation, fact: str, value: Value) -> Prospect:
        """What one answer would lead to, also one that is no choice."""

    def content(self, evaluation: Evaluation) -> ContentResult | None:
        """How the bill of materials came out, line by line; None where no regime reads it."""

    def read_value(self, fact: FactDeclaration, raw: Any) -> Value: ...
    def show_value(self, fact: FactDeclaration, value: Value) -> str: ...
    def read_deal(self, data: bytes, file: str) -> Deal: ...
    def write_deal(self, deal: Deal) -> str: ...
    def deal_of(self, evaluation: Evaluation, deal: Deal, regime: str) -> str:
        """The deal as one regime's record keeps it: its own facts with what national law
        answered, and the day whose law was applied."""

    def from_record(self, text: str, record: str, saved: date) -> PastDeal:
        """A new deal that begins with the answers of a saved one. Raises `NavicertError`."""

    def read_content(self, data: bytes, file: str) -> tuple[ContentLine, ...]: ...
    def suppose(self, data: bytes, file: str) -> Law:
        """This law changed by an overlay. Raises `NavicertError`."""

    def unsupposed(self) -> Law:
        """The law itself."""
