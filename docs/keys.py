"""Write the page of keys from the registry of actions.

    python docs/keys.py

Writes docs/keys.md; a test fails while the page and the registry differ.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from screens.actions import PLACES, Action, all_actions  # noqa: E402

PAGE = ROOT / "docs" / "keys.md"
HEAD = """\
# Keys

This page is made from the app by `python docs/keys.py`. `F1` lists the keys of the screen that
you are on; `ctrl+p` finds an action by its words. Everything works with the mouse too.

The id in the last column gives an action another key in the [settings](settings.md).

In forms, tab and the arrows up and down move between fields, left and right and space work the
marks, `ctrl+s` is “Done”, escape cancels. In lists, enter opens, home and end go to the first and
the last.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_section(place, title) for place, title in PLACES.items())


def _section(place: str, title: str) -> str:
    rows = [_row(action) for action in all_actions() if place in action.places]
    head = ["| key | action | what it does | id |", "|---|---|---|---|"]
    return "\n".join(["", f"## {title}", "", *head, *rows, ""])


def _row(action: Action) -> str:
    keys = " or ".join(f"`{key}`" for key in action.keys.split(",") if key)
    keys = keys or (f"`{action.shown}`" if action.shown else "palette")
    return f"| {keys} | {action.name} | {action.help} | `{action.id}` |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
