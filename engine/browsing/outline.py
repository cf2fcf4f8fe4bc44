"""The law as trees that fill when they are opened."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from engine.browsing.book import LawBook
from engine.browsing.entry_page import paragraphs_below
from engine.browsing.page import Kind, Target
from engine.browsing.small_pages import regime_line
from engine.eccn import parse_eccn
from engine.model import Rule, Ruleset


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of a tree. `target` is its page, if it has one; `open` gives what is below it, None
    where there is nothing. `day` is the day on which it changes the law, if it does."""

    label: str
    target: Target | None = None
    open: "Callable[[], Sequence[Branch]] | None" = None
    day: date | None = None


def outline_lines(branches: Iterable[Branch], depth: int = 99, level: int = 0) -> Iterator[str]:
    """The branches as lines of text, `depth` levels of them."""
    for branch in branches:
        yield "  " * level + branch.label
        if branch.open is not None and depth > 1:
            yield from outline_lines(branch.open(), depth - 1, level + 1)


def rules_outline(book: LawBook) -> tuple[Branch, ...]:
    """The rules by regime and step."""
    return tuple(
        Branch(
            regime_line(ruleset),
            Target(Kind.REGIME, ruleset.regime.id),
            partial(_steps, ruleset),
        )
        for ruleset in book.rulesets
    )


def _steps(ruleset: Ruleset) -> tuple[Branch, ...]:
    titles = {step.id: step.title for step in ruleset.regime.steps}
    by_step: dict[str, list[Rule]] = {step: [] for step in titles}
    for rule in ruleset.rules.values():
        by_step.setdefault(rule.step, []).append(rule)
    regime = ruleset.regime.id
    return tuple(
        Branch(
            f"{titles.get(step, 'Conditions that other rules name')} ({len(rules)})",
            None,
            partial(_rules, regime, rules),
        )
        for step, rules in by_step.items()
        if rules
    )


def _rules(regime: str, rules: Iterable[Rule]) -> tuple[Branch, ...]:
    return tuple(Branch(rule_label(rule), Target(Kind.RULE, rule.id, regime)) for rule in rules)


def rule_label(rule: Rule) -> str:
    """A rule on one line."""
    return f"{rule.cite}  {rule.title}{'  (recalled)' if rule.recalled else ''}"


def eccn_outline(book: LawBook) -> tuple[Branch, ...]:
    """The control lists: categories, product groups, entries, paragraphs."""
    return tuple(
        Branch(
            f"{_headed(ruleset, f'Category {category}', category)} ({len(entries)} entries)",
            None,
            partial(_groups, ruleset, category, entries),
        )
        for ruleset in book.rulesets
        for category, entries in _parted(ruleset.entries, 1).items()
    )


def _parted(entries: Iterable[str], length: int) -> dict[str, list[str]]:
    """The entries by their first signs."""
    parts: dict[str, list[str]] = {}
    for entry in sorted(entries):
        parts.setdefault(entry[:length], []).append(entry)
    return parts


def _headed(ruleset: Ruleset, name: str, sign: str) -> str:
    """A category or a group with its heading, where the ruleset has one."""
    return f"{name}  {ruleset.headings[sign]}" if sign in ruleset.headings else name


def _groups(ruleset: Ruleset, category: str, entries: list[str]) -> tuple[Branch, ...]:
    return tuple(
        Branch(
            f"{_headed(ruleset, group, group[1:])} ({len(names)})",
            None,
            partial(_entries, ruleset, names),
        )
        for group, names in _parted(entries, 2).items()
    )


def _entries(ruleset: Ruleset, names: list[str]) -> tuple[Branch, ...]:
    regime = ruleset.regime.id
    return tuple(
        Branch(
            f"{name}  {ruleset.entries[name].title}",
            Target(Kind.ECCN, name, regime),
            partial(_paragraphs, ruleset, name) if ruleset.entries[name].paragraphs else None,
        )
        for name in names
    )


def _paragraphs(ruleset: Ruleset, name: str) -> tuple[Branch, ...]:
    eccn = parse_eccn(name)
    entry = ruleset.entries[eccn.entry]
    return tuple(
        Branch(
            below,
            Target(Kind.ECCN, below, ruleset.regime.id),
            partial(_paragraphs, ruleset, below)
            if paragraphs_below(entry, parse_eccn(below))
            else None,
        )
        for below in paragraphs_below(entry, eccn)
    )


def countries_outline(book: LawBook) -> tuple[Branch, ...]:
    """The countries and regions by name."""
    countries = {c.code: c for r in reversed(book.rulesets) for c in r.countries.values()}
    return tuple(
        Branch(f"{country.code.ljust(6)} {country.name}", Target(Kind.COUNTRY, country.code))
        for country in sorted(countries.values(), key=lambda country: country.name)
    )


def sets_outline(book: LawBook) -> tuple[Branch, ...]:
    """The sets by regime and by what they are of."""
    return tuple(
        Branch(f"{r.regime.id}: {of} ({len(names)} sets)", None, partial(_sets, r, names))
        for r in book.rulesets
        for of in dict.fromkeys(declared.of for declared in r.sets.values())
        for names in [[name for name, declared in r.sets.items() if declared.of == of]]
    )


def _sets(ruleset: Ruleset, names: list[str]) -> tuple[Branch, ...]:
    return tuple(
        Branch(f"{name}: {ruleset.sets[name].title}", Target(Kind.SET, name, ruleset.regime.id))
        for name in names
    )


def facts_outline(book: LawBook) -> tuple[Branch, ...]:
    """The facts by regime and section."""
    return tuple(
        Branch(f"{r.regime.id}: {section} ({len(names)})", None, partial(_facts, r, names))
        for r in book.rulesets
        for section in dict.fromkeys(fact.section for fact in r.facts.values())
        for names in [[name for name, fact in r.facts.items() if fact.section == section]]
    )


def _facts(ruleset: Ruleset, names: list[str]) -> tuple[Branch, ...]:
    return tuple(
        Branch(
            f"{ruleset.facts[name].ask or ruleset.facts[name].short}  {name}",
            Target(Kind.FACT, name, ruleset.regime.id),
        )
        for name in names
    )


def regimes_outline(book: LawBook) -> tuple[Branch, ...]:
    """The regimes, the first one first."""
    return tuple(Branch(regime_line(r), Target(Kind.REGIME, r.regime.id)) for r in book.rulesets)


def outline_data(branches: Iterable[Branch]) -> list[dict[str, object]]:
    """The branches as data, each with its page and what is below it."""
    return [
        {
            "label": branch.label,
            **({"day": branch.day.isoformat()} if branch.day else {}),
            **({"leads_to": branch.target._asdict()} if branch.target else {}),
            **({"below": outline_data(branch.open())} if branch.open else {}),
        }
        for branch in branches
    ]
