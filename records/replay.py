"""Runs saved deals again: under the ruleset that they were decided by, or under today's."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from engine.determination import as_data
from engine.evaluation.evaluate import evaluate
from engine.explanation.answer_moves import answer_moves
from engine.explanation.differences import Difference, differences, moves_the_answer
from engine.explanation.explain import explain
from engine.facts import Deal
from engine.faults import NavicertError, RulesetFaults
from engine.model import Ruleset
from records.machine import navicert_version
from records.record import Record
from records.store import Records, determination_bytes


class Verdict(StrEnum):
    """How a replay came out."""

    IDENTICAL = "identical"  # the same bytes
    REWORDED = "reworded"  # another version of Navicert: the same answer, not the same bytes
    DIFFERENT = "different"
    IMPOSSIBLE = "impossible"  # a part of the record was taken out, or its ruleset is not kept


@dataclass(frozen=True, slots=True)
class Replay:
    """One record run again. `why` says in words what is not identical."""

    record: str
    verdict: Verdict
    why: str = ""
    found: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """One saved deal under the current ruleset. `now` is its determination, None if it cannot be
    run; `why` then says what keeps it."""

    record: str
    found: tuple[Difference, ...] = ()
    now: Mapping[str, Any] | None = None
    why: str = ""

    @property
    def changed(self) -> bool:
        return self.now is None or any(map(moves_the_answer, self.found))


class Rerun:
    """Runs records of one database again; a ruleset is read once for all its records."""

    def __init__(self, records: Records, cache_folder: Path | None = None) -> None:
        self._records = records
        self._cache = cache_folder
        self._rulesets: dict[str, Ruleset] = {}

    def replay(self, record: str) -> Replay:
        """Determine the saved deal again under its own ruleset and day, and compare the bytes.

        Raises NoSuchRecordError, AlteredError.
        """
        saved = self._records.get(record)
        if saved.redacted or saved.determination is None or saved.deal_text is None:
            return Replay(
                record, Verdict.IMPOSSIBLE, "a part of it was taken out, as its entries tell"
            )
        try:
            ruleset = self._ruleset(saved)
            again = _determine(ruleset, saved, date.fromisoformat(saved.card.as_of))
        except RulesetFaults as error:
            first, *more = str(error).splitlines()
            others = f" (and {len(more)} more)" if more else ""
            why = f"the ruleset kept with it does not load in this Navicert: {first}{others}"
            return Replay(record, Verdict.IMPOSSIBLE, why)
        except NavicertError as error:
            return Replay(record, Verdict.IMPOSSIBLE, str(error))
        if determination_bytes(again) == determination_bytes(saved.determination):
            return Replay(record, Verdict.IDENTICAL)
        found = differences(saved.determination, again)
        version, here = saved.recorded_on.get("navicert", ""), navicert_version()
        if not found and version != here:
            why = f"the same answer in other words: saved by Navicert {version}, run by {here}"
            return Replay(record, Verdict.REWORDED, why)
        return Replay(record, Verdict.DIFFERENT, "it does not come out as it was saved", found)

    def today(self, record: str, ruleset: Ruleset, today: date) -> Today:
        """The saved deal under the law of `today`. Raises NoSuchRecordError, AlteredError."""
        saved = self._records.get(record)
        if saved.determination is None or saved.deal_text is None:
            return Today(record, why="its facts were taken out")
        try:
            now = _determine(ruleset, saved, today)
        except NavicertError as error:
            return Today(record, why=f"its facts do not fit the current ruleset: {error}")
        return Today(record, differences(saved.determination, now), now)

    def moved(self, record: str, ruleset: Ruleset, today: date) -> Today | None:
        """As `today`, and None where nothing moves the answer: ten times as fast, for it is then
        not explained. Raises NoSuchRecordError, AlteredError."""
        saved = self._records.get(record)
        if saved.determination is not None and saved.deal_text is not None:
            with suppress(NavicertError):  # told by `today`
                evaluation = evaluate(ruleset, _deal(ruleset, saved).facts, today)
                if not answer_moves(saved.determination, evaluation):
                    return None
        return self.today(record, ruleset, today)

    def deal(self, record: str, ruleset: Ruleset) -> Deal:
        """The saved deal as `ruleset` reads it, on the day of its own law.

        Raises NavicertError where its facts were taken out or do not fit the ruleset, and
        NoSuchRecordError, AlteredError.
        """
        saved = self._records.get(record)
        if saved.redacted or saved.deal_text is None:
            raise NavicertError("a part of it was taken out, as its entries tell")
        return replace(_deal(ruleset, saved), as_of=date.fromisoformat(saved.card.as_of))

    def _ruleset(self, saved: Record) -> Ruleset:
        digest = saved.ruleset_digest
        if digest not in self._rulesets:
            from engine.evaluation.program_cache import prepare_program
            from engine.loading.load import ruleset_of

            files = self._records.ruleset(digest, saved.ruleset_archive)
            ruleset = ruleset_of(files, saved.card.regime, self._cache)
            if self._cache is not None:
                prepare_program(ruleset, self._cache)
            self._rulesets[digest] = ruleset
        return self._rulesets[digest]


def _deal(ruleset: Ruleset, saved: Record) -> Deal:
    from engine.deals.deal import read_deal

    return read_deal(saved.deal_text or "", f"record {saved.id}", ruleset)


def _determine(ruleset: Ruleset, saved: Record, as_of: date) -> dict[str, Any]:
    deal = _deal(ruleset, saved)
    data: dict[str, Any] = as_data(explain(evaluate(ruleset, deal.facts, as_of), deal.title))
    return data
