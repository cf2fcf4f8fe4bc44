"""What if, in the interview: a supposed copy of the deal is turned on, kept or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.interview.law import WhatIf
from screens.modals.menu import Entry, MenuModal

if TYPE_CHECKING:
    from screens.deals.deal_actions import DealActions

KEEP, DROP, GO_ON = "keep", "drop", "go-on"


def turn(screen: DealActions) -> None:
    """Begin to suppose, or ask what becomes of what was supposed."""
    if screen.session.supposing:
        end(screen)
        return
    screen.notify(
        "What if: the true deal is kept as it is. Answer anew; ^o again keeps or drops it.",
        markup=False,
    )
    screen.call_later(screen.take_session, screen.session.suppose())


def end(screen: DealActions) -> None:
    """Ask whether to keep what was supposed; where nothing was, go back to the true deal."""
    found = screen.beside.found if screen.beside is not None else None
    if found is None or not found.answers:
        screen.call_later(screen.take_session, screen.session.drop_supposed())
        return

    def chosen(key: str | None) -> None:
        if key == KEEP:
            what = kept_words(found)
            screen.call_later(screen.take_session, screen.session.keep_supposed(what), what)
        elif key == DROP:
            screen.call_later(screen.take_session, screen.session.drop_supposed())

    screen.app.push_screen(MenuModal(title_of(found), entries(found)), chosen)


def title_of(found: WhatIf) -> str:
    """What was supposed, below one another, for the head of the menu."""
    shown = [f"- {answer.told}" for answer in found.answers[:MOST]]
    more = len(found.answers) - MOST
    return "\n".join(
        ["What if: supposed so far", *shown, *([f"… and {more} more"] if more > 0 else [])]
    )


MOST = 8
"""Answers that the menu and the pane name."""


def entries(found: WhatIf) -> list[Entry]:
    """What can become of what was supposed."""
    one = len(found.answers) == 1
    these = "this answer" if one else f"these {len(found.answers)} answers"
    return [
        Entry(GO_ON, "Go on supposing", "g"),
        Entry(KEEP, f"Keep {these} in the true deal (^z undoes it)", "k"),
        Entry(DROP, f"Drop {these}: back to the true deal", "d"),
    ]


def kept_words(found: WhatIf) -> str:
    """The change of the true deal, for undo."""
    if len(found.answers) == 1:
        return f"What if, kept: {found.answers[0].told}"
    return f"What if, kept: {len(found.answers)} answers"
