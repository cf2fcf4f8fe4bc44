"""Finding a page by a few letters: over ids, citations, titles, sentences, questions and names."""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import NamedTuple

from engine.browsing.book import LawBook
from engine.browsing.outline import rule_label
from engine.browsing.page import Kind, Target
from engine.browsing.small_pages import regime_line
from engine.model import Ruleset

LIMIT = 50


class Found(NamedTuple):
    """A page that was found, as a line."""

    target: Target
    title: str


class _Row(NamedTuple):
    name: str
    title: str
    text: str
    found: Found


class SearchIndex:
    """All pages of a book, made ready for searching when first asked."""

    def __init__(self, book: LawBook) -> None:
        self._book = book

    @cached_property
    def _rows(self) -> tuple[_Row, ...]:
        found = [row for ruleset in self._book.rulesets for row in _rows_of(ruleset)]
        countries: dict[str, _Row] = {}
        for ruleset in self._book.rulesets:
            for code, country in ruleset.countries.items():
                found_as = Found(Target(Kind.COUNTRY, code), f"{code.ljust(6)} {country.name}")
                text = " ".join((country.name, *country.aliases))
                countries.setdefault(code, _row(code, country.name, text, found_as))
        return (*found, *countries.values())

    def prepare(self) -> None:
        """Make it ready now, not at the first search: 0.1 s."""
        assert self._rows is not None

    def search(
        self, text: str, kinds: Collection[Kind] = tuple(Kind), limit: int = LIMIT
    ) -> tuple[Found, ...]:
        """The pages of these kinds in which every word of `text` stands, the likeliest first:
        those whose id begins with it, then by title, then by what else they say."""
        typed = " ".join(text.casefold().split())
        if not typed:
            return ()
        words = typed.split()
        ranked = []
        for place, row in enumerate(self._rows):
            if row.found.target.kind in kinds:
                rank = _rank(typed, words, row)
                if rank is not None:
                    ranked.append((rank, place))
        ranked.sort()
        rows = self._rows
        hits = [rows[place].found for _, place in ranked[:limit]]
        if Kind.ECCN in kinds and "." in typed:
            hits = [*self._paragraphs(typed), *hits]
        return tuple(hits[:limit])

    def _paragraphs(self, typed: str) -> Iterator[Found]:
        """The paragraphs that begin with what was typed: `3b001.f`."""
        head, _, path = typed.partition(".")
        for ruleset in self._book.rulesets:
            entry = ruleset.entries.get(head.upper())
            for paragraph in sorted(entry.paragraphs) if entry is not None else ():
                if paragraph.casefold().startswith(path):
                    name = f"{head.upper()}.{paragraph}"
                    yield Found(Target(Kind.ECCN, name, ruleset.regime.id), name)


def _rank(typed: str, words: list[str], row: _Row) -> int | None:
    if row.name == typed:
        return 0
    if row.name.startswith(typed):
        return 1
    if row.title.startswith(typed):
        return 2
    if all(word in row.title for word in words):
        return 3
    if typed in row.name:
        return 4
    return 5 if all(word in row.text for word in words) else None


def _row(name: str, title: str, text: str, found: Found) -> _Row:
    return _Row(name.casefold(), title.casefold(), f"{name} {text}".casefold(), found)


def _rows_of(ruleset: Ruleset) -> Iterator[_Row]:
    regime = ruleset.regime.id
    found = Found(Target(Kind.REGIME, regime), regime_line(ruleset))
    yield _row(regime, ruleset.regime.name, found.title, found)
    for rule in ruleset.rules.values():
        say = rule.say
        said = (rule.title, rule.cite, say.yes, say.no, say.open, rule.note, rule.reason)
        text = " ".join((*said, rule.exception, *rule.duties))
        found = Found(Target(Kind.RULE, rule.id, regime), f"{rule_label(rule)}  {rule.id}")
        yield _row(rule.id, f"{rule.title} {rule.cite}", text, found)
    for name, entry in ruleset.entries.items():
        found = Found(Target(Kind.ECCN, name, regime), f"{name}  {entry.title}")
        yield _row(name, entry.title, f"{entry.title} {entry.note}", found)
    for name, declared in ruleset.sets.items():
        found = Found(Target(Kind.SET, name, regime), f"{name}: {declared.title}")
        yield _row(name, declared.title, f"{declared.title} {declared.cite}", found)
    for name, fact in ruleset.facts.items():
        found = Found(Target(Kind.FACT, name, regime), f"{fact.ask or fact.short}  {name}")
        yield _row(name, fact.short, f"{fact.short} {fact.ask} {fact.help} {fact.cite}", found)
