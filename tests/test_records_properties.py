"""Whatever is done in whatever order, the records tell what was saved, and nothing else."""

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from records import frame
from records.events import note
from records.scan import Damage, Entry, Point, scan
from records.store import open_records
from tests.records_samples import DEAL, NOW, determination, save

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)
STEPS = st.lists(
    st.sampled_from(["save", "note", "supersede", "open again", "drop the snapshot", "tear"]),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_any_order_of_work_keeps_what_was_saved(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.jsonl"
        records, saved, events, latest = open_records(file), [], 0, ""
        for number, step in enumerate(steps):
            if step == "save":
                latest = save(records, number, 500)
                saved.append((latest, number))
            elif step == "note" and latest:
                records.add(latest, note(str(number)), by="J. Doe", now=NOW)
                events += 1
            elif step == "supersede" and latest:
                latest = save(records, number, 500, supersedes=latest)
                saved.append((latest, number))
                events += 1
            elif step in ("open again", "drop the snapshot"):
                records.close()
                if step == "drop the snapshot":
                    file.with_name("records.jsonl.cards").unlink(missing_ok=True)
                records = open_records(file)
            elif step == "tear" and saved:
                with file.open("ab") as journal:
                    journal.write(b'{"seq":"0000' + b"x" * number)
        assert [card.id for card in records.cards()] == [record for record, _ in saved]
        for record, number in saved:
            assert records.get(record).determination == determination(number, 500)
        assert sum(card.events for card in records.cards()) == events
        assert sum(len(records.get(record).events) for record, _ in saved) == events
        assert records.verify().sound
        records.close()


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text(max_size=8), PLAIN, max_size=5), st.text(max_size=200))
def test_any_determination_comes_back_the_same(data: dict[str, Any], deal: str) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_records(Path(folder) / "records.jsonl") as records,
    ):
        record = records.save(data, deal, by="J.", why="x", now=NOW, ruleset_digest="d")
        found = records.get(record)
        assert found.determination == data
        assert found.deal_text == deal
        assert found.determination_sha256 == (
            frame.sha256(frame.as_json(found.determination)).hexdigest()
        )


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600), st.booleans())
def test_any_bytes_are_read_without_a_crash(content: bytes, behind: bool) -> None:
    """Garbage alone, or behind a sound entry: the entry stands, the rest is damage."""
    line, _ = frame.seal(1, frame.GENESIS, {"kind": "note"}, {}, {"deal": DEAL})
    with tempfile.TemporaryFile(buffering=0) as file:
        whole = line + content if behind else content
        file.write(whole)
        found = list(scan(file, Point(), len(whole), bodies=True))
    entries = [each for each in found if isinstance(each, Entry)]
    assert len(entries) == behind
    assert any(isinstance(each, Damage) for each in found) == bool(content)


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@given(_PLAIN)
def test_json_is_what_the_standard_library_writes(data: object) -> None:
    """A verifier of the standard library alone has to come to the same bytes."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    assert frame.as_json(data) == plain
