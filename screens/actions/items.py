"""What can be done where a deal has several items."""

from typing import Final

from screens.actions.action import Action

_INTERVIEW: Final = ("interview",)

ACTIONS: Final = (
    Action(
        "items",
        "items",
        "list, add, name, take out",
        "ctrl+n",
        "^n",
        "items",
        "Lists the items of the deal, each with its own outcome; turns to one, adds one (empty, a"
        " copy, a product), names one or takes it out.",
        _INTERVIEW,
        label="Items",
    ),
    Action(
        "next-item",
        "items",
        "go to the next that has questions",
        "ctrl+g",
        "^g",
        "next_item",
        "Goes to the next item of the deal for which a question is left.",
        _INTERVIEW,
        label="Next item",
    ),
    Action(
        "alone",
        "items",
        "answer for this item alone",
        "f12",
        "F12",
        "alone",
        "Lets the answer to the question at hand count for this item alone, where it would count"
        " for all. F8 takes it back, and what all share counts again.",
        _INTERVIEW,
        label="Alone",
    ),
    Action(
        "go-to-item",
        "items",
        "answer its questions",
        "q",
        "q",
        "go_to_item",
        "Goes back to the interview, to the item under the cursor.",
        ("items",),
        True,
        label="Questions",
    ),
)
