"""The compiled program comes out of the cache, and never a wrong one."""

from datetime import date
from pathlib import Path

from engine.evaluation.evaluate import evaluate
from engine.evaluation.program import program_of
from engine.evaluation.program_cache import prepare_program
from engine.facts import Facts
from engine.loading.load import load_ruleset
from engine.model import Ruleset

MINIMAL = Path(__file__).parent / "good" / "rulesets" / "minimal" / "law"
DAY = date(2026, 7, 23)


def code_file(cache: Path) -> Path:
    return next(cache.glob("*.code"))


def prepared(cache: Path) -> Ruleset:
    ruleset = load_ruleset(MINIMAL)
    prepare_program(ruleset, cache)
    return ruleset


def test_the_second_start_reads_what_the_first_compiled(tmp_path: Path) -> None:
    first = prepared(tmp_path)
    written = code_file(tmp_path).read_bytes()
    second = prepared(tmp_path)
    assert code_file(tmp_path).read_bytes() == written
    found, anew = evaluate(first, Facts(), DAY), evaluate(second, Facts(), DAY)
    assert found.truths == anew.truths
    assert program_of(second) is not program_of(first)


def test_a_damaged_or_foreign_file_is_made_anew(tmp_path: Path) -> None:
    prepared(tmp_path)
    whole = code_file(tmp_path).read_bytes()
    for damaged in (b"", b"x" * 100, whole[:-1], bytes([whole[0] ^ 1]) + whole[1:]):
        code_file(tmp_path).write_bytes(damaged)
        ruleset = prepared(tmp_path)
        assert code_file(tmp_path).read_bytes() == whole
        assert evaluate(ruleset, Facts(), DAY).possible


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    ruleset = load_ruleset(MINIMAL)
    prepare_program(ruleset, blocked / "cache")
    assert evaluate(ruleset, Facts(), DAY).possible
