"""An outline as Markdown. Whatever stands in the data is shown as text: no markup, no links."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from engine.reading.typed_text import printable
from records.reports.outline import Line, Section

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|~@])")
_START: Final = re.compile(r"^(\s*)([-+=#]|\d+(?=[.)]))")
_LINKS: Final = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)")
_TRUTHS: Final = frozenset({"[yes]", "[no]", "[open]"})


def as_markdown(sections: Iterable[Section]) -> str:
    """The outline as a page of CommonMark."""
    return "\n".join(_lines(sections)) + "\n"


def _lines(sections: Iterable[Section]) -> Iterator[str]:
    for number, section in enumerate(sections):
        if section.title:
            yield f"{'#' if number == 0 else '##'} {escaped(section.title)}"
            yield ""
        if section.verbatim:
            fence = _fence(section)
            yield fence
            yield from (printable(line.text, lines=False) for line in section.lines)
            yield fence
        else:
            for line in section.lines:
                yield _line(line)
        yield ""


def _line(line: Line) -> str:
    """A list item as deep as it stood, or a paragraph."""
    text = escaped(line.text)
    if line.depth == 0 and not line.mark:
        return f"{text}\n"
    level = max(0, line.depth // 2 - 1)
    mark = f"**{line.mark.strip('[]')}** " if line.mark in _TRUTHS else ""
    bullet = line.mark if re.fullmatch(r"\d+\.", line.mark) else "-"
    return f"{'   ' * level}{bullet} {mark}{text}"


def _fence(section: Section) -> str:
    """A fence that no line of the section closes."""
    longest = max(
        (len(run) for line in section.lines for run in re.findall("`+", line.text)), default=0
    )
    return "`" * max(3, longest + 1)


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it is, on one line."""
    flat = " ".join(printable(text).split())
    safe = _SIGNS.sub(r"\\\1", flat).replace("&", "&amp;")
    safe = _LINKS.sub(lambda found: f"{found[0]}\\", safe)
    return _START.sub(_escaped_start, safe)


def _escaped_start(found: "re.Match[str]") -> str:
    space, sign = found.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"
