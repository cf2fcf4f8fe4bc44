"""A learner's way through training, on the small law: list, exercise, twin, scores, presenter,
date slider."""

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Static

from engine.explanation.history import Stage
from engine.explanation.history_words import stage_at, timeline
from engine.outcome import Outcome
from records.attempts import Attempts
from screens.block_letters import block_letters
from screens.exercise import ExerciseScreen
from screens.presenter import PresenterScreen
from screens.slider import SliderScreen, moved_by
from screens.training import TrainingScreen
from tests.support.app import desk, settle
from tests.support.practice import write_cases
from tests.support.screen_text import screen_text


async def test_a_learner_practices_and_a_trainer_presents(tmp_path: Path) -> None:
    app = desk(tmp_path, cases=write_cases(tmp_path / "cases")).app()
    async with app.run_test(size=(80, 24)) as pilot:

        async def press(*keys: str) -> str:
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            return screen_text(app)

        await settle(pilot)
        shown = await press("t")
        assert isinstance(app.screen, TrainingScreen)
        assert "Training: 6 cases" in shown and "Etcher to China" in shown
        # The name is asked for once, and J. Doe is proposed.
        assert "Who practices?" in await press("enter")
        shown = await press("ctrl+s")
        assert isinstance(app.screen, ExerciseScreen)
        assert "A tale of Etcher to China." in shown and "too early" not in shown
        # The license is said to be required, and every rule to be false.
        shown = await press("4", "2", "2")
        assert "Column NS2 (SR 21)" in shown
        await press("2", "2", *"ns2")
        shown = await press("enter")
        judged = app.screen.judged
        assert judged is not None and judged.parting is not None
        assert judged.parting.rule == "small.origin" and judged.points == judged.asked - 2
        assert (
            "Where you part from the law first" in shown and "You said false; it is true" in shown
        )
        assert "t tries a twin" in shown
        [kept] = Attempts(tmp_path / "training" / "attempts.jsonl").read().attempts
        assert (kept.learner, kept.case, kept.mark) == ("J. Doe", "SM-01", "right")
        # The twin turns the rule that was missed.
        assert "U.S. origin: no" in await press("t")
        assert "The same case, but U.S. origin: no." in await press("enter")
        await press("escape")
        # The list remembers; the scores say what is weak.
        assert "x SM-01" in await press("m", "m")
        assert "By rule, the weakest first" in await press("s")
        await press("escape", "m", "m")
        # The presenter keeps the answer back until a key.
        shown = await press("v", "space", "space", "space")
        assert isinstance(app.screen, PresenterScreen)
        assert "LICENSE" not in shown and "too early" not in shown
        assert "█" in await press("space")
        assert "too early" in await press("space", "space")
        # And the deal moves through the years.
        shown = await press("escape", "h")
        assert isinstance(app.screen, SliderScreen)
        assert "2026-07-23" in shown and "LICENSE REQUIRED" in shown
        assert "2025-07-23" in await press("Y")


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


def test_the_title_is_text(tmp_path: Path) -> None:
    """What a case's author typed is never markup."""
    from screens.presenter import Page, page_text

    shown = page_text(Page("", ("[red]x",)), 80, 24)
    assert "[ R E D ] X" in shown.plain and isinstance(Static(shown), Static)
