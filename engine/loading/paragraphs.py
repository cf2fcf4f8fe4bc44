"""The paragraph map: which paragraphs of a regulation there are, and which of them decide.

`paragraphs.yaml` in a regime's folder lists the regulation section by section. It is checked with
the ruleset and is no part of it: coverage and lint read it, and nothing that determines does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.loading.citations import Citation, citations, labels_of
from engine.loading.load_fields import Faults, Fields, Found, Keys, read_fields
from engine.model import Place
from engine.reading.typed_text import shown
from engine.reading.yaml_source import Map, read_file, read_yaml

FILE: Final = "paragraphs.yaml"
_FILE: Final = Keys(("regulation",), ("cite", "sources", "note"))
SECTION: Final = Keys(("cite", "title"), ("paragraphs", "aside", "decides"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a section that is not taken apart. `decides`: a licensing decision can turn
    on it; the others are introductions, definitions and procedure."""

    at: Citation
    title: str
    decides: bool
    place: Place


@dataclass(frozen=True, slots=True)
class ParagraphMap:
    """The paragraphs in the order of the regulation, and the titles of units."""

    paragraphs: tuple[Paragraph, ...]
    titles: Mapping[str, str]

    def knows_unit(self, cited: Citation) -> bool:
        """Whether the map has the section or supplement, or, of a part, anything."""
        if cited.unit.startswith("part "):
            number = cited.unit.removeprefix("part ")
            return cited.unit in self.titles or any(
                unit.startswith((f"{number}.", f"{number} Supp.")) for unit in self.titles
            )
        return cited.unit in self.titles

    def knows(self, cited: Citation) -> bool:
        """Whether the paragraph is in the map, above one that is, or below one that the map does
        not take apart."""
        if not cited.path or not self.knows_unit(cited):
            return self.knows_unit(cited)
        below = [p.at for p in self.paragraphs if p.at.unit == cited.unit and p.at.path]
        if not below or any(at.within(cited) for at in below):
            return True
        above = [at for at in below if cited.within(at)]
        deepest = max(above, key=lambda at: len(at.path), default=Citation(cited.unit))
        return bool(deepest.path) and not any(at.within(deepest) and at != deepest for at in below)


def read_sections(elements: list[Found], faults: Faults) -> ParagraphMap:
    """The map in the elements of `regulation`."""
    paragraphs: list[Paragraph] = []
    titles: dict[str, str] = {}
    for part in elements:
        fields = read_fields(part, "a section", SECTION, faults)
        if fields is None:
            continue
        named = citations(fields.text("cite"))
        title = fields.text("title")
        if len(named) != 1 or named[0].path:
            fields.wrong("cite", "this is not one section", "write one, such as 15 CFR 734.9")
            continue
        unit = named[0].unit
        if unit in titles:
            fields.wrong("cite", f"{named[0]} is written twice", "keep one")
            continue
        titles[unit] = title
        own = list(_paragraphs(fields, unit, faults))
        decides = fields.word("decides", ("yes", "no"), "yes") == "yes"
        if not any(paragraph.decides for paragraph in own) and not own:
            own = [Paragraph(named[0], title, decides, fields.place)]
        elif not decides:
            fields.wrong("decides", "this section has paragraphs", "put them under “aside”")
        paragraphs += own
    return ParagraphMap(tuple(paragraphs), titles)


def _paragraphs(fields: Fields, unit: str, faults: Faults) -> Iterator[Paragraph]:
    seen: set[Citation] = set()
    for key in ("paragraphs", "aside"):
        tree = fields.tree.get(key)
        if tree is None:
            continue
        if not isinstance(tree, Map):
            fields.wrong(key, f"“{key}” is no mapping", "write “(a)(1): its title”")
            continue
        for label, title in tree.items():
            at = Citation(unit, labels_of(label))
            if not isinstance(title, str) or not title.strip():
                faults.add(tree.place_of_key(label), f"{shown(label)} has no title", "add one")
            elif at in seen:
                faults.add(tree.place_of_key(label), f"{shown(label)} stands twice", "keep one")
            else:
                seen.add(at)
                yield Paragraph(at, title.strip(), key == "paragraphs", tree.place_of_key(label))


def paragraph_map(folder: Path) -> ParagraphMap | None:
    """The map of a regime whose ruleset has loaded; None where the regime has none."""
    path = folder / FILE
    if not path.is_file():
        return None
    shown_path = f"{folder.name}/{FILE}"
    tree = read_yaml(read_file(path, shown_path), shown_path)
    faults = Faults()
    root = read_fields(Found(tree, Place(shown_path, 1, 1)), "the file", _FILE, faults)
    return None if root is None else read_sections(root.elements("regulation"), faults)
