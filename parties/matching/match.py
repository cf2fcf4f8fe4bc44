"""Screens a name against a list: the door to everything else in here."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from parties.entries import Address, Kind, ListedParty, ScreeningList
from parties.matching.addresses import SAME_ADDRESS, AddressSearch, NearAddress, address_words
from parties.matching.align import AlignedWord, Aligner, Alignment
from parties.matching.candidates import Asked, Candidates
from parties.matching.index import acronym
from parties.matching.likeness import Reason
from parties.matching.query import (
    AddressMatch,
    Agreement,
    Hit,
    Matched,
    Query,
    Threshold,
    band_of,
)
from parties.matching.saved import open_index
from parties.matching.source import source_of

if TYPE_CHECKING:
    from parties.lists.kept_list import KeptList

BEGINNING_SCORE = 86.0
"""A name that goes on where the query was cut off."""

ACRONYM_SCORES = {3: 70.0, 4: 82.0, 5: 84.0}
LONG_ACRONYM_SCORE = 86.0
"""The fewer letters, the more chance."""

NOT_WRITTEN_AS_INITIALS = 6.0
"""What it takes off if four letters or fewer are not written in capitals."""

MOST_REMEMBERED = 5000
"""In a file of customers so many names back a repeat is known."""

ADDRESS_ALONE_SCORE = 84.0
"""An address that is itself no party is a reason to look and no more."""

ADDRESS_ALONE_LEAST = 80.0
"""Less alike than this, the address of a listed party is no reason yet."""


class Screener:
    """Screens names against one list. Built once; then a name takes about a millisecond.

    `saved_in` is a folder for the saved index, which opens in milliseconds; without it, and
    whenever the saved one is of another list, another version or damaged, it is built anew."""

    def __init__(self, listed: "ScreeningList | KeptList", saved_in: Path | None = None) -> None:
        self.listed = listed
        source = source_of(listed)
        self._party = source.party
        self.index = open_index(source, saved_in)
        self._candidates = Candidates(self.index)
        self._addresses = AddressSearch(self.index)

    def screen(self, query: Query, threshold: Threshold | None = None) -> tuple[Hit, ...]:
        """The listed parties at or above the threshold (75 unless told), the likeliest first; each
        party once, by the name or address that fits best. Raises `DamagedListError` where a kept
        list can no longer be read."""
        least = (threshold or Threshold()).score
        asked = self._candidates.asked(query.name)
        best = self._by_name(asked)
        near = self._by_address(query.address)
        hits = [
            self._name_hit(query, party, name, alignment, near.get(party), asked.forms)
            for party, (name, alignment) in best.items()
            if round(alignment.score, 1) >= least
        ]
        found = {hit.party.id for hit in hits}
        for party, match in near.items():
            hit = self._address_hit(query, party, match)
            if hit is not None and hit.score >= least and hit.party.id not in found:
                hits.append(hit)
        hits.sort(key=lambda hit: (-hit.score, hit.party.source, hit.party.name, hit.party.id))
        return tuple(hits)

    def screen_all(
        self, queries: Iterable[Query], threshold: Threshold | None = None
    ) -> Iterator[tuple[Query, tuple[Hit, ...]]]:
        """Screens one query after the other, in order, each as it is asked for: whoever stops
        asking has canceled, and whoever counts shows progress. A repeat costs nothing."""
        screened: dict[Query, tuple[Hit, ...]] = {}
        for query in queries:
            hits = screened.get(query)
            if hits is None:
                hits = screened[query] = self.screen(query, threshold)
                if len(screened) > MOST_REMEMBERED:
                    screened.pop(next(iter(screened)))
            yield query, hits

    def best_scores(self, name: str) -> dict[int, float]:
        """Per number of a party the best score of its names, as far as it is a candidate at all:
        for measuring."""
        best = self._by_name(self._candidates.asked(name))
        return {party: alignment.score for party, (_, alignment) in best.items()}

    def compare(self, name: str, party: int) -> float:
        """The best score of one party's names by position, a candidate or not: for measuring what
        the search for candidates loses."""
        asked = self._candidates.asked(name)
        if not asked.words:
            return 0.0
        aligner = Aligner(self._candidates, asked)
        owners = self.index.parties
        names = range(bisect_left(owners, party), bisect_right(owners, party))
        return max((aligner.align(at).score for at in names), default=0.0)

    def _by_name(self, asked: Asked) -> dict[int, tuple[int, Alignment]]:
        best: dict[int, tuple[int, Alignment]] = {}
        if not asked.words:
            return best
        aligner = Aligner(self._candidates, asked)

        def keep(name: int, alignment: Alignment) -> None:
            party = self.index.parties[name]
            known = best.get(party)
            if known is None or alignment.score > known[1].score:
                best[party] = (name, alignment)

        for name in self._candidates.names(asked):
            keep(name, aligner.align(name))
        for name in self._candidates.beginnings(asked):
            keep(name, self._beginning(asked, name, aligner.align(name)))
        for name, alignment in self._by_initials(asked):
            keep(name, alignment)
        return best

    def _beginning(self, asked: Asked, name: int, alignment: Alignment) -> Alignment:
        if alignment.score >= BEGINNING_SCORE:
            return alignment
        note = f"your name is the beginning of the listed name, cut off after {len(asked.text)}"
        return Alignment(BEGINNING_SCORE, alignment.words, f"{note} characters")

    def _by_initials(self, asked: Asked) -> list[tuple[int, Alignment]]:
        long, short = self._candidates.by_initials(asked)
        core, initials = "".join(asked.words), acronym(asked.words)
        found = []
        for name in long:
            score = ACRONYM_SCORES.get(len(core), LONG_ACRONYM_SCORE)
            if len(core) <= 4 and not asked.text.isupper():
                score -= NOT_WRITTEN_AS_INITIALS
            words = " ".join(self._candidates.words[at] for at in self.index.names[name])
            link = AlignedWord(core, words, Reason.ACRONYM, score / 100, 1.0)
            found.append(
                (name, Alignment(score, (link,), "your name is the initials of the listed name"))
            )
        for name in short:
            score = ACRONYM_SCORES.get(len(initials), LONG_ACRONYM_SCORE) - 2
            link = AlignedWord(" ".join(asked.words), initials, Reason.ACRONYM, score / 100, 1.0)
            found.append(
                (name, Alignment(score, (link,), "the listed name is the initials of your name"))
            )
        return found

    def _name_hit(
        self,
        query: Query,
        number: int,
        name: int,
        alignment: Alignment,
        near: NearAddress | None,
        forms: tuple[str, ...],
    ) -> Hit:
        party = self._party(number)
        place = self.index.places[name]
        score = round(alignment.score, 1)
        return Hit(
            party=party,
            name=party.names[place],
            alias=place > 0,
            score=score,
            band=band_of(score),
            words=alignment.words + _forms(forms),
            note=alignment.note,
            country=_country(query, party),
            kind=_kind(query, party),
            address=self._address(query, party, near),
            address_match=self._match(near),
        )

    def _by_address(self, address: str) -> dict[int, NearAddress]:
        best: dict[int, NearAddress] = {}
        if address.strip():
            for near in self._addresses.near(address, self._address_text):
                best.setdefault(self.index.address_parties[near.number], near)
        return best

    def _listed_address(self, number: int) -> Address:
        party = self._party(self.index.address_parties[number])
        place = self.index.address_places[number]
        if place < len(party.addresses):
            return party.addresses[place]
        return Address(party.name, party.countries[0] if len(party.countries) == 1 else "")

    def _address_text(self, number: int) -> str:
        return self._listed_address(number).text

    def _match(self, near: NearAddress | None) -> AddressMatch | None:
        if near is None:
            return None
        return AddressMatch(self._listed_address(near.number), near.score, near.words)

    def _address(self, query: Query, party: ListedParty, near: NearAddress | None) -> Agreement:
        if not address_words(query.address) or not any(one.text for one in party.addresses):
            return Agreement.UNKNOWN
        agrees = near is not None and near.score >= SAME_ADDRESS
        return Agreement.AGREES if agrees else Agreement.DIFFERS

    def _address_hit(self, query: Query, number: int, near: NearAddress) -> Hit | None:
        party = self._party(number)
        score = near.score
        if party.kind is not Kind.ADDRESS:
            if score < ADDRESS_ALONE_LEAST:
                return None
            score = min(score, ADDRESS_ALONE_SCORE)
        listed = self._listed_address(near.number)
        same = near.score >= SAME_ADDRESS
        return Hit(
            party=party,
            name=party.name,
            alias=False,
            score=score,
            band=band_of(score),
            words=near.words,
            note="the address is a listed party"
            if party.kind is Kind.ADDRESS
            else "the name is another, the address is the listed party's",
            matched=Matched.ADDRESS,
            country=_country(query, party),
            kind=_kind(query, party),
            address=Agreement.AGREES if same else Agreement.UNKNOWN,
            address_match=AddressMatch(listed, near.score, near.words),
        )


def _forms(forms: tuple[str, ...]) -> tuple[AlignedWord, ...]:
    return tuple(AlignedWord(form, "", Reason.LEGAL_FORM, 0.0, 0.0) for form in forms)


def _country(query: Query, party: ListedParty) -> Agreement:
    listed = {*party.countries, *(address.country for address in party.addresses)} - {""}
    if not query.country or not listed:
        return Agreement.UNKNOWN
    return Agreement.AGREES if query.country.upper() in listed else Agreement.DIFFERS


def _kind(query: Query, party: ListedParty) -> Agreement:
    if Kind.UNKNOWN in (query.kind, party.kind):
        return Agreement.UNKNOWN
    return Agreement.AGREES if query.kind is party.kind else Agreement.DIFFERS
