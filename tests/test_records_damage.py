"""What is found when bytes were changed, and what a crash leaves behind."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from records import frame
from records.events import note
from records.faults import AlteredError
from records.scan import Point
from records.store import open_records
from records.verify import verify_file
from tests.records_samples import NOW, determination, save

COUNT = 12


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A journal of an opening entry, twelve determinations and a note, and no witness of it."""
    file = tmp_path / "records" / "records.jsonl"
    with open_records(file) as records:
        for number in range(COUNT):
            save(records, number, 700)
        records.add("2026-000002", note("asked the maker"), by="J. Doe", now=NOW)
    _no_witness(file)
    return file


def _no_witness(file: Path) -> None:
    """Without what remembers how far the journal went, as after a power cut."""
    file.with_name("records.jsonl.cards").unlink(missing_ok=True)
    shutil.rmtree(file.parent / "checkpoints", ignore_errors=True)


def _lines(file: Path) -> list[bytes]:
    return file.read_bytes().splitlines(keepends=True)


def _quarantined(file: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in (file.parent / "quarantine").iterdir())


def _flips(content: bytes, count: int) -> Iterator[tuple[int, bytes]]:
    chance = random.Random(4)
    for _ in range(count):
        place = chance.randrange(len(content))
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        yield place, bytes(changed)


def _number_at(lines: list[bytes], place: int) -> int:
    """The number of the entry that holds the byte `place`."""
    for number, line in enumerate(lines, start=1):
        if place < len(line):
            return number
        place -= len(line)
    raise AssertionError(place)


def test_every_flipped_bit_is_found_and_its_entry_named(file: Path) -> None:
    """2,000 places, in every part of a line."""
    content, lines = file.read_bytes(), _lines(file)
    for place, changed in _flips(content, 2000):
        file.write_bytes(changed)
        found = verify_file(file)
        first = found.first or found.torn
        assert first is not None, place
        assert first.seq == _number_at(lines, place), (place, first)
        assert found.findings or place >= len(content) - len(lines[-1])


def test_a_flipped_bit_in_the_last_entry_is_no_torn_tail(file: Path) -> None:
    """Somebody was told that it was saved: it is not set aside."""
    content, lines = file.read_bytes(), _lines(file)
    start = len(content) - len(lines[-1])
    for place in range(start, len(content)):
        changed = bytearray(content)
        changed[place] ^= 4
        file.write_bytes(changed)
        assert verify_file(file).first is not None, place


def test_removed_swapped_and_repeated_entries_are_found(file: Path) -> None:
    lines = _lines(file)
    for at in range(len(lines) - 1):
        for changed in (
            lines[:at] + lines[at + 1 :],
            [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]],
        ):
            file.write_bytes(b"".join(changed))
            first = verify_file(file).first
            assert first is not None
            assert first.seq == at + 1
        file.write_bytes(b"".join([*lines[: at + 1], *lines[at:]]))
        first = verify_file(file).first
        assert first is not None
        assert first.seq == at + 2


def test_an_altered_entry_bars_saving_and_hides_no_other(file: Path) -> None:
    lines = _lines(file)
    lines[4] = lines[4].replace(b'"by":"J. Doe"', b'"by":"X. Doe"')
    file.write_bytes(b"".join(lines))
    with open_records(file) as records:
        assert [damage.seq for damage in records.damages] == [5]
        assert len(records.cards()) == COUNT - 1
        assert records.get("2026-000012").determination == determination(11, 700)
        with pytest.raises(AlteredError, match="entry 5"):
            save(records)
        verification = records.verify()
        assert [finding.seq for finding in verification.findings] == [5]
    assert file.read_bytes() == b"".join(lines)


def test_an_altered_body_is_found_on_opening_the_record(file: Path) -> None:
    content = file.read_bytes()
    place = content.rindex(b'"title":"Deal 3"')  # the card bears the first one
    file.write_bytes(content[: place + 14] + b"8" + content[place + 15 :])
    with open_records(file) as records:
        with pytest.raises(AlteredError, match="Entry 5"):
            records.get("2026-000004")
        first = records.verify().first
        assert first is not None
        assert (first.seq, first.record) == (5, "2026-000004")


def test_a_dropped_tail_is_found_against_a_noted_head(file: Path) -> None:
    with open_records(file) as records:
        noted = records.end
    _no_witness(file)
    lines = _lines(file)
    file.write_bytes(b"".join(lines[:-2]))
    assert verify_file(file).sound, "a chain alone cannot show it"
    first = verify_file(file, [noted]).first
    assert first is not None
    assert "dropped" in first.what


def test_a_chain_computed_anew_is_found_against_a_noted_head(file: Path) -> None:
    with open_records(file) as records:
        noted = records.end
        forged, head = b"", frame.GENESIS
        for seq in records._journal.offsets:
            entry = records._journal.read(seq)
            who = {**entry.head, "by": "X. Doe"}
            line, head = frame.seal(seq, head, who, entry.card or {}, entry.body or {})
            forged += line
    file.write_bytes(forged)
    assert verify_file(file).sound, "a chain alone cannot show it"
    first = verify_file(file, [noted]).first
    assert first is not None
    assert "anew" in first.what


@pytest.mark.parametrize("witness", ["records.jsonl.cards", "checkpoints"])
def test_snapshot_and_checkpoints_vouch_for_the_tail(file: Path, witness: str) -> None:
    with open_records(file) as records:
        save(records)
    kept = file.parent / witness
    for other in {file.with_name("records.jsonl.cards"), file.parent / "checkpoints"} - {kept}:
        other.rename(file.parent / "elsewhere")
    file.write_bytes(b"".join(_lines(file)[:-1]))
    with open_records(file) as records:
        assert len(records.cards()) == COUNT
        with pytest.raises(AlteredError, match=f"delete .*{witness}"):
            save(records)
    _no_witness(file)
    with open_records(file) as records:
        save(records)
        assert records.verify().sound


def test_a_list_that_was_tampered_with_fools_nobody(file: Path) -> None:
    """The snapshot is no authority: a record is read from the journal."""
    with open_records(file) as records:
        save(records)
    snapshot = file.with_name("records.jsonl.cards")
    content = snapshot.read_bytes().partition(b"\n")[2].replace(b"J. Doe", b"X. Doe")
    snapshot.write_bytes(frame.sha256(content).hexdigest().encode() + b"\n" + content)
    with open_records(file) as records:
        assert records.cards()[0].by == "X. Doe"
        assert records.get("2026-000001").by == "J. Doe"
        first = records.verify().first
        assert first is not None
        assert (first.record, "delete records.jsonl.cards" in first.what) == ("2026-000001", True)


def test_a_save_cut_off_at_any_byte_is_set_aside_and_recorded(file: Path) -> None:
    lines = _lines(file)
    before, last = b"".join(lines[:-2]), lines[-2]
    for cut in [*range(1, len(last) - 3, 13), *range(len(last) - 3, len(last))]:
        file.write_bytes(before + last[:cut])
        shutil.rmtree(file.parent / "quarantine", ignore_errors=True)
        found = verify_file(file)
        assert found.sound
        assert found.torn is not None
        with open_records(file) as records:
            assert records.torn is not None
            record = save(records)
            whole = cut == len(last) - 1
            assert len(records.cards()) == COUNT + whole
            assert record == records.cards()[-1].id
            assert records.get(record).events == ()
            verification = records.verify()
            assert verification.sound
            assert verification.torn is None
            assert verification.recovered == 1
        assert _quarantined(file) == [last[:cut]]
        _no_witness(file)


def test_power_lost_while_saving_loses_nothing_that_was_saved(file: Path) -> None:
    """Any pages of the unsynced entry may be missing, and it may be cut at any byte."""
    with open_records(file) as records:
        save(records, 50, 14_000)
    _no_witness(file)
    lines = _lines(file)
    before, last = b"".join(lines[:-1]), lines[-1]
    chance = random.Random(11)
    for _ in range(300):
        kept = len(last) if chance.random() < 0.5 else chance.randrange(len(last))
        tail = bytearray(last[:kept])
        for page in range(-(len(before) % 4096), kept, 4096):
            if chance.random() < 0.5:
                start, stop = max(0, page), min(kept, page + 4096)
                tail[start:stop] = bytes(stop - start)
        file.write_bytes(before + tail)
        shutil.rmtree(file.parent / "quarantine", ignore_errors=True)
        with open_records(file) as records:
            assert len(records.cards()) in (COUNT, COUNT + (bytes(tail) == last))
            save(records, 51)
            assert records.verify().sound
            assert not records.damages
        _no_witness(file)
        if bytes(tail) not in (last, b""):
            assert _quarantined(file) == [bytes(tail)]


def test_a_first_save_cut_off_leaves_a_file_that_can_be_used(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    with open_records(file) as records:
        save(records)
    content = file.read_bytes()
    _no_witness(file)
    for cut in [0, 1, 5, 8, 100, 300, 600]:
        file.write_bytes(content[:cut])
        with open_records(file) as records:
            assert records.cards() == []
            save(records)
            assert records.verify().sound
        _no_witness(file)


def test_a_tail_set_aside_before_a_kill_is_recorded_by_the_next_save(file: Path) -> None:
    folder = file.parent / "quarantine"
    folder.mkdir()
    (folder / "records.jsonl-000000000042-abc").write_bytes(b"{")
    (folder / "of another file").write_bytes(b"{")
    for _ in range(2):
        with open_records(file) as records:
            save(records)
            assert records.verify().recovered == 1


def test_a_removed_body_needs_a_redaction_on_record(file: Path) -> None:
    """The chain holds without the body: that is what the two levels of hashes are for."""
    lines = _lines(file)
    prefix = frame.read_prefix(lines[3])
    start = lines[3][: prefix.body_start].replace(
        b",%09d" % (prefix.body_end - prefix.body_start), b",%09d" % 4, 1
    )
    redacted = [*lines[:3], start + b"null}\n", *lines[4:]]
    file.write_bytes(b"".join(redacted))
    first = verify_file(file).first
    assert first is not None
    assert (first.seq, first.record) == (4, "2026-000003")
    assert "redaction" in first.what
    with open_records(file) as records:
        assert records.get("2026-000003").determination is None
        assert records.cards()[2].title == "Deal 2"
        head = {"kind": "redaction", "at": "2026-11-25T12:00:00Z", "by": "X", "entry": 4}
        records.database.insert({**head, "body": {"text": "disposed of"}})
        assert records.verify().sound


def test_points_of_an_untouched_journal_hold(file: Path) -> None:
    points = []
    at, size = 0, 0
    for line in _lines(file):
        at, size = at + 1, size + len(line)
        points.append(Point(at, frame.read_prefix(line).hash, size))
    assert verify_file(file, points).sound
