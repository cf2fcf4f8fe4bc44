"""What can be done with a determination, live or saved."""

from typing import Final

from screens.actions.action import Action

_READ: Final = ("determination", "record")

ACTIONS: Final = (
    Action(
        "save",
        "determination",
        "save as a record",
        "ctrl+s",
        "^s",
        "save",
        "Saves this determination with your name and the reason, of several items that of each; a"
        " record is never changed.",
        ("determination", "items"),
        True,
        label="Save",
    ),
    Action(
        "report",
        "determination",
        "write a report",
        "e",
        "e",
        "report",
        "Writes the determination to a file as HTML, Markdown, text or JSON; before it is saved the"
        " report says that it is no record, and an exercise keeps its mark.",
        ("determination",),
        True,
        label="Report",
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
        "tab-history",
        "record",
        "show its history",
        "5",
        "5",
        "show_tab('history')",
        "What was recorded later, by whom and why; how long it is kept; digests and the head of the"
        " journal.",
        ("record",),
        label="History",
    ),
    Action(
        "copy",
        "determination",
        "copy as text",
        "c",
        "c",
        "copy",
        "Copies the answer, with reasons and citations, to the clipboard.",
        (*_READ, "items"),
        True,
        label="Copy",
    ),
)
