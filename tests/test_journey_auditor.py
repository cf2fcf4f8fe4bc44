"""An audit from the list to a bundle that somebody else can check: by keys, and by clicks alone."""

from pathlib import Path

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from records import events
from records.house import House
from records.store import open_records
from records.verify_bundle import main as verify_bundle
from screens.audit.comparison import ComparisonScreen
from screens.audit.record import RecordScreen
from screens.audit.records import RecordsScreen
from screens.audit.results import ResultsScreen
from screens.modals.help import KeyLine
from screens.modals.text import TextModal
from screens.widgets.box_keys import BoxKeys
from screens.widgets.key_footer import KeyFooter
from screens.widgets.record_table import RecordTable
from tests.support.app import NOW, desk, press, settle
from tests.support.auditor import WIDE, Journey, flat, later, listing, plain_terminal, write
from tests.support.saved import amended_law, fill, journal
from tests.support.screen_text import screen_text

__all__ = ["plain_terminal"]

HOUSE = House(sign_off=frozenset({"license-required"}))


async def test_an_audit_from_the_list_to_a_bundle(tmp_path: Path) -> None:
    """Ready filter, record, verification, replay, today's law, comparison, review, the second
    person's sign-off, and a bundle that the stand-alone verifier agrees with."""
    first, *_ = fill(tmp_path, years=None)
    here = desk(tmp_path, house=HOUSE, todays=lambda regime: amended_law())
    async with listing(here, WIDE) as (app, pilot):
        await press(pilot, "f")
        assert "Awaits a second person (1)" in flat(app)
        assert "Returned" in flat(app) and "no record meets it" in flat(app)
        await press(pilot, "s")
        assert "Records: 1 of 3" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, RecordScreen)
        await press(pilot, "v")
        assert "4 entries, as they were saved" in screen_text(app)
        await press(pilot, "escape", "p")
        assert "1 determined again under their own law: 1 byte-identical" in flat(app)
        await press(pilot, "escape", "t")
        assert isinstance(app.screen, ComparisonScreen)
        assert "law of 2026-11-25: X prohibited" in flat(app)
        await press(pilot, "escape", "escape", "f8", "t")
        assert "3 run under the law of 2026-11-25: 1 changed" in flat(app)
        await press(pilot, "escape", "home", "space", "end", "space", "c")
        assert isinstance(app.screen, ComparisonScreen)
        await press(pilot, "escape", "end", "enter", "r", "space", "down", "ctrl+u")
        await write(pilot, "A. Boss", "read against the drawings")
        await press(pilot, "o", "up", "ctrl+u")
        await write(pilot, "B. Chief", "agreed")
        assert "AWAITS" not in screen_text(app)
        await press(pilot, "e", "u", "enter")
    assert later(tmp_path, first) == [
        ("review", "A. Boss", "read against the drawings"),
        ("sign-off", "B. Chief", "agreed"),
    ]
    assert verify_bundle([f"{first}-bundle.zip"]) == 0


async def click_key(pilot: Journey, words: str) -> None:
    """Click the key of the footer that bears these words."""
    footer = pilot.app.screen.query_one(KeyFooter)
    at = next(x for x in range(footer.size.width) if (h := footer.hint_at(x)) and h.words == words)
    await pilot.click(footer, offset=(at + 1, 0))
    await settle(pilot)


async def click_help(pilot: Journey, words: str) -> None:
    """Click the line of a key that has no place in the footer, in the help."""
    await click_key(pilot, "Help")
    line = next(one for one in pilot.app.screen.query(KeyLine) if words in str(one.content))
    line.scroll_visible(animate=False)
    await settle(pilot)
    await pilot.click(line, offset=(2, 0))
    await settle(pilot)


async def click_line(pilot: Journey, words: str) -> None:
    """Click the line of a list that begins with these words."""
    options = pilot.app.screen.query_one(OptionList)
    lines: list[Option] = list(options.options)
    place = next(n for n, line in enumerate(lines) if words in str(line.prompt))
    await pilot.click(options, offset=(options.gutter.left + 2, place + options.gutter.top))
    await settle(pilot)


async def test_an_audit_by_clicks_alone(tmp_path: Path) -> None:
    """The footer, menus, headings and rows are all that is clicked."""
    first, *_ = fill(tmp_path, years=None)
    with open_records(journal(tmp_path)) as records:
        records.add(first, events.legal_hold("court"), by="A. Boss", now=NOW)
    async with listing(desk(tmp_path), WIDE) as (app, pilot):
        await click_help(pilot, "ready-made filters")
        await click_line(pilot, "Held")
        assert "Records: 1 of 3" in screen_text(app)
        for _ in range(2):
            await pilot.click(RecordTable, offset=(30, 1))
            await settle(pilot)
        assert isinstance(app.screen, RecordScreen)
        await click_key(pilot, "Verify")
        assert isinstance(app.screen, TextModal)
        await pilot.click(BoxKeys, offset=(1, 0))
        await settle(pilot)
        await click_help(pilot, "records: replay")
        assert isinstance(app.screen, ResultsScreen)
        assert "1 byte-identical" in flat(app)
        await click_key(pilot, "Back")
        await click_key(pilot, "Export")
        await click_line(pilot, "Report as text")
        await pilot.click("#done")
        await settle(pilot)
        assert Path(f"{first}.txt").read_text().startswith(f"Record {first}")
        await click_key(pilot, "Back")
        assert isinstance(app.screen, RecordsScreen)
        await click_help(pilot, "clear the filter")
        for row in (1, 2):
            await pilot.click(RecordTable, offset=(1, row))
            await settle(pilot)
        await click_help(pilot, "compare the two marked")
        assert isinstance(app.screen, ComparisonScreen)
