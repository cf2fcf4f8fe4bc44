"""The settings file: what a person writes into it, and what a wrong line does."""

from pathlib import Path

import pytest

from records.settings import SettingsFile
from records.settings_text import (
    KEY_OF_ACTION,
    new_text,
    read_settings,
    value_text,
    with_setting,
)
from records.settings_values import Settings
from screens.actions import PLACES, actions_of, all_actions
from screens.actions.keymap import usable_keys
from screens.settings_form import changes, check_settings, settings_tree
from tests.support.app import desk, settle
from tests.support.screen_text import screen_text
from tui.themes import THEMES


def test_a_new_file_says_nothing_but_explains_all() -> None:
    assert read_settings(new_text()) == (Settings(), ())
    assert "#theme: navicert-dark" in new_text()


def test_what_is_set_is_read_again_and_the_rest_stays() -> None:
    text = with_setting("# mine\nanimation: off\n", "user", 'J. "Doe" #1')
    text = with_setting(text, f"{KEY_OF_ACTION}undo", "ctrl+w")
    settings, faults = read_settings(text)
    assert not faults and text.startswith("# mine\nanimation: off\n")
    assert (settings.user, settings.animation, dict(settings.keys)) == (
        'J. "Doe" #1',
        False,
        {"undo": "ctrl+w"},
    )
    assert read_settings(with_setting(text, "user", ""))[0].user == ""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("theme: blue", "s:2: theme cannot be blue; write one of navicert-dark"),
        ("screening_threshold: 200", "a number from 0 to 100"),
        ("colour: red", "colour is no setting"),
        ("just words", "this line is no setting"),
        ("keys.undo: ctrl+h", "a terminal cannot tell ctrl+h"),
        ("cases_folder: here", "the whole path"),
        ('new_deal_title: "open', "close the quotes"),
    ],
)
def test_a_wrong_line_is_told_with_its_place_and_the_rest_counts(line: str, told: str) -> None:
    settings, (fault,) = read_settings(f"user: J. Doe\n{line}\nanimation: off\n")
    assert told in fault.words("s") and fault.line == 2
    assert not settings.animation and settings.theme == Settings().theme


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes(b"\xff\xfe")
    read = SettingsFile(lambda: path).read()
    assert read.there and "UTF-8" in read.faults[0].wrong


def test_the_form_writes_what_was_changed_alone() -> None:
    before = Settings(user="J. Doe", keys={"undo": "ctrl+w"})
    tree = settings_tree(before)
    assert changes(before, tree) == {} and not check_settings(tree)
    tree |= {"theme": "navicert-mono", "keys": []}
    assert changes(before, tree) == {"theme": "navicert-mono", "keys.undo": ""}
    tree |= {"screening_threshold": "90"}
    assert check_settings(tree)[0][0] == "threshold_reason"
    assert value_text(before, "theme") == "navicert-dark"


def test_every_action_has_a_key_of_its_own_and_help() -> None:
    """No two actions of a place share a key; menus name theirs in a row, such as “^n p”."""
    for action in all_actions():
        assert action.shown and action.help and action.verb, action.id
        assert not set(action.keys.split(",")) & {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"}
    for place in set(PLACES) - {"everywhere"}:  # its own are among those of each place
        keys = [key for action in actions_of(place) for key in action.keys.split(",") if key]
        assert len(keys) == len(set(keys)), (place, sorted(keys))


def test_a_key_that_is_taken_is_refused() -> None:
    usable, ((action, wrong),) = usable_keys({"undo": "f2", "later": "ctrl+v"})
    assert usable == {"later": "ctrl+v"} and action == "undo"
    assert "the key of “answer: list and change”" in wrong


async def test_settings_hold_from_the_start_and_the_tour_comes_once(tmp_path: Path) -> None:
    """A wrong line is told in a box; theme and keys are those of the file. Without a file, one
    sees the tour, and after it the file says so."""
    file = SettingsFile(lambda: tmp_path / "settings.yaml")
    here = desk(tmp_path)
    services = here.services._replace(settings=file)
    app = type(here)(tmp_path, services).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "1 of 6" in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert file.read().settings.tour_seen
    file.path.write_text("theme: navicert-contrast\nkeys.later: ctrl+v\nuser: 'x\n")
    app = type(here)(tmp_path, services).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.theme == "navicert-contrast"
        assert set(app.available_themes) == {theme.name for theme in THEMES}
        assert "settings.yaml:3" in "".join(screen_text(app).replace("│", "").split())
        await pilot.press("escape", "n")
        await settle(pilot)
        assert "^v Later" in screen_text(app)
