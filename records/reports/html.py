"""An outline as one HTML page that needs nothing else, and prints well.

Everything is escaped; the page's own policy forbids it to load or run anything.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from engine.reading.typed_text import printable
from records.reports.outline import Line, Section

_STYLE: Final = """
body { font: 11pt/1.45 Georgia, 'Times New Roman', serif; margin: 2rem auto; max-width: 46rem;
       padding: 0 1rem; color: #111; background: #fff; }
h1, h2 { font-family: Arial, Helvetica, sans-serif; line-height: 1.2; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.1rem; margin-top: 1.8rem; border-bottom: 1px solid #999; }
p { margin: 0.25rem 0; overflow-wrap: anywhere; }
p.item { display: flex; gap: 0.6em; }
p.item > span:first-child { flex: 0 0 auto; min-width: 0.8em; }
p.first { font-weight: bold; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 9pt; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } p { orphans: 3; } }
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(title: str, sections: Iterable[Section]) -> str:
    """The outline as a page."""
    head = (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        f'<meta name="viewport" content="width=device-width"><title>{_text(title)}</title>'
        f"<style>{_STYLE}</style></head><body>\n"
    )
    return head + "\n".join(_lines(sections)) + "\n</body></html>\n"


def _lines(sections: Iterable[Section]) -> Iterator[str]:
    for number, section in enumerate(sections):
        if section.title:
            level = 1 if number == 0 else 2
            yield f"<h{level}>{_text(section.title)}</h{level}>"
        if section.verbatim:
            yield f"<pre>{escape(printable(_joined(section)))}</pre>"
            continue
        for place, line in enumerate(section.lines):
            yield _line(line, first=not section.title and place == 0 and len(section.lines) > 1)


def _joined(section: Section) -> str:
    return "\n".join(line.text for line in section.lines)


def _line(line: Line, *, first: bool) -> str:
    if line.depth == 0 and not line.mark:
        return (
            f"<p{' class=' + chr(34) + 'first' + chr(34) if first else ''}>{_text(line.text)}</p>"
        )
    mark = {"-": "•"}.get(line.mark, line.mark)
    indent = f"{line.depth * 0.5:g}em"
    return (
        f'<p class="item" style="margin-left:{indent}"><span>{escape(mark)}</span>'
        f"<span>{_text(line.text)}</span></p>"
    )


def _text(text: str) -> str:
    return escape(" ".join(printable(text).split()))
