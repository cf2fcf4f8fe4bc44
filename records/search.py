"""Finds records on the list: by party, country, item, outcome, citation, date, person, review."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Final

from records.cards import Card
from records.faults import UnfitEntryError
from records.retention import why_not_due

REVIEWS: Final = ("open", "approved", "returned", "awaits-sign-off", "held", "due")
ORDERS: Final = ("saved", "as-of", "title", "outcome", "by", "eccn", "destination")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a record must meet, all of it; an empty field asks for nothing.

    `party`, `by` and `text` are parts of words, in any case; `text` is looked for in the title,
    the item, the parties, the person and the id. `country` is a code, of the destination or of a
    party. `eccn` is one or a paragraph above it. `citation` is a paragraph such as 734.9(k), or a
    rule's id. `review` is one of REVIEWS; "open" is not reviewed.
    """

    text: str = ""
    party: str = ""
    country: str = ""
    eccn: str = ""
    outcome: str = ""
    citation: str = ""
    by: str = ""
    review: str = ""
    saved_from: date | None = None
    saved_until: date | None = None
    superseded: bool = True  # those that another one took the place of as well

    @property
    def asks(self) -> bool:
        """Does it ask for anything?"""
        return any(getattr(self, f.name) != f.default for f in fields(self))


class Finder:
    """Finds records among cards. Made once for a list, it answers as fast as one types.

    `sign_off` holds the outcomes that want a second person, `today` is for what is due.
    """

    def __init__(
        self, cards: Sequence[Card], today: date, sign_off: frozenset[str] = frozenset()
    ) -> None:
        self._cards = cards
        self._today = today
        self._sign_off = sign_off

    def prepare(self) -> None:
        """Sort the cards by every key now, so that the first answer is as quick as the others."""
        every = "\0"  # met by nothing
        self.find(Filter(every, every, every, every, every, every, every))

    def find(self, wanted: Filter) -> list[Card]:
        """The cards that meet `wanted`, in the order that they have. Raises UnfitEntryError."""
        found: Iterable[Card] = self._cards
        for places in self._by_key(wanted):
            found = [self._cards[place] for place in places]
        for test in self._tests(wanted):
            found = filter(test, found)
        return list(found)

    def _by_key(self, wanted: Filter) -> list[Sequence[int]]:
        """The places, in order, of the cards that meet what can be looked up by key; no list if
        nothing of that kind is asked."""
        asked: list[Sequence[int]] = []
        if wanted.outcome:
            asked.append(_met(self._outcomes, [wanted.outcome]))
        if wanted.country:
            asked.append(_met(self._countries, [wanted.country.upper()]))
        if wanted.eccn:
            eccn = wanted.eccn.upper()
            asked.append(_met(self._eccns, [key for key in self._eccns if _within(key, eccn)]))
        if wanted.citation:
            mark = f".{rule_mark(wanted.citation)}."
            asked.append(_met(self._rules, [key for key in self._rules if mark in f".{key}."]))
        if wanted.by:
            asked.append(_holding(self._people, wanted.by.casefold()))
        if wanted.party:
            asked.append(_holding(self._parties, wanted.party.casefold()))
        words = wanted.text.casefold().split()
        if words:
            asked.append(_holding(self._texts, *words))
        if len(asked) > 1:
            places, *others = sorted(asked, key=len)
            for other in map(set, others):
                places = [place for place in places if place in other]
            return [places]
        return asked

    @cached_property
    def _outcomes(self) -> Mapping[str, list[int]]:
        return self._places(lambda card: (card.outcome,))

    @cached_property
    def _countries(self) -> Mapping[str, list[int]]:
        return self._places(lambda card: card.countries)

    @cached_property
    def _eccns(self) -> Mapping[str, list[int]]:
        return self._places(lambda card: (card.eccn.upper(),))

    @cached_property
    def _rules(self) -> Mapping[str, list[int]]:
        return self._places(lambda card: map(str.casefold, card.rules))

    @cached_property
    def _people(self) -> Mapping[str, list[int]]:
        return self._places(lambda card: (card.by.casefold(),))

    @cached_property
    def _parties(self) -> Mapping[str, list[int]]:
        return self._places(lambda card: map(str.casefold, card.parties))

    @cached_property
    def _texts(self) -> Mapping[str, list[int]]:
        return self._places(lambda card: (_readable(card),))

    def _places(self, keys_of: Callable[[Card], Iterable[str]]) -> Mapping[str, list[int]]:
        """The places of the cards by key."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, card in enumerate(self._cards):
            for key in keys_of(card):
                places[key].append(place)
        return places

    def _tests(self, wanted: Filter) -> Iterator[Callable[[Card], bool]]:
        if wanted.saved_from:
            start = datetime.combine(wanted.saved_from, time(), UTC)
            yield lambda card: card.saved_at >= start
        if wanted.saved_until:
            end = datetime.combine(wanted.saved_until + timedelta(days=1), time(), UTC)
            yield lambda card: card.saved_at < end
        if not wanted.superseded:
            yield lambda card: not card.superseded_by
        if wanted.review:
            yield self._review_test(wanted.review)

    def _review_test(self, review: str) -> Callable[[Card], bool]:
        match review:
            case "open":
                return lambda card: not card.review and not card.superseded_by
            case "approved":
                return lambda card: card.review == "approve"
            case "returned":
                return lambda card: card.review == "return"
            case "awaits-sign-off":
                return lambda card: awaits_sign_off(card, self._sign_off)
            case "held":
                return lambda card: card.held
            case "due":
                return lambda card: not why_not_due(card, self._today)
        raise UnfitEntryError(f"{review!r} is no state of review: write {', '.join(REVIEWS)}.")


def awaits_sign_off(card: Card, sign_off: frozenset[str]) -> bool:
    """Does the house want a second person for this record, and none has signed off?"""
    return card.outcome in sign_off and not card.signed_off and not card.superseded_by


def in_order(cards: Iterable[Card], order: str, newest_first: bool = True) -> list[Card]:
    """The cards sorted by one of ORDERS; within that by the time of saving, the newest first."""
    latest = sorted(cards, key=lambda card: card.seq, reverse=True)
    match order:
        case "saved":
            return latest if newest_first else latest[::-1]
        case "as-of":
            return sorted(latest, key=lambda card: card.as_of, reverse=newest_first)
        case "title" | "outcome" | "by" | "eccn" | "destination":
            return sorted(latest, key=lambda card: str(getattr(card, order)).casefold())
    raise UnfitEntryError(f"{order!r} is no order: write {', '.join(ORDERS)}.")


def rule_mark(citation: str) -> str:
    """A citation as rule ids write it: "15 CFR 734.9(k)(1)" is "734.9.k.1"."""
    bare = re.sub(r"^\s*(15\s*CFR|§)\s*", "", citation, flags=re.IGNORECASE).strip()
    return re.sub(r"[().\s]+", ".", bare).strip(".").casefold()


def _holding(places: Mapping[str, list[int]], *words: str) -> Sequence[int]:
    """The places under the keys that hold every word."""
    keys = list(places)
    for word in words:
        keys = [key for key in keys if word in key]
    return _met(places, keys)


def _met(places: Mapping[str, list[int]], keys: Sequence[str]) -> Sequence[int]:
    """The places under any of the keys, in order and each once."""
    if len(keys) == 1:
        return places.get(keys[0], [])
    return sorted({place for key in keys for place in places[key]})


def _within(eccn: str, paragraph: str) -> bool:
    return eccn == paragraph or eccn.startswith(f"{paragraph}.")


def _readable(card: Card) -> str:
    return " ".join((card.id, card.title, card.item, card.eccn, card.by, *card.parties)).casefold()
