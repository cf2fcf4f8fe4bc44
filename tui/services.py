"""The real services: engine, drafts, records and clock, each imported when first used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from records.settings import settings_here
from screens.services import DraftCard, Services
from tui.journal_records import JournalRecords
from tui.kept_lists import KeptLists
from tui.training import FileTraining

if TYPE_CHECKING:
    # Types alone: what is needed before the first paint imports none of these.
    from engine.interview.law import Law
    from engine.model import Ruleset
    from records.drafts import Draft
    from records.drafts import Drafts as DraftStore
    from records.store import Records as RecordStore

REGIME = "us-ear"
"""The regime under which every deal is determined."""


class FileDrafts:
    """Drafts as deal files in the drafts folder; with another `what`, templates or products."""

    def __init__(self, folder: Callable[[], Path], what: str = "draft") -> None:
        self._folder = folder
        self._what = what

    @cached_property
    def _store(self) -> DraftStore:
        from records.drafts import Drafts
        from records.templates import Products, Templates

        kinds = {kind.what: kind for kind in (Drafts, Templates, Products)}
        return kinds[self._what](self._folder())

    def cards(self) -> Sequence[DraftCard]:
        return self._cards(self._store.saved())

    def trashed(self) -> Sequence[DraftCard]:
        return self._cards(self._store.trashed())

    def _cards(self, drafts: Sequence[Draft]) -> Sequence[DraftCard]:
        return [
            DraftCard(draft.name, draft.title, draft.changed_at.astimezone()) for draft in drafts
        ]

    def read(self, draft: str) -> bytes:
        return self._store.load(draft).encode("utf-8", "surrogatepass")

    def open(self, draft: str) -> bytes:
        return self._store.open(draft).encode("utf-8", "surrogatepass")

    def write(self, draft: str, text: str) -> str:
        return self._store.save(draft, text).stem

    def remove(self, draft: str) -> None:
        self._store.delete(draft)

    def restore(self, draft: str) -> None:
        self._store.restore(draft)

    def new_id(self, title: str = "") -> str:
        return self._store.new_name(title)


def law_files(regime: str) -> dict[str, bytes]:
    """The text of a regime's ruleset as it stands in its folder."""
    from engine.loading.load import ruleset_files
    from records.locations import rulesets_folder

    return ruleset_files(rulesets_folder() / regime)


def load_ruleset_of(regime: str) -> Ruleset:
    """The ruleset of a regime from its folder, or from the cache where nothing changed.

    Raises `NavicertError`."""
    from engine.evaluation.program_cache import prepare_program
    from engine.faults import NavicertError
    from engine.loading.load import load_ruleset
    from records.locations import cache_folder, rulesets_folder

    folder = rulesets_folder() / regime
    # The name comes out of a record: it must not lead elsewhere.
    if not regime.replace("-", "").isalnum() or not (folder / "regime.yaml").is_file():
        raise NavicertError(f"No rules of “{regime}” are on this machine.")
    ruleset = load_ruleset(folder, cache_folder())
    prepare_program(ruleset, cache_folder())
    return ruleset


def load_with_tests(regime: str) -> Ruleset:
    """The ruleset of a regime from its YAML, with the tests beside the rules.

    Raises `NavicertError`."""
    from engine.loading.load import load_ruleset
    from records.locations import rulesets_folder

    return load_ruleset(rulesets_folder() / regime)


def load_law() -> Law:
    """The law that deals are determined under: every regime whose folder is there."""
    from engine.facts import Facts
    from engine.interview.engine_law import EngineLaw
    from records.locations import rulesets_folder

    names = sorted(path.parent.name for path in rulesets_folder().glob("*/regime.yaml"))
    law = EngineLaw(*map(load_ruleset_of, names), always=REGIME)
    # Compiling the rules is part of loading: the first answer must not wait for it.
    law.questions(law.evaluate(Facts(), date.today()))
    return law


def real_services() -> Services:
    """What the app runs on."""
    settings = settings_here()
    return Services(
        load_law=load_law,
        drafts=FileDrafts(_drafts_folder),
        records=JournalRecords(
            _records_file,
            _now,
            law_files,
            opened=_open_here,
            ruleset=load_ruleset_of,
            cache=_cache_folder,
        ),
        now=_now,
        samples=_samples_folder,
        overlays=_overlays_folder,
        lists=KeptLists(_data_folder, _cache_folder, _now, lambda: settings.read().settings),
        settings=settings,
        templates=FileDrafts(_templates_folder, "template"),
        products=FileDrafts(_products_folder, "product"),
        cases=_practice_cases,
        law_with_tests=load_with_tests,
        training=FileTraining(_practice_cases, _attempts_file),
    )


# The module of locations imports platformdirs, 5 ms: after the first paint.


def _drafts_folder() -> Path:
    from records.locations import drafts_folder

    return drafts_folder()


def _templates_folder() -> Path:
    from records.locations import templates_folder

    return templates_folder()


def _products_folder() -> Path:
    from records.locations import products_folder

    return products_folder()


def _data_folder() -> Path:
    from records.locations import data_folder

    return data_folder()


def _open_here() -> RecordStore:
    from records.here import open_here

    return open_here()


def _practice_cases() -> Sequence[Path]:
    from records.locations import practice_cases

    return practice_cases()


def _attempts_file() -> Path:
    from records.locations import attempts_file

    return attempts_file()


def _cache_folder() -> Path:
    from records.locations import cache_folder

    return cache_folder()


def _records_file() -> Path:
    from records.locations import records_file

    return records_file()


def _samples_folder() -> Path:
    from records.locations import rulesets_folder

    return rulesets_folder().parent / "fixtures" / "deals"


def _overlays_folder() -> Path:
    from records.locations import rulesets_folder

    return rulesets_folder().parent / "fixtures" / "overlays"


def _now() -> datetime:
    return datetime.now().astimezone()
