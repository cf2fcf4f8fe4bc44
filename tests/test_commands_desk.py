"""What the desk of the exporter can do, through the command line."""

from pathlib import Path

import pytest

from commands import exits
from commands.main import run
from commands.suppose import beside_supposed, supposed_answers
from engine.faults import InputFaults
from records.reports.fresh import fresh_data
from tests.support.app import NOW, small_law
from tests.test_app_journeys import DEAL

ROOT = Path(__file__).resolve().parent.parent
FPGA = str(ROOT / "fixtures" / "deals" / "fpga-to-germany.yaml")


def test_supposed_answers_are_shown_beside_the_true_deal() -> None:
    law = small_law()
    deal = law.read_deal(DEAL.encode(), "tool.yaml")
    answers = supposed_answers(["destination.country=Netherlands", "item.kind="], law)
    data = fresh_data(beside_supposed(deal, answers, law), NOW)
    assert data["notice"].startswith("WHAT IF")
    assert data["what_if"]["outcome_of_the_true_deal"] == "license-required"
    assert data["what_if"]["supposed"] == [
        {"fact": "item.kind", "before": "commodity", "after": "not answered"},
        {"fact": "destination.country", "before": "China", "after": "Netherlands"},
    ]


def test_supposed_answers_that_cannot_be_read_are_told_together() -> None:
    with pytest.raises(InputFaults) as refused:
        supposed_answers(["destination.contry=CN", "item.us_origin", "item.eccn=what"], small_law())
    told = str(refused.value)
    assert "did you mean “destination.country”?" in told
    assert "has no “=”" in told and "item.eccn" in told


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
