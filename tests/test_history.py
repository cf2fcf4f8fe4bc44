"""A deal's answer moves on the days on which the law moved, each step with its notice."""

from datetime import date
from pathlib import Path

import pytest

from commands.main import run
from engine.deals.case_files import read_cases
from engine.explanation.history import history, turning_days
from engine.model import Ruleset
from engine.outcome import Outcome

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "fixtures" / "cases"


def test_a_chip_for_vietnam_moves_with_the_advanced_computing_rules(us_ear: Ruleset) -> None:
    """Not reached at first; a license since November 2023, and still so since January 2025."""
    path = next((CASES / "foreign-direct-product").glob("fd-27*.yaml"))
    [read], _ = read_cases([path], us_ear)
    stages = history(us_ear, read.deal.facts, date(2022, 9, 1), date(2026, 7, 23))
    outcomes = {stage.day: stage for stage in stages}
    assert stages[0].outcome is Outcome.NOT_SUBJECT
    moved = outcomes[date(2023, 11, 17)]
    assert moved.outcome is Outcome.LICENSE_REQUIRED
    assert {rule.id for rule in moved.began} >= {"ear.734.9.h", "ear.742.6.a.6.iii.A"}
    assert any("88 FR 734" in notice for notice in moved.notices)
    assert stages[-1].outcome is Outcome.LICENSE_REQUIRED


def test_every_turning_day_is_one_on_which_some_text_begins_or_ends(us_ear: Ruleset) -> None:
    days = turning_days(us_ear, date(2019, 1, 1))
    assert days == tuple(sorted(set(days)))
    for known in (date(2022, 10, 21), date(2024, 12, 2), date(2025, 11, 10), date(2026, 11, 10)):
        assert known in days


def test_the_command_prints_a_line_for_each_stage(capsys: pytest.CaptureFixture[str]) -> None:
    deal = str(ROOT / "fixtures" / "deals" / "accelerator-to-malaysia.yaml")
    assert run(["history", deal, "--since", "2024-06-01", "--to", "2026-07-23"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("2025-01-13 to ") and "90 FR 4544" in line for line in lines)
    assert any(line.startswith("    + Advanced computing FDP rule") for line in lines)
