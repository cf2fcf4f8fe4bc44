"""`navicert train`: the list, an exercise line by line, and the scores."""

import io
import json
from pathlib import Path

import pytest

from commands import exits
from commands.main import run
from tests.support.practice import SMALL, write_cases

GOLDEN = Path(__file__).parent / "golden" / "commands"


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path / "home"))
    write_cases(tmp_path / "cases")


def train(action: str, *options: str) -> int:
    return run(["train", action, *options, "--cases", "cases", "--regime", str(SMALL)])


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_the_list_is_filtered_and_bad_files_are_told_while_the_good_ones_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "cases" / "bad.yaml").write_text("navicert: case/1\nid: X\ntitle: no facts\n")
    assert train("list", "--topic", "chart") == exits.DONE
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines()] == ["SM-01", "SM-03"]
    assert "cases/bad.yaml:1:1: a case needs “expect”" in err
    assert "1 file cannot be used; the others can" in err and "2 of 6 cases" in err
    train("list", "--json", "--search", "iran")
    assert json.loads(capsys.readouterr().out)[0]["standing"] == "not done"


def test_an_exercise_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The learner takes the exception for available, which would be false comfort, then does the
    twin without a mistake; what is printed stands in the golden file."""
    typed(monkeypatch, "licens", "3", "t", "true", "false", "1", "f", "1", "2", *"52113")
    code = train("run", "SM-01", "--learner", "Ann")
    out, err = capsys.readouterr()
    path = GOLDEN / "train-run.txt"
    if not path.exists():
        path.write_text(out, "utf-8")
    assert out == path.read_text("utf-8")
    assert "Type a number from 1 to 6, or how the answer begins." in err
    assert code == exits.NOT_ALL_RIGHT
    run(["train", "scores", "--json"])
    data = json.loads(capsys.readouterr().out)
    assert next(one["mark"] for one in data["attempts"]) == "false comfort"
    train("list", "--standing", "wrong", "--learner", "ann")
    assert capsys.readouterr().out.startswith("SM-01")


def test_answers_that_end_too_early_are_not_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "4", "1")
    assert train("run", "--search", "iran", "--learner", "Ann") == exits.BAD_INPUT
    run(["train", "scores"])
    assert "No exercise was done yet." in capsys.readouterr().out


def test_a_case_shown_keeps_its_answer_until_it_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    train("show", "sm-01")
    assert "too early" not in capsys.readouterr().out
    train("show", "sm-01", "--answer", "--given")
    out = capsys.readouterr().out
    assert "too early" in out and "License required" in out and "Taken as given" in out
    with_typo = train("show", "SM-O1")
    assert with_typo == exits.USAGE
    assert "did you mean “SM-01”?" in capsys.readouterr().err
