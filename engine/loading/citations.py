"""Citations of the Code of Federal Regulations as paths, so that one can lie within another.

Only the forms that rules use are read: `15 CFR 734.9(k)(1), (2)(ii)`, `15 CFR 744.2 to 744.5`,
`Supp. No. 2 to 15 CFR part 734, (a)(1)`. Statutes, notices and other titles are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_LABELS: Final = r"(?:\((?:[a-z]{1,5}|[A-Z]{1,2}|[0-9]{1,2})\))+"
_TOKEN: Final = re.compile(
    rf"(?P<to>\bto\b\s*)?(?:"
    r"Supps?\.\s*(?:Nos?\.\s*)?(?P<supplement>[0-9]+(?:(?:,|,? and|,? or)\s+[0-9]+)*)\s+to\s+"
    r"(?:(?P<t1>[0-9]+)\s+CFR\s+)?part\s+(?P<of>[0-9]+)"
    r"|(?:(?P<t2>[0-9]+)\s+CFR\s+)?part\s+(?P<part>[0-9]+)"
    rf"|(?:(?P<t3>[0-9]+)\s+CFR\s+)?(?P<section>[0-9]{{2,4}}\.[0-9]+)(?P<labels>{_LABELS})?"
    rf"|(?:red flag|footnote)\s+(?P<number>[0-9]+)"
    rf"|(?<![\w.])(?P<more>{_LABELS})"
    r")"
)
_ROMAN: Final = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_DEPTHS: Final = ("letter", "digit", "roman", "capital", "digit", "roman")
"""What labels a paragraph at each depth, as the Federal Register drafts it."""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A unit (`734.9`, `734 Supp. 2`, `part 754`) and the labels of a paragraph in it."""

    unit: str
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        number, supplement, of = self.unit.partition(" Supp. ")
        name = f"Supp. No. {of} to part {number}" if supplement else self.unit
        numbered = "".join(f", {label}" for label in self.path if " " in label)
        labels = "".join(f"({label})" for label in self.path if " " not in label)
        return f"{name}{' ' if supplement and labels else ''}{labels}{numbered}"

    @property
    def part(self) -> str:
        """The number of its part."""
        return self.unit.removeprefix("part ").partition(" ")[0].partition(".")[0]

    def within(self, other: "Citation") -> bool:
        """Whether this is the other paragraph, or lies below it."""
        return self.unit == other.unit and self.path[: len(other.path)] == other.path


def labels_of(text: str) -> tuple[str, ...]:
    """The labels in a text such as `(a)(2)(v)`, or `red flag 26`."""
    flat = text.strip()
    return tuple(re.findall(r"\(([^)]+)\)", flat)) if flat.startswith("(") else (flat,)


@lru_cache(maxsize=4096)
def citations(text: str, title: str = "15") -> tuple[Citation, ...]:
    """Every unit and paragraph of a title of the CFR that a citation names, in its order."""
    found: list[Citation] = []
    last: Citation | None = None
    for token in _TOKEN.finditer(text):
        of_title = token["t1"] or token["t2"] or token["t3"] or ""
        if of_title and of_title != title:
            last = None
            continue
        if token["supplement"]:
            *others, final = re.findall("[0-9]+", token["supplement"])
            found += [Citation(f"{token['of']} Supp. {number}") for number in others]
            last = Citation(f"{token['of']} Supp. {final}")
        elif token["part"]:
            last = Citation(f"part {token['part']}")
        elif token["section"]:
            if not of_title and last is None:
                continue
            cited = Citation(
                token["section"], labels_of(token["labels"]) if token["labels"] else ()
            )
            if token["to"] and last is not None:
                found.extend(_between(last, cited))
            last = cited
        elif token["number"]:
            if last is None or " Supp. " not in last.unit:
                continue
            what = "red flag" if token[0].lstrip().startswith("red") else "footnote"
            if found[-1:] == [last] and not last.path:
                found.pop()
            last = Citation(last.unit, (f"{what} {token['number']}",))
        elif last is None:
            continue
        else:
            cited = _continued(last, labels_of(token["more"]))
            if token["to"]:
                found.extend(_between(last, cited))
            elif found and found[-1] == last and cited.within(last):
                found.pop()
            last = cited
        found.append(last)
    return tuple(dict.fromkeys(found))


def _kinds(label: str) -> frozenset[str]:
    if label.isdigit():
        return frozenset({"digit"})
    if label.isupper():
        return frozenset({"capital"})
    if not _ROMAN.fullmatch(label):
        return frozenset({"letter"})
    return frozenset({"roman", "letter"} if len(label) == 1 else {"roman"})


def _continued(last: Citation, more: tuple[str, ...]) -> Citation:
    """The paragraph that `, (A)(4)` means after another: it begins as deep as its labels allow."""
    path = tuple(label for label in last.path if " " not in label)
    if last.path != path:
        path = ()
    for depth in [*range(len(path) - 1, -1, -1), len(path)]:
        expected = _DEPTHS[depth : depth + len(more)]
        if len(expected) == len(more) and all(
            kind in _kinds(label) for kind, label in zip(expected, more, strict=True)
        ):
            return Citation(last.unit, (*path[:depth], *more))
    return Citation(last.unit, more)


def _between(first: Citation, end: Citation) -> Iterator[Citation]:
    """The units or paragraphs after the first and before the end of `(1) to (3)`."""
    if first.unit != end.unit:
        part, _, low = first.unit.partition(".")
        to_part, _, high = end.unit.partition(".")
        if part == to_part and low.isdigit() and high.isdigit():
            for number in range(int(low) + 1, int(high)):
                yield Citation(f"{part}.{number}")
        return
    head = first.path[:-1]
    if head != end.path[:-1] or not first.path or not end.path:
        return
    start, stop = first.path[-1], end.path[-1]
    if start.isdigit() and stop.isdigit():
        labels = [str(number) for number in range(int(start) + 1, int(stop))]
    elif len(start) == len(stop) == 1:
        labels = [chr(code) for code in range(ord(start) + 1, ord(stop))]
    else:
        return
    for label in labels:
        yield Citation(first.unit, (*head, label))
