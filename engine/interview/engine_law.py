"""The regimes with the engine around them, as an interview asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from engine.deals.answers import read_value, show_value
from engine.deals.content_csv import read_content_csv
from engine.deals.deal import read_deal, write_deal
from engine.deals.starting import PastDeal, from_record
from engine.evaluation.classes import classes
from engine.explanation.explain import explain
from engine.explanation.questions import applies, next_questions
from engine.explanation.room import rooms
from engine.explanation.wording import value_words
from engine.facts import NOT_KNOWN, Answer
from engine.interview.law import Evaluation, Findings, Prospect, Question, RegimeLine, Supposed
from engine.interview.supposing import differences_by_regime
from engine.regimes.explain import (
    binding_regimes,
    explain_side_by_side,
    marked,
)
from engine.regimes.nexus import SENT_FROM, home_of
from engine.regimes.overlay import read_overlay
from engine.regimes.questions import next_questions_in_all
from engine.regimes.regimes import Regimes, regimes_of
from engine.regimes.side_by_side import SideBySide, concerned, evaluate_side_by_side
from engine.regimes.waiting import Awaited, awaited
from engine.truth import NO, WORDS

if TYPE_CHECKING:
    from engine.evaluation.content import ContentResult
    from engine.facts import ContentLine, Deal, Facts, Value
    from engine.model import FactDeclaration, Ruleset
    from engine.outcome import Outcome
    from engine.regimes.combined import Combined
    from engine.regimes.overlay import Overlay

MOST_TRIED = 20
"""Answers to one question whose outcomes are worked out."""


@dataclass(frozen=True, slots=True)
class RegimeQuestion:
    """A question, and the regimes that wait for it where several are run."""

    fact: FactDeclaration
    because: str
    settled: bool
    asked: bool
    regimes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class InAll:
    """The evaluations of one deal: under all regimes, and under those that it calls for.
    `before` is the same without an overlay."""

    known: SideBySide
    side: SideBySide
    added: tuple[str, ...]
    before: InAll | None = None

    @property
    def outcome(self) -> Outcome:
        return self.side.outcome

    @property
    def possible(self) -> tuple[Outcome, ...]:
        return self.side.possible

    @cached_property
    def regimes(self) -> tuple[RegimeLine, ...]:
        binding = binding_regimes(self.side)
        lines = [
            RegimeLine(
                regime := evaluation.ruleset.regime.id,
                evaluation.ruleset.regime.name,
                WORDS[evaluation.subject],
                evaluation.outcome,
                binding == (regime,),
                regime in self.side.by_id,
                regime in self.added,
            )
            for evaluation in self.known.evaluations
        ]
        return tuple(sorted(lines, key=lambda line: not line.run))


class EngineLaw:
    """The rulesets side by side. `always` names the regime that every deal is determined under;
    without it that is the one that answers last."""

    def __init__(self, *rulesets: Ruleset, always: str = "") -> None:
        self._regimes: Regimes = regimes_of(rulesets)
        ids = tuple(self._regimes.by_id)
        self._always = always if always in ids else ids[-1]
        self._overlay: Overlay | None = None
        self._before: EngineLaw | None = None

    @property
    def ruleset(self) -> Ruleset:
        return self._regimes.joined

    @property
    def rulesets(self) -> Sequence[Ruleset]:
        return self._regimes.rulesets

    @property
    def mark(self) -> str:
        return "" if self._overlay is None else self._overlay.mark

    # Determining

    def evaluate(self, facts: Facts, as_of: date, added: Sequence[str] = ()) -> InAll:
        return self._evaluate(facts, as_of, tuple(added), None)

    def _evaluate(
        self, facts: Facts, as_of: date, added: tuple[str, ...], near: InAll | None
    ) -> InAll:
        known = evaluate_side_by_side(
            self._regimes, facts, as_of, None if near is None else near.known
        )
        before, more = None, (self._always, *added)
        if self._before is not None and self._overlay is not None:
            before = self._before._evaluate(facts, as_of, added, near.before if near else None)
            more = (*more, *before.side.by_id, *self._overlay.changed)
        chosen = concerned(known, more)
        if before is not None:
            before = replace(before, side=before.known.only(chosen))
        return InAll(known, known.only(chosen), added, before)

    def explain(self, evaluation: Evaluation, title: str) -> Findings:
        own = _own(evaluation)
        combined = explain_side_by_side(own.side, title, own.known)
        supposed = None
        if own.before is not None and self._overlay is not None:
            supposed = self._supposed(own, combined)
            combined = marked(combined, self._overlay.mark)
        other = self._other(own, combined.not_checked)
        found = tuple(room for one in own.side.evaluations for room in rooms(one))
        return Findings(combined, own.regimes, other, supposed, rooms=found)

    def _supposed(self, own: InAll, combined: Combined) -> Supposed:
        assert own.before is not None and self._overlay is not None
        then = [explain(one, combined.title) for one in own.before.side.evaluations]
        found = tuple(differences_by_regime(then, combined.determinations))
        overlay = self._overlay
        before = own.before.outcome.value
        return Supposed(overlay.mark, overlay.title, overlay.note, before, found)

    def _other(self, own: InAll, not_checked: tuple[str, ...]) -> tuple[str, ...]:
        if len(self._regimes.rulesets) == 1:
            return ()
        names = [line.regime for line in own.regimes if not line.run]
        told = [f"Not run, for the deal does not call for them: {', '.join(names)}."]
        return (*not_checked, *(told if names else ()))

    # Asking

    def questions(self, evaluation: Evaluation, document: str = "") -> Sequence[Question]:
        own = _own(evaluation)
        if len(own.side.evaluations) == 1:
            found = [
                RegimeQuestion(q.fact, q.because, q.settled, q.asked)
                for q in next_questions(own.side.evaluations[0], document)
            ]
        else:
            found = [
                RegimeQuestion(q.fact, q.because, q.settled, q.asked, waiting.regimes)
                for waiting in next_questions_in_all(own.side, document)
                for q in [waiting.question]
            ]
        return self._with_awaited(own, found)

    def _with_awaited(self, own: InAll, found: list[RegimeQuestion]) -> list[RegimeQuestion]:
        """With the questions through which regimes come in that are not run, each once. That from
        where it is sent stands ahead of all: which questions there are follows from it; a deal
        without an answer begins with what decides most all the same. The others come when what
        decides under the regimes that are run is asked, and before what is asked for the file."""
        waits = {one.name: one for one in awaited(own.side, own.known)}
        place = waits.pop(SENT_FROM, None)
        rest: list[RegimeQuestion] = []
        for question in found:
            also = place if question.fact.name == SENT_FROM else waits.get(question.fact.name)
            if also is None:
                rest.append(question)
            elif also is not place and not question.settled:
                rest.append(replace(question, regimes=_all_waiting(own, also, question)))
                del waits[also.name]
        last = sum(not question.settled for question in rest)
        rest[last:last] = [
            RegimeQuestion(one.fact, one.because, False, one.asked, one.regimes)
            for one in waits.values()
        ]
        if place is not None:
            asking = next((q for q in found if q.fact.name == SENT_FROM), None)
            regimes = place.regimes if asking is None else _all_waiting(own, place, asking)
            asked = RegimeQuestion(place.fact, place.because, False, place.asked, regimes)
            rest.insert(0 if own.known.facts else 1, asked)
        return rest

    def applies(self, evaluation: Evaluation, fact: str) -> bool:
        own = _own(evaluation)
        return any(
            applies(one, one.ruleset.facts[fact].applies_when) != NO
            for one in own.side.evaluations
            if fact in one.ruleset.facts
        ) or any(fact in home_of(one.ruleset, one.as_of).facts for one in own.known.evaluations)

    def preview(self, evaluation: Evaluation, fact: str) -> Sequence[Prospect]:
        own = _own(evaluation)
        values: dict[Value, str] = {}
        waits = next((one for one in awaited(own.side, own.known) if one.name == fact), None)
        waiting = [own.known.by_id[name] for name in waits.regimes] if waits else []
        for one in (*waiting, *reversed(own.side.evaluations)):
            if fact in one.ruleset.facts:
                for value in classes(one.on, one.ruleset.facts[fact]):
                    values.setdefault(value, value_words(fact, value, one.ruleset))
        found = [
            self._prospect(own, fact, label, Answer(value))
            for value, label in list(values.items())[:MOST_TRIED]
        ]
        return [*found, self._prospect(own, fact, "not known", NOT_KNOWN)]

    def would_be(self, evaluation: Evaluation, fact: str, value: Value) -> Prospect:
        return self._prospect(_own(evaluation), fact, "", Answer(value))

    def _prospect(self, own: InAll, fact: str, label: str, answer: Answer) -> Prospect:
        facts = own.known.facts.with_answer(fact, answer)
        then = self._evaluate(facts, own.known.as_of, own.added, own)
        moves: tuple[tuple[str, Outcome], ...] = ()
        if len(then.side.by_id) > 1 or len(own.side.by_id) > 1:
            now = {name: one.outcome for name, one in own.side.by_id.items()}
            moves = tuple(
                (name, one.outcome)
                for name, one in then.side.by_id.items()
                if now.get(name) is not one.outcome
            )
        return Prospect(answer.value, label, then.outcome, moves)

    def content(self, evaluation: Evaluation) -> ContentResult | None:
        found = (one.content for one in _own(evaluation).known.evaluations)
        return next((content for content in found if content.share is not None), None)

    # Deals

    def read_value(self, fact: FactDeclaration, raw: Any) -> Value:
        return read_value(fact, raw, self.ruleset)

    def show_value(self, fact: FactDeclaration, value: Value) -> str:
        return show_value(fact, value, self.ruleset)

    def read_deal(self, data: bytes, file: str) -> Deal:
        return read_deal(data, file, self.ruleset)

    def write_deal(self, deal: Deal) -> str:
        return write_deal(deal, self.ruleset)

    def deal_of(self, evaluation: Evaluation, deal: Deal, regime: str) -> str:
        one = _own(evaluation).side.by_id[regime]
        return write_deal(replace(deal, as_of=one.as_of, facts=one.facts), one.ruleset)

    def from_record(self, text: str, record: str, saved: date) -> PastDeal:
        return from_record(text, record, saved, self._regimes)

    def read_content(self, data: bytes, file: str) -> tuple[ContentLine, ...]:
        return read_content_csv(data, file, self.ruleset)

    # What if

    def suppose(self, data: bytes, file: str) -> EngineLaw:
        law = self.unsupposed()
        overlay = read_overlay(data, file, law._regimes)
        changed = EngineLaw(*overlay.over(law._regimes).rulesets, always=law._always)
        changed._overlay, changed._before = overlay, law
        return changed

    def unsupposed(self) -> EngineLaw:
        return self._before or self


def _own(evaluation: Evaluation) -> InAll:
    return cast("InAll", evaluation)


def _all_waiting(own: InAll, also: Awaited, question: RegimeQuestion) -> tuple[str, ...]:
    """The regimes that are not run and those that are which wait for one question."""
    return (*also.regimes, *(question.regimes or own.side.by_id))
