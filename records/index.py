"""What is kept in memory of the records: a card each, and which entries came later."""

from enum import StrEnum
from typing import Any

from records.cards import Card, card_of
from records.scan import Entry


class Kind(StrEnum):
    """The kinds of entries. There is none that edits or deletes."""

    OPENED = "opened"  # the first entry of a journal
    DETERMINATION = "determination"
    REVIEW = "review"  # approve or return
    NOTE = "note"
    CORRECTION = "correction"  # what is wrong in a record, in words
    SUPERSEDED_BY = "superseded-by"
    RECOVERED_TAIL = "recovered-tail"


class Index:
    """Follows a journal. `events` holds, by record, the numbers of its later entries."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self.events: dict[str, list[int]] = {}
        self.recovered: list[int] = []
        self.numbers: dict[str, int] = {}  # the last number given, by year

    def clear(self) -> None:
        self.__init__()  # type: ignore[misc]

    def add(self, entry: Entry) -> None:
        kind, record = entry.head.get("kind"), str(entry.head.get("record", ""))
        if kind == Kind.DETERMINATION:
            try:
                card = card_of(entry.seq, entry.head, entry.card)
            except (KeyError, TypeError, ValueError):  # not saved by `Records`: no record of ours
                return
            self.put(card)
            if card.supersedes:
                self._later(card.supersedes, entry, superseded_by=card.id)
        elif kind == Kind.RECOVERED_TAIL:
            self.recovered.append(entry.seq)
        elif kind == Kind.SUPERSEDED_BY:
            self._later(record, entry, superseded_by=str(entry.head.get("other", "")))
        elif kind == Kind.REVIEW:
            self._later(record, entry, review=str(entry.head.get("verdict", "")))
        elif record:
            self._later(record, entry)

    def put(self, card: Card) -> None:
        self.cards[card.id] = card
        year, _, number = card.id.partition("-")
        if number.isdigit():
            self.numbers[year] = max(self.numbers.get(year, 0), int(number))

    def next_id(self, year: int) -> str:
        """The next record's id: its year, and its number within the year."""
        return f"{year}-{self.numbers.get(str(year), 0) + 1:06d}"

    def _later(self, record: str, entry: Entry, **changed: Any) -> None:
        card = self.cards.get(record)
        self.events.setdefault(record, []).append(entry.seq)
        if card is not None:
            self.cards[record] = card._replace(events=card.events + 1, **changed)
