"""An event loop in which waiting takes no time: its clock jumps to the next timer.

Pilot waits after each key until the process is idle, in naps of 20 ms, and a search waits until
one has stopped typing. Here a nap is over as soon as nothing else is left to do, so that a test
takes the time of its work alone, and how busy the machine is changes nothing. While a thread
works, time goes on as ever: nobody knows when it will be done. A test that waits for a process or
for the network is marked `real_time`, and has an ordinary loop.
"""

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from time import monotonic
from typing import Any

from textual import _time


class _LeapingSelector(selectors.DefaultSelector):
    """Says that the time waited for is over, where only the clock could end the waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = 0.0  # seconds by which the loop's clock is before the true one
        self.threads = 0  # that work for the loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0 or self.threads:
            return super().select(timeout)
        ready = super().select(0)
        if not ready:
            self.ahead += timeout
        return ready


class FastLoop(asyncio.SelectorEventLoop):
    """The event loop of every asynchronous test that is not marked `real_time`."""

    def __init__(self) -> None:
        self._leaping = _LeapingSelector()
        super().__init__(self._leaping)

    def time(self) -> float:
        return monotonic() + self._leaping.ahead

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> "asyncio.Future[Any]":
        future = super().run_in_executor(executor, func, *args)
        self._leaping.threads += 1
        future.add_done_callback(self._thread_done)
        return future

    def _thread_done(self, _: "asyncio.Future[Any]") -> None:
        self._leaping.threads -= 1


def _now() -> float:
    """The time by the clock of the running loop; that of the machine in other threads."""
    try:
        return asyncio.get_running_loop().time()
    except RuntimeError:
        return monotonic()


# Timers and animations must go by the same clock as the loop that they sleep in. Textual 8.2.8 has
# no public way to give them one: this is the only private name that is replaced, and
# tests/test_fast_loop.py fails where a later Textual does not read it any more.
_time.get_time = _now
