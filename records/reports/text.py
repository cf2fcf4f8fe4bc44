"""The memo in plain text, for a file, a mail or a terminal."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from records.reports.outline import Data, Line, Section, outline

WIDTH: Final = 80


def memo(determination: Data, full: bool = False) -> str:
    """The determination as lines of text; with `full`, the facts and the tree of every rule."""
    return as_text(outline(determination, full))


def as_text(sections: Iterable[Section], width: int = WIDTH) -> str:
    """The outline as lines of text of so many cells."""
    return "\n\n".join("\n".join(_lines(section, width)) for section in sections)


def _lines(section: Section, width: int) -> Iterator[str]:
    if section.title:
        title = textwrap.wrap(section.title, width) if width < WIDTH else [section.title]
        yield from title
        yield ("=" if section.appendix else "-") * len(title[-1])
    if section.verbatim:
        yield from (line.text for line in section.lines)
        return
    for number, line in enumerate(section.lines):
        if not section.title and number == 1 and len(section.lines) > 2:
            yield ""  # between the headline and the deal
        yield from _wrapped(line, width)


def _wrapped(line: Line, width: int) -> list[str]:
    """The line in as many as it takes."""
    return textwrap.wrap(
        line.text,
        max(width, len(line.lead) + 40),
        initial_indent=line.lead,
        subsequent_indent=" " * len(line.lead),
        break_on_hyphens=False,
        break_long_words=False,
    )
