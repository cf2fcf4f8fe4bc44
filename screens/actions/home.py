"""What can be done on the home screen; `tui.doors` holds where its doors lead."""

from typing import Final

from screens.actions.action import Action

ACTIONS: Final = (
    Action(
        "new",
        "deal",
        "start a new one",
        "n,ctrl+n",
        "n",
        "door('new')",
        "Starts a deal with no answers.",
        ("home",),
        True,
        label="New deal",
    ),
    Action(
        "start-from",
        "deal",
        "start from a template, a product, a past deal",
        "f",
        "f",
        "door('from')",
        "Starts a deal with answers from elsewhere: a template, a product, a record, a deal file."
        " Each answer says where it came from. Templates and products are renamed and deleted"
        " here too.",
        ("home",),
        False,
        label="Start from",
    ),
    Action(
        "open",
        "deal",
        "open a deal file",
        "o,ctrl+o",
        "o",
        "door('open')",
        "Opens a deal file (YAML or JSON); a copy becomes a draft, the file stays as it is.",
        ("home",),
        True,
        label="Open file",
    ),
    Action(
        "records",
        "records",
        "list",
        "r",
        "r",
        "door('records')",
        "Lists the determinations saved on this machine.",
        ("home",),
        True,
        label="Records",
    ),
    Action(
        "lists",
        "lists",
        "show and import",
        "l",
        "l",
        "door('lists')",
        "Shows the screening lists in use and their age, imports one, finds a listed party.",
        ("home",),
        True,
        label="Lists",
    ),
    Action(
        "delete-draft",
        "deal",
        "delete a draft",
        "delete",
        "del",
        "delete_draft",
        "Deletes the draft under the cursor, after asking. Records are never deleted.",
        ("home",),
        label="Delete draft",
    ),
)
