"""Journeys of an auditor who proves: verify, replay, today's law, compare; and failures."""

import time
from pathlib import Path
from typing import Any

import pytest

from records import events, signing
from records.backup import back_up
from records.house import House
from records.store import open_records
from screens.audit.comparison import ComparisonScreen
from screens.audit.record import RecordScreen
from screens.audit.records import RecordsScreen
from screens.audit.results import ResultsScreen
from screens.home import HomeScreen
from screens.modals.form import FieldInput
from screens.modals.progress import ProgressModal
from screens.modals.text import TextModal
from screens.modals.working_form import WorkingFormModal
from screens.widgets.filter_line import FilterLine
from tests.support.app import NOW, Desk, desk, settle
from tests.support.auditor import (
    WIDE,
    flat,
    later,
    listing,
    plain_terminal,
    press,
    write,
)
from tests.support.saved import amended_law, fill, journal
from tests.support.screen_text import screen_text

__all__ = ["plain_terminal"]


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
        shown = flat(app)
        assert "head " in shown
        assert "/here/vault/" in shown.replace(" ", ""), "the path may be folded"
        (kept,) = Path("vault").glob("*.txt")
        await press(pilot, "escape", "V")
        await pilot.press(*str(kept), "enter")
        await settle(pilot)
        assert "It goes on from the checkpoint" in screen_text(app)


async def test_a_signed_checkpoint_is_checked_by_the_key_that_is_asked_for(tmp_path: Path) -> None:
    """Without the key the result says that no signature was checked; with another one it fails."""
    pytest.importorskip("cryptography", reason="signing is an optional extra")
    fill(tmp_path)
    public, other = (signing.make_key(tmp_path / name) for name in ("a.pem", "b.pem"))
    house = House(signing_key=tmp_path / "a.pem")
    with open_records(journal(tmp_path), house=house) as records:
        kept = records.anchors.write(Path.cwd())[-1]
    async with listing(desk(tmp_path), WIDE) as (app, pilot):
        await press(pilot, "V", *kept.name, "enter", "ctrl+s")
        assert "No signature of the checkpoint was checked" in flat(app)
        for line, told in ((other, "no signature by this key"), (public, "signed by the key")):
            await press(pilot, "escape", "V", *kept.name, "enter")
            app.screen.query_one(FieldInput).value = line
            await press(pilot, "ctrl+s")
            assert told in flat(app)


async def test_a_backup_is_put_in_place_and_an_older_one_only_on_purpose(tmp_path: Path) -> None:
    """What was saved since stays, until one says yes; then it lies aside, and the list follows."""
    first, *_ = fill(tmp_path)
    with open_records(journal(tmp_path)) as records:
        back_up(records, Path("all.zip"))
        records.add(first, events.legal_hold("court"), by="A. Boss", now=NOW)
    before = journal(tmp_path).read_bytes()
    async with listing(desk(tmp_path), WIDE) as (app, pilot):
        assert "held" in screen_text(app)
        await press(pilot, "R", *"all.zip", "enter", "ctrl+s", "y")
        assert "entries that were saved would be gone" in flat(app)
        assert journal(tmp_path).read_bytes() == before
        await press(pilot, "right", "space", "ctrl+s", "y")
        assert isinstance(app.screen, RecordsScreen)
        assert "held" not in screen_text(app)
        await press(pilot, "end", "a", "n")
        await write(pilot, "saved after")
    assert later(tmp_path, first) == [("note", "J. Doe", "saved after")]
    aside = tmp_path / "records" / "records.jsonl.replaced-1" / "records.jsonl"
    assert aside.read_bytes() == before


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


async def test_the_law_of_another_day_is_asked_for(tmp_path: Path) -> None:
    fill(tmp_path)
    async with listing(desk(tmp_path, todays=lambda regime: amended_law()), WIDE) as (app, pilot):
        await press(pilot, "T", "ctrl+u", *"2019-02-30", "ctrl+s")
        assert "Day: " in flat(app)
        await press(pilot, "ctrl+u", *"2027-01-02", "ctrl+s")
        assert "3 run under the law of 2027-01-02: 1 changed" in flat(app)
        await press(pilot, "d")
        assert "law of 2027-01-02: X prohibited" in flat(app)


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
    real = here.services.records.moved_today

    def slow(*given: Any) -> Any:
        time.sleep(0.3)
        return real(*given)

    monkeypatch.setattr(here.services.records, "moved_today", slow)
    async with listing(here) as (app, pilot):
        await pilot.press("t")
        await pilot.pause(0.45)
        assert isinstance(app.screen, ProgressModal)
        assert "of 3" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ResultsScreen)
        shown = flat(app)
    assert ("1 of 3 run" in shown or "2 of 3 run" in shown) and "CANCELLED" in shown


async def test_a_verification_shows_its_share_and_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One reads how much of the journal was checked, escapes, and the checking ends."""
    fill(tmp_path)
    here = desk(tmp_path)
    ended: list[str] = []

    def slow(checkpoints: Any, reached_byte: Any, key: str) -> None:
        try:
            for done in range(1000):
                reached_byte(done, 1000)
                time.sleep(0.02)
        except Exception as stopped:
            ended.append(type(stopped).__name__)
            raise

    monkeypatch.setattr(here.services.records, "verify", slow)
    async with listing(here) as (app, pilot):
        await pilot.press("v")
        await pilot.pause(0.6)
        assert " %, " in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, RecordsScreen)
    assert ended == ["StoppedError"]


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
            started = time.process_time()
            await pilot.press(key)
            await settle(pilot)
            slowest = max(slowest, time.process_time() - started)
        assert app.screen.query_one(FilterLine).value == "deal 4999"
        assert "Records: 15 of 50,000" in screen_text(app)
    # Time of our own process, of which Pilot takes a tenth of a second a key.
    assert slowest < 1.0
