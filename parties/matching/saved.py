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

from parties.matching.index import NameIndex, build_index
from parties.matching.normalise import NORMALISATION
from parties.matching.postings import NUMBER, Postings, Rows, Texts
from parties.matching.source import Source

FORM = 1
"""The form of the file; another number for another layout."""


def open_index(source: Source, folder: Path | None) -> NameIndex:
    """The list's index: the saved one if it is whole, else a new one, which is saved if it can."""
    if folder is None or not source.digest:
        return build_index(source.parties())
    path = folder / _file_name(source.digest)
    index = _load(path, source.digest)
    if index is None:
        index = build_index(source.parties())
        # Without a saved one the next start is slower, and that is all.
        with suppress(OSError):
            _save(path, source.digest, index)
    return index


def _file_name(digest: str) -> str:
    return f"names-{hashlib.sha256(digest.encode()).hexdigest()[:24]}-{NORMALISATION}.index"


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
        told = json.loads(head)
        lengths = told["lengths"]
        if told != _head(digest, body, lengths):
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
        parts.append(postings.texts.joined.encode())
        parts += [postings.rows.starts.tobytes(), postings.rows.items.tobytes()]
    parts += [
        index.names.starts.tobytes(),
        index.names.items.tobytes(),
        index.parties.tobytes(),
        index.places.tobytes(),
        index.persons,
        index.beginnings.joined.encode(),
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

    def texts(self) -> Texts:
        return Texts(str(self.part(), "utf-8"))

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
