"""Broken deal files: each is told in words, at its place, and nothing else happens.

`tests/bad/deals` holds the files, each with its expected message beside it. A file that breaks
in a way of its own belongs there.
"""

from pathlib import Path

import pytest

from commands import exits
from commands.main import run

FOLDER = Path(__file__).parent / "bad" / "deals"
LAW = str(Path(__file__).parent / "small_law" / "small")
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".expected")


@pytest.fixture(autouse=True)
def in_the_folder(monkeypatch, tmp_path):
    """Messages name files as they were named, so they are named without a folder."""
    monkeypatch.chdir(FOLDER)
    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path))
    monkeypatch.delenv("NAVICERT_DEBUG", raising=False)


def determine(capsys, file):
    code = run(["determine", file, "--regime", LAW])
    return code, *capsys.readouterr()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_broken_deal_is_told_in_words(path, capsys):
    code, out, err = determine(capsys, path.name)
    assert err == path.with_suffix(".expected").read_text("utf-8")
    assert out == ""
    assert code == exits.BAD_INPUT
    assert "Traceback" not in err
    assert "\x1b" not in err


def test_there_are_fifty_and_each_has_its_message():
    assert len(FILES) >= 50
    assert {path.with_suffix(".expected") for path in FILES} == set(FOLDER.glob("*.expected"))


def test_fifty_megabytes(capsys, tmp_path):
    """The file is refused by its size, before a byte is read."""
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.write(b"navicert: deal/1\n")
        file.truncate(50_000_000)
    code, _, err = determine(capsys, str(large))
    assert code == exits.BAD_INPUT
    assert "the file is too large to read: 50,000,000 bytes" in err


def test_many_lines_are_read_in_good_time(capsys, tmp_path):
    """Ten thousand lines are the most; one more is told."""
    line = "    - {description: bolt, eccn: 3A991, origin: US, value: 1}\n"
    large = tmp_path / "many.yaml"
    large.write_text("navicert: deal/1\nfacts:\n  content.lines:\n" + line * 10_001)
    code, _, err = determine(capsys, str(large))
    assert code == exits.BAD_INPUT
    assert "there are 10,001 content lines: write at most 10,000" in err


@pytest.mark.parametrize("named", ["nosuch.yaml", ".", "/dev/zero"])
def test_what_is_not_a_file(named, capsys):
    code, _, err = determine(capsys, named)
    assert code == exits.BAD_INPUT
    assert err.startswith(f"{named}:1:1: ")
