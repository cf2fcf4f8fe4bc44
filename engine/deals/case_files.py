"""Files of worked cases on disk: which there are, and each as the deal that it makes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.deals.cases import Case, read_background, read_case, regime_named
from engine.deals.deal_source import read_input, read_source
from engine.facts import Deal, Facts
from engine.faults import Fault, InputFaults
from engine.model import Ruleset
from engine.regimes.regimes import Regimes

ENDINGS: Final = (".yaml", ".yml", ".json")
BACKGROUND: Final = "background-"


@dataclass(frozen=True, slots=True)
class CaseRead:
    """A case, and the deal that it makes with its background."""

    case: Case
    deal: Deal


def case_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those with cases in the folders named."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            if file.suffix in ENDINGS and not file.name.startswith(BACKGROUND):
                yield file


def read_cases(
    paths: Iterable[Path],
    law: Ruleset | Regimes,
    default: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[tuple[CaseRead, ...], tuple[Fault, ...]]:
    """The cases in the files and folders named, and the faults of those that cannot be read. Under
    one ruleset, cases of other regimes are passed over."""
    read: list[CaseRead] = []
    faults: list[Fault] = []
    backgrounds: dict[Path, Facts] = {}
    files = list(case_files(paths))
    for number, path in enumerate(files):
        progress(number, len(files))
        try:
            data = read_input(path, str(path))
            if isinstance(law, Ruleset) and _is_of_another(data, str(path), law):
                continue
            case = read_case(data, str(path), law, default)
            facts = _background(case, path, law, backgrounds)
        except InputFaults as error:
            faults.extend(error.faults)
        else:
            read.append(CaseRead(case, case.deal(facts)))
    return tuple(read), tuple(faults)


def _is_of_another(data: bytes, file: str, ruleset: Ruleset) -> bool:
    if b"regime:" not in data:  # as almost all: they are not read twice
        return False
    return regime_named(read_source(data, file)) not in ("", ruleset.regime.id)


def _background(case: Case, path: Path, law: Ruleset | Regimes, kept: dict[Path, Facts]) -> Facts:
    """The case's background, from the case's own folder or the nearest one above it."""
    if not case.background:
        return Facts()
    name = f"{BACKGROUND}{case.background}.yaml"
    found = (folder / name for folder in path.resolve().parents)
    file = next((near for near in found if near.is_file()), path.parent / name)
    if file not in kept:
        kept[file] = read_background(read_input(file, str(file)), str(file), law)
    return kept[file]
