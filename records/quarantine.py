"""Where the remains of saves that never finished are kept: set aside, never deleted."""

from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from engine import durable
from records.scan import Damage


def set_aside(journal: Path, file: BinaryIO, torn: Damage) -> None:
    """Copy the torn tail to a file of its own, then take it off the journal.

    An entry that lacks nothing but its line end is given that instead: it may be told as saved.
    """
    file.seek(torn.offset)
    tail = file.read(torn.size)
    folder = _folder(journal)
    durable.make_folder(folder)
    name = f"{journal.name}-{torn.offset:012d}-{sha256(tail).hexdigest()[:16]}"
    durable.write_whole(folder / name, tail)
    if torn.whole:
        file.seek(torn.offset + torn.size)
        file.write(b"\n")
    else:
        file.truncate(torn.offset)
    durable.sync_file(file.fileno())


def tails(journal: Path) -> list[Path]:
    """The tails that were set aside, oldest place first."""
    folder = _folder(journal)
    if not folder.is_dir():
        return []
    return sorted(tail for tail in folder.iterdir() if tail.name.startswith(f"{journal.name}-"))


def describe(tail: Path) -> dict[str, Any]:
    """What the journal records of a tail that was set aside."""
    content = tail.read_bytes()
    return {
        "text": "A save that had not finished was set aside. Nobody was told that it was saved.",
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
    }


def _folder(journal: Path) -> Path:
    return journal.parent / "quarantine"
