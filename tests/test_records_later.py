"""What is recorded about a determination later: sign-offs, attachments, holds, redactions."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import events
from records.faults import AppendOnlyError, NoSuchRecordError, UnfitEntryError
from records.retention import due, keep_until
from records.store import Records, open_records
from tests.records_samples import DEAL, NOW, determination, save

KEPT = {"retention": [{"years": 5, "cite": "15 CFR 762.6", "rule": "r", "sentence": "s"}]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records" / "records.jsonl"


def _save_kept(records: Records, number: int = 1, size: int = 900) -> str:
    data = {**determination(number, size), **KEPT}
    return records.save(data, DEAL, by="J. Doe", why="x", now=NOW, ruleset_digest="d1")


def _happened(records: Records, record: str, on: date) -> None:
    records.add(record, events.happened("export", on, "invoice 1"), by="J. Doe", now=NOW)


def test_a_second_person_signs_off(file: Path) -> None:
    with open_records(file) as records:
        record = save(records)
        with pytest.raises(UnfitEntryError, match="somebody else"):
            records.add(record, events.sign_off("ok"), by="j.  DOE ".replace(".", "."), now=NOW)
        records.add(record, events.sign_off("I read it"), by="B. Chief", now=NOW)
        assert records.cards()[0].signed_off == "B. Chief"
    with open_records(file) as records:
        assert records.get(record).card.signed_off == "B. Chief"


def test_an_attachment_is_kept_as_its_digest(file: Path, tmp_path: Path) -> None:
    paper = tmp_path / "order 4711.pdf"
    paper.write_bytes(b"abc")
    with open_records(file) as records:
        record = save(records)
        records.add(record, events.attachment(paper, "the order"), by="J. Doe", now=NOW)
        [event] = records.get(record).events
        assert event.details == {
            "file": "order 4711.pdf",
            "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "size": "3",
        }
    with pytest.raises(UnfitEntryError, match="cannot be read"):
        events.attachment(tmp_path / "none", "x")


def test_the_time_to_keep_counts_from_the_latest_event(file: Path) -> None:
    with open_records(file) as records:
        record = _save_kept(records)
        assert keep_until(records.cards()[0]) is None
        _happened(records, record, date(2024, 2, 29))
        _happened(records, record, date(2020, 1, 1))
        [card] = records.cards()
        assert keep_until(card) == date(2029, 3, 1)
        assert due([card], date(2029, 3, 1)) == []
        assert due([card], date(2029, 3, 2)) == [card]
        records.add(record, events.legal_hold("subpoena"), by="Counsel", now=NOW)
        assert due(records.cards(), date(2040, 1, 1)) == []
        with pytest.raises(UnfitEntryError, match="legal hold"):
            records.redact(record, ["Agent"], by="J. Doe", why="asked", now=NOW)
        records.add(record, events.hold_released("closed"), by="Counsel", now=NOW)
        assert len(due(records.cards(), date(2040, 1, 1))) == 1
        with pytest.raises(UnfitEntryError, match="no hold"):
            records.add(record, events.hold_released("again"), by="Counsel", now=NOW)
        with pytest.raises(UnfitEntryError, match="export"):
            events.happened("eaten", date(2024, 1, 1), "x")


def test_a_record_that_names_no_period_is_never_due(file: Path) -> None:
    with open_records(file) as records:
        record = save(records)
        _happened(records, record, date(1999, 1, 1))
        assert due(records.cards(), date(2099, 1, 1)) == []


def test_what_is_due_is_disposed_of_and_the_chain_holds(file: Path) -> None:
    later = NOW + timedelta(days=4000)
    with open_records(file) as records:
        record = _save_kept(records)
        other = _save_kept(records, 2)
        records.add(record, events.note("call Jane Roe"), by="J. Doe", now=NOW)
        with pytest.raises(UnfitEntryError, match="no export"):
            records.dispose(record, by="B. Chief", why="over", now=later)
        _happened(records, record, date(2026, 12, 1))
        with pytest.raises(UnfitEntryError, match="2031-12-01"):
            records.dispose(record, by="B. Chief", why="over", now=NOW)
        records.dispose(record, by="B. Chief", why="time is over", now=later)
        assert records.verify().sound
    for content in (file.read_bytes(), file.with_name("records.jsonl.cards").read_bytes()):
        assert b"Jane Roe" not in content
        assert b"Deal 1" not in content
        assert b"Deal 2" in content
    with open_records(file) as records:
        found = records.get(record)
        assert (found.determination, found.deal_text, found.redacted) == (None, None, True)
        assert found.events[-1].kind == "redaction"
        assert (found.events[-1].by, found.events[-1].text) == ("B. Chief", "time is over")
        assert records.get(other).determination is not None
        assert records.verify().sound
        save(records, 3)


@pytest.mark.parametrize("size", [900, 60_000])
def test_a_redaction_takes_a_name_out_everywhere_and_leaves_the_rest(file: Path, size: int) -> None:
    with open_records(file) as records:
        record = _save_kept(records, 1, size)
        records.add(record, events.note("Fab and Agent agree"), by="J. Doe", now=NOW)
        with pytest.raises(UnfitEntryError, match="does not hold"):
            records.redact(record, ["Nobody"], by="J. Doe", why="asked", now=NOW)
        with pytest.raises(UnfitEntryError, match="too short"):
            records.redact(record, ["F"], by="J. Doe", why="asked", now=NOW)
        assert records.redact(record, ["Agent"], by="J. Doe", why="he asked", now=NOW) == 2
        assert records.redact(record, ["Fab"], by="J. Doe", why="they asked", now=NOW) == 2
    assert b"Agent" not in file.read_bytes()
    for _ in range(2):  # with the snapshot, and without
        with open_records(file) as records:
            found = records.get(record)
            assert found.redacted
            assert found.determination == {**determination(1, size), **KEPT}
            assert found.deal_text == DEAL.replace("Agent", "(redacted)").replace(
                "Fab", "(redacted)"
            )
            assert found.events[0].text == "(redacted) and (redacted) agree"
            assert found.card.parties == ("(redacted)", "(redacted)")
            assert found.card == records.cards()[0]
            assert records.verify().sound
        file.with_name("records.jsonl.cards").unlink(missing_ok=True)


def test_another_process_sees_a_redaction(file: Path) -> None:
    with open_records(file) as one, open_records(file) as other:
        record = save(one)
        assert other.get(record).deal_text == DEAL
        one.redact(record, ["Agent"], by="J. Doe", why="asked", now=NOW)
        assert "Agent" not in str(other.get(record))
        assert save(other, 2) == "2026-000002"
        assert one.verify().sound


def test_a_checkpoint_holds_through_a_redaction(file: Path) -> None:
    with open_records(file) as records:
        record = save(records)
        before = records.anchors.now()
        records.redact(record, ["Agent"], by="J. Doe", why="asked", now=NOW)
        assert records.verify(witnesses=[before]).sound


def test_a_redaction_of_a_record_that_is_not_there_is_told(file: Path) -> None:
    with open_records(file) as records:
        save(records)
        with pytest.raises(NoSuchRecordError):
            records.redact("2026-000009", ["Agent"], by="J. Doe", why="x", now=NOW)
        with pytest.raises(AppendOnlyError):
            records.database.truncate()


@given(
    st.lists(
        st.sampled_from(["Agent", "Fab", "order", "Etcher", "etcher"]), min_size=1, max_size=3
    ),
    st.lists(st.sampled_from(["note", "save", "redact"]), max_size=4),
)
def test_whatever_is_redacted_the_chain_holds_and_the_text_is_gone(
    texts: list[str], deeds: list[str]
) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.jsonl"
        with open_records(file) as records:
            record = save(records)
            for number, deed in enumerate([*deeds, "redact"]):
                if deed == "save":
                    save(records, number)
                elif deed == "note":
                    records.add(record, events.note("Agent, Fab"), by="J. Doe", now=NOW)
                else:
                    for text in texts:
                        try:
                            records.redact(record, [text], by="J. Doe", why="x", now=NOW)
                        except UnfitEntryError:
                            assert text not in str(records.get(record))
                    assert not any(text in str(records.get(record)) for text in texts)
                assert records.verify().sound
        with open_records(file) as records:
            assert not any(text in str(records.get(record)) for text in texts)
            assert records.verify().sound
