"""The real services: engine, drafts, records and clock, each imported when first used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from screens.services import (
    DraftCard,
    Evaluation,
    Law,
    Prospect,
    Question,
    Services,
)
from tui.journal_records import JournalRecords
from tui.kept_lists import KeptLists

if TYPE_CHECKING:
    # Types alone: what is needed before the first paint imports none of these.
    from engine.determination import Determination
    from engine.evaluation.evaluate import Evaluation as EngineEvaluation
    from engine.facts import ContentLine, Deal, Facts, Value
    from engine.model import FactDeclaration, Ruleset
    from records.drafts import Drafts as DraftStore
    from records.store import Records as RecordStore

REGIME = "us-ear"


class EngineLaw:
    """A ruleset with the engine around it."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset

    @property
    def ruleset(self) -> Ruleset:
        return self._ruleset

    def evaluate(self, facts: Facts, as_of: date) -> Evaluation:
        from engine.evaluation.evaluate import evaluate

        return evaluate(self._ruleset, facts, as_of)

    def explain(self, evaluation: Evaluation, title: str) -> Determination:
        from engine.explanation.explain import explain

        return explain(_own(evaluation), title)

    def questions(self, evaluation: Evaluation, document: str = "") -> Sequence[Question]:
        from engine.explanation.questions import next_questions

        return next_questions(_own(evaluation), document)

    def applies(self, evaluation: Evaluation, fact: str) -> bool:
        from engine.explanation.questions import applies
        from engine.truth import NO

        return applies(_own(evaluation), self._ruleset.facts[fact].applies_when) != NO

    def preview(self, evaluation: Evaluation, fact: str) -> Sequence[Prospect]:
        from engine.explanation.questions import preview

        return [
            Prospect(found.value, found.label, found.outcome)
            for found in preview(_own(evaluation), fact)
        ]

    def read_value(self, fact: FactDeclaration, raw: Any) -> Value:
        from engine.deals.answers import read_value

        return read_value(fact, raw, self._ruleset)

    def show_value(self, fact: FactDeclaration, value: Value) -> str:
        from engine.deals.answers import show_value

        return show_value(fact, value, self._ruleset)

    def read_deal(self, data: bytes, file: str) -> Deal:
        from engine.deals.deal import read_deal

        return read_deal(data, file, self._ruleset)

    def write_deal(self, deal: Deal) -> str:
        from engine.deals.deal import write_deal

        return write_deal(deal, self._ruleset)

    def read_content(self, data: bytes, file: str) -> tuple[ContentLine, ...]:
        from engine.deals.content_csv import read_content_csv

        return read_content_csv(data, file, self._ruleset)


def _own(evaluation: Evaluation) -> EngineEvaluation:
    return cast("EngineEvaluation", evaluation)


class FileDrafts:
    """Drafts as deal files in the drafts folder."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder

    @cached_property
    def _store(self) -> DraftStore:
        from records.drafts import Drafts

        return Drafts(self._folder())

    def cards(self) -> Sequence[DraftCard]:
        drafts = self._store.saved()
        return [
            DraftCard(draft.name, draft.title, draft.changed_at.astimezone()) for draft in drafts
        ]

    def read(self, draft: str) -> bytes:
        return self._store.load(draft).encode("utf-8", "surrogatepass")

    def write(self, draft: str, text: str) -> None:
        self._store.save(draft, text)

    def remove(self, draft: str) -> None:
        self._store.delete(draft)

    def new_id(self) -> str:
        return self._store.new_name("")


def law_files() -> dict[str, bytes]:
    """The text of the ruleset as it stands in its folder."""
    from engine.loading.load import ruleset_files
    from records.locations import rulesets_folder

    return ruleset_files(rulesets_folder() / REGIME)


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


def load_law() -> Law:
    """The law that deals are determined under."""
    from engine.facts import Facts

    law = EngineLaw(load_ruleset_of(REGIME))
    # Compiling the rules is part of loading: the first answer must not wait for it.
    law.questions(law.evaluate(Facts(), date.today()))
    return law


def real_services() -> Services:
    """What the app runs on."""
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
        lists=KeptLists(_data_folder, _cache_folder, _now),
    )


# The module of locations imports platformdirs, 5 ms: after the first paint.


def _drafts_folder() -> Path:
    from records.locations import drafts_folder

    return drafts_folder()


def _data_folder() -> Path:
    from records.locations import data_folder

    return data_folder()


def _open_here() -> RecordStore:
    from records.here import open_here

    return open_here()


def _cache_folder() -> Path:
    from records.locations import cache_folder

    return cache_folder()


def _records_file() -> Path:
    from records.locations import records_file

    return records_file()


def _samples_folder() -> Path:
    from records.locations import rulesets_folder

    return rulesets_folder().parent / "fixtures" / "deals"


def _now() -> datetime:
    return datetime.now().astimezone()
