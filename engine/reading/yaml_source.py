"""YAML as text with places: every scalar a text, no tags, bounded in every direction.

`read_yaml` gives ordinary dictionaries, lists and texts that know where in the file they stand.
Files come from anybody, so size, depth, nodes and aliases are bounded before anything is built.
"""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any, Final, Union

from engine.faults import Fault, SourceFaults
from engine.model import Place
from engine.reading.yaml_words import in_words

Tree = Union["Map", "Seq", str]
At = tuple[int, int]  # line and column, from 1


class Map(dict[str, Tree]):
    """A mapping that knows where it, its keys and its values stand."""

    __slots__ = ("file", "places", "start")

    def __init__(self, file: str, start: At) -> None:
        super().__init__()
        self.file = file
        self.start = start
        # Line and column of the key and of the value, for each key in turn. A dictionary for each
        # mapping would take more memory than all the text.
        self.places: list[int] = []

    @property
    def place(self) -> Place:
        return Place(self.file, *self.start)

    def place_of_key(self, key: str) -> Place:
        return Place(self.file, *self._at(key, 0))

    def place_of(self, key: str) -> Place:
        """Where the value of `key` stands, or the mapping itself where there is no such key."""
        return Place(self.file, *self._at(key, 2))

    def _at(self, key: str, which: int) -> At:
        for number, known in enumerate(self):
            if known == key:
                start = 4 * number + which
                return (self.places[start], self.places[start + 1])
        return self.start


class Seq(list[Tree]):
    """A list that knows where it and its elements stand."""

    __slots__ = ("file", "places", "start")

    def __init__(self, file: str, start: At) -> None:
        super().__init__()
        self.file = file
        self.start = start
        self.places: list[int] = []  # line and column of each element in turn

    @property
    def place(self) -> Place:
        return Place(self.file, *self.start)

    def place_of(self, index: int) -> Place:
        at = 2 * (index if index >= 0 else index + len(self))
        return Place(self.file, self.places[at], self.places[at + 1])


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold. `aliases` counts uses; what they repeat counts as nodes again."""

    size: int = 5_000_000  # bytes
    depth: int = 64
    nodes: int = 250_000
    aliases: int = 100
    faults: int = 100  # reading stops after so many


LIMITS: Final = Limits()


def read_file(path: Path, file: str, limits: Limits = LIMITS) -> bytes:
    """The bytes of `path`, which messages call `file`.

    Raises `SourceFaults` where it is missing, not a file (a pipe would never end) or too large;
    a file that is too large is refused before a byte is read.
    """
    place = Place(file, 1, 1)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceFaults([Fault(place, "this is not a file", "name a YAML file")])
        if status.st_size <= limits.size:
            with path.open("rb") as opened:
                data = opened.read(status.st_size + 1)
                if len(data) > status.st_size:  # it grew since
                    data += opened.read(limits.size + 1 - len(data))
            if len(data) <= limits.size:
                return data
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceFaults(
            [Fault(place, f"the file cannot be read ({reason})", "see that it is there")]
        ) from None
    raise SourceFaults([_too_large(place, status.st_size, limits)])


def read_yaml(data: bytes, file: str, limits: Limits = LIMITS) -> Tree:
    """The one document in `data`; `file` is what messages call it.

    An empty document is an empty text. Raises `SourceFaults` with every fault found.
    """
    if len(data) > limits.size:
        raise SourceFaults([_too_large(Place(file, 1, 1), len(data), limits)])
    return _Reader(file, limits).read(_decoded(data, file))


def _too_large(place: Place, size: int, limits: Limits) -> Fault:
    return Fault(
        place,
        f"the file is too large to read: {size:,} bytes",
        f"keep a file under {limits.size:,} bytes",
    )


# Characters -----------------------------------------------------------------------------------

# Controls, line breaks that no editor shows, and signs that turn the reading direction round:
# what is read would not be what is seen.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)


def _decoded(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        start_of_line = before.rfind(b"\n") + 1
        column = len(before[start_of_line:].decode("utf-8", "replace")) + 1
        raise SourceFaults(
            [
                Fault(
                    Place(file, line, column),
                    f"the byte 0x{data[error.start]:02x} is not UTF-8",
                    "save the file as UTF-8",
                )
            ]
        ) from None
    unseen = list(_unseen(text, file))
    if unseen:
        raise SourceFaults(unseen)
    return text


def _unseen(text: str, file: str) -> Iterator[Fault]:
    for found, match in enumerate(_UNSEEN.finditer(text)):
        if found == LIMITS.faults:
            return
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
        yield Fault(
            Place(file, line, column),
            f"the control character U+{ord(match[0]):04X} stands in the text",
            "take it out",
        )


# Structure ------------------------------------------------------------------------------------


class _Bound(Exception):  # noqa: N818 - never leaves this module
    """A bound was passed: nothing more is read."""


class _Reader:
    """Builds the tree from libyaml's events, with a stack of its own instead of recursion."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.faults: list[Fault] = []
        self.nodes = 0
        self.aliases = 0
        self.anchored: dict[str, tuple[Tree, int, At]] = {}  # tree, nodes in it, place
        self.root: Tree | None = None
        self.root_at: At = (1, 1)
        # Each open mapping or list: itself, the key that waits for its value (and where it
        # stands), its anchor, and the count of nodes when it was opened.
        self.stack: list[tuple[Map | Seq, list[tuple[str, At]], str | None, int]] = []

    def read(self, text: str) -> Tree:
        # Imported here: a ruleset that comes out of the cache needs no YAML, and yaml costs 15 ms.
        import yaml

        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            for event in yaml.parse(text, Loader=loader):
                self._take(event, yaml)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            problem = " ".join(filter(None, (error.problem, error.context)))
            if mark and "cannot start any token" in problem:
                problem = f"{_character(text, *at)!r} {problem}"
            self._fault(at, *in_words(problem))
        except yaml.YAMLError as error:
            self._fault((1, 1), *in_words(str(error)))
        except (ValueError, OverflowError):  # the pure-Python reader, at an escape beyond Unicode
            self._fault((1, 1), "an escape names no character", "write the character itself")
        except _Bound:
            pass
        if self.faults:
            raise SourceFaults(self.faults)
        return "" if self.root is None else self.root

    def _take(self, event: Any, yaml: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._open_node(event)
            at = _at(event)
            found = _UNSEEN.search(event.value)  # written as an escape in a quoted text
            if found:
                self._fault(
                    at, f"the control character U+{ord(found[0]):04X} is in the text", "take it out"
                )
            # The same words stand in a ruleset thousands of times: one of each is enough.
            value = intern(event.value)
            self._keep(value, event.anchor, 1, at)
            self._place(value, at)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            at = _at(event)
            self._open_node(event)
            if len(self.stack) >= self.limits.depth:
                self._fault(
                    at,
                    f"nested deeper than {self.limits.depth} levels",
                    "write it flatter",
                )
                raise _Bound
            opened = (Map if kind is yaml.MappingStartEvent else Seq)(self.file, at)
            self._place(opened, at)
            self.stack.append((opened, [], event.anchor, self.nodes))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            closed, _, anchor, before = self.stack.pop()
            self._keep(closed, anchor, self.nodes - before + 1, closed.start)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent and self.root is not None:
            self._fault(_at(event), "a second document begins here", "keep one document a file")
            raise _Bound

    def _open_node(self, event: Any) -> None:
        self._count(1, _at(event))
        tag = event.tag
        if tag is not None:
            self._fault(
                _at(event),
                f"the tag {tag} is not read",
                "take the tag out: every value is read as text",
            )

    def _count(self, nodes: int, at: At, how: str = "") -> None:
        self.nodes += nodes
        if self.nodes > self.limits.nodes:
            self._fault(
                at, f"{how}the file holds more than {self.limits.nodes:,} values", "split it"
            )
            raise _Bound

    def _keep(self, tree: Tree, anchor: str | None, nodes: int, at: At) -> None:
        if anchor is not None:
            self.anchored[anchor] = (tree, nodes, at)

    def _alias(self, event: Any) -> None:
        at = _at(event)
        self.aliases += 1
        if self.aliases > self.limits.aliases:
            self._fault(at, f"more than {self.limits.aliases} aliases", "write the values out")
            raise _Bound
        if event.anchor not in self.anchored:
            open_anchors = [anchor for _, _, anchor, _ in self.stack]
            wrong = (
                f"the alias *{event.anchor} holds itself"
                if event.anchor in open_anchors
                else f"the alias *{event.anchor} names no anchor above it"
            )
            self._fault(at, wrong, "write the value out")
            self._place("", at)
            return
        tree, nodes, _ = self.anchored[event.anchor]
        self._count(nodes, at, "with its aliases written out, ")
        self._place(tree, at)

    def _place(self, tree: Tree, at: At) -> None:
        """Put a finished scalar or a container just opened where it belongs."""
        if not self.stack:
            self.root, self.root_at = tree, at
            return
        parent, waiting, _, _ = self.stack[-1]
        if isinstance(parent, Seq):
            parent.append(tree)
            parent.places += at
        elif not waiting:
            waiting.append((self._key(parent, tree, at), at))
        else:
            key, key_at = waiting.pop()
            if key in parent:  # told already; the first one stays
                return
            parent[key] = tree
            parent.places += (*key_at, *at)

    def _key(self, parent: Map, tree: Tree, at: At) -> str:
        if not isinstance(tree, str):
            self._fault(at, "a key that is a list or a mapping", "write the key as a text")
            return ""
        if not tree:
            self._fault(at, "a key without a name", "write “key: value”")
        elif tree == "<<":
            self._fault(at, "merge keys are not read", "write the keys out")
        elif tree in parent:
            first = parent.place_of_key(tree).line
            self._fault(
                at,
                f"the key “{tree}” is written twice, first in line {first}",
                "keep one of the two",
            )
        return tree

    def _fault(self, at: At, wrong: str, right: str) -> None:
        self.faults.append(Fault(Place(self.file, *at), wrong, right))
        if len(self.faults) >= self.limits.faults:
            raise _Bound


def _at(event: Any) -> At:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1)


def _character(text: str, line: int, column: int) -> str:
    lines = text.splitlines()
    return lines[line - 1][column - 1 : column] if line <= len(lines) else ""
