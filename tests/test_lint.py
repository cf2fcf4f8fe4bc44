"""Lint: one slip of every code in a small law, and what the shipped law may not have."""

import re
from datetime import date
from pathlib import Path

import pytest

from commands import exits
from commands.main import run
from engine.loading.load import load_ruleset
from engine.loading.paragraphs import paragraph_map
from engine.proof.lint import lint
from engine.proof.lint_findings import CODES
from engine.proof.lint_words import _told
from tests.test_coverage import golden

ROOT = Path(__file__).parent.parent
LAW = ROOT / "tests" / "lint_law" / "law"
US_EAR = ROOT / "rulesets" / "us-ear"
DAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def at_home(monkeypatch, tmp_path):
    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path))


def codes_of(report, rule):
    return {found.code for found in report.findings if found.says.startswith(f"{rule}:")}


def test_every_code_has_its_slip():
    """The slipshod law has each of them, and a rule that is right has none."""
    report = lint(load_ruleset(LAW), paragraph_map(LAW), DAY)
    assert {found.code for found in report.findings} == set(CODES)
    assert codes_of(report, "slip.origin") == set()
    assert codes_of(report, "slip.filing") == {"R080"}


def test_every_code_is_documented():
    told = re.findall(
        r"^\| (R\d{3}) \| (\w+) \|", (ROOT / "docs" / "lint.md").read_text("utf-8"), re.M
    )
    assert told == [(code, "error" if kind.error else "warning") for code, kind in CODES.items()]


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 6, 1), set()),  # stayed for half a year more
        (date(2026, 9, 10), {"R013"}),  # the stay ends in 60 days
        (date(2026, 11, 9), {"R013"}),
        (date(2026, 11, 10), {"R014"}),  # and nobody knows what came then
    ],
)
def test_the_end_of_a_stay_comes_near_and_passes(day, codes):
    report = lint(load_ruleset(LAW), None, day)
    assert codes_of(report, "slip.advanced") & {"R013", "R014"} == codes


def test_a_stay_that_nothing_follows():
    report = lint(load_ruleset(LAW), None, date(2027, 1, 1))
    (found,) = [f for f in report.findings if f.code == "R014" and "slip.stayed" in f.says]
    assert "ended on 2026-12-31 and nothing says what came after it" in found.says


@pytest.mark.parametrize(
    ("text", "number", "told"),
    [
        ("more than 25 percent", "25", {"over"}),
        ("not more than 25 percent", "25", {"at_most"}),
        ("4,000,000 dollars or more", "4000000", {"at_least"}),
        ("owned 50 percent or more", "50", {"at_least"}),
        ("under 3.3 GB/s per square millimeter", "3.3", {"under"}),
        ("up to 70 WT", "70.00", {"at_most"}),
        ("more than 10 percent, to E:1", "25", set()),
        ("the 25 percent rule", "25", set()),
    ],
)
def test_how_words_compare_with_a_number(text, number, told):
    assert _told(text, number) == told


def test_lint_as_text(capsys):
    assert run(["rules", "lint", str(LAW), "--as-of", "2026-11-25", "--full"]) == exits.LINT_ERRORS
    told, talk = capsys.readouterr()
    assert talk == ""
    golden("rules-lint.txt", told)


def test_one_code_alone_and_warnings_leave_the_exit_code(capsys):
    chosen = ["--code", "R072", "--as-of", "2026-11-25"]
    assert run(["rules", "lint", str(LAW), *chosen]) == exits.DONE
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("law/sets/sets.yaml:2:5: R072 warning: ")
    assert told[-1] == "Slipshod Regulations: 0 errors, 2 warnings on 2026-11-25"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--code", "R999"], "there is no code “R999”"),
        (["--as-of", "yesterday"], "--as-of"),
    ],
)
def test_a_wrong_option(options, says, capsys):
    assert run(["rules", "lint", str(LAW), *options]) == exits.USAGE
    told, talk = capsys.readouterr()
    assert told == ""
    assert says in talk


def test_the_shipped_law_has_no_error():
    """No citation to a section that is not there, no word of comfort, no threshold turned round."""
    us_ear = load_ruleset(US_EAR)  # from YAML: the cache leaves out the tests beside the rules
    report = lint(us_ear, paragraph_map(US_EAR), us_ear.regime.verified_to)
    assert [str(f) for f in report.findings if CODES[f.code].error] == []
    assert report.errors == 0
