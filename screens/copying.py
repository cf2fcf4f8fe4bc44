"""Text that leaves the app: to the clipboard, and to a file where no clipboard takes it.

The clipboard is the terminal's own (OSC 52), which works through ssh; some terminals do not let it
in, and nothing tells. So whatever is copied can be written to a file as well.
"""

from pathlib import Path
from typing import Any

from textual.app import App

from engine.durable import write_whole
from records.faults import cannot_save
from screens.modals.form import Field, Tree
from screens.modals.working_form import TOLD, WorkingFormModal
from screens.plain import safe


def copy_text(app: App[Any], text: str, what: str = "Copied as text") -> None:
    """Copy a text and say so, and what to do where it does not arrive."""
    app.copy_to_clipboard(safe(text))
    app.notify(f"{what}. Where pasting brings nothing, ^f saves it to a file.", markup=False)


def save_text(app: App[Any], text: str, name: str = "navicert-copied.txt") -> None:
    """Ask for a file and write the text into it; none is written over."""
    folder = Path.cwd()
    where = Field("path", "File", f"In {folder}, where no other folder is named.", "path")

    def path_of(tree: Tree) -> Path:
        return folder / Path(str(tree["path"])).expanduser()

    def check(tree: Tree) -> list[tuple[str, str]]:
        if not tree.get("path"):
            return [("path", "say where to")]
        path = path_of(tree)
        if path.exists():
            return [("path", f"{path} is there already: name another file")]
        return [] if path.parent.is_dir() else [("path", f"there is no folder {path.parent}")]

    def work(tree: Tree) -> str:
        path = path_of(tree)
        try:
            write_whole(path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise cannot_save(path, error) from error
        return f"Written to {path}."

    def closed(tree: Tree | None) -> None:
        if tree is not None:
            app.notify(tree[TOLD], markup=False)

    title = "Save as a text file"
    app.push_screen(WorkingFormModal(title, (where,), {"path": name}, check, work), closed)


def save_copied(app: App[Any]) -> None:
    """Write what was copied last to a file."""
    if app.clipboard:
        save_text(app, app.clipboard)
    else:
        app.notify("Nothing was copied yet: c copies where text is read.", markup=False)
