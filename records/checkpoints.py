"""Checkpoints: how far the chain went, in a text to be kept where nobody can reach it who could
rewrite the journal.

The text is a checkpoint of the C2SP `tlog-checkpoint` format, a signed note: the origin, the
number of entries, the root of the Merkle tree over them in base64; then two lines of our own,
the hash of the last entry and the size of the journal; an empty line; signatures, if any.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine import durable
from records.faults import CheckpointError
from records.scan import Point

_SIGNATURE: Final = "— "
_TEXT: Final = re.compile(
    r"navicert/([0-9a-f]+)\n(\d+)\n([A-Za-z0-9+/=]+)\nhead ([0-9a-f]{64})\nbytes (\d+)\n\n"
)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a chain went. `root` is that of the tree over its first `point.seq` entries."""

    origin: str
    point: Point
    root: bytes
    signatures: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the journal, as the note and its signatures bear it."""
        return f"navicert/{self.origin}"

    @property
    def signed_text(self) -> str:
        """What a signature is of: everything before the empty line, with its line end."""
        return (
            f"{self.name}\n{self.point.seq}\n{b64encode(self.root).decode()}\n"
            f"head {self.point.hash}\nbytes {self.point.size}\n"
        )

    @property
    def text(self) -> str:
        """The whole note."""
        return self.signed_text + "\n" + "".join(f"{line}\n" for line in self.signatures)


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in `text`. Raises CheckpointError."""
    found = _TEXT.match(text.replace("\r\n", "\n"))
    if found is None:
        raise CheckpointError("This is no checkpoint of Navicert's records.")
    origin, seq, root, head, size = found.groups()
    signatures = tuple(text[found.end() :].splitlines())
    if not all(line.startswith(_SIGNATURE) for line in signatures):
        raise CheckpointError("After the empty line of a checkpoint only signatures may stand.")
    try:
        decoded = b64decode(root, validate=True)
    except Base64Error:
        raise CheckpointError("The root in this checkpoint is not base64.") from None
    return Checkpoint(origin, Point(int(seq), head, int(size)), decoded, signatures)


def read_checkpoint_file(path: Path) -> Checkpoint:
    """The checkpoint in the file at `path`. Raises CheckpointError, which names the file."""
    try:
        return read_checkpoint(path.read_text(encoding="utf-8"))
    except CheckpointError as error:
        raise CheckpointError(f"{path}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "it is no text"
        raise CheckpointError(f"{path} cannot be read: {what}.") from None


def folder_beside(journal: Path) -> Path:
    """Where the checkpoints of `journal` are kept beside it."""
    return journal.parent / "checkpoints"


def write_checkpoint(folder: Path, checkpoint: Checkpoint, day: str) -> Path:
    """Write the checkpoint into `folder` as that of the `day` (an ISO date): one file a day, the
    last one of the day stays. Raises OSError."""
    durable.make_folder(folder)
    path = folder / f"{checkpoint.origin}-{day}.txt"
    durable.write_whole(path, checkpoint.text.encode())
    return path


def latest(folder: Path, origin: str = "") -> Checkpoint | None:
    """The checkpoint in `folder` that goes furthest, of the journal `origin` if that is given;
    None if there is none that can be read."""
    newest: Checkpoint | None = None
    try:
        paths = sorted(folder.glob(f"{origin or '*'}-*.txt"), reverse=True)
    except OSError:
        return None
    for path in paths[:3]:  # named by day: the newest go furthest
        try:
            found = read_checkpoint_file(path)
        except CheckpointError:
            continue
        if newest is None or found.point.seq > newest.point.seq:
            newest = found
    return newest
