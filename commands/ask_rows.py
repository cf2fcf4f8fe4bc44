"""Answers that are lists of elements, each filled in part by part: parties and content lines."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from engine.interview.element_parts import NONE, Part, PartTaken, Tree, read_part
from engine.interview.spoken import match_lines
from engine.interview.typed_answers import Refused, Several, is_unknown, sentence
from engine.reading.typed_text import shown

if TYPE_CHECKING:
    from commands.ask_answers import Asking
    from commands.ask_interview import Interview

Fault = Callable[[Tree], str]


class Rows:
    """The elements of the answer at hand. Each is kept as soon as it is whole."""

    what = "element"
    parts: tuple[Part, ...] = ()

    def __init__(self, interview: "Interview", asking: "Asking") -> None:
        self.interview = interview
        self.asking = asking
        value = interview.facts.value(asking.fact.name)
        self.trees: list[Tree] = [self.write(e) for e in value] if isinstance(value, tuple) else []
        self.pending = False  # whether something was told that the deal does not hold
        self._at = ""  # the element and the part of it that is being asked for

    @property
    def prompt(self) -> str:
        return self.parts[0].name

    def write(self, element: Any) -> Tree:
        """An element as a mapping of text."""
        raise NotImplementedError

    def shown(self, tree: Tree) -> str:
        """An element on a line."""
        raise NotImplementedError

    def fault(self, tree: Tree) -> str:
        """What is wrong with what is known of an element."""
        raise NotImplementedError

    def special(self, line: str) -> bool:
        """Whether the line is something else than a name, and was dealt with."""
        raise NotImplementedError

    def finished(self, tree: Tree) -> Tree:
        """The element once its parts are filled in."""
        return tree

    def fill_other(self, part: Part, tree: Tree) -> None:
        """Fill in a part that is no line."""
        raise NotImplementedError

    def tell_so_far(self) -> None:
        """Read out the elements."""
        tell = self.interview.talk.tell
        if not self.trees:
            tell(f"There is no {self.what} yet.")
            return
        tell(*(f"{place}. {self.shown(tree)}" for place, tree in enumerate(self.trees, start=1)))
        tell(
            f"Write the next {self.what}, change or remove and a number, list to hear them, or an"
            " empty line to go on."
        )

    def place_lines(self) -> Iterator[str]:
        """How many there are, and which part of which is being asked for."""
        yield f"On the list: {len(self.trees)}."
        if self._at:
            yield f"You are at: {self._at}."

    def take(self, line: str) -> None:
        """Take a line: the name of another element, the end of the list, or what to do with it."""
        word, _, number = line.partition(" ")
        if not line:
            self._end()
        elif is_unknown(line) and self.trees:
            self.interview.refuse(
                f"There is a {self.what} already: an empty line ends the list; to answer that you"
                " do not know, remove what is on it first."
            )
        elif is_unknown(line):
            self.asking.not_known()
        elif line.casefold() == "list":
            self.interview.talk.understood()
            self.tell_so_far()
        elif word.casefold() == "change" and number.strip().isdigit():
            self._change(number)
        elif not self.special(line):
            self._add({}, line, len(self.trees))

    def remove(self, number: str) -> None:
        """Take an element off."""
        place = self._place(number)
        if place is None:
            return
        gone = self.trees.pop(place)
        self.interview.talk.understood()
        self.interview.talk.tell(f"Removed: {self.shown(gone)}.")
        self.keep()

    def keep(self) -> None:
        """Keep the elements as the answer so far; where they are none by themselves, say so."""
        try:
            value = self.interview.law.read_value(self.asking.fact, self.trees)
        except ValueError as error:
            self.pending = True
            self.interview.talk.tell(sentence(f"Not an answer yet: {error}"))
        else:
            self.pending = False
            self.asking.keep(value)

    def _end(self) -> None:
        if not self.trees:
            none = "" if self.asking.fact.type == "parties" else "none if there is none, or "
            self.interview.refuse(
                f"There is no {self.what} yet, and an empty line is no answer: write {none}? if"
                " you do not know."
            )
            return
        try:
            value = self.interview.law.read_value(self.asking.fact, self.trees)
        except ValueError as error:
            self.interview.refuse(sentence(str(error)))
        else:
            self.asking.answer(value)

    def _place(self, number: str) -> int | None:
        if number.strip().isdigit() and 1 <= int(number) <= len(self.trees):
            return int(number) - 1
        self.interview.refuse(f"{shown(number)} is no number of a {self.what}: list tells them.")
        return None

    def _change(self, number: str) -> None:
        place = self._place(number)
        if place is not None:
            self._add(dict(self.trees[place]), "", place)

    def _add(self, tree: Tree, first: str, place: int) -> None:
        from commands.ask_interview import CancelledError, QuitError
        from commands.ask_talk import EndedError, GaveUpError

        found: Tree = dict(tree)
        try:
            self.fill(self.parts, found, self.fault, first)
            self._put(place, self.finished(found))
        except CancelledError:
            self.interview.talk.tell("Left as it was.")
        except (EndedError, GaveUpError, QuitError, KeyboardInterrupt):
            # What was told is not lost: what was not is left not known.
            if found.get(self.parts[0].key):
                self._put(place, found)
            raise
        else:
            if not self.pending:
                told = f"Write the next {self.what}; an empty line ends the list."
                self.interview.talk.tell(told)

    def _put(self, place: int, tree: Tree) -> None:
        self.trees[place : place + 1] = [tree]
        self.keep()  # first: the terminal may be gone
        self.interview.talk.tell(f"{place + 1}. {self.shown(tree)}.")

    def fill(self, parts: tuple[Part, ...], tree: Tree, fault: Fault, first: str = "") -> None:
        """Ask for every part; `first` is what the first of them already says."""
        from commands.ask_interview import CancelledError

        place = 0
        while place < len(parts):
            part = parts[place]
            self._at = f"{part.name}, of {tree.get(parts[0].key) or f'a new {self.what}'}"
            try:
                self._fill_part(part, tree, fault, first if place == 0 else "")
            except CancelledError as asked:
                if str(asked) != "back" or place == 0:
                    raise
                place -= 1
            else:
                place += 1
            first = ""
        self._at = ""

    def _fill_part(self, part: Part, tree: Tree, fault: Fault, first: str) -> None:
        if part.key == "owners":
            self.fill_other(part, tree)
            return
        interview, old = self.interview, tree.get(part.key)
        lines = [f"{part.name}: {part.ask}", *_choices(part), *_empty_words(part, old)]
        offered: tuple[str, ...] = ()
        while True:
            line = first or interview.ask(part.name, *lines)
            first, lines = "", []
            if line.isdigit() and 1 <= int(line) <= len(offered):
                line = offered[int(line) - 1]
            offered = ()
            if not line and (old is not None or part.empty):
                interview.talk.understood()
                return
            if not line:
                interview.refuse(f"{part.name}: an empty line is no answer. Write it, or cancel.")
                continue
            found = read_part(part, line, interview.law.ruleset, lambda one: fault({**tree, **one}))
            match found:
                case PartTaken(raw):
                    interview.talk.understood()
                    self._set(part, tree, raw)
                    return
                case Several():
                    interview.talk.understood()
                    offered = tuple(match.key for match in found.matches)
                    interview.talk.tell(*match_lines(found))
                case Refused(says):
                    interview.refuse(f"{part.name}: {says}")

    def _set(self, part: Part, tree: Tree, raw: object) -> None:
        if raw is None:
            tree.pop(part.key, None)
        else:
            tree[part.key] = raw
        self.told(part, tree)

    def told(self, part: Part, tree: Tree) -> None:
        """A part was told; for those who want to say something about it."""


def _choices(part: Part) -> list[str]:
    """The choices by number."""
    lines = [f"{choice.number}. {choice.label}" for choice in part.choices]
    if part.several and lines:
        lines.append("Write the numbers of all that apply, with commas.")
    return lines


def _empty_words(part: Part, old: object) -> list[str]:
    """What an empty line means."""
    if old is not None:
        told = ", ".join(map(str, old)) if isinstance(old, list) else str(old)
        return [f"So far: {told or NONE}. An empty line keeps it; ? makes it not known."]
    return [f"An empty line {part.empty}."] if part.empty else []
