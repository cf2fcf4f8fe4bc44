"""Journeys of an auditor through the list of records: one a test, what one should see in words."""

from pathlib import Path

import pytest

from records import events
from records.store import open_records
from records.verify_bundle import main as verify_bundle
from screens.audit.record import RecordScreen
from screens.audit.records import RecordsScreen
from screens.home import HomeScreen
from screens.modals.confirm import ConfirmModal
from screens.modals.working_form import WorkingFormModal
from screens.widgets.record_table import RecordTable
from tests.support.app import NOW, desk, settle
from tests.support.auditor import WIDE, filter_by, flat, listing, plain_terminal, press
from tests.support.saved import fill, journal
from tests.support.screen_text import screen_text

__all__ = ["plain_terminal"]


async def test_the_list_follows_what_is_typed(tmp_path: Path) -> None:
    """One types a word and sees the records that hold it; a criterion narrows them."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        assert "Records: 3  by saved" in screen_text(app)
        await filter_by(pilot, "rhein")
        shown = screen_text(app)
        assert "Records: 1 of 3" in shown and "Software to Germany" in shown
        await press(pilot, "down")
        assert isinstance(app.focused, RecordTable)
        assert "Tool to China" not in shown
        await filter_by(pilot, "country:ir outcome:prohibited by:doe review:open")
        assert "Sample to Iran" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.focused, RecordTable)


async def test_a_wrong_word_in_the_filter_is_told_in_place(tmp_path: Path) -> None:
    """One types a criterion that there is not, reads so, and the list stays."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await filter_by(pilot, "color:red")
        shown = screen_text(app)
    assert "“color:” is no criterion" in shown
    assert "Tool to China" in shown


async def test_nothing_meets_the_filter_and_a_key_clears_it(tmp_path: Path) -> None:
    """One reads that nothing meets the filter, presses F8, and sees all again."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await filter_by(pilot, "zzz")
        assert "None of 3 records meets the filter" in screen_text(app)
        await press(pilot, "f8")
        assert "Tool to China" in screen_text(app)
        assert isinstance(app.focused, RecordTable)


async def test_an_empty_list_teaches(tmp_path: Path) -> None:
    """Nothing is saved; one reads how to save something, and escape leads home."""
    async with listing(desk(tmp_path)) as (app, pilot):
        assert "Nothing is on record yet" in screen_text(app)
        await press(pilot, "t", "p", "c", "a")
        await press(pilot, "v")
        assert "Sound" in screen_text(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_escape_in_the_filter_goes_to_the_list_first(tmp_path: Path) -> None:
    """One escapes from the filter to the list, and from there home."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "slash", "x", "escape")
        assert isinstance(app.screen, RecordsScreen)
        await press(pilot, "f8", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_the_list_is_sorted_by_a_key_and_says_which(tmp_path: Path) -> None:
    """One presses s until the deals are in order, and reads by what."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "s", "s")
        assert "by deal (s)" in screen_text(app)
        table = app.screen.query_one(RecordTable)
        titles = [str(table.get_row_at(row)[3]) for row in range(3)]
    assert titles == sorted(titles)


async def test_the_mouse_sorts_marks_and_opens(tmp_path: Path) -> None:
    """One clicks a heading, the first cell of a record, then a record twice."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await pilot.click(RecordTable, offset=(40, 0))
        await settle(pilot)
        assert "by deal" in screen_text(app)
        await pilot.click(RecordTable, offset=(1, 2))
        await settle(pilot)
        assert "1 marked" in screen_text(app)
        await pilot.click(RecordTable, offset=(30, 3))
        await settle(pilot)
        assert isinstance(app.screen, RecordsScreen)
        await pilot.click(RecordTable, offset=(30, 3))
        await settle(pilot)
        assert isinstance(app.screen, RecordScreen)


async def test_pages_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More records than a page: one turns it, and sees where one is."""
    monkeypatch.setattr("screens.audit.records.PAGE", 2)
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        assert "Records: 3, 1 to 2 shown" in screen_text(app)
        await press(pilot, "n")
        assert "3 to 3 shown (n b)" in screen_text(app)
        await press(pilot, "n", "b")
        assert "1 to 2 shown" in screen_text(app)


@pytest.mark.parametrize("size", [(20, 5), (40, 20), (60, 24), (120, 36), (200, 50)])
async def test_the_list_and_a_record_stand_in_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """In a terminal of any size one filters, opens, reads the history, and nothing falls over."""
    fill(tmp_path)
    async with listing(desk(tmp_path), size) as (app, pilot):
        await press(pilot, "slash", "o", "enter", "space", "a", "escape", "enter", "5", "r")
        assert isinstance(app.screen, WorkingFormModal)


async def test_names_from_strangers_are_shown_as_text(tmp_path: Path) -> None:
    """A note holds markup and control codes; one reads them letter by letter."""
    (record, *_) = fill(tmp_path)
    with open_records(journal(tmp_path)) as records:
        note = events.note("[bold]x[/bold] [@click=app.quit]y\x1b[31m")
        records.add(record, note, by="[red]Eve[/]", now=NOW)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "end", "enter", "5")
        shown = screen_text(app)
    assert "[bold]x[/bold] [@click=app.quit]y" in shown and "[red]Eve[/]" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("key", "name", "start"),
    [
        ("h", "2026-000003.html", b"<!DOCTYPE html>"),
        ("m", "2026-000003.md", b"# Record 2026"),
        ("t", "2026-000003.txt", b"Record 2026"),
        ("j", "2026-000003.json", b"{"),
        ("c", "records-2026-11-25.csv", b"id,saved_at"),
        ("l", "records-2026-11-25.json", b"["),
        ("b", "navicert-backup-2026-11-25.zip", b"PK"),
        ("d", "2026-000003.yaml", b"navicert: deal/1"),
        ("y", "records-2026-11-25-tinydb.json", b"{"),
    ],
)
async def test_something_is_written_to_a_file(
    tmp_path: Path, key: str, name: str, start: bytes
) -> None:
    """One picks a form, takes the name proposed, and is told where it was written."""
    fill(tmp_path)
    async with listing(desk(tmp_path), WIDE) as (app, pilot):
        await press(pilot, "e", key, "enter")
        assert isinstance(app.screen, RecordsScreen)
        told = [n.message for n in app._notifications]
    assert Path(name).read_bytes().startswith(start)
    assert any(str(Path(name).resolve()) in message for message in told)


async def test_a_bundle_proves_itself(tmp_path: Path) -> None:
    """One writes a bundle from the screen of a record; the script that checks it agrees."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (_app, pilot):
        await press(pilot, "enter", "e", "u", "enter")
    assert verify_bundle(["2026-000003-bundle.zip"]) == 0


async def test_nothing_is_written_over_without_asking(tmp_path: Path) -> None:
    """A file is there already: one is asked, says no, and it is as it was; yes writes over it."""
    fill(tmp_path)
    there = Path("2026-000003.txt")
    there.write_text("mine")
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "e", "t", "enter")
        assert isinstance(app.screen, ConfirmModal)
        await press(pilot, "n")
        assert there.read_text() == "mine"
        await press(pilot, "ctrl+s", "y")
        assert there.read_text() != "mine"
        Path("navicert-backup-2026-11-25.zip").write_text("mine")
        await press(pilot, "e", "b", "enter")
        assert "name another file" in flat(app)
        await pilot.press("ctrl+u", *"nowhere/x.zip")
        await press(pilot, "enter")
        assert "there is no folder" in screen_text(app)
