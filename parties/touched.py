"""Which names a new import of a list concerns: those that meet a party that came, went or changed.

The whole lists are searched, for how much a word weighs depends on all of them; what met nobody
new is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parties.lists.difference import Difference, PartyRef
from parties.lists.kept_list import KeptList
from parties.matching.match import Screener
from parties.matching.query import Query


@dataclass(frozen=True, slots=True)
class Touched:
    """A name that meets a listed party, and what became of that one: added, changed or removed."""

    name: str
    listed: PartyRef
    became: str
    score: float


def touched(
    names: Iterable[str],
    change: Difference,
    after: KeptList,
    before: KeptList | None,
    saved_in: Path | None = None,
) -> tuple[Touched, ...]:
    """The names that the change concerns, each with whom it meets, in the order of the names.

    `saved_in` is a folder for saved indexes. Raises `DamagedListError`.
    """
    wanted = tuple(dict.fromkeys(name for name in names if name.strip()))
    if not wanted or not change:
        return ()
    now = {ref.id: (ref, "added") for ref in change.added}
    now |= {party.after.id: (party.after, "changed") for party in change.changed}
    gone = {ref.id: (ref, "removed") for ref in change.removed}
    found = list(_met(wanted, after, now, saved_in))
    if before is not None:
        found += _met(wanted, before, gone, saved_in)
    order = {name: place for place, name in enumerate(wanted)}
    return tuple(sorted(found, key=lambda one: (order[one.name], -one.score, one.listed.id)))


def _met(
    names: Iterable[str],
    kept: KeptList,
    concerned: dict[str, tuple[PartyRef, str]],
    saved_in: Path | None,
) -> Iterator[Touched]:
    if not concerned:
        return
    screener = Screener(kept, saved_in)
    for name in names:
        for hit in screener.screen(Query(name)):
            ref, became = concerned.get(hit.party.id, (None, ""))
            if ref is not None:
                yield Touched(name, ref, became, hit.score)
