"""Text that strangers typed: what may come in, and how it may go out to a terminal.

A name in a deal file can hold an escape sequence that repaints the screen of whoever reads it, or
a mark that turns the reading order around so that one name looks like another.
"""

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import Final

LINE_LIMIT: Final = 500
"""Characters in a name, a title or a description."""

NOTE_LIMIT: Final = 5000
"""Characters in a note or a reason, which may run over lines."""

_JOINERS: Final = frozenset("\u200c\u200d")
"""Signs without a shape of their own that Persian, Hindi and others cannot be written without."""

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Categories of signs that a reader cannot see: controls, marks that turn the reading order."""


def fault_of_text(text: str, limit: int = LINE_LIMIT, lines: bool = False) -> str:
    """What is wrong with `text` as a sentence, empty where it may come in.

    Line breaks and tabs are let in where `lines` is true.
    """
    if len(text) > limit:
        return f"the text is {len(text):,} characters long: write at most {limit:,}"
    for position, sign in enumerate(text, start=1):
        if sign.isascii() and sign.isprintable():
            continue
        if sign in "\n\t" and lines:
            continue
        if sign in "\n\r\t":
            return f"sign {position} is a line break or tab: write the text on one line"
        if _is_hidden(sign):
            return (
                f"sign {position} is the control character U+{ord(sign):04X}, which a reader"
                " cannot see: take it out"
            )
    return ""


def printable(text: str, lines: bool = True) -> str:
    """`text` with every sign that a terminal would obey made visible, as `\\x1b`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        sign if not _is_hidden(sign) or (lines and sign in "\n\t") else _escaped(sign)
        for sign in text
    )


def suggestion(word: str, known: Iterable[str], count: int = 3) -> str:
    """“did you mean “x” or “y”?”, or an empty text where nothing is near."""
    by_fold = {name.casefold(): name for name in known}
    near = nearest(word.casefold(), by_fold, count)
    if not near:
        return ""
    return f"did you mean {choice_of_words(by_fold[name] for name in near)}?"


def right_key(key: str, value: object, known: Iterable[str]) -> str:
    """What may have been meant where `key` is none of the `known` ones."""
    if value == "" and " " in key:
        # {reason: secret, and never shown} has a key “and never shown” without a value.
        return "put quotes around a text that holds a comma"
    names = tuple(known)
    return suggestion(key, names) or f"the keys are {', '.join(names)}"


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The words of `known` that are spelt most like `word`, nearest first; those that are much
    further off than the nearest are left out."""
    short = word[:LINE_LIMIT]
    near = get_close_matches(short, list(known), n=count, cutoff=0.6)
    likeness = [SequenceMatcher(None, name, short).ratio() for name in near]
    return [name for name, like in zip(near, likeness, strict=True) if like > likeness[0] - 0.15]


def choice_of_words(words: Iterable[str], last: str = "or") -> str:
    """“a”, “b” or “c”."""
    quoted = [f"“{word}”" for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def shown(text: str, limit: int = 60) -> str:
    """What was typed, as a message may quote it: in quotes, short and harmless."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return f"“{printable(short, lines=False)}”"


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _HIDDEN and sign not in _JOINERS


def _escaped(sign: str) -> str:
    code = ord(sign)
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )
