"""What the screens of records share while the app runs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from screens.services import Records


@dataclass
class Auditor:
    """The database, the day, and the name that was typed last. `country_code` gives the code of
    a country by its name, empty if it knows none."""

    records: Records
    today: Callable[[], date]
    name: str = ""
    country_code: Callable[[str], str] = lambda name: ""
    folder: Callable[[], Path] = Path.cwd
    troubles_told: tuple[str, ...] = ()


def told(error: Exception) -> str:
    """An error in words for the person at the keys, whatever the disk says."""
    if isinstance(error, OSError):
        return f"{error.filename or 'The file'} cannot be used: {error.strerror or error}"
    return str(error)
