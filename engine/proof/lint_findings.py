"""Findings of lint: their codes, and how each is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.model import Place, Rule


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding. An error means that the ruleset says something wrong or nothing."""

    title: str
    error: bool = False


CODES: Final[Mapping[str, Code]] = {
    "R012": Code("citation to a section that the regulation does not have", error=True),
    "R013": Code("a stay or other special standing ends soon"),
    "R014": Code("past a date that nobody confirmed"),
    "R015": Code("the law was verified long ago"),
    "R016": Code("an interval without a notice"),
    "R018": Code("citation to a paragraph that its section does not have"),
    "R050": Code("a sentence that names nothing of what decides"),
    "R053": Code("a condition whose words are raw marks of the list"),
    "R054": Code("a word of comfort in a sentence", error=True),
    "R055": Code("a requirement without its review policy"),
    "R060": Code("a rule without a test in each truth value"),
    "R062": Code("choices that no rule tells apart"),
    "R063": Code("a dated text without a test on its days"),
    "R071": Code("a list typed in several places instead of a set"),
    "R072": Code("a set that nothing uses"),
    "R073": Code("a question that no rule reads"),
    "R074": Code("a definition that no rule uses"),
    "R080": Code("a threshold compared against what its words say", error=True),
    "R090": Code("rules on recalled sources"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that looks wrong, where, and what would be right; without full stops."""

    code: str
    place: Place
    says: str
    right: str

    def __str__(self) -> str:
        weight = "error" if CODES[self.code].error else "warning"
        return f"{self.place}: {self.code} {weight}: {self.says}; {self.right}"

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        return (self.place.file, self.place.line, self.place.column, self.code, self.says)


def finding(code: str, place: Place | None, says: str, right: str) -> Finding:
    """A finding; one without a place belongs to regime.yaml."""
    return Finding(code, place or Place("regime.yaml", 1, 1), says, right)


def in_rule(code: str, rule: Rule, says: str, right: str) -> Finding:
    """A finding in a rule, which it names."""
    return Finding(code, rule.place, f"{rule.id}: {says}", right)
