"""What the screens of training share while the app runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from engine.deals.case_files import CaseRead
from engine.practice.exercise import Exercise, evaluation_of, exercise_of
from engine.practice.judging import Sheet
from engine.practice.offers import exercise_of_twin, twins_offered
from engine.practice.scores import Attempt, of_learner, standing_of
from engine.practice.twins import Twin
from engine.regimes.regimes import Regimes
from screens.services import TrainingDesk


@dataclass
class Trainer:
    """The cases, the attempts, and the learner, who is asked for the name once. `folder` is that of
    the cases, None for those that ship and the house's own. `unfinished` are the sheets of
    exercises that were left before their end, by the id of the case, with the question at hand."""

    desk: TrainingDesk
    regimes: Regimes
    now: Callable[[], datetime]
    name: str = ""
    asked: bool = False
    folder: Path | None = None
    reads: Sequence[CaseRead] = ()
    attempts: list[Attempt] = field(default_factory=list)
    unfinished: dict[str, tuple[Sheet, int]] = field(default_factory=dict)

    @property
    def own(self) -> tuple[Attempt, ...]:
        """The attempts of the learner; of nobody where no name is given."""
        return of_learner(self.attempts, self.name) if self.name else ()

    @property
    def standing(self) -> Mapping[str, str]:
        """How the cases stand that the learner has tried."""
        return standing_of(self.own)

    def read_of(self, case: str) -> CaseRead:
        """The case of this id."""
        return next(read for read in self.reads if read.case.id == case)

    def exercise(self, read: CaseRead) -> Exercise:
        """The exercise that a case makes; 40 ms and more: call from a worker."""
        today = self.now().date()
        return exercise_of(read, evaluation_of(read.case, read.deal, self.regimes, today))

    def twins(self, read: CaseRead, parting: str) -> tuple[Twin, ...]:
        """What to try after a mistake; call from a worker."""
        return twins_offered(read, self.reads, self.regimes, self.now().date(), parting)

    def twin_exercise(self, read: CaseRead, twin: Twin) -> Exercise:
        """The exercise of a twin that the engine found; call from a worker."""
        return exercise_of_twin(read, twin, self.regimes, self.now().date())
