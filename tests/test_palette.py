"""What the command palette finds, and where it leads."""

from pathlib import Path

from textual.command import CommandList
from textual.widgets import Input

from records.search import Finder
from records.store import open_records
from screens.audit.record import RecordScreen
from screens.deals.interview import InterviewScreen
from screens.law.law_page import LawPageScreen
from screens.modals.help import HelpModal
from screens.modals.pick import PickModal
from tests.support.app import NOW, desk, press, settle
from tests.support.saved import deal_text, fill, journal
from tests.support.screen_text import screen_text
from tui.app import NavicertApp
from tui.palette_records import find_records


async def test_the_palette_opens_every_kind_above_an_interview(tmp_path: Path) -> None:
    """One finds an action, a record by number, title, party and outcome, a draft, the law, and a
    product; escape leads back to the answers."""
    numbers = fill(tmp_path)
    here = desk(tmp_path)
    here.services.drafts.write("one", deal_text("Tool to China"))
    assert here.services.products is not None
    here.services.products.write(
        "pump", deal_text("Software to Germany").replace("Software to Germany", "Pump")
    )
    app = here.app()
    async with app.run_test(size=(80, 24)) as pilot:

        async def find(text: str) -> list[str]:
            await press(pilot, "ctrl+p")
            app.screen.query_one(Input).value = text
            await settle(pilot)
            options = app.screen.query_one(CommandList).options
            return [str(option.prompt).split("\n")[0] for option in options]

        await settle(pilot)
        await press(pilot, "n")
        interview = app.screen
        for text, first, screen in (
            ("keys and", "help: keys and the thing in focus", HelpModal),
            (numbers[1], f"record {numbers[1]}: X prohibited", RecordScreen),
            ("3B001", "ECCN 3B001", LawPageScreen),
            ("view: choose a theme", "view: choose a theme", PickModal),
            ("rule column", "rule ", LawPageScreen),
            ("germany", "country DE", LawPageScreen),
            ("pump", "product Pump", InterviewScreen),
            ("draft tool", "draft Tool to China", InterviewScreen),
        ):
            lines = await find(text)
            assert lines[0].startswith(first), lines
            await press(pilot, "enter")
            assert isinstance(app.screen, screen), screen_text(app)
            if text == "draft tool":
                break
            await press(pilot, "escape")
            assert app.screen is interview, text
        depth = len(app.screen_stack)
        await find("draft tool")
        await press(pilot, "enter")
        assert len(app.screen_stack) == depth, "one draft is open twice"


async def test_the_palette_works_while_the_rules_load(tmp_path: Path) -> None:
    numbers = fill(tmp_path)
    app: NavicertApp = desk(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.law = None
        await press(pilot, "ctrl+p")
        assert "the rules are loading" in screen_text(app)
        await pilot.press(*"iran")
        await settle(pilot)
        shown = screen_text(app)
    assert numbers[1] in shown and "still loading" in shown


def test_records_are_found_by_party_title_outcome_and_criterion(tmp_path: Path) -> None:
    numbers = fill(tmp_path)
    with open_records(journal(tmp_path)) as records:
        finder = Finder(records.cards(), NOW.date())
    for typed, met in (
        ("big fab", [0]),
        ("software to", [2]),
        ("prohib", [1]),
        ("license required fab", [0]),
        ("country:ir", [1]),
        ("2026", [2, 1, 0]),
        ("record: sign", []),
        ("party:", []),
    ):
        found = find_records(finder, typed, lambda name: name.upper())
        assert [card.id for card in found] == [numbers[place] for place in met], typed
