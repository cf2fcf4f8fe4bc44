"""Which cases to practice: by topic, difficulty, words, and what the learner has done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.deals.case_files import CaseRead
from engine.deals.cases import Case
from engine.faults import Fault
from engine.model import Place
from engine.practice.scores import NEW


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a case must meet: every one of `words` in its id, title, topic, story or regime, one of
    the `topics`, a difficulty, a standing (not done, wrong, right), a regime. Empty asks for
    nothing. A difficulty of 3 takes what is harder too."""

    words: str = ""
    topic: str = ""
    difficulty: int = 0
    standing: str = ""
    regime: str = ""

    def meets(self, case: Case, standing: Mapping[str, str]) -> bool:
        """Whether a case is wanted; `standing` is by case, of those that were tried."""
        held = " ".join((case.id, case.title, case.topic, case.story, case.regime)).casefold()
        return (
            all(word in held for word in self.words.casefold().split())
            and (not self.topic or case.topic.casefold() == self.topic.casefold())
            and (not self.difficulty or self.difficulty == min(case.difficulty, HARD))
            and (not self.standing or standing.get(case.id, NEW) == self.standing)
            and (not self.regime or case.regime == self.regime)
        )


HARD = 3
"""The difficulty from which on all are called hard."""


def each_once(reads: Iterable[CaseRead]) -> tuple[tuple[CaseRead, ...], tuple[Fault, ...]]:
    """The cases, of several with one id the first, and a fault for each of the others: scores and
    twins go by the id."""
    first: dict[str, CaseRead] = {}
    faults: list[Fault] = []
    for read in reads:
        case, known = read.case, first.setdefault(read.case.id, read)
        if known is not read and Path(known.case.file).resolve() != Path(case.file).resolve():
            wrong = f"another case has the id {case.id}: {known.case.file}"
            faults.append(Fault(Place(case.file, 1, 1), wrong, "give this one an id of its own"))
    return tuple(first.values()), tuple(faults)


def topics_of(cases: Iterable[Case]) -> Mapping[str, int]:
    """How many cases there are of each topic, in the order of the topics' names."""
    found: dict[str, int] = {}
    for case in cases:
        found[case.topic] = found.get(case.topic, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))


def rules_of_case(case: Case) -> tuple[str, ...]:
    """The rules that a case is about, as far as it names them."""
    expect = case.expect
    return tuple(dict.fromkeys((*expect.requirements, *expect.routes, *expect.mentions)))
