"""The Merkle tree of RFC 6962 over the hashes of the entries: one root for all of them.

A leaf is the SHA-256 of a zero byte and the 32 bytes of an entry's hash; a node that of a one
byte and its two children. Transparency logs use the same tree, so that their tools can check it.
"""

from collections.abc import Sequence
from hashlib import sha256


def leaf(entry_hash: str) -> bytes:
    """The leaf of an entry, from its hash in hex."""
    return sha256(b"\0" + bytes.fromhex(entry_hash)).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


class Tree:
    """A tree that grows by one leaf at a time and keeps one hash per bit of its size.

    `peaks` are the roots of the full subtrees, the largest first, which are all that it takes to
    go on from a tree that was kept.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        self._size = size
        self._peaks = list(peaks)
        self._waiting: list[str] = []  # hashes of entries; they are put in when a root is wanted

    @property
    def size(self) -> int:
        return self._size + len(self._waiting)

    def add(self, entry_hash: str) -> None:
        self._waiting.append(entry_hash)

    @property
    def peaks(self) -> tuple[bytes, ...]:
        for entry_hash in self._waiting:
            hash_ = leaf(entry_hash)
            size = self._size
            while size & 1:
                hash_ = node(self._peaks.pop(), hash_)
                size >>= 1
            self._peaks.append(hash_)
            self._size += 1
        self._waiting.clear()
        return tuple(self._peaks)

    def root(self) -> bytes:
        """The root over every leaf so far; that of no leaf is the SHA-256 of nothing."""
        peaks = self.peaks
        if not peaks:
            return sha256().digest()
        *others, hash_ = peaks
        for peak in reversed(others):
            hash_ = node(peak, hash_)
        return hash_


def inclusion_proof(entry_hashes: Sequence[str], index: int) -> list[bytes]:
    """The hashes that lead from the leaf at `index` (from 0) up to the root, lowest first."""
    level, proof = [leaf(entry_hash) for entry_hash in entry_hashes], []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            proof.append(level[beside])
        pairs = [node(*level[at : at + 2]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) & ~1 :]
        index >>= 1
    return proof


def root_from_proof(entry_hash: str, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that `proof` leads to from the entry at `index` of `size` (RFC 9162, 2.1.3.2)."""
    hash_, last, at = leaf(entry_hash), size - 1, index
    for beside in proof:
        if at & 1 or at == last:
            hash_ = node(beside, hash_)
            while at and not at & 1:
                at >>= 1
                last >>= 1
        else:
            hash_ = node(hash_, beside)
        at >>= 1
        last >>= 1
    return hash_
