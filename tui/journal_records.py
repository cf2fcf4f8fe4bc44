"""The records in the journal, as the screens ask for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from screens.services import SavedRecord

if TYPE_CHECKING:
    # Types alone: what is needed before the first paint imports none of these.
    from engine.determination import Determination
    from engine.facts import Deal
    from engine.model import Ruleset
    from records.cards import Card
    from records.events import Later
    from records.replay import Replay, Rerun, Today
    from records.store import Records as RecordStore
    from records.verify import Finding, Verification


class JournalRecords:
    """Records in the journal; opened at the first use, and kept open.

    `opened` opens it, under the house's policy; without it the file at `path` is opened under
    none. `law_files` gives the text of a regime's law, `ruleset` its current law, `cache` is where
    parsed rulesets are kept.
    """

    def __init__(
        self,
        path: Callable[[], Path],
        now: Callable[[], datetime],
        law_files: Callable[[str], dict[str, bytes]],
        *,
        opened: Callable[[], RecordStore] | None = None,
        ruleset: Callable[[str], Ruleset] | None = None,
        cache: Callable[[], Path] | None = None,
    ) -> None:
        self._path = path
        self._now = now
        self._law_files = law_files
        self._opened = opened
        self._ruleset = ruleset
        self._cache = cache
        self._open_once = Lock()
        self._kept: RecordStore | None = None
        self._rerun: Rerun | None = None
        self._rulesets: dict[str, Ruleset] = {}
        self._findings: tuple[Finding, ...] = ()

    @property
    def _store(self) -> RecordStore:
        with self._open_once:  # two workers may ask at once
            if self._kept is None:
                if self._opened is not None:
                    self._kept = self._opened()
                else:
                    from records.store import open_records

                    self._kept = open_records(self._path())
            return self._kept

    def close(self) -> None:
        """Let go of the journal, where it was opened."""
        if self._kept is not None:
            self._kept.close()

    def sign_off(self) -> frozenset[str]:
        return self._store.house.sign_off

    def troubles(self) -> tuple[str, ...]:
        store = self._kept
        if store is None:
            return ()
        # Reading goes on from a snapshot of the list: only a verification looks at every byte.
        told = [f"ALTERED: {found}" for found in self._findings or store.damages]
        if store.torn is not None:
            told.append(
                f"UNFINISHED: {store.torn}: a save that was cut off, of which nobody was told; the"
                " next save sets it aside."
            )
        return (*told, *store.anchors.problems)

    # Reading

    def cards(self) -> Sequence[Card]:
        # Opening the database loads 20 ms of modules: not for somebody who never saved.
        if self._kept is None and not self._path().exists():
            return ()
        return self._store.cards()

    def get(self, record: str) -> SavedRecord:
        from records.search import awaits_sign_off
        from screens.determinations.saved_determination import determination_of

        store = self._store
        found = store.get(record)
        return SavedRecord(
            found,
            determination_of(found.determination or {}),
            awaits_sign_off(found.card, store.house.sign_off),
            store.end,
            store.path,
            self.troubles(),
        )

    def report(self, record: str, form: str, full: bool) -> str:
        from records.reports.forms import report

        return report(self._store, record, form, self._now(), full)

    # Writing

    def _keep_law(self, regime: str, digest: str) -> None:
        """Keep the text of the law beside the record, so that it can be replayed."""
        from engine.faults import NavicertError
        from engine.loading.load import digest_of

        files = self._law_files(regime)
        if digest_of(files) != digest:
            raise NavicertError(
                "The rules on this machine changed since they were loaded, so that this"
                " determination could not be replayed. Close Navicert, start it again and save."
            )
        self._store.keep_ruleset(digest, files)

    def save(self, determination: Determination, deal_text: str, by: str, why: str) -> str:
        from engine.determination import as_data

        self._keep_law(determination.regime, determination.ruleset)
        return self._store.save(
            as_data(determination),
            deal_text,
            by=by,
            why=why,
            now=self._now(),
            ruleset_digest=determination.ruleset,
        )

    def add(self, record: str, later: Later, by: str) -> None:
        self._store.add(record, later, by=by, now=self._now())

    def supersede(self, record: str, other: str, by: str, why: str) -> None:
        self._store.supersede(record, other, by, why, self._now())

    def redact(self, record: str, texts: Sequence[str], by: str, why: str) -> int:
        return self._store.redact(record, texts, by=by, why=why, now=self._now())

    def dispose(self, record: str, by: str, why: str) -> None:
        self._store.dispose(record, by=by, why=why, now=self._now())

    def write_bundle(self, record: str, target: Path) -> None:
        from records.bundle import write_bundle

        write_bundle(self._store, record, target)

    def export_tinydb(self, target: Path) -> int:
        return self._store.export_tinydb(target)

    def back_up(self, target: Path) -> int:
        from records.backup import back_up

        return back_up(self._store, target).entries

    def restore(self, archive: Path, allow_older: bool) -> int:
        from records.backup import restore

        with self._open_once:  # nobody opens it meanwhile
            if self._kept is not None:
                self._kept.close()
            self._kept, self._rerun, self._findings = None, None, ()
            return restore(archive, self._path(), allow_older=allow_older).entries

    # Proving

    def verify(
        self,
        checkpoints: Sequence[Path],
        reached_byte: Callable[[int, int], None] = lambda done, whole: None,
        key: str = "",
    ) -> Verification:
        from records.checkpoints import read_checkpoint_file

        witnesses = [read_checkpoint_file(path) for path in checkpoints]
        if key:
            from records import signing

            for witness in witnesses:
                signing.check(witness, key)
        found = self._store.verify(witnesses=witnesses, reached_byte=reached_byte)
        self._findings = found.findings
        return found

    def checkpoint(self, folder: Path | None) -> tuple[Sequence[Path], str]:
        from engine.faults import NavicertError

        store = self._store
        if not store.end.seq:
            raise NavicertError("Nothing is saved yet: there is nothing to write down.")
        return store.anchors.write(folder), store.anchors.now().text

    def replay(self, record: str) -> Replay:
        from engine.faults import NavicertError
        from records.replay import Replay, Verdict

        try:
            return self._runs().replay(record)
        except NavicertError as error:  # one record that cannot be read keeps no other one back
            return Replay(record, Verdict.IMPOSSIBLE, str(error))

    def run_today(self, record: str, regime: str, day: date) -> Today:
        from engine.faults import NavicertError
        from records.replay import Today

        try:
            return self._runs().today(record, self._todays_law(regime), day)
        except NavicertError as error:
            return Today(record, why=str(error))

    def moved_today(self, record: str, regime: str, day: date) -> Today | None:
        from engine.faults import NavicertError
        from records.replay import Today

        try:
            return self._runs().moved(record, self._todays_law(regime), day)
        except NavicertError as error:
            return Today(record, why=str(error))

    def deal_today(self, record: str, regime: str) -> tuple[Ruleset, Deal]:
        law = self._todays_law(regime)
        return law, self._runs().deal(record, law)

    def _todays_law(self, regime: str) -> Ruleset:
        from engine.faults import NavicertError

        if not regime:
            raise NavicertError("its facts were taken out")
        if regime not in self._rulesets:
            if self._ruleset is None:
                raise NavicertError("No current rules are at hand.")
            self._rulesets[regime] = self._ruleset(regime)
        return self._rulesets[regime]

    def _runs(self) -> Rerun:
        if self._rerun is None:
            from records.replay import Rerun

            self._rerun = Rerun(self._store, self._cache() if self._cache is not None else None)
        return self._rerun
