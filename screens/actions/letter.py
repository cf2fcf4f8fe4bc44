"""What can be done with a letter that asks for what is open."""

from typing import Final

from screens.actions.action import Action

_LETTER: Final = ("letter",)

ACTIONS: Final = (
    Action(
        "letter",
        "determination",
        "write a letter with the open questions",
        "w",
        "w",
        "letter",
        "Shows the open questions as a letter to whoever would know, with citations and a place"
        " for each answer.",
        ("determination",),
        label="Letter",
    ),
    Action(
        "letter-to",
        "letter",
        "choose whom to ask",
        "t",
        "t",
        "addressee",
        "Chooses the addressee; the letter asks what that one would know, and nothing else.",
        _LETTER,
        True,
        label="To",
    ),
    Action(
        "letter-form",
        "letter",
        "text or Markdown",
        "m",
        "m",
        "form",
        "Turns between plain text and Markdown.",
        _LETTER,
        True,
        label="Form",
    ),
    Action(
        "letter-about",
        "letter",
        "name the deal",
        "n",
        "n",
        "about",
        "Puts the title of the deal into the letter, or takes it out.",
        _LETTER,
        True,
        label="Name deal",
    ),
    Action(
        "letter-reasons",
        "letter",
        "name the rules that wait",
        "r",
        "r",
        "reasons",
        "Names the rules for which each answer is needed, or leaves them out: they may tell where"
        " the item goes.",
        _LETTER,
        label="Rules",
    ),
    Action(
        "letter-copy",
        "letter",
        "copy",
        "c",
        "c",
        "copy",
        "Copies the letter to the clipboard.",
        _LETTER,
        True,
        label="Copy",
    ),
    Action(
        "letter-file",
        "letter",
        "write to a file",
        "e",
        "e",
        "report",
        "Writes the letter to a file that you name.",
        _LETTER,
        True,
        label="File",
    ),
)
