"""The names that a ruleset declares, and whether a name that it uses is one of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from engine.eccn import EAR99, parse_eccn
from engine.evaluation.sets_on_day import eccn_test
from engine.model import (
    Country,
    FactDeclaration,
    ListEntry,
    Place,
    SetDeclaration,
    Verb,
)
from engine.reading.typed_text import choice_of_words, shown, suggestion

Wrong = tuple[str, str]
"""What is wrong, and what would be right."""


@dataclass(slots=True)
class Names:
    """What the files declare, by name; filled file by file, before anything refers to it.

    Where a file could not be read at all, a name that is not found may be declared in it: nothing
    is said of it, so that one slip does not bring a hundred faults.
    """

    countries: dict[str, Country] = field(default_factory=dict)
    entries: dict[str, ListEntry] = field(default_factory=dict)
    facts: dict[str, FactDeclaration] = field(default_factory=dict)
    set_kinds: dict[str, str] = field(default_factory=dict)  # id to countries, eccns or words
    sets: dict[str, SetDeclaration] = field(default_factory=dict)
    rules: dict[str, Verb] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)  # parts with a file that is no YAML
    row_places: dict[str, Place] = field(default_factory=dict)  # of the list, by their ids
    # What the calculated sets can hold at all, by the fact's name
    calculated: dict[str, frozenset[str]] = field(default_factory=dict)

    def near(self, word: str, known: Iterable[str]) -> str:
        return suggestion(word, known)

    def wrong_country(self, code: str) -> Wrong | None:
        """What is wrong with a country code, None where nothing is."""
        if code in self.countries or "countries" in self.unread:
            return None
        for country in self.countries.values():
            if code.casefold() in (
                country.name.casefold(),
                country.code.casefold(),
                *(alias.casefold() for alias in country.aliases),
            ):
                return f"{shown(code)} is no country code", f"write {country.code}"
        if code in self.set_kinds:
            return (
                f"“{code}” is a set and stands in a list of countries",
                "name the set alone, without brackets, or declare a set with a union",
            )
        return f"there is no country {shown(code)}", "see countries/countries.yaml for the codes"

    def wrong_eccn(self, text: str) -> Wrong | None:
        """What is wrong with an ECCN: its form, its entry or its paragraph."""
        try:
            eccn = parse_eccn(text)
        except ValueError:
            return (
                f"{shown(text)} is not an ECCN",
                self.near(text, self.entries) or "write an ECCN such as 3B001.f.1, or EAR99",
            )
        if str(eccn) != text:
            return f"{shown(text)} is not how the list writes it", f"write {eccn}"
        if eccn.entry == EAR99 or not self.entries:
            return None
        entry = self.entries.get(eccn.entry)
        if entry is None and "entries" in self.unread:
            return None
        if entry is None:
            return (
                f"the list has no entry {eccn.entry}",
                self.near(eccn.entry, self.entries) or "add it to tables/ccl",
            )
        return self.wrong_paragraph(entry, ".".join(eccn.paragraphs))

    def wrong_paragraph(self, entry: ListEntry, path: str) -> Wrong | None:
        """What is wrong with a paragraph of an entry whose paragraphs are kept."""
        known = entry.paragraphs
        if not path or not known or path in known:
            return None
        if any(paragraph.startswith(path + ".") for paragraph in known):
            return None
        return (
            f"{entry.eccn} has no paragraph {shown(path)}",
            self.near(path, known) or f"its first paragraphs are {_few(known)}",
        )

    def wrong_pattern(self, text: str) -> Wrong | None:
        """What is wrong with a member of a set of ECCNs, which may be a pattern."""
        try:
            parse_eccn(text)
        except ValueError:
            pass
        else:
            return self.wrong_eccn(text)
        try:
            eccn_test(text)
        except ValueError:
            return (
                f"{shown(text)} is neither an ECCN nor a pattern of ECCNs",
                "write one such as 3B001.c, 3B*, [3-9]D, *E, ccl, 600-series.y or 9x515",
            )
        return None

    def wrong_set(self, name: str, kind: str, brackets: str) -> Wrong | None:
        """What is wrong with naming the set `name` where a set of `kind` is wanted."""
        found = self.set_kinds.get(name)
        if found == kind or (not found and "sets" in self.unread):
            return None
        if found:
            return (
                f"“{name}” is a set of {found}, and this asks for {kind}",
                self.near(name, (n for n, of in self.set_kinds.items() if of == kind))
                or f"name a set of {kind}",
            )
        return (
            f"there is no set {shown(name)}",
            self.near(name, (n for n, of in self.set_kinds.items() if of == kind))
            or f"declare it under sets/, or write a list: {brackets}",
        )

    def wrong_fact(self, name: str) -> Wrong | None:
        if name in self.facts or "facts" in self.unread:
            return None
        return (
            f"there is no fact {shown(name)}",
            self.near(name, self.facts) or "declare it under facts/",
        )

    def wrong_rule(self, name: str, verb: Verb | None = None) -> Wrong | None:
        """What is wrong with naming a rule, where one that `verb`s may be asked for."""
        found = self.rules.get(name)
        if found is None and "rules" in self.unread:
            return None
        if found is None:
            return (
                f"there is no rule {shown(name)}",
                _nearest(name, self.rules) or "write the id of a rule under rules/",
            )
        if verb is not None and found is not verb:
            return (
                f"the rule “{name}” {found.value}, and this asks for one that {verb.value}",
                f"name a rule that {verb.value}",
            )
        return None


def _nearest(name: str, known: Iterable[str]) -> str:
    """Ids of rules are all alike: only one that differs by a slip of the pen is worth a word."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.93)
    return f"did you mean “{near[0]}”?" if near else ""


def _few(known: Iterable[str]) -> str:
    return choice_of_words(sorted(known)[:4], "and")
