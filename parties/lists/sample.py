"""The small list of invented parties that ships with Navicert, for the first start and for
tests. Whatever is screened against it was screened against a sample only."""

from functools import lru_cache
from pathlib import Path

import parties
from parties.entries import ScreeningList
from parties.lists.read import read_list

SAMPLE_FILE = Path(parties.__file__).parent.parent / "fixtures" / "lists" / "sample.csv"


@lru_cache(maxsize=1)
def sample_list() -> ScreeningList:
    """The sample, marked as one. Raises `ListFileFaults` where its file is gone or spoilt."""
    return read_list(SAMPLE_FILE, "sample").list
