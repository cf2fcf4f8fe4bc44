"""Pictures of the auditor's screens as text, on the small law.

NAVICERT_ACCEPT=1 writes them anew; read the difference before it is committed.
"""

import os
import re
import time
from pathlib import Path

import pytest

from records import events
from records.house import House
from records.store import open_records
from tests.support.app import NOW, desk, settle
from tests.support.saved import amended_law, fill, journal
from tests.support.screen_text import screen_text

GOLDEN = Path(__file__).parent / "golden" / "screens"
HOUSE = House(sign_off=frozenset({"license-required"}))
WALKS: dict[str, tuple[str, ...]] = {
    "records": ("r", "space", "end", "space"),
    "records-filtered": ("r", "slash", *"country:ir by:doe"),
    "records-wrong-word": ("r", "slash", *"review:x"),
    "records-empty": ("r",),
    "records-none": ("r", "slash", *"zzz"),
    "record-answer": ("r", "end", "enter"),
    "record-history": ("r", "end", "enter", "5"),
    "record-acts": ("r", "a"),
    "form-review": ("r", "end", "enter", "r", "ctrl+s"),
    "form-happened": ("r", "end", "enter", "h"),
    "form-redact": ("r", "end", "enter", "z", *"Big Fab", "down", "down", *"asked", "ctrl+s"),
    "form-export": ("r", "e", "h"),
    "export": ("r", "e"),
    "compare": ("r", "space", "end", "space", "c"),
    "today": ("r", "t"),
    "today-one": ("r", "end", "enter", "t"),
}


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """One time zone, whatever the machine's is."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


def prepare(folder: Path) -> None:
    """Three records, with what was recorded of the first two."""
    first, second, _ = fill(folder)
    with open_records(journal(folder)) as records:
        for later in (
            events.review("return", "the end user is not named in full"),
            events.note("The buyer sent the [bold]name[/]."),
            events.legal_hold("subpoena 26-114"),
        ):
            records.add(first, later, by="A. Boss", now=NOW)
        records.add(second, events.review("approve", "right"), by="A. Boss", now=NOW)


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("walk", list(WALKS))
async def test_the_screen_looks_as_accepted(walk: str, width: int, tmp_path: Path) -> None:
    """You should see the file of the same name under tests/golden/screens."""
    if walk != "records-empty":
        prepare(tmp_path)
    app = desk(tmp_path, house=HOUSE, todays=lambda regime: amended_law()).app()
    app.auditor.folder = lambda: Path("/home/doe")
    async with app.run_test(size=(width, 40 if width == 140 else 24)) as pilot:
        await settle(pilot)
        for key in WALKS[walk]:
            await pilot.press(key)
            if len(key) > 1 or walk not in ("records-filtered", "records-wrong-word"):
                await settle(pilot)
        await settle(pilot)
        shown = screen_text(app) + "\n"
    app.services.records.close()
    # Digests and the machine change, and say nothing about the picture.
    shown = re.sub(r"[0-9a-f]{40,64}", lambda found: "#" * len(found[0]), shown)
    shown = re.sub(r"(Saved on host|Journal|It has) .*", r"\1 …", shown)
    path = GOLDEN / f"{walk}-{width}.txt"
    if os.environ.get("NAVICERT_ACCEPT"):
        path.write_text(shown)
    assert shown == path.read_text()
