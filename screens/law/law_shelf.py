"""The shelf of the law: its rules, lists, countries, sets, facts and regimes, and its days."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from engine.browsing import outline
from engine.browsing.book import LawBook
from engine.browsing.dated_outlines import (
    calendar_entries,
    calendar_outline,
    timeline_days,
    timeline_outline,
)
from engine.browsing.outline import Branch
from engine.browsing.page import Kind, Page, page_text
from screens.actions import bindings
from screens.law.law_day import ask_day
from screens.law.law_desk import LawDesk
from screens.law.law_reading import read_page
from screens.navicert_screen import NavicertScreen
from screens.plain import beside, plain
from screens.widgets.branch_tree import BranchTree
from screens.widgets.key_footer import KeyFooter
from screens.widgets.reader import Reader
from screens.widgets.type_ahead import SearchField


class Board(NamedTuple):
    """A board of the shelf: its words, and its tree; the dated ones have none of their own."""

    words: str
    kind: Kind | None = None
    outline: Callable[[LawBook], Sequence[Branch]] | None = None


BOARDS = {
    "rules": Board("1 Rules", Kind.RULE, outline.rules_outline),
    "eccns": Board("2 ECCNs", Kind.ECCN, outline.eccn_outline),
    "countries": Board("3 Countries", Kind.COUNTRY, outline.countries_outline),
    "sets": Board("4 Sets", Kind.SET, outline.sets_outline),
    "facts": Board("5 Facts", Kind.FACT, outline.facts_outline),
    "regimes": Board("6 Regimes", Kind.REGIME, outline.regimes_outline),
    "timeline": Board("7 Timeline"),
    "calendar": Board("8 Calendar"),
}
"""By name, in the order of their keys."""

AFTER = 0.12
"""Seconds that the cursor rests on a line until its page stands beside the tree."""
DATED = ("timeline", "calendar")
PLACEHOLDERS = {
    "timeline": "a regime, a country, an ECCN, a notice, a day: 2026-11, 90 FR 50857",
    "calendar": "a regime, a country, an ECCN, a notice, a day",
    "eccns": "a number, or words of a title: 3b001.c, lithography",
    "countries": "a name or a code",
}


class PreviewReader(Reader):
    """The page of the line under the cursor."""

    HELP_TITLE = "The page under the cursor"
    HELP = "What enter opens, to read beside the tree. The arrows scroll it."


class LawField(SearchField):
    """The words that are searched for."""

    HELP_TITLE = "Searching the law"
    HELP = (
        "Type: the tree follows. Ids, citations, titles, sentences and questions are searched; on"
        " the timeline and the calendar the changes in which all words stand are left. Arrow down"
        " or enter goes to the tree, escape empties the field."
    )


class LawScreen(NavicertScreen[None]):
    """Boards of the law as trees, with a search; enter opens a page."""

    PLACE = "law"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/law.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("law")]

    def __init__(self, desk: LawDesk) -> None:
        super().__init__()
        self._desk = desk
        self._board = "rules"
        self._shown_day = desk.day
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="deal-line", markup=False)
        yield Static("", id="tabs", markup=False)
        yield LawField(id="search", select_on_focus=False)
        with Horizontal(id="shelf-body"):
            yield BranchTree(id="shelf")
            with PreviewReader(id="preview"):
                yield Static("", id="preview-text", markup=False)
        yield Static("", id="about", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.action_board("rules")
        self.run_worker(self._prepare, thread=True, group="index", exit_on_error=False)

    def _prepare(self) -> None:
        """What the first page needs, while the shelf is being read."""
        import screens.law.law_page  # noqa: F401

        self._desk.prepare()

    def action_board(self, name: str) -> None:
        self._board = name
        field = self.query_one(LawField)
        field.placeholder = PLACEHOLDERS.get(name, "/ searches: words, an id, a citation")
        with self.prevent(Input.Changed):
            field.value = ""
        parts = [
            plain(f"{one.words} ", "bold reverse" if board == name else "")
            for board, one in BOARDS.items()
        ]
        self.query_one("#tabs", Static).update(beside(*parts))
        self._fill()
        self.query_one(BranchTree).focus()
        self.refresh_bindings()

    def _fill(self) -> None:
        desk, text = self._desk, self.query_one(LawField).value.strip()
        regimes = ", ".join(desk.book.by_id)
        mark = f"{desk.law.mark} " if desk.law.mark else ""
        head = beside(plain(f"{mark}The law of {desk.day}", "bold"), plain(f"  {regimes}"))
        self.query_one("#deal-line", Static).update(head)
        tree = self.query_one(BranchTree)
        branches = self._branches(text)
        tree.show(branches)
        if not branches:
            self.query_one("#about", Static).update(plain("Nothing here has all these words."))
        elif self._board == "calendar" or (self._board == "timeline" and text):
            for node in list(tree.root.children)[:3]:
                if node.data is not None and node.data.day is not None:
                    node.expand()

    def _branches(self, text: str) -> Sequence[Branch]:
        desk, board = self._desk, BOARDS[self._board]
        if self._board == "timeline":
            return timeline_outline(timeline_days(desk.book, desk.day, text))
        if self._board == "calendar":
            return calendar_outline(desk.book, desk.day, text)
        if text and board.kind is not None:
            found = desk.index.search(text, (board.kind,))
            return [Branch(one.title, one.target) for one in found]
        return board.outline(desk.book) if board.outline is not None else ()

    # Searching

    @on(Input.Changed, "#search")
    def search(self, event: Input.Changed) -> None:
        event.stop()
        self._fill()

    @on(SearchField.Moved)
    def leave_field(self, event: SearchField.Moved) -> None:
        event.stop()
        if event.by > 0:
            self.query_one(BranchTree).focus()

    @on(Input.Submitted, "#search")
    def take_first(self, event: Input.Submitted) -> None:
        event.stop()
        tree = self.query_one(BranchTree)
        tree.focus()
        branch = tree.branch
        if branch is not None and branch.target is not None and event.value.strip():
            self._open(branch)

    def action_search(self) -> None:
        self.query_one(LawField).focus()

    # Pages

    @on(BranchTree.PageAsked)
    def open_page(self, event: BranchTree.PageAsked) -> None:
        self._open(event.branch)

    def _open(self, branch: Branch) -> None:
        target = branch.target
        assert target is not None

        def show(page: Page | None) -> None:
            if page is not None and self.is_current:
                self._push(page, found=False)

        def waiting() -> None:
            self.query_one("#about", Static).update(plain(f"Reading {target.id} …"))

        read_page(self, lambda: self._desk.page(target), show, waiting)

    def _push(self, page: Page, found: bool = True) -> None:
        def back(_: None) -> None:
            if self._shown_day != self._desk.day:
                self._fill()

        from screens.law.law_page import LawPageScreen

        self._shown_day = self._desk.day
        self.app.push_screen(LawPageScreen(self._desk, page, found), back)

    @on(BranchTree.Reached)
    def tell(self, event: BranchTree.Reached) -> None:
        self.query_one("#about", Static).update(plain(event.branch.label))
        if self._timer is not None:
            self._timer.stop()
        if self.has_class("-wide"):
            self._timer = self.set_timer(AFTER, lambda: self._preview(event.branch))

    def _preview(self, branch: Branch) -> None:
        """The page of a branch beside the tree, where there is room for it."""
        target = branch.target

        def show(page: Page | None) -> None:
            width = max(20, self.query_one("#preview").size.width - 4)
            shown = "" if page is None else page_text(page, width)
            self.query_one("#preview-text", Static).update(plain(shown))
            self.query_one("#preview").scroll_home(animate=False)

        if target is None:
            show(None)
        else:
            page = partial(self._desk.page, target, lists=False)
            read_page(self, page, show, lambda: None, "preview")

    # Days

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("moved", "all_moved"):
            return self._board in DATED
        return True

    def action_day(self) -> None:
        ask_day(self, self._desk, self._fill)

    def action_moved(self) -> None:
        branch = self.query_one(BranchTree).branch
        if branch is None or branch.day is None:
            self.notify("Put the cursor on a day, or on what changes on it.", markup=False)
            return
        self._run([branch.day])

    def action_all_moved(self) -> None:
        days = self._days()
        if days:
            self._run(days)
        else:
            self.notify("No day is shown.", markup=False)

    def _run(self, days: Sequence[date]) -> None:
        from screens.law.law_runs import moved_by

        moved_by(self, self._desk, days, self._push)

    def _days(self) -> list[date]:
        desk, text = self._desk, self.query_one(LawField).value.strip()
        if self._board == "timeline":
            return [one.day for one in timeline_days(desk.book, desk.day, text)]
        return list(dict.fromkeys(one.day for one in calendar_entries(desk.book, desk.day, text)))

    def action_close(self) -> None:
        field = self.query_one(LawField)
        if field.value or field.has_focus:
            field.value = ""
            self.query_one(BranchTree).focus()
        else:
            self.dismiss(None)
