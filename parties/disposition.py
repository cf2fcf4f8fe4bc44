"""What a person made of a hit, and the memory of it.

A hit is open until somebody decides. What was decided holds for the same name (as screening
normalizes it) in the same country against the same list entry, word for word, and is asked again
as soon as either changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from engine.faults import NavicertError
from engine.reading.typed_text import choice_of_words, fault_of_text, shown

FORMAT: Final = "navicert dispositions/1"


class DispositionError(NavicertError):
    """A disposition lacks what it must hold, or a saved memory cannot be read."""


class State(StrEnum):
    """How far a hit is dealt with."""

    OPEN = "open"
    CLEARED = "cleared"  # another party than the listed one
    CONFIRMED = "confirmed"  # the listed party
    ESCALATED = "escalated"  # handed on to somebody else; as open as before


@dataclass(frozen=True, slots=True)
class Disposition:
    """One decision about a hit: by whom, why (on one line, as a deal file holds it) and when. An
    open hit has none of the three.

    Raises `DispositionError` where something is missing. `at` bears a time zone.
    """

    state: State = State.OPEN
    by: str = ""
    reason: str = ""
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.state is State.OPEN:
            if self.by or self.reason or self.at:
                raise DispositionError("an open hit has no name, reason or time: nobody decided it")
            return
        for what, text in (("name", self.by), ("reason", self.reason)):
            if not text.strip():
                raise DispositionError(
                    f"the {what} is missing: a hit is {self.state} by somebody, for a reason"
                )
            fault = fault_of_text(text)
            if fault:
                raise DispositionError(f"{what}: {fault}")
        if self.at is None or self.at.tzinfo is None:
            raise DispositionError("the time is missing, or its time zone")

    @property
    def decides(self) -> bool:
        """Whether the hit is decided: cleared or confirmed."""
        return self.state in (State.CLEARED, State.CONFIRMED)


OPEN: Final = Disposition()


@dataclass(frozen=True, slots=True)
class HitKey:
    """A party's name as screening normalizes it, its country (empty if not told), and the entry:
    its digest (parties.lists.party_form.entry_digest), and its list and id for people to read."""

    name: str
    country: str
    entry_digest: str
    source: str = ""
    entry_id: str = ""

    @property
    def same(self) -> tuple[str, str, str]:
        """What has to be the same for a decision to hold."""
        return self.name, self.country, self.entry_digest


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is remembered of a hit. `disposition` is open unless a decision still holds; `earlier`
    is the last decision about the same name and entry before `changed` did."""

    disposition: Disposition
    earlier: Disposition | None = None
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """Every disposition, in the order in which they were made; the last one about a hit holds."""

    decisions: tuple[tuple[HitKey, Disposition], ...] = ()
    _last: dict[tuple[str, str, str], Disposition] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _by_entry: dict[tuple[str, str, str], list[tuple[HitKey, Disposition]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for key, disposition in self.decisions:
            self._last[key.same] = disposition
            near = (key.name, key.source, key.entry_id)
            self._by_entry.setdefault(near, []).append((key, disposition))

    def __len__(self) -> int:
        return len(self.decisions)

    def with_decisions(self, more: Iterable[tuple[HitKey, Disposition]]) -> "Memory":
        """This memory with further decisions. Nothing is taken out: a hit that is opened again
        gets an open disposition behind the earlier one."""
        return Memory((*self.decisions, *more))

    def recall(self, key: HitKey) -> Recalled:
        """What holds for a hit."""
        last = self._last.get(key.same)
        if last is not None:
            return Recalled(last)
        before = self._by_entry.get((key.name, key.source, key.entry_id))
        if not before or not key.entry_id:
            return Recalled(OPEN)
        earlier_key, earlier = before[-1]
        entry_changed = earlier_key.entry_digest != key.entry_digest
        what = "the list entry" if entry_changed else "the party’s country"
        return Recalled(OPEN, earlier, f"{what} has changed since")

    def as_data(self) -> dict[str, Any]:
        """As JSON would have it, for records to keep."""
        return {
            "format": FORMAT,
            "decisions": [
                {**_key_data(key), **disposition_data(disposition)}
                for key, disposition in self.decisions
            ],
        }


def memory_from(data: object) -> Memory:
    """The memory in what `as_data` gave. Raises `DispositionError`."""
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise DispositionError("this is no memory of dispositions that this version can read")
    decisions = data.get("decisions")
    if not isinstance(decisions, list | tuple):
        raise DispositionError("the memory of dispositions has no list of decisions")
    return Memory(tuple(_decision(number, part) for number, part in enumerate(decisions, start=1)))


def disposition_data(disposition: Disposition) -> dict[str, str]:
    """One disposition as JSON would have it; what is empty is left out."""
    tree = {
        "state": disposition.state.value,
        "by": disposition.by,
        "reason": disposition.reason,
        "at": disposition.at.isoformat() if disposition.at else "",
    }
    return {name: text for name, text in tree.items() if text}


def disposition_from(data: Mapping[str, Any]) -> Disposition:
    """The disposition in what `disposition_data` gave. Raises `DispositionError`."""
    word = str(data.get("state", ""))
    if word not in set(State):
        known = choice_of_words(State)
        raise DispositionError(f"{shown(word)} is no state of a hit: write {known}")
    moment = data.get("at")
    try:
        at = datetime.fromisoformat(str(moment)) if moment else None
    except ValueError:
        raise DispositionError(f"{shown(str(moment))} is no time") from None
    return Disposition(State(word), str(data.get("by", "")), str(data.get("reason", "")), at)


def _key_data(key: HitKey) -> dict[str, str]:
    tree = {
        "name": key.name,
        "country": key.country,
        "entry_digest": key.entry_digest,
        "source": key.source,
        "entry_id": key.entry_id,
    }
    return {name: text for name, text in tree.items() if text}


def _decision(number: int, part: object) -> tuple[HitKey, Disposition]:
    if not isinstance(part, Mapping):
        raise DispositionError(f"decision {number} is no mapping of keys and values")
    texts = {
        name: str(part.get(name, ""))
        for name in ("name", "country", "entry_digest", "source", "entry_id")
    }
    if not texts["name"] or not texts["entry_digest"]:
        raise DispositionError(f"decision {number} does not say which hit it is about")
    try:
        return HitKey(**texts), disposition_from(part)
    except DispositionError as error:
        raise DispositionError(f"decision {number}: {error}") from None
