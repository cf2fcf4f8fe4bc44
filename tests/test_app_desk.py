"""The exporter's desk: what is done with a deal inside the interview, and with its answer."""

from pathlib import Path

import pytest
from textual import events

from records.reports.forms import SUFFIXES
from records.reports.fresh import fresh_report
from screens.deals.bill import BillScreen
from screens.deals.interview import InterviewScreen
from screens.determinations.determination import DeterminationScreen
from screens.modals.form import FormModal
from screens.modals.menu import MenuModal
from screens.modals.text import TextModal
from screens.widgets.answer_widget import AnswerWidget
from tests.support.app import NOW, desk, settle, small_law
from tests.support.screen_text import screen_text
from tests.test_app_journeys import DEAL, press, running


def deal_file(tmp_path: Path) -> Path:
    path = tmp_path / "tool.yaml"
    path.write_text(DEAL)
    return path


def drafts(folder: Path) -> list[str]:
    return [path.read_text() for path in (folder / "drafts").glob("*.yaml")]


async def test_what_if_leaves_the_true_deal_as_it_is_until_it_is_kept(tmp_path: Path) -> None:
    """One supposes another destination, sees both outcomes, may not save, and keeps it at last."""
    async with running(desk(tmp_path), deal_file(tmp_path), (100, 30)) as (app, pilot):
        await press(pilot, "ctrl+o", "f2")
        await pilot.press(*"desti", "enter")
        await settle(pilot)
        await pilot.press(*"neth", "enter")
        await settle(pilot)
        assert isinstance(app.screen, InterviewScreen)
        shown = screen_text(app)
        assert "WHAT IF: NO LICENSE REQUIREMENT FOUND" in shown
        assert "True deal: ! license required" in shown
        assert "the destination: China → Netherlands" in shown
        assert not any("destination.country: NL" in text for text in drafts(tmp_path))
        await press(pilot, "f3", "ctrl+s")
        assert isinstance(app.screen, TextModal)
        assert "cannot be saved" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, DeterminationScreen)
        assert "WHAT IF" in screen_text(app).split("\n")[0]
        await press(pilot, "c")
        assert app.clipboard.startswith("Tool to China: WHAT IF: NO LICENSE")
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, MenuModal)
        await press(pilot, "k")
        assert isinstance(app.screen, InterviewScreen)
        assert "WHAT IF" not in screen_text(app).split("\n")[0]
        await press(pilot, "ctrl+z")
        assert app.screen.session.deal.facts.value("destination.country") == "CN"
        await press(pilot, "ctrl+y")
        await settle(pilot)
    assert any("destination.country: NL" in text for text in drafts(tmp_path))


async def test_an_answer_is_reported_before_it_is_saved_and_leads_on_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One writes a report that says it is no record, saves, and goes on with a new deal."""
    monkeypatch.chdir(tmp_path)
    async with running(desk(tmp_path), deal_file(tmp_path)) as (app, pilot):
        await press(pilot, "f3", "e", "m", "ctrl+s")
        report = (tmp_path / "tool-to-china-2026-07-23.md").read_text()
        assert "NOT SAVED AS A RECORD" in report and "requires a license to China" in report
        await press(pilot, "c", "ctrl+d", "ctrl+s")
        assert "Tool to China: LICENSE REQUIRED" in (tmp_path / "navicert.txt").read_text()
        await press(pilot, "ctrl+s")
        await pilot.press(*"4711", "ctrl+s")
        await settle(pilot)
        assert "Saved as record" in screen_text(app)
        await press(pilot, "n")
        assert isinstance(app.screen, InterviewScreen)
        again = app.screen.session.deal.facts
    assert again.value("destination.country") == "CN"
    assert again["item.published"].source.startswith("deal Tool to China, copied 20")


def test_a_saved_determination_is_told_by_its_number_in_every_form() -> None:
    law = small_law()
    deal = law.read_deal(DEAL.encode(), "tool.yaml")
    day = deal.as_of or NOW.date()
    findings = law.explain(law.evaluate(deal.facts, day), deal.title)
    for form in SUFFIXES:
        assert "Saved as R-1." in fresh_report(findings, form, NOW, saved_as="R-1").replace(
            "\\", ""
        )
        assert "NOT SAVED AS A RECORD" in fresh_report(findings, form, NOW)


BILL = """navicert: deal/1
title: Bench
facts:
  item.us_origin: no
  item.kind: commodity
  destination.country: CN
  content.value: 100000
  content.lines:
    - {description: Control, eccn: 3B001.c, origin: US, value: 20000}
"""


async def test_a_bill_of_materials_is_pasted_mended_and_kept(tmp_path: Path) -> None:
    """One pastes lines without headings, says which column is which, mends a cell, undoes."""
    path = tmp_path / "bench.yaml"
    path.write_text(BILL)
    async with running(desk(tmp_path), path, (100, 30)) as (app, pilot):
        interview = app.screen
        assert isinstance(interview, InterviewScreen)
        interview.open_table(AnswerWidget.TableWanted(interview.law.ruleset.facts["content.lines"]))
        await settle(pilot)
        bill = app.screen
        assert isinstance(bill, BillScreen)
        bill.table.post_message(events.Paste("Chip\tEAR99\tNL\t1200\nBoard\t3X99\tNL\tten\n"))
        await settle(pilot)
        assert isinstance(app.screen, FormModal)
        await press(pilot, "ctrl+s")
        assert [row.cells["description"] for row in bill.sheet.rows] == ["Control", "Chip", "Board"]
        await press(pilot, "n", "enter")
        await pilot.press(*"EAR99", "enter")
        await press(pilot, "n", "enter")
        await pilot.press("5", "enter")
        await settle(pilot)
        assert not bill.sheet.faults
        shown = screen_text(app)
        assert "3 lines, total $21,205" in shown
        await press(pilot, "delete", "u", "escape")
        assert app.screen is interview
        lines = interview.session.deal.facts.value("content.lines")
        assert isinstance(lines, tuple) and len(lines) == 3
        await press(pilot, "ctrl+z")
        assert interview.session.deal.facts.value("content.lines") != lines
    assert any("Board" in text or "Control" in text for text in drafts(tmp_path))
