"""Journals that earlier schemas wrote open for ever, and go on."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from records.frame import SCHEMA
from records.retention import due
from records.store import open_records
from tests.conftest import ROOT
from tests.records_samples import NOW, determination, save

KEPT = ROOT / "fixtures" / "records"


@pytest.mark.parametrize("schema", [folder.name for folder in sorted(KEPT.iterdir())])
def test_a_journal_of_each_schema_opens_and_goes_on(schema: str, tmp_path: Path) -> None:
    shutil.copytree(KEPT / schema, tmp_path / "records")
    file = tmp_path / "records" / "records.jsonl"
    before = file.read_bytes()
    with open_records(file) as records:
        assert records.verify().sound
        cards = {card.id: card for card in records.cards()}
        assert len(cards) == 5
        first, second = records.get("2026-000001"), records.get("2026-000002")
        assert first.determination == determination(1, 1500)
        assert second.determination == determination(2, 40_000)
        assert [event.kind for event in first.events] == ["review", "correction", "superseded-by"]
        assert (first.card.review, first.card.superseded_by) == ("approve", "2026-000004")
        assert cards["2026-000003"].supersedes == "2026-000002"
        assert records.ruleset("d1", first.ruleset_archive) == {"regime.yaml": b"regime: us-ear\n"}
        assert due(cards.values(), date(2099, 1, 1)) == []
        assert save(records) == "2026-000006"
        records.redact("2026-000001", ["Agent"], by="J", why="asked", now=NOW)
        assert records.verify().sound
    assert file.read_bytes().splitlines()[0] == before.splitlines()[0]


def test_there_is_a_journal_of_every_schema_before_this_one() -> None:
    wanted = {f"schema-{number}" for number in range(1, SCHEMA)}
    assert wanted <= {folder.name for folder in KEPT.iterdir()}
