"""What the widgets for answering have in common: what they are given and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from engine.facts import Answer, Party, Value
from engine.interview.law import Law, Prospect
from engine.model import FactDeclaration
from engine.outcome import Outcome
from screens.outcome_words import STYLES, WORDS
from screens.plain import beside, plain
from screens.services import ListsDesk

UNKNOWN = "not known"
"""The key of the line "I do not know"; no choice of a ruleset can have a space in it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a widget needs it: the fact, the answer so far, and what answers lead to."""

    fact: FactDeclaration
    law: Law
    given: Answer | None = None
    prospects: Sequence[Prospect] = ()
    user: str = ""
    outcome: Outcome | None = None  # as it stands now
    lists: ListsDesk | None = None
    parties: tuple[Party, ...] = ()  # of the deal so far

    @property
    def value(self) -> Value | None:
        return None if self.given is None else self.given.value

    @property
    def answered_unknown(self) -> bool:
        return self.given is not None and self.given.value is None


class AnswerWidget(Vertical):
    """The part of a question that takes the answer. It knows no screen."""

    @dataclass
    class Answered(Message):
        """An answer was given."""

        fact: FactDeclaration
        answer: Answer

    @dataclass
    class NotKnown(Message):
        """The person does not know."""

        fact: FactDeclaration

    @dataclass
    class Kept(Message):
        """Part of an answer was given: keep it, and stay at the question."""

        fact: FactDeclaration
        value: Value

    @dataclass
    class TableWanted(Message):
        """The rows of the answer are to be edited in a table."""

        fact: FactDeclaration

    @dataclass
    class Named(Message):
        """The person at the keys told a name."""

        by: str

    @dataclass
    class Tried(Message):
        """A value stands in the widget that was not given yet; None where there is none."""

        fact: FactDeclaration
        value: Value | None

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, AnswerWidget.Tried)

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self.asked = asked

    def show_prospect(self, prospect: Prospect | None) -> None:
        """Say what the value that stands in the widget would lead to."""
        text = plain("") if prospect is None else leads_to(prospect, self.asked.outcome)
        for line in self.query("#prospect").results(Static):
            # Nothing else moves where it has as many lines as before: no new layout then, as this
            # follows every key.
            height = text.get_height({}, max(1, line.content_size.width))
            line.update(text, layout=height != line.content_size.height)

    def show_fault(self, text: str) -> None:
        """Say what is wrong with what was typed."""
        for line in self.query("#fault").results(Static):
            if text or line.display:
                line.update(plain(text))
                line.display = bool(text)

    def say_answered(self, value: Value, reason: str = "", by: str = "", source: str = "") -> None:
        self.post_message(
            self.Answered(self.asked.fact, Answer(value, by=by, source=source, reason=reason))
        )

    def say_not_known(self) -> None:
        self.post_message(self.NotKnown(self.asked.fact))


def leads_to(prospect: Prospect, now: Outcome | None = None) -> Content:
    """An arrow and the outcome in words, and the regimes of several that it moves. The outcome in
    all is left out where these move and it does not."""
    shown = [("", prospect.outcome), *prospect.moves]
    if prospect.moves and prospect.outcome is now:
        del shown[0]
    parts = [_outcome(f"{regime} " if regime else "", outcome) for regime, outcome in shown]
    return beside("→ ", Content("; ").join(parts))


def _outcome(before: str, outcome: Outcome) -> Content:
    words = WORDS[outcome]
    return plain(f"{before}{words.sign} {words.short}", STYLES[words.style])
