"""What changed from one import of a list to the next, party by party."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from parties.entries import ListedParty
from parties.lists.kept_list import KeptList
from parties.lists.party_form import FIELDS

IN_WORDS: Final[Mapping[str, str]] = {
    "source": "list",
    "kind": "type",
    "license_requirement": "license requirement",
    "license_policy": "license review policy",
    "federal_register_notice": "Federal Register notice",
    "start_date": "start date",
    "end_date": "end date",
}
"""The fields of a party whose names are not words already."""


@dataclass(frozen=True, slots=True)
class PartyRef:
    """A party by its id, the short code of its list, and its name."""

    id: str
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, as the list had it and as it has it now; fields of several values as tuples."""

    field: str
    before: object
    after: object

    @property
    def called(self) -> str:
        """The field in words."""
        return IN_WORDS.get(self.field, self.field)

    @property
    def gone(self) -> tuple[str, ...]:
        """The values that are no longer there."""
        return _only(self.before, self.after)

    @property
    def new(self) -> tuple[str, ...]:
        """The values that were not there."""
        return _only(self.after, self.before)


@dataclass(frozen=True, slots=True)
class PartyChange:
    """A party of which the list says something else than before."""

    before: PartyRef
    after: PartyRef
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The parties that came, went and changed; `renumbered` counts those whose id alone is new."""

    added: tuple[PartyRef, ...] = ()
    removed: tuple[PartyRef, ...] = ()
    changed: tuple[PartyChange, ...] = ()
    unchanged: int = 0
    renumbered: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def difference(before: KeptList, after: KeptList) -> Difference:
    """What changed between two imports. Raises `DamagedListError`.

    Parties are the same by id; where a list gives its ids anew, by what it says of them, and then
    by list and name.
    """
    gone = {own: position for position, own in enumerate(before.ids)}
    come: list[int] = []
    pairs: list[tuple[int, int]] = []
    unchanged = renumbered = 0
    for position, own in enumerate(after.ids):
        earlier = gone.pop(own, None)
        if earlier is None:
            come.append(position)
        elif before.entry_digest(earlier) == after.entry_digest(position):
            unchanged += 1
        else:
            pairs.append((earlier, position))
    left = list(gone.values())
    same, left, come = _matched(
        before, after, left, come, lambda kept, position: kept.entry_digest(position)
    )
    renumbered += len(same)
    again, left, come = _matched(before, after, left, come, _list_and_name)
    changed = tuple(_change(before, after, *pair) for pair in sorted([*pairs, *again], key=_second))
    return Difference(
        added=tuple(_ref(after, position) for position in come),
        removed=tuple(_ref(before, position) for position in left),
        changed=changed,
        unchanged=unchanged + renumbered,
        renumbered=renumbered,
    )


def _matched(
    before: KeptList, after: KeptList, left: list[int], come: list[int], key: Any
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of parties alike by `key`, each used once, and who is left on either side."""
    waiting: dict[Any, list[int]] = {}
    for position in reversed(left):
        waiting.setdefault(key(before, position), []).append(position)
    pairs, new = [], []
    for position in come:
        alike = waiting.get(key(after, position))
        if alike:
            pairs.append((alike.pop(), position))
        else:
            new.append(position)
    used = {earlier for earlier, _ in pairs}
    return pairs, [position for position in left if position not in used], new


def _list_and_name(kept: KeptList, position: int) -> tuple[str, str]:
    return kept.source(position), kept.names_of(position)[0].casefold()


def _second(pair: tuple[int, int]) -> int:
    return pair[1]


def _ref(kept: KeptList, position: int) -> PartyRef:
    return PartyRef(kept.ids[position], kept.source(position), kept.names_of(position)[0])


def _change(before: KeptList, after: KeptList, earlier: int, now: int) -> PartyChange:
    old, new = before.party(earlier), after.party(now)
    fields = tuple(
        FieldChange(name, getattr(old, name), getattr(new, name))
        for name in FIELDS
        if getattr(old, name) != getattr(new, name)
    )
    return PartyChange(_ref(before, earlier), _ref(after, now), fields)


def changed_parties(found: Difference, after: KeptList) -> tuple[ListedParty, ...]:
    """The parties added or changed, to screen the names of saved deals against them alone."""
    refs = [*found.added, *(change.after for change in found.changed)]
    return tuple(party for ref in refs if (party := after.by_id(ref.id)) is not None)


def _only(these: object, those: object) -> tuple[str, ...]:
    """The values of one field that the other does not have, as texts."""
    other = _texts(those)
    return tuple(text for text in _texts(these) if text not in other)


def _texts(value: object) -> list[str]:
    parts = value if isinstance(value, tuple) else (value,)
    return [_text(part) for part in parts if part not in (None, "")]


def _text(part: object) -> str:
    text, land = getattr(part, "text", None), getattr(part, "country", None)
    if text is None or land is None:
        return str(part)
    return ", ".join(filter(None, (text, land)))
