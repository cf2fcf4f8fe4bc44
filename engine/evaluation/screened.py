"""What a party's listings are, after what somebody answered and what screening found."""

from collections.abc import Iterator
from typing import Final

from engine.facts import FOOTNOTES, LISTINGS, ListingHit, OpenSet, Owner, Party, Screening

OLD_AFTER_DAYS: Final = 7
"""When a screening list counts as old, unless the house says otherwise; no law says so."""

CONFIRMED: Final = "confirmed"
OPEN_DISPOSITIONS: Final = ("open", "escalated")


def listings_of(party: Party | Owner) -> frozenset[str] | OpenSet | None:
    """The lists that the party is on. An open hit leaves its lists open; a sample of a list, or
    none, leaves it to what was answered, and if nothing was, all is open."""
    screenings = relied_on(party)
    if not screenings:
        return party.listings
    return _told(
        party.listings,
        [hit.listings for hit in confirmed(screenings)],
        [hit.listings for hit in unresolved(screenings)],
        LISTINGS,
    )


def footnotes_of(party: Party | Owner) -> frozenset[str] | OpenSet | None:
    """The footnotes of the party's Entity List entries, in the same way."""
    screenings = relied_on(party)
    if not screenings or (party.listings and party.footnotes is None):
        return party.footnotes
    return _told(
        party.footnotes,
        [hit.footnotes for hit in confirmed(screenings)],
        [hit.footnotes for hit in unresolved(screenings)],
        FOOTNOTES,
    )


def relied_on(party: Party | Owner) -> tuple[Screening, ...]:
    """The screenings that say something: against a list, not a sample of one, and under the name
    and in the country that the party has now."""
    return tuple(
        screening
        for screening in party.screening
        if not screening.sample and not under_another_name(party, screening)
    )


def under_another_name(party: Party | Owner, screening: Screening) -> bool:
    """Whether the party was called otherwise, or was elsewhere, when it was screened."""
    if screening.name and screening.name != party.name:
        return True
    country = party.country if isinstance(party, Party) else None
    return bool(screening.country and country) and screening.country != country


def confirmed(screenings: tuple[Screening, ...]) -> Iterator[ListingHit]:
    """The hits of which a person said that they are the party, at any score."""
    return (hit for s in screenings for hit in s.hits if hit.disposition == CONFIRMED)


def unresolved(screenings: tuple[Screening, ...]) -> Iterator[ListingHit]:
    """The hits at or above the threshold that nobody has cleared or confirmed."""
    return (
        hit
        for screening in screenings
        for hit in screening.hits
        if hit.disposition in OPEN_DISPOSITIONS and hit.score >= screening.threshold
    )


def _told(
    answered: frozenset[str] | None,
    certain_of: list[frozenset[str] | None],
    possible_of: list[frozenset[str] | None],
    every: frozenset[str],
) -> frozenset[str] | OpenSet:
    """What is certain, and what is possible beside it; None stands for "not printed plainly"."""
    certain = frozenset[str]().union(answered or (), *(words or () for words in certain_of))
    possible = certain
    for words in (*certain_of, *possible_of):
        possible |= every if words is None else words
    return certain if certain == possible else OpenSet(certain, possible)
