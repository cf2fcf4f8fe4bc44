"""A search for facts under which a formula is true.

The search puts in one answer at a time, of the question on which the formula still waits, and
turns back as soon as the formula is false whatever else comes. It is complete: where it ends
without a find and without giving up, no combination of the answers' classes makes the formula
true.
"""

from dataclasses import dataclass
from typing import Final

from engine.facts import Answer, Facts, State
from engine.model import Ruleset
from engine.proof.domains import DESTINATION, ITEM, Domains, Option
from engine.proof.formula import CONSTANT, NAMED, NOT, OR, TEST, Formula, truth_under
from engine.truth import NEGATION, OPEN, YES, Truth

TRIES: Final = 20_000
"""How many partial deals a search looks at before it gives up."""


@dataclass(frozen=True, slots=True)
class Search:
    """How a search ended: with answers, or with none although it was `complete`, or without."""

    facts: Facts | None
    complete: bool
    tries: int

    @property
    def impossible(self) -> bool:
        """Whether the formula was shown never to be true."""
        return self.facts is None and self.complete


class _GaveUpError(Exception):
    pass


class Witnesses:
    """Searches over one day's formulas."""

    def __init__(self, domains: Domains) -> None:
        self.domains = domains
        self._ruleset: Ruleset = domains.formulas.ruleset

    def find(self, formula: Formula, tries: int = TRIES) -> Search:
        """Facts under which the formula is true: as few as will do."""
        return _Run(self.domains, formula, tries).search(self._ruleset)


class _Run:
    def __init__(self, domains: Domains, formula: Formula, tries: int) -> None:
        self.domains, self.formula, self.left, self.tries = domains, formula, tries, tries
        self.truths = [OPEN] * len(domains.formulas.tests)
        self.of_slot = {slot: domains.variable_of(slot) for slot in formula.slots}
        self.slots: dict[str, frozenset[int]] = {}
        for slot, variable in self.of_slot.items():
            self.slots[variable] = self.slots.get(variable, frozenset()) | {slot}
        self.rests_on_chart = any(
            domains.formulas.tests[slot].fact == "chart.marks" for slot in formula.slots
        )
        self.chosen: dict[str, Option] = {}

    def search(self, ruleset: Ruleset) -> Search:
        inexact = self.domains.inexact
        try:
            found = self._solved()
        except _GaveUpError:
            return Search(None, False, self.tries)
        used = self.tries - self.left
        if not found:
            return Search(None, not (inexact & self.slots.keys()), used)
        self._drop_what_is_not_needed()
        answers = {
            name: Answer(value, State.ASSUMED if ruleset.facts[name].default else State.ANSWERED)
            for option in self.chosen.values()
            for name, value in option.answers
            if name in ruleset.facts
        }
        return Search(Facts(answers), True, used)

    def _truth(self) -> Truth:
        return truth_under(self.formula, self.truths, {})

    def _solved(self) -> bool:
        self.left -= 1
        if self.left < 0:
            raise _GaveUpError
        memo: dict[int, Truth] = {}
        truth = truth_under(self.formula, self.truths, memo)
        if truth != OPEN:
            return truth == YES
        wish = self._wish(self.formula, YES, memo)
        if wish is None:
            return False
        slot, wanted = wish
        variable = self.of_slot[slot]
        options = self.domains.options(variable, self.slots[variable])
        for option in sorted(options, key=lambda option: (slot, wanted) not in option.truths):
            self._put(variable, option)
            if self._solved():
                return True
            self._take_back(variable)
        return False

    def _put(self, variable: str, option: Option) -> None:
        self.chosen[variable] = option
        for slot, truth in option.truths:
            self.truths[slot] = truth

    def _take_back(self, variable: str) -> None:
        for slot, _ in self.chosen.pop(variable).truths:
            self.truths[slot] = OPEN

    def _wish(
        self, formula: Formula, wanted: Truth, memo: dict[int, Truth]
    ) -> tuple[int, Truth] | None:
        """An open test on the way to the truth that is wanted, and what it should come out."""
        if formula.kind == TEST:
            return formula.number, wanted
        if formula.kind == CONSTANT:
            return None
        if formula.kind == NOT:
            return self._wish(formula.parts[0], NEGATION[wanted], memo)
        if formula.kind == NAMED:
            return self._wish(formula.parts[0], wanted, memo)
        easy = (formula.kind == OR) == (wanted == YES)
        parts = formula.parts if easy else sorted(formula.parts, key=lambda part: len(part.slots))
        for part in parts:
            if truth_under(part, self.truths, memo) == OPEN:
                wish = self._wish(part, wanted, memo)
                if wish is not None:
                    return wish
        return None

    def _drop_what_is_not_needed(self) -> None:
        # What list and chart both name is calculated once item and destination are known.
        together = frozenset({ITEM, DESTINATION})
        if (
            self.rests_on_chart
            and len(together & self.chosen.keys()) == 1
            and together <= self.slots.keys()
        ):
            (other,) = together - self.chosen.keys()
            self._put(other, self.domains.options(other, self.slots[other])[0])
        for variable in list(self.chosen):
            if variable in together and self.rests_on_chart:
                continue
            option = self.chosen[variable]
            self._take_back(variable)
            if self._truth() != YES:
                self._put(variable, option)
