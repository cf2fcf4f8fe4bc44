"""Worked cases: a deal whose right answer is known, and the verdict on a determination of it.

A case states only the facts that matter; the others come from a background, a deal file whose
answers are all taken as assumed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from engine.deals.answers import read_date
from engine.deals.deal import DEAL_KEYS, VERSION, FileReading
from engine.deals.deal_source import read_source
from engine.deals.element_reading import read_line, read_note
from engine.determination import Determination, StepResult
from engine.facts import Deal, Facts, State
from engine.model import Ruleset
from engine.outcome import WEIGHT, Outcome
from engine.reading.typed_text import choice_of_words, shown, suggestion
from engine.reading.yaml_source import Map, Seq

CASE_VERSION: Final = "case/1"
CASE_KEYS: Final = (
    "navicert",
    "id",
    "title",
    "topic",
    "difficulty",
    "story",
    "sources",
    "as_of",
    "background",
    "facts",
    "expect",
    "confidence",
    "mistake",
    "why",
)
EXPECT_KEYS: Final = (
    "outcome",
    "accept",
    "subject",
    "routes",
    "requirements",
    "exceptions",
    "mentions",
)
SOURCE_KEYS: Final = ("document", "locator", "url")
EXCEPTION_KEYS: Final = ("available", "barred")
CONFIDENCES: Final = ("certain", "likely", "arguable")
SUBJECTS: Final = ("yes", "no", "open")
OUTCOMES: Final = tuple(outcome.value for outcome in Outcome)
DIFFICULTIES: Final = ("1", "2", "3", "4", "5")

_NEEDS_INFORMATION_WEIGHT: Final = 2.5
"""Between the outcomes on which somebody ships and those on which nobody does."""


@dataclass(frozen=True, slots=True)
class CaseSource:
    """Where a case comes from."""

    document: str
    locator: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a right determination holds. Rules are named by their ids."""

    outcome: Outcome
    accept: frozenset[Outcome] = frozenset()  # other outcomes that count as right
    subject: str = ""  # yes, no, open; empty where the case does not say
    routes: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    available: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """Every outcome that counts as right."""
        return self.accept | {self.outcome}


@dataclass(frozen=True, slots=True)
class Case:
    """A case file, read. `background` names the background, empty where there is none."""

    id: str
    title: str
    expect: Expectation
    facts: Facts
    topic: str = ""
    difficulty: int = 2
    story: str = ""
    sources: tuple[CaseSource, ...] = ()
    as_of: date | None = None
    background: str = ""
    confidence: str = "certain"
    mistake: str = ""
    why: str = ""
    file: str = ""

    def deal(self, background: Facts) -> Deal:
        """The case as a deal: its own facts before those of the background."""
        return Deal(self.title, self.as_of, Facts({**background, **self.facts}), self.story)


class Mark(StrEnum):
    """How a determination of a case came out."""

    RIGHT = "right"
    WRONG = "wrong"
    FALSE_COMFORT = "false comfort"  # an outcome lighter than the law gives


@dataclass(frozen=True, slots=True)
class Verdict:
    """The mark, and what was missed, each as a sentence without a full stop."""

    case: str
    mark: Mark
    misses: tuple[str, ...] = ()


def read_case(data: bytes | str, file: str, ruleset: Ruleset) -> Case:
    """The case in `data`; `file` is what messages call it.

    Raises `InputFaults` with every fault found.
    """
    reading = _CaseReading(file, ruleset, lenient=True)
    root = reading.mapping_of(read_source(data, file), "a case file", CASE_VERSION)
    reading.check_keys(root, CASE_KEYS, "a case file")
    case = Case(
        id=reading.needed(root, "id"),
        title=reading.needed(root, "title"),
        expect=reading.expectation(root),
        facts=reading.facts(root),
        topic=reading.text(root, "topic", read_line) or "",
        difficulty=int(reading.word(root, "difficulty", DIFFICULTIES) or 2),
        story=reading.text(root, "story", read_note) or "",
        sources=reading.sources(root),
        as_of=reading.text(root, "as_of", read_date),
        background=reading.text(root, "background", read_line) or "",
        confidence=reading.word(root, "confidence", CONFIDENCES) or "certain",
        mistake=reading.text(root, "mistake", read_note) or "",
        why=reading.text(root, "why", read_note) or "",
        file=file,
    )
    reading.finish()
    return case


def read_background(data: bytes | str, file: str, ruleset: Ruleset) -> Facts:
    """The answers of a background file, a deal file, all taken as assumed.

    Raises `InputFaults` with every fault found.
    """
    reading = FileReading(file, ruleset, lenient=True)
    root = reading.mapping_of(read_source(data, file), "a deal file", VERSION)
    reading.check_keys(root, DEAL_KEYS, "a deal file")
    title = reading.text(root, "title", read_line) or "background"
    facts = reading.facts(root)
    reading.finish()
    return Facts(
        {
            name: answer
            if answer.value is None
            else replace(
                answer,
                state=State.ASSUMED,
                by=answer.by or "the case",
                reason=answer.reason or title,
            )
            for name, answer in facts.items()
        }
    )


def judge(case: Case, determination: Determination) -> Verdict:
    """The verdict on a determination of the case."""
    expect, outcome = case.expect, Outcome(determination.outcome)
    misses = list(_misses(expect, determination))
    if outcome not in expect.outcomes:
        wanted = choice_of_words(sorted(expect.outcomes)).replace("“", "").replace("”", "")
        misses.insert(0, f"outcome is {outcome.value}, expected {wanted}")
        if outcome is not Outcome.NEEDS_INFORMATION and _weight(outcome) < min(
            _weight(accepted) for accepted in expect.outcomes
        ):
            return Verdict(case.id, Mark.FALSE_COMFORT, tuple(misses))
    return Verdict(case.id, Mark.WRONG if misses else Mark.RIGHT, tuple(misses))


def _weight(outcome: Outcome) -> float:
    return WEIGHT.get(outcome, _NEEDS_INFORMATION_WEIGHT)


def _misses(expect: Expectation, determination: Determination) -> Iterable[str]:
    if expect.subject and determination.subject != expect.subject:
        yield f"subject is {determination.subject}, expected {expect.subject}"
    holding = _holding(determination.steps)
    binding = {found.rule for found in determination.requirements if found.truth == "yes"}
    for what, rules, those in (
        ("route", expect.routes, holding),
        ("requirement", expect.requirements, binding),
        ("rule", expect.mentions, holding),
    ):
        for rule in rules:
            if rule not in those:
                yield f"{what} {rule} does not hold"
    found = {finding.code: finding.status for finding in determination.exceptions}
    available = {
        finding.code for finding in determination.exceptions if finding.status == "available"
    }
    for code in expect.available:
        if code not in available:
            yield f"exception {code} is {found.get(code, 'not found')}, expected available"
    for code in expect.barred:
        if code in available:
            yield f"exception {code} is available, expected barred"


def _holding(steps: Iterable[StepResult]) -> frozenset[str]:
    """The rules that hold, by id."""
    return frozenset(result.rule for step in steps for result in step.holds)


@dataclass(slots=True)
class _CaseReading(FileReading):
    def needed(self, tree: Map, key: str) -> str:
        """The text under `key`, which must be there."""
        text = self.text(tree, key, read_line)
        if not text and not isinstance(tree.get(key), Map | Seq):
            self.fail(tree.place, f"a case needs “{key}”", f"add “{key}: …”")
        return text or ""

    def word(self, tree: Map, key: str, words: tuple[str, ...]) -> str:
        """One of `words` under `key`, empty where there is none or another."""
        text = self.text(tree, key, read_line)
        if text is None or text in words:
            return text or ""
        self.fail(
            tree.place_of(key),
            f"{key}: {shown(text)} is not one of the choices",
            suggestion(text, words) or f"write {choice_of_words(words)}",
        )
        return ""

    def sources(self, root: Map) -> tuple[CaseSource, ...]:
        raw = root.get("sources")
        if raw is None:
            return ()
        if not isinstance(raw, Seq):
            self.fail(root.place_of("sources"), "“sources” is not a list", "write “- document: …”")
            return ()
        sources = []
        for position, part in enumerate(raw):
            if not isinstance(part, Map):
                self.fail(raw.place_of(position), "a source is a mapping", "write “document: …”")
                continue
            self.check_keys(part, SOURCE_KEYS, "a source")
            document, locator, url = (self.text(part, key, read_note) or "" for key in SOURCE_KEYS)
            sources.append(CaseSource(document, locator, url))
        return tuple(sources)

    def expectation(self, root: Map) -> Expectation:
        raw = root.get("expect")
        if not isinstance(raw, Map):
            place = root.place_of("expect")
            self.fail(place, "a case needs “expect”", "add “expect:” with “outcome: …” below")
            return Expectation(Outcome.NEEDS_INFORMATION)
        self.check_keys(raw, EXPECT_KEYS, "“expect”")
        if "outcome" not in raw:
            self.fail(raw.place, "“expect” has no “outcome”", f"write {choice_of_words(OUTCOMES)}")
        outcome = self.word(raw, "outcome", OUTCOMES) or Outcome.NEEDS_INFORMATION.value
        accept = self.names(raw, "accept", dict.fromkeys(OUTCOMES, ""), "an outcome")
        exceptions = raw.get("exceptions", Map(self.file, raw.start))
        codes = {rule.exception: rule for rule in self.ruleset.rules.values() if rule.exception}
        available: tuple[str, ...] = ()
        barred: tuple[str, ...] = ()
        if isinstance(exceptions, Map):
            self.check_keys(exceptions, EXCEPTION_KEYS, "“exceptions”")
            available = self.names(exceptions, "available", codes, "an exception")
            barred = self.names(exceptions, "barred", codes, "an exception")
        else:
            self.fail(
                raw.place_of("exceptions"),
                "“exceptions” is not a mapping",
                "write {available: […], barred: […]}",
            )
        rules = self.ruleset.rules
        return Expectation(
            Outcome(outcome),
            frozenset(Outcome(word) for word in accept),
            self.word(raw, "subject", SUBJECTS),
            self.names(raw, "routes", rules, "a rule"),
            self.names(raw, "requirements", rules, "a rule"),
            available,
            barred,
            self.names(raw, "mentions", rules, "a rule"),
        )

    def names(self, tree: Map, key: str, known: Mapping[str, object], what: str) -> tuple[str, ...]:
        """The list of names under `key`, each of which must be `known`."""
        raw = tree.get(key)
        if raw is None or raw == "":
            return ()
        if not isinstance(raw, Seq) or not all(isinstance(part, str) for part in raw):
            self.fail(tree.place_of(key), f"“{key}” is not a list of names", "write [a, b]")
            return ()
        names = []
        for position, name in enumerate(raw):
            if name in known:
                names.append(str(name))
                continue
            self.fail(
                raw.place_of(position),
                f"{key}: {shown(str(name))} is not {what} of this ruleset",
                suggestion(str(name), known) or "check the name",
            )
        return tuple(names)
