"""The small list of invented parties that ships with Navicert, for the first start and for
tests. Whatever is screened against it was screened against a sample only."""

from functools import lru_cache
from pathlib import Path

import parties
from parties.entries import ScreeningList
from parties.lists.kept_list import KeptList
from parties.lists.read import read_list
from parties.lists.store import in_use, names_in_use

SAMPLE_FILE = Path(parties.__file__).parent.parent / "fixtures" / "lists" / "sample.csv"


@lru_cache(maxsize=1)
def sample_list() -> ScreeningList:
    """The sample, marked as one. Raises `ListFileFaults` where its file is gone or spoilt."""
    return read_list(SAMPLE_FILE, "sample").list


def lists_for_screening(folder: Path) -> tuple[KeptList | ScreeningList, ...]:
    """Every list in use in `folder`, or the sample where none is.

    Raises `DamagedListError` where one of them cannot be used: leaving it out would be worse.
    """
    names = names_in_use(folder)
    return tuple(in_use(folder, name) for name in names) if names else (sample_list(),)
