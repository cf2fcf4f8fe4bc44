"""The tour of the first start: six cards that say what is where."""

from pathlib import PurePath
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from engine.outcome import Outcome
from screens.actions import all_actions
from screens.closing import Modal
from screens.outcome_words import STYLES, WORDS
from screens.plain import beside, lines, plain
from screens.widgets.box_keys import BoxKeys


class Card(NamedTuple):
    """A card: its title, its sentences, the ids of the actions that it is about, and whether the
    outcomes stand below."""

    title: str
    sentences: tuple[str, ...]
    actions: tuple[str, ...] = ()
    outcomes: bool = False


CARDS: Final = (
    Card(
        "Nothing leaves this machine",
        (
            "Navicert asks about one deal and says what export law requires, and why. Law, deals"
            " and records are files on this machine; nothing is sent anywhere.",
            "On this first screen the top lines start a deal or open a file. Your drafts and some"
            " sample deals stand below: the arrows move, enter opens.",
        ),
        ("new", "open"),
    ),
    Card(
        "What is open stays open",
        (
            "The interview asks what can still change the answer, and shows why it asks.",
            "Where you do not know, say so: the question stays open and never counts as no. You"
            " can answer it later, or change any answer at any time.",
        ),
        ("not-known", "later", "answers", "undo"),
    ),
    Card(
        "The outcome as it stands",
        (
            "Under the question, or beside it on a wide screen, stands the outcome so far. Behind"
            " a choice stands what it would lead to. A sign and a word say it, not only a color:",
        ),
        outcomes=True,
    ),
    Card(
        "The determination",
        (
            "It shows the outcome with its reasons, each with its paragraph of law; every rule"
            " with the answer that decided it; what is open; and what would change it.",
            "A missing requirement is a result of a search, not a promise: it says what was not"
            " checked.",
        ),
        ("determination", "copy", "save"),
    ),
    Card(
        "Records for the auditor",
        (
            "A determination that you save becomes a record. It is never changed: later notes and"
            " reviews are added to it, and one key checks that nobody touched it.",
        ),
        ("records", "verify", "today", "export"),
    ),
    Card(
        "Help is one key away",
        (
            "Help explains what has the focus and lists the keys of the screen. The palette finds"
            " any action, record or draft by a few letters.",
            "This tour can be taken again from the first screen.",
        ),
        ("help", "palette", "settings", "tour"),
    ),
)


class TourModal(Modal[None]):
    """One card at a time; escape leaves at once."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave"),
        Binding("enter,space,right,n", "turn(1)", "Next"),
        Binding("left,backspace,b", "turn(-1)", "Back"),
    ]
    HELP_TITLE = "Tour"
    HELP = "Enter goes on, left goes back, escape leaves. The tour can be taken again from home."

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="box tour"):
            yield Static("", id="tour-title", classes="box-title", markup=False)
            with VerticalScroll(classes="box-body", can_focus=True):
                yield Static("", id="tour-text", markup=False)
            yield BoxKeys()

    def on_mount(self) -> None:
        self._show()

    def action_turn(self, by: int) -> None:
        """Go to another card; behind the last one the tour ends."""
        if self._at + by >= len(CARDS):
            self.action_leave()
            return
        self._at = max(0, self._at + by)
        self._show()

    def action_leave(self) -> None:
        self.dismiss(None)

    def _show(self) -> None:
        card = CARDS[self._at]
        title = f"{card.title}  ({self._at + 1} of {len(CARDS)})"
        self.query_one("#tour-title", Static).update(plain(title))
        self.query_one("#tour-text", Static).update(_text(card))
        self.query_one(VerticalScroll).scroll_home(animate=False)
        last = self._at + 1 == len(CARDS)
        go = [f"enter {'begin' if last else 'next'}", *(["left back"] if self._at else [])]
        self.query_one(BoxKeys).show(*go, "esc leave")


def _text(card: Card) -> Content:
    parts: list[Content] = []
    for sentence in card.sentences:
        parts += [plain(sentence), plain("")]
    known = {action.id: action for action in all_actions()}
    for name in card.actions:
        action = known[name]
        parts.append(beside(plain(action.shown.rjust(4), "bold"), plain(f"  {action.name}")))
    if card.outcomes:
        for outcome in Outcome:
            words = WORDS[outcome]
            style = f"bold {STYLES[words.style]}"
            parts.append(beside(plain(f"   {words.sign}", style), plain(f"  {words.short}")))
    return lines(*parts)
