"""A page of the law: lines of text, some of which lead to other pages.

A screen lets one follow the lines, a command prints them; neither knows what a rule is made of.
"""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple

WIDTH: Final = 90
"""Cells of a line of a page as plain text."""


class Kind(StrEnum):
    """What has a page of its own."""

    REGIME = "regime"
    RULE = "rule"
    ECCN = "eccn"
    COUNTRY = "country"
    SET = "set"
    FACT = "fact"
    CASE = "case"  # by its file; in no book of law


class Target(NamedTuple):
    """A page by name. Without a regime, that of the first regime which has it."""

    kind: Kind
    id: str
    regime: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. `level` is how far it stands in, `note` what stands beside it in small,
    `targets` where it leads to."""

    text: str
    level: int = 0
    note: str = ""
    head: bool = False
    bullet: bool = False
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """All there is to say about one thing of the law on one day."""

    target: Target
    title: str
    lines: tuple[Line, ...]

    def under(self, mark: str) -> "Page":
        """The page with a mark on top of it; itself where there is none."""
        return replace(self, lines=(Line(mark, head=True), *self.lines)) if mark else self


@dataclass(slots=True)
class Writing:
    """A page while it is written."""

    lines: list[Line] = field(default_factory=list)

    def head(self, text: str) -> None:
        """A heading, with an empty line before it."""
        self.lines += [Line(""), Line(text, head=True)]

    def say(self, text: str, *targets: Target, level: int = 0, note: str = "") -> None:
        """A line; nothing where `text` is empty."""
        if text:
            self.lines.append(Line(" ".join(text.split()), level, note, targets=targets))

    def item(self, text: str, *targets: Target, level: int = 1, note: str = "") -> None:
        """A line of a list."""
        one = " ".join(text.split())
        self.lines.append(Line(one, level, note, bullet=True, targets=targets))

    def named(self, *pairs: tuple[str, str]) -> None:
        """`Name: text` for each pair that has a text."""
        for name, text in pairs:
            self.say(f"{name}: {text}" if text else "")

    def links(self, head: str, rows: Iterable[tuple[str, Target]]) -> None:
        """A heading and the rows that lead somewhere; nothing where there is none."""
        listed = list(rows)
        if listed:
            self.head(f"{head} ({len(listed)})" if len(listed) > 1 else head)
            for text, target in listed:
                self.item(text, target)

    def page(self, target: Target, title: str) -> Page:
        """What was written, as a page."""
        return Page(target, title, tuple(self.lines))


def page_text(page: Page, width: int = WIDTH) -> str:
    """The page as plain text."""
    shown = [page.title]
    for line in page.lines:
        shown += list(wrapped(line, width)) or [""]
    return "\n".join(shown)


def wrapped(line: Line, width: int) -> Iterator[str]:
    """A line as lines of text that hang under its beginning; none for an empty one."""
    lead = "  " * line.level + ("- " if line.bullet else "")
    colon = ":" if line.head and not line.text.endswith(":") else ""
    text = line.text + (f"  ({line.note})" if line.note else "") + colon
    yield from textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_on_hyphens=False,
        break_long_words=False,
    )


def page_data(page: Page) -> dict[str, Any]:
    """The page as data: its name, and its lines with where they lead."""
    return {
        "kind": page.target.kind.value,
        "id": page.target.id,
        "regime": page.target.regime,
        "title": page.title,
        "lines": [
            {
                "text": line.text,
                "level": line.level,
                **({"note": line.note} if line.note else {}),
                **({"head": True} if line.head else {}),
                **(
                    {"leads_to": [target._asdict() for target in line.targets]}
                    if line.targets
                    else {}
                ),
            }
            for line in page.lines
            if line.text
        ],
    }
