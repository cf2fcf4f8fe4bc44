"""What can be taken away from a determination on screen, and where to go once it is saved."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.interview.law import Findings
from records.reports.forms import SUFFIXES
from screens.modals.form import Tree
from screens.modals.menu import Entry, MenuModal
from screens.navicert_screen import NavicertScreen

_FORMS: Final = {
    "html": "Report to print or to send (HTML)",
    "md": "Report as Markdown",
    "text": "Report as text",
    "json": "Determination as JSON",
}
REPORT: Final = "report"
AGAIN: Final = "again:"
HOME: Final = "home:"
"""What the screen of the determination returns where somebody wants a new deal from this one, or
to go home; no fact has such a name."""

Screen = NavicertScreen[str | None]


def choose_report(
    screen: Screen, findings: Findings, now: Callable[[], datetime], saved_as: str
) -> None:
    """Ask for a form and a file, and write the report there."""
    head = "Write a report to a file"
    if findings.mark:
        head += f" (marked {findings.mark})"
    elif not saved_as:
        head += " (marked “not saved as a record”)"
    shown = [
        Entry(form, words, hot) for (form, words), hot in zip(_FORMS.items(), "hmtj", strict=True)
    ]

    def chosen(form: str | None) -> None:
        if form is not None:
            _ask_where(screen, findings, form, now, saved_as)

    screen.app.push_screen(MenuModal(head, shown), chosen)


def _ask_where(
    screen: Screen, findings: Findings, form: str, now: Callable[[], datetime], saved_as: str
) -> None:
    from records.reports.fresh import fresh_report
    from screens.audit.exports import FULL
    from screens.to_file import ask_where, put

    def write(path: Path, tree: Tree) -> str:
        put(path, fresh_report(findings, form, now(), tree.get("full") == "full", saved_as))
        return "Report"

    name = file_name(findings, form)
    fields = () if form == "json" else (FULL,)
    ask_where(screen.app, Path.cwd(), _FORMS[form], name, write, True, fields, {"full": "memo"})


def file_name(findings: Findings, form: str) -> str:
    """The name proposed: the deal and the day, in letters that every disk takes."""
    title = findings.combined.title or "determination"
    words = "".join(sign if sign.isalnum() and sign.isascii() else " " for sign in title).split()
    marked = ["what-if"] if findings.what_if else []
    marked += ["hypothetical"] if findings.supposed else []
    parts = [*marked, *(word.lower() for word in words[:8]), findings.combined.as_of]
    return "-".join(parts) + SUFFIXES[form]


def say_saved(screen: Screen, saved: str, write: Callable[[], None]) -> None:
    """Say what was saved, and ask what to do next."""
    entries = [
        Entry("stay", "Stay here", "s"),
        Entry(REPORT, "Write a report to a file", "w"),
        Entry(AGAIN, "New deal from this one", "n"),
        Entry(HOME, "Done: go home", "h"),
    ]

    def chosen(key: str | None) -> None:
        if key == REPORT:
            write()
        elif key in (AGAIN, HOME):
            screen.dismiss(key)

    screen.app.push_screen(MenuModal(saved, entries), chosen)
