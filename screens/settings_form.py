"""The settings as a form: fields in, what changed out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from parties.matching.query import chosen_threshold
from records.settings_text import (
    KEY_OF_ACTION,
    SETTINGS,
    check_setting,
    read_keys,
    value_text,
)
from records.settings_values import Settings
from screens.actions import all_actions
from screens.actions.keymap import usable_keys
from screens.modals.form import Field, Tree

THEME_WORDS: Final = {
    "navicert-dark": "light on dark, safe for color blindness",
    "navicert-light": "dark on light, safe for color blindness",
    "navicert-mono": "white on black, no colors",
    "navicert-contrast": "the highest contrast, safe for color blindness",
}
"""What each theme is, in a few words."""

_ACTIONS: Final = {action.id: action for action in all_actions()}


def settings_fields() -> tuple[Field, ...]:
    """A field for each setting, and the list of keys."""
    fields = [
        Field(
            setting.key,
            setting.label,
            setting.help,
            setting.default,
            words={choice: choice.removeprefix("navicert-") for choice in setting.choices} or None,
        )
        for setting in SETTINGS
    ]
    rows = (
        Field(
            "action",
            "Action",
            "The id of the action, as the page of keys (docs/keys.md) has it; right completes.",
            "such as undo",
            suggestions=sorted(_ACTIONS),
        ),
        Field(
            "key",
            "Key",
            "Its new key, or several with commas: f5, ctrl+g, z. Never ctrl+h, i, j, m or [.",
            "such as ctrl+w",
        ),
    )
    help_of_keys = "Other keys for actions: enter adds one or changes it, delete takes it off."
    keys = Field("keys", "Keys", help_of_keys, row=rows, row_shown=_row_shown, row_check=_check_row)
    return (*fields, keys)


def settings_tree(settings: Settings) -> Tree:
    """The settings as the form takes them."""
    tree: Tree = {setting.key: value_text(settings, setting.key) for setting in SETTINGS}
    tree["keys"] = [{"action": action, "key": key} for action, key in settings.keys.items()]
    return tree


def check_settings(tree: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """What is wrong in the form, by field."""
    faults = []
    for setting in SETTINGS:
        try:
            check_setting(setting.key, str(tree.get(setting.key, "")))
        except ValueError as error:
            faults.append((setting.key, str(error)))
    if not faults and tree.get("screening_threshold"):
        score = float(tree["screening_threshold"])
        _, wrong = chosen_threshold(score, str(tree.get("threshold_reason", "")))
        if wrong:
            faults.append(("threshold_reason", wrong.rstrip(".")))
    for action, wrong in usable_keys(_keys_of(tree))[1]:
        faults.append(("keys", f"{action}: {wrong}"))
    return faults


def changes(before: Settings, tree: Mapping[str, Any]) -> dict[str, str]:
    """What the form has otherwise than `before`, as the settings file takes it."""
    changed = {}
    for setting in SETTINGS:
        text = str(tree.get(setting.key, ""))
        if text != value_text(before, setting.key):
            changed[setting.key] = "" if text == setting.default else text
    keys = _keys_of(tree)
    for action in before.keys.keys() | keys.keys():
        if keys.get(action) != before.keys.get(action):
            changed[f"{KEY_OF_ACTION}{action}"] = keys.get(action, "")
    return changed


def _keys_of(tree: Mapping[str, Any]) -> dict[str, str]:
    return {row["action"]: row["key"].replace(" ", "") for row in tree.get("keys", ())}


def _row_shown(row: Tree) -> str:
    action = _ACTIONS.get(str(row.get("action", "")))
    return f"{row.get('key', '')}  {action.name if action else row.get('action', '')}"


def _check_row(row: Tree) -> Sequence[tuple[str, str]]:
    action, key = str(row.get("action", "")), str(row.get("key", ""))
    if action not in _ACTIONS:
        return [("action", "there is no such action: F1 and docs/keys.md list them")]
    try:
        keys = read_keys(key)
    except ValueError as error:
        return [("key", str(error))]
    return [("key", wrong) for _, wrong in usable_keys({action: keys})[1]]
