"""The items of a deal: each with its outcome, and what can be done with it."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from engine.regimes.in_items import ItemAnswer
from screens.closing import Modal
from screens.outcome_words import words_of
from screens.plain import beside, one_line, plain
from screens.widgets.box_keys import BoxKeys
from screens.widgets.plain_list import PlainList

ONE = (
    "This deal has one item. Press a to put another beside it: each is then determined by itself,"
    " with the destination, the parties and all else that they share."
)


class Wanted(NamedTuple):
    """What is to be done with the item at `place`: go, add, rename, remove, or put a `product` in
    its place, `keep` it as one; or keep the deal as a `template`."""

    act: str
    place: int


class ItemsList(PlainList):
    """The items of the deal."""

    HELP_TITLE = "Items"
    HELP = (
        "Each line is an item with its own outcome and the number of questions that are left for"
        " it. Enter goes to it; a adds one, n names it, delete takes it out of the deal. A product"
        " is an item with its answers that is kept for other deals: p puts one in the place of the"
        " item, k keeps the item as one. t keeps the deal as a template. ^z in the interview"
        " undoes any change of the deal."
    )


class ItemsModal(Modal[Wanted | None]):
    """Returns what is wanted, None where cancelled; `at` is the item that is worked on."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+n", "cancel", "Back", key_display="esc"),
        Binding("a", "want('add')", "Add"),
        Binding("n", "want('rename')", "Name"),
        Binding("delete", "want('remove')", "Take out"),
        Binding("p", "want('product')", "Put a product in"),
        Binding("k", "want('keep')", "Keep as a product"),
        Binding("t", "want('template')", "Keep the deal as a template"),
    ]

    def __init__(self, items: Sequence[ItemAnswer], at: int) -> None:
        super().__init__()
        self._items = items
        self._at = at

    def compose(self) -> ComposeResult:
        several = len(self._items) > 1
        with Vertical(classes="box menu"):
            yield Static("Items of this deal", classes="box-title", markup=False)
            if not several:
                yield Static(plain(ONE))
            yield ItemsList(*(self._option(item) for item in self._items), markup=False)
            own = ("n name", "del take out") if several else ()
            yield BoxKeys("a add an item", *own)
            yield BoxKeys("p put a product in", "k keep as a product")
            yield BoxKeys("t keep the deal as a template")
            yield BoxKeys(*(["enter goes to it"] if several else []), "esc back")

    def on_mount(self) -> None:
        self.query_one(ItemsList).highlighted = self._at

    def _option(self, item: ItemAnswer) -> Option:
        here = ">" if item.number == self._at + 1 else " "
        return Option(beside(plain(f"{here} ", "bold"), item_line(item)))

    @on(OptionList.OptionSelected)
    def go(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(Wanted("go", event.option_index))

    def action_want(self, act: str) -> None:
        if act not in ("rename", "remove") or len(self._items) > 1:
            self.dismiss(Wanted(act, self.query_one(ItemsList).highlighted or 0))

    def action_cancel(self) -> None:
        self.dismiss(None)


def item_line(item: ItemAnswer) -> Content:
    """An item with its outcome and how many questions are left for it."""
    words = words_of(item.outcome)
    left = f"  {item.questions} left to ask" if item.questions else ""
    return beside(
        one_line(f"{item.number}  {item.name or 'This item'}"),
        plain("   "),
        plain(f"{words.sign} {words.short}", "bold"),  # a color would be lost under the cursor
        plain(left),
    )
