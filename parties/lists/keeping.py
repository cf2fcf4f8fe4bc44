"""A folder of lists held for writing by one Navicert at a time."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from engine.durable import FILE_MODE, make_folder
from parties.lists.faults import CannotKeepError

_PART: Final = ".part"  # as `engine.durable` ends the names of files being written
_LOCK_SECONDS: Final = 10.0
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def writing_alone(folder: Path) -> Iterator[None]:
    """Make `folder`, private, and hold it for writing. Raises `CannotKeepError`, for whatever the
    disk refuses inside the block too."""
    lock = FileLock(folder / ".lock", timeout=_LOCK_SECONDS, mode=FILE_MODE)
    try:
        make_folder(folder)
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
