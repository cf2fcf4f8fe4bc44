"""A page of the law on screen, with the trail of those that one came by."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from engine.browsing.page import Kind, Page, Target, page_text
from engine.browsing.result_pages import changes_page
from screens.actions import bindings
from screens.law import law_runs
from screens.law.law_day import ask_day
from screens.law.law_desk import LawDesk
from screens.law.law_reading import read_page
from screens.modals.menu import Entry, MenuModal
from screens.navicert_screen import NavicertScreen
from screens.plain import one_line
from screens.widgets.key_footer import KeyFooter
from screens.widgets.page_lines import PageLines

LETTERS = "123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the trail, with the day whose law its page tells. `found` is set where the page
    was worked out and is not read off the law; `cursor` is the line that one left it from."""

    page: Page
    day: date
    found: bool = False
    cursor: int = 0


class LawPageScreen(NavicertScreen[None]):
    """Shows a page; enter goes on, escape goes back, and from the first page away."""

    PLACE = "law-page"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/law.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("law-page")]

    def __init__(self, desk: LawDesk, page: Page, found: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._trail: list[Stop] = [Stop(page, desk.day, found)]

    def compose(self) -> ComposeResult:
        yield Static("", id="deal-line", markup=False)
        yield Static("", id="trail", markup=False)
        yield PageLines(id="page")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(PageLines).focus()
        self._show()

    @property
    def here(self) -> Stop:
        """The page on screen."""
        return self._trail[-1]

    def _show(self) -> None:
        page = self.here.page
        self.query_one("#deal-line", Static).update(one_line(page.title, "bold"))
        before = [stop.page.target.id or stop.page.title for stop in self._trail[:-1]]
        trail = f"esc goes back to {' < '.join(reversed(before))}" if before else "esc leaves"
        words = f"law of {self._desk.day}; {trail}"
        self.query_one("#trail", Static).update(one_line(words, "$text-muted"))
        self.query_one(PageLines).show(page, self.here.cursor)
        self.refresh_bindings()

    def show_page(self, page: Page, found: bool = True) -> None:
        """Go on to a page."""
        cursor = self.query_one(PageLines).highlighted or 0
        self._trail[-1] = replace(self.here, cursor=cursor)
        self._trail.append(Stop(page, self._desk.day, found))
        self._show()

    def go_to(self, target: Target) -> None:
        """Go on to the page of something."""

        def show(page: Page | None) -> None:
            if page is None:
                self.notify(f"No regime that is loaded has {target.id}.", markup=False)
            else:
                self.show_page(page, found=False)

        read_page(self, lambda: self._desk.page(target), show, lambda: self._reading(target.id))

    def _reading(self, what: str) -> None:
        self.query_one("#trail", Static).update(one_line(f"Reading {what} …", "$text-muted"))

    @on(PageLines.Followed)
    def follow(self, event: PageLines.Followed) -> None:
        if len(event.targets) == 1:
            self.go_to(event.targets[0])
            return
        choices = event.targets[: len(LETTERS)]
        entries = [
            Entry(str(place), self._words(target), LETTERS[place])
            for place, target in enumerate(choices)
        ]

        def picked(key: str | None) -> None:
            if key is not None:
                self.go_to(choices[int(key)])

        self.app.push_screen(MenuModal("Where to?", entries), picked)

    def _words(self, target: Target) -> str:
        found = self._desk.book.find(*target)
        if found is None:
            return f"{target.kind.value} {target.id}"
        return f"{target.kind.value}  {self._desk.book.title(found)}"

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("cases", "tests"):
            return self.here.page.target.kind is Kind.RULE and not self.here.found
        if action in ("changes", "day"):
            return not self.here.found and self.here.page.target.kind is not Kind.CASE
        return True

    def action_cases(self) -> None:
        law_runs.cases_of(self, self._desk, self.here.page.target, self.show_page)

    def action_tests(self) -> None:
        law_runs.tests_of(self, self._desk, self.here.page.target, self.show_page)

    def action_changes(self) -> None:
        page = self.here.page
        self.show_page(changes_page(self._desk.book, page.target, page.title))

    def action_day(self) -> None:
        ask_day(self, self._desk, self._read_again)

    def _read_again(self) -> None:
        """This page under the law of another day; those that one came by, when one is back."""
        target = self.here.page.target

        def show(page: Page | None) -> None:
            if page is not None:
                self._trail[-1] = replace(self.here, page=page, day=self._desk.day)
            self._show()

        read_page(self, lambda: self._desk.page(target), show, lambda: self._reading(target.id))

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(page_text(self.here.page))
        self.notify("Copied as text.", markup=False)

    def action_back(self) -> None:
        if len(self._trail) == 1:
            self.dismiss(None)
            return
        self._trail.pop()
        self._show()
        if not self.here.found and self.here.day != self._desk.day:
            self._read_again()

    def action_close(self) -> None:
        self.dismiss(None)
