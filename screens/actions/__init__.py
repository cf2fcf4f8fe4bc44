"""The one registry of actions: keys, palette, help and docs all read it.

An action belongs to one or more places (`home`, `interview`, …, or `everywhere`). Its `method`
is the Textual action that runs it; `names` in the palette are `area: verb`.
"""

from functools import cache
from typing import Final

from textual.binding import Binding, BindingType

from screens.actions import everywhere, home
from screens.actions.action import Action

__all__ = ["PLACES", "Action", "actions_of", "all_actions", "bindings"]

_FIRST: Final = {"everywhere": everywhere.ACTIONS, "home": home.ACTIONS}
"""All actions of the places that the first paint needs: it reads no others."""

PLACES: Final = {
    "everywhere": "Everywhere",
    "home": "Home",
    "interview": "Interview",
    "items": "Determination of several items",
    "determination": "Determination",
    "letter": "Letter with the open questions",
    "bill": "Bill of materials",
    "record": "Record (read-only)",
    "records": "Records",
    "lists": "Screening lists",
    "law": "The law",
    "law-page": "A page of the law",
    "results": "Results of a run",
    "comparison": "Comparison",
    "training": "Training",
    "exercise": "Exercise",
    "presenter": "Presenter",
    "scores": "Scores",
    "slider": "Date slider",
}
"""The titles of the places, in the order of the page of keys."""


@cache
def all_actions() -> tuple[Action, ...]:
    """Every action there is, in the order of the palette."""
    from screens.actions import (
        bill,
        date_slider,
        deals,
        determinations,
        items,
        law,
        letter,
        lists,
        record,
        records,
        regimes,
        training,
    )

    return (
        *everywhere.ACTIONS,
        *home.ACTIONS,
        *deals.ACTIONS,
        *items.ACTIONS,
        *determinations.ACTIONS,
        *letter.ACTIONS,
        *bill.ACTIONS,
        *regimes.ACTIONS,
        *record.ACTIONS,
        *records.ACTIONS,
        *lists.ACTIONS,
        *law.ACTIONS,
        *training.ACTIONS,
        *date_slider.ACTIONS,
    )


def actions_of(place: str) -> tuple[Action, ...]:
    """The actions of one place, those of everywhere last."""
    actions = all_actions()
    own = tuple(action for action in actions if place in action.places)
    return own + tuple(action for action in actions if "everywhere" in action.places)


def bindings(place: str) -> list[BindingType]:
    """Textual bindings for the actions of one place (without those of everywhere)."""
    return [
        Binding(
            action.keys,
            action.method,
            action.label or action.verb,
            show=action.footer,
            key_display=action.shown,
            priority=action.priority,
            tooltip=action.help,
            id=action.id,
        )
        for action in _FIRST.get(place) or all_actions()
        if place in action.places and action.keys
    ]
