"""What the screens of training are made of: block letters, the bar of days, pages of a case."""

from datetime import date

import pytest
from textual.widgets import Static

from engine.explanation.history import Stage
from engine.explanation.history_words import stage_at, timeline
from engine.outcome import Outcome
from screens.practice.block_letters import block_letters
from screens.practice.presenter import Page, page_text
from screens.practice.slider import moved_by


@pytest.mark.parametrize("width", [40, 80, 140])
def test_block_letters_fit_or_are_not_used(width: int) -> None:
    for text in ("PROHIBITED", "LICENSE REQUIRED", "NO LICENSE REQUIREMENT FOUND"):
        for height in (6, 14, 30):
            rows = block_letters(text, width, height)
            assert all(len(row) <= width for row in rows) and len(rows) <= height
    assert bool(block_letters("PROHIBITED", width, 6)) is (width >= 80)
    assert block_letters("50 %", 140, 30) == ()


STAGES = (
    Stage(date(2020, 1, 1), Outcome.NOT_SUBJECT, (), (), ()),
    Stage(date(2022, 1, 1), Outcome.LICENSE_REQUIRED, (), (), ("1 FR 1",)),
)


def test_the_bar_shows_every_stage_and_the_day() -> None:
    signs = {Outcome.NOT_SUBJECT: "-", Outcome.LICENSE_REQUIRED: "!"}
    years, bar, mark = timeline(STAGES, date(2023, 12, 31), date(2022, 1, 1), 41, signs.__getitem__)
    assert bar == "-" * 20 + "|" + "!" * 20
    assert mark.index("^") == bar.index("|")
    assert years.split() == ["2020", "2021", "2022", "2023"] and len(years) == 41
    assert stage_at(STAGES, date(2021, 12, 31)) == 0 and stage_at(STAGES, date(2022, 1, 1)) == 1


@pytest.mark.parametrize(
    ("unit", "by", "day"),
    [
        ("day", -1, date(2024, 2, 28)),
        ("month", 1, date(2024, 3, 29)),
        ("month", 12, date(2025, 2, 28)),
        ("year", -1, date(2023, 2, 28)),
    ],
)
def test_a_month_without_such_a_day_ends_earlier(unit: str, by: int, day: date) -> None:
    assert moved_by(date(2024, 2, 29), unit, by) == day


def test_the_title_is_text() -> None:
    """What a case's author typed is never markup."""
    shown = page_text(Page("", ("[red]x",)), 80, 24)
    assert "[ R E D ] X" in shown.plain and isinstance(Static(shown), Static)
