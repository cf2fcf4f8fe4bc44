"""Journeys of an auditor through one record: what is recorded of it, and what is shown then."""

from datetime import date
from pathlib import Path

import pytest

from records import events
from records.house import House
from records.store import open_records
from screens.audit.record import RecordScreen
from screens.audit.records import RecordsScreen
from screens.modals.confirm import ConfirmModal
from screens.modals.menu import MenuModal
from screens.modals.working_form import WorkingFormModal
from screens.practice.slider import SliderScreen
from tests.support.app import NOW, desk, settle
from tests.support.auditor import (
    filter_by,
    flat,
    later,
    listing,
    plain_terminal,
    press,
    write,
)
from tests.support.saved import fill, journal
from tests.support.screen_text import screen_text

__all__ = ["plain_terminal"]


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


async def test_a_saved_deal_moves_through_the_days_and_its_record_stays(tmp_path: Path) -> None:
    """One moves the date of a record: its deal is worked out anew, and the screen says so."""
    fill(tmp_path)
    before = journal(tmp_path).read_bytes()
    async with listing(desk(tmp_path)) as (app, pilot):
        await press(pilot, "end", "enter", "m")
        assert isinstance(app.screen, SliderScreen)
        assert "2026-000001, worked out anew" in flat(app) and "2026-07-23" in flat(app)
    assert journal(tmp_path).read_bytes() == before


async def test_the_name_that_saved_a_deal_is_remembered_for_its_records(tmp_path: Path) -> None:
    """One saves a determination under a name; the form of a note has it, and the next deal too."""
    here = desk(tmp_path, user="")
    app = here.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "y", "f3", "ctrl+s")
        await pilot.press(*"C. Clerk", "down", *"order 7")
        await press(pilot, "ctrl+s", "h", "r", "a", "n")
        await write(pilot, "called")
        await press(pilot, "escape", "n", "y", "f3", "ctrl+s")
        assert "C. Clerk" in screen_text(app)
    app.services.records.close()
    assert later(tmp_path, "2026-000001") == [("note", "C. Clerk", "called")]
