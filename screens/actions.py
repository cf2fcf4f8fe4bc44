"""The one registry of actions: keys, palette, help and docs all read it.

An action belongs to one or more places (`home`, `interview`, …, or `everywhere`). Its `method`
is the Textual action that runs it; `names` in the palette are `area: verb`.
"""

from typing import Final, NamedTuple

from textual.binding import Binding, BindingType


class Action(NamedTuple):
    """`keys` are Textual key names, comma-separated; `shown` is how the footer and docs write
    them. `footer` puts the action into the footer; `priority` lets it win over text fields."""

    id: str
    area: str
    verb: str
    keys: str
    shown: str
    method: str
    help: str
    places: tuple[str, ...]
    footer: bool = False
    priority: bool = False
    label: str = ""

    @property
    def name(self) -> str:
        return f"{self.area}: {self.verb}"


_ALL: Final = ("everywhere",)
_READ: Final = ("determination", "record")

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
        "find an action",
        "ctrl+p",
        "^p",
        "command_palette",
        "Opens the list of all actions; type to search it.",
        _ALL,
        label="Palette",
    ),
    Action(
        "theme",
        "view",
        "choose a theme",
        "",
        "",
        "change_theme",
        "Chooses colors; “navicert-dark” and “navicert-light” are safe for color blindness,"
        " “navicert-mono” uses none.",
        _ALL,
    ),
    Action(
        "copy-screen",
        "view",
        "save a picture of the screen",
        "",
        "",
        "screenshot",
        "Writes the screen as an SVG file into the current folder.",
        _ALL,
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
    # home
    Action(
        "new",
        "deal",
        "start a new one",
        "n,ctrl+n",
        "n",
        "new_deal",
        "Starts a deal with no answers.",
        ("home",),
        True,
        label="New deal",
    ),
    Action(
        "open",
        "deal",
        "open a deal file",
        "o,ctrl+o",
        "o",
        "open_file",
        "Opens a deal file (YAML or JSON); a copy becomes a draft, the file stays as it is.",
        ("home",),
        True,
        label="Open file",
    ),
    Action(
        "records",
        "records",
        "list",
        "r",
        "r",
        "records",
        "Lists the determinations saved on this machine.",
        ("home",),
        True,
        label="Records",
    ),
    Action(
        "delete-draft",
        "deal",
        "delete a draft",
        "delete",
        "del",
        "delete_draft",
        "Deletes the draft under the cursor, after asking. Records are never deleted.",
        ("home",),
        label="Delete draft",
    ),
    # interview
    Action(
        "not-known",
        "answer",
        "I do not know",
        "f4,ctrl+k",
        "F4",
        "not_known",
        "Answers the question at hand with “not known”. It stays open, and never counts as no.",
        ("interview",),
        True,
        True,
        label="Don't know",
    ),
    Action(
        "answers",
        "answer",
        "list and change",
        "f2",
        "F2",
        "answers",
        "Lists every answer; choose one to change it. Answers given later are kept.",
        ("interview",),
        True,
        label="Answers",
    ),
    Action(
        "determination",
        "determination",
        "show in full",
        "f3",
        "F3",
        "determination",
        "Shows the determination as it stands, with reasons, rules and citations.",
        ("interview",),
        True,
        label="Outcome",
    ),
    Action(
        "later",
        "question",
        "ask later",
        "f5",
        "F5",
        "later",
        "Puts this question behind the others.",
        ("interview",),
        True,
        label="Later",
    ),
    Action(
        "questions",
        "question",
        "list what is left",
        "f6",
        "F6",
        "questions",
        "Lists the questions that still matter; choose one to answer it now.",
        ("interview",),
        False,
        label="Questions",
    ),
    Action(
        "next",
        "question",
        "go to the next useful one",
        "f7",
        "F7",
        "next",
        "Leaves a question that you went back to, and returns to the most useful one.",
        ("interview",),
        False,
        label="Next",
    ),
    Action(
        "undo",
        "answer",
        "undo",
        "ctrl+z",
        "^z",
        "undo",
        "Takes back the last change of the deal.",
        ("interview",),
        True,
        True,
        label="Undo",
    ),
    Action(
        "redo",
        "answer",
        "redo",
        "ctrl+y",
        "^y",
        "redo",
        "Brings back the change that was undone last.",
        ("interview",),
        False,
        True,
        label="Redo",
    ),
    Action(
        "take-back",
        "answer",
        "take back",
        "f8",
        "F8",
        "take_back",
        "Removes the answer of the question on screen, as if it had not been asked.",
        ("interview",),
        False,
        label="Take back",
    ),
    Action(
        "details",
        "deal",
        "title and date",
        "f9",
        "F9",
        "details",
        "Sets the deal's title and the day whose law applies.",
        ("interview",),
        False,
        label="Title and date",
    ),
    Action(
        "assumptions",
        "answer",
        "house assumptions",
        "",
        "",
        "assumptions",
        "Lists what a house may assume, such as relying on an announced non-enforcement; each"
        " needs a name and a reason and stands in every determination that it touches.",
        ("interview",),
    ),
    Action(
        "home",
        "navicert",
        "back to home",
        "escape",
        "esc",
        "close",
        "Goes back. The draft is saved.",
        ("interview", "determination", "record", "records"),
        True,
        label="Back",
    ),
    # determination and record
    Action(
        "save",
        "determination",
        "save as a record",
        "ctrl+s",
        "^s",
        "save",
        "Saves this determination with your name and the reason; a record is never changed.",
        ("determination",),
        True,
        label="Save",
    ),
    Action(
        "tab-answer",
        "determination",
        "show the answer",
        "1",
        "1",
        "show_tab('answer')",
        "Outcome, reasons, what to do, and what would change it.",
        _READ,
        label="Answer",
    ),
    Action(
        "tab-rules",
        "determination",
        "show the rules",
        "2",
        "2",
        "show_tab('rules')",
        "Every rule by step, down to conditions, facts and citations.",
        _READ,
        label="Rules",
    ),
    Action(
        "tab-questions",
        "determination",
        "show open questions",
        "3",
        "3",
        "show_tab('questions')",
        "What is still open; choose one to answer it.",
        _READ,
        label="Questions",
    ),
    Action(
        "tab-facts",
        "determination",
        "show the facts",
        "4",
        "4",
        "show_tab('facts')",
        "Every fact that was used, where it came from, and the calculations.",
        _READ,
        label="Facts",
    ),
    Action(
        "copy",
        "determination",
        "copy as text",
        "c",
        "c",
        "copy",
        "Copies the answer, with reasons and citations, to the clipboard.",
        _READ,
        True,
        label="Copy",
    ),
    # records
    Action(
        "next-page",
        "records",
        "next page",
        "n,ctrl+pagedown",
        "n",
        "next_page",
        "Shows the next 200 records.",
        ("records",),
        True,
        label="Next page",
    ),
    Action(
        "previous-page",
        "records",
        "previous page",
        "b,ctrl+pageup",
        "b",
        "previous_page",
        "Shows the 200 records before.",
        ("records",),
        True,
        label="Page back",
    ),
)


def actions_of(place: str) -> tuple[Action, ...]:
    """The actions of one place, those of everywhere last."""
    own = tuple(action for action in ACTIONS if place in action.places)
    return own + tuple(action for action in ACTIONS if "everywhere" in action.places)


def bindings(place: str) -> list[BindingType]:
    """Textual bindings for the actions of one place (without those of everywhere)."""
    return [
        Binding(
            action.keys,
            action.method,
            action.label or action.verb,
            show=action.footer,
            key_display=action.shown,
            priority=action.priority,
            tooltip=action.help,
            id=action.id,
        )
        for action in ACTIONS
        if place in action.places and action.keys
    ]
