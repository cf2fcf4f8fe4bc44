"""Copying text, and writing what was copied to a file where a terminal has no clipboard."""

from typing import Any

from textual.app import App
from textual.screen import Screen

NO_CLIPBOARD = "^d writes it to a file, if your terminal has no clipboard."


def copy(screen: Screen[Any], text: str, told: str = "Copied.") -> None:
    """Give `text` to the clipboard of the terminal, and say how else to get hold of it."""
    screen.app.copy_to_clipboard(text)
    screen.notify(f"{told} {NO_CLIPBOARD}", markup=False)


def save_copied(app: App[Any]) -> None:
    """Ask for a file, and write there what was copied last."""
    from pathlib import Path

    from screens.to_file import FileToWrite, put, write_to_file

    text = app.clipboard
    if not text:
        app.notify("Nothing was copied yet: c copies what is on screen.", markup=False)
        return

    def write(path: Path) -> str:
        put(path, text)
        return f"{len(text.splitlines()):,} lines"

    wanted = FileToWrite("Write what was copied to a file", "navicert.txt", write)
    write_to_file(app, Path.cwd(), wanted)
