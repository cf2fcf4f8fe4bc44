"""Saving, listing and opening determinations, and what is recorded about them later."""

import shutil
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from tinydb import Query, TinyDB

from records import events, frame
from records.faults import (
    AlteredError,
    AppendOnlyError,
    CannotLockError,
    CannotSaveError,
    NewerRecordsError,
    NoSuchRecordError,
    NotRecordsError,
    UnfitEntryError,
)
from records.index import Index
from records.journal import Journal
from records.store import determination_bytes, open_records
from tests.records_samples import DEAL, NOW, determination, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records" / "records.jsonl"


def test_a_saved_determination_is_listed_and_opens_as_it_was(file: Path) -> None:
    with open_records(file) as records:
        record = save(records, 7)
        assert record == "2026-000001"
    with open_records(file) as records:
        [card] = records.cards()
        assert (card.id, card.by, card.title, card.eccn) == (record, "J. Doe", "Deal 7", "3B001.c")
        assert (card.destination, card.countries) == ("CN", ("CN", "SG"))
        assert card.parties == ("Fab", "Agent")
        assert card.saved_at == NOW
        opened = records.get(record)
        assert opened.determination == determination(7)
        assert opened.deal_text == DEAL
        assert (opened.why, opened.ruleset_digest) == ("order 4711", "d1")
        assert opened.events == ()
        assert frame.sha256(determination_bytes(opened.determination)).hexdigest() == (
            opened.determination_sha256
        )
        assert records.verify().sound


def test_nothing_is_written_by_looking(file: Path) -> None:
    with open_records(file) as records:
        assert records.cards() == []
        assert records.verify().sound
        with pytest.raises(NoSuchRecordError, match="2026-000001"):
            records.get("2026-000001")
    assert not file.parent.exists()


def test_ids_count_within_the_year_of_the_save(file: Path) -> None:
    with open_records(file) as records:
        assert save(records) == "2026-000001"
        assert save(records, now=NOW + timedelta(days=60)) == "2027-000001"
        assert save(records) == "2026-000002"


def test_times_are_kept_in_utc(file: Path) -> None:
    there = timezone(timedelta(hours=9))
    with open_records(file) as records:
        record = save(records, now=datetime(2027, 1, 1, 3, 0, tzinfo=there))
        assert record == "2026-000001"
        assert records.cards()[0].saved_at == datetime(2026, 12, 31, 18, 0, tzinfo=UTC)
        with pytest.raises(ValueError, match="time zone"):
            save(records, now=datetime(2026, 1, 1))


def test_who_and_why_are_asked_for(file: Path) -> None:
    with open_records(file) as records:
        with pytest.raises(UnfitEntryError, match="who"):
            save(records, by="  ")
        with pytest.raises(UnfitEntryError, match="why"):
            save(records, why="")
    assert not file.exists()


def test_later_events_are_told_with_the_record(file: Path) -> None:
    with open_records(file) as records:
        first = save(records)
        records.add(first, events.review("return", "wrong ECCN"), by="A. Boss", now=NOW)
        records.add(first, events.note("asked the maker"), by="J. Doe", now=NOW)
        second = save(records, 2, supersedes=first, why="new ECCN")
        assert [(e.kind, e.by, e.text, e.details) for e in records.get(first).events] == [
            ("review", "A. Boss", "wrong ECCN", {"verdict": "return"}),
            ("note", "J. Doe", "asked the maker", {}),
            ("superseded-by", "J. Doe", "new ECCN", {"other": second}),
        ]
        old, new = records.cards()
        assert (old.review, old.events, old.superseded_by) == ("return", 3, second)
        assert new.supersedes == first
        with pytest.raises(UnfitEntryError, match=second):
            save(records, 3, supersedes=first)
        with pytest.raises(NoSuchRecordError):
            save(records, 3, supersedes="2026-000099")
        third = save(records, 3)
        records.supersede(second, third, "J. Doe", "the same deal", NOW)
        assert records.get(second).events[-1].details == {"other": third}


def test_an_event_that_says_too_little_is_not_saved(file: Path) -> None:
    with open_records(file) as records:
        record = save(records)
        for text, by in ((" ", "J. Doe"), ("x", "")):
            with pytest.raises(UnfitEntryError):
                records.add(record, events.note(text), by=by, now=NOW)
        with pytest.raises(UnfitEntryError, match="approve or return"):
            events.review("perhaps", "x")
        assert records.get(record).events == ()


def test_what_one_process_saves_another_lists(file: Path) -> None:
    with open_records(file) as one, open_records(file) as other:
        first = save(one)
        assert [card.id for card in other.cards()] == [first]
        second = save(other, 2)
        assert second == "2026-000002"
        assert one.get(second).determination == determination(2)


def test_threads_save_side_by_side(file: Path) -> None:
    ids: list[str] = []
    with open_records(file) as records:
        threads = [
            threading.Thread(target=lambda: ids.extend(save(records) for _ in range(10)))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(ids)) == 40
        assert records.verify().entries == 41


def test_a_snapshot_spares_reading_and_can_be_deleted(file: Path) -> None:
    with open_records(file) as records:
        for number in range(30):
            save(records, number)
        records.add("2026-000003", events.note("x"), by="J. Doe", now=NOW)
        cards = records.cards()
    snapshot = file.with_name("records.jsonl.cards")
    with open_records(file) as records:
        assert records.cards() == cards
        save(records, 99)
    for spoiled in (b"", b"not a snapshot", snapshot.read_bytes()[:-3]):
        snapshot.write_bytes(spoiled)
        with open_records(file) as records:
            assert records.cards()[:30] == cards
            assert records.get("2026-000003").events[0].text == "x"
    snapshot.unlink()
    with open_records(file) as records:
        assert records.cards()[:30] == cards


def test_tinydb_reads_and_queries_and_cannot_change(file: Path) -> None:
    entry = Query()
    with open_records(file) as records:
        for number in range(5):
            save(records, number)
        database = records.database
        assert len(database) == 6
        found = database.search((entry.kind == "determination") & (entry.card.title == "Deal 3"))
        assert [document.doc_id for document in found] == [5]
        assert found[0]["body"]["determination"] == determination(3)
        assert database.get(doc_id=2)["record"] == "2026-000001"
        assert database.count(entry.card.countries.any(["SG"])) == 5
        assert "total=6" in repr(database.table("entries"))
        for change in (
            lambda: database.update({"by": "X"}),
            lambda: database.update({"by": "X"}, doc_ids=[2]),
            lambda: database.remove(doc_ids=[2]),
            lambda: database.truncate(),
            lambda: database.drop_tables(),
            lambda: database.table("other"),
            lambda: database.upsert({"by": "X"}, entry.kind == "determination"),
        ):
            with pytest.raises(AppendOnlyError):
                change()
        with pytest.raises(UnfitEntryError):
            database.insert({"kind": "note"})
        plain = {"kind": "note", "at": "2026-11-25T12:00:00Z", "by": "X", "body": {"a": [1, "2"]}}
        number = database.insert(plain)
        assert {**plain, "card": {}, "schema": frame.SCHEMA} == database.get(doc_id=number)
        assert records.verify().sound


def test_stock_tinydb_opens_the_export(file: Path, tmp_path: Path) -> None:
    with open_records(file) as records:
        save(records, 1)
        save(records, 2)
        assert records.export_tinydb(tmp_path / "db.json") == 3
        exported = TinyDB(tmp_path / "db.json").table("entries").all()
        assert exported == records.database.all()


def test_files_are_private(file: Path) -> None:
    with open_records(file) as records:
        records.keep_ruleset("d1", {"regime.yaml": b"x"})
        save(records)
    for path in [file.parent, *file.parent.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_ruleset_texts_are_kept_once_and_checked(file: Path) -> None:
    files = {"us-ear/regime.yaml": b"regime: us-ear\n", "countries/c.yaml": b"\xff"}
    with open_records(file) as records:
        archive = records.keep_ruleset("sha256:d1", files)
        assert records.keep_ruleset("sha256:d1", {}) == archive
        record = save(records)
        assert records.get(record).ruleset_archive == ""
    with open_records(file) as records:
        assert records.keep_ruleset("d1", files)
        record = save(records)
        kept = records.get(record)
        assert records.ruleset("d1", kept.ruleset_archive) == files
        with pytest.raises(NoSuchRecordError):
            records.ruleset("d2")
        path = file.parent / "rulesets" / "d1.zip"
        path.write_bytes(path.read_bytes().replace(b"us-ear", b"us-eaR"))
        with pytest.raises(AlteredError):
            records.ruleset("d1")


def test_a_long_determination_takes_little_room_and_comes_back(file: Path) -> None:
    with open_records(file) as records:
        record = save(records, 1, 300_000)
        assert records.end.size < 150_000
        found = records.get(record)
        assert found.determination == determination(1, 300_000)
        assert found.determination_sha256 == (
            frame.sha256(determination_bytes(found.determination)).hexdigest()
        )
        assert records.database.get(doc_id=2)["body"]["determination"] == found.determination


def test_text_of_any_kind_comes_back(file: Path) -> None:
    odd = {**determination(), "title": 'a\n\r\t\u2028\0 "\\ 中 \udc80 {}', "note": "\x7f"}
    with open_records(file) as records:
        record = records.save(odd, "facts: [", by="Ö", why="\udcff", now=NOW, ruleset_digest="d1")
        assert records.get(record).determination == odd
        assert records.verify().sound


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("shopping list")
    with pytest.raises(NotRecordsError, match="notes"):
        open_records(other)
    with pytest.raises(NotRecordsError, match="folder"):
        open_records(tmp_path)
    assert other.read_text() == "shopping list"


def test_a_newer_schema_is_told(file: Path) -> None:
    with open_records(file) as records:
        save(records)
        end = records.end
    newer = frame.SCHEMA + 1
    head = {"schema": newer, "kind": "determination", "record": "x", "at": "y", "by": "z"}
    line, _ = frame.seal(end.seq + 1, end.hash, head, {}, {})
    with file.open("ab") as journal:
        journal.write(line)
    with pytest.raises(NewerRecordsError, match="Update Navicert"):
        open_records(file)


def test_a_lock_that_is_held_is_told(file: Path) -> None:
    with open_records(file) as holder, open_records(file, wait=0.05) as records:
        save(holder)
        with holder._journal.exclusive(), pytest.raises(CannotLockError, match="another Navicert"):
            save(records)
        assert save(records) == "2026-000002"


def test_a_lock_file_that_somebody_deleted_is_made_again(file: Path) -> None:
    with open_records(file) as one, open_records(file, wait=0.05) as other:
        save(one)
        file.with_name("records.jsonl.lock").unlink()
        with one._journal.exclusive(), pytest.raises(CannotLockError):
            save(other)
        assert save(other) == "2026-000002"


def test_a_disk_that_fails_to_sync_is_told_and_saving_goes_on(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the disk did not confirm is taken back: nobody finds an entry that was not told."""
    import errno

    from engine import durable

    really, failing = durable.sync_file, [True]

    def sync(descriptor: int) -> None:
        if failing and failing.pop():
            raise OSError(errno.EIO, "Input/output error")
        really(descriptor)

    with open_records(file) as records:
        save(records, 1)
        before = file.read_bytes()
        monkeypatch.setattr(durable, "sync_file", sync)
        with pytest.raises(CannotSaveError, match="Input/output error"):
            save(records, 2)
        assert file.read_bytes() == before
        assert len(records.cards()) == 1
        assert save(records, 3) == "2026-000002"
        assert records.verify().sound


def test_a_lock_that_the_file_system_lacks_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import fcntl

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    with open_records(file) as records:
        monkeypatch.setattr(fcntl, "flock", no_locks)
        with pytest.raises(CannotLockError, match="network"):
            save(records)


def test_a_file_that_may_not_be_written_is_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    with open_records(file) as records:
        record = save(records)
    file.with_name("records.jsonl.lock").unlink(missing_ok=True)
    really = os.open

    def read_only(path: object, flags: int, *rest: int, **named: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY) and str(path).startswith(str(file)):
            raise OSError(errno.EROFS, "Read-only file system")
        return really(path, flags, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", read_only)
    with open_records(file) as records:
        assert [card.id for card in records.cards()] == [record]
        assert records.get(record).why == "order 4711"
        assert records.verify().sound
        with pytest.raises(CannotSaveError, match="may not be written"):
            save(records)


def test_a_file_put_in_place_of_the_journal_is_noticed(file: Path) -> None:
    with open_records(file) as records:
        save(records, 1)
        before = file.read_bytes()
        save(records, 2)
        copy = file.with_name("copy")
        copy.write_bytes(before)
        copy.replace(file)
        assert len(records.cards()) == 1
        with pytest.raises(AlteredError, match="entry 3"):
            save(records, 3)
    assert file.read_bytes() == before


def test_a_journal_that_goes_away_is_not_begun_anew(file: Path) -> None:
    with open_records(file) as records:
        save(records, 1)
        file.rename(file.with_name("elsewhere"))
        assert records.cards() == []
        assert not records.verify().sound
        with pytest.raises(AlteredError, match="gone"):
            save(records, 2)
    file.with_name("elsewhere").rename(file)
    with open_records(file) as records:
        save(records, 2)
    file.unlink()
    with open_records(file) as records, pytest.raises(AlteredError, match="cards"):
        save(records, 3)
    file.with_name("records.jsonl.cards").unlink()
    with open_records(file) as records, pytest.raises(AlteredError, match="checkpoints"):
        save(records, 3)
    shutil.rmtree(file.parent / "checkpoints")
    with open_records(file) as records:
        assert save(records, 3) == "2026-000001"


def test_a_longer_copy_of_the_same_journal_may_take_its_place(file: Path) -> None:
    with open_records(file) as records:
        save(records, 1)
        copy = file.with_name("copy")
        copy.write_bytes(file.read_bytes())
        with open_records(copy) as other:
            save(other, 2)
        copy.replace(file)
        assert len(records.cards()) == 2
        assert save(records, 3) == "2026-000003"


def test_an_entry_that_calls_itself_a_determination_harms_nobody(file: Path) -> None:
    odd = {"kind": "determination", "at": "some day", "by": "X"}
    with open_records(file) as records:
        records.database.insert(odd)
        save(records, 1)
    with open_records(file) as records:
        assert len(records.cards()) == 1
        assert records.verify().sound


def test_the_journal_alone_needs_no_database(file: Path) -> None:
    journal = Journal(file, Index())
    entry = journal.append({"kind": "note", "at": "2026-11-25T12:00:00Z", "by": "X"}, {}, {"a": 1})
    body = journal.read(entry.seq).body
    assert body is not None and body["a"] == 1
    journal.close()
