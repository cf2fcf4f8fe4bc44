"""What the desk of the exporter can do, through the command line."""

import json
from pathlib import Path

import pytest

from commands import exits
from commands.main import run

ROOT = Path(__file__).resolve().parent.parent
FPGA = str(ROOT / "fixtures" / "deals" / "fpga-to-germany.yaml")


def test_supposed_answers_are_shown_beside_the_true_deal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    suppose = ["--suppose", "destination.country=CN", "--json"]
    assert run(["determine", FPGA, *suppose]) == exits.OF_OUTCOME["license-required"]
    data = json.loads(capsys.readouterr().out)
    assert data["notice"].startswith("WHAT IF")
    assert data["what_if"]["outcome_of_the_true_deal"] == "no-license-required"
    assert data["what_if"]["supposed"] == [
        {"fact": "destination.country", "before": "Germany", "after": "China"}
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--suppose", "a=b", "--save", "--by", "J.", "--why", "w"], "cannot be saved"),
        (["--suppose", "a=b", "--regime", "nl"], "leave --regime out"),
    ],
)
def test_supposed_answers_are_never_saved(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["determine", FPGA, *arguments]) == exits.USAGE
    assert told in capsys.readouterr().err


def test_a_bill_of_materials_is_checked_with_its_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bill.csv"
    path.write_text("description,eccn,value\nChip,3X99,10\nBoard,EAR99,\n")
    assert run(["content", "check", str(path)]) == exits.BAD_INPUT
    captured = capsys.readouterr()
    assert "line 2, eccn: “3X99”" in captured.err
    assert captured.out == "2 lines, 1 with faults; total $10, 1 without a value\n"
