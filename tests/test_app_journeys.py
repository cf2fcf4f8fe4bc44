"""Journeys through the app on a small made-up law: one a test, what one should see in words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine.faults import NavicertError
from engine.outcome import Outcome
from records.store import open_records
from screens.audit.record import RecordScreen
from screens.audit.records import RecordsScreen
from screens.deals.interview import InterviewScreen
from screens.determinations.determination import DeterminationScreen
from screens.home import MENU, HomeScreen
from screens.modals.confirm import ConfirmModal
from screens.modals.help import HelpModal
from screens.modals.text import TextModal
from tests.support.app import Desk, desk, press, settle, small_law
from tests.support.screen_text import screen_text
from tui.app import NavicertApp

DEAL = """navicert: deal/1
title: Tool to China
as_of: 2026-07-23
facts:
  item.us_origin: yes
  item.eccn: 3B001.c
  item.kind: commodity
  item.published: {value: no, by: J. Doe, reason: drawings are kept secret}
  destination.country: CN
"""

Journey = Pilot[int]


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colors forced, no theme, no home of the person who runs the tests."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_THEME", "NAVICERT_HOME"):
        monkeypatch.delenv(name, raising=False)


@asynccontextmanager
async def running(
    at: Desk, deal: Path | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[NavicertApp, Journey]]:
    app = at.app(deal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield app, pilot


def interview(app: NavicertApp) -> InterviewScreen:
    assert isinstance(app.screen, InterviewScreen)
    return app.screen


@pytest.fixture
def deal_file(tmp_path: Path) -> Path:
    path = tmp_path / "tool.yaml"
    path.write_text(DEAL)
    return path


async def test_first_start_tells_what_navicert_is_and_which_law_is_loaded(tmp_path: Path) -> None:
    """One sees three lines about Navicert, what to press, and the ruleset with its date."""
    async with running(desk(tmp_path)) as (app, _):
        shown = screen_text(app)
    assert "what export law requires" in shown
    assert "n  Start a new deal" in shown
    assert "No drafts yet" in shown
    assert "Small Regulations" in shown and "verified to 2026-09-24" in shown


async def test_a_deal_from_nothing_to_a_record_and_back(tmp_path: Path) -> None:
    """One answers question after question, saves the outcome, finds and opens the record."""
    async with running(desk(tmp_path)) as (app, pilot):
        await press(pilot, "n")
        answers = {
            "item.us_origin": ["y"],
            "item.published": ["n", *"secret", "enter"],
            "destination.country": [*"chin", "enter"],
            "item.eccn": [*"3b001.c", "enter"],
            "item.kind": ["1"],
        }
        for _ in range(len(answers)):
            current = interview(app).reading.current
            assert current is not None
            await pilot.press(*answers[current.name])
            await settle(pilot)
            if interview(app).reading.deciding == 0:
                break
        assert interview(app).reading.outcome is Outcome.LICENSE_REQUIRED
        assert "No question is left" in screen_text(app)
        await press(pilot, "f3")
        assert "! LICENSE REQUIRED" in screen_text(app)
        await press(pilot, "ctrl+s")
        await pilot.press(*"order 4711", "ctrl+s")
        await settle(pilot)
        assert "Saved as record 2026-000001. What next?" in screen_text(app)
        await press(pilot, "s")
        assert isinstance(app.screen, DeterminationScreen)
        assert app.screen.saved_as == "2026-000001"
        await press(pilot, "escape", "escape", "r")
        assert isinstance(app.screen, RecordsScreen)
        assert "! license required" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, RecordScreen)
        shown = screen_text(app)
    assert "read-only" in shown and "order 4711" in shown and "J. Doe" in shown
    app.services.records.close()
    with open_records(tmp_path / "records" / "records.jsonl") as records:
        [card] = records.cards()
        assert "regime.yaml" in records.ruleset(card.ruleset), "its law is kept for replay"


async def test_a_deal_file_opens_and_its_outcome_is_there(tmp_path: Path, deal_file: Path) -> None:
    """One names a file on the command line and sees its outcome at once."""
    async with running(desk(tmp_path), deal_file) as (app, _):
        shown = screen_text(app)
        assert interview(app).reading.outcome is Outcome.LICENSE_REQUIRED
    assert "Tool to China" in shown and "as of 2026-07-23" in shown
    assert deal_file.read_text() == DEAL


async def test_an_early_answer_changes_and_what_it_did_is_told(
    tmp_path: Path, deal_file: Path
) -> None:
    """One picks the destination from the answers, takes another, and reads what that did."""
    async with running(desk(tmp_path), deal_file) as (app, pilot):
        await press(pilot, "f2", *"destin", "enter")
        assert "Your answer so far: China" in screen_text(app)
        await pilot.press("ctrl+u", *"iran", "enter")
        await settle(pilot)
        shown = screen_text(app)
        assert interview(app).session.deal.facts.value("item.eccn") is not None
        assert "Outcome was “license required”, is now “prohibited”" in shown
        assert "Nothing goes to Iran" in shown
        await press(pilot, "ctrl+z")
        assert interview(app).reading.outcome is Outcome.LICENSE_REQUIRED
        await press(pilot, "ctrl+y")
        assert interview(app).reading.outcome is Outcome.PROHIBITED


async def test_not_known_is_one_key_and_never_a_no(tmp_path: Path) -> None:
    """One presses F4 at every question; the outcome stays open, and what is open is listed."""
    async with running(desk(tmp_path)) as (app, pilot):
        await press(pilot, "n")
        for _ in range(20):
            if interview(app).reading.current is None:
                break
            await press(pilot, "f4")
        assert interview(app).reading.outcome is Outcome.NEEDS_INFORMATION
        assert "No question is left" in screen_text(app)
        await press(pilot, "f6")
        assert "(answered: not known)" in screen_text(app)


async def test_a_draft_survives_a_kill(tmp_path: Path) -> None:
    """One answers, the process dies without leaving; after the restart the draft goes on."""
    here = desk(tmp_path)
    app = here.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "y")
        for _ in range(100):  # until the debounce is over; the disk is what counts
            on_disk = [card.id for card in here.services.drafts.cards()]
            if on_disk:
                break
            await pilot.pause(0.05)
        assert len(on_disk) == 1
        assert b"item.us_origin: yes" in here.services.drafts.read(on_disk[0])
    async with running(here) as (again, pilot):
        assert "Untitled deal" in screen_text(again)
        await press(pilot, *["down"] * len(MENU), "enter")
        assert interview(again).session.deal.facts.value("item.us_origin") is True


async def test_leaving_at_once_keeps_the_last_answer(tmp_path: Path) -> None:
    """One answers and quits in the same breath; the answer is in the draft."""
    here = desk(tmp_path)
    async with running(here) as (_, pilot):
        await press(pilot, "n")
        await pilot.press("y", "ctrl+q")
    (card,) = here.services.drafts.cards()
    assert b"item.us_origin: yes" in here.services.drafts.read(card.id)


async def test_a_deal_without_an_answer_leaves_no_draft(tmp_path: Path) -> None:
    """One looks and goes; nothing is left behind."""
    here = desk(tmp_path)
    async with running(here) as (_, pilot):
        await press(pilot, "n", "escape")
    assert not here.services.drafts.cards()


async def test_a_draft_is_deleted_only_after_asking(tmp_path: Path) -> None:
    """One presses delete on a draft, sees the question, and says yes."""
    here = desk(tmp_path)
    here.services.drafts.write("deal-1", DEAL)
    async with running(here) as (app, pilot):
        await press(pilot, *["down"] * len(MENU), "delete")
        assert isinstance(app.screen, ConfirmModal)
        await press(pilot, "n")
        assert here.services.drafts.cards()
        await press(pilot, "delete", "y")
        assert isinstance(app.screen, HomeScreen)
    assert not here.services.drafts.cards()


async def test_the_tree_opens_down_to_the_fact(tmp_path: Path, deal_file: Path) -> None:
    """One opens a step, its rule, its conditions, and reads the fact that decided it."""
    async with running(desk(tmp_path), deal_file) as (app, pilot):
        await press(pilot, "f3", "2", "down", "down", "enter", "down", "enter", "down", "enter")
        shown = screen_text(app)
    assert "U.S. origin" in shown
    assert "SR 2" in shown


async def test_an_open_question_leads_to_its_question(tmp_path: Path) -> None:
    """One picks an open question of the determination and is asked it."""
    async with running(desk(tmp_path)) as (app, pilot):
        await press(pilot, "n", "f3", "3")
        assert isinstance(app.screen, DeterminationScreen)
        second = app.screen.determination.questions[1]
        await press(pilot, "down", "enter")
        current = interview(app).reading.current
        assert current is not None and current.name == second.fact


async def test_help_explains_the_thing_in_focus_and_lists_keys(tmp_path: Path) -> None:
    """One presses F1 on a choice and reads about choices and keys; ? does the same."""
    async with running(desk(tmp_path)) as (app, pilot):
        await press(pilot, "n", "f1")
        assert isinstance(app.screen, HelpModal)
        shown = screen_text(app)
        await press(pilot, "escape", "question_mark")
        assert isinstance(app.screen, HelpModal)
    assert "Choosing" in shown and "Keys here" in shown


async def test_the_palette_finds_an_action_by_its_area(tmp_path: Path) -> None:
    """One opens the palette, types, and the action runs."""
    async with running(desk(tmp_path)) as (app, pilot):
        await press(pilot, "n", "ctrl+p")
        await pilot.press(*"answer: I do")
        await pilot.pause(0.2)
        await settle(pilot)
        await press(pilot, "enter", "enter")
        await settle(pilot)
        assert interview(app).reading.unknown == 1


async def test_title_and_date_are_set_and_the_law_follows_the_date(
    tmp_path: Path, deal_file: Path
) -> None:
    """One dates the deal; the determination is as of that day."""
    async with running(desk(tmp_path), deal_file) as (app, pilot):
        await press(pilot, "f9")
        await pilot.press(*" again", "down", "ctrl+u", *"2025-13-01", "ctrl+s")
        await settle(pilot)
        assert "is not a date" in screen_text(app)
        await pilot.press("ctrl+u", *"2025-01-31", "ctrl+s")
        await settle(pilot)
        shown = screen_text(app)
    assert "Tool to China again" in shown and "as of 2025-01-31" in shown


async def test_rules_that_cannot_be_used_are_told_in_a_box(tmp_path: Path) -> None:
    """One sees every fault in a box that scrolls, and nothing is determined."""

    def broken() -> None:
        raise NavicertError("small/rules.yaml:3:1: unknown key [bold]verbb[/]")

    async with running(desk(tmp_path, law=broken)) as (app, pilot):  # type: ignore[arg-type]
        assert isinstance(app.screen, TextModal)
        assert "unknown key [bold]verbb[/]" in screen_text(app)
        await press(pilot, "escape")
        assert "Rules: cannot be used" in screen_text(app)


async def test_a_deal_file_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    """One opens a bad file and reads what is wrong where."""
    bad = tmp_path / "bad.yaml"
    bad.write_text(DEAL.replace("destination.country: CN", "destination.country: Atlantis"))
    async with running(desk(tmp_path), bad) as (app, _):
        assert isinstance(app.screen, TextModal)
        shown = screen_text(app)
    assert "Atlantis" in shown


async def test_a_bill_of_materials_comes_from_a_csv_file(
    tmp_path: Path, deal_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One opens the table of the bill of materials, takes in a CSV file, and sees its lines."""
    monkeypatch.chdir(tmp_path)
    Path("bom.csv").write_text("description,eccn,origin,value\ncontroller,3A991,US,1000\n")
    async with running(desk(tmp_path), deal_file, size=(100, 40)) as (app, pilot):
        await interview(app)._go_to("content.lines")
        await settle(pilot)
        await press(pilot, "down", "enter", "o")
        await pilot.press(*"bom.csv", "enter")
        await settle(pilot)
        await press(pilot, "escape")
        shown = screen_text(app)
        lines = interview(app).session.deal.facts.value("content.lines")
    assert isinstance(lines, tuple) and len(lines) == 1
    assert "controller: 3A991, US, USD 1000" in shown


@pytest.mark.parametrize("size", [(40, 20), (60, 24), (80, 24), (120, 36), (20, 5)])
async def test_every_screen_stands_in_every_size(
    tmp_path: Path, deal_file: Path, size: tuple[int, int]
) -> None:
    """One walks from home to the tree in a terminal of any size, and nothing falls over."""
    async with running(desk(tmp_path), deal_file, size=size) as (app, pilot):
        await press(pilot, "f2", "escape", "f3", "2", "down", "enter", "3", "4", "escape")
        assert "Tool" in screen_text(app) or size == (20, 5)


async def test_a_wide_terminal_shows_the_determination_beside_the_question(
    tmp_path: Path,
) -> None:
    """One sees the question left and the outcome right of it."""
    async with running(desk(tmp_path), size=(140, 40)) as (app, pilot):
        await press(pilot, "n")
        card = app.screen.query_one("QuestionCard").region
        beside = app.screen.query_one("Tentative").region
        assert beside.x >= card.right and beside.y == card.y


async def test_names_from_strangers_are_shown_as_text(tmp_path: Path) -> None:
    """One opens a deal whose title is markup, and reads it letter by letter."""
    nasty = tmp_path / "nasty.yaml"
    title = 'title: "[bold]Tool[/bold] [@click=app.quit]x"'
    nasty.write_text(DEAL.replace("title: Tool to China", title))
    async with running(desk(tmp_path), nasty) as (app, pilot):
        assert "[bold]Tool[/bold] [@click=app.quit]x" in screen_text(app)
        await press(pilot, "f3")
        assert "[bold]Tool[/bold]" in screen_text(app)


async def test_a_fault_of_navicert_itself_is_told_and_the_draft_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The explanation fails; one sees a box that says so, and can go on."""
    law = small_law()
    monkeypatch.setattr(type(law), "explain", lambda *_: 1 / 0)
    async with running(desk(tmp_path)) as (app, pilot):
        await press(pilot, "n")
        assert isinstance(app.screen, TextModal)
        assert "ZeroDivisionError" in screen_text(app)
        await press(pilot, "escape")
        assert interview(app).reading.current is not None
