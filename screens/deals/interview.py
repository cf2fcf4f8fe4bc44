"""The interview: one question at a time, with the determination as it stands beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.widgets import Static

from engine.deals.items import deal_of
from engine.deals.starting import deal_again
from engine.facts import NOT_KNOWN, Answer, Deal, FactType
from engine.interview.law import Findings, Law, Prospect, exercise_mark
from engine.interview.session import (
    Reading,
    Session,
    Shift,
    change_words,
    parties_of,
    read,
    shift,
    with_reason,
)
from engine.interview.supposing import Beside, beside_the_deal, explain_beside
from screens.actions import bindings
from screens.deals.deal_actions import DealActions
from screens.deals.interview_drafts import DraftedScreen
from screens.deals.interview_lists import (
    answer_matches,
    assumption_matches,
    question_matches,
    regime_matches,
)
from screens.deals.interview_words import deal_line, for_whom, nothing_left
from screens.services import Services
from screens.widgets.answer_widget import AnswerWidget, Asked
from screens.widgets.key_footer import KeyFooter
from screens.widgets.question_card import QuestionCard
from screens.widgets.section_bar import SectionBar
from screens.widgets.tentative import Tentative

_PREVIEWED = frozenset({FactType.YES_NO, FactType.JUDGEMENT, FactType.CHOICE})


class InterviewScreen(DraftedScreen, DealActions):
    """Owns the session; the widgets below are given data and say what happened."""

    PLACE = "interview"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/interview.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("interview")]

    @dataclass
    class Explained(Message):
        """The reasons of a reading were put together."""

        reading: Reading
        findings: Findings

    def __init__(self, law: Law, services: Services, session: Session) -> None:
        super().__init__(services.drafts, session.draft)
        self._law = law
        self._services = services
        self.session = session
        self.reading: Reading = read(session, law, services.today())
        self.findings: Findings | None = None
        self.shift: Shift | None = None
        self.beside: Beside | None = None
        self._explained_last: Findings | None = None
        self._open_when_explained = False
        self._user = services.user
        self._asked: tuple[str, Answer | None, str] | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="deal-line", markup=False)
        yield SectionBar()
        with Container(id="body"):
            yield QuestionCard()
            yield Tentative()
        yield KeyFooter()

    async def on_mount(self) -> None:
        await self._sync()

    # Changing the session

    async def take_session(self, session: Session, what: str = "", shown: bool = False) -> None:
        before, last = self.reading, self.session
        changed, turned = session.deal != last.deal, session.supposing != last.supposing
        moved = session.item != last.item
        if changed or turned or moved or session.added != last.added:
            self.findings = None
            if not shown:
                self._asked = None  # what each answer would do has changed as well
        if moved:
            self._explained_last = self.shift = None
        self.session = session
        self._read(before)
        if changed or turned:
            self.shift = shift(what, before, self.reading) if what else None
        if session.true_deal != last.true_deal:
            self.save_soon()
        await self._sync()

    def _read(self, near: Reading | None = None) -> None:
        today = self._services.today()
        self.reading = read(self.session, self._law, today, near)
        self.beside = beside_the_deal(self.session, self.reading, self._law, today)

    async def _sync(self) -> None:
        reading = self.reading
        current = reading.current
        bar = self.query_one(SectionBar)
        bar.sections = reading.sections
        bar.current = current.section if current else ""
        self._show_deal_line()
        self._show_tentative()
        if self.findings is None:
            title = deal_of(self.session.deal, self.session.item).title
            self._explain(reading, title, self._law, self.beside)
        self.refresh_bindings()
        card = self.query_one(QuestionCard)
        self.set_class(current is None, "finished")
        if current is None:
            self._asked = None
            card.show_nothing_left(nothing_left(self.reading), self.session.item_words)
            return
        given = self.session.facts.get(current.name)
        if self._asked == (current.name, given, self.session.alone):
            return
        self._asked = (current.name, given, self.session.alone)
        question = reading.question
        asked = Asked(
            current,
            self._law,
            given,
            self._prospects(),
            self._user,
            reading.outcome,
            self._services.lists,
            parties_of(self.session.deal),
        )
        await card.show(
            asked,
            question.because if question else "",
            bool(question and question.settled),
            bool(self.session.at) and given is not None,
            question.regimes if question else (),
            for_whom(self.session, current),
        )

    def _show_tentative(self) -> None:
        found = self.beside.found if self.beside is not None else None
        pane = self.query_one(Tentative)
        pane.show(self.reading, self.findings, self.shift, self._mark, found)

    @property
    def _mark(self) -> str:
        return exercise_mark(self.session.supposing, bool(self._law.mark))

    # Worked out beside the typing: it may take longer than a keystroke.
    @work(thread=True, exclusive=True, group="explain", exit_on_error=False)
    def _explain(self, reading: Reading, title: str, law: Law, beside: Beside | None) -> None:
        findings = explain_beside(reading.evaluation, title, law, beside)
        self.post_message(self.Explained(reading, findings))

    @on(Explained)
    def show_reasons(self, event: Explained) -> None:
        if event.reading is not self.reading:
            return
        if self.shift is not None:
            self.shift = with_reason(self.shift, self._explained_last, event.findings)
        self.findings = self._explained_last = event.findings
        self._show_tentative()
        if self._open_when_explained:
            self._open_when_explained = False
            self._open_determination(event.findings)

    def _prospects(self) -> tuple[Prospect, ...]:
        current = self.reading.current
        if current is None or current.type not in _PREVIEWED:
            return ()
        return tuple(self._law.preview(self.reading.evaluation, current.name))

    def _show_deal_line(self) -> None:
        draft = "true deal kept" if self.session.supposing else self.draft_words
        words = deal_line(self.session, self.reading, self._mark, draft)
        self.query_one("#deal-line", Static).update(words)

    # What the widgets say

    @on(AnswerWidget.Answered)
    async def take_answer(self, event: AnswerWidget.Answered) -> None:
        if event.answer.by:
            self._user = event.answer.by
        what = change_words(self._law, event.fact, event.answer)
        old = self.session.facts.get(event.fact.name)
        if old == event.answer and not self.session.alone:
            await self.take_session(self.session.go_to(""))
        else:
            await self.take_session(self.session.answer(event.fact.name, event.answer, what), what)

    @on(AnswerWidget.NotKnown)
    async def take_not_known(self, event: AnswerWidget.NotKnown) -> None:
        what = change_words(self._law, event.fact, NOT_KNOWN)
        await self.take_session(self.session.not_known(event.fact.name, what), what)

    @on(AnswerWidget.Kept)
    async def keep_answer(self, event: AnswerWidget.Kept) -> None:
        answer = Answer(event.value)
        what = change_words(self._law, event.fact, answer)
        self._asked = (event.fact.name, answer, "")  # the widget already shows it
        self.query_one(QuestionCard).drop_standing()
        session = self.session.answer(event.fact.name, answer, what)
        await self.take_session(session.go_to(event.fact.name), what, shown=True)

    @on(AnswerWidget.Named)
    def remember_name(self, event: AnswerWidget.Named) -> None:
        self._user = event.by

    @on(AnswerWidget.Tried)
    def show_prospect(self, event: AnswerWidget.Tried) -> None:
        prospect = None
        if event.value is not None:
            evaluation, fact = self.reading.evaluation, event.fact.name
            prospect = self._law.would_be(evaluation, fact, event.value)
        self.query_one(QuestionCard).show_prospect(prospect)

    # The draft holds the true deal, never a supposed one

    def draft_deal(self) -> Deal:
        return self.session.true_deal

    def draft_text(self, deal: Deal) -> str:
        return self._law.write_deal(deal)

    def show_draft_words(self) -> None:
        self._show_deal_line()

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "undo":
            return True if self.session.past else None
        if action == "redo":
            return True if self.session.future else None
        if action in ("not_known", "later"):
            return True if self.reading.current else None
        return super().check_action(action, parameters)

    async def action_not_known(self) -> None:
        if self.reading.current is not None:
            await self.take_not_known(AnswerWidget.NotKnown(self.reading.current))

    async def action_later(self) -> None:
        if self.reading.current is not None:
            await self.take_session(self.session.put_off_now(self.reading.current.name))

    async def action_next(self) -> None:
        await self.take_session(self.session.go_to(""))

    async def action_undo(self) -> None:
        if self.session.past:
            what = f"Undone: {self.session.past[-1][0]}"
            await self.take_session(self.session.undo(), what)

    async def action_redo(self) -> None:
        if self.session.future:
            what = f"Redone: {self.session.future[-1][0]}"
            await self.take_session(self.session.redo(), what)

    async def action_take_back(self) -> None:
        current = self.reading.current
        if current is not None:
            what = change_words(self._law, current, None)
            await self.take_session(self.session.take_back(current.name, what), what)

    def action_answers(self) -> None:
        matches = answer_matches(self.session, self._law, self.reading)
        self._pick("Answers: choose one to change it", matches, "Nothing is answered yet.")

    def action_questions(self) -> None:
        matches = question_matches(self.reading)
        self._pick("Questions that still matter", matches, "No question is left.")

    def action_assumptions(self) -> None:
        matches = assumption_matches(self.session, self._law)
        title = "House assumptions: choose one to set it"
        self._pick(title, matches, "This ruleset has no house assumptions.")

    async def _go_to(self, fact: str | None) -> None:
        if fact:
            await self.take_session(self.session.go_to(fact))

    def action_details(self) -> None:
        from screens.deals.deal_forms import detail_check, detail_fields
        from screens.modals.form import FormModal

        deal = self.session.deal
        tree = {
            "title": deal.title,
            "as_of": deal.as_of.isoformat() if deal.as_of else "",
            "note": deal.note,
        }
        modal = FormModal("Title and date", detail_fields(), tree, detail_check)
        self.app.push_screen(modal, self._set_details)

    async def _set_details(self, tree: dict[str, str] | None) -> None:
        from screens.deals.deal_forms import day_of

        if tree is not None:
            deal = replace(
                self.session.deal,
                title=tree.get("title", ""),
                as_of=day_of(tree),
                note=tree.get("note", ""),
            )
            session = replace(self.session.change(deal, "Title and date"), at=self.session.at)
            await self.take_session(session, "Title and date")

    # The determination

    def action_determination(self) -> None:
        if self.session.several:
            self.open_items()
            return
        # The reasons may still be on their way; the screen opens when they are there.
        self._open_when_explained = self.findings is None
        if self.findings is not None:
            self._open_determination(self.findings)

    def _open_determination(self, findings: Findings) -> None:
        from screens.law.law_flows import determination_screen

        screen = determination_screen(
            findings,
            self._law,
            self.reading.evaluation,
            deal_of(self.session.deal, self.session.item),
            self._services,
            self._user,
        )
        self.app.push_screen(screen, self._come_back)

    async def _come_back(self, chosen: str | None) -> None:
        from screens.determinations.determination import HISTORY, REGIMES
        from screens.determinations.determination_reports import AGAIN, HOME

        if chosen == HOME:
            self.dismiss(None)
        elif chosen == AGAIN:
            today, ruleset = self._services.today(), self._law.ruleset
            self.dismiss(deal_again(self.session.true_deal, today, ruleset))
        elif chosen == REGIMES:
            self.action_regimes(then=self.action_determination)
        elif chosen is not None and chosen.startswith(HISTORY):
            self.action_date_slider(chosen.removeprefix(HISTORY), self.action_determination)
        else:
            await self._go_to(chosen)

    # Several regimes, and laws that are supposed

    def action_regimes(self, then: Callable[[], None] | None = None) -> None:
        from screens.modals.pick import PickModal

        async def turn(regime: str | None) -> None:
            if regime in self.reading.called_for:
                self.notify(f"The deal calls for {regime}: it is always run.", markup=False)
            elif regime:
                await self.take_session(self.session.turn_regime(regime))
            if then is not None:
                then()

        title = "Regimes: enter adds one, or takes off one that you added"
        self.app.push_screen(PickModal(title, regime_matches(self.reading), ""), turn)

    def action_suppose(self) -> None:
        from screens.law.law_flows import choose_overlay

        choose_overlay(self, self._law, self._services, self._suppose)

    async def _suppose(self, law: Law, what: str) -> None:
        before = self.reading
        self._law, self.findings, self._asked = law, None, None
        self._read()
        self.shift = shift(what, before, self.reading)
        await self._sync()

    def action_close(self) -> None:
        if self.session.supposing:
            self.action_what_if()
        else:
            self.dismiss(None)
