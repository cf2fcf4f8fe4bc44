"""The list of worked cases, and the line of words that searches it."""

from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from engine.deals.case_files import CaseRead
from engine.practice.scores import NEW, RIGHT, WRONG
from screens.plain import beside, one_line, plain
from screens.widgets.plain_list import PlainList

SIGNS: Final = {NEW: " ", WRONG: "x", RIGHT: "+"}
TOPIC: Final = 24
"""The most columns that a topic takes."""


class SearchLine(Input):
    """The words that a case must hold."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "submit", "To the list", show=False),
        Binding("escape", "forget", "Forget the words", show=False),
    ]
    HELP_TITLE = "Search"
    HELP = (
        "Words search a case's id, title, topic, story and regime, in any case; all of them must be"
        " there. Enter and down go to the list, escape forgets the words."
    )

    @dataclass
    class Forgotten(Message):
        """The words are given up."""

    def action_forget(self) -> None:
        self.value = ""
        self.post_message(self.Forgotten())


class CaseList(PlainList):
    """The cases."""

    HELP_TITLE = "Worked cases"
    HELP = (
        "Deals whose right answer is known. Enter begins the exercise: you say what the law says,"
        " rule by rule, and see the first place where you part from it. + is done without a"
        " mistake, x was wrong last. The number is the difficulty, 1 a first lesson, 5 where"
        " experts argue. v shows a case to a class, h moves its date."
    )


def case_line(read: CaseRead, standing: str, topics: int) -> Content:
    """A case in a line: its standing, id, difficulty, topic in at most so many columns, title."""
    case = read.case
    head = f"{SIGNS[standing]} {case.id:<10} {case.difficulty}  "
    if topics:
        head += f"{case.topic:<{min(topics, TOPIC)}}  "
    return beside(plain(head), one_line(case.title))
