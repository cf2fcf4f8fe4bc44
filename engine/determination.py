"""A determination: plain, immutable, serialisable data.

A screen, a report and a record are three views of it. `as_data` gives dictionaries, lists and
texts alone, in a fixed order, so that the same facts under the same ruleset on the same day give
the same bytes.
"""

from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, Final

SCHEMA = "determination/1"


@dataclass(frozen=True, slots=True)
class FactUse:
    """A fact as a condition used it. `state` is answered, not-known, assumed, not-asked, default
    or derived; `shown` is the value in words."""

    name: str
    short: str
    shown: str
    state: str
    by: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A condition in a rule's tree with its truth (`yes`, `no`, `open`).

    `kind` is leaf, all, any, none, rule, exists, dated, standing or unless. `text` is the
    condition in words. `fact` is set on leaves.
    """

    kind: str
    truth: str
    text: str
    cite: str = ""
    fact: FactUse | None = None
    rule: str = ""
    parts: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Calculation:
    """How a calculated fact came out, line by line."""

    name: str
    result: str
    cite: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule as it came out. `standing` is in-force, not-in-force, stayed, unclear or
    not-enforced on the day. `distance` counts the conditions that keep a false rule from holding.
    `tree` is whole where the rule holds, is open, or came close; else it names what kept it out.
    """

    rule: str
    verb: str
    title: str
    cite: str
    truth: str
    applies: str  # the truth after "is it subject at all" has been taken into account
    standing: str
    sentence: str
    by: str  # the Federal Register notice of the interval
    since: str
    until: str
    note: str
    recalled: bool
    distance: int
    tree: Node


@dataclass(frozen=True, slots=True)
class StepResult:
    """A step of the regime's procedure with its rules: those that hold, those that are open,
    and those that do not hold, nearest first."""

    step: str
    title: str
    holds: tuple[RuleResult, ...]
    open: tuple[RuleResult, ...]
    fails: tuple[RuleResult, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    rule: str
    cite: str
    kind: str
    reason: str
    review: str
    sentence: str
    truth: str


@dataclass(frozen=True, slots=True)
class ExceptionFinding:
    """A license exception: `available` only if it overcomes every requirement and nothing is open;
    `candidate` with the conditions still open; `barred` by a rule; or `unfit`."""

    code: str
    rule: str
    cite: str
    status: str
    sentence: str
    conditions: tuple[str, ...] = ()
    barred_by: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()  # requirements that it does not overcome


@dataclass(frozen=True, slots=True)
class Retention:
    """A rule by which the records of the deal are kept, or may have to be where it is open."""

    rule: str
    cite: str
    years: int
    sentence: str
    truth: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A fact that could still change the answer, the most deciding first."""

    fact: str
    ask: str
    who: str
    cite: str
    because: str
    asked: bool  # asked already, and not known


@dataclass(frozen=True, slots=True)
class Change:
    """A smallest change of answers that moves the outcome. `arranged` marks one that an exporter
    could arrange to slip under a rule: evasion is unlawful, and the sentence says so."""

    facts: tuple[str, ...]
    sentence: str
    outcome: str
    arranged: bool


@dataclass(frozen=True, slots=True)
class Margin:
    """The room between a number and a limit that a rule sets."""

    fact: str
    rule: str
    cite: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Determination:
    """The whole answer of one regime for one deal."""

    schema: str
    regime: str
    regime_name: str
    ruleset: str  # digest
    verified_to: str
    as_of: str
    title: str
    outcome: str
    possible: tuple[str, ...]
    headline: str
    subject: str  # yes, no, open
    decisive: tuple[str, ...]  # the sentences that decided it
    decisive_rules: tuple[str, ...]
    to_do: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    exceptions: tuple[ExceptionFinding, ...]
    warnings: tuple[str, ...]
    duties: tuple[str, ...]
    retention: tuple[Retention, ...]
    questions: tuple[OpenQuestion, ...]
    changes: tuple[Change, ...]
    margins: tuple[Margin, ...]
    screening: tuple[str, ...]  # what was screened, against which list, and what was found
    assumptions: tuple[FactUse, ...]
    judgements: tuple[FactUse, ...]
    law_notes: tuple[str, ...]  # stayed, unclear, not enforced, recalled, beyond verified_to
    not_checked: tuple[str, ...]
    calculations: tuple[Calculation, ...]
    facts: tuple[FactUse, ...]
    steps: tuple[StepResult, ...]


def as_data(value: Any) -> Any:
    """`value` as dictionaries, lists, texts, numbers and truth values alone."""
    kind = type(value)
    if kind is str:  # nearly all that a determination is made of
        return value
    if kind is tuple or kind is list:
        return [as_data(part) for part in value]
    if kind not in _NAMES:
        _NAMES[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None
    names = _NAMES[kind]
    if names is not None:
        return {name: as_data(getattr(value, name)) for name in names}
    if isinstance(value, list | tuple):
        return [as_data(part) for part in value]
    return value.value if isinstance(value, Enum) else value


_NAMES: Final[dict[type, tuple[str, ...] | None]] = {}
"""The fields of each kind of data class that was seen; None for other types."""
