"""What is wrong with a file, and what would be right.

NavicertError
└── FaultsError          a file has faults, all of them listed
    ├── SourceFaults     it is no YAML that we read; its reader says of what kind it is
    ├── RulesetFaults    the law's files cannot be used: mend them, nothing was loaded
    └── InputFaults      a deal or a case file cannot be used: mend it, nothing was read
"""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.model import Place


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, where, and what would be right.

    `wrong` and `right` are sentences without a full stop; `right` may be empty.
    """

    place: Place
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong}" + (f"; {self.right}" if self.right else "")

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """By file, line, column, and then by words."""
        return (self.place.file, self.place.line, self.place.column, self.wrong, self.right)


class NavicertError(Exception):
    """Anything that Navicert refuses to go on with, told in words for the person at the keys."""


class FaultsError(NavicertError):
    """Every fault that was found, sorted and without repeats; `str` shows one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults), key=lambda fault: fault.order))
        super().__init__(str(self))

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class SourceFaults(FaultsError):  # noqa: N818 - it holds faults
    """A file that is not YAML within our bounds."""


class RulesetFaults(FaultsError):  # noqa: N818 - it holds faults
    """A ruleset that cannot be loaded. A bad ruleset never loads in part."""


class InputFaults(FaultsError):  # noqa: N818 - it holds faults
    """A deal or case file that cannot be read."""
