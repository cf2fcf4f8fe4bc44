"""Writing to a file that the person names: nothing is written over without asking."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from textual.app import App

from engine.durable import write_whole
from records.faults import cannot_save
from records.locations import is_of_records
from screens.modals.form import Field, Tree
from screens.modals.working_form import TOLD, WorkingFormModal
from screens.typed_paths import is_folder, is_taken, typed_path


class FileToWrite(NamedTuple):
    """A file to be written: the name proposed, and what writes it, all of it or none, and says
    what was written. `replaces` is false where a file that is there is never written over."""

    title: str
    name: str
    write: Callable[[Path], str]
    replaces: bool = True


def write_to_file(app: App[Any], folder: Path, wanted: FileToWrite) -> None:
    """Ask where to, write, and say so."""
    ask_where(
        app, folder, wanted.title, wanted.name, lambda path, _: wanted.write(path), wanted.replaces
    )


def ask_where(
    app: App[Any],
    folder: Path,
    title: str,
    name: str,
    write: Callable[[Path, Tree], str],
    replaces: bool = True,
    fields: Sequence[Field] = (),
    tree: Tree | None = None,
) -> None:
    """Likewise, with `fields` of one's own in the form before the path."""
    where = Field("path", "File", f"In {folder}, where no other folder is named.", "path")

    def path_of(tree: Tree) -> Path:
        return typed_path(tree["path"], folder)

    def check(tree: Tree) -> list[tuple[str, str]]:
        if not tree.get("path"):
            return [("path", "say where to")]
        path = path_of(tree)
        if is_folder(path):
            return [("path", f"{path} is a folder: name a file in it")]
        if not is_folder(path.parent):
            return [("path", f"there is no folder {path.parent}")]
        if is_taken(path) and (not replaces or path.suffix == ".jsonl"):
            return [("path", f"{path} exists already: name another file")]
        if is_of_records(path):
            return [("path", f"{path.parent} is for the records alone: name another folder")]
        return []

    def question(tree: Tree) -> str:
        path = path_of(tree)
        return f"{path} exists already. Write over it?" if is_taken(path) else ""

    def work(tree: Tree) -> str:
        path = path_of(tree)
        return f"{write(path, tree)} written to {path.resolve()}"

    def closed(tree: Tree | None) -> None:
        if tree is not None:
            app.notify(tree[TOLD], markup=False, timeout=12)

    start = {**(tree or {}), "path": name}
    modal = WorkingFormModal(title, (*fields, where), start, check, work, "Write", "path", question)
    app.push_screen(modal, closed)


def put(path: Path, text: str) -> None:
    """Write the file, all of it or none. Raises `CannotSaveError`."""
    try:
        write_whole(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise cannot_save(path, error) from error
