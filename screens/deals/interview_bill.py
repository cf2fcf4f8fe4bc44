"""From the interview to the editor of the bill of materials, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.evaluation.content import ContentResult
from engine.facts import Answer, ContentLine
from engine.interview.session import change_words
from engine.model import FactDeclaration

if TYPE_CHECKING:
    from screens.deals.deal_actions import DealActions

Lines = tuple[ContentLine, ...]


def open_bill(screen: DealActions, fact: FactDeclaration) -> None:
    """Edit the lines; what is changed is kept at once, and is one change of the deal at the end.
    A table that was emptied is no answer: that there is no U.S. content has to be said."""
    from screens.deals.bill import BillScreen

    base, law = screen.session, screen.law
    value = base.facts.value(fact.name)
    given = (
        tuple(part for part in value if isinstance(part, ContentLine))
        if isinstance(value, tuple)
        else ()
    )
    day = base.deal.as_of or screen.today()
    what = ""

    def count(lines: Lines) -> ContentResult | None:
        facts = base.facts.with_answer(fact.name, Answer(lines) if lines else None)
        return law.content(law.evaluate(facts, day, base.added))

    def keep(lines: Lines) -> None:
        nonlocal what
        answer = Answer(lines) if lines else None
        what = change_words(law, fact, answer)
        if answer is None:
            screen.session = base.take_back(fact.name, what)
        else:
            screen.session = base.answer(fact.name, answer, what)
        screen.save_soon()

    async def closed(_: None) -> None:
        edited, screen.session = screen.session, base
        await screen.take_session(edited.go_to(fact.name), what)

    screen.app.push_screen(BillScreen(law.ruleset, given, count, keep), closed)
