"""A question on screen: what is asked, the answer, why it is asked, and where the law says so."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from engine.deals.starting import taken_from
from engine.facts import FactType, State
from engine.interview.law import Prospect
from engine.interview.spoken import SDN_PROGRAMS, is_assumption, who_knows
from screens.plain import beside, lines, plain
from screens.widgets.answer_widget import AnswerWidget, Asked
from screens.widgets.choice_answers import (
    AssumptionAnswer,
    ChoiceAnswer,
    JudgementAnswer,
    SetAnswer,
)
from screens.widgets.listed_programs import ListedPrograms
from screens.widgets.typed_answers import LineAnswer, PickAnswer, PicksAnswer


class QuestionCard(Vertical):
    """Shows one question at a time; the answer widget inside says what was answered."""

    def compose(self) -> ComposeResult:
        yield Static("", id="ask", markup=False)
        yield Static("", id="standing", markup=False)
        with VerticalScroll(id="card-scroll", can_focus=False):
            yield Vertical(id="answer-place")
            yield Static("", id="about", markup=False)

    async def show(
        self,
        asked: Asked,
        because: str,
        settled: bool,
        going_back: bool,
        waiting: Sequence[str] = (),
        counts_for: str = "",
    ) -> None:
        """Put a question on screen, and the cursor into its answer; `waiting` are regimes, and it
        `counts_for` some of several items."""
        fact = asked.fact
        self.query_one("#ask", Static).update(plain(fact.ask or fact.short))
        self._stand(asked, settled, going_back)
        place = self.query_one("#answer-place", Vertical)
        await place.remove_children()
        widget = answer_widget(asked)
        await place.mount(widget)
        if fact.name == SDN_PROGRAMS and asked.lists is not None:
            await place.mount(ListedPrograms(asked.lists, asked.parties))
        for child in widget.query("*"):
            if child.focusable:
                child.focus(scroll_visible=False)
                break
        self.query_one("#about", Static).update(about_text(asked, because, waiting, counts_for))
        self.query_one("#card-scroll", VerticalScroll).scroll_home(animate=False)

    def show_nothing_left(self, text: Content, item: str = "") -> None:
        """Say that there is nothing left to ask, of several items about this one."""
        left = f"No question is left for {item}." if item else "No question is left."
        self.query_one("#ask", Static).update(plain(left))
        standing = self.query_one("#standing", Static)
        standing.display = False
        self.query_one("#answer-place", Vertical).remove_children()
        self.query_one("#about", Static).update(text)

    def drop_standing(self) -> None:
        """Say no longer what was answered before: it was changed in the answer on screen."""
        self.query_one("#standing", Static).display = False

    def show_prospect(self, prospect: Prospect | None) -> None:
        """Say what the value in the answer widget would lead to."""
        for widget in self.query(AnswerWidget):
            widget.show_prospect(prospect)

    def _stand(self, asked: Asked, settled: bool, going_back: bool) -> None:
        parts: list[Content] = []
        if settled:
            parts.append(
                plain("The outcome is settled; this is asked for the file.", "$text-accent")
            )
        given = asked.given
        if given is not None and given.value is None:
            parts.append(plain("You answered: not known.", "$text-muted"))
        elif given is not None and given.value is not None:
            state = " (assumed)" if given.state is State.ASSUMED else ""
            shown = asked.law.show_value(asked.fact, given.value)
            taken = taken_from(given.source)
            whose = f"Taken from {taken}" if taken else "Your answer so far"
            parts.append(plain(f"{whose}{state}: {shown}.", "$text-muted"))
        if going_back:
            words = "You came back to this one; F7 goes on without a change."
            parts.append(plain(words, "$text-muted"))
        standing = self.query_one("#standing", Static)
        standing.update(lines(*parts))
        standing.display = bool(parts)


def answer_widget(asked: Asked) -> AnswerWidget:
    """The widget that takes an answer of the fact's type."""
    if is_assumption(asked.fact):
        return AssumptionAnswer(asked)
    match asked.fact.type:
        case FactType.YES_NO | FactType.CHOICE:
            return ChoiceAnswer(asked)
        case FactType.JUDGEMENT:
            return JudgementAnswer(asked)
        case FactType.SET:
            return SetAnswer(asked)
        case FactType.COUNTRY | FactType.ECCN:
            return PickAnswer(asked)
        case FactType.COUNTRIES | FactType.ECCNS:
            return PicksAnswer(asked)
        case FactType.PARTIES | FactType.CONTENT:
            # Forms are not needed for most questions.
            from screens.widgets.list_answers import ContentAnswer, PartiesAnswer

            is_parties = asked.fact.type is FactType.PARTIES
            return PartiesAnswer(asked) if is_parties else ContentAnswer(asked)
        case _:
            return LineAnswer(asked)


def about_text(
    asked: Asked, because: str, waiting: Sequence[str] = (), counts_for: str = ""
) -> Content:
    """Which items it counts for, which regimes wait for it, why it is asked, the help, the
    citation, and who would know."""
    fact = asked.fact
    parts: list[Content] = []
    if counts_for:
        parts.append(beside(plain("Counts for: ", "bold"), plain(counts_for)))
    if waiting:
        parts.append(beside(plain("Waited for by: ", "bold"), plain(", ".join(waiting))))
    if because:
        parts.append(beside(plain("Why: ", "bold"), plain(because)))
    if fact.help:
        parts.append(beside(plain("Help: ", "bold"), plain(fact.help)))
    if fact.cite:
        parts.append(beside(plain("Law: ", "bold"), plain(fact.cite)))
    if fact.who:
        parts.append(beside(plain("Who knows: ", "bold"), plain(who_knows(fact))))
    return lines(*parts)
