"""Drafts, templates and products that are deleted go to a trash, and can be had back."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.screen import Screen

from engine.faults import NavicertError
from screens.modals.confirm import ConfirmModal
from screens.modals.pick import PickModal
from screens.modals.text import TextModal
from screens.services import DraftCard, Drafts
from screens.widgets.type_ahead import Match


def delete(
    screen: Screen[Any], shelf: Drafts, kept: str, shown: str, then: Callable[[], None]
) -> None:
    """Move the one of the id `kept` to the trash, after asking; `shown` is what it is called."""

    def confirmed(yes: bool | None) -> None:
        if yes:
            _do(screen, lambda: shelf.remove(kept), "Nothing was deleted")
            then()

    question = f"Delete {shown}? It goes to the trash, from which it can be had back."
    screen.app.push_screen(ConfirmModal(question, "Delete"), confirmed)


def bring_back(screen: Screen[Any], shelf: Drafts, what: str, then: Callable[[], None]) -> None:
    """Let one be chosen out of the trash, and have it back; `what` is the word for it."""

    def chosen(kept: str | None) -> None:
        if kept is not None:
            if _do(screen, lambda: shelf.restore(kept), "Nothing was brought back"):
                title = next(card.title for card in trashed if card.id == kept)
                screen.notify(f"Back: {title or 'Untitled deal'}.", markup=False)
            then()

    trashed: Sequence[DraftCard] = ()
    try:
        trashed = shelf.trashed()
    except (NavicertError, OSError) as error:
        screen.app.push_screen(TextModal("The trash cannot be read", str(error)))
        return
    matches = [Match(card.id, card_words(card)) for card in trashed]
    empty = f"The trash holds no {what}. What you delete goes there, and can be had back here."
    screen.app.push_screen(PickModal(f"Bring back a {what}", matches, empty), chosen)


def card_words(card: DraftCard) -> str:
    """The title of a draft, template or product, and when it was last changed."""
    when = f"   changed {card.changed:%Y-%m-%d %H:%M}" if card.changed else ""
    return f"{card.title or 'Untitled deal'}{when}"


def _do(screen: Screen[Any], change: Callable[[], None], failed: str) -> bool:
    try:
        change()
    except (NavicertError, OSError) as error:
        screen.app.push_screen(TextModal(failed, str(error)))
        return False
    return True
