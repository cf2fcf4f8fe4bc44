"""A list file, whatever its kind, as a screening list with remarks on what had to be changed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from parties.entries import ScreeningList
from parties.lists import list_csv, official_json
from parties.lists.faults import refuse
from parties.lists.file_text import BOUNDS, Bounds, FileText, read_file_text
from parties.lists.gathering import Gathering, Remark, clean_line

CONSOLIDATED: Final = "csl"
CONSOLIDATED_TITLE: Final = "Consolidated Screening List"
_HOUSE: Final = "HOUSE"


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a file held. `unread` counts the entries that could not be read and are not in it."""

    list: ScreeningList
    official: bool
    remarks: tuple[Remark, ...]
    unread: int = 0
    faults: tuple[str, ...] = ()  # the first of the unread ones, in words with their places


def read_list(
    path: Path,
    name: str = "",
    title: str = "",
    published: date | None = None,
    *,
    leave_out_unread: bool = False,
    bounds: Bounds = BOUNDS,
) -> ReadList:
    """The list in the file at `path`: the official download as JSON or CSV, packed by gzip or
    not, or a CSV of one's own.

    `name`, `title` and `published` come before what the file says of itself. Raises
    `ListFileFaults` with every entry that cannot be read, unless they are to be left out.
    """
    source = read_file_text(path, bounds)
    into = Gathering(bounds, default_source=_own_code(name or _stem(path)))
    if source.text.lstrip()[:1] in ("{", "["):
        into.default_source = ""  # the download names the source of each entry
        heading = list_csv.Heading(True, published=official_json.read_official_json(source, into))
        faults = official_json.faults_of(source, into) if into.faults else None
    else:
        heading = list_csv.read_list_csv(source, into)
        faults = list_csv.faults_of(source, into) if into.faults else None
    if faults and not (leave_out_unread and into.parties):
        raise faults
    found = _list(source, into, heading, (name, title, published), path)
    told = tuple(str(fault) for fault in faults.faults) if faults else ()
    return ReadList(found, heading.official, into.remarks, into.unread, told)


def _list(
    source: FileText,
    into: Gathering,
    heading: list_csv.Heading,
    given: tuple[str, str, date | None],
    path: Path,
) -> ScreeningList:
    name, title, published = given
    day = published or heading.published
    if day is None:
        raise refuse(
            source.file,
            "the file does not say which day it was published",
            "name the day with --published 2026-07-31",
        )
    own = CONSOLIDATED if heading.official else _stem(path)
    words = title or heading.title or (CONSOLIDATED_TITLE if heading.official else own)
    return ScreeningList(
        name=name or own,
        title=clean_line(words)[:200],
        published=day,
        digest=source.digest,
        parties=tuple(into.parties),
        sample=heading.sample,
    )


def _stem(path: Path) -> str:
    """The file's name as a list's name: “Watch List 2.csv.gz” is “watch-list-2”."""
    stem = path.name.split(".")[0].casefold()
    letters = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in stem)
    return "-".join(letters.split())[:40] or "list"


def _own_code(name: str) -> str:
    """The source code of entries that name none: the list's own name in capitals."""
    return name.upper()[:12].strip("-") or _HOUSE
