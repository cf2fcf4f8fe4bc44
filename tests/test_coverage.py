"""What `rules coverage` counts on a small law with gaps, and that the shipped law is read whole."""

import os
from pathlib import Path

import pytest

from commands import exits
from commands.main import run
from engine.evaluation.evaluate import evaluate
from engine.loading.load import load_ruleset
from engine.proof.coverage import Coverage, marks_looked_at, row_coverage
from engine.proof.rule_tests import facts_of
from engine.truth import NO, OPEN, YES

TESTS = Path(__file__).parent
LAW = TESTS / "lint_law" / "law"
CASE = TESTS / "lint_law" / "case.yaml"
GOLDEN = TESTS / "golden" / "commands"


def golden(name: str, text: str) -> None:
    """Compare with the file of that name; NAVICERT_ACCEPT=1 writes it anew."""
    path = GOLDEN / name
    if os.environ.get("NAVICERT_ACCEPT"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def at_home(monkeypatch, tmp_path):
    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path))


@pytest.fixture(scope="module")
def law():
    return load_ruleset(LAW)


def seen(coverage, rule):
    return {words: truths for (name, tested), truths in coverage.leaves.items() if name == rule
            for words in [str(tested)]}  # fmt: skip


def test_a_leaf_counts_in_the_tests_of_its_own_rule_alone(law):
    """Another rule's test answers the destination too, and says nothing of this rule."""
    coverage = Coverage(law)
    coverage.run_rule_tests()
    (truths,) = [t for words, t in seen(coverage, "slip.advanced").items() if "NL" in words]
    assert truths == {YES}


def test_a_case_is_about_every_rule(law):
    coverage = Coverage(law)
    coverage.run_rule_tests()
    test = law.rules["slip.filing"].tests[1]
    coverage.add_case(evaluate(law, facts_of(test, law), law.regime.verified_to))
    assert coverage.cases == 1
    assert coverage.by_cases["slip.origin"] == {OPEN}
    assert OPEN in seen(coverage, "slip.origin")["('item.us_origin', 'is', 'yes')"]


def test_a_text_that_is_not_in_force_decides_no_leaf(law):
    """The test of slip.stayed meets both conditions on a day on which the rule is stayed."""
    coverage = Coverage(law)
    coverage.run_rule_tests()
    assert set(map(frozenset, seen(coverage, "slip.stayed").values())) == {frozenset()}
    assert coverage.by_tests["slip.stayed"] == {NO}


def test_an_exception_counts_only_where_the_rule_held_without_it(law):
    coverage = Coverage(law)
    coverage.run_rule_tests()
    assert coverage.exceptions == {("slip.chart", 0): {YES}}
    assert list(coverage.exceptions_not_both_ways()) == [
        ("slip.chart", "careful countries", "failing")
    ]


def test_rows_are_counted_by_mark_and_an_entry_without_rows_is_unread(law):
    rows = row_coverage(law)
    assert dict(rows.by_mark) == {"742.6.a.6": 1, "NS2": 1}
    assert (rows.entries, rows.rows, rows.conditional) == (2, 2, 1)
    assert rows.columns == {"NS2"}
    assert rows.unread == ("3A991",)
    assert marks_looked_at(law) == {"NS2", "742.6.a.6"}


def test_every_row_of_the_ear_is_read(us_ear):
    rows = row_coverage(us_ear)
    assert rows.unread == ()
    assert rows.entries == 638
    assert rows.rows >= 1548


def test_coverage_as_text(capsys):
    options = ["--cases", str(CASE)]
    assert run(["rules", "coverage", str(LAW), *options, "--full"]) == exits.DONE
    told, talk = capsys.readouterr()
    assert talk == ""
    golden("rules-coverage.txt", told)
    assert run(["rules", "coverage", str(LAW), *options]) == exits.DONE
    assert told.startswith(capsys.readouterr().out)


def test_the_lines_for_not_checked_alone(capsys):
    assert run(["rules", "coverage", str(LAW), "--not-checked"]) == exits.DONE
    assert capsys.readouterr().out == (
        "No rule and no question here reads, of 15 CFR part 760: 760.2 (Boycotts).\n"
    )


def test_a_regime_without_map_or_cases(capsys):
    small = str(TESTS / "small_law" / "small")
    assert run(["rules", "coverage", small]) == exits.DONE
    told = capsys.readouterr().out
    assert "0 cases" in told
    assert "this regime has no paragraphs.yaml" in told
    assert run(["rules", "coverage", small, "--not-checked"]) == exits.DONE
    assert capsys.readouterr().out == ""


def test_a_case_that_cannot_be_read_is_told(capsys, tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("navicert: case/1\n", encoding="utf-8")
    assert run(["rules", "coverage", str(LAW), "--cases", str(wrong)]) == exits.BAD_INPUT
    told, talk = capsys.readouterr()
    assert "a case needs “id”" in talk
    assert "0 cases" in told
