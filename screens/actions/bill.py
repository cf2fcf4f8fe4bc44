"""What can be done in the editor of the bill of materials."""

from typing import Final

from screens.actions.action import Action

_BILL: Final = ("bill",)


def _action(
    name: str,
    verb: str,
    keys: str,
    shown: str,
    method: str,
    about: str,
    label: str,
    footer: bool = False,
) -> Action:
    return Action(
        f"bill-{name}", "content", verb, keys, shown, method, about, _BILL, footer, label=label
    )


ACTIONS: Final = (
    _action("add", "add a line", "a,insert", "a", "add", "Adds a line in a form.", "Add", True),
    _action(
        "form",
        "edit the whole line",
        "f",
        "f",
        "form",
        "Opens the line under the cursor in a form; enter edits the cell alone.",
        "Form",
    ),
    _action(
        "duplicate",
        "duplicate the line",
        "d",
        "d",
        "duplicate",
        "Puts a copy of the line below it.",
        "Duplicate",
        True,
    ),
    _action(
        "delete",
        "delete the line",
        "delete",
        "del",
        "delete",
        "Takes the line out; ^z brings it back.",
        "Delete",
        True,
    ),
    _action("up", "move the line up", "K", "K", "move(-1)", "Moves the line up.", "Up"),
    _action("down", "move the line down", "J", "J", "move(1)", "Moves the line down.", "Down"),
    _action(
        "undo",
        "undo in the bill of materials",
        "ctrl+z,u",
        "^z",
        "undo",
        "Takes back the last change of the lines.",
        "Undo",
        True,
    ),
    _action(
        "redo",
        "redo in the bill of materials",
        "ctrl+y",
        "^y",
        "redo",
        "Brings back what was undone last.",
        "Redo",
    ),
    _action(
        "fault",
        "go to the next fault",
        "n",
        "n",
        "next_fault",
        "Goes to the next cell that cannot be read, and says why.",
        "Next fault",
    ),
    _action(
        "open",
        "take lines from a CSV file",
        "o",
        "o",
        "open_file",
        "Adds the lines of a CSV file below the others; rows with faults come too.",
        "CSV in",
        True,
    ),
    _action(
        "write",
        "write the lines to a CSV file",
        "e",
        "e",
        "write_file",
        "Writes all lines to a CSV file in which nothing is a formula.",
        "CSV out",
    ),
)
