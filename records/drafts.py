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

TWO_DRAFTS: Final = (
    "Another Navicert changed this draft since it was opened here. Its answers stay in the draft;"
    " yours are kept in a new one, with which you go on. Both stand in the list of drafts."
)
"""What to tell where `Drafts.save` made a draft of its own."""


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
        self._known: dict[str, bytes] = {}  # what is worked on here, as it was opened or saved last

    def new_name(self, title: str) -> str:
        """A name for a new draft: words of its title for the eye, and letters that are its own."""
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_WORDS_KEPT].strip("-")
        return f"{words or 'deal'}-{secrets.token_hex(4)}"

    def save(self, name: str, text: str) -> Path:
        """Put `text` in place of the draft; the old text stays until the new one is on disk.

        Where another process changed the draft since it was opened or saved here, that stays as it
        is, and `text` becomes a draft of its own. Gives the path written: its stem is the name to
        go on with. Raises CannotSaveError or DraftError.
        """
        path, content = self._path(name), text.encode("utf-8", "surrogatepass")
        try:
            durable.make_folder(self.folder)
            if self._changed_elsewhere(path, content):
                path = self._path(self.new_name(name.rpartition("-")[0]))
            durable.write_whole(path, content)
        except OSError as error:
            raise cannot_save(path, error) from error
        self._known[path.stem] = content
        return path

    def _changed_elsewhere(self, path: Path, content: bytes) -> bool:
        known = self._known.get(path.stem)
        if known is None:
            return False
        try:
            found = path.read_bytes()
        except FileNotFoundError:  # deleted meanwhile: what is saved now brings it back
            return False
        return found not in (known, content)

    def open(self, name: str) -> str:
        """The text of a draft that is to be worked on: a change of it by another process is
        noticed from now on. Raises DraftError."""
        text = self.load(name)
        self._known[name] = text.encode("utf-8", "surrogatepass")
        return text

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
        self._known.pop(name, None)
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
