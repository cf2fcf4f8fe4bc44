"""The answer in all, as plain data: each regime's determination, and what stands above them."""

from dataclasses import dataclass

from engine.determination import Determination

SCHEMA = "combined/1"


@dataclass(frozen=True, slots=True)
class RegimeAnswer:
    """One regime in a line. `attaches` is yes, no or open; `through` the sentences on how it does,
    or on what keeps it from attaching; `binds` marks the heaviest of those that attach."""

    regime: str
    name: str
    authority: str
    attaches: str
    through: tuple[str, ...]
    outcome: str
    possible: tuple[str, ...]
    binds: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class NationalAnswer:
    """A fact of a regime that a rule of another answered: `status` is given, same, open or
    contradicted; `value` yes, no or empty."""

    fact: str
    short: str
    value: str
    status: str
    regime: str
    to: tuple[str, ...]
    rule: str
    cite: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SharedQuestion:
    """A fact that could still change an answer, asked once, with the regimes that wait for it."""

    fact: str
    ask: str
    who: str
    cite: str
    because: str
    asked: bool
    regimes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combined:
    """What the exporter needs in all, above the determinations of the regimes."""

    schema: str
    as_of: str
    title: str
    outcome: str
    possible: tuple[str, ...]
    headline: str
    binds: tuple[str, ...]  # the regimes with the heaviest answer
    answers: tuple[RegimeAnswer, ...]
    licenses: tuple[str, ...]  # why one license does not stand for another
    national: tuple[NationalAnswer, ...]
    contradictions: tuple[str, ...]
    not_checked: tuple[str, ...]
    questions: tuple[SharedQuestion, ...]
    determinations: tuple[Determination, ...]
