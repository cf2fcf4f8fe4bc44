"""A trainer's hour, on the small law: a learner's mistake, the twin, the scores, and a class."""

import csv
from pathlib import Path

import pytest

from records.attempts import Attempts
from screens.practice.exercise import ExerciseScreen
from screens.practice.presenter import PresenterScreen
from screens.practice.slider import SliderScreen
from screens.practice.training import TrainingScreen
from tests.support.app import desk, settle
from tests.support.practice import write_cases
from tests.support.screen_text import screen_text


async def test_a_learner_makes_a_mistake_and_a_class_sees_the_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Choose by topic, go wrong, read where and why, do the twin, see the scores, write them to a
    file, present the case with its answer kept back, and move its date."""
    monkeypatch.chdir(tmp_path)
    app = desk(tmp_path, cases=write_cases(tmp_path / "cases")).app()
    async with app.run_test(size=(80, 24)) as pilot:

        async def press(*keys: str) -> str:
            await pilot.press(*keys)
            await settle(pilot)
            return screen_text(app)

        await settle(pilot)
        assert "Training: 6 cases" in await press("t")
        await press("t", *"chart")
        shown = await press("enter")
        assert isinstance(app.screen, TrainingScreen)
        assert "2 of 6 cases" in shown and "topic (t): chart" in shown
        # Words that no case holds say so; escape forgets them, and stays.
        assert "No case meets this." in await press("slash", *"zzz")
        assert "Etcher to China" in await press("escape")
        # The name is asked for once, and J. Doe is proposed.
        assert "Who practices?" in await press("enter")
        shown = await press("ctrl+s")
        assert isinstance(app.screen, ExerciseScreen)
        assert "A tale of Etcher to China." in shown and "too early" not in shown
        assert "law of 2026-07-23" in shown
        # The license is said to be required, and every rule to be false; the second can be read.
        await press("4")
        await press("2")
        assert "U.S. origin is yes" in await press("f3")
        await press("escape")
        assert "Column NS2 (SR 21)" in await press("2")
        await press("2")
        await press("2")
        await press(*"ns2")
        shown = await press("enter")
        judged = app.screen.judged
        assert judged is not None and judged.parting is not None
        assert judged.parting.rule == "small.origin" and judged.points == judged.asked - 2
        assert "Where you part from the law first" in shown
        assert "You said “false”; right is “true”" in shown and "t tries a twin" in shown
        [kept] = Attempts(tmp_path / "training" / "attempts.jsonl").read().attempts
        assert (kept.learner, kept.case, kept.mark) == ("J. Doe", "SM-01", "right")
        # The twin turns the rule that was missed.
        assert "U.S. origin: no" in await press("t")
        assert "The same case, but U.S. origin: no." in await press("enter")
        await press("escape")
        # The list remembers; the scores say what is weak, and go to a file.
        assert "x SM-01" in await press("m", "m")
        assert "By rule, the weakest first" in await press("s")
        await press("e")
        await press("ctrl+u", *"s.csv")
        await press("ctrl+s")
        with Path("s.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["question"] == "small.origin"]
        assert [(row["learner"], row["said"], row["found"]) for row in rows] == [
            ("J. Doe", "no", "yes")
        ]
        await press("escape")
        # The presenter keeps the answer back, and says which key would show it.
        shown = await press("v")
        assert isinstance(app.screen, PresenterScreen)
        while "THE ANSWER" not in shown:
            assert "LICENSE" not in shown and "too early" not in shown
            shown = await press("space")
        assert "LICENSE" not in shown and "too early" not in shown
        shown = await press("space")
        assert "█" in shown and "LICENSE REQUIRED" in shown
        await press("escape")
        # And the deal moves through the years.
        shown = await press("h")
        assert isinstance(app.screen, SliderScreen)
        assert "2026-07-23" in shown and "LICENSE REQUIRED" in shown
        assert "2025-07-23" in await press("Y")
