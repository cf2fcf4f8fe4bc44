"""What screening found, in words and as JSON."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from engine.explanation.screening_words import count_words
from engine.facts import ListingHit
from parties.lists_at_hand import ListsAtHand
from parties.matching.explain import explanation
from parties.matching.query import band_of
from parties.screened_deal import NamedHit, OpenHit, ScreenedName


def name_words(one: ScreenedName, today: date, lists: ListsAtHand) -> Iterator[str]:
    """One name: its hits with the words that met, and where nothing was found, against what."""
    yield one.who
    for screened, about in zip(one.found, lists.about, strict=True):
        screening = screened.screening
        many = count_words(len(screened.hits), screening.threshold)
        if not screened.hits:
            yield f"  {many}: {about.in_words(today)}"
            continue
        yield f"  {many} in {about.in_words(today)}"
        for hit in one.hits:
            if hit.screening == screening:
                yield from hit_words(hit)


def hit_words(hit: NamedHit) -> Iterator[str]:
    """One hit: score, band, entry, the words that met, and what was decided."""
    lines = explanation(hit.found.hit)
    yield f"  {lines[0]}  {hit.kept.entry}"
    yield from (f"  {line}" for line in lines[1:])
    yield f"      {disposition_words(hit.kept)}"
    earlier = hit.found.recalled.earlier
    if earlier is not None and not hit.kept.by:
        yield (
            f"      {hit.found.recalled.changed}: it was {earlier.state} by {earlier.by}:"
            f" {earlier.reason}"
        )


def disposition_words(hit: ListingHit) -> str:
    """What was made of a hit."""
    if not hit.by:
        return "open: nobody has decided whether this is the party"
    on = f" on {hit.on}" if hit.on else ""
    return f"{hit.disposition} by {hit.by}{on}: {hit.reason}"


def open_words(one: OpenHit) -> str:
    """An open hit of a deal, on a line."""
    hit = one.hit
    return (
        f"{one.who}: {hit.score} {band_of(hit.score)}  {hit.name}  {hit.source}  {hit.entry}"
        f"  {hit.disposition}"
    )


def name_data(one: ScreenedName) -> dict[str, Any]:
    """One name as JSON would have it."""
    return {
        "name": one.name,
        "owner_of": one.owner_of,
        "country": one.found[0].query.country if one.found else "",
        "lists": [
            {
                "list": screened.screening.list,
                "published": screened.screening.published.isoformat(),
                "digest": screened.screening.digest,
                "sample": screened.screening.sample,
                "threshold": screened.screening.threshold,
                "threshold_reason": screened.screening.threshold_reason,
                "hits": [_hit_data(hit) for hit in one.hits if hit.screening == screened.screening],
            }
            for screened in one.found
        ],
    }


def _hit_data(named: NamedHit) -> dict[str, Any]:
    hit, kept = named.found.hit, named.kept
    return {
        "entry": kept.entry,
        "source": kept.source,
        "name": kept.name,
        "party": hit.party.name,
        "score": hit.score,
        "band": hit.band.value,
        "matched": hit.matched.value,
        "note": hit.note,
        "words": [
            {
                "yours": word.asked,
                "listed": word.listed,
                "why": word.reason.value,
                "likeness": round(word.likeness, 2),
                "weight": round(word.weight, 2),
            }
            for word in hit.words
        ],
        "country": hit.country.value,
        "kind": hit.kind.value,
        "address": hit.address.value,
        "listings": None if kept.listings is None else sorted(kept.listings),
        "footnotes": None if kept.footnotes is None else sorted(kept.footnotes),
        "disposition": kept.disposition,
        "by": kept.by,
        "reason": kept.reason,
        "on": kept.on,
    }
