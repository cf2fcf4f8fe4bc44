"""Determinations to save, and a writer to be killed, for the tests of `records/`.

    python records_samples.py FILE COUNT WHO [LIMIT]

saves COUNT determinations and prints the id of each once it is saved. With LIMIT no file may grow
past that many bytes, as on a full disk.

    python records_samples.py FILE redact

notes a number on the first record and blots it out again, for ever; it prints each number once
it is gone.
"""

import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from records.events import note
from records.store import Records, open_records

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SENTENCE = (
    "the item classified under this paragraph needs a license for reason of control unless a "
    "party reviewed by the exporter states an end use that the chart column leaves out"
)

DEAL = """navicert: deal/1
title: Etcher to China
facts:
  item.eccn: 3B001.c
  destination.country: {value: CN, by: J. Doe, source: order}
  parties:
    - {name: Fab, roles: [end-user], country: CN}
    - {name: Agent, roles: [purchaser], country: SG}
"""


def determination(number: int = 1, size: int = 2000) -> dict[str, Any]:
    """A determination of about `size` bytes; the same number gives the same one."""
    chance = random.Random(number)
    words = SENTENCE.split()
    steps: list[dict[str, str]] = []
    data = {
        "schema": "determination/1",
        "regime": "us-ear",
        "as_of": "2026-07-23",
        "title": f"Deal {number}",
        "outcome": chance.choice(["license-required", "prohibited", "no-license-required"]),
        "decisive_rules": ["ear.742.4.a.4", "ear.734.9.k"],
        "steps": steps,
    }
    length = 250
    while length < size:
        text = " ".join(chance.choices(words, k=18))
        steps.append({"rule": f"ear.{chance.randrange(730, 774)}", "truth": "no", "why": text})
        length += len(text) + 48
    return data


def save(records: Records, number: int = 1, size: int = 2000, **options: Any) -> str:
    given: dict[str, Any] = {"by": "J. Doe", "why": "order 4711", "now": NOW}
    return records.save(
        determination(number, size), DEAL, ruleset_digest="d1", **{**given, **options}
    )


def writer(file: Path, count: int, who: str, limit: int | None = None) -> "subprocess.Popen[bytes]":
    """This file as a process that saves to `file`."""
    root = str(Path(__file__).parent.parent)
    given = [str(file), str(count), who, *([] if limit is None else [str(limit)])]
    return subprocess.Popen(
        [sys.executable, __file__, *given],
        stdout=subprocess.PIPE,
        stderr=None if limit is None else subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
    )


def redactor(file: Path) -> "subprocess.Popen[bytes]":
    """This file as a process that redacts the first record of `file`."""
    return subprocess.Popen(
        [sys.executable, __file__, str(file), "redact"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )


def _redact(file: Path) -> None:
    with open_records(file) as records:
        _say("ready")
        for number in range(100_000, 10**6):
            records.add("2026-000001", note(f"call {number}"), by="J. Doe", now=NOW)
            records.redact("2026-000001", [str(number)], by="J. Doe", why="asked", now=NOW)
            _say(str(number))


def _write(file: Path, count: int, who: str, limit: int | None) -> None:
    if limit is not None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    with open_records(file) as records:
        _say("ready")
        for number in range(count):
            _say(save(records, number, 4000, by=who))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    path, *given = sys.argv[1:]
    if given == ["redact"]:
        _redact(Path(path))
    else:
        total, name, *rest = given
        _write(Path(path), int(total), name, int(rest[0]) if rest else None)
