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
    RecordCard,
    SavedRecord,
    Services,
)

if TYPE_CHECKING:
    # Types alone: what is needed before the first paint imports none of these.
    from engine.determination import Determination
    from engine.evaluation.evaluate import Evaluation as EngineEvaluation
    from engine.facts import ContentLine, Deal, Facts, Value
    from engine.model import FactDeclaration, Ruleset
    from records.cards import Card
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


class JournalRecords:
    """Records in the journal; opened at the first use, and kept open."""

    def __init__(
        self,
        path: Callable[[], Path],
        now: Callable[[], datetime],
        law_files: Callable[[], dict[str, bytes]],
    ) -> None:
        self._path = path
        self._now = now
        self._law_files = law_files

    @cached_property
    def _store(self) -> RecordStore:
        from records.store import Records

        return Records(self._path())

    def close(self) -> None:
        """Let go of the journal, where it was opened."""
        if "_store" in self.__dict__:
            self._store.close()

    def _keep_law(self, digest: str) -> None:
        """Keep the text of the law beside the record, so that it can be replayed."""
        from engine.faults import NavicertError
        from engine.loading.load import digest_of

        files = self._law_files()
        if digest_of(files) != digest:
            raise NavicertError(
                "The rules on this machine changed since they were loaded, so that this"
                " determination could not be replayed. Close Navicert, start it again and save."
            )
        self._store.keep_ruleset(digest, files)

    def cards(self) -> Sequence[RecordCard]:
        if not self._path().exists():
            return ()
        return [_record_card(card) for card in reversed(self._store.cards())]

    def get(self, record: str) -> SavedRecord:
        from screens.saved_determination import determination_of

        found = self._store.get(record)
        return SavedRecord(
            _record_card(found.card),
            found.why,
            found.ruleset_digest,
            determination_of(found.determination or {}),
            found.deal_text or "",
        )

    def save(self, determination: Determination, deal_text: str, by: str, why: str) -> str:
        from engine.determination import as_data

        self._keep_law(determination.ruleset)
        return self._store.save(
            as_data(determination),
            deal_text,
            by=by,
            why=why,
            now=self._now(),
            ruleset_digest=determination.ruleset,
        )


def _record_card(card: Card) -> RecordCard:
    saved = card.saved_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return RecordCard(card.id, card.title, card.outcome, card.as_of, card.by, saved)


def law_files() -> dict[str, bytes]:
    """The text of the ruleset as it stands in its folder."""
    from engine.loading.load import ruleset_files
    from records.locations import rulesets_folder

    return ruleset_files(rulesets_folder() / REGIME)


def load_law() -> Law:
    """The ruleset from its folder, or from the cache where nothing changed."""
    from engine.evaluation.program_cache import prepare_program
    from engine.facts import Facts
    from engine.loading.load import load_ruleset
    from records.locations import cache_folder, rulesets_folder

    ruleset = load_ruleset(rulesets_folder() / REGIME, cache_folder())
    prepare_program(ruleset, cache_folder())
    law = EngineLaw(ruleset)
    # Compiling the rules is part of loading: the first answer must not wait for it.
    law.questions(law.evaluate(Facts(), date.today()))
    return law


def real_services() -> Services:
    """What the app runs on."""
    return Services(
        load_law=load_law,
        drafts=FileDrafts(_drafts_folder),
        records=JournalRecords(_records_file, _now, law_files),
        now=_now,
        samples=_samples_folder,
    )


# The module of locations imports platformdirs, 5 ms: after the first paint.


def _drafts_folder() -> Path:
    from records.locations import drafts_folder

    return drafts_folder()


def _records_file() -> Path:
    from records.locations import records_file

    return records_file()


def _samples_folder() -> Path:
    from records.locations import rulesets_folder

    return rulesets_folder().parent / "fixtures" / "deals"


def _now() -> datetime:
    return datetime.now().astimezone()
