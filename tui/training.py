"""Worked cases from their folders, and attempts in their file; each imported when first used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from screens.services import CasesRead

if TYPE_CHECKING:
    from engine.practice.scores import Attempt
    from engine.regimes.regimes import Regimes
    from records.attempts import AttemptsRead

REGIME = "us-ear"
"""The regime of a case that names none, where it is loaded."""


class FileTraining:
    """Cases in the folders that `folders` names, attempts in the file that `file` names."""

    def __init__(self, folders: Callable[[], Sequence[Path]], file: Callable[[], Path]) -> None:
        self._folders = folders
        self._file = file

    def cases(
        self, regimes: Regimes, folder: Path | None, progress: Callable[[int, int], None]
    ) -> CasesRead:
        from engine.deals.case_files import read_cases
        from engine.practice.choosing import each_once

        paths = self._folders() if folder is None else [folder]
        default = REGIME if REGIME in regimes.by_id else ""
        law = regimes if len(regimes.rulesets) > 1 else regimes.rulesets[0]
        read, faults = read_cases(paths, law, default, progress)
        once, alike = each_once(read)
        return CasesRead(once, [str(fault) for fault in (*faults, *alike)])

    def attempts(self) -> AttemptsRead:
        from records.attempts import Attempts

        return Attempts(self._file()).read()

    def keep(self, attempt: Attempt) -> None:
        from records.attempts import Attempts

        Attempts(self._file()).add(attempt)

    def export(self, attempts: Sequence[Attempt], target: Path) -> None:
        from records.attempts import export

        export(attempts, target)
