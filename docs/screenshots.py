"""Make the pictures of the README from the app itself, on the law as it ships.

    python docs/screenshots.py [FOLDER]

Writes SVG files into docs/pictures/ (or FOLDER). The clock stands still, drafts and records go to
a temporary folder, and host, account and that folder are shown under other names, so that the
pictures change only when the app or the law does.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from screens.services import Services  # noqa: E402
from tui.app import NavicertApp  # noqa: E402
from tui.journal_records import JournalRecords  # noqa: E402
from tui.services import law_files, load_ruleset_of, real_services  # noqa: E402

MACHINE = {"host": "desk", "account": "jdoe", "navicert": "0.1.0"}
SHOWN_HOME = "/home/j.doe/data"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
DEALS = ROOT / "fixtures" / "deals"

OPEN = ("down", "down", "enter", "down", "enter")
LESSON = ("t", "slash", *"DM-01", "enter", "enter", "ctrl+s", *"312222", *"734.4(d)", "enter")
Shot = tuple[str, tuple[int, int], str, Sequence[str]]
SAVE = ("f3", "ctrl+s", *"order 4711", "ctrl+s", "h")
REVIEW = ("r", "enter", "r", "space", "down", "down", *"I agree", "ctrl+s")
SHOTS: tuple[Shot, ...] = (
    ("home", (100, 30), "", ()),
    ("interview", (140, 40), "", ("n", *"china", "enter")),
    ("interview-80x24", (80, 24), "", ("n", *"china", "enter")),
    ("lithography-to-china", (140, 40), "lithography", ("f3",)),
    ("accelerator-to-malaysia", (140, 40), "accelerator", ("f3",)),
    ("records", (140, 40), "lithography", (*SAVE, "r")),
    ("record-history", (140, 40), "lithography", (*SAVE, *REVIEW, "5")),
    ("regime-80x24", (80, 24), "lithography", ("f3", "right_square_bracket")),
    ("law", (140, 40), "", ("b", "slash", *"734.9(k)", "enter")),
    ("training", (140, 40), "", LESSON),
    ("rules", (140, 40), "lithography", ("f3", "right_square_bracket", "2", *OPEN)),
)
"""Name, size, the start of a deal file's name (or none), and the keys that are pressed."""


def services(home: Path) -> Services:
    """The real services on a data folder of their own, with a clock that stands still."""
    return real_services()._replace(
        records=JournalRecords(
            lambda: home / "records.jsonl",
            lambda: NOW,
            law_files,
            ruleset=load_ruleset_of,
            cache=lambda: home / "cache",
        ),
        now=lambda: NOW,
        user="J. Doe",
    )


def deal_named(start: str) -> Path | None:
    """The deal file whose name holds `start`; None where none is wanted. Raises `SystemExit`."""
    if not start:
        return None
    for path in sorted(DEALS.glob("*.yaml")):
        if start in path.stem:
            return path
    raise SystemExit(f"no deal file under {DEALS} has “{start}” in its name")


async def take(shot: Shot, folder: Path) -> Path:
    """Run the app, press the keys, and write what it shows."""
    name, size, deal, keys = shot
    with (
        tempfile.TemporaryDirectory() as home,
        patch("records.store.this_machine", return_value=MACHINE),
        patch.dict(os.environ, {"NAVICERT_HOME": home}),
    ):
        Path(home, "settings.yaml").write_text("tour_seen: yes\n", encoding="utf-8")
        app = NavicertApp(services(Path(home)), deal_named(deal))
        async with app.run_test(size=size) as pilot:
            await settled(app)
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await settled(app)
            await pilot.pause()
            path = folder / f"{name}.svg"
            # As long as it was, or the line would be drawn in another width.
            shown_home = SHOWN_HOME[: len(home)].ljust(len(home), "a")
            picture = app.export_screenshot(title="Navicert").replace(home, shown_home)
            path.write_text(picture, encoding="utf-8")
    return path


async def settled(app: NavicertApp) -> None:
    await app.workers.wait_for_complete()
    for _ in range(3):
        await asyncio.sleep(0)
    await app.workers.wait_for_complete()


def main(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.pop("NO_COLOR", None)
    for shot in SHOTS:
        sys.stdout.write(f"{asyncio.run(take(shot, folder))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
