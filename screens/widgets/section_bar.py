"""The sections of the questionnaire on one line, as full as the width allows."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from engine.interview.session import SectionProgress
from screens.plain import beside, plain


class SectionBar(Widget):
    """`>` marks the section at hand, `+` a finished one, a number what is left in it."""

    sections: reactive[tuple[SectionProgress, ...]] = reactive(())
    current: reactive[str] = reactive("")

    def render(self) -> Content:
        return section_line(self.sections, self.current, self.size.width)


def section_line(sections: Sequence[SectionProgress], current: str, width: int) -> Content:
    """All sections in full, or shortened, or only the one at hand, whatever fits first."""
    if not sections:
        return plain("")
    for length in (99, 8, 7, 6, 5):
        line = beside(*_parts(sections, current, length))
        if line.cell_length <= width:
            return line
    titles = [section.title for section in sections]
    place = titles.index(current) + 1 if current in titles else len(titles)
    left = sum(section.left for section in sections)
    return plain(f"> {current or 'done'} ({place} of {len(titles)}), {left} left")


def _parts(sections: Sequence[SectionProgress], current: str, length: int) -> list[Content]:
    parts: list[Content] = []
    for section in sections:
        here = section.title == current
        title = section.title
        if len(title) > length and not here:
            title = _short(title, length)
        sign = ">" if here else "+" if section.done else " "
        left = f" {section.left}" if section.left else ""
        style = "bold reverse" if here else "" if section.left else "$text-muted"
        parts.append(plain(f"{sign}{title}{left} ", style))
    return parts


def _short(title: str, length: int) -> str:
    """The title cut to `length` signs, at a word's end if only a letter of the next would stay."""
    cut = title[: length - 1]
    if len(cut) > 2 and cut[-2] == " ":
        cut = cut[:-2]
    return cut.rstrip(" .") + "."
