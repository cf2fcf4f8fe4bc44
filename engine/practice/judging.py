"""A learner's answer sheet, held against the engine's own determination."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.deals.case_verdicts import Mark, mark_of
from engine.outcome import Outcome
from engine.practice.exercise import AskedRule, Exercise
from engine.truth import Truth


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a learner answered: the outcome, the deciding rule's id, and a truth for each rule
    asked. What is missing was not answered, and counts as wrong."""

    outcome: Outcome | None = None
    deciding: str = ""
    verdicts: Mapping[str, Truth] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sheet, judged. `agreed` says of each rule asked whether learner and engine agree;
    `parting` is the first rule, in the order of the procedure, where they do not."""

    sheet: Sheet
    mark: Mark  # of the outcome alone
    deciding: bool
    agreed: Mapping[str, bool]
    parting: AskedRule | None

    @property
    def asked(self) -> int:
        """How many answers were asked for: the outcome, the deciding rule, and each rule."""
        return 2 + len(self.agreed)

    @property
    def points(self) -> int:
        """One for each right answer; none at all for false comfort, which no other right answer
        makes good."""
        if self.mark is Mark.FALSE_COMFORT:
            return 0
        return (self.mark is Mark.RIGHT) + self.deciding + sum(self.agreed.values())

    @property
    def full(self) -> bool:
        """Whether every answer is right."""
        return self.points == self.asked


def judge_sheet(exercise: Exercise, sheet: Sheet) -> Judged:
    """Judge a sheet. The outcome is right if the case expects or accepts it; a rule is right if its
    truth is the engine's, of three; the deciding rule if it is one of those that decided."""
    agreed = {rule.rule: sheet.verdicts.get(rule.rule) == rule.truth for rule in exercise.rules}
    return Judged(
        sheet,
        Mark.WRONG if sheet.outcome is None else mark_of(sheet.outcome, exercise.expect),
        sheet.deciding in exercise.deciding,
        agreed,
        next((rule for rule in exercise.rules if not agreed[rule.rule]), None),
    )


def right_sheet(exercise: Exercise) -> Sheet:
    """The sheet that the engine itself would hand in."""
    asked = [rule.rule for rule in exercise.rules if rule.rule in exercise.deciding]
    return Sheet(
        exercise.outcome,
        next(iter((*asked, *sorted(exercise.deciding))), ""),
        {rule.rule: rule.truth for rule in exercise.rules},
    )
