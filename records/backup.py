"""Copies the records to one file, and puts such a copy in place; both verify before they trust."""

import contextlib
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from engine import durable
from records import checkpoints
from records.checkpoints import Checkpoint, read_checkpoint_file
from records.faults import BackupError, CheckpointError, NoSuchRecordError, cannot_save
from records.lock import WriteLock
from records.scan import Point
from records.store import Records, open_records
from records.verify import Verification

FORMAT: Final = "navicert-backup/1"
_MANIFEST: Final = "MANIFEST.json"
_JOURNAL: Final = "records.jsonl"
_CHECKPOINT: Final = "checkpoint.txt"
_ALL_THE_SAME: Final = "Only “even if older” (--allow-older) does it all the same."
_KEPT: Final = ("rulesets", "quarantine", "checkpoints")


def back_up(records: Records, target: Path) -> Verification:
    """Write everything beside the journal, as far as it goes now, to the zip file `target`.

    Raises BackupError if the records are not sound: a copy of an altered file helps nobody.
    """
    found = records.verify()
    if not found.sound:
        raise BackupError(f"No backup was made: {found.first}. Look at that first.")
    checkpoint = records.anchors.now()
    end = checkpoint.point
    if target.exists():
        raise BackupError(f"{target} exists already: name another file.")
    waiting = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(waiting, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            archive.writestr(_MANIFEST, json.dumps({"format": FORMAT, "entries": end.seq}))
            archive.writestr(_CHECKPOINT, checkpoint.text)
            with (
                records.path.open("rb") as source,
                archive.open(_JOURNAL, "w", force_zip64=True) as copy,
            ):
                durable.copy_bytes(source, copy, end.size)
            for folder in _KEPT:
                for path in sorted((records.path.parent / folder).glob("*")):
                    archive.write(path, f"{folder}/{path.name}")
        with waiting.open("rb+") as written:
            written.flush()
            durable.sync_file(written.fileno())
        waiting.chmod(durable.FILE_MODE)
        waiting.replace(target)
        durable.sync_folder(target.parent)
    except OSError as error:
        raise cannot_save(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            waiting.unlink()
    return found


def restore(
    archive: Path, file: Path, *, allow_older: bool = False, wait: float = 30.0
) -> Verification:
    """Put the records of the backup `archive` in the place of the journal `file`, while no other
    process writes to it; `wait` is how many seconds to wait for one that does.

    What is there must be an earlier state of the same journal, or not be there; and so must every
    checkpoint beside it. `allow_older` puts an older state in place all the same: what is there
    then is moved aside, never deleted. Raises BackupError, CannotSaveError, CannotLockError.
    """
    with _unpacked(archive) as folder:
        found, checkpoint = _trusted(folder)
        try:
            durable.make_folder(file.parent)
        except OSError as error:
            raise cannot_save(file, error) from error
        lock = WriteLock(file.resolve(), wait)
        try:
            with lock.hold():  # what somebody saves meanwhile would be gone
                _put_in_place(folder, file, allow_older)
        finally:
            lock.close()
    with open_records(file) as records:
        again = records.verify(witnesses=[checkpoint])
    if not again.sound:
        raise BackupError(f"What was restored is not sound: {again.first}.")
    return found


def _put_in_place(folder: Path, file: Path, allow_older: bool) -> None:
    journal = folder / _JOURNAL
    bar = _what_bars(journal, file)
    if bar and not allow_older:
        raise BackupError(f"Nothing was restored: {bar}. {_ALL_THE_SAME}")
    try:
        for name in ("rulesets", "quarantine"):
            _add(folder / name, file.parent / name)
        with durable.whole_file(file) as written, journal.open("rb") as content:
            durable.copy_bytes(content, written, journal.stat().st_size)
            written.flush()
            durable.sync_file(written.fileno())
            if bar:  # only now: a disk that is full has left everything as it was
                _move_aside(file)
        _add(folder / "checkpoints", file.parent / "checkpoints")
        file.with_name(f"{file.name}.cards").unlink(missing_ok=True)
    except OSError as error:
        raise cannot_save(file, error) from error


def _what_bars(journal: Path, file: Path) -> str:
    """Why the journal of the backup may not take the place of `file`; empty if it may."""
    seen: list[Point] = []
    if file.exists():
        with open_records(file) as records:
            seen.append(records.end)
    last = checkpoints.latest(checkpoints.folder_beside(file))
    if last is not None:
        seen.append(last.point)
    seen = [point for point in seen if point.seq]
    with tempfile.TemporaryDirectory() as empty:  # without the witnesses beside it
        copy = Path(empty) / _JOURNAL
        shutil.copyfile(journal, copy)
        with open_records(copy) as records:
            found = records.verify(noted=seen)
    if found.sound:
        return ""
    furthest = max(point.seq for point in seen)
    return (
        f"the backup ends at entry {found.entries}, and {file} was seen at entry {furthest}: "
        "entries that were saved would be gone"
        if found.entries < furthest
        else f"the backup is not of the journal that {file} is, or was"
    )


@contextmanager
def _unpacked(archive: Path) -> Iterator[Path]:
    try:
        with zipfile.ZipFile(archive) as members, tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            if json.loads(members.read(_MANIFEST)).get("format") != FORMAT:
                raise BackupError(f"{archive} is no backup of this kind.")
            for name in members.namelist():
                parts = PurePosixPath(name).parts
                if not _is_ours(parts):
                    raise BackupError(f"{archive} holds {name!r}, which no backup does.")
                target = folder.joinpath(*parts)
                target.parent.mkdir(exist_ok=True)
                with members.open(name) as source, target.open("wb") as copy:
                    shutil.copyfileobj(source, copy)
            yield folder
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError) as error:
        raise BackupError(f"{archive} is no backup that can be read: {error}.") from error
    except OSError as error:
        raise BackupError(f"{archive} cannot be read: {error.strerror}.") from error


def _is_ours(parts: tuple[str, ...]) -> bool:
    """Is it a name that `back_up` gives? Nothing else is written to disk."""
    if any(part in ("..", ".", "") or "\\" in part or ":" in part for part in parts):
        return False
    if len(parts) == 1:
        return parts[0] in (_MANIFEST, _JOURNAL, _CHECKPOINT)
    return len(parts) == 2 and parts[0] in _KEPT


def _trusted(folder: Path) -> tuple[Verification, Checkpoint]:
    """The verification of an unpacked backup against its own checkpoint. Raises BackupError."""
    try:
        checkpoint = read_checkpoint_file(folder / _CHECKPOINT)
    except CheckpointError as error:
        raise BackupError(f"Nothing was restored: the backup: {error}") from None
    with open_records(folder / _JOURNAL) as records:
        found = records.verify(witnesses=[checkpoint])
        if not found.sound or found.torn is not None:
            raise BackupError(f"Nothing was restored: the backup: {found.first or found.torn}.")
        for digest in {card.ruleset for card in records.cards()}:
            with contextlib.suppress(NoSuchRecordError):  # not every text was kept
                records.ruleset(digest)
    return found, checkpoint


def _move_aside(file: Path) -> None:
    """Move the journal and its checkpoints away, under a name that says what they are."""
    number = 1
    while (aside := file.with_name(f"{file.name}.replaced-{number}")).exists():
        number += 1
    aside.mkdir(mode=durable.FOLDER_MODE)
    for path in (file, file.parent / "checkpoints"):
        if path.exists():
            path.replace(aside / path.name)
    durable.sync_folder(file.parent)


def _add(source: Path, target: Path) -> None:
    """Copy the files of a folder into another one, but those that are there."""
    for path in sorted(source.glob("*")):
        if not (target / path.name).exists():
            durable.make_folder(target)
            durable.copy_whole(path, target / path.name)
