"""The exporter's desk: what is done with a deal inside the interview, and with its answer."""

from pathlib import Path

from screens.determination import DeterminationScreen
from screens.interview import InterviewScreen
from screens.modals.menu import MenuModal
from screens.modals.text import TextModal
from tests.support.app import desk, settle
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
        await press(pilot, "ctrl+t", "f2")
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
        assert app.clipboard.startswith("Tool to China: WHAT IF")
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
