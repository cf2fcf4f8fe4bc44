"""What can be done with records."""

from typing import Final

from screens.actions.action import Action

ACTIONS: Final = (
    Action(
        "next-page",
        "records",
        "next page",
        "n,ctrl+pagedown",
        "n",
        "next_page",
        "Shows the next 200 records.",
        ("records",),
        True,
        label="Next page",
    ),
    Action(
        "previous-page",
        "records",
        "previous page",
        "b,ctrl+pageup",
        "b",
        "previous_page",
        "Shows the 200 records before.",
        ("records",),
        True,
        label="Page back",
    ),
)
