"""A ruleset as plain data: what the YAML under `rulesets/` says, read and typed.

Nothing here evaluates: `engine.loading` makes these objects and `engine.evaluation` runs them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from engine.facts import FactType


class Verb(StrEnum):
    """What a rule does. `DEFINES` names a condition for other rules and has no effect itself."""

    DEFINES = "defines"
    EXCLUDES = "excludes"
    REACHES = "reaches"
    REQUIRES = "requires"
    PERMITS = "permits"
    RESTRICTS = "restricts"
    PROHIBITS = "prohibits"
    WARNS = "warns"
    OBLIGES = "obliges"


class Standing(StrEnum):
    """What an interval of dates says of a text."""

    IN_FORCE = "in-force"
    STAYED = "stayed"  # printed, and without force
    UNCLEAR = "unclear"  # past a date that nobody confirmed: behaves like an open fact
    NOT_ENFORCED = "not-enforced"  # in force, and the agency says that it does not enforce it


class Place(NamedTuple):
    """Where something stands in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NO_PLACE: Final = Place("", 0, 0)
"""Of what was not read from a file."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, both ends included; `until` of None is "open-ended".

    `by` is the Federal Register notice. `assumption` names the policy fact by which a house may
    rely on an announced non-enforcement.
    """

    start: date
    until: date | None
    by: str
    standing: Standing = Standing.IN_FORCE
    announced: date | None = None
    note: str = ""
    assumption: str = ""

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text was read, when, and how sure the reading is (`verified` or `recalled`)."""

    seen: date
    confidence: str
    where: str = ""


# Conditions -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test of one fact. `operand` is text as written; its type follows from the fact."""

    fact: str
    test: str
    operand: str | tuple[str, ...]
    label: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]
    label: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple["Condition", ...]
    label: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class NoneOf:
    """True when every part is false."""

    parts: tuple["Condition", ...]
    label: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class RuleHolds:
    """The truth of another rule's conditions."""

    rule: str
    label: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Exists:
    """Some element of a list fact (`parties`, `content.lines`) meets a condition on itself.

    The leaves of `where` name the element's own attributes.
    """

    fact: str
    where: "Condition"
    label: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    interval: Interval
    when: "Condition"


@dataclass(frozen=True, slots=True)
class Dated:
    """The version of a condition in force on the day; false on a day without one."""

    versions: tuple[Version, ...]
    label: str = ""
    cite: str = ""


Condition = Leaf | All | Any | NoneOf | RuleHolds | Exists | Dated


# Rules ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unless:
    """An exception to a rule, where the law writes it: the rule does not hold when this does."""

    when: Condition
    cite: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    yes: str
    no: str
    open: str


@dataclass(frozen=True, slots=True)
class RuleTest:
    """A test beside a rule: under these facts, on this day, the rule's truth is this."""

    given: Mapping[str, object]
    expect: str
    as_of: date | None
    place: Place


@dataclass(frozen=True, slots=True)
class Overcomes:
    """Which requirements a license exception overcomes: by kind, reason or rule, less some."""

    kinds: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    except_rules: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One paragraph of law.

    `always` is true for rules on persons and acts, which hold whether or not the item is subject
    to the regime. `counts_content` marks a requirement that makes U.S. content "controlled".
    """

    id: str
    verb: Verb
    title: str
    cite: str
    in_force: tuple[Interval, ...]
    when: Condition
    say: Say
    sources: tuple[Source, ...]
    unless: tuple[Unless, ...] = ()
    tests: tuple[RuleTest, ...] = ()
    step: str = ""
    always: bool = False
    # requires
    kind: str = ""  # list, end-use, end-user, embargo, person
    reason: str = ""
    review: str = ""
    counts_content: bool = False
    # permits
    exception: str = ""
    overcomes: Overcomes = Overcomes()
    # restricts
    removes: frozenset[str] = frozenset()
    keeps: frozenset[str] = frozenset()
    # obliges
    keep_years: int = 0  # how long records are kept, counted from the end of the transaction
    # any verb
    note: str = ""
    duties: tuple[str, ...] = ()
    place: Place = NO_PLACE

    @property
    def recalled(self) -> bool:
        """Whether the rule rests on a text that was not read again."""
        return any(source.confidence == "recalled" for source in self.sources)


# Facts, sets, tables ------------------------------------------------------------------------------


class Choice(NamedTuple):
    value: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class FactDeclaration:
    """A question: what to ask, why, and who would know.

    `name` is dotted. `short` is a noun phrase for sentences. `worse` is the answer that can only
    make an outcome heavier, where there is one. `default` is the value that a policy fact has
    when nobody set it. `derived` names the calculator of a fact that nobody is asked.
    """

    name: str
    type: FactType
    section: str
    short: str
    ask: str = ""
    help: str = ""
    cite: str = ""
    choices: tuple[Choice, ...] = ()
    effort: int = 2  # 1 at hand, 5 needs the maker
    who: str = ""
    document: str = ""
    applies_when: Condition | None = None
    always_ask: bool = False
    worse: str = ""
    default: str = ""
    derived: str = ""
    place: Place = NO_PLACE


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a set, with its days. `entry` is a country code, ECCN or ECCN pattern."""

    entry: str
    start: date | None = None
    until: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class SetDeclaration:
    """A named, dated set of countries, ECCNs or words, declared once."""

    id: str
    of: str  # countries, eccns, words
    title: str
    cite: str
    sources: tuple[Source, ...]
    members: tuple[Member, ...] = ()
    excluded: tuple[Member, ...] = ()
    union: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    place: Place = NO_PLACE


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or a region that the law treats by itself. `row_of` names whose rows apply."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    row_of: str = ""
    row_cite: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A license requirement row of a list entry.

    `marks` are what the row adds: a chart column (`NS2`) or the mark of a prose requirement
    (`742.6.a.6.iii.A`). `only` and `excluded` are paragraphs below the entry. `condition` is the
    question that decides whether the row applies, where the list prints a condition.
    """

    id: str
    reason: str
    mark: str
    only: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    condition: str = ""
    start: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ListException:
    """What a list entry says of a list-based exception: yes, no, or for some paragraphs."""

    code: str
    allowed: str  # yes, no, some
    only: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    limit_usd: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of the Commerce Control List."""

    eccn: str
    title: str
    rows: tuple[ListRow, ...]
    exceptions: tuple[ListException, ...] = ()
    paragraphs: frozenset[str] = frozenset()  # known ones; empty where the tree is not kept
    cite: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChartFootnote:
    """A footnote of the country chart: what holds for some countries whatever their cells say."""

    number: str
    note: str
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the regime's procedure: the rules of its verbs, and of `requires` those of its
    `kinds`, or all where it names none. A rule may also name its step itself."""

    id: str
    title: str
    verbs: tuple[Verb, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """A fact of another regime that a rule of this one answers, where a condition holds: such as
    whether the country of export lists the item itself."""

    fact: str
    where: Condition
    rule: str
    cite: str
    place: Place = NO_PLACE


@dataclass(frozen=True, slots=True)
class Regime:
    """What `regime.yaml` says."""

    id: str
    name: str
    authority: str
    verified_to: date
    steps: tuple[Step, ...]
    sections: tuple[str, ...]
    not_checked: tuple[str, ...] = ()
    content: Mapping[str, object] = field(default_factory=dict)
    nexus: str = ""
    advice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what to do, by outcome
    answers: tuple[AnswerGiven, ...] = ()
    countries: tuple[str, ...] = ()  # whose law it is, where its rules of reach do not tell
    item_sections: tuple[str, ...] = ()  # what describes an item in whatever deal
    item_facts: tuple[str, ...] = ()  # what else is asked of each item, `rpl.*` for all such
    not_of_product: tuple[str, ...] = ()  # what in `item_sections` may be otherwise in another deal


def is_named(fact: str, names: Collection[str]) -> bool:
    """Whether a fact is among `names`, by itself or by how it begins: `rpl.*`."""
    return fact in names or any(f"{start}.*" in names for start in starts_of(fact))


def starts_of(fact: str) -> Iterator[str]:
    """What the name of a fact begins with: of `list.row.x`, `list` and `list.row`."""
    words = fact.split(".")
    return (".".join(words[:count]) for count in range(1, len(words)))


@dataclass(frozen=True, eq=False)
class Ruleset:
    """One regime's law, whole: never loaded in part. `digest` is of the YAML's bytes."""

    regime: Regime
    digest: str
    facts: Mapping[str, FactDeclaration]
    sets: Mapping[str, SetDeclaration]
    countries: Mapping[str, Country]
    chart: Mapping[str, tuple[Member, ...]]  # country code to marked columns, each dated
    entries: Mapping[str, ListEntry]
    rules: Mapping[str, Rule]
    footnotes: tuple[ChartFootnote, ...] = ()  # of the chart
    headings: Mapping[str, str] = field(default_factory=dict)  # of a category `3`, a group `B`
    with_tests: bool = True  # the tests beside the rules are here: not in one from the cache

    def chart_row(self, country: str) -> tuple[Member, ...] | None:
        """The chart's row of a country, or that of the country whose rows apply to it; None where
        the chart has neither, which is not the same as a row without marks."""
        row = self.chart.get(country)
        declared = self.countries.get(country)
        if row is None and declared is not None and declared.row_of:
            return self.chart.get(declared.row_of)
        return row

    @cached_property
    def rules_of(self) -> Mapping[Verb, tuple[Rule, ...]]:
        """The rules by verb, in the order of their ids in the files."""
        return {
            verb: tuple(rule for rule in self.rules.values() if rule.verb is verb) for verb in Verb
        }

    @cached_property
    def facts_of_product(self) -> frozenset[str]:
        """The facts that describe an item, whatever deal it is part of."""
        left_out = self.regime.not_of_product
        return frozenset(n for n in self.facts_describing_item if not is_named(n, left_out))

    @cached_property
    def facts_of_item(self) -> frozenset[str]:
        """The facts that each item of a deal answers for itself; the others are the deal's."""
        named = self.regime.item_facts
        return self.facts_describing_item | {
            name for name, fact in self.facts.items() if not fact.derived and is_named(name, named)
        }

    @cached_property
    def facts_describing_item(self) -> frozenset[str]:
        """The facts of the sections that describe an item."""
        sections = self.regime.item_sections
        return frozenset(
            n for n, f in self.facts.items() if f.section in sections and not f.derived
        )
