"""The one registry of actions: keys, palette, help and docs all read it.

An action belongs to one or more places (`home`, `interview`, …, or `everywhere`). Its `method`
is the Textual action that runs it; `names` in the palette are `area: verb`.
"""

from typing import Final

from textual.binding import Binding, BindingType

from screens.actions import (
    bill,
    date_slider,
    deals,
    determinations,
    everywhere,
    home,
    items,
    law,
    letter,
    lists,
    record,
    records,
    regimes,
    training,
)
from screens.actions.action import Action

__all__ = ["ACTIONS", "PLACES", "Action", "actions_of", "bindings"]

ACTIONS: Final = (
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


def actions_of(place: str) -> tuple[Action, ...]:
    """The actions of one place, those of everywhere last."""
    own = tuple(action for action in ACTIONS if place in action.places)
    return own + tuple(action for action in ACTIONS if "everywhere" in action.places)


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
        for action in ACTIONS
        if place in action.places and action.keys
    ]
