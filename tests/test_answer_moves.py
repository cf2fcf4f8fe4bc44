"""Whether an answer moves is told from the evaluation alone, as the explanations would tell it."""

from engine.determination import as_data
from engine.evaluation.evaluate import evaluate
from engine.explanation.answer_moves import answer_moves
from engine.explanation.differences import differences, moves_the_answer
from engine.explanation.explain import explain
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
        saved = as_data(explain(evaluate(us_ear, facts, first)))
        now = evaluate(us_ear, facts, second)
        found = differences(saved, as_data(explain(now)))
        assert answer_moves(saved, now) == any(map(moves_the_answer, found)), (first, second)
        moved += answer_moves(saved, now)
    assert 1 < moved < 8
