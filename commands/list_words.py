"""Screening lists in words and as JSON: imports, ages, differences, entries."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from parties.day_words import in_days
from parties.disposition import Disposition, State
from parties.entries import ListedParty
from parties.entry_text import Scope
from parties.listing_facts import listing_facts
from parties.lists.about import About
from parties.lists.difference import Difference, FieldChange, PartyRef
from parties.lists.party_form import entry_digest, form_of
from parties.lists.sources import name_of
from parties.lists.store import Imported, ListStatus, age_of

if TYPE_CHECKING:
    from commands.list_deals import Concerned

SHOWN: Final = 10
"""Parties of each kind that a difference shows, unless all are asked for."""

_LONGEST: Final = 160
_IF_CONFIRMED: Final = Disposition(
    State.CONFIRMED, "nobody yet", "what the entry would mean", datetime.fromtimestamp(0, UTC)
)


def import_words(done: Imported, today: date) -> Iterator[str]:
    """What an import did, a line each."""
    about = done.about
    age = in_days(age_of(about.published, today))
    yield f"Imported {about.title}, published {about.published} ({age} ago)"
    yield from _held(about)
    if done.same_file:
        yield "This file was in use already."
    elif done.difference is None:
        yield "It is the first list of this name: there is nothing to compare it with."
    else:
        since = f"Since the list of {done.before.published}" if done.before else "Since the last"
        yield f"{since}:"
        yield from difference_words(done.difference, SHOWN)


def concerned_words(concerned: "Concerned") -> Iterator[str]:
    """The deals that an import concerns, a line for each party that meets somebody."""
    if concerned:
        yield "Deals to look at again:"
    for deal, one in concerned:
        title = f" ({deal.title})" if deal.title else ""
        yield (
            f"  {deal.kind} {deal.name}{title}: {one.name} meets {_ref(one.listed)},"
            f" {one.became}, score {one.score:.0f}"
        )


def concerned_data(concerned: "Concerned") -> list[dict[str, Any]]:
    """The deals that an import concerns as JSON would have them."""
    return [
        {
            "kind": deal.kind,
            "name": deal.name,
            "title": deal.title,
            "party": one.name,
            "listed": _ref_data(one.listed),
            "became": one.became,
            "score": one.score,
        }
        for deal, one in concerned
    ]


def status_words(one: ListStatus) -> Iterator[str]:
    """One list in use, a line each."""
    about = one.about
    age = f"{in_days(one.age_days)} old"
    yield f"{about.name}  {about.title}  {about.published}  {age}"
    if one.old:
        yield "  OLD: import a newer one"
    if about.sample:
        yield "  A SAMPLE of invented parties, no list to rely on"
    yield from content_words(one)


def content_words(one: ListStatus) -> Iterator[str]:
    """What a list in use holds and which one it took the place of, a line each."""
    yield from _counts(one.about)
    if one.before:
        yield f"  before it: the list of {one.before.published}"
    if one.about.unread:
        yield f"  {one.about.unread:,} entries could not be read and are not in it"


def about_words(about: About) -> Iterator[str]:
    """What is known of a list, a line each."""
    yield f"{about.title} ({about.name}), published {about.published}"
    yield f"  imported {about.imported_at:%Y-%m-%d %H:%M %Z}, SHA-256 {about.digest}"
    yield from _held(about)


def difference_words(change: Difference, limit: int | None) -> Iterator[str]:
    """What came, went and changed, a line each; at most `limit` parties of each kind."""
    yield (
        f"  {len(change.added):,} added, {len(change.removed):,} removed,"
        f" {len(change.changed):,} changed, {change.unchanged:,} as before"
    )
    yield from _parties("+", change.added, limit)
    yield from _parties("-", change.removed, limit)
    for party in change.changed[:limit]:
        yield f"  ~ {_ref(party.after)}"
        for part in party.fields:
            yield from _field(part)
    yield from _more(len(change.changed), limit, "changed")


def entry_words(party: ListedParty) -> Iterator[str]:
    """Everything that a list says of a party, and what it means for the facts."""
    yield f"{party.name}  ({name_of(party.source)}, {party.kind.value})  {party.id}"
    for called, texts in _said(party):
        for text in texts:
            yield f"  {called}: {text}"
    found = listing_facts([(party, _IF_CONFIRMED)])
    listings = ", ".join(sorted(found.certain_listings))
    footnotes = (
        "cannot be said"
        if found.footnotes is None
        else ", ".join(sorted(found.footnotes)) or "none"
    )
    yield f"If a party of a deal is this one: listings {listings}; footnotes {footnotes}"
    for reading in found.readings:
        answer = f" ({reading.answer})" if reading.answer else " (a person reads and answers)"
        yield f"  {reading.fact}: {reading.says}{answer}"
    if any(ground.scope is Scope.PARTIAL for ground in found.grounds):
        yield "  The entry is not taken to cover all items, nor to leave any out."


def party_data(party: ListedParty) -> dict[str, Any]:
    """An entry as JSON would have it; what the list does not say is left out."""
    said: dict[str, Any] = json.loads(form_of(party))
    return {"id": party.id, "entry_digest": entry_digest(party), **said}


def difference_data(change: Difference) -> dict[str, Any]:
    """A difference as JSON would have it."""
    return {
        "unchanged": change.unchanged,
        "renumbered": change.renumbered,
        "added": [_ref_data(ref) for ref in change.added],
        "removed": [_ref_data(ref) for ref in change.removed],
        "changed": [
            {
                **_ref_data(party.after),
                "fields": {
                    part.field: {"gone": list(part.gone), "new": list(part.new)}
                    for part in party.fields
                },
            }
            for party in change.changed
        ],
    }


def _said(party: ListedParty) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "alias", party.aliases
    yield "address", tuple(", ".join(filter(None, (a.text, a.country))) for a in party.addresses)
    yield "country", party.countries
    yield "program", party.programs
    yield "license requirement", _one(party.license_requirement)
    yield "license review policy", _one(party.license_policy)
    yield "Federal Register", _one(party.federal_register_notice)
    yield "since", _one(party.start_date.isoformat() if party.start_date else "")
    yield "until", _one(party.end_date.isoformat() if party.end_date else "")
    yield "identifier", party.identifiers
    yield "remark", _one(party.remarks)


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _held(about: About) -> Iterator[str]:
    """What a list holds, and what was doubted and remarked when it was imported."""
    yield from _counts(about)
    for doubt in about.doubts:
        yield f"  doubt: {doubt}."
    for remark in about.remarks:
        yield f"  {remark}"


def _counts(about: About) -> Iterator[str]:
    parties = "1 party" if about.parties == 1 else f"{about.parties:,} parties"
    yield f"  {parties}, {about.names:,} names"
    yield "  " + ", ".join(f"{code} {count:,}" for code, count in about.by_source)


def _parties(sign: str, parties: tuple[PartyRef, ...], limit: int | None) -> Iterator[str]:
    for ref in parties[:limit]:
        yield f"  {sign} {_ref(ref)}"
    yield from _more(len(parties), limit, "added" if sign == "+" else "removed")


def _more(count: int, limit: int | None, what: str) -> Iterator[str]:
    if limit is not None and count > limit:
        yield f"    and {count - limit:,} more {what}: “navicert lists show --changes” prints all"


def _ref(ref: PartyRef) -> str:
    return f"{ref.source}  {ref.name}  ({ref.id})"


def _ref_data(ref: PartyRef) -> dict[str, str]:
    return {"id": ref.id, "source": ref.source, "name": ref.name}


def _field(part: FieldChange) -> Iterator[str]:
    for sign, texts in (("-", part.gone), ("+", part.new)):
        for text in texts:
            yield f"      {part.called} {sign} {text[:_LONGEST]}"
    if not part.gone and not part.new:
        yield f"      {part.called}: in another order"
