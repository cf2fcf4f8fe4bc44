"""The app on the small law, with its own home folder and a clock that stands still."""

from asyncio import sleep
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from engine.interview.engine_law import EngineLaw
from engine.interview.law import Law
from engine.loading.load import load_ruleset, ruleset_files
from engine.model import Ruleset
from records.house import House
from records.store import open_records
from screens.services import Services
from tui.app import NavicertApp
from tui.journal_records import JournalRecords
from tui.kept_lists import KeptLists
from tui.services import FileDrafts
from tui.training import FileTraining

SMALL = Path(__file__).parent.parent / "small_law" / "small"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@lru_cache
def small_law() -> Law:
    """The small law, loaded once."""
    return EngineLaw(load_ruleset(SMALL, None))


@dataclass(frozen=True)
class Desk:
    """A home folder and the services on it; `app` makes a new app, as after a restart."""

    folder: Path
    services: Services

    def app(self, deal: Path | None = None, overlay: Path | None = None) -> NavicertApp:
        return NavicertApp(self.services, deal, overlay)


def desk(
    folder: Path,
    law: Callable[[], Law] = small_law,
    samples: Path | None = None,
    house: House | None = None,
    todays: Callable[[str], Ruleset] = lambda regime: small_law().ruleset,
    user: str = "J. Doe",
    rulesets: Path = SMALL.parent,
    overlays: Path | None = None,
    cases: Path | None = None,
) -> Desk:
    """A desk in `folder`, under the policy of a house; `todays` is the current law of a regime,
    `rulesets` holds the text of each."""
    folders = [cases] if cases is not None else []
    services = Services(
        load_law=law,
        drafts=FileDrafts(lambda: folder / "drafts"),
        records=JournalRecords(
            lambda: folder / "records" / "records.jsonl",
            lambda: NOW,
            lambda regime: ruleset_files(rulesets / regime),
            opened=lambda: open_records(folder / "records" / "records.jsonl", 0.2, house),
            ruleset=todays,
        ),
        now=lambda: NOW,
        user=user,
        samples=lambda: samples,
        overlays=lambda: overlays,
        lists=KeptLists(lambda: folder, lambda: folder / "cache", lambda: NOW),
        templates=FileDrafts(lambda: folder / "templates", "template"),
        products=FileDrafts(lambda: folder / "products", "product"),
        cases=lambda: folders,
        training=FileTraining(
            lambda: folders,
            lambda: folder / "training" / "attempts.jsonl",
        ),
    )
    return Desk(folder, services)


async def settle(pilot: Pilot[int]) -> None:
    """Wait until nothing is left to do: no worker runs, and a moment in which one could have been
    started has passed without one."""
    quiet = 0
    while quiet < 2:
        working = [worker for worker in pilot.app.workers if not worker.is_finished]
        for worker in working:
            with suppress(WorkerCancelled):
                await worker.wait()
        # In the loop of the tests this takes the time of what there is to do, and no more.
        await sleep(0.1)
        quiet = 0 if working else quiet + 1


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other, and wait after each until what it set off is done."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
