"""The determination of a deal of several items: one line each, and each opens in full."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from engine.deals.items import deal_of
from engine.facts import Deal
from engine.interview.law import Findings, Law
from engine.interview.session import Reading
from engine.regimes.in_items import APART, in_items
from screens.actions import bindings
from screens.determinations.determination import REGIMES, DeterminationScreen
from screens.law.law_flows import determination_screen
from screens.modals.items import item_line
from screens.navicert_screen import NavicertScreen
from screens.outcome_words import words_of
from screens.plain import beside, one_line, plain
from screens.services import Services
from screens.widgets.key_footer import KeyFooter
from screens.widgets.outcome_banner import OutcomeBanner
from screens.widgets.plain_list import PlainList

EXERCISE = (
    "answers or a law that are supposed are not those of the deal, and cannot be saved as its"
    " determination. Go back to the interview (escape), and end what is supposed there."
)


class Chosen(NamedTuple):
    """An item to turn to, and a fact whose question was chosen there, or `REGIMES`; empty for
    whatever is next."""

    place: int
    fact: str = ""


Explain = Callable[[int], Findings]
"""Puts together the reasons for the item at a place; may take long."""


class Saved(NamedTuple):
    """A record that was written: of which item, under which regime, and its number."""

    place: int
    regime: str
    record: str


class AnswersList(PlainList):
    """The items with their outcomes."""

    HELP_TITLE = "Items"
    HELP = (
        "Each item is determined by itself. Enter opens its determination in full; ^s saves those"
        " of all items, a record for each item and regime."
    )


class ItemsScreen(NavicertScreen[Chosen | None]):
    """The outcome of the whole deal, and of each item."""

    PLACE = "items"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/determination.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("items")]

    @dataclass
    class Explained(Message):
        """The reasons for one item were put together."""

        place: int
        findings: Findings

    @dataclass
    class ItemsSaved(Message):
        """These records were written; `error` is why those that are missing were not."""

        saved: Sequence[Saved]
        by: str
        error: str = ""

    def __init__(
        self,
        law: Law,
        reading: Reading,
        deal: Deal,
        explain: Explain,
        services: Services,
        user: str,
        mark: str = "",
    ) -> None:
        super().__init__()
        self._law = law
        self._explain = explain
        self._mark = mark
        self._reading = reading
        self._deal = deal
        self._services = services
        self._user = user
        self.saved: tuple[Saved, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(self._title_line(), id="deal-line", markup=False)
        yield OutcomeBanner()
        yield Static(plain(self._headline(), "bold"), id="in-all-line", markup=False)
        yield AnswersList(*self._options(), id="items", markup=False)
        yield Static(plain(APART, "$text-muted"), id="apart", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        outcome, possible = self._reading.over_items
        banner = self.query_one(OutcomeBanner)
        count = len(self._reading.items)
        banner.show(outcome, len(possible) > 1, self._mark, items=count)
        answers = self.query_one(AnswersList)
        answers.highlighted = self._reading.item
        answers.focus()

    def _title_line(self) -> Content:
        day = self._reading.items[0].of[1]
        mark = plain(f"{self._mark}  ", "bold") if self._mark else ""
        title = one_line(self._deal.title or "Untitled deal", "bold")
        return beside(mark, title, plain(f"  as of {day}  {len(self._reading.items)} items"))

    def _headline(self) -> str:
        return in_items(self._deal.title, "", self._reading.answers).headline

    def _options(self) -> list[Option]:
        return [
            Option(beside(item_line(item), plain(self._records_of(item.number - 1), "bold")))
            for item in self._reading.answers
        ]

    def _records_of(self, place: int) -> str:
        found = [row for row in self.saved if row.place == place]
        several = len({row.regime for row in self.saved}) > 1
        named = [f"{row.record} ({row.regime})" if several else row.record for row in found]
        return f"   saved as {', '.join(named)}" if found else ""

    # One item

    @on(OptionList.OptionSelected, "#items")
    def open_item(self, event: OptionList.OptionSelected) -> None:
        self.explain_item(event.option_index)

    @work(thread=True, exclusive=True, group="explain", exit_on_error=False)
    def explain_item(self, place: int) -> None:
        self.post_message(self.Explained(place, self._explain(place)))

    @on(Explained)
    def show_item(self, event: Explained) -> None:
        place = event.place
        screen = determination_screen(
            event.findings,
            self._law,
            self._reading.items[place].evaluation,
            deal_of(self._deal, place),
            self._services,
            self._user,
        )

        def back(fact: str | None) -> None:
            if fact is not None:
                self.dismiss(Chosen(place, fact))

        self.app.push_screen(screen, back)

    def action_go_to_item(self) -> None:
        self.dismiss(Chosen(self.query_one(AnswersList).highlighted or 0))

    def action_close(self) -> None:
        self.dismiss(None)

    def action_regimes(self) -> None:
        self.dismiss(Chosen(self._reading.item, REGIMES))

    # All items

    def action_copy(self) -> None:
        rows = [
            f"{item.number}. {item.name}: {words_of(item.outcome).banner}"
            for item in self._reading.answers
        ]
        mark = f"{self._mark} " if self._mark else ""
        head = f"{mark}{self._deal.title or 'Untitled deal'}\n{self._headline()}"
        self.app.copy_to_clipboard("\n".join([head, *rows, APART]))
        self.notify("Copied as text.", markup=False)

    def action_save(self) -> None:
        from screens.deals.deal_forms import save_check, save_fields
        from screens.modals.form import FormModal

        if self._mark:
            self.show_error("An exercise cannot be saved", f"{self._mark}: {EXERCISE}")
            return
        tree = {"by": self._user} if self._user else {}
        title = f"Save all {len(self._reading.items)} items, a record for each and each regime"
        start = "why" if self._user else "by"
        modal = FormModal(title, save_fields(), tree, save_check, "Save", start)
        self.app.push_screen(modal, self._save)

    def _save(self, tree: dict[str, str] | None) -> None:
        if tree is not None:
            self.write_records(tree["by"], tree["why"])

    @work(thread=True, exclusive=True, group="record", exit_on_error=False)
    def write_records(self, by: str, why: str) -> None:
        from engine.faults import NavicertError

        done = {(row.place, row.regime) for row in self.saved}
        written: list[Saved] = []
        try:
            for place, item in enumerate(self._reading.items):
                deal = deal_of(self._deal, place)
                for found in self._explain(place).combined.determinations:
                    if (place, found.regime) not in done:
                        text = self._law.deal_of(item.evaluation, deal, found.regime)
                        record = self._services.records.save(found, text, by, why)
                        written.append(Saved(place, found.regime, record))
        except (NavicertError, OSError) as error:
            self.post_message(self.ItemsSaved(written, by, str(error)))
        else:
            self.post_message(self.ItemsSaved(written, by))

    @on(ItemsSaved)
    def say_saved(self, event: ItemsSaved) -> None:
        self.saved = (*self.saved, *event.saved)
        answers = self.query_one(AnswersList)
        at = answers.highlighted
        answers.set_options(self._options())
        answers.highlighted = at
        if event.error:
            told = "\n".join(f"Item {row.place + 1}: {row.record}" for row in event.saved)
            told = f"Saved:\n{told}\n\nNOT saved: the rest. ^s saves what is missing.\n\n"
            title = "Not all records were saved" if event.saved else "No record was saved"
            self.show_error(title, (told if event.saved else "") + event.error)
        elif not event.saved:
            self.notify("All of them are saved already.", markup=False)
        else:
            self.notify(f"Saved as {len(event.saved)} records.", markup=False)
        if event.saved:
            rows = [(row.regime, row.record) for row in event.saved]
            self.post_message(DeterminationScreen.DeterminationSaved(rows, event.by))
