"""Records in the palette: by number, title, item, party, person, outcome, or a criterion."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from heapq import nsmallest

from engine.outcome import Outcome
from records.cards import Card
from records.search import Filter, Finder
from screens.audit.auditor import Auditor
from screens.audit.record_query import read_query
from screens.navicert_screen import NavicertScreen
from screens.outcome_words import WORDS, words_of
from tui.palette_found import PER_KIND, Find, FoundProvider, without_kind

BEGUN = 4
"""Letters of an outcome that are enough to mean it."""


class RecordsProvider(FoundProvider):
    """The saved determinations."""

    BAND = 70.0

    def prepare_look(self) -> Callable[[str], Sequence[Find]]:
        return partial(self._look, self.navicert.auditor)

    def _look(self, auditor: Auditor, query: str) -> list[Find]:
        sought = without_kind(query, "record")
        found = find_records(auditor.listing().finder, sought, auditor.country_code)
        typed = sought.casefold()
        return [Find(_line(card), partial(self._show, card), card.id == typed) for card in found]

    def _show(self, card: Card) -> None:
        from screens.audit.record import open_record

        screen = self.screen
        if isinstance(screen, NavicertScreen):
            open_record(screen, self.navicert.auditor, card.id)


def find_records(finder: Finder, query: str, country_code: Callable[[str], str]) -> Sequence[Card]:
    """The records that are meant, at most PER_KIND: the one with that number first, then those
    whose title begins so, then the latest."""
    read = read_query(query, country_code)
    if read.faults:
        return ()
    found: dict[str, Card] = {}
    for wanted in (read.wanted, *_by_outcome(read.wanted)):
        if wanted.asks:
            found |= {card.id: card for card in _likeliest(finder.find(wanted), wanted.text)}
    return list(found.values())[:PER_KIND]


def _likeliest(cards: Iterable[Card], text: str) -> list[Card]:
    typed = text.casefold()

    def order(card: Card) -> tuple[bool, bool, int]:
        begins = card.title.casefold().startswith(typed)
        return not card.id.endswith(typed), not begins, -card.seq

    return nsmallest(PER_KIND, cards, key=order)


def _by_outcome(wanted: Filter) -> Iterable[Filter]:
    """What is meant if an outcome is among the words, written out or begun."""
    text = wanted.text.casefold()
    for outcome in Outcome:
        for name in (outcome.value, WORDS[outcome].short):
            if name in text:
                rest = " ".join(text.replace(name, " ").split())
                yield replace(wanted, text=rest, outcome=outcome.value)
            elif len(text) >= BEGUN and name.startswith(text):
                yield replace(wanted, text="", outcome=outcome.value)


def _line(card: Card) -> str:
    words = words_of(card.outcome)
    later = f" (superseded by {card.superseded_by})" if card.superseded_by else ""
    about = ", ".join((card.title or "Untitled deal", *card.parties[:2]))
    return f"record {card.id}: {words.sign} {words.short} as of {card.as_of}{later}: {about}"
