"""Where Navicert keeps its files on this machine.

NAVICERT_HOME, if set, holds everything; otherwise the platform's own folders for a user's data
and caches do. Nothing is created here: who writes makes the folder.
"""

import os
from pathlib import Path

import engine

HOME_VARIABLE = "NAVICERT_HOME"


def data_folder() -> Path:
    """The folder of what must not be lost: records, drafts and scores."""
    home = _home()
    if home:
        return home
    # 5 ms, which the first paint spares where the home is named.
    import platformdirs

    return Path(platformdirs.user_data_dir("navicert", appauthor=False))


def cache_folder() -> Path:
    """The folder of what can be made again: parsed rulesets."""
    home = _home()
    if home:
        return home / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("navicert", appauthor=False))


def drafts_folder() -> Path:
    """The folder of deals that are being worked on."""
    return data_folder() / "drafts"


def templates_folder() -> Path:
    """The folder of answers that new deals begin with."""
    return data_folder() / "templates"


def products_folder() -> Path:
    """The folder of items that are shipped often, with their answers."""
    return data_folder() / "products"


def records_file() -> Path:
    """The journal of saved determinations."""
    return data_folder() / "records" / "records.jsonl"


def is_of_records(path: Path) -> bool:
    """Whether a path leads into the folder of the records, where nothing else is ever written: the
    journal, its checkpoints, the texts of rulesets."""
    return records_file().parent.resolve() in path.resolve().parents


def house_file() -> Path:
    """The house's own policy for its records."""
    return data_folder() / "house.yaml"


def settings_file() -> Path:
    """What the person at this machine chose: theme, name, keys."""
    return data_folder() / "settings.yaml"


def attempts_file() -> Path:
    """The attempts of learners at worked cases."""
    return data_folder() / "training" / "attempts.jsonl"


def own_cases_folder() -> Path:
    """The folder of worked cases that the house writes itself, where there is one: the one that
    the settings name, or “cases” beside the records."""
    from records.settings import settings_here

    return settings_here().read().settings.cases_folder or data_folder() / "cases"


def shipped_cases_folder() -> Path:
    """The worked cases that ship beside the law."""
    return rulesets_folder().parent / "fixtures" / "cases"


def practice_cases() -> list[Path]:
    """The folders of worked cases to practice on: those that ship, and the house's own. One that
    the settings name stays among them where it is not there, so that its reader says so."""
    from records.settings import settings_here

    named = settings_here().read().settings.cases_folder
    folders = (shipped_cases_folder(), own_cases_folder())
    return [folder for folder in folders if folder.is_dir() or folder == named]


def rulesets_folder() -> Path:
    """The folder of the law, installed beside the packages."""
    return Path(engine.__file__).parent.parent / "rulesets"


def _home() -> Path | None:
    named = os.environ.get(HOME_VARIABLE, "").strip()
    return Path(named).expanduser() if named else None
