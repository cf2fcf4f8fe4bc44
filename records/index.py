"""What is kept in memory of the records: a card each, and which entries came later."""

from enum import StrEnum
from typing import Any

from records.cards import Card, card_of, with_content
from records.merkle import Tree
from records.scan import Entry


class Kind(StrEnum):
    """The kinds of entries. There is none that edits or deletes."""

    OPENED = "opened"  # the first entry of a journal
    DETERMINATION = "determination"
    REVIEW = "review"  # approve or return
    SIGN_OFF = "sign-off"  # by a second person
    NOTE = "note"
    CORRECTION = "correction"  # what is wrong in a record, in words
    ATTACHMENT = "attachment"  # the digest of a file that is kept elsewhere
    HAPPENED = "happened"  # the deal was exported, reexported, transferred or ended
    LEGAL_HOLD = "legal-hold"
    HOLD_RELEASED = "hold-released"
    SUPERSEDED_BY = "superseded-by"
    REDACTION = "redaction"  # a part of an entry was taken out, or all of it disposed of
    RECOVERED_TAIL = "recovered-tail"


class Index:
    """Follows a journal.

    `events` holds, by record, the numbers of its later entries; `redactions`, by the number of an
    entry that lost a part, that of the entry which tells of it last.
    """

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self.events: dict[str, list[int]] = {}
        self.redactions: dict[int, int] = {}
        self.recovered: list[int] = []
        self.numbers: dict[str, int] = {}  # the last number given, by year
        self.tree = Tree()
        self.last_day = ""  # of the last entry, as an ISO date

    def clear(self) -> None:
        self.__init__()  # type: ignore[misc]

    def add(self, entry: Entry) -> None:
        head = entry.head
        self.tree.add(entry.hash)
        self.last_day = str(head.get("at", ""))[:10]
        kind, record = head.get("kind"), str(head.get("record", ""))
        if kind == Kind.DETERMINATION:
            self._add_determination(entry)
        elif kind == Kind.RECOVERED_TAIL:
            self.recovered.append(entry.seq)
        elif kind == Kind.SUPERSEDED_BY:
            self._later(record, entry, superseded_by=str(head.get("other", "")))
        elif kind == Kind.REVIEW:
            self._later(record, entry, review=str(head.get("verdict", "")))
        elif kind == Kind.SIGN_OFF:
            self._later(record, entry, signed_off=str(head.get("by", "")))
        elif kind in (Kind.LEGAL_HOLD, Kind.HOLD_RELEASED):
            self._later(record, entry, held=kind == Kind.LEGAL_HOLD)
        elif kind == Kind.HAPPENED:
            known = self.cards[record].happened if record in self.cards else ""
            self._later(record, entry, happened=max(known, str(head.get("on", ""))))
        elif kind == Kind.REDACTION:
            self._add_redaction(record, entry)
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

    def record_at(self, seq: int) -> str:
        """The record that the entry `seq` is or belongs to; empty if none."""
        for card in self.cards.values():
            if card.seq == seq:
                return card.id
        return next((r for r, events in self.events.items() if seq in events), "")

    def _add_determination(self, entry: Entry) -> None:
        try:
            card = card_of(entry.seq, entry.head, entry.card)
        except (KeyError, TypeError, ValueError):  # not saved by `Records`: no record of ours
            return
        self.put(card)
        if card.supersedes:
            self._later(card.supersedes, entry, superseded_by=card.id)

    def _add_redaction(self, record: str, entry: Entry) -> None:
        seq = int(entry.head.get("entry", 0))
        left = (entry.card or {}).get("card") or {}
        told_of = {teller: told for told, teller in self.redactions.items()}
        self.redactions[seq] = entry.seq
        while seq in told_of:  # what another redaction had left was redacted again
            seq, left = told_of[seq], left.get("card") or {}
        card = self.cards.get(record)
        if card is not None and card.seq == seq:
            self.cards[record] = with_content(card, left)
        self._later(record, entry)

    def _later(self, record: str, entry: Entry, **changed: Any) -> None:
        card = self.cards.get(record)
        self.events.setdefault(record, []).append(entry.seq)
        if card is not None:
            self.cards[record] = card._replace(events=card.events + 1, **changed)
