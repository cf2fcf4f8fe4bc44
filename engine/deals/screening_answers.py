"""What screening found of a party, as a deal file holds it: reading and writing."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from engine.deals.element_reading import FOOTNOTES, LISTINGS, Reading, Where, read_line, read_words
from engine.facts import ListingHit, Screening
from engine.reading.typed_text import choice_of_words, right_key, shown

DISPOSITIONS: Final = ("open", "escalated", "cleared", "confirmed")
LOWEST, HIGHEST = 65, 85
"""Thresholds outside of these need a reason."""

_SCREENING: Final = (
    "list",
    "name",
    "published",
    "digest",
    "threshold",
    "threshold_reason",
    "sample",
    "hits",
)
_HIT: Final = (
    *("entry", "source", "name", "score", "listings", "footnotes"),
    *("disposition", "by", "reason", "on"),
)
_MOST: Final = 200  # hits of one party on one list, and lists


def read_screenings(reading: Reading, where: Where, raw: Any) -> tuple[Screening, ...]:
    """The screenings of one party; what is wrong is noted in `reading`."""
    found = [_screening(reading, at, part) for at, part in _parts(reading, where, raw, "screening")]
    return tuple(screening for screening in found if screening is not None)


def write_screening(screening: Screening) -> dict[str, Any]:
    """The screening as its mapping."""
    tree: dict[str, Any] = {
        "list": screening.list,
        **({"name": screening.name} if screening.name else {}),
        "published": screening.published.isoformat(),
        "digest": screening.digest,
        "threshold": str(screening.threshold),
    }
    if screening.threshold_reason:
        tree["threshold_reason"] = screening.threshold_reason
    if screening.sample:
        tree["sample"] = "yes"
    tree["hits"] = [_write_hit(hit) for hit in screening.hits]
    return tree


def _write_hit(hit: ListingHit) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key in _HIT:
        value = getattr(hit, key)
        if isinstance(value, frozenset):
            tree[key] = sorted(value)
        elif value not in (None, ""):
            tree[key] = str(value)
    return tree


def _screening(reading: Reading, where: Where, raw: Any) -> Screening | None:
    text = _texts(reading, where, raw, _SCREENING, "a screening", skip=("hits",))
    if text is None:
        return None
    published = _day(reading, (*where, "published"), text.get("published", ""))
    threshold = _number(reading, (*where, "threshold"), text.get("threshold", ""))
    reason = text.get("threshold_reason", "")
    if threshold is not None and not LOWEST <= threshold <= HIGHEST and not reason:
        reading.fail(
            (*where, "threshold"),
            f"a threshold below {LOWEST} or above {HIGHEST} needs a “threshold_reason”",
        )
    hits = [
        _hit(reading, at, part)
        for at, part in _parts(reading, (*where, "hits"), raw.get("hits", []), "hits")
    ]
    if published is None or threshold is None:
        return None
    return Screening(
        text.get("list", ""),
        published,
        text.get("digest", ""),
        threshold,
        reason,
        text.get("sample", "no") == "yes",
        tuple(hit for hit in hits if hit is not None),
        text.get("name", ""),
    )


def _hit(reading: Reading, where: Where, raw: Any) -> ListingHit | None:
    text = _texts(reading, where, raw, _HIT, "a hit", skip=("listings", "footnotes"))
    if text is None:
        return None
    score = _number(reading, (*where, "score"), text.get("score", ""))
    disposition = text.get("disposition", "open")
    if disposition not in DISPOSITIONS:
        known = choice_of_words(DISPOSITIONS)
        reading.fail((*where, "disposition"), f"{shown(disposition)} is none: write {known}")
    if disposition in ("cleared", "confirmed") and not (text.get("by") and text.get("reason")):
        reading.fail(where, f"a hit that is {disposition} needs “by” and “reason”")
    if score is None:
        return None
    words = {
        key: read_words(reading, (*where, key), raw[key], known) if key in raw else None
        for key, known in (("listings", LISTINGS), ("footnotes", FOOTNOTES))
    }
    return ListingHit(
        text.get("entry", ""),
        text.get("source", ""),
        text.get("name", ""),
        score,
        words["listings"],
        words["footnotes"],
        disposition,
        text.get("by", ""),
        text.get("reason", ""),
        text.get("on", ""),
    )


def _parts(reading: Reading, where: Where, raw: Any, what: str) -> list[tuple[Where, Any]]:
    if not isinstance(raw, list | tuple):
        reading.fail(where, f"{what} are a list: write [{{…}}], or [] for none")
        return []
    if len(raw) > _MOST:
        reading.fail(where, f"the list has {len(raw):,} {what}: write at most {_MOST}")
        return []
    return [((*where, position), part) for position, part in enumerate(raw)]


def _texts(
    reading: Reading,
    where: Where,
    raw: Any,
    known: tuple[str, ...],
    what: str,
    skip: tuple[str, ...],
) -> dict[str, str] | None:
    """The texts of a mapping by key; None where it is no mapping."""
    if not isinstance(raw, Mapping):
        reading.fail(where, f"this is not {what}: write {{{known[0]}: …, {known[1]}: …}}")
        return None
    texts: dict[str, str] = {}
    for key, part in raw.items():
        if key not in known:
            reading.fail(
                (*where, key), f"{what} has no {shown(key)}: {right_key(key, part, known)}"
            )
        elif key in skip:
            continue
        elif not isinstance(part, str):
            reading.fail((*where, key), "this is not text: write one word or number")
        else:
            texts[key] = reading.attempt((*where, key), read_line, part) or ""
    return texts


def _day(reading: Reading, where: Where, text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        reading.fail(where, "this is not a date: write year-month-day, such as 2026-07-31")
        return None


def _number(reading: Reading, where: Where, text: str) -> int | None:
    if text.isdigit() and len(text) <= 3 and int(text) <= 100:
        return int(text)
    reading.fail(where, "this is not a number from 0 to 100")
    return None
