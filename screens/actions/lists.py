"""What can be done with the screening lists."""

from typing import Final

from screens.actions.action import Action

_LISTS: Final = ("lists",)

ACTIONS: Final = (
    Action(
        "import-list",
        "lists",
        "import a file",
        "f2",
        "F2",
        "import_list",
        "Puts a list in use: the download of the Consolidated Screening List, or a CSV of your own;"
        " tells what changed, and which deals it concerns.",
        _LISTS,
        True,
        label="Import",
    ),
    Action(
        "list-changes",
        "lists",
        "what the last import changed",
        "f3",
        "F3",
        "changes",
        "Shows who was added, removed and changed by the last import.",
        _LISTS,
        True,
        label="Changes",
    ),
    Action(
        "list-status",
        "lists",
        "status in full",
        "f4",
        "F4",
        "status",
        "Shows each list in use with its day, its age, and how many parties it holds by source.",
        _LISTS,
        True,
        label="Status",
    ),
)
