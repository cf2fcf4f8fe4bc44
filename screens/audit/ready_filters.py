"""The filters that an audit begins with, each with how many records meet it."""

from collections.abc import Callable
from datetime import date
from typing import Final

from records.search import Finder
from screens.audit.record_query import read_query
from screens.modals.menu import Entry, MenuModal
from screens.navicert_screen import NavicertScreen

READY: Final = (
    ("Awaits a second person", "s", "review:awaits-sign-off"),
    ("Nobody has reviewed it, and it still counts", "o", "review:open latest:yes"),
    ("Returned", "r", "review:returned"),
    ("Past its time to be kept", "p", "review:due"),
    ("Held: nothing of it may be disposed of", "h", "review:held"),
    ("Prohibited", "x", "outcome:prohibited"),
    ("License required", "l", "outcome:license-required"),
    ("License exception", "e", "outcome:license-exception"),
    ("No license required", "n", "outcome:no-license-required"),
    ("Cannot be said yet", "q", "outcome:needs-information"),
    ("Saved this month", "m", "since:{month}"),
    ("Without what was superseded", "w", "latest:yes"),
)
"""What it is called, its letter, and what it puts into the filter line."""


def choose(
    screen: NavicertScreen[None],
    finder: Finder | None,
    today: date,
    chosen: Callable[[str | None], None],
) -> None:
    """Show the menu, and call `chosen` with the filter line that was picked."""
    entries = []
    for words, hot, line in READY:
        filled = line.format(month=f"{today:%Y-%m}")
        count = len(finder.find(read_query(filled).wanted)) if finder is not None else 0
        bar = "" if count else "no record meets it"
        entries.append(Entry(filled, f"{words} ({count:,})" if count else words, hot, bar))
    screen.app.push_screen(MenuModal("Show the records that …", entries), chosen)
