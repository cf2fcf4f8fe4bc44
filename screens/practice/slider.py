"""One deal under the law of any day: a bar of outcomes, and what moved on the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from engine.evaluation.evaluate import evaluate
from engine.explanation.explain import explain
from engine.explanation.history import DayReading, Stage, read_day, stages_of, turning_days
from engine.explanation.history_words import last_day, moved_lines, stage_at, stage_line, timeline
from engine.facts import Deal
from engine.model import Ruleset
from engine.outcome import Outcome
from screens.actions import bindings
from screens.copying import copy
from screens.modals.pick import PickModal
from screens.modals.progress import ProgressModal, Run
from screens.navicert_screen import NavicertScreen
from screens.outcome_words import WORDS
from screens.plain import beside, lines, one_line, plain, safe
from screens.widgets.key_footer import KeyFooter
from screens.widgets.outcome_banner import OutcomeBanner
from screens.widgets.reader import Reader
from screens.widgets.type_ahead import Match

EARLIEST = date(2019, 1, 1)
"""The first day that is looked at."""

NONE_HOLD = "none of the rules that reach, require, prohibit or permit"
NONE_MOVED = "the outcome alone: what is open came out otherwise"


class SliderReader(Reader):
    """What moved, and what decides."""

    HELP_TITLE = "The law of another day"
    HELP = (
        "The bar shows the outcome by its sign, a | where something moved, ^ the day. Left and"
        " right go to the days on which the answer or a rule behind it moved; d, m, y go a day, a"
        " month, a year on, D, M, Y back. Below stand the rules that began (+) and ceased (-) to"
        " hold, the Federal Register notices, and what decides on the day."
    )


class SliderScreen(NavicertScreen[None]):
    """Owns the day. The history is worked out under one of `rulesets`: `regime`, or the last.
    `mark` stands before what comes of an overlay, or of a record's facts."""

    PLACE = "slider"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/training.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("slider")]

    @dataclass
    class Explained(Message):
        """What decides on a day, in words."""

        day: date
        words: Sequence[str]

    def __init__(
        self,
        rulesets: Sequence[Ruleset],
        deal: Deal,
        today: date,
        regime: str = "",
        mark: str = "",
    ) -> None:
        super().__init__()
        self._rulesets = {ruleset.regime.id: ruleset for ruleset in rulesets}
        self._ruleset = self._rulesets.get(regime, rulesets[-1])
        self._deal = deal
        self._mark = mark
        self._day = deal.as_of or today
        self._to = max(today, self._day)
        self._stages: Sequence[Stage] = ()
        self._words: tuple[date, Sequence[str]] | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="deal-line", markup=False)
        yield OutcomeBanner()
        yield Static("", id="bar", markup=False)
        yield Static("", id="day-line", markup=False)
        with SliderReader(id="moved"):
            yield Static("", id="moved-text", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one(SliderReader).focus()
        self._show_title()
        self._compute()

    def _show_title(self) -> None:
        title = beside(
            plain(f"{self._mark}  " if self._mark else "", "bold"),
            one_line(self._deal.title or "Untitled deal", "bold"),
            plain(f"  under the {self._ruleset.regime.name}, day by day"),
        )
        self.query_one("#deal-line", Static).update(title)

    # The history

    def _compute(self) -> None:
        """Work the history out, with progress; what was done before a cancel is shown."""
        ruleset, facts = self._ruleset, self._deal.facts

        def read(day: date) -> DayReading:
            return read_day(ruleset, facts, day)

        days = [day for day in turning_days(ruleset, EARLIEST) if day <= self._to]
        title = f"The law of {len(days)} days"

        def done(run: Run | None) -> None:
            if run is None or not run.results:
                self.dismiss(None)
                return
            if run.fault:
                self.show_error("The history is not whole", run.fault)
            if not run.whole:
                self._to = run.results[-1].day
                self.notify(f"Cancelled: the history ends on {self._to}.", markup=False)
            self._day = min(self._day, self._to)
            self._stages = stages_of(ruleset, run.results)
            self._show()

        self.app.push_screen(ProgressModal(title, days, read), done)

    # Showing

    def on_resize(self, event: events.Resize) -> None:
        if self._stages:
            self._show()

    def _show(self) -> None:
        number = stage_at(self._stages, self._day)
        stage = self._stages[number]
        self.query_one(OutcomeBanner).show(stage.outcome.value)
        bar = timeline(self._stages, self._to, self._day, max(20, self.size.width - 2), _sign)
        self.query_one("#bar", Static).update(lines(*map(plain, bar)))
        until = last_day(self._stages, number, self._to)
        where = f"stage {number + 1} of {len(self._stages)}, {stage.day} to {until}"
        self.query_one("#day-line", Static).update(
            beside(plain(f"{self._day:%A} {self._day}", "bold"), plain(f"   {where}"))
        )
        self.query_one("#moved-text", Static).update(self._moved_text(number))
        if self._words is None or self._words[0] != stage.day:
            self.explain_day(stage.day)

    def _moved_text(self, number: int) -> Content:
        stage = self._stages[number]
        if len(self._stages) == 1:
            head = f"Nothing moved from {stage.day} to {self._to}. These hold:"
        elif number == 0:
            head = f"From {stage.day} on; what held before is not looked at. These hold:"
        elif self._day == stage.day:
            head = "On this day:"
        else:
            head = f"Nothing moved on this day. It has been so since {stage.day}, when:"
        moved = moved_lines(stage)
        parts = [plain(head, "bold $text-primary")]
        parts += [plain(f"  {line}") for line in moved or (NONE_MOVED if number else NONE_HOLD,)]
        parts += [plain(f"  by {notice}", "bold") for notice in stage.notices]
        verified = self._ruleset.regime.verified_to
        if self._day > verified:
            told = f"The rules were verified to {verified}: what changed later is not in them."
            parts += [plain(""), plain(told, "bold $text-warning")]
        if self._words is not None and self._words[0] == stage.day:
            parts += [plain(""), plain("What decides then", "bold $text-primary")]
            parts += [plain(f"  {line}") for line in self._words[1]]
        return lines(*parts)

    @work(thread=True, exclusive=True, group="explain", exit_on_error=False)
    def explain_day(self, day: date) -> None:
        found = explain(evaluate(self._ruleset, self._deal.facts, day), self._deal.title)
        self.post_message(self.Explained(day, (*found.decisive, *found.law_notes)))

    @on(Explained)
    def take_words(self, event: Explained) -> None:
        self._words = (event.day, event.words)
        self._show()

    # Moving

    def _go(self, day: date) -> None:
        if self._stages:
            self._day = min(self._to, max(self._stages[0].day, day))
            self._show()

    def action_stage(self, by: int) -> None:
        if not self._stages:
            return
        number = stage_at(self._stages, self._day)
        if by < 0 and self._day > self._stages[number].day:
            by = 0  # first back to the day on which this stage began
        if number + by >= len(self._stages):
            self.notify(f"Nothing moved after this, to {self._to}.", markup=False)
        elif number + by < 0:
            self.notify(f"What was before {self._stages[0].day} is not looked at.", markup=False)
        else:
            self._go(self._stages[number + by].day)

    def action_step(self, unit: str, by: int) -> None:
        try:
            self._go(moved_by(self._day, unit, by))
        except (ValueError, OverflowError):  # before the first year or after the last
            return

    def action_regime(self) -> None:
        matches = [Match(name, f"{name}  {r.regime.name}") for name, r in self._rulesets.items()]

        def picked(regime: str | None) -> None:
            if regime:
                self._ruleset, self._stages, self._words = self._rulesets[regime], (), None
                self._show_title()
                self._compute()

        self.app.push_screen(PickModal("Under which regime?", matches, ""), picked)

    def action_copy(self) -> None:
        told = [self._deal.title or "Untitled deal", self._ruleset.regime.name, ""]
        for number, stage in enumerate(self._stages):
            told.append(stage_line(stage, last_day(self._stages, number, self._to)))
            told += [f"    {line}" for line in moved_lines(stage)]
        copy(self, safe("\n".join(told) + "\n"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return len(self._rulesets) > 1 if action == "regime" else True

    def action_close(self) -> None:
        self.dismiss(None)


def moved_by(day: date, unit: str, by: int) -> date:
    """A day, months or years away; the last day of the month where it has no such day.

    Raises ValueError or OverflowError where there is no such year.
    """
    if unit == "day":
        return day + timedelta(days=by)
    months = day.year * 12 + day.month - 1 + (by if unit == "month" else 12 * by)
    first = date(months // 12, months % 12 + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - timedelta(days=1)).day))


def _sign(outcome: Outcome) -> str:
    return WORDS[outcome].sign
