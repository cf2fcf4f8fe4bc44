"""What can go wrong with screening lists, by what the person can do about it:

NavicertError
├── FaultsError
│   └── ListFileFaults      the file cannot be read: get it again, or mend the lines named
└── ListsError
    ├── DoubtfulListError   it can be read, and may not be what it should be: look, then insist
    ├── NoSuchListError     no list or entry of that name is kept: look at the status
    ├── DamagedListError    what was kept is not what was imported: import it again
    └── CannotKeepError     disk full, read-only or locked: make room, import again

Whatever is raised, the list in use stays as it was.
"""

from engine.faults import Fault, FaultsError, NavicertError
from engine.model import Place


class ListFileFaults(FaultsError):  # noqa: N818 - it holds faults
    """A file that is no list that can be read; nothing was imported."""


class ListsError(NavicertError):
    """Anything that keeps a screening list from being kept or used."""


class DoubtfulListError(ListsError):
    """The file can be read, and there is reason to think that parties are missing from it.

    `doubts` are sentences without a full stop.
    """

    def __init__(self, file: str, doubts: tuple[str, ...]) -> None:
        self.doubts = doubts
        told = "".join(f"\n  {doubt}." for doubt in doubts)
        super().__init__(
            f"{file}: not imported, for it may lack parties that should be on it:{told}\n"
            "Get the file again. If it is as it should be, import it with --anyway; the doubts"
            " are then kept with the list."
        )


class NoSuchListError(ListsError):
    """Nothing is kept under that name."""


class DamagedListError(ListsError):
    """The kept list is not as it was imported."""


class CannotKeepError(ListsError):
    """The imported list could not be written; the one in use is untouched."""


def refuse(file: str, wrong: str, right: str, line: int = 1, column: int = 1) -> ListFileFaults:
    """A file with one fault. `wrong` and `right` are sentences without a full stop."""
    return ListFileFaults([Fault(Place(file, line, column), wrong, right)])
