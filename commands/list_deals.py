"""The open drafts and saved determinations that a new import of a list concerns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from parties.lists.store import Imported
    from parties.touched import Touched


@dataclass(frozen=True, slots=True)
class Deal:
    """A draft or a record by name, its title and its parties' names."""

    kind: str  # draft or record
    name: str
    title: str
    parties: tuple[str, ...]


Concerned: TypeAlias = "tuple[tuple[Deal, Touched], ...]"
"""Deals with the parties of theirs that an import concerns."""


def deals_at_hand() -> Iterator[Deal]:
    """Every draft, and every saved determination that none supersedes. Raises `RecordsError`."""
    from commands.records import opened
    from records.cards import summary_of_text
    from records.drafts import Drafts
    from records.locations import drafts_folder, records_file

    drafts = Drafts(drafts_folder())
    for draft in drafts.saved():
        names = summary_of_text(drafts.load(draft.name)).parties
        yield Deal("draft", draft.name, draft.title, names)
    if records_file().is_file():
        with opened() as records:
            for card in records.cards():
                if not card.superseded_by:
                    yield Deal("record", card.id, card.title, card.parties)


def deals_concerned(done: "Imported", folder: "Path") -> Concerned:
    """Each deal with each of its parties that meets a listed party which came, went or changed.

    Raises `RecordsError` or `DamagedListError`; the import is done by then.
    """
    if not done.difference:
        return ()
    from parties.lists.store import before_it, in_use
    from records.locations import cache_folder

    deals = tuple(deals_at_hand())
    names = [name for deal in deals for name in deal.parties]
    if not names:
        return ()
    # Here, for screening takes 30 ms to import.
    from parties.touched import touched

    name = done.about.name
    found = touched(
        names,
        done.difference,
        in_use(folder, name),
        before_it(folder, name),
        cache_folder() / "screening",
    )
    by_name: dict[str, list[Touched]] = {}
    for one in found:
        by_name.setdefault(one.name, []).append(one)
    return tuple(
        (deal, one)
        for deal in deals
        for party in dict.fromkeys(deal.parties)
        for one in by_name.get(party, ())
    )
