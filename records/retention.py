"""Until when a record is to be kept. The periods come from the ruleset, through the determination;
nothing is ever deleted by itself."""

from collections.abc import Iterable
from datetime import date, timedelta

from records.cards import Card


def keep_until(card: Card) -> date | None:
    """The last day of the time to keep the record, which counts from the latest export, reexport,
    transfer or termination on record; None while there is none, or no period was named."""
    if not card.happened or not card.keep_years:
        return None
    start = date.fromisoformat(card.happened)
    try:
        return start.replace(year=start.year + card.keep_years)
    except ValueError:  # 29 February
        return date(start.year + card.keep_years, 2, 28) + timedelta(days=1)


def why_not_due(card: Card, today: date) -> str:
    """Why the record may not be disposed of on this day, in words; empty if it may."""
    if card.held:
        return "a legal hold lies on it"
    if not card.keep_years:
        return "its determination names no time to keep it"
    until = keep_until(card)
    if until is None:
        return "no export, reexport, transfer or termination is on record from which to count"
    if today <= until:
        return f"it is to be kept until {until.isoformat()}"
    return ""


def due(cards: Iterable[Card], today: date) -> list[Card]:
    """The records whose time is over and on which no hold lies."""
    return [card for card in cards if not why_not_due(card, today)]
