"""What can go wrong with saved determinations and drafts, by what the person can do about it:

NavicertError
└── RecordsError
    ├── CannotSaveError    disk full, read-only or failing: make room, keep the form, save again
    ├── CannotLockError    another process holds the file, or its file system has no locks
    ├── NotRecordsError    the file is something else: name another one
    ├── NewerRecordsError  a newer Navicert wrote it: update
    ├── AlteredError       bytes were changed after they were saved: ask who keeps the backups
    ├── AppendOnlyError    a saved entry is never changed or removed: add one that corrects it
    ├── NoSuchRecordError  nothing is kept under that name: look at the list
    ├── UnfitEntryError    who, why or what is missing: fill it in
    ├── CheckpointError    the text is no checkpoint
    ├── SigningError       a key or a signature is missing or does not fit
    ├── BackupError        the archive is not a sound copy of these records
    └── DraftError         a draft cannot be found, read or named so
"""

import errno
from pathlib import Path

from engine.faults import NavicertError


class RecordsError(NavicertError):
    """Anything that keeps a record or a draft from being saved or read."""


class CannotSaveError(RecordsError):
    """Nothing was saved; what was saved before is untouched."""


class CannotLockError(RecordsError):
    """The file could not be had for writing alone."""


class NotRecordsError(RecordsError):
    """The file holds no records."""


class NewerRecordsError(RecordsError):
    """The file holds entries that this version cannot read."""


class AlteredError(RecordsError):
    """An entry is not what was saved."""


class AppendOnlyError(RecordsError):
    """Somebody tried to change or remove a saved entry."""


class NoSuchRecordError(RecordsError):
    """Nothing is kept under that name."""


class UnfitEntryError(RecordsError):
    """An entry lacks what it must hold."""


class CheckpointError(RecordsError):
    """A text or file is no checkpoint that can be read."""


class SigningError(RecordsError):
    """A key cannot be had, or a signature is missing or does not fit."""


class BackupError(RecordsError):
    """An archive cannot be made, trusted or put in place."""


class DraftError(RecordsError):
    """A draft cannot be found, read or named so."""


READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def cannot_save(path: Path, error: OSError) -> CannotSaveError:
    """`error`, met while writing `path`, in words that say what to do."""
    if error.errno in FULL:
        what = "there is no room left on the disk. Make room and save again"
    elif error.errno in READ_ONLY:
        what = "it may not be written. Check who owns it and whether its disk is read-only"
    else:
        what = f"{error.strerror or error}. Save again; if it fails again, check the disk"
    return CannotSaveError(
        f"Not saved: {path}: {what}. Nothing that was saved before has been touched."
    )
