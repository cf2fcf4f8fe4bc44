"""Journeys of an auditor through the records: one a test, what one should see in words."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from records import events
from records.house import House
from records.store import open_records
from records.verify_bundle import main as verify_bundle
from screens.comparison import ComparisonScreen
from screens.home import HomeScreen
from screens.modals.confirm import ConfirmModal
from screens.modals.menu import MenuModal
from screens.modals.progress import ProgressModal
from screens.modals.text import TextModal
from screens.modals.working_form import WorkingFormModal
from screens.record import RecordScreen
from screens.records import FilterLine, RecordsScreen
from screens.results import ResultsScreen
from screens.widgets.record_table import RecordTable
from tests.support.app import NOW, Desk, desk, settle
from tests.support.saved import amended_law, fill, journal
from tests.support.screen_text import screen_text
from tests.test_app_start import unreadable
from tui.app import NavicertApp
from tui.themes import THEMES

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


async def press(pilot: Journey, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


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


# The list


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
        await press(pilot, "t", "p", "c", "a", "escape")
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
    monkeypatch.setattr("screens.records.PAGE", 2)
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


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_all_text_can_be_read_in_every_theme(tmp_path: Path, theme: str) -> None:
    """On the list, a record, a form, a menu and a result each letter stands out at 4.5 to 1."""
    first, *_ = fill(tmp_path)
    with open_records(journal(tmp_path)) as records:
        records.add(first, events.legal_hold("court"), by="A. Boss", now=NOW)
    here = desk(tmp_path, todays=lambda regime: amended_law())
    async with listing(here, WIDE) as (app, pilot):
        app.theme = theme
        faint = set()
        for key in (
            "slash",
            "x",
            "f8",
            "t",
            "d",
            "escape",
            "escape",
            "a",
            "escape",
            "end",
            "enter",
        ):
            await press(pilot, key)
            faint |= unreadable(app)
        for key in ("5", "h", "escape"):
            await press(pilot, key)
            faint |= unreadable(app)
    assert not faint


# A record


ACTS: list[tuple[str, list[str], tuple[str, str, str], str]] = [
    (
        "r",
        ["space", "down", *"A. Boss", "down", *"fine"],
        ("review", "A. Boss", "fine"),
        "Approved",
    ),
    (
        "r",
        ["right", "space", "down", *"A. Boss", "down", *"why"],
        ("review", "A. Boss", "why"),
        "RETURNED",
    ),
    ("o", [*"A. Boss", "down", *"read"], ("sign-off", "A. Boss", "read"), "Signed off"),
    ("n", [*"A. Boss", "down", *"call"], ("note", "A. Boss", "call"), "Note added"),
    ("x", [*"A. Boss", "down", *"no"], ("correction", "A. Boss", "no"), "CORRECTED"),
    (
        "f",
        [*"po.pdf", "down", *"A. Boss", "down", *"order"],
        ("attachment", "A. Boss", "order"),
        "digest of po.pdf",
    ),
    (
        "h",
        ["space", "down", *"2026-01-05", "down", *"A. Boss", "down", *"inv 1"],
        ("happened", "A. Boss", "inv 1"),
        "export on",
    ),
    ("l", [*"A. Boss", "down", *"court"], ("legal-hold", "A. Boss", "court"), "LEGAL HOLD"),
    (
        "w",
        [*"2026-000002", "down", *"A. Boss", "down", *"redone"],
        ("superseded-by", "A. Boss", "redone"),
        "SUPERSEDED by 2026-000002",
    ),
]


@pytest.mark.parametrize(("key", "typed", "entry", "told"), ACTS, ids=lambda v: str(v)[:12])
async def test_something_is_recorded_of_a_record(
    tmp_path: Path, key: str, typed: list[str], entry: tuple[str, str, str], told: str
) -> None:
    """One opens a record, presses a key, fills the form; it stands in the history and is told."""
    Path("po.pdf").write_bytes(b"an order")
    (record, *_) = fill(tmp_path)
    here = desk(tmp_path, user="")
    async with listing(here) as (app, pilot):
        await press(pilot, "end", "enter", key)
        assert isinstance(app.screen, WorkingFormModal)
        await pilot.press(*typed)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, RecordScreen)
        told_now = screen_text(app) + " ".join(n.message for n in app._notifications)
        await press(pilot, "5")
        shown = screen_text(app)
    assert told in told_now
    assert entry[2] in shown and "A. Boss" in shown
    assert later(tmp_path, record) == [entry]


async def test_escape_records_nothing(tmp_path: Path) -> None:
    """One fills a form and escapes: nothing is in the journal."""
    (record, *_) = fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "end", "enter", "n")
        await pilot.press(*"never mind")
        await press(pilot, "escape")
        assert isinstance(app.screen, RecordScreen)
    assert later(tmp_path, record) == []


async def test_what_is_missing_is_told_in_the_form(tmp_path: Path) -> None:
    """One saves an empty form, reads what is missing, and the cursor is there."""
    (record, *_) = fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "end", "enter", "h", "ctrl+s")
        shown = screen_text(app)
        assert isinstance(app.screen, WorkingFormModal)
    assert "say the day" in shown and "this needs some words" in shown
    assert later(tmp_path, record) == []


async def test_who_saved_it_cannot_sign_it_off(tmp_path: Path) -> None:
    """One signs off one's own record, reads why not in the form, and puts another name."""
    (record, *_) = fill(tmp_path)
    house = House(sign_off=frozenset({"license-required"}))
    async with listing(desk(tmp_path, house=house)) as (app, pilot):
        assert "awaits sign-off" in screen_text(app)
        await press(pilot, "end", "enter")
        assert "AWAITS SIGN-OFF" in screen_text(app)
        await press(pilot, "o")
        await write(pilot, "looks right")
        assert "somebody else must sign it off" in flat(app)
        await pilot.press("up", "ctrl+u", *"B. Chief")
        await press(pilot, "ctrl+s")
        assert "AWAITS" not in screen_text(app)
        await press(pilot, "escape")
        assert "signed off" in screen_text(app)
    assert later(tmp_path, record) == [("sign-off", "B. Chief", "looks right")]


async def test_the_name_is_remembered(tmp_path: Path) -> None:
    """One types another name once; the next form has it."""
    (record, *_) = fill(tmp_path)
    async with listing(desk(tmp_path)) as (_app, pilot):
        await press(pilot, "end", "enter", "n")
        await pilot.press("up", "ctrl+u", *"A. Boss", "down", *"one")
        await press(pilot, "ctrl+s", "n")
        await write(pilot, "two")
    assert later(tmp_path, record) == [("note", "A. Boss", "one"), ("note", "A. Boss", "two")]


async def test_a_record_is_superseded_by_the_one_that_is_marked(tmp_path: Path) -> None:
    """One marks the newer record on the list, and the form of the older one proposes it."""
    first, _, third = fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "space", "end", "a", "w")
        await write(pilot, "redone")
        assert isinstance(app.screen, RecordsScreen)
        assert "superseded" in screen_text(app)
        await filter_by(pilot, "latest:yes")
        assert "Records: 2 of 3" in screen_text(app)
    with open_records(journal(tmp_path)) as records:
        assert records.get(first).card.superseded_by == third


async def test_a_text_is_redacted_after_one_reads_what_that_cannot_reach(tmp_path: Path) -> None:
    """One redacts a name, reads what still holds it, confirms, and it is gone from the screen."""
    (record, *_) = fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "end", "enter", "z")
        await pilot.press(*"Big Fab", "down", "down", *"asked to")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, ConfirmModal)
        told = flat(app)
        assert "“Big Fab”" in told and "Backups, bundles, reports" in told
        await press(pilot, "n")
        assert isinstance(app.screen, WorkingFormModal)
        await press(pilot, "ctrl+s", "y")
        shown = screen_text(app)
        assert "REDACTED" in shown
        await press(pilot, "4")
        assert "Big Fab" not in screen_text(app)
        await press(pilot, "escape")
        assert "Big Fab" not in screen_text(app)
    with open_records(journal(tmp_path)) as records:
        assert records.verify().sound
        assert "Big Fab" not in (records.get(record).deal_text or "")


async def test_a_record_is_disposed_of_only_when_it_is_due(tmp_path: Path) -> None:
    """Not due: one reads why not. Due: one confirms, and the list says that it is taken out."""
    first, second, _ = fill(tmp_path, years=1)
    with open_records(journal(tmp_path)) as records:
        records.add(first, events.happened("export", date(2020, 1, 5), "x"), by="J", now=NOW)
        records.add(second, events.happened("export", date(2026, 1, 5), "x"), by="J", now=NOW)
    async with listing(desk(tmp_path)) as (app, pilot):
        await filter_by(pilot, "review:due")
        await press(pilot, "enter")
        assert "Records: 1 of 3" in screen_text(app)
        await press(pilot, "f8", "up", "a")
        told = flat(app)
        assert "not now: it is to be kept until 2027-01-05" in told
        await press(pilot, "d")
        assert isinstance(app.screen, MenuModal)
        await press(pilot, "escape", "end", "enter", "d")
        await write(pilot, "time is over")
        await press(pilot, "y")
        assert isinstance(app.screen, RecordScreen)
        assert "TAKEN OUT" in screen_text(app)
        await press(pilot, "5", "escape")
        assert "(taken out)" in screen_text(app)
    with open_records(journal(tmp_path)) as records:
        assert records.get(first).determination is None


async def test_a_hold_is_released(tmp_path: Path) -> None:
    """A hold is offered once, its release only while it lies."""
    (record, *_) = fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "end", "enter", "u")
        assert isinstance(app.screen, RecordScreen), "nothing to release"
        assert any("no legal hold" in n.message for n in app._notifications)
        await press(pilot, "l")
        await write(pilot, "court")
        await press(pilot, "u")
        await write(pilot, "settled")
        assert "LEGAL HOLD" not in screen_text(app)
    assert [kind for kind, _, _ in later(tmp_path, record)] == ["legal-hold", "hold-released"]


async def test_the_palette_holds_the_acts(tmp_path: Path) -> None:
    """One opens the palette on a record, types, and the form is there."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "enter", "ctrl+p")
        await pilot.press(*"record: sign")
        await pilot.pause(0.2)
        await settle(pilot)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, WorkingFormModal)
        assert "second person" in screen_text(app)


async def test_the_palette_says_what_is_not_possible(tmp_path: Path) -> None:
    """One picks “next page” where there is one page, and is told."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "ctrl+p")
        await pilot.press(*"records: next")
        await pilot.pause(0.2)
        await settle(pilot)
        await press(pilot, "enter", "enter")
        assert any("not possible just now" in n.message for n in app._notifications)


async def test_copying_a_record_takes_its_history(tmp_path: Path) -> None:
    """One copies a record: the outcome comes first, the head of the journal is in it."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "end", "enter", "c")
        assert app.clipboard.startswith("Tool to China: LICENSE REQUIRED")
        assert "What proves it" in app.clipboard


async def test_the_name_that_saved_a_deal_is_remembered_for_its_records(tmp_path: Path) -> None:
    """One saves a determination under a name; the form of a note has it, and the next deal too."""
    here = desk(tmp_path, user="")
    app = here.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "y", "f3", "ctrl+s")
        await pilot.press(*"C. Clerk", "down", *"order 7")
        await press(pilot, "ctrl+s", "escape", "escape", "r", "a", "n")
        await write(pilot, "called")
        await press(pilot, "escape", "n", "y", "f3", "ctrl+s")
        assert "C. Clerk" in screen_text(app)
    app.services.records.close()
    assert later(tmp_path, "2026-000001") == [("note", "C. Clerk", "called")]


# Proofs and runs


async def test_the_journal_is_verified_and_the_result_can_be_copied(tmp_path: Path) -> None:
    """One presses v and reads that all is as it was saved, with the head; c copies it."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "v")
        assert isinstance(app.screen, TextModal)
        assert "4 entries, as they were saved" in screen_text(app)
        await press(pilot, "c")
        assert "Head" in app.clipboard


async def test_a_checkpoint_is_written_and_the_journal_held_against_it(tmp_path: Path) -> None:
    """One writes a checkpoint into a folder, and verifies against that file."""
    fill(tmp_path)
    Path("vault").mkdir()
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "k")
        await write(pilot, "vault")
        assert "vault" in screen_text(app) and "head " in screen_text(app)
        (kept,) = Path("vault").glob("*.txt")
        await press(pilot, "escape", "V")
        await pilot.press(*str(kept), "enter")
        await settle(pilot)
        assert "It goes on from the checkpoint" in screen_text(app)


async def test_an_altered_journal_is_told_on_opening(tmp_path: Path) -> None:
    """Somebody changed a byte; one is told in a box and on the list, and v names the entry."""
    _, second, _ = fill(tmp_path)
    file = journal(tmp_path)
    (tmp_path / "records" / "records.jsonl.cards").unlink(missing_ok=True)
    lines = file.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"J. Doe", b"X. Doe")
    file.write_bytes(b"\n".join(lines))
    async with listing(desk(tmp_path)) as (app, pilot):
        assert isinstance(app.screen, TextModal)
        assert "not as they were saved" in screen_text(app)
        await press(pilot, "escape")
        assert "! ALTERED: entry 3" in screen_text(app)
        await press(pilot, "v")
        assert "ALTERED: the journal is not as it was saved" in screen_text(app)
        await press(pilot, "escape", "end", "enter")
        assert isinstance(app.screen, RecordScreen), "the others can be read"
        assert "THE JOURNAL IS ALTERED" in screen_text(app)
        await press(pilot, "n")
        await write(pilot, "will not be saved")
        assert "is not as it was saved" in flat(app)
        assert isinstance(app.screen, WorkingFormModal)
    assert second


async def test_what_a_verification_found_stands_above_the_list(tmp_path: Path) -> None:
    """The list opens from its snapshot and shows nothing; v finds the byte, and it stays told."""
    fill(tmp_path)
    file = journal(tmp_path)
    assert file.with_name("records.jsonl.cards").exists()
    file.write_bytes(file.read_bytes().replace(b"order 1", b"order 7"))
    async with listing(desk(tmp_path)) as (app, pilot):
        assert isinstance(app.screen, RecordsScreen)
        await press(pilot, "v", "escape")
        assert "! ALTERED: entry 3 (record 2026-000002)" in screen_text(app)
        await press(pilot, "down", "enter")
        assert "Record 2026-000002 cannot be read" in screen_text(app)
        await press(pilot, "escape", "up", "enter")
        assert "THE JOURNAL IS ALTERED" in screen_text(app)


async def test_a_checkpoint_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The second place of the house is gone; one reads so, and what was saved is saved."""
    (record, *_) = fill(tmp_path)
    blocked = tmp_path / "vault"
    blocked.write_text("a file where a folder should be")
    house = House(checkpoint_copies=blocked)
    async with listing(desk(tmp_path, house=house)) as (app, pilot):
        await press(pilot, "k", "ctrl+s")
        assert "No checkpoint could be written to" in screen_text(app)
        await press(pilot, "escape", "i")
        assert isinstance(app.screen, TextModal)
        await press(pilot, "escape", "end", "a", "n")
        await write(pilot, "kept")
    assert later(tmp_path, record) == [("note", "J. Doe", "kept")]
    assert app.services.records.troubles(), "what leaving could not write is told at the end"


async def test_replay_gives_the_same_bytes(tmp_path: Path) -> None:
    """One replays all that is shown and reads how many came out the same."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "p")
        shown = screen_text(app)
        assert isinstance(app.screen, ResultsScreen)
    # A period to keep them was written into what was saved: the test's own, not the law's.
    assert "3 determined again under their own law: 0 byte-identical" in shown
    assert "DIFFERENT" in shown


async def test_todays_law_lists_what_moved_and_opens_it(tmp_path: Path) -> None:
    """After an amendment one record moves; one reads from what to what, opens it, compares it."""
    first, _, _ = fill(tmp_path)
    here = desk(tmp_path, todays=lambda regime: amended_law())
    async with listing(here) as (app, pilot):
        await press(pilot, "t")
        shown = screen_text(app)
        assert "3 run under the law of 2026-11-25: 1 changed" in shown
        assert "! license required → X prohibited" in shown and "Iran (SR 30)" in shown
        await press(pilot, "c")
        assert first in app.clipboard
        await press(pilot, "d")
        assert isinstance(app.screen, ComparisonScreen)
        assert "law of 2026-11-25: X prohibited" in screen_text(app)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, RecordScreen)
        assert app.screen.saved.card.id == first
        await press(pilot, "t")
        assert isinstance(app.screen, ComparisonScreen)


async def test_two_records_are_compared(tmp_path: Path) -> None:
    """One marks two, compares them, narrows to what moves the answer, and copies."""
    fill(tmp_path)
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "space", "c")
        assert any("Mark two" in n.message for n in app._notifications)
        await press(pilot, "end", "space", "c")
        assert isinstance(app.screen, ComparisonScreen)
        shown = screen_text(app)
        assert "before: 2026-000003, Software to Germany" in shown
        everything = len(app.screen.shown)
        await press(pilot, "m")
        assert "Only what moves the answer" in screen_text(app)
        assert 0 < len(app.screen.shown) < everything
        await press(pilot, "c", "m")
        assert "Outcome (1)" in app.clipboard
        assert len(app.screen.shown) == everything


async def test_a_long_run_is_cancelled_and_says_how_far_it_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One cancels a run after its first record; what was found is shown, marked as a part."""
    fill(tmp_path)
    here = desk(tmp_path)
    real = here.services.records.run_today

    def slow(*given: Any) -> Any:
        time.sleep(0.3)
        return real(*given)

    monkeypatch.setattr(here.services.records, "run_today", slow)
    async with listing(here) as (app, pilot):
        await pilot.press("t")
        await pilot.pause(0.45)
        assert isinstance(app.screen, ProgressModal)
        assert "of 3" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ResultsScreen)
        shown = flat(app)
    assert ("1 of 3 run" in shown or "2 of 3 run" in shown) and "CANCELLED" in shown


# Exports


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


# What goes wrong


async def test_another_navicert_holds_the_lock(tmp_path: Path) -> None:
    """Another process is writing; one reads so in the form, which keeps what was typed."""
    (record, *_) = fill(tmp_path)
    with open_records(journal(tmp_path)) as other, other.database.storage.journal.exclusive():  # type: ignore[attr-defined]
        async with listing(desk(tmp_path)) as (app, pilot):
            await press(pilot, "end", "enter", "n")
            await write(pilot, "a note")
            shown = flat(app)
            assert "another Navicert has been writing" in shown
            assert "a note" in shown
    assert later(tmp_path, record) == []


async def test_a_failing_disk_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails under a reading and a writing; one reads words, no traceback."""
    fill(tmp_path)
    here = desk(tmp_path)

    def fails(*given: Any) -> Any:
        raise OSError(5, "Input/output error", "/disk/records.jsonl")

    async with listing(here) as (app, pilot):
        monkeypatch.setattr(here.services.records, "get", fails)
        await press(pilot, "enter")
        assert isinstance(app.screen, TextModal)
        assert "/disk/records.jsonl cannot be used: Input/output error" in screen_text(app)
        monkeypatch.setattr(here.services.records, "add", fails)
        await press(pilot, "escape", "a", "n")
        await write(pilot, "a note")
        assert "Input/output error" in screen_text(app)
        monkeypatch.setattr(here.services.records, "verify", fails)
        await press(pilot, "escape", "v")
        assert "could not be checked" in screen_text(app)


async def test_a_wrong_policy_of_the_house_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """house.yaml has a fault; one reads where, on the first screen and on the list."""
    from tui.services import real_services

    monkeypatch.setenv("NAVICERT_HOME", str(tmp_path))
    fill(tmp_path)
    (tmp_path / "house.yaml").write_text("navicert: house/1\nsign_off: [maybe]\n")
    wrong = desk(tmp_path)
    services = wrong.services._replace(records=real_services().records)
    app = Desk(tmp_path, services).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "house.yaml:2:12" in screen_text(app)
        await press(pilot, "escape", "r")
        assert isinstance(app.screen, TextModal)
        assert "house.yaml:2:12" in screen_text(app)
        await press(pilot, "escape")
        assert "cannot be read" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_50000_records_stay_fluid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list holds 50,000; each key of a filter shows its records at once."""
    from records.store import Records

    fill(tmp_path)
    with open_records(journal(tmp_path)) as records:
        (card, *_) = records.cards()
    many = [
        card._replace(id=f"2026-{n:06d}", seq=n, title=f"Deal {n}", parties=(f"Party {n}",))
        for n in range(1, 50_001)
    ]
    monkeypatch.setattr(Records, "cards", lambda self: many)
    async with listing(desk(tmp_path)) as (app, pilot):
        assert "Records: 50,000, 1 to 200 shown" in screen_text(app)
        await press(pilot, "slash")
        slowest = 0.0
        for key in "deal 4999":
            started = time.perf_counter()
            await pilot.press(key)
            await settle(pilot)
            slowest = max(slowest, time.perf_counter() - started)
        assert app.screen.query_one(FilterLine).value == "deal 4999"
        assert "Records: 15 of 50,000" in screen_text(app)
    # Pilot itself takes a tenth of a second a key, and the machine may be busy.
    assert slowest < 2.0
