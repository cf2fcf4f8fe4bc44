"""An exporter in a hurry: from a past deal and a product to two records."""

import shutil
from pathlib import Path

from textual import events

from engine.interview.engine_law import EngineLaw
from engine.loading.load import load_ruleset
from parties.decisions import decisions_in
from records.store import open_records
from screens.deals.bill import BillScreen
from screens.deals.interview import InterviewScreen
from screens.deals.items import ItemsScreen
from screens.modals.party_form import PartyFormModal
from tests.support.app import SMALL, desk, press, settle
from tests.support.auditor import Journey, flat, plain_terminal
from tests.support.saved import fill, journal
from tests.test_screens_screening import in_use, until

__all__ = ["plain_terminal"]

COUNTS = "reason: NS\n    counts_content: yes"
RULES = """
  - id: small.share
    verb: reaches
    title: U.S. content
    cite: SR 7
    in_force: [{from: 2000-01-01, by: 1 SR 1}]
    when: {content.share: {over: 25}}
    say: {"yes": It holds enough., "no": It holds too little., open: "The share needs: {missing}."}
    sources: [{seen: 2026-09-24, confidence: verified}]
    tests: [{given: {}, expect: open}]
  - id: small.listed
    verb: prohibits
    title: Listed parties
    cite: SR 32
    in_force: [{from: 2000-01-01, by: 1 SR 1}]
    when: {exists: {of: parties, where: {listings: {has: entity-list}}}}
    say: {"yes": A party is listed., "no": No party is listed., open: "It needs: {missing}."}
    sources: [{seen: 2026-09-24, confidence: verified}]
    tests: [{given: {}, expect: open}]
"""
PUMP = """navicert: deal/1
title: Pump
facts:
  item.eccn: 3B001.c
  item.us_origin: no
  item.kind: commodity
  item.published: {value: no, by: J. Doe, reason: secret}
"""
BILL = "Item\tECCN\tMade in\tTotal\nMotor\t3B001.c\tUS\t2000\nHousing\tEAR99\tDE\t500\n"


def law(folder: Path) -> EngineLaw:
    """The small law with a limit of U.S. content, and with parties that matter, in `folder`."""
    shutil.copytree(SMALL.parent, folder)
    rules = folder / "small" / "rules" / "rules.yaml"
    rules.write_text(rules.read_text().replace("reason: NS", COUNTS) + RULES)
    return EngineLaw(load_ruleset(folder / "small", None))


async def answer(pilot: Journey, fact: str, *keys: str) -> None:
    """Go to a question by some letters of its name, and press keys."""
    await press(pilot, "f2")
    await pilot.press(*fact, "enter")
    await settle(pilot)
    await press(pilot, *keys)


async def test_from_a_past_deal_and_a_product_to_two_records(tmp_path: Path) -> None:
    in_use(tmp_path)
    fill(tmp_path, titles=("Tool to China",))
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "pump-1.yaml").write_text(PUMP)
    small = law(tmp_path / "law")
    app = desk(tmp_path, law=lambda: small, rulesets=tmp_path / "law").app()
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f", "r", "ctrl+n")
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        shown = flat(app)
        assert (
            "CANNOT BE SAID YET" in shown and "still open: the parties (a name to screen" in shown
        )

        # A second item, a product that one keeps, and its bill of materials out of a spreadsheet
        await press(pilot, "ctrl+n", "a", "p", "enter")
        await pilot.press(*"Tool", "ctrl+s")
        await settle(pilot)
        assert "item 2 of 2: Pump" in flat(app)
        await press(pilot, "f3", "enter", "w", "c")
        assert "What is in it?" in app.clipboard and "China" not in app.clipboard
        await press(pilot, "escape", "escape", "escape", "t")
        bill = app.screen
        assert isinstance(bill, BillScreen)
        bill.table.post_message(events.Paste(BILL))
        await settle(pilot)
        assert "2 lines, total $2,500" in flat(app)
        await press(pilot, "escape", "d")
        await pilot.press(*"10000", "enter")
        await settle(pilot)
        assert "between 0 % and 20 % of 25 %; room at least 5 points" in flat(app)

        # The customer is screened as one types; a hit is decided
        await answer(pilot, "parties", "delete", "a")
        assert isinstance(app.screen, PartyFormModal)
        await pilot.press(*"nightorchard fondry")
        await until(pilot, app, "1 listed name at or above 75")
        await press(pilot, "tab", "enter", "c")
        await pilot.press(*"an oven maker", "ctrl+s")
        await until(pilot, app, "- cleared")
        await press(pilot, "ctrl+s")
        shown = flat(app)
        assert (
            "every hit cleared" in shown and "Big Fab" not in shown and "nobody gets" not in shown
        )
        assert "! ALL 2 ITEMS: LICENSE REQUIRED" in shown
        [(_, cleared)] = decisions_in(tmp_path / "screening").decisions
        assert (cleared.by, cleared.reason) == ("J. Doe", "an oven maker")

        # What if it went elsewhere? It is dropped, and nothing of it stays
        await press(pilot, "ctrl+o")
        await answer(pilot, "desti")
        await pilot.press(*"zz")
        await settle(pilot)
        shown = flat(app).replace("→ says what", "")
        assert "Nothing here matches" in shown and "→" not in shown, "no preview is left"
        await press(pilot, "ctrl+u")
        await pilot.press(*"neth", "enter")
        await settle(pilot)
        shown = flat(app)
        assert "WHAT IF: ALL 2 ITEMS: NO LICENSE" in shown and "China → Netherlands" in shown
        await press(pilot, "ctrl+o", "d")
        shown = flat(app)
        assert "! ALL 2 ITEMS: LICENSE REQUIRED" in shown
        assert "WHAT IF" not in shown and "Netherlands" not in shown

        # The report of one item, a record of each, done
        await press(pilot, "f3", "home", "enter", "e", "m", "ctrl+s", "escape")
        assert isinstance(app.screen, ItemsScreen)
        await press(pilot, "ctrl+s", "7", "ctrl+s")
        await press(pilot, *["escape"] * 3)
        assert "Records (3)" in flat(app)
    [report] = Path.cwd().glob("*.md")
    assert "NOT SAVED AS A RECORD" in report.read_text() and "Tool" in report.read_text()
    with open_records(journal(tmp_path)) as records:
        cards = records.cards()
    assert [(card.title, card.outcome) for card in cards][1:] == [
        ("Copy of Tool to China (item 1 of 2: Tool)", "license-required"),
        ("Copy of Tool to China (item 2 of 2: Pump)", "not-subject"),
    ]
