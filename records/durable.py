"""Writing to disk so that it stays: whole files or none, synced, for the owner's eyes only."""

import contextlib
import os
import secrets
import sys
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def sync_file(descriptor: int) -> None:
    """Have the disk hold what was written; on macOS fsync alone does not reach the platter."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError:  # some network volumes know fsync alone
            os.fsync(descriptor)
        return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the disk hold the names in `folder`, where the system can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make `folder`, private, with every folder above it that is missing."""
    missing = []
    while not folder.is_dir() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for below in reversed(missing):
        with contextlib.suppress(FileExistsError):  # another process may have been quicker
            below.mkdir(mode=FOLDER_MODE)
        sync_folder(below.parent)


def write_whole(path: Path, content: bytes, *, synced: bool = True) -> None:
    """Put `content` at `path`, all of it or none: a reader sees the old file or the new one.

    `synced=False` is for what can be made again.
    """
    waiting = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(
        waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE
    )
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if synced:
                sync_file(file.fileno())
        waiting.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            waiting.unlink()
        raise
    if synced:
        sync_folder(path.parent)
