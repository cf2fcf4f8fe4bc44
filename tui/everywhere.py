"""What holds in the whole app, whatever screen is on: keys, help, theme, settings, palette."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from records.settings import ReadSettings
from screens.actions import bindings
from screens.services import Services
from tui.themes import dress


def _bindings() -> Iterator[BindingType]:
    """Help comes through boxes by F1, so that they too have it; not by “?”: one may type it."""
    for binding in bindings("everywhere"):
        if isinstance(binding, Binding) and binding.id == "help":
            first, _, others = binding.key.partition(",")
            yield replace(binding, key=first, priority=True)
            yield replace(binding, key=others, show=False)
        else:
            yield binding


class EverywhereApp(App[int]):
    """An app with the settings and the actions that belong to no screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*_bindings()]

    @dataclass
    class SettingsDoubted(Message):
        """Some settings cannot be used, with their places in words."""

        faults: str

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        file = services.settings
        self.read_settings = ReadSettings() if file is None else file.read()
        self.settings = self.read_settings.settings
        dress(self, self.settings)

    def on_mount(self) -> None:
        self._heed_signals()
        if self.settings.keys:
            from tui.preferences import use_keys

            use_keys(self, self.settings)

    def _heed_signals(self) -> None:
        """Leave as one quits where the terminal is closed or the process is told to end."""
        import asyncio
        import signal

        for name in ("SIGTERM", "SIGHUP"):
            # Windows has neither a loop that heeds signals nor SIGHUP; some hosts run no main
            # thread. Drafts are on disk 0.3 s after an answer there as everywhere.
            with suppress(NotImplementedError, AttributeError, ValueError, RuntimeError):
                number = getattr(signal, name)
                leave = partial(self.leave, 128 + number)
                asyncio.get_running_loop().add_signal_handler(number, leave)

    def leave(self, code: int) -> None:
        """Write what is not on disk yet, at once, and end with an exit code."""
        for screen in self.screen_stack:
            write = getattr(screen, "write_now", None)
            if write is not None:
                write()
        self.exit(return_code=code)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        # The registry of actions already holds the useful ones.
        return ()

    def take_name(self, name: str) -> None:
        """Propose this name from now on."""

    @work(thread=True, exclusive=True, group="settings", exit_on_error=False)
    def check_settings(self) -> None:
        from tui.preferences import faults_of

        faults = faults_of(self, self.read_settings) if self.read_settings.there else ""
        if faults:
            self.post_message(self.SettingsDoubted(faults))

    @on(SettingsDoubted)
    def tell_settings(self, event: SettingsDoubted) -> None:
        told = f"{event.faults}\n\nTheir defaults are used. ^u shows the settings."
        self.tell_error("Some settings cannot be used", told)

    def action_help(self) -> None:
        """Help, in boxes too: there only a key that wins over all others comes through."""
        from screens.modals.help import HelpModal, show_help

        if isinstance(self.screen, HelpModal):
            self.screen.action_dismiss_box()
        else:
            own = getattr(self.screen, "action_help", partial(show_help, self.screen))
            own()

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        # Into the folder that Navicert was started in; in a browser it is offered there.
        self.deliver_screenshot(filename, path or str(Path.cwd()))

    def action_change_theme(self) -> None:
        from tui.preferences import choose_theme

        choose_theme(self)

    def action_save_copied(self) -> None:
        from screens.copying import save_copied

        save_copied(self)

    def action_settings(self) -> None:
        from tui.preferences import open_settings

        open_settings(self)

    def action_tour(self) -> None:
        from tui.preferences import take_tour

        take_tour(self)

    def tell_error(self, title: str, text: str) -> None:
        """Show an error in a box, over whatever stands there."""
        from screens.modals.text import TextModal

        self.push_screen(TextModal(title, text))
