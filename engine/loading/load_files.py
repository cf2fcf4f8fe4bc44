"""Reading all the files of a ruleset into one `Ruleset`, or every fault in them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from engine.faults import RulesetFaults, SourceFaults
from engine.loading.load import COUNTRIES
from engine.loading.load_answers import check_countries, read_answers
from engine.loading.load_days import read_sources
from engine.loading.load_facts import read_applies_when, read_facts
from engine.loading.load_fields import Faults, Found, Keys, kind_of, read_fields
from engine.loading.load_names import Names
from engine.loading.load_references import check_references, check_tests
from engine.loading.load_regime import (
    SECTIONS,
    RegimeRead,
    check_left_out,
    check_named_facts,
    read_regime,
)
from engine.loading.load_rules import RuleRead, declare_rules, read_rule
from engine.loading.load_sets import declare_sets, read_countries, read_sets
from engine.loading.load_tables import (
    read_chart,
    read_entries,
    read_footnotes,
    read_headings,
)
from engine.loading.paragraphs import FILE as PARAGRAPHS
from engine.loading.paragraphs import ParagraphMap, read_sections
from engine.model import Member, Place, Regime, Ruleset
from engine.proof.paragraph_coverage import not_checked, paragraph_reach
from engine.reading.yaml_source import Map, read_yaml

_TABLE: Final = ("cite", "sources", "note")
FILES: Final[Mapping[str, Keys]] = {
    "countries": Keys(("countries",)),
    "facts": Keys(("facts",)),
    "sets": Keys(("sets",)),
    "chart": Keys(("chart", "cite", "sources"), ("columns", "footnotes", "note")),
    "headings": Keys(("headings", "cite", "sources"), ("note",)),
    "entries": Keys(("entries",), _TABLE),
    "rules": Keys(("rules",)),
    "paragraphs": Keys(("regulation",), _TABLE),
}
"""The keys of a file, by what it holds."""


def section_of(path: str) -> str:
    """What a file holds, by its path below the regime's folder; empty where it belongs nowhere."""
    if path == "regime.yaml":
        return "regime"
    if path == "tables/chart.yaml":
        return "chart"
    if path == "tables/headings.yaml":
        return "headings"
    if path == PARAGRAPHS:
        return "paragraphs"
    for folder, section in (
        ("facts/", "facts"),
        ("sets/", "sets"),
        ("tables/ccl/", "entries"),
        ("rules/", "rules"),
    ):
        if path.startswith(folder):
            return section
    return ""


class RulesetFiles:
    """The files' trees, by what they hold, and the faults so far."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.faults = Faults()
        self.names = Names()
        self.parts: dict[str, list[Found]] = {name: [] for name in FILES}
        self.entry_files: list[tuple[list[Found], str]] = []
        self.columns: frozenset[str] = frozenset()
        self.chart: dict[str, tuple[Member, ...]] = {}
        self.footnotes: list[Found] = []
        self.regime: RegimeRead | None = None
        self.law: ParagraphMap | None = None

    def add(self, path: str, shown_path: str, data: bytes) -> None:
        """One file, by its path below the regime's folder (or `COUNTRIES`)."""
        section = "countries" if path == COUNTRIES else section_of(path)
        place = Place(shown_path, 1, 1)
        if not section:
            self.faults.add(
                place,
                "this file belongs to no part of a ruleset",
                "put it under facts, sets, rules or tables/ccl, or take it away",
            )
            return
        try:
            tree = read_yaml(data, shown_path)
        except SourceFaults as faults:
            self.faults.found.extend(faults.faults)
            self.names.unread.add(section)
            return
        if section == "regime":
            self.regime = read_regime(Found(tree, place), self.faults)
            return
        if not isinstance(tree, Map):
            wrong = "the file is empty" if tree == "" else f"the file is {kind_of(tree)}"
            self.faults.add(place, wrong, f"begin it with “{FILES[section].must[0]}:”")
            self.names.unread.add(section)
            return
        fields = read_fields(Found(tree, place), "the file", FILES[section], self.faults)
        if fields is None:
            return
        elements = fields.elements(FILES[section].must[0])
        self.parts[section].extend(elements)
        if section == "paragraphs":
            self.law = read_sections(elements, self.faults)
        if section == "entries":
            self.entry_files.append((elements, fields.text("cite")))
        if fields.has("sources"):
            read_sources(fields)
        if fields.has("columns"):
            self.columns = frozenset(fields.texts("columns"))
        if fields.has("footnotes"):
            self.footnotes.extend(fields.elements("footnotes"))

    def ruleset(self, digest: str) -> Ruleset:
        """The ruleset. Raises `RulesetFaults` with every fault in every file."""
        names, faults, parts = self.names, self.faults, self.parts
        names.countries = read_countries(parts["countries"], faults)
        self.chart = read_chart(parts["chart"], self.columns, names, faults)
        questions = {}
        for elements, cite in self.entry_files:
            questions.update(read_entries(elements, cite, names, faults))
        names.facts.update(questions)
        regime = self.regime.regime if self.regime is not None else _no_regime(self.folder)
        read_facts(parts["facts"], regime.sections or SECTIONS, names, faults)
        declare_sets(parts["sets"], names, faults)
        read_sets(parts["sets"], names, faults)
        declare_rules(parts["rules"], names, faults)
        names.calculated = self._calculated()
        read_applies_when(parts["facts"], names, faults)
        rules: dict[str, RuleRead] = {}
        for part in parts["rules"]:
            read = read_rule(part, regime, names, faults)
            if read is not None:
                rules.setdefault(read.rule.id, read)
        if self.regime is not None:
            check_left_out(self.regime, names, faults)
            check_countries(self.regime.countries, names, faults)
            check_named_facts(self.regime.named_facts, names, faults)
            regime = replace(regime, answers=read_answers(self.regime.answers, names, faults))
        ruleset = Ruleset(
            regime,
            digest,
            names.facts,
            names.sets,
            names.countries,
            self.chart,
            names.entries,
            {name: read.rule for name, read in rules.items()},
            read_footnotes(self.footnotes, names, faults),
            read_headings(parts["headings"], faults),
        )
        check_references(tuple(rules.values()), names, faults)
        if not names.unread:
            check_tests(tuple(rules.values()), ruleset, names, faults)
        if self.regime is not None and self.regime.adds_paragraphs and self.law is None:
            place = Place(f"{self.folder}/regime.yaml", 1, 1)
            faults.add(place, f"there is no {PARAGRAPHS} to add paragraphs from", "write it")
        if faults.found:
            raise RulesetFaults(faults.found)
        return self._with_paragraphs(ruleset)

    def _with_paragraphs(self, ruleset: Ruleset) -> Ruleset:
        """The ruleset with the paragraphs that nothing reads among what is not checked."""
        if self.regime is None or self.law is None or not self.regime.adds_paragraphs:
            return ruleset
        lines = not_checked(paragraph_reach(ruleset, self.law), self.law)
        regime = replace(ruleset.regime, not_checked=(*ruleset.regime.not_checked, *lines))
        return replace(ruleset, regime=regime)

    def _calculated(self) -> dict[str, frozenset[str]]:
        """What the calculated sets can hold; a table that is not there limits nothing."""
        entries = self.names.entries.values()
        held = {
            "list.reasons": frozenset(row.reason for entry in entries for row in entry.rows),
            "list.marks": frozenset(row.mark for entry in entries for row in entry.rows),
            "list.exceptions": frozenset(e.code for entry in entries for e in entry.exceptions),
            "chart.marks": self.columns,
            "chart.required": self.columns,
        }
        unread = self.names.unread & {"chart", "entries"}
        return {name: words for name, words in held.items() if words and not unread}


def _no_regime(folder: str) -> Regime:
    return Regime(folder, "", "", date.min, (), ())
