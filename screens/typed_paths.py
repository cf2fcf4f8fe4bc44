"""Paths as a person types them: whatever stands there, asking about it is no fault of the app.

Asked by itself, a path raises where its name is too long, its folder may not be read, or the home
that `~` stands for is nobody's.
"""

from contextlib import suppress
from pathlib import Path


def typed_path(text: str, folder: Path | None = None) -> Path:
    """The path that was typed, in `folder` (the current one if None) where it names no other."""
    path = Path(text.strip())
    # Nobody's home is a file of that very name.
    with suppress(RuntimeError):
        path = path.expanduser()
    return (folder or Path()) / path


def is_folder(path: Path) -> bool:
    """Whether a folder is there, as far as one can see."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Whether a file is there, as far as one can see."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_taken(path: Path) -> bool:
    """Whether anything is there, as far as one can see."""
    try:
        return path.exists()
    except OSError:
        return False
