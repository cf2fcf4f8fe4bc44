"""The room to a limit: as numbers, in words and as a bar."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.evaluate import evaluate
from engine.explanation.room import AT, BELOW, OPEN, OVER, Room, bar, nearest, room_words, rooms
from engine.model import Ruleset
from tests.test_determination import DAY, bench_with, part


def room(low: str, high: str | None, limit: str = "25", unit: str = "percent") -> Room:
    upper = None if high is None else Decimal(high)
    return Room("r", "f", "s", "r", "t", "c", unit, Decimal(limit), Decimal(low), upper, f"{low} %")


@pytest.mark.parametrize(
    ("low", "high", "side"),
    [
        ("20", "20", BELOW),
        ("25", "25", AT),
        ("25.0001", "25.0001", OVER),
        ("5", "14", BELOW),
        ("5", "25", OPEN),
        ("5", None, OPEN),
        ("26", None, OVER),
    ],
)
def test_what_is_open_is_on_a_side_only_where_every_filling_is(
    low: str, high: str | None, side: str
) -> None:
    assert room(low, high).side == side


@settings(max_examples=60, deadline=None)
@given(st.decimals(0, 100, places=3), st.decimals(0, 100, places=3), st.decimals(1, 99, places=1))
def test_a_bar_crosses_its_mark_exactly_where_the_number_does(
    low: Decimal, more: Decimal, limit: Decimal
) -> None:
    high = min(Decimal(100), low + more)
    found = room(str(low), str(high), str(limit))
    shown = bar(found, 24)
    before, after = shown[1:-1].split("|")
    assert len(shown) == 27
    assert ("#" in after) is (low > limit)
    assert ("?" in after or "#" in after) is (high > limit)
    assert (not before.endswith(".")) is (high >= limit)


def test_the_room_under_a_de_minimis_level_is_told_in_points_and_money(us_ear: Ruleset) -> None:
    found = rooms(evaluate(us_ear, bench_with(part("3A002.a", "20000")), DAY))
    shares = [one for one in found if one.fact == "content.share"]
    near = nearest(shares)
    assert near is not None and near.limit == 25
    assert room_words(near) == "20 % of 25 %; room 5 points, $5,000 of controlled content"


def test_a_share_with_an_unvalued_line_is_on_no_side_of_its_limit(us_ear: Ruleset) -> None:
    lines = bench_with(part("3A002.a", "2000"), part("3A002.a", None))
    found = [one for one in rooms(evaluate(us_ear, lines, DAY)) if one.fact == "content.share"]
    assert all(one.side == OPEN and "cannot be said" in room_words(one) for one in found)
