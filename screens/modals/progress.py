"""Long work with its progress, which can be cancelled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from time import monotonic
from typing import Any, ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Button, Static
from textual.worker import Worker, WorkerState, get_current_worker

from engine.faults import NavicertError
from screens.audit.auditor import told
from screens.closing import Modal
from screens.plain import plain

EVERY = 0.1
"""Seconds between two reports: by time, not by item, for the screen must stay at hand."""
CELLS = 30


class Run(NamedTuple):
    """What came of it: a result for each item that was done, of `total`; `fault` is what stopped
    it, empty where nothing or the person did."""

    results: tuple[Any, ...]
    total: int
    fault: str = ""

    @property
    def whole(self) -> bool:
        return len(self.results) == self.total


class StoppedError(Exception):
    """Somebody cancelled the work that reports its share."""


class ProgressModal(Modal[Run]):
    """Calls `step` in a thread for each of `items`; escape stops after the one at hand.

    Where there is one item alone, escape lets it go on unseen, so that `step` must change nothing;
    how long it takes is all that can be said, unless it calls `reached` now and then.
    """

    HELP_TITLE = "Work that takes a while"
    HELP = (
        "Escape stops after the item at hand. What was done until then is shown, marked as a part."
    )
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel")]

    @dataclass
    class Advanced(Message):
        """So many items are done."""

        done: int

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, ProgressModal.Advanced)

    @dataclass
    class Finished(Message):
        """The work came to its end."""

        run: Run

    def __init__(self, title: str, items: Sequence[Any], step: Callable[[Any], Any]) -> None:
        super().__init__()
        self._heading = title
        self._items = items
        self._step = step
        self._done = 0
        self._started = monotonic()
        self._results: list[Any] = []
        self._left = False
        self._share = (0, 0)  # of the one item, in whatever it counts

    def reached(self, done: int, whole: int) -> None:
        """Take note of how far the one item is; called by `step`, in its thread. Raises
        StoppedError once somebody has cancelled."""
        if self._left:
            raise StoppedError
        self._share = (done, whole)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(plain(self._heading), classes="box-title")
            yield Static("", id="progress", markup=False)
            yield Button("Cancel (esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        self._tell()
        self.set_interval(0.25, self._tell)
        self.run_steps()

    @work(thread=True, exclusive=True, group="steps", exit_on_error=False)
    def run_steps(self) -> None:
        worker, last, fault = get_current_worker(), 0.0, ""
        try:
            for item in self._items:
                if worker.is_cancelled:
                    break
                self._results.append(self._step(item))
                if monotonic() - last > EVERY:
                    last = monotonic()
                    self.post_message(self.Advanced(len(self._results)))
        except StoppedError:
            return
        except (NavicertError, OSError) as error:
            fault = told(error)
        if not worker.is_cancelled:
            self.post_message(self.Finished(Run(tuple(self._results), len(self._items), fault)))

    @on(Advanced)
    def show_advance(self, event: Advanced) -> None:
        self._done = event.done
        self._tell()

    @on(Finished)
    def close_at_end(self, event: Finished) -> None:
        self._leave(event.run)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self.workers.cancel_node(self)
        self._leave(Run(tuple(self._results), len(self._items)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            fault = f"Navicert has a fault: {type(error).__name__}: {error}"
            self._leave(Run(tuple(self._results), len(self._items), fault))

    def _leave(self, run: Run) -> None:
        if not self._left:  # the last step may end while escape is pressed
            self._left = True
            self.dismiss(run)

    def _tell(self) -> None:
        seconds = int(monotonic() - self._started)
        total = len(self._items)
        done, whole = self._share if total == 1 else (self._done, total)
        if not whole:
            text = f"Working, {seconds} s"
        else:
            full = CELLS * done // whole
            bar = f"[{'#' * full}{'.' * (CELLS - full)}]"
            counted = f"{100 * done // whole} %" if total == 1 else f"{done:,} of {total:,}"
            text = f"{bar} {counted}, {seconds} s{_left_words(seconds, done, whole)}"
        self.query_one("#progress", Static).update(plain(text))


def _left_words(seconds: int, done: int, whole: int) -> str:
    """About how long it will still take, once that can be said."""
    if seconds < 3 or not done:
        return ""
    left = seconds * (whole - done) / done
    told = f"{left:.0f} s"
    if left > 90:
        told = f"{left / 60:.0f} minutes" if left < 5400 else f"{left / 3600:.1f} hours"
    return f"; about {told} left"
