"""Asking for the day whose law is read."""

from collections.abc import Callable
from datetime import date
from typing import Any

from engine.deals.answers import read_date
from screens.law.law_desk import LawDesk
from screens.modals.form import Field, FormModal, Tree
from screens.navicert_screen import NavicertScreen

_FIELD = Field("day", "Day", "Empty is today.", "such as 2025-01-31")


def ask_which_day(
    screen: NavicertScreen[Any], day: date, today: date, then: Callable[[date], None]
) -> None:
    """Ask for the day, with `day` proposed, and go on with it."""

    def day_of(tree: Tree) -> date:
        return read_date(tree["day"]) if tree.get("day") else today

    def check(tree: Tree) -> list[tuple[str, str]]:
        try:
            day_of(tree)
        except ValueError as wrong:
            return [("day", str(wrong))]
        return []

    def chosen(tree: Tree | None) -> None:
        if tree is not None:
            then(day_of(tree))

    tree = {"day": day.isoformat()}
    form = FormModal("The law of which day?", (_FIELD,), tree, check, "Show")
    screen.app.push_screen(form, chosen)


def ask_day(screen: NavicertScreen[Any], desk: LawDesk, then: Callable[[], None]) -> None:
    """Ask for the day, put it on the desk, and go on."""

    def chosen(day: date) -> None:
        desk.day = day
        then()

    ask_which_day(screen, desk.day, desk.services.today(), chosen)
