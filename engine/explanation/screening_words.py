"""What was screened against which list, and what was found, in sentences of their own.

Not screened, screened against an old list or a sample, and screened with no hit are different
facts; none of them says that a party is fit to deal with.
"""

from collections.abc import Iterator
from datetime import date

from engine.evaluation.screened import CONFIRMED, OLD_AFTER_DAYS, under_another_name, unresolved
from engine.facts import ListingHit, Owner, Party, Screening


def screening_words(parties: object, as_of: date) -> tuple[str, ...]:
    """A sentence or more for each party of the deal, and for each owner that was screened."""
    named = parties if isinstance(parties, tuple) else ()
    return tuple(
        sentence
        for party in named
        if isinstance(party, Party)
        for sentence in _of_party_and_owners(party, as_of)
    )


def _of_party_and_owners(party: Party, as_of: date) -> Iterator[str]:
    name = party.name or "A party"
    yield from _of(party, name, as_of)
    for owner in party.owners or ():
        if owner.screening:
            yield from _of(owner, f"{owner.name or 'An owner'}, an owner of {name}", as_of)


def _of(party: Party | Owner, name: str, as_of: date) -> Iterator[str]:
    if not party.screening:
        typed = "; its listings are what somebody answered" if party.listings is not None else ""
        yield f"{name}: not screened here{typed}."
    for screening in party.screening:
        yield f"{name}: {_found(screening)}."
        if under_another_name(party, screening):
            there = f" in {screening.country}" if screening.country else ""
            yield f"{name}: it was screened as {screening.name}{there}: screen it again as it is."
        if screening.sample:
            yield f"{name}: {screening.list} is a sample that ships with Navicert: rely on nothing."
        age = (as_of - screening.published).days
        if age > OLD_AFTER_DAYS:
            yield (
                f"{name}: the list was {age} days old on the day of the deal: import a new one and"
                " screen again."
            )
        if screening.threshold_reason:
            yield f"{name}: the threshold of {screening.threshold}: {screening.threshold_reason}."
        yield from (f"{name}: {_decided(hit)}." for hit in screening.hits if hit.by)


def _found(screening: Screening) -> str:
    against = f"{screening.list} of {screening.published.isoformat()}"
    digest = f" (SHA-256 {screening.digest[:16]}…)" if screening.digest else ""
    counted = [hit for hit in screening.hits if hit.score >= screening.threshold]
    many = count_words(len(counted), screening.threshold)
    if not counted:
        return f"{many} in {against}{digest}"
    open_ = len(list(unresolved((screening,))))
    waits = f", {open_} of them not decided" if open_ else ", each decided"
    return f"{many} in {against}{digest}{waits}"


def count_words(count: int, threshold: int) -> str:
    """How many listed names were met; of none it never says that the party is clear."""
    names = {0: "no listed name", 1: "1 listed name"}.get(count, f"{count} listed names")
    return f"{names} at or above {threshold}"


def _decided(hit: ListingHit) -> str:
    verdict = "is the party" if hit.disposition == CONFIRMED else "is another party"
    if hit.disposition not in (CONFIRMED, "cleared"):
        verdict = f"is {hit.disposition}"
    return f"{hit.name} ({hit.source}, {hit.score}) {verdict}, by {hit.by}: {hit.reason}"
