"""What the law says about a session, and what there is to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.deals.items import facts_of
from engine.facts import Facts
from engine.interview.law import Evaluation, Law, Question
from engine.interview.queue import Unasked, queued
from engine.model import FactDeclaration
from engine.outcome import Outcome
from engine.regimes.in_items import ItemAnswer, outcome_over

if TYPE_CHECKING:
    from engine.interview.session import Session


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a section of the questionnaire is: answers given, questions that still matter."""

    title: str
    answered: int
    left: int

    @property
    def done(self) -> bool:
        return self.left == 0 and self.answered > 0


@dataclass(frozen=True, slots=True)
class ItemReading:
    """What the law says about one item. `of` is what that rests on: its facts, the day, the regimes
    added; `unasked` are the questions that are left of those."""

    name: str
    of: tuple[Facts, date, tuple[str, ...]]
    evaluation: Evaluation
    questions: tuple[Question, ...]
    unasked: Unasked

    @property
    def outcome(self) -> Outcome:
        return self.evaluation.outcome

    @property
    def left(self) -> int:
        return len(self.unasked.in_order)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the law says about a session, and what there is to ask; the explanation comes apart.

    All of it is of the item that is worked on, but `items`, which are all of them, and the counts:
    `current` is the question on screen, None when nothing is left for the item. `deciding` counts
    questions that can change the outcome, `for_file` those asked though it is settled, `unknown`
    those answered "not known" that could still change it; each for the whole deal.
    """

    evaluation: Evaluation
    questions: tuple[Question, ...]
    current: FactDeclaration | None
    question: Question | None
    sections: tuple[SectionProgress, ...]
    deciding: int
    for_file: int
    unknown: int
    items: tuple[ItemReading, ...]
    item: int = 0

    @property
    def outcome(self) -> Outcome:
        """The outcome of the item that is worked on."""
        return self.evaluation.outcome

    @property
    def over_items(self) -> tuple[Outcome, tuple[Outcome, ...]]:
        """The outcome of the whole deal, and those that are possible; of one item, its own."""
        if len(self.items) == 1:
            return self.evaluation.outcome, self.evaluation.possible
        return outcome_over(self.answers)

    @property
    def answers(self) -> tuple[ItemAnswer, ...]:
        """Each item in a line."""
        return tuple(
            ItemAnswer(number, one.name, one.outcome, one.evaluation.possible, one.left)
            for number, one in enumerate(self.items, start=1)
        )

    @property
    def next_item(self) -> int | None:
        """The place of the next item with a question left, after the one at hand; None where no
        other has one."""
        count = len(self.items)
        places = ((self.item + step) % count for step in range(1, count))
        return next((place for place in places if self.items[place].left), None)

    @property
    def left(self) -> int:
        return self.deciding + self.for_file

    @property
    def is_open(self) -> bool:
        """Whether an answer could still change the outcome, be it one that nobody knows."""
        return self.deciding > 0 or self.unknown > 0

    @property
    def called_for(self) -> tuple[str, ...]:
        """The regimes that are run whether somebody adds them or not."""
        return tuple(r.regime for r in self.evaluation.regimes if r.run and not r.added)


def read(session: Session, law: Law, today: date, near: Reading | None = None) -> Reading:
    """What the law says about the session now; `today` stands in where the deal has no date.
    `near` is an older reading under the same law: what did not change is kept from it."""
    day = session.deal.as_of or today
    items = tuple(
        _read_item(session, law, day, place, near)
        for place in range(max(1, len(session.deal.items)))
    )
    own = items[session.item]
    question = next(iter(own.unasked.in_order), None)
    current = question.fact if question else None
    if session.at and session.at in law.ruleset.facts:
        current = law.ruleset.facts[session.at]
        question = next((q for q in own.questions if q.fact.name == session.at), None)
    unasked = _of_deal(session, [item.unasked.in_order for item in items])
    return Reading(
        evaluation=own.evaluation,
        questions=own.questions,
        current=current,
        question=question,
        sections=_sections(session, law, own.unasked.in_order),
        deciding=sum(not settled for settled in unasked.values()),
        for_file=sum(unasked.values()),
        unknown=len(_of_deal(session, [item.unasked.unknown for item in items])),
        items=items,
        item=session.item,
    )


def _read_item(
    session: Session, law: Law, day: date, place: int, near: Reading | None
) -> ItemReading:
    deal = session.deal
    name = deal.items[place].name if deal.items else ""
    of = (facts_of(deal, place), day, session.added)
    known = near.items if near is not None else ()
    if len(known) == len(deal.items):  # each at its own place; to search them all takes longer
        known = known[place : place + 1]
    before = next((item for item in known if item.of == of), None)
    if before is not None and place != session.item:
        questions, evaluation = before.questions, before.evaluation
    else:
        evaluation = before.evaluation if before else law.evaluate(of[0], day, session.added)
        last = law.ruleset.facts.get(session.last)
        questions = tuple(law.questions(evaluation, last.document if last else ""))
    return ItemReading(name, of, evaluation, questions, queued(questions, session.put_off))


def _of_deal(
    session: Session, each: Sequence[Sequence[Question]]
) -> Mapping[tuple[int, str], bool]:
    """The questions of all items, by item and fact, and whether each is settled. What is asked of
    the deal stands there once, and is settled where it is for every item."""
    found: dict[tuple[int, str], bool] = {}
    for place, questions in enumerate(each):
        for question in questions:
            own = session.several and (
                question.fact.name in session.of_item
                or question.fact.name in session.deal.items[place].facts
            )
            key = (place if own else -1, question.fact.name)
            found[key] = question.settled and found.get(key, True)
    return found


def _sections(
    session: Session, law: Law, unasked: Sequence[Question]
) -> tuple[SectionProgress, ...]:
    declared = law.ruleset.facts
    answered = [declared[name].section for name in session.facts if name in declared]
    left = [question.fact.section for question in unasked]
    return tuple(
        SectionProgress(title, answered.count(title), left.count(title))
        for title in law.ruleset.regime.sections
    )
