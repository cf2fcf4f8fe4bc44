"""An auditor at the list of records, for tests: keys, forms, and what the journal holds then."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from records.store import open_records
from screens.widgets.filter_line import FilterLine
from tests.support.app import Desk, press, settle
from tests.support.saved import journal
from tests.support.screen_text import screen_text
from tui.app import NavicertApp

Journey = Pilot[int]
WIDE = (140, 40)


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No colors forced, no home of the person who runs the tests, a folder of its own."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_THEME", "NAVICERT_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@asynccontextmanager
async def listing(
    at: Desk, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[NavicertApp, Journey]]:
    """The app with the list of records open."""
    app = at.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "r")
        yield app, pilot
    app.services.records.close()


async def filter_by(pilot: Journey, text: str) -> None:
    """Go to the filter and type into it."""
    await pilot.press("slash")
    pilot.app.screen.query_one(FilterLine).value = ""
    await pilot.press(*text)
    await settle(pilot)


async def write(pilot: Journey, *texts: str) -> None:
    """Type texts into fields that follow one another, then be done."""
    for place, text in enumerate(texts):
        await pilot.press(*(["down"] if place else []), *text)
    await press(pilot, "ctrl+s")


def flat(app: NavicertApp) -> str:
    """The words on screen on one line, boxes and folds taken out."""
    return " ".join(screen_text(app).replace("│", " ").split())


def later(folder: Path, record: str) -> list[tuple[str, str, str]]:
    """What the journal holds of a record: kind, who and words of each later entry."""
    with open_records(journal(folder)) as records:
        return [(event.kind, event.by, event.text) for event in records.get(record).events]
