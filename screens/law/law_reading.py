"""Reading a page of the law without the screen standing still."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.worker import WorkerError

from engine.browsing.page import Page

SIGN_AFTER = 0.15
"""Seconds after which the screen says that it is reading."""


def read_page(
    screen: Screen[Any],
    read: Callable[[], Page | None],
    show: Callable[[Page | None], None],
    waiting: Callable[[], None],
    group: str = "page",
) -> None:
    """Read a page in a thread and show it; of several asked for, the last. `waiting` is called
    where it takes long: the first page of a day compiles its rules, that of a country looks
    through the screening lists."""

    async def go() -> None:
        timer = screen.set_timer(SIGN_AFTER, waiting)
        reading = screen.run_worker(read, thread=True, group=f"{group}-read", exit_on_error=False)
        try:
            page = await reading.wait()
        except WorkerError:  # cancelled, or told by the screen as a fault of Navicert
            return
        finally:
            timer.stop()
        show(page)

    screen.run_worker(go(), exclusive=True, group=group, exit_on_error=False)
