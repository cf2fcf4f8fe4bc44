"""The imported lists in a folder: for each name the one in use and the one before it.

    lists/csl/in-use.json       which files those are, and what is known of them
    lists/csl/<sha256>.list     a list, named after the SHA-256 of its own bytes

`in-use.json` is written last. Whatever goes wrong before that leaves the list in use as it was.
"""

import contextlib
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from engine.durable import write_whole
from engine.evaluation.screened import OLD_AFTER_DAYS
from parties.lists.about import About, about_from
from parties.lists.difference import Difference, difference
from parties.lists.faults import (
    DamagedListError,
    DoubtfulListError,
    ListsError,
    NoSuchListError,
)
from parties.lists.file_text import BOUNDS, Bounds
from parties.lists.keeping import writing_alone
from parties.lists.kept_list import KeptList, damaged, kept_form, load_kept
from parties.lists.read import ReadList, read_list

FULL_DOWNLOAD: Final = 10_000
"""Parties under which the official download is surely not whole: it held 25,921 in July 2026."""

_LARGE_LOSS: Final = 10  # percent of the parties that go in one step
_FORMAT: Final = "navicert lists/1"
_POINTER: Final = "in-use.json"
_KEPT_NAME: Final = re.compile(r"[0-9a-f]{64}\.list")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `difference` is None for the first list of its name; `same_file` where
    the file is the one that was in use already."""

    about: About
    before: About | None
    difference: Difference | None
    same_file: bool
    faults: tuple[str, ...]  # the entries that were left out, in words


@dataclass(frozen=True, slots=True)
class ListStatus:
    """A list in use on a day. `damaged` says why it cannot be used, if so."""

    about: About
    before: About | None
    age_days: int
    old: bool
    damaged: str = ""


@dataclass(frozen=True, slots=True)
class _Pointer:
    in_use: About
    before: About | None


def import_list(
    folder: Path,
    path: Path,
    imported_at: datetime,
    *,
    name: str = "",
    title: str = "",
    published: date | None = None,
    anyway: bool = False,
    bounds: Bounds = BOUNDS,
) -> Imported:
    """Read the list in the file at `path` and put it in use in `folder`, beside those of other
    names. The list in use until now is kept as the one before.

    `imported_at` bears a time zone. Raises `ListFileFaults`, `DoubtfulListError` (which `anyway`
    overrules, entries that cannot be read among them) and `CannotKeepError`.
    """
    if name:
        _check_name(name)
    found = read_list(path, name, title, published, leave_out_unread=anyway, bounds=bounds)
    parties = found.list.parties
    home = folder / found.list.name
    with writing_alone(home):
        pointer = _pointer(home, forgiving=True)
        doubts = _doubts(found, pointer, imported_at)
        if doubts and not anyway:
            raise DoubtfulListError(str(path), doubts)
        content = kept_form(parties)
        about = replace(
            _about(found, imported_at, doubts), kept_in=f"{sha256(content).hexdigest()}.list"
        )
        write_whole(home / about.kept_in, content)
        change, before = _since(home, pointer, about)
        write_whole(home / _POINTER, _told(_Pointer(about, before)))
        for other in home.glob("*.list"):
            if other.name not in (about.kept_in, before.kept_in if before else ""):
                # Windows keeps a file that another process reads: the next import takes it away.
                with contextlib.suppress(OSError):
                    other.unlink()
    same = pointer is not None and pointer.in_use.digest == about.digest
    return Imported(about, before, change, same, found.faults)


def in_use(folder: Path, name: str) -> KeptList:
    """The list of that name that is in use. Raises `NoSuchListError`, `DamagedListError`."""
    home = folder / _check_name(name)
    pointer = _there(home, name)
    try:
        return load_kept(home / pointer.in_use.kept_in, pointer.in_use)
    except DamagedListError:
        # Another process may have put two newer lists in use in the meantime.
        again = _there(home, name)
        if again == pointer:
            raise
        return load_kept(home / again.in_use.kept_in, again.in_use)


def before_it(folder: Path, name: str) -> KeptList | None:
    """The list of that name that was in use before, None where it is the first.

    Raises `NoSuchListError`, `DamagedListError`.
    """
    home = folder / _check_name(name)
    before = _there(home, name).before
    return load_kept(home / before.kept_in, before) if before else None


def last_difference(folder: Path, name: str) -> Difference | None:
    """What the last import changed, None for the first. Raises as `in_use` does."""
    before = before_it(folder, name)
    return difference(before, in_use(folder, name)) if before else None


def names_in_use(folder: Path) -> tuple[str, ...]:
    """The names of the lists in use, in order of the alphabet."""
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(
            home.name
            for home in folder.iterdir()
            if _NAME.fullmatch(home.name) and (home / _POINTER).is_file()
        )
    )


def status(folder: Path, today: date, old_after: int = OLD_AFTER_DAYS) -> tuple[ListStatus, ...]:
    """Every list in use, with its age on the day `today`. Raises `DamagedListError` where it
    cannot even be said which list is in use."""
    return tuple(_status(folder / name, name, today, old_after) for name in names_in_use(folder))


def age_of(published: date, today: date) -> int:
    """The days since a list was published, none for one that bears a day to come."""
    return max((today - published).days, 0)


def _status(home: Path, name: str, today: date, old_after: int) -> ListStatus:
    pointer = _there(home, name)
    about = pointer.in_use
    age = age_of(about.published, today)
    try:
        load_kept(home / about.kept_in, about)
        wrong = ""
    except DamagedListError as error:
        wrong = str(error)
    return ListStatus(about, pointer.before, age, age > old_after, wrong)


def _check_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise NoSuchListError(
            f"“{name[:60]}” cannot be the name of a list: write up to 40 small letters, digits and"
            " hyphens, such as csl or house-list"
        )
    return name


def _about(found: ReadList, imported_at: datetime, doubts: tuple[str, ...]) -> About:
    parties = found.list.parties
    return About(
        name=found.list.name,
        title=found.list.title,
        published=found.list.published,
        digest=found.list.digest,
        imported_at=imported_at,
        parties=len(parties),
        names=sum(1 + len(party.aliases) for party in parties),
        by_source=tuple(Counter(party.source for party in parties).most_common()),
        official=found.official,
        sample=found.list.sample,
        remarks=found.remarks,
        doubts=doubts,
        unread=found.unread,
    )


def _doubts(found: ReadList, pointer: _Pointer | None, at: datetime) -> tuple[str, ...]:
    """Why the list may lack parties that it should hold, as sentences without a full stop."""
    new = _about(found, at, ())
    doubts = []
    if (new.published - at.date()).days > 1:
        doubts.append(f"It bears the day {new.published}, which has not come yet")
    if found.unread:
        first = f", first {found.faults[0]}" if found.faults else ""
        doubts.append(f"{found.unread:,} entries cannot be read and would be left out{first}")
    if new.official and not new.sample and new.parties < FULL_DOWNLOAD:
        doubts.append(
            f"It holds {new.parties:,} parties; the whole Consolidated Screening List has held"
            f" over {FULL_DOWNLOAD:,}"
        )
    if pointer is None or pointer.in_use.sample:
        return tuple(doubts)
    old = pointer.in_use
    if new.published < old.published:
        doubts.append(f"It is of {new.published}, and the list in use is of {old.published}")
    if new.parties * 100 < old.parties * (100 - _LARGE_LOSS):
        doubts.append(f"It holds {new.parties:,} parties, and the list in use {old.parties:,}")
    gone = [code for code, _ in old.by_source if code not in dict(new.by_source)]
    if gone:
        doubts.append(f"It holds nobody of {', '.join(gone)}, and the list in use does")
    if old.official != new.official:
        kind = "the official download" if old.official else "no official download"
        doubts.append(f"The list in use under the name {old.name} is {kind}, unlike this one")
    return tuple(doubts)


def _since(
    home: Path, pointer: _Pointer | None, about: About
) -> tuple[Difference | None, About | None]:
    """What changed since the list in use, and which list is the one before now."""
    if pointer is None:
        return None, None
    if pointer.in_use.kept_in == about.kept_in:
        return Difference(unchanged=about.parties), pointer.before
    try:
        old = load_kept(home / pointer.in_use.kept_in, pointer.in_use)
        return difference(old, load_kept(home / about.kept_in, about)), pointer.in_use
    except DamagedListError:
        return None, None  # the new list mends what was damaged; there is nothing to compare with


def _there(home: Path, name: str) -> _Pointer:
    pointer = _pointer(home)
    if pointer is None:
        raise NoSuchListError(
            f"no list “{name}” is in use: import one with “navicert lists import FILE”"
        )
    return pointer


def _pointer(home: Path, forgiving: bool = False) -> _Pointer | None:
    """What is in use, None where nothing is. A damaged pointer counts as none where `forgiving`."""
    path = home / _POINTER
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
        if data["format"] != _FORMAT:
            raise damaged(path, "another version of Navicert wrote it")
        before = data["before"]
        found = _Pointer(about_from(data["in_use"]), about_from(before) if before else None)
        for about in (found.in_use, found.before):
            if about and not _KEPT_NAME.fullmatch(about.kept_in):
                raise damaged(path, "it names a file that is no list")
        return found
    except FileNotFoundError:
        return None
    except ListsError:
        if forgiving:
            return None
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        if forgiving:
            return None
        raise damaged(path, "it cannot be read") from None


def _told(pointer: _Pointer) -> bytes:
    tree = {
        "format": _FORMAT,
        "in_use": pointer.in_use.as_data(),
        "before": pointer.before.as_data() if pointer.before else None,
    }
    return json.dumps(tree, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
