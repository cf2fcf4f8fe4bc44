"""What can be done everywhere."""

from typing import Final

from screens.actions.action import Action

_ALL: Final = ("everywhere",)

ACTIONS: Final = (
    Action(
        "help",
        "help",
        "keys and the thing in focus",
        "f1,question_mark",
        "F1",
        "help",
        "Explains what is in focus and lists the keys of this screen. “?” does the same"
        " outside text fields.",
        _ALL,
        True,
        label="Help",
    ),
    Action(
        "palette",
        "help",
        "find anything",
        "ctrl+p",
        "^p",
        "command_palette",
        "Finds actions by their words, records by number, deal, party or outcome, and drafts,"
        " rules, ECCNs, countries, products and templates; enter opens.",
        _ALL,
        label="Palette",
    ),
    Action(
        "theme",
        "view",
        "choose a theme",
        "ctrl+backslash",
        "^\\",
        "change_theme",
        "Chooses colors: dark and light are safe for color blindness, mono uses none, contrast has"
        " the strongest. The choice is kept in the settings.",
        _ALL,
        label="Theme",
    ),
    Action(
        "copy-screen",
        "view",
        "save a picture of the screen",
        "ctrl+underscore",
        "^_",
        "screenshot",
        "Writes the screen as an SVG file into the current folder.",
        _ALL,
        label="Picture",
    ),
    Action(
        "settings",
        "navicert",
        "settings",
        "ctrl+u",
        "^u",
        "settings",
        "Changes theme, name, screening threshold, folders, habits and keys; kept in a file that"
        " you can read. In a text field it clears what stands before the cursor.",
        _ALL,
        label="Settings",
    ),
    Action(
        "save-copied",
        "copied text",
        "write to a file",
        "ctrl+d",
        "^d",
        "save_copied",
        "Writes what was copied last to a file that you name: for a terminal without a clipboard.",
        _ALL,
        False,
        True,
        label="Copied to a file",
    ),
    Action(
        "quit",
        "navicert",
        "quit",
        "ctrl+q",
        "^q",
        "quit",
        "Ends Navicert. Drafts are saved as you answer, so nothing is lost.",
        _ALL,
        label="Quit",
    ),
)
