"""A list as it is kept: what screening needs in columns that load at once, the rest by the line.

A file has three parts. The first line is the SHA-256 of the rest of it and of the columns, and
JSON: the format and the sizes. The columns hold, for all parties, ids, names, kinds, sources,
countries, digests and where each party's line begins. Then come the lines, one a party, read only
when one is asked for and checked against the digest in the columns.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, overload

from parties.entries import Kind, ListedParty, ScreeningList
from parties.lists.about import About
from parties.lists.faults import DamagedListError
from parties.lists.party_form import DIGEST_BYTES, digest_of, form_of, party_from

FORMAT: Final = "navicert list/1"
_KINDS: Final = tuple(Kind)
_COLUMNS: Final = (
    *("ids", "names", "first_name", "kind", "source", "countries", "digest", "line"),
)
_HEAD_LIMIT: Final = 4_000_000
_AT_HAND: Final = 2_000  # parties of a list that stay in memory, some 3 MB


def kept_form(parties: Iterable[ListedParty]) -> bytes:
    """The bytes of the file that keeps these parties.

    Raises `ValueError` where an id or a name runs over lines.
    """
    ids: list[str] = []
    names: list[str] = []
    first_name, lines_at = array("I", [0]), array("I", [0])
    kinds, digests = bytearray(), bytearray()
    sources: dict[str, int] = {}
    countries: dict[tuple[str, ...], int] = {}
    source_column, country_column = array("I"), array("I")
    lines: list[bytes] = []
    for party in parties:
        line = form_of(party)
        lines.append(line + b"\n")
        ids.append(party.id)
        names.extend(party.names)
        first_name.append(len(names))
        lines_at.append(lines_at[-1] + len(line) + 1)
        kinds.append(_KINDS.index(party.kind))
        digests += digest_of(line)
        source_column.append(sources.setdefault(party.source, len(sources)))
        country_column.append(countries.setdefault(party.countries, len(countries)))
    columns = [
        _lines(ids),
        _lines(names),
        _bytes(first_name),
        bytes(kinds),
        _bytes(source_column),
        _bytes(country_column),
        bytes(digests),
        _bytes(lines_at),
    ]
    body = b"".join(columns)
    head = {
        "format": FORMAT,
        "parties": len(ids),
        "names": len(names),
        "columns": dict(zip(_COLUMNS, map(len, columns), strict=True)),
        "sources": list(sources),
        "countries": [list(codes) for codes in countries],
    }
    told = json.dumps(head).encode()
    return b"".join([_seal(told, body), b" ", told, b"\n", body, *lines])


@dataclass(frozen=True)
class KeptList:
    """An imported list. Parties go by their position, from 0 to `len(kept)`.

    `names` holds every party's name and aliases one after the other; those of the party at
    `position` are `names_of(position)`.
    """

    about: About
    path: Path
    names: list[str]
    first_name: "array[int]"
    _ids: bytes
    _kinds: bytes
    _sources: "array[int]"
    _source_names: tuple[str, ...]
    _countries: "array[int]"
    _country_sets: tuple[tuple[str, ...], ...]
    _digests: bytes
    _lines_at: "array[int]"
    _lines_from: int

    def __len__(self) -> int:
        return len(self._kinds)

    @cached_property
    def ids(self) -> list[str]:
        """The id of each party."""
        return self._ids.decode("utf-8", "surrogatepass").split("\n") if len(self) else []

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {own: position for position, own in enumerate(self.ids)}

    def position(self, party_id: str) -> int | None:
        """Where the party of an id stands, None where the list has none of it."""
        return self._positions.get(party_id)

    def names_of(self, position: int) -> list[str]:
        """The name and the aliases of a party."""
        return self.names[self.first_name[position] : self.first_name[position + 1]]

    def kind(self, position: int) -> Kind:
        """What the party is."""
        return _KINDS[self._kinds[position]]

    def source(self, position: int) -> str:
        """The short code of the list that the party is on."""
        return self._source_names[self._sources[position]]

    def countries(self, position: int) -> tuple[str, ...]:
        """The countries of the party."""
        return self._country_sets[self._countries[position]]

    def entry_digest(self, position: int) -> str:
        """The digest of what the list says of the party, as 32 hex digits."""
        return self._digest(position).hex()

    def party(self, position: int) -> ListedParty:
        """All that the list says of a party. Raises `DamagedListError`."""
        start = self._lines_from + self._lines_at[position]
        length = self._lines_at[position + 1] - self._lines_at[position]
        try:
            with self.path.open("rb") as opened:
                opened.seek(start)
                line = opened.read(length)
        except OSError:
            raise self._damaged("it is no longer there") from None
        return self._party(position, line)

    def by_id(self, party_id: str) -> ListedParty | None:
        """All that the list says of the party of an id, None where the list has none of it."""
        position = self.position(party_id)
        return None if position is None else self.party(position)

    def parties(self) -> Iterator[ListedParty]:
        """Every party in turn, checked. Raises `DamagedListError`."""
        try:
            with self.path.open("rb") as opened:
                opened.seek(self._lines_from)
                for position in range(len(self)):
                    length = self._lines_at[position + 1] - self._lines_at[position]
                    yield self._party(position, opened.read(length))
        except OSError:
            raise self._damaged("it is no longer there") from None

    def screening_list(self) -> ScreeningList:
        """The list for screening: its parties are read from the disk when one is asked for, which
        may raise `DamagedListError`."""
        return self._as_list(_PartiesOnDisk(self))

    def whole(self) -> ScreeningList:
        """The list with all its parties in memory. Raises `DamagedListError`."""
        return self._as_list(tuple(self.parties()))

    def _as_list(self, parties: Sequence[ListedParty]) -> ScreeningList:
        about = self.about
        return ScreeningList(
            name=about.name,
            title=about.title,
            published=about.published,
            digest=about.digest,
            parties=parties,
            sample=about.sample,
        )

    def _digest(self, position: int) -> bytes:
        return self._digests[position * DIGEST_BYTES : (position + 1) * DIGEST_BYTES]

    def _party(self, position: int, line: bytes) -> ListedParty:
        line = line.rstrip(b"\n")
        if digest_of(line) != self._digest(position):
            raise self._damaged(f"the entry of {self.ids[position]} was changed")
        try:
            return party_from(line, self.ids[position])
        except (ValueError, KeyError, TypeError):
            raise self._damaged(f"the entry of {self.ids[position]} cannot be read") from None

    def _damaged(self, why: str) -> DamagedListError:
        return damaged(self.path, why)


class _PartiesOnDisk(Sequence[ListedParty]):
    """The parties of a kept list in their order; those asked for last stay in memory."""

    def __init__(self, kept: KeptList) -> None:
        self._kept = kept
        self._at_hand: dict[int, ListedParty] = {}

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, position: int) -> ListedParty: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[ListedParty, ...]: ...
    def __getitem__(self, position: int | slice) -> ListedParty | tuple[ListedParty, ...]:
        places = range(len(self))[position]
        if isinstance(places, range):
            return tuple(self[place] for place in places)
        party = self._at_hand.get(places)
        if party is None:
            if len(self._at_hand) >= _AT_HAND:
                self._at_hand.clear()
            party = self._at_hand[places] = self._kept.party(places)
        return party

    def __iter__(self) -> Iterator[ListedParty]:
        return self._kept.parties()


def load_kept(path: Path, about: About) -> KeptList:
    """The list in the file at `path`. Raises `DamagedListError`."""
    try:
        with path.open("rb") as opened:
            first = opened.readline(_HEAD_LIMIT)
            seal, _, told = first.rstrip(b"\n").partition(b" ")
            head: dict[str, Any] = json.loads(told)
            if head["format"] != FORMAT:
                raise damaged(path, "another version of Navicert made it")
            sizes = [head["columns"][name] for name in _COLUMNS]
            body = opened.read(sum(sizes))
    except OSError as error:
        raise damaged(path, (error.strerror or str(error)).lower()) from None
    except (ValueError, KeyError, TypeError):
        raise damaged(path, "its first line cannot be read") from None
    if _seal(told, body) != seal:
        raise damaged(path, "its columns were changed")
    view, parts = memoryview(body), []
    for size in sizes:
        parts.append(view[:size])
        view = view[size:]
    ids, names, first_name, kinds, sources, countries, digests, lines_at = parts
    return KeptList(
        about,
        path,
        bytes(names).decode("utf-8", "surrogatepass").split("\n") if len(kinds) else [],
        _array(first_name),
        bytes(ids),
        bytes(kinds),
        _array(sources),
        tuple(head["sources"]),
        _array(countries),
        tuple(map(tuple, head["countries"])),
        bytes(digests),
        _array(lines_at),
        len(first) + sum(sizes),
    )


def damaged(path: Path, why: str) -> DamagedListError:
    """What is told where a kept file is not as it was written."""
    return DamagedListError(f"the kept list {path} cannot be used: {why}. Import the list again.")


def _seal(head: bytes, body: bytes) -> bytes:
    seen = sha256(head)
    seen.update(body)
    return seen.hexdigest().encode()


def _lines(texts: list[str]) -> bytes:
    joined = "\n".join(texts)
    if joined.count("\n") != max(len(texts) - 1, 0):
        raise ValueError("an id or a name runs over lines")
    return joined.encode("utf-8", "surrogatepass")


def _bytes(numbers: "array[int]") -> bytes:
    """The numbers as bytes that every machine reads alike."""
    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers.tobytes()


def _array(data: memoryview) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
