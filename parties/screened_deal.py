"""The parties of a deal and their owners screened, and what a person decides about their hits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from engine.evaluation.screened import unresolved
from engine.facts import ListingHit, Owner, Party, Screening
from engine.faults import NavicertError
from engine.reading.typed_text import choice_of_words, shown
from parties.disposition import Disposition, HitKey, Memory
from parties.entries import Kind
from parties.lists_at_hand import ListsAtHand
from parties.matching.query import Query, Threshold
from parties.screened_party import NO_MEMORY, DecidedHit, ScreenedParty, hit_key

MOST_HITS: Final = 200
"""Hits of one name on one list that a deal file may hold (engine.deals.screening_answers)."""


class DecideError(NavicertError):
    """A decision is about nobody: no such party, no such hit, or another list."""


class TooManyHitsError(NavicertError):
    """A name or an address so common that a deal cannot hold its hits."""


@dataclass(frozen=True, slots=True)
class NamedHit:
    """A hit with its words, as a deal keeps it (with what was decided), and on which list."""

    found: DecidedHit
    kept: ListingHit
    screening: Screening


@dataclass(frozen=True, slots=True)
class ScreenedName:
    """A party or an owner of one (`owner_of` names whose) with what each list came to."""

    name: str
    owner_of: str
    found: tuple[ScreenedParty, ...]

    @property
    def who(self) -> str:
        """Its name for people."""
        return f"{self.name}, an owner of {self.owner_of}" if self.owner_of else self.name

    @property
    def meets_somebody(self) -> bool:
        """Whether a hit on any list is left that nobody has cleared."""
        return any(one.meets_somebody for one in self.found)

    @property
    def hits(self) -> tuple[NamedHit, ...]:
        """The hits on all lists, the likeliest first."""
        hits = [
            NamedHit(one, kept, screened.screening)
            for screened in self.found
            for one, kept in zip(screened.hits, screened.screening.hits, strict=True)
        ]
        return tuple(sorted(hits, key=lambda one: -one.found.hit.score))


@dataclass(frozen=True, slots=True)
class OpenHit:
    """A hit of a deal that nobody has cleared or confirmed, and whose it is."""

    who: str
    screening: Screening
    hit: ListingHit


def screen_one(
    party: Party,
    lists: ListsAtHand,
    memory: Memory = NO_MEMORY,
    threshold: Threshold | None = None,
    kind: Kind = Kind.UNKNOWN,
) -> tuple[Party, tuple[ScreenedName, ...]]:
    """A party and its owners by name screened: the party as the deal has it then, and the hits.

    What the deal itself says of a hit holds on where the memory says nothing and the list is the
    same, as in a deal that was decided on another machine. Raises `DamagedListError`,
    `TooManyHitsError`.
    """

    def screened(one: Party | Owner, query: Query) -> tuple[ScreenedParty, ...]:
        found = lists.screen(query, memory, threshold)
        if any(len(part.hits) > MOST_HITS for part in found):
            raise TooManyHitsError(
                f"{shown(query.name)} meets over {MOST_HITS} entries of a list: write its full"
                " name, and the street and number of its address"
            )
        return tuple(_as_decided_before(part, one.screening) for part in found)

    own = screened(party, query_of(party, kind))
    names = [ScreenedName(party.name, "", own)]
    owners = []
    for owner in party.owners or ():
        found = screened(owner, Query(owner.name))
        names.append(ScreenedName(owner.name, party.name, found))
        owners.append(replace(owner, screening=_screenings(found)))
    with_owners = party.owners if party.owners is None else tuple(owners)
    return replace(party, screening=_screenings(own), owners=with_owners), tuple(names)


def query_of(party: Party, kind: Kind = Kind.UNKNOWN) -> Query:
    """What is asked of a list about a party of a deal."""
    return Query(party.name, party.country or "", kind, party.address)


def open_hits(parties: Iterable[Party]) -> Iterator[OpenHit]:
    """Every hit of the parties and their owners that is open or escalated."""
    for party in parties:
        for screening in party.screening:
            for hit in unresolved((screening,)):
                yield OpenHit(party.name, screening, hit)
        for owner in party.owners or ():
            for screening in owner.screening:
                for hit in unresolved((screening,)):
                    yield OpenHit(f"{owner.name}, an owner of {party.name}", screening, hit)


def decide(
    parties: tuple[Party, ...],
    name: str,
    entry: str,
    disposition: Disposition,
    lists: ListsAtHand,
) -> tuple[tuple[Party, ...], tuple[HitKey, ...]]:
    """The parties with one hit decided, wherever the party or owner of that name has it, and what
    to remember the decision by. The first letters of the entry's id will do. Raises
    `DecideError`."""
    keys: dict[tuple[str, str, str], HitKey] = {}
    named = [party for party in parties if _same(party.name, name)]
    owners = [owner for party in parties for owner in party.owners or () if _same(owner.name, name)]
    if not named and not owners:
        known = dict.fromkeys(
            called
            for party in parties
            for called in (party.name, *(owner.name for owner in party.owners or ()))
        )
        told = f": write {choice_of_words(known)}" if known else ": it has no parties"
        raise DecideError(f"{shown(name)} is no party of the deal nor an owner of one{told}")

    entry = _whole_id(entry, [*named, *owners])

    def decided(screenings: tuple[Screening, ...], query: Query) -> tuple[Screening, ...]:
        return tuple(
            _decided(one, entry, disposition, query, lists, keys) if _holds(one, entry) else one
            for one in screenings
        )

    changed = []
    for party in parties:
        screening, held = party.screening, party.owners
        if party in named:
            screening = decided(screening, query_of(party))
        if held is not None:
            held = tuple(
                replace(owner, screening=decided(owner.screening, Query(owner.name)))
                if owner in owners
                else owner
                for owner in held
            )
        changed.append(replace(party, screening=screening, owners=held))
    if not keys:
        raise DecideError(f"{_hits_of(name, [*named, *owners])}: {shown(entry)} is none of them")
    return tuple(changed), tuple(keys.values())


def _decided(
    screening: Screening,
    entry: str,
    disposition: Disposition,
    query: Query,
    lists: ListsAtHand,
    keys: dict[tuple[str, str, str], HitKey],
) -> Screening:
    hits = []
    for hit in screening.hits:
        if hit.entry != entry:
            hits.append(hit)
            continue
        listed = lists.entry(screening.digest, entry, hit.source)
        if listed is None:
            raise DecideError(
                f"{query.name} was screened against {screening.list} of {screening.published},"
                " which is not the list in use: screen the deal again, and decide then"
            )
        key = replace(hit_key(query, listed), source=hit.source)
        keys[key.same] = key
        hits.append(_with(hit, disposition))
    return replace(screening, hits=tuple(hits))


def _with(hit: ListingHit, disposition: Disposition) -> ListingHit:
    return replace(
        hit,
        disposition=disposition.state.value,
        by=disposition.by,
        reason=disposition.reason,
        on=disposition.at.date().isoformat() if disposition.at else "",
    )


def _as_decided_before(screened: ScreenedParty, before: tuple[Screening, ...]) -> ScreenedParty:
    """The screening with what the deal itself holds of hits that the memory knows nothing of."""
    screening = screened.screening
    told = {
        (hit.entry, hit.source): hit
        for earlier in before
        if (earlier.digest, earlier.name, earlier.country)
        == (screening.digest, screening.name, screening.country)
        for hit in earlier.hits
        if hit.by
    }
    if not told:
        return screened
    hits = []
    for hit in screening.hits:
        known = told.get((hit.entry, hit.source))
        if known is not None and not hit.by:
            hit = replace(
                hit,
                disposition=known.disposition,
                by=known.by,
                reason=known.reason,
                on=known.on,
            )
        hits.append(hit)
    return replace(screened, screening=replace(screening, hits=tuple(hits)))


def _screenings(found: tuple[ScreenedParty, ...]) -> tuple[Screening, ...]:
    return tuple(one.screening for one in found)


def _whole_id(entry: str, named: list[Party | Owner]) -> str:
    """The id of the only hit that begins so, or what was written."""
    ids = {hit.entry for one in named for s in one.screening for hit in s.hits}
    fitting = [known for known in ids if known.startswith(entry)]
    return fitting[0] if entry not in ids and len(fitting) == 1 else entry


def _holds(screening: Screening, entry: str) -> bool:
    return any(hit.entry == entry for hit in screening.hits)


def _hits_of(name: str, named: list[Party | Owner]) -> str:
    ids = dict.fromkeys(hit.entry for one in named for s in one.screening for hit in s.hits)
    if not ids:
        return f"{name} has no hits in the deal; screen it first"
    return f"The hits of {name} are {choice_of_words(ids)}"


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
