"""Worked cases: a deal whose right answer is known.

A case states only the facts that matter; the others come from a background, a deal file whose
answers are all taken as assumed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from engine.deals.answers import read_date
from engine.deals.deal import BACKGROUND_KEYS, VERSION, FileReading
from engine.deals.deal_source import read_source
from engine.deals.element_reading import read_line, read_note
from engine.facts import Deal, Facts, State
from engine.model import Ruleset
from engine.outcome import Outcome
from engine.reading.typed_text import choice_of_words, shown, suggestion
from engine.reading.yaml_source import Map, Seq, Tree
from engine.regimes.regimes import Regimes

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
    "regime",
    "background",
    "facts",
    "expect",
    "expect_in",
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
IN_ALL: Final = "all"
"""What stands in `expect_in` for the regimes of the case together."""

SOURCE_KEYS: Final = ("document", "locator", "url")
EXCEPTION_KEYS: Final = ("available", "barred")
CONFIDENCES: Final = ("certain", "likely", "arguable")
SUBJECTS: Final = ("yes", "no", "open")
OUTCOMES: Final = tuple(outcome.value for outcome in Outcome)
DIFFICULTIES: Final = ("1", "2", "3", "4", "5")


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
    """A case file, read. `background` names the background, empty where there is none; `regime` is
    the one that `expect` is of, and `expect_in` what is right in others."""

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
    regime: str = ""
    expect_in: Mapping[str, Expectation] = field(default_factory=dict)
    in_all: Expectation | None = None  # of the regimes that the case names together

    @property
    def expected(self) -> Mapping[str, Expectation]:
        """What is right, by regime; its own first."""
        return {self.regime: self.expect, **self.expect_in}

    def deal(self, background: Facts) -> Deal:
        """The case as a deal: its own facts before those of the background."""
        return Deal(self.title, self.as_of, Facts({**background, **self.facts}), self.story)


def read_case(data: bytes | str, file: str, law: Ruleset | Regimes, default: str = "") -> Case:
    """The case in `data`; `file` is what messages call it. A case that names no regime is one of
    `default`, or of the only one at hand.

    Raises `InputFaults` with every fault found.
    """
    regimes = law if isinstance(law, Regimes) else Regimes((law,))
    root = read_source(data, file)
    alone = isinstance(law, Ruleset)
    strange = bool(_expects_in(root) - regimes.by_id.keys())
    reading = _CaseReading(
        file,
        regimes.joined,
        lenient=True,
        skips_unknown=alone and strange,
        regimes=regimes,
        alone=alone,
    )
    root = reading.mapping_of(root, "a case file", CASE_VERSION)
    reading.check_keys(root, CASE_KEYS, "a case file")
    regime = reading.regime(root, default or regimes.rulesets[-1].regime.id)
    case = Case(
        id=reading.needed(root, "id"),
        title=reading.needed(root, "title"),
        expect=reading.expectation(root, "expect", regimes.by_id.get(regime)),
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
        regime=regime,
        expect_in=reading.expectations(root, regime),
        in_all=reading.expectation_in_all(root),
    )
    reading.finish()
    return case


def regime_named(root: Tree) -> str:
    """The regime that a case file says it is of; empty where it does not say."""
    own = root.get("regime") if isinstance(root, Map) else None
    return own.strip() if isinstance(own, str) else ""


def _expects_in(root: Tree) -> frozenset[str]:
    others = root.get("expect_in") if isinstance(root, Map) else None
    return frozenset(others) - {IN_ALL} if isinstance(others, Map) else frozenset()


def read_background(data: bytes | str, file: str, law: Ruleset | Regimes) -> Facts:
    """The answers of a background file, a deal file, all taken as assumed.

    Raises `InputFaults` with every fault found.
    """
    ruleset = law.joined if isinstance(law, Regimes) else law
    reading = FileReading(file, ruleset, lenient=True)
    root = reading.mapping_of(read_source(data, file), "a deal file", VERSION)
    reading.check_keys(root, BACKGROUND_KEYS, "a deal file")
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


@dataclass(slots=True)
class _CaseReading(FileReading):
    regimes: Regimes = field(default_factory=lambda: Regimes(()))
    alone: bool = False  # a ruleset without the others: what a case says of these is not checked

    def regime(self, root: Map, default: str) -> str:
        """The regime that the case is of."""
        named = self.text(root, "regime", read_line) or default
        if named not in self.regimes.by_id:
            self.fail(
                root.place_of("regime"),
                f"the case is of the regime {shown(named)}, which is not at hand",
                suggestion(named, self.regimes.by_id)
                or f"there is {choice_of_words(self.regimes.by_id, 'and')}",
            )
        return named

    def expectations(self, root: Map, own: str) -> Mapping[str, Expectation]:
        """What is right in other regimes."""
        raw = root.get("expect_in")
        if raw is None:
            return {}
        if not isinstance(raw, Map):
            self.fail(
                root.place_of("expect_in"),
                "“expect_in” is not a mapping",
                "write {nl: {outcome: …}}",
            )
            return {}
        found = {}
        for name in raw:
            ruleset = self.regimes.by_id.get(name)
            if name == IN_ALL:
                continue
            if name == own:
                self.fail(raw.place_of_key(name), f"“expect” is of {own}", "keep one of the two")
            elif ruleset is None and self.alone:
                continue
            elif ruleset is None:
                near = suggestion(name, self.regimes.by_id)
                self.fail(
                    raw.place_of_key(name),
                    f"there is no regime {shown(name)}",
                    near or f"there is {choice_of_words(self.regimes.by_id, 'and')}",
                )
            else:
                found[name] = self.expectation(raw, name, ruleset)
        return found

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

    def expectation_in_all(self, root: Map) -> Expectation | None:
        """The outcome that is right in all, under `all` of `expect_in`."""
        raw = root.get("expect_in")
        found = raw.get(IN_ALL) if isinstance(raw, Map) else None
        if not isinstance(raw, Map) or found is None:
            return None
        if isinstance(found, Map):
            for key in found:
                if key in EXPECT_KEYS and key not in ("outcome", "accept"):
                    self.fail(
                        found.place_of_key(key),
                        f"“{IN_ALL}” has an outcome alone, and no “{key}”",
                        "write it under a regime",
                    )
                    return None
        return self.expectation(raw, IN_ALL, None)

    def expectation(self, root: Map, key: str, ruleset: Ruleset | None) -> Expectation:
        """What is right in one regime, under `key`."""
        raw = root.get(key)
        if not isinstance(raw, Map):
            place = root.place_of(key)
            self.fail(place, f"a case needs “{key}”", f"add “{key}:” with “outcome: …” below")
            return Expectation(Outcome.NEEDS_INFORMATION)
        self.check_keys(raw, EXPECT_KEYS, f"“{key}”")
        if "outcome" not in raw:
            self.fail(raw.place, f"“{key}” has no “outcome”", f"write {choice_of_words(OUTCOMES)}")
        outcome = self.word(raw, "outcome", OUTCOMES) or Outcome.NEEDS_INFORMATION.value
        accept = self.names(raw, "accept", dict.fromkeys(OUTCOMES, ""), "an outcome")
        exceptions = raw.get("exceptions", Map(self.file, raw.start))
        rules = {} if ruleset is None else ruleset.rules
        codes = {rule.exception: rule for rule in rules.values() if rule.exception}
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
