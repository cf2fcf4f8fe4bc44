"""Loading a ruleset: whole from YAML, the same from the cache, and never in part."""

import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.facts import FactType
from engine.faults import NavicertError, RulesetFaults
from engine.loading.load import load_ruleset
from engine.loading.ruleset_cache import KEPT, cache_path, prune, write_whole
from engine.model import All, Leaf, Member, Ruleset, Standing, Verb
from engine.proof.rule_tests import run_rule_tests

MINIMAL = Path(__file__).parent / "good" / "rulesets" / "minimal"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A copy of the minimal ruleset that a test may change."""
    shutil.copytree(MINIMAL, tmp_path / "rulesets")
    return tmp_path / "rulesets" / "law"


def same(one: Ruleset, other: Ruleset) -> bool:
    """Equal in every part, the tests beside the rules apart, which the cache leaves out."""
    parts = [f.name for f in fields(Ruleset) if f.name not in ("rules", "with_tests")]
    if any(getattr(one, part) != getattr(other, part) for part in parts):
        return False
    bare = [{n: replace(rule, tests=()) for n, rule in r.rules.items()} for r in (one, other)]
    return bare[0] == bare[1]


def test_minimal_ruleset_says_what_its_files_say() -> None:
    """A sample of everything, typed."""
    ruleset = load_ruleset(MINIMAL / "law")
    rule = ruleset.rules["law.list"]
    assert rule.verb is Verb.REQUIRES
    assert (rule.kind, rule.reason, rule.step, rule.counts_content) == ("list", "NS", "lists", True)
    assert rule.in_force[1].standing is Standing.NOT_ENFORCED
    assert rule.in_force[1].assumption == "policy.trust_notices"
    assert isinstance(rule.when, All)
    assert rule.when.parts[1] == Leaf("destination.country", "in", "far", "going far", "Art. 3(2)")
    assert rule.unless[0].cite == "Art. 3(3)"
    assert rule.tests[0].given == {"item.eccn": "3B001.c.1", "destination.country": "CN"}
    assert rule.place.line == 23
    assert ruleset.rules["law.persons"].always
    assert ruleset.rules["law.persons"].step == "persons"
    assert ruleset.rules["law.harmless"].step == ""
    assert ruleset.rules["law.taken"].removes == {"all"}
    assert ruleset.rules["law.small"].overcomes.except_rules == {"law.prose"}
    assert ruleset.facts["item.kind"].applies_when == Leaf("item.us_origin", "is", "yes")
    assert ruleset.sets["far"].members == (Member("CN", date(2020, 1, 1), None, "85 FR 1"),)
    assert ruleset.countries["NO"].name == "Norway"
    assert ruleset.chart["NL"] == (Member("NS1"),)
    assert ruleset.entries["3B001"].exceptions[0].limit_usd == "500"
    assert ruleset.entries["3A001"].cite == "Supp. No. 1 to part 774"
    assert ruleset.regime.verified_to == date(2026, 9, 24)
    assert ruleset.regime.content["left_out"] == ["law.harmless"]
    assert ruleset.regime.advice == {"license-required": ("Ask for a license.",)}


def test_conditional_row_asks_a_question_of_its_own() -> None:
    """A row with a condition makes a yes/no fact that applies within the row's paragraphs."""
    fact = load_ruleset(MINIMAL / "law").facts["list.row.3B001_2"]
    assert fact.type is FactType.YES_NO
    assert (fact.ask, fact.short) == ("Is it for etching?", "Is it for etching")
    assert fact.applies_when is not None
    assert fact.worse == "yes"


def test_numbers_in_conditions_stay_text() -> None:
    """Limits are decimals as text, exact."""
    when = load_ruleset(MINIMAL / "law").rules["law.small"].when
    assert isinstance(when, All)
    leaf = when.parts[1]
    assert isinstance(leaf, Leaf)
    assert leaf.operand == "500"
    assert Decimal(str(leaf.operand)) == 500


def test_cache_gives_the_same_ruleset(law: Path, tmp_path: Path) -> None:
    """From YAML, into the cache and out of it: equal in every part, with private files."""
    cache = tmp_path / "cache"
    from_yaml = load_ruleset(law, cache)
    kept = cache_path(cache, from_yaml.digest, ".json")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert [path.name for path in cache.iterdir()] == [kept.name]
    from_cache = load_ruleset(law, cache)
    assert same(from_yaml, from_cache)
    assert type(from_cache.entries) is not type(from_yaml.entries)
    assert same(from_yaml, load_ruleset(law))


def test_nothing_that_reads_yaml_is_imported_with_a_cached_ruleset(
    law: Path, tmp_path: Path
) -> None:
    """A fresh interpreter loads from the cache without yaml and without the readers of YAML."""
    load_ruleset(law, tmp_path / "cache")
    code = (
        "import sys; from pathlib import Path; from engine.loading.load import load_ruleset;"
        "load_ruleset(Path(sys.argv[1]), Path(sys.argv[2]));"
        "print([m for m in sys.modules if m == 'yaml' or m.startswith('engine.load_')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(law), str(tmp_path / "cache")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "[]"


def test_every_byte_and_name_counts_for_the_digest(law: Path) -> None:
    """A changed comment, a renamed file and a changed country each make another digest."""
    digests = [load_ruleset(law).digest]
    chart = law / "tables" / "chart.yaml"
    chart.write_text(chart.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    digests.append(load_ruleset(law).digest)
    (law / "rules" / "rules.yaml").rename(law / "rules" / "others.yaml")
    digests.append(load_ruleset(law).digest)
    countries = law.parent / "countries" / "countries.yaml"
    countries.write_text(
        countries.read_text(encoding="utf-8") + "  - {code: BE, name: Belgium}\n", encoding="utf-8"
    )
    digests.append(load_ruleset(law).digest)
    assert len(set(digests)) == 4


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"law.harmless", b"law.harmful!", 1),
        lambda data: data.replace(b"ruleset/", b"ruleset/0", 1),
        lambda data: b"\x00" * len(data),
        lambda data: b"{}\n{}",
        lambda data: b"[" * 100_000,
    ],
)
def test_damaged_cache_is_written_anew(law: Path, tmp_path: Path, damage: object) -> None:
    """A cache file that does not fit its own checksum is not trusted, and mended."""
    cache = tmp_path / "cache"
    first = load_ruleset(law, cache)
    kept = cache_path(cache, first.digest, ".json")
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))  # type: ignore[operator]
    assert same(load_ruleset(law, cache), first)
    assert kept.read_bytes() == whole


def test_cache_of_another_reader_is_not_trusted(law: Path, tmp_path: Path) -> None:
    """What other code of ours read is read again: it may have read it otherwise."""
    cache = tmp_path / "cache"
    first = load_ruleset(law, cache)
    kept = cache_path(cache, first.digest, ".json")
    head, _, body = kept.read_bytes().partition(b"\n")
    older = {**json.loads(head), "reader": "0123456789abcdef"}
    kept.write_bytes(json.dumps(older).encode() + b"\n" + body)
    assert load_ruleset(law, cache).digest == first.digest
    assert kept.read_bytes().partition(b"\n")[0] == head


def test_cache_folder_that_cannot_be_is_done_without(law: Path, tmp_path: Path) -> None:
    """A file stands where the cache folder should be: the ruleset loads all the same."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert load_ruleset(law, tmp_path / "taken").rules
    assert load_ruleset(law, tmp_path / "taken" / "below").rules


def test_cache_folder_without_leave_to_write(
    law: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder in which nothing may be written is no fault: the next start reads the YAML."""

    def refused(path: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("engine.loading.ruleset_cache.write_whole", refused)
    assert load_ruleset(law, tmp_path / "cache").rules
    assert not list((tmp_path / "cache").iterdir())


def test_old_digests_are_let_go(tmp_path: Path) -> None:
    """The newest digests stay, with all that belongs to them; other files are left alone."""
    for age in range(KEPT + 3):
        for suffix in (".json", ".cpython-311.code"):
            path = cache_path(tmp_path, f"{age:064x}", suffix)
            write_whole(path, b"x")
            os.utime(path, (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / ".new-1-1").write_text("left by a crash", encoding="utf-8")
    os.utime(tmp_path / ".new-1-1", (900_000, 900_000))
    prune(tmp_path)
    kept = {path.name[:64] for path in tmp_path.glob("0*")}
    assert kept == {f"{age:064x}" for age in range(KEPT)}
    assert len(list(tmp_path.iterdir())) == 2 * KEPT + 1


def test_write_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills in the middle leaves the old file, and no half of a new one."""
    target = tmp_path / "file"
    write_whole(target, b"old")

    def full(self: Path, other: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert target.read_bytes() == b"old"


def test_huge_file_is_refused_unread(law: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty megabytes are refused by their size, before a byte is read."""
    huge = law / "rules" / "huge.yaml"
    with huge.open("wb") as opened:
        opened.truncate(50_000_000)
    read: list[str] = []
    whole_open = Path.open

    def noted(self: Path, *args: object, **more: object) -> object:
        read.append(self.name)
        return whole_open(self, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", noted)
    with pytest.raises(RulesetFaults) as refused:
        load_ruleset(law)
    assert str(refused.value) == (
        "law/rules/huge.yaml:1:1: the file is too large to read: 50,000,000 bytes;"
        " keep a file under 5,000,000 bytes"
    )
    assert "huge.yaml" not in read


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipe_is_no_file(law: Path) -> None:
    """A pipe would never end: it is refused, not read."""
    os.mkfifo(law / "rules" / "pipe.yaml")
    with pytest.raises(RulesetFaults, match=r"pipe\.yaml:1:1: this is not a file"):
        load_ruleset(law)


def test_missing_folder_is_told(tmp_path: Path) -> None:
    """A folder that is not there is a fault like any other."""
    with pytest.raises(NavicertError, match=r"nowhere/regime\.yaml:1:1: the file is missing"):
        load_ruleset(tmp_path / "nowhere")


def test_hidden_files_are_no_law(law: Path) -> None:
    """What an editor leaves behind a dot is not read, and does not count."""
    digest = load_ruleset(law).digest
    (law / "rules" / ".#rules.yaml").write_text("rubbish: [", encoding="utf-8")
    assert load_ruleset(law).digest == digest


def test_faulty_ruleset_leaves_no_cache(law: Path, tmp_path: Path) -> None:
    """Nothing of a bad ruleset is kept."""
    (law / "rules" / "bad.yaml").write_text("rules: [{id: law.x}]", encoding="utf-8")
    with pytest.raises(RulesetFaults):
        load_ruleset(law, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_cached_ruleset_never_passes_for_one_whose_tests_passed(
    law: Path, tmp_path: Path
) -> None:
    """The cache leaves the tests out, and whoever wants to run them is told so."""
    cache = tmp_path / "cache"
    assert run_rule_tests(load_ruleset(law, cache)).run > 0
    with pytest.raises(ValueError, match="without its tests"):
        run_rule_tests(load_ruleset(law, cache))
