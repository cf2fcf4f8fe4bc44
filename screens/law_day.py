"""Asking for the day whose law is read."""

from collections.abc import Callable
from typing import Any

from engine.deals.answers import read_date
from screens.law_desk import LawDesk
from screens.modals.form import Field, FormModal, Tree
from screens.navicert_screen import NavicertScreen

_FIELD = Field("day", "Day", "Empty is today.", "such as 2025-01-31")


def ask_day(screen: NavicertScreen[Any], desk: LawDesk, then: Callable[[], None]) -> None:
    """Ask for the day, put it on the desk, and go on."""

    def check(tree: Tree) -> list[tuple[str, str]]:
        try:
            _day(tree)
        except ValueError as wrong:
            return [("day", str(wrong))]
        return []

    def _day(tree: Tree) -> Any:
        return read_date(tree["day"]) if tree.get("day") else desk.services.today()

    def chosen(tree: Tree | None) -> None:
        if tree is not None:
            desk.day = _day(tree)
            then()

    tree = {"day": desk.day.isoformat()}
    form = FormModal("The law of which day?", (_FIELD,), tree, check, "Show")
    screen.app.push_screen(form, chosen)
