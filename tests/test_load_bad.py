"""Broken rulesets: each is told whole, at its place, and never with a traceback.

A folder under `bad/rulesets` is laid over the good `minimal` ruleset (`remove.txt` names files to
take away first); `expected.txt` beside it holds the lines that one should see. Run this file as a
script to write them anew, and read the difference before keeping it.
"""

import shutil
import sys
from pathlib import Path

import pytest

from engine.faults import RulesetFaults
from engine.loading.load import load_ruleset

TESTS = Path(__file__).parent
MINIMAL = TESTS / "good" / "rulesets" / "minimal"
BAD = TESTS / "bad" / "rulesets"
CASES = sorted(folder.name for folder in BAD.iterdir() if folder.is_dir())
NOT_LAID_OVER = ("expected.txt", "remove.txt")


def laid_over(case: str, target: Path) -> Path:
    """The minimal ruleset with the files of a case over it."""
    shutil.copytree(MINIMAL, target)
    removed = BAD / case / "remove.txt"
    if removed.exists():
        for name in removed.read_text(encoding="utf-8").split():
            (target / name).unlink()
    for path in (BAD / case).rglob("*"):
        if path.is_file() and path.name not in NOT_LAID_OVER:
            laid = target / path.relative_to(BAD / case)
            laid.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, laid)
    return target / "law"


def faults_of(folder: Path) -> str:
    """What a person sees, empty where the ruleset loads."""
    try:
        load_ruleset(folder)
    except RulesetFaults as faults:
        return str(faults) + "\n"
    return ""


@pytest.mark.parametrize("case", CASES)
def test_broken_ruleset(case: str, tmp_path: Path) -> None:
    """Exactly the expected lines, each `file:line:column: what is wrong; what would be right`."""
    expected = (BAD / case / "expected.txt").read_text(encoding="utf-8")
    assert faults_of(laid_over(case, tmp_path / "rulesets")) == expected
    assert expected


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 50


if __name__ == "__main__":
    import tempfile

    for name in CASES:
        with tempfile.TemporaryDirectory() as folder:
            told = faults_of(laid_over(name, Path(folder) / "rulesets"))
        (BAD / name / "expected.txt").write_text(told, encoding="utf-8")
        sys.stdout.write(f"--- {name}\n{told}")
