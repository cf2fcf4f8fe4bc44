"""Answers that are picked: yes or no, one choice, several choices, a judgement."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from engine.facts import Answer, FactType, State, Value
from engine.model import FactDeclaration
from screens.widgets.answer_widget import UNKNOWN, AnswerWidget, Asked, leads_to
from screens.widgets.choice_list import ChoiceList, Line

DONE = "done so"


class ChoiceAnswer(AnswerWidget):
    """Yes or no, or one of the fact's choices; picking is answering."""

    def compose(self) -> ComposeResult:
        yield ChoiceList(choice_lines(self.asked), id="answer")

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        event.stop()
        if event.key == UNKNOWN:
            self.say_not_known()
        else:
            self.say_answered(self.asked.law.read_value(self.asked.fact, event.key))


class JudgementAnswer(AnswerWidget):
    """Yes or no with the name of who decided it and why: no machine may decide it."""

    HELP_TITLE = "A judgement"
    HELP = (
        "This is for a person to decide. Pick yes or no, then give the name of who decided and the"
        " reason, and press enter in the reason. Name and reason stand in every determination"
        " that rests on it."
    )

    def compose(self) -> ComposeResult:
        given = self.asked.given
        yield ChoiceList(choice_lines(self.asked), id="answer")
        yield Static("Decided by", classes="field-label", markup=False)
        yield Input(
            (given.by if given else "") or self.asked.user,
            id="by",
            placeholder="name",
            select_on_focus=False,
        )
        yield Static("Because", classes="field-label", markup=False)
        yield Input(
            given.reason if given else "",
            id="reason",
            placeholder="reason, then enter",
            select_on_focus=False,
        )
        yield Static("", id="fault", classes="fault", markup=False)

    def on_mount(self) -> None:
        self.show_fault("")

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        event.stop()
        if event.key == UNKNOWN:
            self.say_not_known()
            return
        by = self.query_one("#by", Input)
        (self.query_one("#reason", Input) if by.value.strip() else by).focus()

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        event.stop()
        by, reason = self.query_one("#by", Input), self.query_one("#reason", Input)
        picked = self.query_one(ChoiceList).marked - {UNKNOWN}
        if not picked:
            self.show_fault("Pick yes or no above first.")
            self.query_one(ChoiceList).focus()
        elif not by.value.strip():
            self.show_fault("A judgement needs the name of who decided it.")
            by.focus()
        elif not reason.value.strip():
            self.show_fault("A judgement needs a reason.")
            reason.focus()
        else:
            value = self.asked.law.read_value(self.asked.fact, next(iter(picked)))
            self.say_decided(value, reason.value.strip(), by.value.strip())

    def say_decided(self, value: Value, reason: str, by: str) -> None:
        self.say_answered(value, reason, by)


class AssumptionAnswer(JudgementAnswer):
    """What the house assumes, with the name of who decided it and why."""

    HELP_TITLE = "A house assumption"
    HELP = (
        "An assumption is taken as given, with a name and a reason, and is marked in every"
        " determination that it touches. F8 takes it back."
    )

    def say_decided(self, value: Value, reason: str, by: str) -> None:
        answer = Answer(value, State.ASSUMED, by=by, reason=reason)
        self.post_message(self.Answered(self.asked.fact, answer))


class SetAnswer(AnswerWidget):
    """Several of the fact's choices; none at all is an answer too."""

    def compose(self) -> ComposeResult:
        value = self.asked.value
        marked = value if isinstance(value, frozenset) else frozenset()
        lines = [
            Line(choice.value, choice.label or choice.value, choice.value in marked, str(place))
            if place < 10
            else Line(choice.value, choice.label or choice.value, choice.value in marked)
            for place, choice in enumerate(self.asked.fact.choices, start=1)
        ]
        lines.append(Line(DONE, done_words(marked), None, "d"))
        lines.append(Line(UNKNOWN, "I do not know", None, "k"))
        yield Static(
            "enter marks, d is done, k says that you do not know", classes="way", markup=False
        )
        yield ChoiceList(lines, several=True, id="answer")
        yield Static("", id="prospect", markup=False)

    def on_choice_list_picked(self, event: ChoiceList.Picked) -> None:
        event.stop()
        choices = self.query_one(ChoiceList)
        if event.key == UNKNOWN:
            self.say_not_known()
        elif event.key == DONE:
            self.say_answered(choices.marked)
        else:
            choices.relabel(DONE, done_words(choices.marked))
            self.post_message(self.Tried(self.asked.fact, choices.marked))


def done_words(marked: frozenset[str]) -> str:
    """How the line that gives the answer reads."""
    return f"Done: the {len(marked)} marked" if marked else "Done: none of these"


def choice_lines(asked: Asked) -> list[Line]:
    """The lines of a choice, with what each leads to and the answer so far marked."""
    notes = _notes(asked)
    pairs = _pairs(asked.fact)
    given = "" if asked.value is None else _key(asked.value)
    lines = [
        Line(key, label, key == given, hot, notes.get(key), about)
        for key, label, hot, about in pairs
    ]
    lines.append(Line(UNKNOWN, "I do not know", asked.answered_unknown, "k", notes.get(UNKNOWN)))
    return lines


def _pairs(fact: FactDeclaration) -> list[tuple[str, str, str, str]]:
    if fact.type in (FactType.YES_NO, FactType.JUDGEMENT):
        return [("yes", "Yes", "y", ""), ("no", "No", "n", "")]
    return [
        (choice.value, choice.label or choice.value, str(place) if place < 10 else "", choice.help)
        for place, choice in enumerate(fact.choices, start=1)
    ]


def _notes(asked: Asked) -> dict[str, Content]:
    notes: dict[str, Content] = {}
    if all(found.outcome is asked.outcome and not found.moves for found in asked.prospects):
        return notes  # no answer by itself moves an outcome
    for prospect in asked.prospects:
        notes[_key(prospect.value)] = leads_to(prospect, asked.outcome)
    return notes


def _key(value: Value | None) -> str:
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
