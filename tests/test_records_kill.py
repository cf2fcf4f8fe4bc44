"""Processes that are killed, that run out of disk, and that save at the same time."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from records.drafts import Drafts
from records.faults import CannotSaveError
from records.store import open_records
from tests.records_samples import redactor, save, writer

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def _ids(output: bytes) -> list[str]:
    """The ids that a writer was told are saved; a line that the kill cut off is none."""
    lines = [line for line in output.splitlines(keepends=True) if line.endswith(b"\n")]
    return [line.decode().strip() for line in lines if line != b"ready\n"]


def _kill_while_saving(file: Path, kills: int, seed: int) -> int:
    """Kill a writer at random moments; returns how many torn tails were found and recorded."""
    chance = random.Random(seed)
    acknowledged: list[str] = []
    for kill in range(kills):
        process = writer(file, 10**6, f"writer {kill}")
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, 0.06))
        process.send_signal(signal.SIGKILL)
        acknowledged += _ids(process.stdout.read())
        process.wait()
        with open_records(file) as records:
            saved = {card.id for card in records.cards()}
            assert saved >= set(acknowledged)
            assert not records.damages
            torn = records.torn
            recovered = records.verify().recovered
            acknowledged.append(save(records, kill))
            verification = records.verify()
            assert verification.sound
            assert verification.torn is None
            assert verification.recovered == recovered + (torn is not None)
    with open_records(file) as records:
        for record in acknowledged[:: max(1, len(acknowledged) // 200)]:
            assert records.get(record).determination
        return records.verify().recovered


@needs_posix
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    _kill_while_saving(tmp_path / "records.jsonl", 30, seed=1)


@needs_posix
@pytest.mark.soak
def test_a_thousand_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    for turn in range(10):  # files of their own, so that verifying them stays quick
        _kill_while_saving(tmp_path / str(turn) / "records.jsonl", 100, seed=turn)


def _read_beside(file: Path, writers: "list[subprocess.Popen[bytes]]") -> None:
    """List and open records while others save: no error, and nothing goes away again."""
    seen = 0
    with open_records(file) as records:
        while any(process.poll() is None for process in writers):
            cards = records.cards()
            assert len(cards) >= seen
            assert not records.damages
            if cards:
                assert records.get(cards[-1].id).determination
            seen = len(cards)


def _save_at_once(file: Path, processes: int, saves: int) -> None:
    writers = [writer(file, saves, f"writer {number}") for number in range(processes)]
    _read_beside(file, writers)
    acknowledged = [_ids(process.communicate()[0]) for process in writers]
    assert [process.returncode for process in writers] == [0] * processes
    assert [len(ids) for ids in acknowledged] == [saves] * processes
    with open_records(file) as records:
        cards = records.cards()
        assert len(cards) == processes * saves
        for number, ids in enumerate(acknowledged):
            assert [card.id for card in cards if card.by == f"writer {number}"] == ids
        verification = records.verify()
        assert verification.sound
        assert verification.entries == processes * saves + 1


@needs_posix
def test_a_writer_that_is_killed_does_not_hold_up_another(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    chance = random.Random(2)
    steady = writer(file, 400, "steady")
    acknowledged: list[str] = []
    while steady.poll() is None:
        killed = writer(file, 10**6, "killed")
        assert killed.stdout is not None
        killed.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        killed.send_signal(signal.SIGKILL)
        acknowledged += _ids(killed.stdout.read())
        killed.wait()
    told = _ids(steady.communicate()[0])
    assert len(told) == 400
    with open_records(file) as records:
        assert {card.id for card in records.cards()} >= {*told, *acknowledged}
        assert records.verify().sound


def _kill_while_redacting(file: Path, kills: int, seed: int) -> None:
    """Whenever the kill comes, the journal is the old one or the new one, and what was told to be
    gone is gone."""
    with open_records(file) as records:
        save(records)
    chance = random.Random(seed)
    for _ in range(kills):
        process = redactor(file)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.06))
        process.send_signal(signal.SIGKILL)
        gone = _ids(process.stdout.read())
        process.wait()
        content = file.read_bytes()
        assert not [number for number in gone if f"call {number}".encode() in content]
        with open_records(file) as records:
            assert not records.damages
            assert records.verify().sound
            assert records.get("2026-000001").determination


@needs_posix
@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.soak)])
def test_a_kill_while_redacting_leaves_the_old_journal_or_the_new_one(
    tmp_path: Path, kills: int
) -> None:
    _kill_while_redacting(tmp_path / "records.jsonl", kills, seed=6)


def test_four_processes_save_at_once(tmp_path: Path) -> None:
    _save_at_once(tmp_path / "records.jsonl", 4, 25)


@pytest.mark.soak
def test_eight_processes_save_two_thousand_at_once(tmp_path: Path) -> None:
    _save_at_once(tmp_path / "records.jsonl", 8, 250)


def _fill_the_disk(folder: Path, limit: int) -> None:
    """Save until no more room is left: all that was acknowledged is there, and saving goes on."""
    file = folder / "records.jsonl"
    process = writer(file, 10**6, "writer", limit)
    output, complaint = process.communicate()
    assert process.returncode != 0
    assert b"there is no room left on the disk" in complaint
    with open_records(file) as records:
        assert [card.id for card in records.cards()] == _ids(output)
        assert not records.damages
        assert records.torn is None
        save(records)
        assert records.verify().sound


@needs_posix
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    chance = random.Random(3)
    for turn in range(5):
        _fill_the_disk(tmp_path / str(turn), chance.randrange(20_000, 60_000))


@needs_posix
@pytest.mark.soak
def test_two_hundred_full_disks_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(4)
    for turn in range(200):
        _fill_the_disk(tmp_path / str(turn), chance.randrange(6_000, 60_000))


@needs_posix
def test_a_full_disk_is_told_and_room_made_is_used(tmp_path: Path) -> None:
    """On a file system of its own, where there may be one; the same process goes on."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("mounting needs root")
    try:
        saved = []
        with open_records(disk / "records.jsonl") as records:
            filler = disk / "filler"
            filler.write_bytes(b"x" * 100_000)
            with pytest.raises(CannotSaveError, match="no room left"):
                while len(saved) < 1000:
                    saved.append(save(records, len(saved), 4000))
            assert saved
            assert [card.id for card in records.cards()] == saved
            filler.unlink()
            saved.append(save(records, 1, 4000))
            assert [card.id for card in records.cards()] == saved
            assert records.verify().sound
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _kill_while_drafting(folder: Path, kills: int) -> None:
    code = (
        "import sys, pathlib; from records.drafts import Drafts\n"
        "drafts, number = Drafts(pathlib.Path(sys.argv[1])), 0\n"
        "while True:\n"
        "    number += 1\n"
        "    drafts.save('deal', f'title: {number}\\n' + 'x' * (number % 50 * 999) + '.')\n"
        "    sys.stdout.write(f'{number}\\n'); sys.stdout.flush()\n"
    )
    root = Path(__file__).parent.parent
    chance = random.Random(5)
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, cwd=root
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        told = [int(line) for line in process.stdout.read().splitlines(keepends=True)[:-1]]
        process.wait()
        [draft] = Drafts(folder).saved()
        text = Drafts(folder).load("deal")
        number = int(draft.title)
        assert text == f"title: {number}\n" + "x" * (number % 50 * 999) + "."
        assert number >= max(told, default=1)


@needs_posix
def test_a_kill_leaves_the_old_draft_or_the_new_one(tmp_path: Path) -> None:
    _kill_while_drafting(tmp_path / "drafts", 10)
