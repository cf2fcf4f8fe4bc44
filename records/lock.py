"""The lock that lets one process at a time write to a journal."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from records.durable import FILE_MODE
from records.faults import FULL, READ_ONLY, CannotLockError, cannot_save


class WriteLock:
    """The lock of the journal at `path`: a file beside it, which is never deleted.

    The system lets go of it when the process dies. Holding it twice in one process is fine.
    """

    def __init__(self, path: Path, wait: float) -> None:
        self._path = path
        self._wait = wait
        self._lock = FileLock(
            f"{path}.lock",
            mode=FILE_MODE,
            thread_local=False,
            poll_interval=0.005,
            fallback_to_soft=False,
        )

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    @contextlib.contextmanager
    def hold(self, at_most: float | None = None) -> Iterator[None]:
        """Hold the lock; wait for it for `at_most` seconds."""
        wait = self._wait if at_most is None else at_most
        try:
            self._lock.acquire(timeout=wait)
        except Timeout:
            raise CannotLockError(
                f"Not saved: another Navicert has been writing to {self._path} for {wait:g} "
                "seconds. Wait for it or close it, then save again."
            ) from None
        except OSError as error:
            if error.errno in FULL | READ_ONLY:
                raise cannot_save(self._path, error) from error
            raise self._no_locks(str(error)) from error
        except NotImplementedError as error:
            raise self._no_locks(str(error)) from error
        try:
            yield
        finally:
            self._lock.release()

    def _no_locks(self, reason: str) -> CannotLockError:
        return CannotLockError(
            f"Not saved: {self._path.parent} cannot lock files ({reason}). Some network drives "
            "cannot: keep the records on a local disk."
        )
