"""The file of what was decided about hits: whole or as it was, for the owner's eyes only."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from engine.durable import FILE_MODE, make_folder, write_whole
from parties.disposition import Disposition, DispositionError, HitKey, Memory, memory_from

FILE: Final = "dispositions.json"
_LOCK_SECONDS: Final = 10.0


def decisions_in(folder: Path) -> Memory:
    """Everything that was decided so far. Raises `DispositionError`."""
    path = folder / FILE
    try:
        return memory_from(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return Memory()
    except OSError as error:
        raise DispositionError(f"{path} cannot be read: {error.strerror or error}") from None
    except (ValueError, DispositionError) as error:
        why = str(error) if isinstance(error, DispositionError) else "it is not JSON"
        raise DispositionError(
            f"{path}, the file of what was decided about hits, is damaged: {why}. Put it aside,"
            " or a copy in its place; without it every hit is open again."
        ) from None


def mark_of(folder: Path) -> tuple[int, int, int] | None:
    """What is another whenever a decision was kept, None where nothing was decided."""
    try:
        found = (folder / FILE).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def remember(folder: Path, more: Iterable[tuple[HitKey, Disposition]]) -> Memory:
    """Keep further decisions behind the earlier ones; returns all. What another process decided
    in the meantime stays. Raises `DispositionError`, and then nothing was kept."""
    try:
        make_folder(folder)
        with FileLock(folder / ".lock", timeout=_LOCK_SECONDS, mode=FILE_MODE):
            memory = decisions_in(folder).with_decisions(more)
            told = json.dumps(memory.as_data(), ensure_ascii=False, indent=1)
            write_whole(folder / FILE, told.encode("utf-8", "backslashreplace"))
    except Timeout:
        raise DispositionError(
            "Not kept: another Navicert is writing down a decision. Try again."
        ) from None
    except OSError as error:
        raise DispositionError(
            f"Not kept: {folder / FILE} cannot be written: {error.strerror or error}."
        ) from None
    return memory
