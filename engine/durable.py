"""Writing to disk so that it stays: whole files or none, synced, for the owner's eyes only."""

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

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


def copy_bytes(source: IO[bytes], target: IO[bytes], size: int) -> None:
    """Copy `size` bytes from where `source` stands. Raises OSError if it ends before."""
    while size > 0:
        part = source.read(min(1 << 20, size))
        if not part:
            raise OSError(errno.EIO, "it ends early")
        target.write(part)
        size -= len(part)


def copy_whole(source: Path, target: Path) -> None:
    """Copy the file `source` to `target`, all of it or none."""
    with whole_file(target) as file, source.open("rb") as content:
        copy_bytes(content, file, source.stat().st_size)


def write_whole(path: Path, content: bytes, *, synced: bool = True) -> None:
    """Put `content` at `path`, all of it or none: a reader sees the old file or the new one.

    `synced=False` is for what can be made again.
    """
    with whole_file(path, synced=synced) as file:
        file.write(content)


@contextlib.contextmanager
def whole_file(path: Path, *, synced: bool = True) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` once it is written, or is taken away."""
    waiting = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(
        waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE
    )
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
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
