"""What the screens have in common: breakpoints, help, and the box for errors."""

from traceback import format_exception
from typing import ClassVar, TypeVar

from textual.worker import Worker, WorkerState

from screens.closing import ClosesOnce

Result = TypeVar("Result")


class NavicertScreen(ClosesOnce[Result]):
    """A screen that knows its place in the registry of actions."""

    PLACE: ClassVar[str] = "everywhere"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012

    def action_help(self) -> None:
        """Explain the thing in focus and list the keys."""
        # Not needed for the first paint: 3 ms.
        from screens.modals.help import show_help

        show_help(self, self.PLACE)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that failed in a way nobody foresaw says so: silence would look like work."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            told = f"{type(error).__name__}: {error}\n\n"
            if error is not None:
                told += "".join(format_exception(error))
            self.show_error("Navicert has a fault; your answers are kept", told)

    def show_error(self, title: str, text: str) -> None:
        """Show an error in a box that scrolls and can be copied."""
        from screens.modals.text import TextModal

        self.app.push_screen(TextModal(title, text))
