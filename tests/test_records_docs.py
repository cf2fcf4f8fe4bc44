"""What docs/records.md tells an auditor to run works."""

import re
import subprocess
import sys
from pathlib import Path

from records import events
from records.index import Kind
from records.store import open_records
from tests.records_samples import NOW, save

PAGE = Path(__file__).parent.parent / "docs" / "records.md"


def test_the_checker_of_the_manual_accepts_a_journal_and_finds_a_change(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    with open_records(file) as records:
        for number in range(3):
            save(records, number)
        records.add("2026-000001", events.note("x"), by="J. Doe", now=NOW)
        end = records.end
    [code] = [
        block
        for block in re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
        if "hashlib" in block
    ]

    def check() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False
        )

    assert check().stdout.split() == [str(end.seq), "entries,", "head", end.hash]
    file.write_bytes(file.read_bytes().replace(b"order 4711", b"order 4712", 1))
    assert check().returncode != 0


def test_every_kind_of_entry_is_in_the_manual() -> None:
    page = PAGE.read_text("utf-8")
    assert [kind for kind in Kind if f"| `{kind}` |" not in page] == []
