"""Text shown as text: never as markup, never as control codes for the terminal."""

from textual.content import Content

from engine.reading.typed_text import printable


def safe(text: str) -> str:
    """`text` with escape sequences and direction overrides made visible."""
    return printable(text.replace("\t", "    "))


def plain(text: str, style: str = "") -> Content:
    """`text` as content, with one style for all of it."""
    return Content.styled(safe(text), style) if style else Content(safe(text))


def one_line(text: str, style: str = "") -> Content:
    """`text` on one line."""
    return plain(" ".join(text.split()), style)


def lines(*parts: Content | str) -> Content:
    """The parts below one another."""
    return Content("\n").join(part if isinstance(part, Content) else plain(part) for part in parts)


def beside(*parts: Content | str) -> Content:
    """The parts one after the other."""
    return Content("").join(part if isinstance(part, Content) else plain(part) for part in parts)
