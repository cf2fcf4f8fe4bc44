"""Bundles that prove themselves with the standard library, and backups that are verified."""

import errno
import io
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from engine.loading.load import digest_of
from records import bundle, events, verify_bundle
from records.backup import back_up, restore
from records.faults import (
    AlteredError,
    BackupError,
    CannotLockError,
    CannotSaveError,
    NoSuchRecordError,
)
from records.lock import WriteLock
from records.store import Records, open_records
from tests.records_samples import DEAL, NOW, determination, save

SCRIPT = Path(verify_bundle.__file__)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records" / "records.jsonl"


def _filled(records: Records, size: int = 3000) -> str:
    files = {"regime.yaml": b"regime: small\n", "rules/a.yaml": b"rules: []\n"}
    digest = digest_of(files)
    records.keep_ruleset(digest, files)
    save(records, 1)
    record = records.save(
        determination(2, size), DEAL, by="J. Doe", why="x", now=NOW, ruleset_digest=digest
    )
    save(records, 3)
    records.add(record, events.review("approve", "fine"), by="B. Chief", now=NOW)
    save(records, 4, supersedes=record)
    return record


def _run(bundle_file: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    """The script as an auditor runs it: no site packages, nothing of Navicert."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), str(bundle_file), *more],
        capture_output=True,
        text=True,
        check=False,
        cwd=bundle_file.parent,
    )


@pytest.mark.parametrize("size", [3000, 60_000])
def test_a_bundle_is_verified_by_the_standard_library_alone(
    file: Path, tmp_path: Path, size: int
) -> None:
    target = tmp_path / "one.zip"
    with open_records(file) as records:
        record = _filled(records, size)
        bundle.write_bundle(records, record, target)
        checkpoint = records.anchors.write(tmp_path / "vault")[-1]
        assert bundle.bundle(records, record) == target.read_bytes()
    done = _run(target)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("SOUND\n")
    assert f"record {record}" in done.stdout
    assert "2 files of the ruleset" in done.stdout
    assert "its entries (3)" in done.stdout
    assert _run(target, str(checkpoint)).returncode == 0


def _changed(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return (
        content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]
    )


def test_every_change_in_a_bundle_is_found(file: Path, tmp_path: Path) -> None:
    with open_records(file) as records:
        whole = bundle.bundle(records, _filled(records))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(5)
    target = tmp_path / "changed.zip"
    unproved = {"README.txt", "verify_bundle.py"}  # for people, and not to be trusted from here
    for name in sorted(members.keys() - unproved):
        for _ in range(12):
            spoiled = {**members, name: _changed(members[name], chance)}
            with zipfile.ZipFile(target, "w") as archive:
                for member, content in spoiled.items():
                    archive.writestr(member, content)
            lines = _checked(target)
            assert lines[-1] != "SOUND" or _only_unproved(name, spoiled[name], members[name]), name
        with zipfile.ZipFile(target, "w") as archive:
            for member, content in members.items():
                if member != name:
                    archive.writestr(member, content)
        assert _checked(target)[-1] != "SOUND"


def _checked(target: Path) -> list[str]:
    try:
        return [*verify_bundle.check(target), "SOUND"]
    except Exception as error:
        return [f"NOT SOUND {error}"]


def _only_unproved(name: str, changed: bytes, before: bytes) -> bool:
    """Name, head and bytes in the checkpoint are for the journal; the proof in a bundle is of
    size and root."""
    lines, were = changed.splitlines(), before.splitlines()
    return name == "checkpoint.txt" and lines[1:3] == were[1:3]


def test_a_bundle_does_not_fit_a_checkpoint_of_another_journal(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "one.zip"
    with open_records(file) as records:
        bundle.write_bundle(records, _filled(records), target)
    with open_records(tmp_path / "other.jsonl") as other:
        _filled(other)
        foreign = other.anchors.write(tmp_path / "vault")[-1]
    done = _run(target, str(foreign))
    assert done.returncode == 1
    assert "NOT SOUND: entry 3 is not in the journal" in done.stdout


def test_a_redacted_record_has_a_bundle_too(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "one.zip"
    with open_records(file) as records:
        record = _filled(records)
        records.redact(record, ["Agent"], by="J", why="asked", now=NOW)
        bundle.write_bundle(records, record, target)
        with pytest.raises(NoSuchRecordError):
            bundle.bundle(records, "2026-000099")
    done = _run(target)
    assert done.returncode == 0, done.stdout
    assert "taken out" in done.stdout
    assert b"Agent" not in target.read_bytes()


# Backup and restore ------------------------------------------------------------------------------


def test_a_backup_is_restored_to_a_new_machine(file: Path, tmp_path: Path) -> None:
    archive, other = tmp_path / "all.zip", tmp_path / "new" / "records" / "records.jsonl"
    with open_records(file) as records:
        record = _filled(records)
        assert back_up(records, archive).entries == 6
        cards, end = records.cards(), records.end
    assert archive.stat().st_mode & 0o077 == 0
    assert restore(archive, other).entries == 6
    with open_records(other) as records:
        assert (records.cards(), records.end) == (cards, end)
        saved = records.get(record)
        assert records.ruleset(saved.ruleset_digest, saved.ruleset_archive)
        save(records, 9)
        assert records.verify().sound


def test_a_backup_is_not_written_over_and_not_made_of_what_was_altered(
    file: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "all.zip"
    with open_records(file) as records:
        _filled(records)
        back_up(records, archive)
        with pytest.raises(BackupError, match="exists already"):
            back_up(records, archive)
    file.write_bytes(file.read_bytes().replace(b"order 4711", b"order 4712", 1))
    with open_records(file) as records, pytest.raises(BackupError, match="No backup was made"):
        back_up(records, tmp_path / "second.zip")
    assert not (tmp_path / "second.zip").exists()


def _full_disk(descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_an_older_backup_does_not_take_away_what_was_saved_since(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "all.zip"
    with open_records(file) as records:
        _filled(records)
        back_up(records, archive)
        save(records, 8)
    before = file.read_bytes()
    with pytest.raises(BackupError, match="was seen at entry 7"):
        restore(archive, file)
    assert file.read_bytes() == before
    file.unlink()  # the disk was lost, and what vouches for it was not
    with pytest.raises(BackupError, match="was seen at entry 7"):
        restore(archive, file)
    file.write_bytes(before)
    with monkeypatch.context() as full:
        full.setattr("engine.durable.sync_file", _full_disk)
        with pytest.raises(CannotSaveError):
            restore(archive, file, allow_older=True)
    assert file.read_bytes() == before
    held = WriteLock(file, 0.0)
    with held.hold(), pytest.raises(CannotLockError):  # somebody is saving: it would be gone
        restore(archive, file, allow_older=True, wait=0.0)
    held.close()
    assert file.read_bytes() == before
    restore(archive, file, allow_older=True)
    with open_records(file) as records:
        assert records.end.seq == 6
        save(records, 9)
    assert (file.parent / "records.jsonl.replaced-1" / "records.jsonl").read_bytes() == before


def test_a_backup_of_another_journal_is_refused(file: Path, tmp_path: Path) -> None:
    archive = tmp_path / "other.zip"
    with open_records(tmp_path / "other" / "records.jsonl") as other:
        _filled(other)
        save(other, 7)
        save(other, 8)
        back_up(other, archive)
    with open_records(file) as records:
        _filled(records)
    with pytest.raises(BackupError, match="not of the journal"):
        restore(archive, file)


def test_a_backup_that_was_changed_is_refused_and_nothing_is_put_in_place(
    file: Path, tmp_path: Path
) -> None:
    archive, spoiled = tmp_path / "all.zip", tmp_path / "spoiled.zip"
    with open_records(file) as records:
        _filled(records)
        back_up(records, archive)
    shutil.rmtree(file.parent)
    with zipfile.ZipFile(archive) as source:
        members = {name: source.read(name) for name in source.namelist()}
    journal = members["records.jsonl"]
    cut = b"".join(journal.splitlines(keepends=True)[:-1])
    for name, content in (
        ("records.jsonl", journal.replace(b"order 4711", b"order 4712", 1)),
        ("records.jsonl", cut),
        ("checkpoint.txt", b"hello"),
        ("../evil.txt", b"x"),
        ("rulesets/../../evil.txt", b"x"),
        ("/tmp/evil.txt", b"x"),
        ("MANIFEST.json", b"{}"),
    ):
        with zipfile.ZipFile(spoiled, "w") as target:
            for member, text in {**members, name: content}.items():
                target.writestr(member, text)
        with pytest.raises((BackupError, AlteredError)):
            restore(spoiled, file)
        assert not file.exists()
        assert not (tmp_path / "evil.txt").exists()
    spoiled.write_bytes(archive.read_bytes()[:-40])
    with pytest.raises(BackupError):
        restore(spoiled, file)
    with pytest.raises(BackupError, match="cannot be read"):
        restore(tmp_path / "none.zip", file)
