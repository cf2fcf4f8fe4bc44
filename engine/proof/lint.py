"""What a ruleset that loads may still have wrong, by code; docs/lint.md says what each means."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from engine.evaluation.conditions import dated_texts
from engine.loading.citations import citations
from engine.loading.paragraphs import ParagraphMap
from engine.model import (
    Interval,
    Rule,
    Ruleset,
    Standing,
)
from engine.proof.lint_findings import CODES, Finding, finding, in_rule
from engine.proof.lint_use import use_findings
from engine.proof.lint_words import word_findings
from engine.proof.paragraph_coverage import cites_of

SOON: Final = timedelta(days=60)
"""A stay that ends within these days wants to be looked at."""

_PARTS: Final = re.compile("7[3-7][0-9]")
_NOTICE: Final = re.compile(r"[0-9]+ FR [0-9]+|E\.O\. [0-9]+|Pub\. L\.|Executive Order [0-9]+")
_STAYS: Final = (Standing.STAYED, Standing.UNCLEAR, Standing.NOT_ENFORCED)


@dataclass(frozen=True, slots=True)
class LintReport:
    """The findings, by file and place."""

    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(CODES[found.code].error for found in self.findings)


def lint(ruleset: Ruleset, law: ParagraphMap | None, day: date) -> LintReport:
    """Everything that looks wrong in a ruleset on a day. `law` is the regime's paragraph map."""
    found = [
        *_dates(ruleset, day),
        *(_citations(ruleset, law) if law is not None else ()),
        *_sources(ruleset),
        *word_findings(ruleset),
        *use_findings(ruleset),
    ]
    return LintReport(tuple(sorted(set(found), key=lambda one: one.order)))


# Dates ------------------------------------------------------------------------------------------


def _dates(ruleset: Ruleset, day: date) -> Iterator[Finding]:
    verified = ruleset.regime.verified_to
    if day - verified > SOON:
        yield finding(
            "R015",
            None,
            f"the law is verified to {verified}, {(day - verified).days} days before {day}",
            "read what changed since, and move verified_to in regime.yaml",
        )
    for rule in ruleset.rules.values():
        for intervals in dated_texts(rule):
            yield from _stays(rule, intervals, day)
        for interval in rule.in_force:
            if not _NOTICE.search(interval.by):
                yield in_rule(
                    "R016",
                    rule,
                    f"the interval from {interval.start} rests on “{interval.by}”",
                    "name the notice that put the text in force, such as 89 FR 96790",
                )


def _stays(rule: Rule, intervals: tuple[Interval, ...], day: date) -> Iterator[Finding]:
    current = next((i for i in reversed(intervals) if i.covers(day)), None)
    if current is not None and current.standing is Standing.UNCLEAR:
        yield in_rule(
            "R014",
            rule,
            f"how this stands since {current.start} is confirmed by nobody ({current.by})",
            "read the Federal Register and write whether it is in force or stayed",
        )
    for number, interval in enumerate(intervals):
        if interval.standing not in _STAYS or interval.until is None:
            continue
        words = interval.standing.value.replace("-", " ")
        if day <= interval.until <= day + SOON:
            yield in_rule(
                "R013",
                rule,
                f"{words} ends on {interval.until}, {(interval.until - day).days} days"
                f" after {day} ({interval.by})",
                "see whether it is prolonged",
            )
        elif interval.until < day and number == len(intervals) - 1:
            yield in_rule(
                "R014",
                rule,
                f"{words} ended on {interval.until} and nothing says what came after it",
                "add the interval that follows, “standing: unclear” if nobody knows",
            )


# Citations and sources --------------------------------------------------------------------------


def _citations(ruleset: Ruleset, law: ParagraphMap) -> Iterator[Finding]:
    cited = [
        *((rule.place, f"the rule “{rule.id}”", c) for rule in ruleset.rules.values()
          for c in cites_of(rule)),
        *((fact.place, f"the fact “{fact.name}”", fact.cite) for fact in ruleset.facts.values()
          if not fact.name.startswith("list.row.")),
        *((s.place, f"the set “{s.id}”", s.cite) for s in ruleset.sets.values()),
    ]  # fmt: skip
    for place, what, cite in cited:
        for citation in citations(cite):
            if not _PARTS.fullmatch(citation.part):
                continue
            if not law.knows_unit(citation):
                yield finding(
                    "R012",
                    place,
                    f"{what} cites {citation}, which the regulation does not have",
                    "mend the citation, or add the section to paragraphs.yaml",
                )
            elif not law.knows(citation):
                yield finding(
                    "R018",
                    place,
                    f"{what} cites {citation}, which is not among the paragraphs of its section",
                    "mend the citation, or add the paragraph to paragraphs.yaml",
                )


def _sources(ruleset: Ruleset) -> Iterator[Finding]:
    by_file: dict[str, list[Rule]] = defaultdict(list)
    for rule in ruleset.rules.values():
        if rule.recalled:
            by_file[rule.place.file].append(rule)
    for rules in by_file.values():
        few = ", ".join(rule.id for rule in rules[:4]) + (", …" if len(rules) > 4 else "")
        are = "rule rests" if len(rules) == 1 else "rules rest"
        yield finding(
            "R090",
            rules[0].place,
            f"{len(rules)} {are} on a text that was recalled and not read again: {few}",
            "read the paragraph and write “confidence: verified”",
        )
