"""The law on screen: from home to a rule and back, and from a determination to its rule."""

from datetime import date
from pathlib import Path

from engine.browsing.book import LawBook
from engine.browsing.deals_at_hand import file_at_hand
from engine.browsing.page import Kind, Target
from engine.browsing.result_pages import cases_page, changes_page, page_of_tests, touches_page
from engine.browsing.touching import Touch, Touching
from engine.regimes.regimes import Regimes
from screens.law.law_page import LawPageScreen
from screens.law.law_shelf import LawField, LawScreen
from screens.widgets.branch_tree import BranchTree
from screens.widgets.page_lines import PageLines
from screens.widgets.rule_tree import RuleTree
from tests.support.app import desk, settle, small_law
from tests.support.screen_text import screen_text
from tui.doors import open_law_page

PUBLISHED = "  item.published: {value: no, by: J. Doe, reason: a machine}\n"
DEAL = f"""\
navicert: deal/1
title: Etcher
facts:
  item.us_origin: yes
{PUBLISHED}  destination.country: IR
"""

CASE = """\
navicert: case/1
id: IR-1
title: Etcher to Iran
facts: {item.us_origin: yes, item.published: no, destination.country: IR}
expect: {outcome: prohibited, mentions: [small.iran]}
"""


async def test_from_home_to_a_rule_to_what_it_names_and_back(tmp_path: Path) -> None:
    app = desk(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("b", "slash")
        assert isinstance(app.screen, LawScreen)
        app.screen.query_one(LawField).value = "iran"
        await pilot.pause()
        assert [str(n.label) for n in app.screen.query_one(BranchTree).root.children] == [
            "SR 30 Iran small.iran"
        ]
        await pilot.press("enter")
        await settle(pilot)
        page = app.screen
        assert isinstance(page, LawPageScreen)
        assert "small.iran: Iran" in screen_text(app)
        lines = page.query_one(PageLines)
        named = [n for n, line in enumerate(page.here.page.lines) if len(line.targets) == 2]
        lines.highlighted = named[0]
        await pilot.press("enter", "2")  # the second of what the condition names: the country
        await settle(pilot)
        assert page.here.page.target == Target(Kind.COUNTRY, "IR")
        assert page.check_action("cases", ()) is False
        await pilot.press("escape")
        await settle(pilot)
        assert page.here.page.target.id == "small.iran" and lines.highlighted == named[0]
        await pilot.press("escape", "7", "m")
        await settle(pilot)
        found = app.screen
        assert isinstance(found, LawPageScreen)
        assert "No deal and no case is at hand" in screen_text(app)
        open_law_page(app, "set", "careful", day=date(2026, 7, 23))
        await settle(pilot)
        assert "law of 2026-07-23" in screen_text(app)


async def test_one_key_leads_from_a_determination_to_the_rule(tmp_path: Path) -> None:
    deal = tmp_path / "deal.yaml"
    deal.write_text(DEAL.replace(PUBLISHED, ""), "utf-8")  # so that a question is open
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "ir-1.yaml").write_text(CASE, "utf-8")
    (tmp_path / "cases" / "broken.yaml").write_text("navicert: case/1\nid: [", "utf-8")
    app = desk(tmp_path, cases=tmp_path / "cases").app(deal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+g")
        await settle(pilot)
        assert isinstance(app.screen, LawPageScreen)
        assert app.screen.here.page.target.kind is Kind.FACT
        await pilot.press("escape", "f3")
        await settle(pilot)
        await pilot.press("2")
        tree = app.screen.query_one(RuleTree)
        tree.cursor_line = 3
        await pilot.press("space", "down", "g")
        await settle(pilot)
        assert isinstance(app.screen, LawPageScreen)
        assert app.screen.here.page.target == Target(Kind.RULE, "small.iran", "small")
        await pilot.press("k")  # from the rule on to the cases that test it
        await settle(pilot)
        assert "Cases that test small.iran: Iran" in screen_text(app)
        assert "2 files of cases looked at; 1 cannot be read: broken.yaml" in screen_text(app)
        lines = app.screen.query_one(PageLines)
        found = app.screen.here.page.lines
        lines.highlighted = next(at for at, line in enumerate(found) if line.targets)
        await pilot.press("enter")  # and on to the case, which names the rule
        await settle(pilot)
        assert "IR-1: Etcher to Iran" in screen_text(app)
        assert "Expected under small: prohibited" in screen_text(app)
        assert Target(Kind.RULE, "small.iran", "small") in {
            target for line in app.screen.here.page.lines for target in line.targets
        }
        await pilot.press("escape")
        await settle(pilot)
        assert "IR-1 Etcher to Iran (named in what is expected, the rule holds)" in " ".join(
            line.text for line in app.screen.here.page.lines
        )


def test_what_was_found_out_is_a_page_that_says_how_far_it_went() -> None:
    law = small_law()
    book = LawBook(law.rulesets)
    regimes = Regimes(tuple(law.rulesets))
    touching = Touching(regimes, "small")
    day = date(2000, 1, 1)
    deal = file_at_hand("draft", "etcher", "Etcher", lambda: DEAL, regimes)
    touches = [touching.touch(deal, day), Touch(deal, day, fault="line 1\nline 2")]
    page = touches_page(touches, [day], "STOPPED: 2 of 9 deals looked at")
    text = [line.text for line in page.lines]
    assert text[0].startswith("STOPPED: 2 of 9")
    assert any("not-subject → prohibited" in line for line in text)
    assert any("cannot be read: line 1" in line for line in text)
    rule = book.by_id["small"].rules["small.iran"]
    assert "destination.country IR" in page_of_tests(rule, "small").lines[-1].text
    assert "No case" in cases_page(rule, "small", (), "").lines[-1].text
    [change] = changes_page(book, Target(Kind.COUNTRY, "VN"), "Vietnam").lines
    assert change.text.startswith("2026-01-01 Careful countries") and change.targets
