"""A list that is heard: few lines at a time, the rest on request, and found by words."""

from collections.abc import Sequence
from typing import Final

from engine.interview.typed_answers import OFFERED

PICK: Final = "Write a number; an empty line leaves everything as it is."
PICK_LONG: Final = (
    "Write a number, more to hear on, or words to find; an empty line leaves everything as it is."
)


class LongList:
    """Numbered lines; a line keeps its number wherever it is told."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._rest = lines

    @property
    def long(self) -> bool:
        """Whether it is told in parts."""
        return len(self._lines) > OFFERED

    def first(self) -> list[str]:
        """The first lines, and how many follow."""
        return self._told(self._lines)

    def after(self, line: str) -> list[str]:
        """What follows upon “more”, or upon words that lines have; nothing where none has them."""
        if line.casefold() == "more":
            return self._told(self._rest or self._lines)
        words = line.casefold().split()
        return self._told([one for one in self._lines if _has(one, words)])

    def _told(self, lines: Sequence[str]) -> list[str]:
        told, self._rest = list(lines[:OFFERED]), lines[OFFERED:]
        if self._rest:
            told.append(f"And {len(self._rest)} more.")
        return told


def _has(line: str, words: Sequence[str]) -> bool:
    text = line.partition(" ")[2].casefold()
    return all(word in text for word in words)
