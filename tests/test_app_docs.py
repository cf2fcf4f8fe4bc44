"""The docs of the app keep up with the registry of actions."""

from pathlib import Path

import pytest

from screens.actions import ACTIONS, Action

PAGE = Path(__file__).resolve().parent.parent / "docs" / "app.md"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_stands_in_the_docs_with_its_keys_and_its_help(action: Action) -> None:
    keys = " or ".join(f"`{key}`" for key in action.keys.split(",") if key) or "palette"
    assert f"| {keys} | {action.name} | {action.help} |" in PAGE.read_text()
