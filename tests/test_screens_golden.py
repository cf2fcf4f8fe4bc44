"""Pictures of screens as text, on the small law, at four widths.

NAVICERT_ACCEPT=1 writes them anew; read the difference before it is committed.
"""

import os
import re
from pathlib import Path

import pytest

from tests.support.app import desk, settle
from tests.support.screen_text import screen_text

GOLDEN = Path(__file__).parent / "golden" / "screens"
WALKS = {
    "home": (),
    "interview": ("n", "y"),
    "determination": ("n", "y", "f3"),
    "rules": ("n", "y", "f3", "2", "down", "enter", "down"),
    "help": ("n", "f1"),
}


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("walk", list(WALKS))
async def test_the_screen_looks_as_accepted(walk: str, width: int, tmp_path: Path) -> None:
    """You should see the file of the same name under tests/golden/screens."""
    app = desk(tmp_path).app()
    async with app.run_test(size=(width, 30 if width == 120 else 24)) as pilot:
        await settle(pilot)
        for key in WALKS[walk]:
            await pilot.press(key)
            await settle(pilot)
        # Whether the draft is on disk already is a matter of milliseconds.
        shown = re.sub(r"  sav(ing|ed)$", "", screen_text(app), flags=re.MULTILINE) + "\n"
    # The digest changes with the small law, and says nothing about the picture.
    shown = re.sub(r"digest [0-9a-f]+", "digest", shown)
    path = GOLDEN / f"{walk}-{width}.txt"
    if os.environ.get("NAVICERT_ACCEPT"):
        path.write_text(shown)
    assert shown == path.read_text()
