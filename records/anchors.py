"""Keeps checkpoints of a journal where the house wants them, and holds the journal against them."""

from pathlib import Path

from records import checkpoints, signing
from records.checkpoints import Checkpoint
from records.faults import CannotSaveError, SigningError
from records.house import House
from records.index import Index
from records.journal import Journal
from records.merkle import Tree
from records.scan import Damage, Point, scan


class Anchors:
    """The checkpoints of one journal: beside it, and in the second place of the house.

    `problems` tells what went wrong with writing them: what was saved is saved all the same.
    """

    def __init__(self, journal: Journal, index: Index, house: House) -> None:
        self.problems: list[str] = []
        self._journal = journal
        self._index = index
        self._house = house
        self._beside = checkpoints.folder_beside(journal.path)

    def expect_beside(self) -> None:
        """Have the next reading hold the journal against the last checkpoint beside it."""
        self._expect(self._beside, "")

    def expect_copies(self) -> None:
        """The same against the second place, which other journals may share: the origin is
        needed, so that the journal must have been read once."""
        if self._house.checkpoint_copies is not None and self._journal.origin:
            self._expect(self._house.checkpoint_copies, self._journal.origin)

    def now(self) -> Checkpoint:
        """How far the chain goes, signed if the house has a key. Raises SigningError."""
        self._journal.refresh()
        root = self._index.tree.root()
        found = Checkpoint(self._journal.origin, self._journal.end, root)
        key = self._house.signing_key
        return signing.sign(found, key) if key is not None else found

    def write(self, folder: Path | None = None) -> list[Path]:
        """Write a checkpoint to each place, and into `folder`; returns the files.

        Every place is tried. Raises CannotSaveError or SigningError.
        """
        found = self.now()
        written, failed = [], []
        for place in (self._beside, self._house.checkpoint_copies, folder):
            if place is None:
                continue
            try:
                written.append(checkpoints.write_checkpoint(place, found, self._index.last_day))
            except OSError as error:
                failed.append(f"No checkpoint could be written to {place}: {error.strerror}.")
        if failed:
            raise CannotSaveError(" ".join(failed))
        return written

    def leave(self) -> None:
        """Write a checkpoint; what fails is kept in `problems`."""
        if self._journal.damages or not self._journal.origin:
            return
        try:
            self.write()
        except (CannotSaveError, SigningError) as error:
            if str(error) not in self.problems:
                self.problems.append(str(error))

    def entry_hashes(self, size: int) -> list[str]:
        """The hashes of the first `size` entries, read from disk."""
        hashes: list[str] = []
        with self._journal.path.open("rb") as file:
            for found in scan(file, Point(), self._journal.end.size, bodies=False):
                if isinstance(found, Damage) or len(hashes) == size:
                    break
                hashes.append(found.hash)
        return hashes

    def contradiction(self, witness: Checkpoint) -> str:
        """What the journal shows otherwise than a checkpoint of it; empty if nothing."""
        if witness.origin != self._journal.origin:
            return f"the checkpoint is of another journal, {witness.name}"
        size = witness.point.seq
        if size > self._journal.end.seq:
            return ""  # told already, as a tail that was dropped
        tree = Tree()
        for entry_hash in self.entry_hashes(size):
            tree.add(entry_hash)
        if tree.root() != witness.root:
            return "the root over the entries up to here is not that of the checkpoint"
        return ""

    def _expect(self, folder: Path, origin: str) -> None:
        last = checkpoints.latest(folder, origin)
        if last is not None:
            self._journal.expect(last.point, f"the checkpoints in {folder}")
