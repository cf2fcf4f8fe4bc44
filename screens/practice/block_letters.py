"""Words in letters of five lines, for whoever sits in the last row."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

_ROWS: Final = 5
_GLYPHS: Final = {
    "A": " ### /#   #/#####/#   #/#   #",
    "B": "#### /#   #/#### /#   #/#### ",
    "C": " ####/#    /#    /#    / ####",
    "D": "#### /#   #/#   #/#   #/#### ",
    "E": "#####/#    /#### /#    /#####",
    "F": "#####/#    /#### /#    /#    ",
    "G": " ####/#    /#  ##/#   #/ ####",
    "H": "#   #/#   #/#####/#   #/#   #",
    "I": "###/ # / # / # /###",
    "J": "  ###/   # /   # /#  # / ##  ",
    "K": "#   #/#  # /###  /#  # /#   #",
    "L": "#    /#    /#    /#    /#####",
    "M": "#   #/## ##/# # #/#   #/#   #",
    "N": "#   #/##  #/# # #/#  ##/#   #",
    "O": " ### /#   #/#   #/#   #/ ### ",
    "P": "#### /#   #/#### /#    /#    ",
    "Q": " ### /#   #/# # #/#  # / ## #",
    "R": "#### /#   #/#### /#  # /#   #",
    "S": " ####/#    / ### /    #/#### ",
    "T": "#####/  #  /  #  /  #  /  #  ",
    "U": "#   #/#   #/#   #/#   #/ ### ",
    "V": "#   #/#   #/#   #/ # # /  #  ",
    "W": "#   #/#   #/# # #/## ##/#   #",
    "X": "#   #/ # # /  #  / # # /#   #",
    "Y": "#   #/ # # /  #  /  #  /  #  ",
    "Z": "#####/   # /  #  / #   /#####",
    "?": " ### /#   #/   # /     /  #  ",
}
BLOCK: Final = "\N{FULL BLOCK}"


def block_letters(text: str, width: int, height: int) -> Sequence[str]:
    """`text` in block letters, as many words on a row as `width` cells hold; nothing where `height`
    lines or the width are too few, or a sign has no such letter."""
    words = text.upper().split()
    if not words or any(sign not in _GLYPHS for word in words for sign in word):
        return ()
    rows = rows_of(words, " ", lambda row: _width(row) <= width)
    if any(_width(row) > width for row in rows) or len(rows) * (_ROWS + 1) - 1 > height:
        return ()
    found: list[str] = []
    for row in rows:
        found += ["", *_drawn(row)] if found else _drawn(row)
    return tuple(found)


def rows_of(words: Iterable[str], gap: str, fits: Callable[[str], bool]) -> list[str]:
    """The words on as few rows as fit, with `gap` between them; one that fits nowhere stands on a
    row by itself."""
    rows: list[str] = []
    for word in words:
        longer = f"{rows[-1]}{gap}{word}" if rows else word
        if rows and fits(longer):
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def _width(row: str) -> int:
    return len(_drawn(row)[0])


def _drawn(row: str) -> list[str]:
    glyphs = [_GLYPHS[sign].split("/") if sign != " " else ["  "] * _ROWS for sign in row]
    lines = [" ".join(glyph[line] for glyph in glyphs) for line in range(_ROWS)]
    return [line.replace("#", BLOCK) for line in lines]
