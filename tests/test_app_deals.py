"""The sample deals walked through the app on the law as it ships, one of each kind."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from engine.interview.engine_law import EngineLaw
from engine.interview.law import Law
from engine.model import Ruleset
from engine.outcome import Outcome
from screens.deals.interview import InterviewScreen
from screens.determinations.determination import DeterminationScreen
from tests.support.app import desk, settle
from tests.support.screen_text import screen_text

ROOT = Path(__file__).resolve().parent.parent
DEALS, RULESETS = ROOT / "fixtures" / "deals", ROOT / "rulesets"


@pytest.fixture
def law(us_ear: Ruleset) -> Callable[[], Law]:
    found = EngineLaw(us_ear)
    return lambda: found


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
@pytest.mark.parametrize(
    ("deal", "outcome", "banner"),
    [
        ("lithography-to-china", Outcome.LICENSE_REQUIRED, "! LICENSE REQUIRED"),
        ("accelerator-to-malaysia", Outcome.LICENSE_REQUIRED, "! LICENSE REQUIRED"),
        ("fpga-to-germany", Outcome.NO_LICENSE_REQUIRED, "= NO LICENSE REQUIREMENT FOUND"),
        ("machine-tool-to-vietnam", Outcome.NOT_SUBJECT, "- NOT SUBJECT TO THE REGIME"),
    ],
)
async def test_a_sample_deal_opens_and_explains_itself(
    deal: str,
    outcome: Outcome,
    banner: str,
    size: tuple[int, int],
    law: Callable[[], Law],
    tmp_path: Path,
) -> None:
    """One opens the sample, sees its outcome in words, and reads reasons and rules."""
    app = desk(tmp_path, law=law).app(DEALS / f"{deal}.yaml")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.reading.outcome is outcome
        await pilot.press("f3")
        await settle(pilot)
        assert isinstance(app.screen, DeterminationScreen)
        shown = screen_text(app)
        assert banner in shown
        assert "CFR" in shown
        await pilot.press("2", "down", "enter", "down", "enter", "down", "enter")
        await settle(pilot)
        assert "CFR" in screen_text(app)


ETCHER = """navicert: deal/1
title: Etcher from Miyagi to China
as_of: 2026-11-25
facts:
  item.kind: commodity
  item.us_origin: no
  item.made_in: JP
  transaction.activity: export-from-abroad
  transaction.from_country: JP
  sender.headquarters: [JP]
  destination.country: CN
  jp.knowledge: []
  jp.informed: []
  jp.user_listed: no
  jp.designated_party: no
  jp.returned: {value: no, by: Sato, reason: sold new}
  jp.kinds: [isotropic-etch]
  jp.part: no
  jp.selectivity: 150
  jp.rows: []
  jp.other_row: none
  jp.row_16: 16-2
  jp.value_yen: 500000000
"""


@pytest.fixture(scope="module")
def all_law(shipped: Mapping[str, Ruleset]) -> Law:
    """Every regime that ships."""
    return EngineLaw(*shipped.values(), always="us-ear")


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
@pytest.mark.parametrize(
    ("deal", "regimes", "binds"),
    [
        ("lithography-to-china", ["us-ear", "nl", "eu"], "us-ear"),
        ("etcher", ["us-ear", "jp"], "jp"),
        ("fpga-to-germany", ["us-ear"], ""),
    ],
)
async def test_a_deal_is_answered_by_the_regimes_that_it_calls_for(
    deal: str, regimes: list[str], binds: str, size: tuple[int, int], all_law: Law, tmp_path: Path
) -> None:
    """The scanner leaves Veldhoven, the etcher Miyagi; the FPGA concerns the United States alone,
    and looks as if there were no other law."""
    path = DEALS / f"{deal}.yaml"
    if deal == "etcher":
        path = tmp_path / "etcher.yaml"
        path.write_text(ETCHER)
    app = desk(tmp_path, law=lambda: all_law).app(path)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, InterviewScreen)
        await pilot.press("f3")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, DeterminationScreen)
        if len(regimes) == 1:
            assert type(screen) is DeterminationScreen
            assert screen.determination.regime == regimes[0]
            assert "IN ALL" not in screen_text(app)
            return
        assert screen.findings.combined.binds == (binds,)
        shown = screen_text(app)
        assert f"{binds}*" in shown and "In all:" in shown
        for regime in regimes:
            await pilot.press("]")
            await settle(pilot)
            assert screen.determination.regime == regime
            assert "Does it attach, and through what?" in screen_text(app)


async def test_a_new_deal_begins_with_a_question_of_the_law(
    law: Callable[[], Law], tmp_path: Path
) -> None:
    """One starts from nothing, answers what comes first, and the number left goes down."""
    app = desk(tmp_path, law=law).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(app.screen, InterviewScreen)
        screen = app.screen
        before = screen.reading.deciding
        assert screen.reading.outcome is Outcome.NEEDS_INFORMATION
        for _ in range(3):
            await pilot.press("f4")
            await settle(pilot)
        assert screen.reading.unknown == 3
        assert screen.reading.outcome is Outcome.NEEDS_INFORMATION
        for _ in range(3):
            await pilot.press("ctrl+z")
            await settle(pilot)
        assert screen.reading.deciding == before
        assert not screen.session.deal.facts
