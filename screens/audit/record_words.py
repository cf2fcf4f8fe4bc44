"""A record in words: its state, its line on the list, and the lines about it below the list."""

from collections.abc import Iterator

from textual.content import Content

from records.cards import Card
from records.search import awaits_sign_off
from screens.outcome_words import words_of
from screens.plain import beside, lines, one_line, plain

TAKEN_OUT = "(taken out)"

ORDER_WORDS = {
    "saved": "saved, newest first",
    "as-of": "as of, newest first",
    "title": "deal",
    "outcome": "outcome",
    "by": "person",
    "eccn": "ECCN",
    "destination": "destination",
}
COLUMNS = {
    "mark": "",
    "saved": "Saved",
    "outcome": "Outcome",
    "title": "Deal",
    "state": "State",
    "eccn": "ECCN",
    "destination": "To",
    "by": "By",
    "as-of": "As of",
    "record": "Record",
}
"""The columns of the list, in order. All but the mark and the state can be sorted by."""

_WIDTHS = {"mark": 1, "saved": 10, "outcome": 20, "title": 22, "state": 15}
_WIDE = {**_WIDTHS, "outcome": 30, "title": 28, "state": 20, "eccn": 11, "destination": 2, "by": 12}
_WIDEST = {**_WIDE, "title": 34, "by": 16, "as-of": 10, "record": 14}


def widths(room: int) -> dict[str, int]:
    """Which columns fit into so many cells, each with its width; the deal takes what is left."""
    chosen = next((w for w in (_WIDEST, _WIDE, _WIDTHS) if _taken(w) <= room), _WIDTHS)
    return {**chosen, "title": chosen["title"] + max(0, room - _taken(chosen))}


def _taken(chosen: dict[str, int]) -> int:
    return sum(width + 2 for width in chosen.values())


def state_words(card: Card, sign_off: frozenset[str]) -> str:
    """What was recorded of it later, as words: no color says it."""
    return ", ".join(_states(card, sign_off))


def _states(card: Card, sign_off: frozenset[str]) -> Iterator[str]:
    if card.superseded_by:
        yield "superseded"
    if card.review:
        yield {"approve": "approved", "return": "returned"}.get(card.review, card.review)
    if awaits_sign_off(card, sign_off):
        yield "awaits sign-off"
    if card.signed_off:
        yield "signed off"
    if card.held:
        yield "held"


def cell(column: str, width: int, card: Card, sign_off: frozenset[str], mark: str) -> Content:
    """What a record shows in a column of so many cells; what is cut says so."""
    if column == "outcome" and width == _WIDE["outcome"] and card.regime:
        # One deal may be on record under several regimes.
        return one_line(f"{outcome_words(card.outcome)} ({card.regime})").truncate(
            width, ellipsis=True
        )
    return _cell(column, card, sign_off, mark).truncate(width, ellipsis=True)


def _cell(column: str, card: Card, sign_off: frozenset[str], mark: str) -> Content:
    match column:
        case "mark":
            return plain(mark, "bold")
        case "saved":
            return plain(f"{card.saved_at.astimezone():%Y-%m-%d}")
        case "outcome":
            return one_line(outcome_words(card.outcome))
        case "title":
            return one_line(title_of(card))
        case "state":
            return one_line(state_words(card, sign_off))
    text = {
        "eccn": card.eccn,
        "destination": card.destination,
        "by": card.by,
        "as-of": card.as_of,
        "record": card.id,
    }[column]
    return one_line(text)


def title_of(card: Card) -> str:
    """What the deal is called."""
    if not card.outcome:
        return TAKEN_OUT
    return card.title or "Untitled deal"


def outcome_words(outcome: str) -> str:
    """The sign and the words of an outcome, or that it was taken out."""
    if not outcome:
        return TAKEN_OUT
    words = words_of(outcome)
    return f"{words.sign} {words.short}"


def about(card: Card, sign_off: frozenset[str]) -> Content:
    """Two lines about a record: who, when, what, where to, and what came later."""
    item = " ".join(filter(None, (card.eccn, card.item)))
    told = (
        ("State", state_words(card, sign_off) or "not reviewed"),
        ("To", card.destination),
        ("Item", item),
        ("Parties", ", ".join(card.parties)),
    )
    moment = f"{card.saved_at.astimezone():%Y-%m-%d %H:%M}"
    law = f"law of {card.as_of or '?'}" + (f" ({card.regime})" if card.regime else "")
    who = f"saved {moment} by {card.by}, {law}, {_later(card.events)}"
    parts = [one_line(f"{name}: {value}") for name, value in told if value]
    return lines(beside(one_line(card.id, "bold"), "  ", one_line(who)), Content("   ").join(parts))


def _later(events: int) -> str:
    return {0: "nothing recorded later", 1: "1 later entry"}.get(events, f"{events} later entries")
