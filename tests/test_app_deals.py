"""The sample deals walked through the app on the law as it ships, one of each kind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.model import Ruleset
from engine.outcome import Outcome
from screens.determination import DeterminationScreen
from screens.interview import InterviewScreen
from screens.services import Law
from tests.support.app import desk, settle
from tests.support.screen_text import screen_text
from tui.law import EngineLaw

DEALS = Path(__file__).resolve().parent.parent / "fixtures" / "deals"


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
