"""What the home screen leads to. Each door imports its screens when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from engine.interview.law import Law
    from tui.app import NavicertApp


def start_deal(app: NavicertApp) -> None:
    """Begin a deal with no answers."""
    from tui.preferences import new_deal

    app.with_law(lambda law: app.interview(law, new_deal(app)))


def open_file(app: NavicertApp) -> None:
    """Let a deal file be chosen and open a copy of it."""
    from screens.modals.open_file import OpenFileModal

    def opened(path: Path | None) -> None:
        if path is not None:
            app.with_law(lambda law: app.open_path(law, path))

    modal = OpenFileModal("Open a deal file", Path.cwd(), (".yaml", ".yml", ".json"))
    app.push_screen(modal, opened)


def list_records(app: NavicertApp) -> None:
    """List the saved determinations."""
    from screens.records import RecordsScreen

    app.push_screen(RecordsScreen(app.auditor), lambda _: app.refresh_home())


def open_lists(app: NavicertApp) -> None:
    """Show the screening lists."""
    if app.services.lists is not None:
        from screens.lists import ListsScreen

        screen = ListsScreen(app.services.lists, Path.cwd)
        app.push_screen(screen, lambda _: app.refresh_home())


def open_training(app: NavicertApp) -> None:
    """List the worked cases to practice on. The learner is asked for the name once a session."""
    from engine.regimes.regimes import regimes_of
    from screens.trainer import Trainer
    from screens.training import TrainingScreen

    desk = app.services.training
    if desk is None:
        return

    def opened(law: Law) -> None:
        services = app.services
        trainer = app.trainer
        if trainer is None:
            regimes = regimes_of(law.rulesets)
            trainer = app.trainer = Trainer(desk, regimes, services.now, services.user)
        app.push_screen(TrainingScreen(trainer))

    app.with_law(opened)


def open_settings(app: NavicertApp) -> None:
    """Show the settings."""
    from tui.preferences import open_settings

    open_settings(app)


def take_tour(app: NavicertApp) -> None:
    """Show what is where."""
    from tui.preferences import take_tour

    take_tour(app)


def leave(app: NavicertApp) -> None:
    """End Navicert."""
    app.exit(0)


DOORS: Final[Mapping[str, Callable[[NavicertApp], None]]] = {
    "new": start_deal,
    "open": open_file,
    "records": list_records,
    "lists": open_lists,
    "training": open_training,
    "settings": open_settings,
    "tour": take_tour,
    "quit": leave,
}
"""By the name that the menu of the home screen has for it."""
