"""Sections of an exercise, a result or of scores as text for the screen."""

from collections.abc import Iterable

from textual.content import Content

from engine.practice.words import Section
from screens.plain import lines, plain


def sections_text(sections: Iterable[Section]) -> Content:
    """The sections below one another, each under its title."""
    parts: list[Content] = []
    for section in sections:
        if parts:
            parts.append(plain(""))
        parts.append(plain(section.title, "bold $text-primary"))
        parts += [plain(line) for line in section.lines]
    return lines(*parts)
