"""Whether an answer moves is told from the evaluation alone, as the explanations would tell it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from engine.deals.case_files import CaseRead, read_cases
from engine.determination import as_data
from engine.evaluation.evaluate import evaluate
from engine.explanation.answer_moves import answer_moves
from engine.explanation.differences import differences, moves_the_answer
from engine.explanation.explain import explain
from engine.facts import Facts
from engine.model import Ruleset
from tests.random_deals import DAYS, RandomDeals


def test_an_answer_moves_where_the_explanations_say_so(us_ear: Ruleset) -> None:
    """Deals of one day under the law of another, most answers known, as in what was saved."""
    deals, moved = RandomDeals(us_ear, seed=41), 0
    for number in range(8):
        first, second = DAYS[number % len(DAYS)], DAYS[-1 - number % 3]
        facts = deals.deal(first, known=(0.6, 1.0)[number % 2])
        if number % 4 == 3:
            second = first
        moved += _moves(us_ear, facts, first, second)
    assert 1 < moved < 8


CASES = Path("fixtures/cases")


def _moves(law: Ruleset, facts: Facts, first: date, second: date) -> bool:
    """Whether a deal's answer moves from one day to another: both ways tell it alike."""
    saved = as_data(explain(evaluate(law, facts, first)))
    now = evaluate(law, facts, second)
    found = differences(saved, as_data(explain(now)))
    told = answer_moves(saved, now)
    assert told == any(map(moves_the_answer, found)), (first, second, found)
    new = [row for row in found if row.part in ("warnings", "duties") and row.after]
    assert told or not new, (first, second, new)
    return told


def _cases(law: Ruleset, folder: Path) -> tuple[CaseRead, ...]:
    return read_cases([folder], law)[0]


def test_worked_cases_move_where_the_explanations_say_so(us_ear: Ruleset) -> None:
    """A new duty moves an answer as a new ground does: it is what one has to do."""
    cases = _cases(us_ear, CASES / "dates")[:6]
    first, second = date(2018, 6, 1), date(2026, 7, 23)
    assert sum(_moves(us_ear, case.deal.facts, first, second) for case in cases)


@pytest.mark.soak
def test_all_worked_cases_move_where_the_explanations_say_so(
    shipped: Mapping[str, Ruleset],
) -> None:
    days = (date(2018, 6, 1), date(2023, 12, 1), date(2025, 10, 1), date(2026, 7, 23))
    for law in shipped.values():
        for case in _cases(law, CASES):
            for first, second in zip(days, (*days[1:], days[0]), strict=True):
                _moves(law, case.deal.facts, first, second)
