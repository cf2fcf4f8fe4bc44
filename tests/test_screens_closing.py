"""Closing a screen: once, and only itself."""

from pathlib import Path
from typing import Any

from rich.style import Style
from textual.events import Click, Key

from screens.closing import Modal
from screens.modals.help import HelpModal
from screens.modals.menu import MenuModal
from screens.modals.open_file import OpenFileModal
from screens.modals.pick import PickModal
from screens.modals.text import TextModal
from screens.modals.tour import TourModal
from screens.widgets.box_keys import BoxKeys
from screens.widgets.plain_list import PlainList
from tests.support.app import desk, settle
from tests.support.widget_app import WidgetApp

ROOT = Path(__file__).resolve().parent.parent


async def test_a_box_that_is_closed_twice_leaves_the_screen_below(tmp_path: Path) -> None:
    app = desk(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        interview, told = app.screen, list[None]()
        box = TextModal("Title", "text")
        app.push_screen(box, told.append)
        box.dismiss()  # before it is whole
        await settle(pilot)
        box.dismiss()
        await settle(pilot)
        assert app.screen is interview
        app.push_screen(below := TextModal("Title", "text"), told.append)
        app.push_screen(HelpModal("home", "", ""))
        below.dismiss()
        await settle(pilot)
        assert app.screen is interview and len(told) == 2


async def test_each_box_without_a_button_is_left_by_a_click(tmp_path: Path) -> None:
    boxes: list[Modal[Any]] = [
        TextModal("Title", "text"),
        HelpModal("home", "", ""),
        MenuModal("Title", []),
        PickModal("Title", [], "nothing to pick"),
        OpenFileModal("Title", tmp_path, (".txt",)),
        TourModal(),
    ]
    app = desk(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        for box in boxes:
            await app.push_screen(box)
            await settle(pilot)
            keys = box.query_one(BoxKeys)
            await pilot.click(keys, offset=(str(keys.content).index("esc") + 1, 0))
            await settle(pilot)
            assert not isinstance(app.screen, Modal), box


async def test_the_palette_opens_and_a_letter_before_escape_is_no_fault(tmp_path: Path) -> None:
    app = desk(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert app.screen.query("CommandList").first().display
        app.post_message(Key("x", "x"))
        await pilot.press("escape")
        await settle(pilot)
        assert len(app.screen_stack) == 1


def test_every_box_is_one_that_closes_once() -> None:
    for folder in ("screens", "tui"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert path.name == "closing.py" or "ModalScreen" not in text, path


async def test_a_click_on_an_option_that_is_gone_is_none() -> None:
    """The list changed between its drawing and the click, as a search does while one types."""
    shown = PlainList("the only one", markup=False)
    async with WidgetApp(shown).run_test() as pilot:
        drawn = Style.from_meta({"option": 3})
        shown.post_message(Click(shown, 1, 1, 0, 0, 1, False, False, False, 1, 1, style=drawn))
        await pilot.pause()
        assert shown.highlighted == 0
