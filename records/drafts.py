"""Deals that are being worked on, as deal files: whole or not there, whenever a kill comes.

A draft's name is made here and never taken from a title as it stands. A deleted draft goes to a
trash folder, from which it can be had back.
"""

import contextlib
import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, Final

from engine import durable
from records.faults import DraftError, cannot_save

_SUFFIX: Final = ".yaml"
_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_TITLE: Final = re.compile(r"^title:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_WORDS_KEPT: Final = 48


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft on the list. `title` is as in its text, empty if it has none."""

    name: str
    title: str
    changed_at: datetime
    size: int


class Drafts:
    """The drafts in `folder`, which the first save makes. What else is kept so has another `what`,
    the word for it in messages."""

    what: ClassVar[str] = "draft"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._trash = folder / "trash"

    def new_name(self, title: str) -> str:
        """A name for a new draft: words of its title for the eye, and letters that are its own."""
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_WORDS_KEPT].strip("-")
        return f"{words or 'deal'}-{secrets.token_hex(4)}"

    def save(self, name: str, text: str) -> Path:
        """Put `text` in place of the draft; the old text stays until the new one is on disk.

        Raises CannotSaveError or DraftError.
        """
        path = self._path(name)
        try:
            durable.make_folder(self.folder)
            durable.write_whole(path, text.encode("utf-8", "surrogatepass"))
        except OSError as error:
            raise cannot_save(path, error) from error
        return path

    def load(self, name: str) -> str:
        """The text of a draft. Raises DraftError."""
        try:
            return self._path(name).read_bytes().decode("utf-8", "surrogatepass")
        except FileNotFoundError:
            raise DraftError(
                f"There is no {self.what} {name!r}; it may have been deleted."
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise DraftError(f"The {self.what} {name!r} cannot be read: {error}.") from error

    def saved(self) -> list[Draft]:
        """Every draft, the one changed last first."""
        return _listed(self.folder)

    def find(self, wanted: str) -> Draft:
        """The one with this name, or with this title. Raises DraftError where there is none, or
        several have the title."""
        return self._named(wanted, self.saved())

    def find_trashed(self, wanted: str) -> Draft:
        """The same of those that are deleted. Raises DraftError."""
        return self._named(wanted, self.trashed())

    def _named(self, wanted: str, drafts: Sequence[Draft]) -> Draft:
        found = [one for one in drafts if one.name == wanted]
        found = found or [one for one in drafts if one.title.casefold() == wanted.casefold()]
        if len(found) > 1:
            names = ", ".join(one.name for one in found)
            raise DraftError(f"{len(found)} {self.what}s are called {wanted!r}: name one, {names}.")
        if not found:
            raise DraftError(f"There is no {self.what} {wanted!r}; it may have been deleted.")
        return found[0]

    def trashed(self) -> list[Draft]:
        """Every deleted draft, the one changed last first."""
        return _listed(self._trash)

    def delete(self, name: str) -> None:
        """Move a draft to the trash. Raises DraftError."""
        path = self._path(name)
        try:
            durable.make_folder(self._trash)
        except OSError as error:
            raise cannot_save(self._trash, error) from error
        self._move(path, self._trash / path.name, f"There is no {self.what}")

    def restore(self, name: str) -> None:
        """Have a deleted draft back. Raises DraftError."""
        target = self._path(name)
        if target.exists():
            raise DraftError(f"There is a {self.what} {name!r} already; delete it first.")
        self._move(self._trash / target.name, target, f"The trash holds no {self.what}")

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            wrong = f"{name!r} is no name of a {self.what}: it has small letters, digits and -."
            raise DraftError(wrong)
        return self.folder / f"{name}{_SUFFIX}"

    def _move(self, source: Path, target: Path, missing: str) -> None:
        try:
            source.replace(target)
            durable.sync_folder(target.parent)
            durable.sync_folder(source.parent)
        except FileNotFoundError:
            raise DraftError(f"{missing} {source.stem!r}.") from None
        except OSError as error:
            raise cannot_save(target, error) from error


def _listed(folder: Path) -> list[Draft]:
    drafts = []
    if folder.is_dir():
        for path in folder.glob(f"*{_SUFFIX}"):
            if _NAME.fullmatch(path.stem):
                with contextlib.suppress(FileNotFoundError):  # deleted since
                    drafts.append(_draft(path))
    return sorted(drafts, key=lambda draft: (draft.changed_at, draft.name), reverse=True)


def _draft(path: Path) -> Draft:
    found = path.stat()
    with path.open("rb") as file:
        start = file.read(4096).decode("utf-8", "replace")
    title = _TITLE.search(start)
    shown = title.group(1) if title else ""
    if len(shown) > 1 and shown[0] == shown[-1] and shown[0] in "\"'":
        shown = shown[1:-1]
    changed = datetime.fromtimestamp(found.st_mtime, UTC)
    return Draft(path.stem, shown, changed, found.st_size)
