"""Attempts of learners at worked cases: lines of JSON in a file that only ever grows.

They are a teaching aid and no record of a determination: no chain of hashes holds them. An append
is on disk when it returns, two processes may write at once, and what a power cut left of a line is
told and passed over.
"""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from engine import durable
from engine.faults import Fault
from engine.model import Place
from engine.practice.scores import Attempt, Tally, by_rule, by_topic
from records.faults import CannotSaveError, NotRecordsError, cannot_save
from records.lock import WriteLock
from records.reports.listing import cell

FORMAT: Final = "navicert-attempt/1"
WAIT: Final = 10.0
"""Seconds to wait for another Navicert to let go of the file."""

COLUMNS: Final = (
    *("at", "learner", "case", "topic", "difficulty", "regime", "as_of", "twin"),
    *("question", "said", "found", "right"),
)


@dataclass(frozen=True, slots=True)
class AttemptsRead:
    """The attempts in the order in which they were kept, and the lines that cannot be read."""

    attempts: tuple[Attempt, ...] = ()
    faults: tuple[Fault, ...] = ()


class Attempts:
    """The attempts in the file at `path`, which the first one makes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> AttemptsRead:
        """Every attempt. Raises NotRecordsError where the file cannot be read at all."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return AttemptsRead()
        except OSError as error:
            told = error.strerror or error
            raise NotRecordsError(f"The scores in {self.path} cannot be read: {told}.") from error
        attempts, faults = [], []
        for number, line in enumerate(data.split(b"\n"), start=1):
            if not line.strip():
                continue
            try:
                attempts.append(_attempt(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                place = Place(str(self.path), number, 1)
                last = number == data.count(b"\n") + 1
                wrong = "a save was cut off" if last else "this line is no attempt"
                faults.append(Fault(place, f"{wrong}, and it is not counted"))
        return AttemptsRead(tuple(attempts), tuple(faults))

    def add(self, attempt: Attempt) -> None:
        """Keep an attempt; when this returns, the disk holds it.

        Raises CannotSaveError or CannotLockError.
        """
        line = json.dumps(as_data(attempt), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        try:
            durable.make_folder(self.path.parent)
            lock = WriteLock(self.path, WAIT)
            try:
                with lock.hold():
                    self._append(line)
            finally:
                lock.close()
        except OSError as error:
            raise cannot_save(self.path, error) from error

    def _append(self, line: bytes) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self.path, flags, durable.FILE_MODE)
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            if end and not _ends_a_line(file, end):
                line = b"\n" + line  # what was cut off stays, on a line of its own
            try:
                _write_all(file, line)
                durable.sync_file(file.fileno())
            except OSError:
                file.truncate(end)
                raise
        if end == 0:
            durable.sync_folder(self.path.parent)


def _ends_a_line(file: io.FileIO, end: int) -> bool:
    file.seek(end - 1)
    return file.read(1) == b"\n"


def _write_all(file: io.FileIO, line: bytes) -> None:
    while line:
        line = line[file.write(line) :]


def as_data(attempt: Attempt) -> dict[str, Any]:
    """An attempt as JSON has it."""
    data = asdict(attempt)
    rules = {name: {"said": said, "found": found} for name, (said, found) in attempt.rules.items()}
    return {"navicert": FORMAT, **data, "at": attempt.at.isoformat(), "rules": rules}


def _attempt(data: dict[str, Any]) -> Attempt:
    """The attempt in a line. Raises ValueError, KeyError, TypeError or AttributeError."""
    if data["navicert"] != FORMAT:
        raise ValueError(data["navicert"])
    return Attempt(
        at=datetime.fromisoformat(data["at"]),
        learner=str(data["learner"]),
        case=str(data["case"]),
        topic=str(data["topic"]),
        difficulty=int(data["difficulty"]),
        regime=str(data["regime"]),
        ruleset=str(data["ruleset"]),
        as_of=str(data["as_of"]),
        mark=str(data["mark"]),
        said=str(data["said"]),
        found=str(data["found"]),
        deciding=bool(data["deciding"]),
        points=int(data["points"]),
        asked=int(data["asked"]),
        rules={
            str(name): (str(one["said"]), str(one["found"])) for name, one in data["rules"].items()
        },
        twin=str(data.get("twin", "")),
    )


# Exports ------------------------------------------------------------------------------------------


def export(attempts: Sequence[Attempt], target: Path) -> None:
    """Write attempts to a new file, all of it or none: JSON where its name ends so, else CSV.

    Raises CannotSaveError; a file that is there already is left as it is.
    """
    text = as_json(attempts) if target.suffix.lower() == ".json" else as_csv(attempts)
    if os.path.lexists(target):
        raise CannotSaveError(f"Not saved: {target} is there already. Name another file.")
    try:
        durable.write_whole(target, text.encode("utf-8", "replace"))
    except OSError as error:
        raise cannot_save(target, error) from error


def as_json(attempts: Sequence[Attempt]) -> str:
    """The attempts, and what they add up to by rule and by topic."""
    data = {
        "attempts": [as_data(attempt) for attempt in attempts],
        "by_rule": [_tally(tally) for tally in by_rule(attempts)],
        "by_topic": [_tally(tally) for tally in by_topic(attempts)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _tally(tally: Tally) -> dict[str, Any]:
    return {"name": tally.name, "right": tally.right, "asked": tally.asked}


def as_csv(attempts: Iterable[Attempt]) -> str:
    """A row for each answer that was asked for, as CSV (RFC 4180); no cell is taken for a
    formula."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for attempt in attempts:
        for row in _rows(attempt):
            writer.writerow([cell(value) for value in row])
    return target.getvalue()


def _rows(one: Attempt) -> Iterator[tuple[Any, ...]]:
    about = (one.case, one.topic, one.difficulty, one.regime, one.as_of, one.twin)
    head = (one.at.isoformat(), one.learner, *about)
    yield (*head, "outcome", one.said, one.found, one.mark)
    yield (*head, "deciding rule", "", "", one.deciding)
    for rule, (said, found) in one.rules.items():
        yield (*head, rule, said, found, said == found)
