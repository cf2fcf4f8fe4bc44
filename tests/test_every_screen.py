"""What holds on every screen and in every box: it can be read, reached, and explains itself."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.errors import NoWidget
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from screens.deals.interview import InterviewScreen
from screens.determinations.determination import DeterminationView
from screens.modals.help import HelpModal, help_of
from screens.modals.progress import ProgressModal
from screens.outcome_words import WORDS
from screens.widgets.outcome_banner import OutcomeBanner
from tests.support.app import settle
from tests.support.contrast import unreadable
from tests.support.every_screen import Stage, Stop, every_screen, stage, stops
from tests.support.screen_text import widget_text
from tui.themes import THEMES

NAMES = tuple(theme.name for theme in THEMES)
WIDTHS = (40, 60, 80, 120, 200)
NO_COLOR = "NO_COLOR"


def test_every_screen_has_a_line_in_the_list() -> None:
    assert {stop.kind for stop in stops()} == every_screen()


@pytest.mark.parametrize(
    ("look", "widths"),
    [
        ("navicert-light", (40,)),
        *(pytest.param(look, WIDTHS, marks=pytest.mark.soak) for look in (*NAMES, NO_COLOR)),
    ],
)
async def test_every_screen_can_be_read_and_used(
    look: str, widths: Sequence[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each width all text stands out at 4.5 to 1, whatever takes the focus is on screen and has
    help, and the outcome is said; a terminal of 20 by 5 breaks nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(NO_COLOR, raising=False)
    if look == NO_COLOR:
        monkeypatch.setenv(NO_COLOR, "1")
    at = stage(tmp_path / "home")
    wrong: list[str] = []
    at.app.animation_level = "none"  # no cursor blinks: each blink is painted
    async with at.app.run_test(size=(80, 24)) as pilot:
        if look != NO_COLOR:
            at.app.theme = look
        await settle(pilot)
        for stop in stops():
            wrong += [f"{stop.name}: {fault}" for fault in await _faults(at, pilot, stop, widths)]
    at.services.records.close()
    assert not wrong, "\n".join(wrong)


async def _faults(at: Stage, pilot: Pilot[int], stop: Stop, widths: Sequence[int]) -> Sequence[str]:
    screen, found = stop.make(at), list[str]()
    if screen is not at.app.home:
        at.app.push_screen(screen)
    await (pilot.pause() if isinstance(screen, ProgressModal) else settle(pilot))
    for width in widths:
        await pilot.resize_terminal(width, 24)
        faults = [*unreadable(at.app), *await _out_of_reach(pilot, screen), *_unsaid(at, screen)]
        found += [f"{width} columns: {fault}" for fault in faults]
    found += [f"no help for {one!r}" for one in screen.focus_chain if not all(help_of(one))]
    await pilot.resize_terminal(20, 5)
    if not isinstance(screen, HelpModal):
        await pilot.press("f1")
        if isinstance(at.app.screen, HelpModal):
            await pilot.press("escape")
        else:
            found.append("F1 shows no help")
    at.release.set()
    await settle(pilot)
    if screen is not at.app.home:
        screen.dismiss()
        await settle(pilot)
    return found


async def _out_of_reach(pilot: Pilot[int], screen: Screen[Any]) -> Sequence[str]:
    """What takes the focus and then cannot be seen, or is cut at the side."""
    found = []
    for widget in screen.focus_chain:
        if not _seen(screen, widget):
            widget.focus()
            widget.scroll_visible(animate=False)
            await pilot.pause()
            await pilot.pause()
            if not _seen(screen, widget):
                found.append(f"out of reach: {widget!r} at {widget.region}")
    return found


def _seen(screen: Screen[Any], widget: Widget) -> bool:
    try:
        at = screen.find_widget(widget)
    except NoWidget:
        return False
    return at.visible_region.area > 0 and at.visible_region.width == at.region.width


def _unsaid(at: Stage, screen: Screen[Any]) -> Sequence[str]:
    """Whether the outcome is left unsaid where it should stand."""
    if not isinstance(screen, InterviewScreen | DeterminationView):
        return ()
    banners = " ".join(widget_text(at.app, banner) for banner in screen.query(OutcomeBanner))
    flat = " ".join(banners.casefold().split())
    said = any(word in flat for w in WORDS.values() for word in (w.banner.casefold(), w.short))
    return () if said else (f"no outcome in {flat!r}",)
