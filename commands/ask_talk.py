"""Lines in and lines out, for `navicert ask`: plain text, each line by itself."""

import shutil
import sys
import textwrap
from collections.abc import Callable
from typing import TextIO

from commands.talk import give, say
from engine.reading.typed_text import NOTE_LIMIT, fault_of_text


class EndedError(Exception):
    """There are no more lines to read."""


class GaveUpError(Exception):
    """Too many lines in a row were not understood; `str` says which was the last."""


class Talk:
    """A conversation. `read` gives the next line, an empty text at the end of all; `patience` is
    how many lines in a row may be misunderstood, None for a person at a terminal. With `echo`,
    each line is repeated behind its prompt, as a terminal shows what is typed."""

    def __init__(self, read: Callable[[], str], patience: int | None, echo: bool) -> None:
        self._read = read
        self._patience = patience
        self._echo = echo
        self._number = 0
        self._refused = 0

    def tell(self, *lines: str) -> None:
        """Say something, a line each."""
        for line in lines:
            give(_at_words(line, sys.stdout))

    def line(self, prompt: str) -> str:
        """The next line, without its end. Raises `EndedError`, `GaveUpError`."""
        while True:
            sys.stdout.write(f"{prompt}: ")
            sys.stdout.flush()
            text = self._read()
            self._number += 1
            if not text:
                sys.stdout.write("\n")
                raise EndedError
            line = text.rstrip("\r\n")
            if self._number == 1:
                line = line.removeprefix("\ufeff")  # some editors put it before the first line
            if self._echo:
                give(line)
            fault = fault_of_text(line, NOTE_LIMIT, lines=True)
            if not fault:
                return line
            self.refuse(f"{fault[0].upper()}{fault[1:]}.")

    def refuse(self, words: str) -> None:
        """Say on stderr that the last line was not understood. Raises `GaveUpError`."""
        self._complain(f"Line {self._number}: {words}" if self._patience else words)
        self._refused += 1
        if self._patience and self._refused >= self._patience:
            lines = "1 line" if self._refused == 1 else f"{self._refused} lines in a row"
            raise GaveUpError(
                f"stopped at line {self._number} of the answers: {lines} not understood"
            )

    def warn(self, words: str) -> None:
        """Say on stderr that something went wrong that is no fault of the line."""
        self._complain(words)

    def _complain(self, words: str) -> None:
        sys.stdout.flush()
        say(_at_words(words, sys.stderr))

    def understood(self) -> None:
        """The last line was understood: counting begins anew."""
        self._refused = 0


def _at_words(text: str, stream: TextIO) -> str:
    """`text` broken between words where the edge of a terminal would cut one in two; a pipe gets
    each line whole."""
    if not stream.isatty():
        return text
    width = shutil.get_terminal_size().columns
    return "\n".join(
        textwrap.fill(
            line,
            width,
            expand_tabs=False,
            replace_whitespace=False,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    )
