"""A party screened against a list: its hits, what was decided about them before, and the facts.

This is where names, lists and decisions come together; what it gives is plain data of the engine's
facts, and the hits with their words for whoever decides.
"""

from dataclasses import dataclass
from math import floor

from engine.facts import Screening
from parties.disposition import Disposition, HitKey, Memory, Recalled, State
from parties.entries import ListedParty, ScreeningList
from parties.listing_facts import ListingFacts, listing_facts, listing_hit
from parties.lists.kept_list import KeptList
from parties.lists.party_form import entry_digest
from parties.matching.match import Screener
from parties.matching.normalise import normalise
from parties.matching.query import Hit, Query, Threshold

NO_MEMORY = Memory()


@dataclass(frozen=True, slots=True)
class DecidedHit:
    """A hit, what it is remembered by, and what is remembered of it."""

    hit: Hit
    key: HitKey
    recalled: Recalled

    @property
    def disposition(self) -> Disposition:
        """What holds for the hit now."""
        return self.recalled.disposition


@dataclass(frozen=True, slots=True)
class ScreenedParty:
    """What screening one party against one list came to."""

    query: Query
    screening: Screening  # for the party of the deal
    hits: tuple[DecidedHit, ...]

    @property
    def facts(self) -> ListingFacts:
        """What the hits come to in the facts of the party."""
        return listing_facts((one.hit.party, one.disposition) for one in self.hits)

    @property
    def meets_somebody(self) -> bool:
        """Whether a hit is left that nobody has cleared."""
        return any(hit.disposition != State.CLEARED for hit in self.screening.hits)

    @property
    def undecided(self) -> tuple[DecidedHit, ...]:
        """The hits that nobody has cleared or confirmed."""
        return tuple(one for one in self.hits if not one.disposition.decides)


def screen_party(
    screener: Screener,
    query: Query,
    memory: Memory = NO_MEMORY,
    threshold: Threshold | None = None,
) -> ScreenedParty:
    """Screen a party, with what is remembered of its hits. Raises `DamagedListError`."""
    least = threshold or Threshold()
    hits = []
    for hit in screener.screen(query, least):
        key = hit_key(query, hit.party)
        hits.append(DecidedHit(hit, key, memory.recall(key)))
    listed = _list_of(screener.listed)
    return ScreenedParty(
        query=query,
        screening=Screening(
            list=listed.title,
            published=listed.published,
            digest=listed.digest,
            # Scores are told in whole numbers, rounded down on both sides: a hit stays a hit.
            threshold=floor(least.score),
            threshold_reason=least.reason,
            sample=listed.sample,
            hits=tuple(
                listing_hit(one.hit.party, one.hit.name, floor(one.hit.score), one.disposition)
                for one in hits
            ),
            name=query.name,
            country=query.country,
        ),
        hits=tuple(hits),
    )


def hit_key(query: Query, entry: ListedParty) -> HitKey:
    """What a decision about a hit on an entry is remembered by."""
    return HitKey(
        name=normalise(query.name) or query.name,
        country=query.country,
        entry_digest=entry_digest(entry),
        source=entry.source,
        entry_id=entry.id,
    )


def _list_of(listed: ScreeningList | KeptList) -> ScreeningList:
    return listed.screening_list() if isinstance(listed, KeptList) else listed
