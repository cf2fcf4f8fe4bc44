"""The file of attempts: appended, durable, shared, and not undone by a torn line."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.practice.scores import Attempt
from records.attempts import Attempts, as_csv, as_json
from records.faults import CannotSaveError, NotRecordsError

ATTEMPT = Attempt(
    at=datetime(2026, 11, 25, 12, tzinfo=UTC),
    learner="Ann",
    case="SM-01",
    topic="chart",
    difficulty=1,
    regime="small",
    ruleset="0" * 64,
    as_of="2026-07-23",
    mark="right",
    said="license-required",
    found="license-required",
    deciding=True,
    points=3,
    asked=4,
    rules={"small.chart": ("no", "yes"), "small.origin": ("yes", "yes")},
)


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    store = Attempts(tmp_path / "training" / "attempts.jsonl")
    assert store.read().attempts == ()
    store.add(ATTEMPT)
    store.add(ATTEMPT)
    assert store.read().attempts == (ATTEMPT, ATTEMPT)
    assert not store.read().faults
    assert store.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_torn_last_line_is_told_and_harms_no_other(tmp_path: Path, cut: int) -> None:
    store = Attempts(tmp_path / "attempts.jsonl")
    store.add(ATTEMPT)
    store.add(ATTEMPT)
    data = store.path.read_bytes()
    store.path.write_bytes(data[:-cut])
    torn = store.read()
    if cut == 1:  # the line is whole, and only its end is missing
        assert len(torn.attempts) == 2 and not torn.faults
    else:
        assert len(torn.attempts) == 1
        assert "attempts.jsonl:2:1: a save was cut off" in str(torn.faults[0])
    before = store.path.read_bytes()
    store.add(ATTEMPT)
    assert store.path.read_bytes().startswith(before)  # nothing that was there is changed
    assert len(store.read().attempts) == (3 if cut == 1 else 2)


@pytest.mark.parametrize(
    "line", ["nonsense", "[]", "{}", '{"navicert": "navicert-attempt/9"}', "[" * 9]
)
def test_a_line_that_is_no_attempt_is_told_with_its_place(tmp_path: Path, line: str) -> None:
    store = Attempts(tmp_path / "attempts.jsonl")
    store.path.write_text(line + "\n")
    store.add(ATTEMPT)
    found = store.read()
    assert found.attempts == (ATTEMPT,)
    assert f"{store.path}:1:1: this line is no attempt" in str(found.faults[0])


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "attempts.jsonl"
    Attempts(path).add(ATTEMPT)
    code = (
        "import sys; from pathlib import Path; from dataclasses import replace\n"
        "from records.attempts import Attempts\n"
        "store = Attempts(Path(sys.argv[1])); one = store.read().attempts[0]\n"
        "for n in range(8): store.add(replace(one, learner=sys.argv[2]))\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(path), who]) for who in ("B", "C")]
    assert [process.wait() for process in both] == [0, 0]
    found = Attempts(path).read()
    assert not found.faults
    assert sorted(one.learner for one in found.attempts) == ["Ann"] + ["B"] * 8 + ["C"] * 8


def test_what_cannot_be_written_or_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "attempts.jsonl").mkdir()
    store = Attempts(tmp_path / "attempts.jsonl")
    with pytest.raises(CannotSaveError):
        store.add(ATTEMPT)
    with pytest.raises(NotRecordsError):
        store.read()


def test_exports_have_every_answer_and_no_formula() -> None:
    nasty = replace(ATTEMPT, learner="=cmd|' /C calc'!A0", twin="+1")
    rows = list(csv.DictReader(io.StringIO(as_csv([nasty]))))
    assert [row["question"] for row in rows] == [
        "outcome",
        "deciding rule",
        "small.chart",
        "small.origin",
    ]
    assert [row["right"] for row in rows] == ["right", "yes", "no", "yes"]
    assert rows[0]["learner"].startswith("'=") and rows[0]["twin"] == "'+1"
    data = json.loads(as_json([nasty]))
    assert data["attempts"][0]["learner"] == nasty.learner
    assert data["by_rule"][0] == {"name": "small.chart", "right": 0, "asked": 1}
