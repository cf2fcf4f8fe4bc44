"""The saved index: built once for a list, opened in milliseconds ever after.

One file a list: a line that says what it is and how long its parts are, then the parts. It can
always be made anew, so anything wrong with it is a reason to do so and never an error. What it
holds is read as text and numbers alone.
"""

import hashlib
import json
import os
import sys
import tempfile
from array import array
from contextlib import suppress
from pathlib import Path

from parties.entries import ScreeningList
from parties.matching.index import NameIndex, build_index
from parties.matching.normalise import NORMALISATION
from parties.matching.postings import NUMBER, Postings, Rows

FORM = 1
"""The form of the file; another number for another layout."""


def open_index(screening_list: ScreeningList, folder: Path | None) -> NameIndex:
    """The list's index: the saved one if it is whole, else a new one, which is saved if it can."""
    if folder is None or not screening_list.digest:
        return build_index(screening_list.parties)
    path = folder / _file_name(screening_list)
    index = _load(path, screening_list.digest)
    if index is None:
        index = build_index(screening_list.parties)
        # Without a saved one the next start is slower, and that is all.
        with suppress(OSError):
            _save(path, screening_list.digest, index)
    return index


def _file_name(screening_list: ScreeningList) -> str:
    digest = hashlib.sha256(screening_list.digest.encode()).hexdigest()[:24]
    return f"names-{digest}-{NORMALISATION}.index"


def _head(digest: str, body: bytes, lengths: list[int]) -> dict[str, object]:
    return {
        "navicert": "index",
        "form": FORM,
        "normalisation": NORMALISATION,
        "order": sys.byteorder,
        "list": digest,
        "sha256": hashlib.sha256(body).hexdigest(),
        "lengths": lengths,
    }


def _save(path: Path, digest: str, index: NameIndex) -> None:
    parts = _parts(index)
    body = b"".join(parts)
    head = json.dumps(_head(digest, body, [len(part) for part in parts])).encode() + b"\n"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(head + body)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _load(path: Path, digest: str) -> NameIndex | None:
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        lengths = json.loads(head)["lengths"]
        if json.loads(head) != _head(digest, body, lengths):
            return None
        return _index(body, lengths)
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None


def _parts(index: NameIndex) -> list[bytes]:
    parts: list[bytes] = []
    for postings in (
        index.vocabulary,
        index.grams,
        index.skeletons,
        index.short_words,
        index.acronyms,
        index.shorts,
        index.addresses,
    ):
        parts.append("\n".join(postings.keys).encode())
        parts += [postings.rows.starts.tobytes(), postings.rows.items.tobytes()]
    parts += [
        index.names.starts.tobytes(),
        index.names.items.tobytes(),
        index.parties.tobytes(),
        index.places.tobytes(),
        index.persons,
        "\n".join(index.beginnings).encode(),
        index.beginning_names.tobytes(),
        index.address_parties.tobytes(),
        index.address_places.tobytes(),
        index.weights.tobytes(),
        index.masses.tobytes(),
    ]
    return parts


def _index(body: bytes, lengths: list[int]) -> NameIndex:
    reader = _Reader(body, lengths)
    return NameIndex(
        vocabulary=reader.postings(),
        grams=reader.postings(),
        skeletons=reader.postings(),
        short_words=reader.postings(),
        acronyms=reader.postings(),
        shorts=reader.postings(),
        addresses=reader.postings(),
        names=reader.rows(),
        parties=reader.numbers(),
        places=reader.numbers(),
        persons=bytes(reader.part()),
        beginnings=reader.texts(),
        beginning_names=reader.numbers(),
        address_parties=reader.numbers(),
        address_places=reader.numbers(),
        weights=reader.floats(),
        masses=reader.floats(),
    )


class _Reader:
    def __init__(self, body: bytes, lengths: list[int]) -> None:
        self._body = memoryview(body)
        self._lengths = iter(lengths)
        self._at = 0

    def part(self) -> memoryview:
        start, self._at = self._at, self._at + next(self._lengths)
        return self._body[start : self._at]

    def texts(self) -> list[str]:
        text = str(self.part(), "utf-8")
        return text.split("\n") if text else []

    def numbers(self) -> "array[int]":
        numbers = array(NUMBER)
        numbers.frombytes(self.part())
        return numbers

    def floats(self) -> "array[float]":
        floats = array("f")
        floats.frombytes(self.part())
        return floats

    def rows(self) -> Rows:
        return Rows(self.numbers(), self.numbers())

    def postings(self) -> Postings:
        return Postings(self.texts(), self.rows())
