"""Taking the answer to one question: at once, or line by line where it is a list."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from engine.deals.element_reading import read_note
from engine.facts import NOT_KNOWN, Answer, FactType, Value
from engine.interview.searches import Found
from engine.interview.session import change_words
from engine.interview.spoken import is_assumption, match_lines, state_of
from engine.interview.typed_answers import (
    LIST_TYPES,
    NotKnown,
    Refused,
    Several,
    Taken,
    TakenParts,
    choices_of,
    read_typed,
)
from engine.model import FactDeclaration

if TYPE_CHECKING:
    from commands.ask_interview import Interview
    from commands.ask_rows import Rows


class Asking:
    """The question of one fact while it is being answered."""

    def __init__(self, interview: "Interview", fact: FactDeclaration) -> None:
        self.interview = interview
        self.fact = fact
        self._offered: tuple[Found, ...] = ()
        self.parts: list[str] = []  # of a list that is not ended yet
        self._rows: Rows | None = None
        if fact.type in (FactType.PARTIES, FactType.CONTENT):
            from commands.ask_content import ContentRows
            from commands.ask_parties import PartyRows

            made = PartyRows if fact.type is FactType.PARTIES else ContentRows
            self._rows = made(interview, self)

    @property
    def prompt(self) -> str:
        """What stands before the line that is typed."""
        if self._rows is not None:
            return self._rows.prompt
        return "Next" if self.parts else "Answer"

    @property
    def unfinished(self) -> bool:
        """Whether part of an answer was given that is not in the deal."""
        return bool(self.parts) or (self._rows is not None and self._rows.pending)

    def place_lines(self) -> Iterator[str]:
        """Where in a list or a party one is; nothing where the question is asked at once."""
        if self._rows is not None:
            yield from self._rows.place_lines()
        elif self.parts:
            yield self._list_words()

    def tell_so_far(self) -> None:
        """Read out what a list holds so far."""
        if self._rows is not None:
            self._rows.tell_so_far()
        elif self.parts:
            self.interview.talk.tell(self._list_words())

    def offered(self, line: str) -> str:
        """The line, or what it names by number among the matches that were told last."""
        found, self._offered = self._offered, ()
        if line.isdigit() and 1 <= int(line) <= len(found):
            return found[int(line) - 1].key
        return line

    def take(self, line: str) -> None:
        """Take a line as the answer, or as a part of it."""
        if self._rows is not None:
            self._rows.take(line)
        elif self.fact.type in LIST_TYPES and not line:
            self._end_list()
        else:
            self._take_typed(line)

    def remove(self, line: str) -> None:
        """Take something off the list again."""
        if self._rows is not None:
            self._rows.remove(line)
            return
        found = self._read(line)
        keys = found.keys if isinstance(found, TakenParts) else ()
        gone = [key for key in keys if key in self.parts]
        if not gone:
            self.interview.refuse("That is not on the list: write remove and what is on it.")
            return
        self.parts = [key for key in self.parts if key not in gone]
        self.interview.talk.understood()
        self.interview.talk.tell(self._list_words())

    def not_known(self) -> None:
        """Answer that the person does not know."""
        interview = self.interview
        what = change_words(interview.law, self.fact, NOT_KNOWN)
        interview.remember(self.fact.name)
        interview.take(interview.session.not_known(self.fact.name, what), what)

    def answer(self, value: Value) -> None:
        """Answer with a value; a judgement and an assumption want a name and a reason."""
        interview, fact = self.interview, self.fact
        by = reason = ""
        if fact.type is FactType.JUDGEMENT or is_assumption(fact):
            from commands.ask_interview import CancelledError

            try:
                by = interview.ask_name("Decided by")
                reason = interview.ask_needed("Because", check=read_note)
            except CancelledError:
                interview.talk.tell("Not answered.")
                return
        answer = Answer(value, state_of(fact), by=by, reason=reason)
        what = change_words(interview.law, fact, answer)
        interview.remember(fact.name)
        if interview.facts.get(fact.name) == answer:
            interview.take(interview.session.go_to(""), what)
        else:
            interview.take(interview.session.answer(fact.name, answer, what), what)

    def keep(self, value: Value) -> None:
        """Keep part of an answer, and stay at the question."""
        interview, fact = self.interview, self.fact
        answer = Answer(value)
        if interview.facts.get(fact.name) != answer:
            what = change_words(interview.law, fact, answer)
            session = interview.session.answer(fact.name, answer, what).go_to(fact.name)
            interview.keep_part(session)

    def offer(self, found: Several) -> None:
        """Say what a line may mean; a number then names one of these."""
        self.interview.talk.understood()
        self._offered = found.matches
        self.interview.talk.tell(*match_lines(found))

    def _take_typed(self, line: str) -> None:
        found = self._read(line)
        match found:
            case NotKnown() if self.parts:
                self.interview.refuse(
                    "Something is on the list already: an empty line ends it; to answer that you do"
                    " not know, remove that first."
                )
            case NotKnown():
                self.not_known()
            case Taken(value):
                self.answer(value)
            case TakenParts(keys):
                self._take_parts(keys)
            case Several():
                self.offer(found)
            case Refused(says):
                self.interview.refuse(says)
                self.interview.talk.tell(f"Question: {self.fact.ask or self.fact.short}")

    def _read(self, line: str) -> Taken | TakenParts | NotKnown | Several | Refused:
        return read_typed(self.fact, line, self.interview.law.ruleset)

    def _take_parts(self, keys: Iterable[str]) -> None:
        keys = tuple(keys)
        if not keys and self.parts:
            self.interview.refuse(
                "Something is on the list already, so that “none” cannot be: remove it first, or"
                " end the list with an empty line."
            )
        elif not keys:
            self.answer(self._value())
        else:
            self.parts += [key for key in keys if key not in self.parts]
            self.interview.talk.understood()
            self.interview.talk.tell(self._list_words())

    def _end_list(self) -> None:
        if self.parts:
            self.answer(self._value())
        else:
            keeps = ", next to keep your answer" if self.fact.name in self.interview.facts else ""
            self.interview.refuse(
                f"Nothing is on the list: write none if there is none{keeps}, or ? if you do not"
                " know."
            )

    def _value(self) -> Value:
        value: list[str] | str = self.parts or "none"
        return self.interview.law.read_value(self.fact, value)

    @property
    def part_words(self) -> str:
        """What is on the list so far, in words."""
        labels = {choice.key: choice.label for choice in choices_of(self.fact)}
        if self.fact.type is FactType.COUNTRIES:
            labels = {c.code: c.name for c in self.interview.law.ruleset.countries.values()}
        return "; ".join(labels.get(key, key) for key in self.parts)

    def _list_words(self) -> str:
        return f"On the list: {self.part_words or 'nothing'}. An empty line ends it."
