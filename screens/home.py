"""The first screen. It imports nothing that the first paint does not need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.actions import bindings
from screens.navicert_screen import NavicertScreen
from screens.plain import beside, lines, one_line, plain
from screens.services import DraftCard, ListNews
from screens.widgets.key_footer import KeyFooter
from screens.widgets.plain_list import PlainList

TAGLINE = "May this item go there, to them, for that, and under what authority?"
FIRST_START = (
    "Navicert asks about one deal and says what export law requires, and why.",
    "Each reason cites its paragraph; what you do not know stays open, never no.",
    "Nothing leaves this machine. n starts, w shows around, samples are below.",
)
DRAFTS_SHOWN = 50
MENU = (
    ("n", "Start a new deal", "new"),
    ("f", "Start from a template, product …", "from"),
    ("o", "Open a deal file …", "open"),
    ("r", "Records", "records"),
    ("l", "Screening lists", "lists"),
    ("b", "The law", "law"),
    ("t", "Training on worked cases", "training"),
    (",", "Settings", "settings"),
    ("^q", "Quit", "quit"),
)
"""Key, words and door of each line of the menu; `tui.doors` opens them."""


class RulesNews(NamedTuple):
    """What the home screen says about the ruleset; a fault list instead if it cannot be used."""

    name: str = ""
    verified_to: str = ""
    digest: str = ""
    rules: int = 0
    faults: str = ""


class HomeMenu(PlainList):
    """The list of what one can do."""

    HELP_TITLE = "Home"
    HELP = (
        "Choose with the arrows and enter. “Start a new deal” begins the interview; drafts go on"
        " where you left them, also after a crash; sample deals are opened as copies."
    )


class HomeScreen(NavicertScreen[None]):
    """Start or resume a deal, open a file, list records; says which law is loaded."""

    PLACE = "home"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("home")]

    @dataclass
    class DoorChosen(Message):
        """One of the lines of the menu was chosen, or its key pressed."""

        door: str

    @dataclass
    class DraftChosen(Message):
        """A draft is to be resumed."""

        draft: str

    @dataclass
    class DraftDeletionRequested(Message):
        """A draft is to be deleted."""

        draft: DraftCard

    @dataclass
    class DraftsWantedBack(Message):
        """A deleted draft is to be brought back."""

    @dataclass
    class SampleChosen(Message):
        """A deal file is to be opened."""

        path: Path

    def __init__(self) -> None:
        super().__init__()
        self._drafts: Sequence[DraftCard] | None = None
        self._samples: Sequence[Path] = ()
        self._records: int | None = None
        self._news: RulesNews | None = None
        self._lists: Sequence[ListNews] | None = None

    def compose(self) -> ComposeResult:
        yield Static(
            beside(plain("Navicert", "bold $text-primary"), "  ", plain(TAGLINE)), id="title"
        )
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Static(lines(*FIRST_START), id="first-start")
                yield HomeMenu(*self._options(), id="menu", markup=False)
            yield Static(self._news_text(), id="news")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(HomeMenu).focus()

    def show_rules(self, news: RulesNews) -> None:
        """Say which law is loaded, or what is wrong with it."""
        self._news = news
        self._show_news()

    def show_lists(self, lists: Sequence[ListNews]) -> None:
        """Say which screening lists are in use, and how old they are."""
        self._lists = lists
        self._show_news()

    def _show_news(self) -> None:
        if self.app.is_running:  # what was looked up may come when the app ends
            self.query_one("#news", Static).update(self._news_text())

    def show_contents(
        self, drafts: Sequence[DraftCard], samples: Sequence[Path], records: int
    ) -> None:
        """List what there is to go on with."""
        self._drafts, self._samples, self._records = drafts, samples, records
        menu = self.query_one(HomeMenu)
        chosen = menu.highlighted_option
        menu.set_options(self._options())
        known = [option.id for option in menu.options]
        menu.highlighted = known.index(chosen.id) if chosen and chosen.id in known else 0
        self.set_class(bool(drafts or records), "seasoned")

    def _options(self) -> list[Option | None]:
        records = "" if self._records is None else f" ({self._records})"
        options: list[Option | None] = [
            *(
                Option(_entry(key, words + (records if door == "records" else "")), f"door:{door}")
                for key, words, door in MENU
            ),
            None,
        ]
        if self._drafts is None:
            options.append(Option(plain("Drafts: loading", "$text-muted"), disabled=True))
        elif not self._drafts:
            options.append(
                Option(
                    plain(
                        "No drafts yet. A deal that you start is kept here by itself.",
                        "$text-muted",
                    ),
                    disabled=True,
                )
            )
        else:
            shown = self._drafts[:DRAFTS_SHOWN]
            more = "" if len(shown) == len(self._drafts) else f" ({len(shown)} of them shown)"
            head = f"Drafts: {len(self._drafts)}{more}"
            options.append(Option(plain(head, "bold"), disabled=True))
            options += [Option(_draft_line(card), f"draft:{card.id}") for card in shown]
        if self._samples:
            options += [None, Option(plain("Sample deals", "bold"), disabled=True)]
            options += [
                Option(plain("  " + path.stem.replace("-", " ")), f"sample:{place}")
                for place, path in enumerate(self._samples)
            ]
        return options

    def _news_text(self) -> Content:
        return lines(self._rules_text(), *map(_list_line, self._lists or ()))

    def _rules_text(self) -> Content:
        news = self._news
        if news is None:
            return plain("Rules: loading", "$text-muted")
        if news.faults:
            return lines(
                plain("Rules: cannot be used", "bold $text-error"),
                plain("Nothing is determined until they are mended:"),
                plain(news.faults),
            )
        return lines(
            beside("Rules: ", plain(news.name, "bold")),
            plain(f"{news.rules} rules, verified to {news.verified_to}"),
            plain(f"digest {news.digest[:16]}", "$text-muted"),
        )

    @on(OptionList.OptionSelected, "#menu")
    def choose(self, event: OptionList.OptionSelected) -> None:
        kind, _, rest = (event.option_id or "").partition(":")
        if kind == "draft":
            self.post_message(self.DraftChosen(rest))
        elif kind == "sample":
            self.post_message(self.SampleChosen(self._samples[int(rest)]))
        elif kind == "door":
            self.action_door(rest)

    def action_door(self, door: str) -> None:
        self.post_message(self.DoorChosen(door))

    def action_delete_draft(self) -> None:
        option = self.query_one(HomeMenu).highlighted_option
        kind, _, draft = ((option.id if option else "") or "").partition(":")
        for card in self._drafts or ():
            if kind == "draft" and card.id == draft:
                self.post_message(self.DraftDeletionRequested(card))

    def action_restore_draft(self) -> None:
        self.post_message(self.DraftsWantedBack())


def _entry(key: str, words: str) -> Content:
    return beside(plain(key.rjust(2), "bold"), "  ", plain(words))


def _list_line(news: ListNews) -> Content:
    wrong = f"{news.wrong}: " if news.wrong else ""
    return beside("Lists: ", plain(wrong, "bold $text-warning" if wrong else ""), plain(news.line))


def _draft_line(card: DraftCard) -> Content:
    when = "" if card.changed is None else _when(card.changed)
    return beside("    ", one_line(card.title or "Untitled deal"), plain(f"   {when}"))


def _when(moment: datetime) -> str:
    return f"changed {moment:%Y-%m-%d %H:%M}"
