"""The lock that lets one process at a time write to a journal."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine.durable import FILE_MODE
from records.faults import FULL, READ_ONLY, CannotLockError, cannot_save

_PAUSE: Final = 0.002  # seconds between two tries


class WriteLock:
    """The lock of the journal at `path`: a file beside it, which is never deleted.

    The system lets go of it when the process dies. Holding it twice in one process is fine; one
    thread at a time may use it.
    """

    def __init__(self, path: Path, wait: float) -> None:
        self._path = path
        self._lock_path = path.with_name(f"{path.name}.lock")
        self._wait = wait
        self._descriptor: int | None = None
        self._depth = 0

    @property
    def held(self) -> bool:
        return self._depth > 0

    @contextlib.contextmanager
    def hold(self, at_most: float | None = None) -> Iterator[None]:
        """Hold the lock; wait for it for `at_most` seconds. Raises CannotLockError."""
        if self._depth == 0:
            self._acquire(self._wait if at_most is None else at_most)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0 and self._descriptor is not None:
                self._release(self._descriptor)

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
        self._descriptor = None

    def _release(self, descriptor: int) -> None:
        from filelock import unlock_descriptor

        unlock_descriptor(descriptor)

    def _acquire(self, wait: float) -> None:
        until = time.monotonic() + wait
        try:
            while not self._try():
                if time.monotonic() >= until:
                    raise CannotLockError(
                        f"Not saved: another Navicert has been writing to {self._path} for "
                        f"{wait:g} seconds. Wait for it or close it, then save again."
                    )
                time.sleep(_PAUSE)
        except OSError as error:
            if error.errno in FULL | READ_ONLY:
                raise cannot_save(self._path, error) from error
            raise CannotLockError(
                f"Not saved: {self._path.parent} cannot lock files ({error.strerror or error}). "
                "Some network drives cannot: keep the records on a local disk."
            ) from error

    def _try(self) -> bool:
        from filelock import lock_descriptor  # 20 ms: not to list records

        if self._descriptor is None:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
            self._descriptor = os.open(self._lock_path, flags, FILE_MODE)
        if not lock_descriptor(self._descriptor, blocking=False):
            return False
        if self._is_the_file(self._descriptor):
            return True
        self.close()  # somebody deleted the file: a lock on it keeps nobody out
        return False

    def _is_the_file(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self._lock_path.stat())
        except FileNotFoundError:
            return False
