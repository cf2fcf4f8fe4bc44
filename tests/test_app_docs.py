"""The docs of the app keep up with the registry of actions."""

from docs.keys import PAGE, page
from screens.actions import PLACES, all_actions


def test_the_page_of_keys_is_what_the_registry_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python docs/keys.py"


def test_every_action_is_somewhere_and_every_place_has_a_title() -> None:
    assert {place for action in all_actions() for place in action.places} == set(PLACES)


def test_every_action_has_a_key_a_line_in_the_palette_and_help() -> None:
    """An action without a key of its own says with which keys one comes to it: ^n p."""
    for action in all_actions():
        assert action.keys or action.shown, action.id
        assert action.area and action.verb and action.help.endswith((".", "?")), action.id
