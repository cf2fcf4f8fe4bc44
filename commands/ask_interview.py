"""The interview line by line: one question, one answer, where we stand if it changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NoReturn

from commands.ask_answers import Asking
from commands.ask_commands import AskCommand, command_of
from commands.ask_long_list import PICK, PICK_LONG, LongList
from commands.ask_screening import Screening
from commands.ask_talk import Talk
from engine.deals.element_reading import read_line
from engine.deals.items import deal_of
from engine.facts import Facts, FactType
from engine.faults import NavicertError
from engine.interview.law import Findings, Law, exercise_mark
from engine.interview.session import Reading, Session, headline, read, shift, with_reason
from engine.interview.spoken import (
    SDN_PROGRAMS,
    for_whom_lines,
    nothing_left_lines,
    question_lines,
    standing_lines,
)
from engine.interview.supposing import beside_the_truth, explain_beside
from engine.interview.typed_answers import choices_of, chosen, sentence
from engine.reading.typed_text import shown, suggestion
from engine.regimes.in_items import in_items
from records.drafts import TWO_DRAFTS, Drafts

_FREE = (FactType.TEXT, FactType.PARTIES, FactType.CONTENT)
"""Facts whose answer is any text: a command with more words behind it needs a stroke there."""


class QuitError(Exception):
    """The person wants to stop."""


class CancelledError(Exception):
    """The person leaves what is being filled in as it was."""


@dataclass(frozen=True)
class Desk:
    """What the interview works with. `user` is who answers, as far as is known; `folders` are
    those of the regimes, by id, where they are not among those that ship."""

    drafts: Drafts
    screening: Screening
    today: Callable[[], date]
    user: str = ""
    folders: Mapping[str, Path] = field(default_factory=dict)


class Interview:
    """Owns the session, as the screen of the interview does."""

    def __init__(self, talk: Talk, law: Law, session: Session, desk: Desk) -> None:
        self.talk = talk
        self.law = law
        self.session = session
        self.desk = desk
        self.user = desk.user
        self.reading: Reading = read(session, law, desk.today())
        self.trail: list[str] = []
        self.saved = False
        self._heard: set[str] = set()
        self.draft = session.draft
        self._explained: tuple[Reading, Findings] | None = None
        self._told: Reading | None = None
        self._announced: object = None
        self._asking: Asking | None = None

    # Leading

    def run(self) -> NoReturn:
        """Ask until the person quits or the lines end, which is told by an exception."""
        while True:
            self.turn()

    def turn(self) -> None:
        """One line: an answer, a part of one, or a command."""
        self._tell_standing()
        asking = self._question()
        self._announce()
        line = self.talk.line(asking.prompt if asking else "Command").strip()
        if line.startswith("="):  # an answer, word for word
            line, found = line[1:].strip(), None
        else:
            line = asking.offered(line) if asking else line
            found = self._command(line, asking)
        if found is not None:
            found[0].run(self, found[1])
            self._tell_left(asking)
        elif asking is None:
            words = suggestion(line, command_words()) or "help lists the commands."
            self.refuse(f"No question is left, and {shown(line)} is not a command: {words}")
        else:
            asking.take(line)

    def _tell_left(self, asking: Asking | None) -> None:
        """Say what a command left behind of a list that was being written."""
        if asking is not None and asking.parts and self._question() is not asking:
            self.talk.tell(f"The list was not ended, and is not kept: {asking.part_words}.")

    @property
    def facts(self) -> Facts:
        """The answers that hold for the item at hand."""
        return self.session.facts

    @property
    def asking(self) -> Asking | None:
        """The question that is being answered."""
        return self._question()

    def _question(self) -> Asking | None:
        """The question at hand, with what was answered of it so far."""
        current = self.reading.current
        if current is None:
            self._asking = None
        elif self._asking is None or self._asking.fact.name != current.name:
            self._asking = Asking(self, current)
        return self._asking

    def _command(self, line: str, asking: Asking | None) -> tuple[AskCommand, str] | None:
        if asking is not None and chosen(line, choices_of(asking.fact)) is not None:
            return None  # a choice may be called as a command is
        return command_of(line, asking is not None and asking.fact.type in _FREE)

    def _tell_standing(self) -> None:
        if self._told is self.reading:
            return
        lines = list(standing_lines(self._told, self.reading, self.mark))
        told = self._told
        same_item = told is not None and told.item == self.reading.item
        if told is not None and same_item and told.outcome is not self.reading.outcome:
            old = self._explained[1] if self._explained else None
            moved = shift("", told, self.reading)
            lines.append(f"Because: {with_reason(moved, old, self.findings()).because}")
        self.talk.tell(*lines)
        self._told = self.reading

    def _announce(self) -> None:
        if self._announced != self._now():
            self._announced = self._now()
            fact = self.reading.current.name if self.reading.current else ""
            self._say_question(heard=fact in self._heard)
            self._heard.add(fact)

    def _now(self) -> object:
        """What question is at hand, and how it stands."""
        fact = self.reading.current.name if self.reading.current else ""
        session = self.session
        return fact, self.facts.get(fact), session.at, session.item_words, session.alone

    def say_again(self) -> None:
        """The question once more, or what to do where none is left."""
        self._say_question(heard=False)

    def _say_question(self, heard: bool) -> None:
        asking = self._question()
        self.talk.tell("")
        if asking is None:
            self.talk.tell(*nothing_left_lines(self.reading))
            return
        self.talk.tell(*for_whom_lines(self.session, asking.fact))
        given = self.facts.get(asking.fact.name)
        question = self.reading.question
        self.talk.tell(*question_lines(asking.fact, question, given, self.law, heard))
        if asking.fact.name == SDN_PROGRAMS:
            self.talk.tell(*self.desk.screening.programs(self.session.deal))
        asking.tell_so_far()

    # Changing the session

    def take(self, session: Session, what: str = "") -> None:
        """Make `session` the current one and keep the draft; `what` says what was changed."""
        self.talk.understood()
        if what:
            self.talk.tell(f"{what}.")
        if session.facts != self.facts or session.item != self.session.item:
            self._asking = None
        self.keep_part(session)
        self._announced = None

    def keep_part(self, session: Session) -> None:
        """Make `session` the current one in the midst of a list, without asking anew."""
        changed = session.true_deal != self.session.true_deal
        self.session = session
        self.reading = read(session, self.law, self.desk.today(), self.reading)
        self._announced = self._now()
        if changed:
            self.keep()

    def under(self, law: Law) -> None:
        """Go on under another law, such as one that is supposed."""
        self.law = law
        self.reading = read(self.session, law, self.desk.today())
        self._announced = None

    def keep(self) -> None:
        """Put the draft on disk."""
        try:
            path = self.desk.drafts.save(self.draft, self.law.write_deal(self.session.true_deal))
        except NavicertError as error:
            self.talk.warn(f"THE DRAFT COULD NOT BE SAVED: {error}")
            return
        if path.stem != self.draft:
            self.talk.warn(TWO_DRAFTS)
        self.draft, self.saved = path.stem, True

    def remember(self, fact: str) -> None:
        """That the question of `fact` was at hand, for going back."""
        if not self.trail or self.trail[-1] != fact:
            self.trail.append(fact)

    def findings(self) -> Findings:
        """The determination of the item at hand as it stands, with its reasons."""
        if self._explained is None or self._explained[0] is not self.reading:
            self._explained = self.reading, self.explained(self.session.item)
        return self._explained[1]

    def explained(self, place: int) -> Findings:
        """The determination of the item at `place` as it stands."""
        evaluation = self.reading.items[place].evaluation
        title = deal_of(self.session.deal, place).title
        session = self.session.go_to_item(place)
        beside = beside_the_truth(session, evaluation, self.law, self.desk.today())
        return explain_beside(evaluation, title, self.law, beside)

    @property
    def mark(self) -> str:
        """What stands before all that comes of an exercise; empty where there is none."""
        mark = exercise_mark(self.session.supposing, bool(self.law.mark))
        return f"{mark}. " if mark else ""

    def headline(self) -> str:
        """The answer in one line; of several items, that of the deal over all of them."""
        if not self.session.several:
            return f"{self.mark}{headline(self.findings())}"
        deal = self.session.deal
        day = (deal.as_of or self.desk.today()).isoformat()
        return f"{self.mark}{in_items(deal.title, day, self.reading.answers).headline}"

    # Asking within a question

    def ask(self, prompt: str, *lines: str) -> str:
        """Ask for something that is part of an answer or of a command; commands that change
        nothing work meanwhile. Raises `CancelledError` with “cancel” or “back”."""
        self.talk.tell(*lines)
        while True:
            line = self.talk.line(prompt).strip()
            if line.startswith("="):
                return line[1:].strip()
            found = command_of(line, free=True)
            if found is None:
                return line
            command, argument = found
            if command.anywhere:
                command.run(self, argument)
                self.talk.tell(*lines)
            elif command.word in ("back", "cancel"):
                raise CancelledError(command.word)
            else:
                self.refuse(f"{command.word} works at a question: write cancel to leave this.")

    def ask_needed(
        self,
        prompt: str,
        *lines: str,
        otherwise: str = "",
        check: Callable[[str], str] = read_line,
    ) -> str:
        """As `ask`, where an empty line means `otherwise`; without one, it is no answer. `check`
        raises `ValueError` with a sentence for what cannot be kept."""
        told = (*lines, f"An empty line means {otherwise}.") if otherwise else lines
        while True:
            line = self.ask(prompt, *told) or otherwise
            if not line:
                self.refuse(f"{prompt}: an empty line is no answer. Write it, or cancel.")
                continue
            try:
                return check(line)
            except ValueError as error:
                self.refuse(sentence(f"{prompt}: {error}"))

    def ask_name(self, prompt: str) -> str:
        """Who it is that decides something; remembered for the next time."""
        self.user = self.ask_needed(prompt, otherwise=self.user)
        return self.user

    def ask_yes(self, words: str) -> bool:
        """Yes or no, and nothing else."""
        while True:
            line = self.ask("Yes or no", words).casefold()
            if line in ("yes", "y"):
                return True
            if line in ("no", "n"):
                return False
            self.refuse(f"{shown(line)} is neither yes nor no.")

    def pick(self, title: str, matches: Sequence[tuple[str, str]], empty: str) -> str:
        """One of a list by its number; an empty text where nothing is chosen. A long list is told
        in parts, and can be searched."""
        if not matches:
            self.talk.tell(empty)
            return ""
        self.talk.tell(title)
        lines = [f"{n}. {words}" for n, (_, words) in enumerate(matches, start=1)]
        found = LongList(lines)
        told = found.first()
        while True:
            line = self.ask("Number", *told, PICK_LONG if found.long else PICK)
            if not line:
                self.talk.understood()
                return ""
            if line.isdigit() and 1 <= int(line) <= len(matches):
                self.talk.understood()
                return matches[int(line) - 1][0]
            told = found.after(line)
            if told:
                self.talk.understood()
            else:
                self.refuse(
                    f"{shown(line)} is no number from 1 to {len(matches)}, nor on the list."
                )

    def refuse(self, words: str) -> None:
        """Say that the last line was not understood."""
        self.talk.refuse(words)

    def name_behind(self, words: str, what: str, missing: str) -> str:
        """The name that stands behind a command; where there is none that can be read, that is
        told, and it is empty."""
        try:
            name = read_line(words)
        except ValueError as error:
            self.refuse(sentence(f"{what}: {error}"))
            return ""
        if not name:
            self.refuse(missing)
        return name

    @property
    def unfinished(self) -> bool:
        """Whether part of an answer was given that the deal does not hold."""
        return self._asking is not None and self._asking.unfinished

    def title_of(self) -> str:
        """The deal's title for people."""
        return self.session.deal.title or "Untitled deal"

    def add_item(self, name: str, facts: Facts) -> None:
        """Add an item that begins with these answers, and turn to it."""
        if not self.session.of_item:
            self.refuse("The rules that are loaded do not say what is asked of each item.")
            return
        what = f"Added: {name}"
        self.take(self.session.add_item(name, facts, "Item 1", what), what)

    def retitle(self, what: str, **changes: object) -> None:
        """Change the deal's title, date or note, and stay at the question; `what` says how."""
        deal = replace(self.session.deal, **changes)  # type: ignore[arg-type]
        session = replace(self.session.change(deal, "Title and date"), at=self.session.at)
        self.take(session, what)


def command_words() -> list[str]:
    """The words of all commands."""
    from commands.ask_commands import COMMANDS

    return [command.word for command in COMMANDS]
