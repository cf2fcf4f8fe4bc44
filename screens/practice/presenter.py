"""A case for a class: one thing a page, in large type, the answer hidden until a key."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from textwrap import wrap
from typing import ClassVar, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from engine.deals.case_files import CaseRead
from engine.outcome import TITLES
from engine.practice.exercise import Exercise
from engine.practice.words import about, answer_sections, case_sections, deciding_lines
from screens.actions import bindings
from screens.navicert_screen import NavicertScreen
from screens.outcome_words import STYLES, words_of
from screens.plain import lines, plain
from screens.practice.block_letters import block_letters, rows_of
from screens.practice.trainer import Trainer
from screens.widgets.key_footer import KeyFooter
from screens.widgets.outcome_banner import OutcomeBanner

SIDES = 8
"""Cells and lines around a page that its text leaves free."""


class Page(NamedTuple):
    """One thing to show. `outcome` is set on the page that says it in block letters; an `answer`
    is what the class must not see too early."""

    title: str
    text: tuple[str, ...]
    outcome: str = ""
    answer: bool = False


class PageReader(VerticalScroll, can_focus=True):
    """The page."""

    HELP_TITLE = "Presenting"
    HELP = (
        "Space shows the next thing: title, story, facts, then outcome, deciding rule, why, and the"
        " mistake; of a page that is too long it shows the rest first. The line below says when the"
        " answer comes next. The left arrow goes back. n and b go to the next case and the one"
        " before, t shows a timer."
    )


class PresenterScreen(NavicertScreen[None]):
    """Shows the cases in `reads`, beginning with `read`."""

    PLACE = "presenter"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/training.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("presenter")]

    @dataclass
    class Prepared(Message):
        """The exercise of a case is there."""

        exercise: Exercise

    def __init__(self, trainer: Trainer, reads: Sequence[CaseRead], read: CaseRead) -> None:
        super().__init__()
        self._trainer = trainer
        self._reads = reads
        self._place = next(n for n, one in enumerate(reads) if one.case.id == read.case.id)
        self._pages: Sequence[Page] = ()
        self._page = 0
        self._exercise: Exercise | None = None
        self._since: float | None = None
        self._ticking: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="deal-line", markup=False)
        yield OutcomeBanner()
        with PageReader(id="page"):
            yield Static("", id="page-text", markup=False)
        yield Static("", id="page-line", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(OutcomeBanner).display = False
        self.query_one(PageReader).focus()
        self._open()

    @work(thread=True, exclusive=True, group="prepare", exit_on_error=False)
    def prepare(self, read: CaseRead) -> None:
        self.post_message(self.Prepared(self._trainer.exercise(read)))

    def _open(self) -> None:
        """Show the title of the case at hand, and the rest once it is determined."""
        case = self._reads[self._place].case
        self._pages, self._page, self._exercise = (Page("", (case.title,)),), 0, None
        self._show()
        self.prepare(self._reads[self._place])

    @on(Prepared)
    def take_case(self, event: Prepared) -> None:
        if event.exercise.case == self._reads[self._place].case.id:
            self._exercise = event.exercise
            self._pages = pages_of(event.exercise)
            self._show()

    def on_resize(self, event: events.Resize) -> None:
        if self._pages:
            self._show()

    def _show(self) -> None:
        exercise, page = self._exercise, self._pages[self._page]
        case = f"{self._reads[self._place].case.id}  case {self._place + 1} of {len(self._reads)}"
        if exercise is not None:
            case += f"  {about(exercise)}"
        self.query_one("#deal-line", Static).update(plain(case))
        banner = self.query_one(OutcomeBanner)
        banner.display = page.answer  # in plain letters too, for who cannot see the large ones
        if exercise is not None:
            banner.show(exercise.outcome.value)
        width, height = self.size.width - SIDES, self.size.height - SIDES
        self.query_one("#page-text", Static).update(page_text(page, width, height))
        self.query_one(PageReader).scroll_home(animate=False)
        self._tell_time()

    def _tell_time(self) -> None:
        dots = "".join("●" if n <= self._page else "○" for n in range(len(self._pages)))
        time = ""
        if self._since is not None:
            seconds = int(self._trainer.now().timestamp() - self._since)
            time = f"{seconds // 60}:{seconds % 60:02}   "
        words = f"{time}page {self._page + 1} of {len(self._pages)}  {dots}"
        if self._exercise is None:
            words = f"{time}determining the case …"
        elif self._answer_is_next():
            words = f"space shows THE ANSWER   {words}"
        self.query_one("#page-line", Static).update(plain(words))

    def _answer_is_next(self) -> bool:
        following = self._pages[self._page + 1 : self._page + 2]
        return not self._pages[self._page].answer and any(page.answer for page in following)

    def action_turn(self, by: int) -> None:
        reader = self.query_one(PageReader)
        if by > 0 and reader.scroll_offset.y < reader.max_scroll_y:
            reader.scroll_page_down(animate=False)
            return
        page = self._page + by
        if 0 <= page < len(self._pages):
            self._page = page
            self._show()

    def action_case(self, by: int) -> None:
        place = self._place + by
        if 0 <= place < len(self._reads):
            self._place = place
            self._open()
        else:
            end = "last" if by > 0 else "first"
            self.notify(f"This is the {end} case of the list.", markup=False)

    def action_timer(self) -> None:
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking, self._since = None, None
        else:
            self._since = self._trainer.now().timestamp()
            self._ticking = self.set_interval(1, self._tell_time)
        self._tell_time()

    def action_close(self) -> None:
        self.dismiss(None)


def pages_of(exercise: Exercise) -> tuple[Page, ...]:
    """What is shown one after the other; the answer comes last, in its parts."""
    before = [Page("", (exercise.title,))]
    before += [Page(title, text) for title, text in case_sections(exercise) if text]
    outcome = exercise.outcome
    answer = [
        Page("The outcome", (TITLES[outcome],), outcome.value, True),
        Page("What decided it", deciding_lines(exercise), answer=True),
    ]
    answer += [Page(t, text, answer=True) for t, text in answer_sections(exercise) if text]
    return (*before, *answer)


def page_text(page: Page, width: int, height: int) -> Content:
    """A page as large as a terminal can: block letters where they fit, else lines set apart."""
    if page.outcome:
        words = words_of(page.outcome)
        style = f"bold {STYLES.get(words.style, '')}".strip()
        blocks = block_letters(words.banner, width, height)
        if blocks:
            widest = max(map(len, blocks))
            return lines(*(plain(line.ljust(widest), style) for line in blocks))
        return plain(spaced(f"{words.sign} {words.banner}", width), style)
    parts: list[Content] = []
    if page.title:
        parts += [plain(spaced(page.title.upper(), width), "bold $text-primary"), plain("")]
    else:
        parts += [plain(spaced(line.upper(), width), "bold") for line in page.text]
        return lines(*parts)
    rows = [row for text in page.text for row in (*wrap(text, max(20, width * 3 // 4)), "")]
    roomy = len(rows) * 2 < height
    widest = max(map(len, rows), default=0)
    for row in rows:
        parts.append(plain(row.ljust(widest)))  # the block stands in the middle, its lines do not
        if roomy and row:
            parts.append(plain(""))
    return lines(*parts)


def spaced(text: str, width: int) -> str:
    """A heading with its letters set apart where every word fits so, on rows of its words."""
    words = [" ".join(word) for word in text.split()]
    if any(len(word) > width for word in words):
        return text
    return "\n\n".join(rows_of(words, "   ", lambda row: len(row) <= width))
