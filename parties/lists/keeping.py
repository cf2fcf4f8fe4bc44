"""Files of lists on the disk: whole or not at all, synced, for the owner's eyes only."""

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from parties.lists.faults import CannotKeepError

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
_PART: Final = ".part"
_LOCK_SECONDS: Final = 10.0
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`, all of it or none. Raises `OSError`."""
    waiting = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_PART}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(waiting, flags, FILE_MODE), "wb") as file:
            file.write(content)
            file.flush()
            _sync(file.fileno())
        waiting.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            waiting.unlink()
        raise
    if os.name != "nt":
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_private(folder: Path) -> None:
    """Make `folder` for its owner alone, with every folder above it that is missing."""
    missing = []
    while not folder.is_dir() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for below in reversed(missing):
        with contextlib.suppress(FileExistsError):  # another process may have been quicker
            below.mkdir(mode=FOLDER_MODE)


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # some network volumes know fsync alone
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


@contextmanager
def writing_alone(folder: Path) -> Iterator[None]:
    """Make `folder`, private, and hold it for writing. Raises `CannotKeepError`, for whatever the
    disk refuses inside the block too."""
    lock = FileLock(folder / ".lock", timeout=_LOCK_SECONDS, mode=FILE_MODE)
    try:
        make_private(folder)
        with lock:
            for left in folder.glob(f".*{_PART}"):  # whoever wrote it was killed
                left.unlink(missing_ok=True)
            yield
    except Timeout:
        raise CannotKeepError(
            f"Not imported: another Navicert is importing into {folder}. Try again when it is done."
        ) from None
    except OSError as error:
        what = (
            "there is no room left on the disk. Make room and import again"
            if error.errno in _FULL
            else f"{error.strerror or error}. Check who owns it, and import again"
        )
        raise CannotKeepError(
            f"Not imported: {folder}: {what}. The list in use is as it was."
        ) from None
