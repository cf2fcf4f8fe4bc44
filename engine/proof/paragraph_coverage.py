"""Which paragraphs of the regulation a ruleset speaks of, and which it does not.

A paragraph is reached by what cites it or a paragraph below it: a rule, else a table or set, else
only a question that a person answers. Where nothing does, a rule or question that cites the whole
of which it is part is named as such. What is left, is not checked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from engine.loading.citations import Citation, citations
from engine.loading.paragraphs import Paragraph, ParagraphMap
from engine.model import (
    All,
    Condition,
    Dated,
    Exists,
    NoneOf,
    Rule,
    Ruleset,
)
from engine.model import (
    Any as AnyOf,
)


class Reach(StrEnum):
    """How a ruleset reaches a paragraph, the strongest first."""

    RULE = "rule"
    TABLE = "table"  # a set, the chart or the control list holds it
    QUESTION = "question"  # a person is asked, and no rule of its own follows
    WHOLE = "whole"  # only as part of a paragraph or section that is cited
    NEITHER = "neither"


IN_WORDS: Final = {
    Reach.RULE: "with a rule",
    Reach.TABLE: "held in a table or set",
    Reach.QUESTION: "with a question to a person alone",
    Reach.WHOLE: "only within a paragraph or section cited as a whole",
    Reach.NEITHER: "with neither rule nor question: not checked",
}


@dataclass(frozen=True, slots=True)
class ParagraphReach:
    """A paragraph that decides, how it is reached, and by what (an id, or empty)."""

    paragraph: Paragraph
    reach: Reach
    by: str = ""


def cited_by(ruleset: Ruleset) -> Iterator[tuple[Reach, str, str]]:
    """Every citation in the ruleset, with what carries it and its id."""
    for rule in ruleset.rules.values():
        for cite in cites_of(rule):
            yield Reach.RULE, rule.id, cite
    for declared in ruleset.sets.values():
        yield Reach.TABLE, declared.id, declared.cite
    for entry in ruleset.entries.values():
        yield Reach.TABLE, entry.eccn, entry.cite
    for fact in ruleset.facts.values():
        if fact.derived:
            yield Reach.TABLE, fact.name, fact.cite
        else:
            yield Reach.QUESTION, fact.name, fact.cite


def cites_of(rule: Rule) -> Iterator[str]:
    """The citations of a rule, of its exceptions and of its conditions."""
    yield rule.cite
    for exception in rule.unless:
        yield exception.cite
    waiting: list[Condition] = [rule.when, *(exception.when for exception in rule.unless)]
    while waiting:
        condition = waiting.pop()
        if condition.cite:
            yield condition.cite
        match condition:
            case All() | AnyOf() | NoneOf():
                waiting.extend(condition.parts)
            case Dated():
                waiting.extend(version.when for version in condition.versions)
            case Exists():
                waiting.append(condition.where)
            case _:
                pass


def paragraph_reach(ruleset: Ruleset, law: ParagraphMap) -> tuple[ParagraphReach, ...]:
    """Every paragraph that decides, in the order of the regulation."""
    found: dict[str, list[tuple[Citation, Reach, str]]] = defaultdict(list)
    seen: set[tuple[Reach, str]] = set()
    for reach, name, cite in cited_by(ruleset):
        if (reach, cite) in seen:
            continue
        seen.add((reach, cite))
        for cited in citations(cite):
            found[cited.unit].append((cited, reach, name))
    return tuple(
        _reach(paragraph, found[paragraph.at.unit])
        for paragraph in law.paragraphs
        if paragraph.decides
    )


def _reach(paragraph: Paragraph, cited: Iterable[tuple[Citation, Reach, str]]) -> ParagraphReach:
    best, by = Reach.NEITHER, ""
    order = list(Reach)
    for citation, reach, name in cited:
        if citation.within(paragraph.at):
            here = reach
        elif paragraph.at.within(citation) and reach is not Reach.TABLE:
            here = Reach.WHOLE
        else:
            continue
        if order.index(here) < order.index(best):
            best, by = here, name
    return ParagraphReach(paragraph, best, by)


def not_checked(reached: Iterable[ParagraphReach], law: ParagraphMap) -> tuple[str, ...]:
    """What a determination should say is not checked: one line for each part with a gap."""
    gaps: dict[str, dict[str, list[Paragraph]]] = defaultdict(lambda: defaultdict(list))
    for found in reached:
        if found.reach is Reach.NEITHER:
            at = found.paragraph.at
            gaps[at.part][at.unit].append(found.paragraph)
    return tuple(
        f"No rule and no question here reads, of 15 CFR part {part}: "
        + "; ".join(_gap(law, unit, paragraphs) for unit, paragraphs in units.items())
        + "."
        for part, units in gaps.items()
    )


def _gap(law: ParagraphMap, unit: str, paragraphs: list[Paragraph]) -> str:
    """A section's paragraphs that nothing reads, such as `740.2(c), (d) (its title)`."""
    if not paragraphs[0].at.path:
        whole = "the part as a whole" if unit.startswith("part ") else str(Citation(unit))
        return f"{whole} ({law.titles[unit]})"
    labels = [Citation("", paragraph.at.path) for paragraph in paragraphs]
    numbered = ", ".join(str(label).removeprefix(", ") for label in labels)
    between = "" if numbered.startswith("(") and " Supp. " not in unit else ", "
    titles = ", ".join(paragraph.title for paragraph in paragraphs)
    return f"{Citation(unit)}{between}{numbered} ({law.titles[unit]}: {titles})"
