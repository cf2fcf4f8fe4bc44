"""Lists as CSV: the official download's columns, and plain ones for a list of one's own.

The first row names the columns, in any order and in capitals or not; docs/lists.md describes
them. Cells that hold several values part them by semicolons. Lines above the columns that begin
with “#” may say “# title: …”, “# published: 2026-07-31” and “# sample: yes”.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from engine.faults import Fault
from engine.model import Place
from engine.reading.typed_text import choice_of_words, nearest, shown
from parties.lists.faults import ListFileFaults, refuse
from parties.lists.file_text import FileText
from parties.lists.gathering import KINDS, MARKS, Gathering, RawEntry, country_code, read_day

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("party", "full name"),
    "aliases": ("alt names", "alias", "a.k.a.", "aka", "other names"),
    "id": ("reference",),
    "source": ("list",),
    "type": ("kind",),
    "addresses": ("address",),
    "countries": ("country",),
    "programs": ("program",),
    "license_requirement": (),
    "license_policy": ("review policy",),
    "federal_register_notice": ("fr citation", "notice", "citation"),
    "start_date": ("listed since",),
    "end_date": (),
    "identifiers": ("identifier",),
    "remarks": ("remark", "note", "notes"),
}
"""The columns of a list of one's own, and the other names by which each may go."""

_OFFICIAL_ONLY: Final = (
    *("entity_number", "title", "standard_order", "call_sign", "vessel_type", "gross_tonnage"),
    *("gross_registered_tonnage", "vessel_flag", "vessel_owner", "source_list_url"),
    *("citizenships", "dates_of_birth", "nationalities", "places_of_birth"),
    *("source_information_url", "ids", "_id"),
)
_COLUMN_LIMIT: Final = 200
_NAMES: Final = {
    other.replace("_", " "): column
    for column, others in COLUMNS.items()
    for other in (column, *others)
} | {column.replace("_", " ").strip(): column for column in _OFFICIAL_ONLY if column != "_id"}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a CSV says above its rows; `official` where its columns are those of the download."""

    official: bool
    title: str = ""
    published: date | None = None
    sample: bool = False


def read_list_csv(source: FileText, into: Gathering) -> Heading:
    """Put the rows into `into`; give what the file says of itself.

    Raises `ListFileFaults` where the file as a whole cannot be read; a row that cannot be is noted
    in `into` by its line.
    """
    said, body, skipped = _comments(source)
    rows = csv.reader(io.StringIO(body, newline=""), delimiter=_separator(body), strict=True)
    columns: dict[str, int] = {}
    width, line = 0, skipped
    # Where the file ends within a line, the last row may have lost its end.
    last = 0 if body.endswith(("\n", "\r")) else body.count("\n") + 1
    try:
        for row in rows:
            # A row may run over lines: it is told by the line that it begins on.
            line, here = rows.line_num + skipped, line + 1
            if not any(cell.strip() for cell in row):
                continue
            if not columns:
                columns, width = _header(row, source.file, here), len(row)
            elif into.full:
                raise refuse(
                    source.file,
                    f"the file has more than {into.bounds.parties:,} parties",
                    "no list is that long; check that it is the right file",
                    here,
                )
            else:
                whole = len(row) >= width or not (_is_official(columns) or rows.line_num == last)
                _row(row, columns, (width, whole), here, into)
    except csv.Error as error:
        raise refuse(
            source.file,
            f"this is not CSV: {error}",
            "close every quote; if the file was downloaded, download it again",
            rows.line_num + skipped,
        ) from None
    if not columns:
        raise refuse(source.file, "the file is empty", "name the columns in the first row")
    if not into.parties and not into.faults:
        raise refuse(source.file, "the list holds no party", "add a row for each", skipped + 1)
    return Heading(_is_official(columns), *said)


def faults_of(source: FileText, into: Gathering) -> ListFileFaults:
    """The rows that could not be read, each with its line."""
    return ListFileFaults(
        Fault(Place(source.file, line, 1), wrong, right) for line, wrong, right in into.faults
    )


def _comments(source: FileText) -> tuple[tuple[str, date | None, bool], str, int]:
    """What the lines with “#” say (title, day, sample), the text below them, and their number."""
    title, published, sample, skipped = "", None, False, 0
    body = source.text
    while body.lstrip(" \t").startswith("#") or body[:4].casefold() == "sep=":
        first, _, body = body.partition("\n")
        skipped += 1
        key, _, value = first.strip().lstrip("#").partition(":")
        key, value = key.strip().casefold(), value.strip().rstrip(",;").strip(' "')
        if key == "title":
            title = value
        elif key == "sample":
            sample = value.casefold() in ("yes", "true")
        elif key == "published":
            published = read_day(value)
            if published is None:
                raise refuse(
                    source.file,
                    f"{shown(value)} is no day",
                    "write it as in “# published: 2026-07-31”",
                    skipped,
                )
    return (title, published, sample), body, skipped


def _separator(body: str) -> str:
    head = next((line for line in body.splitlines() if line.strip()), "")

    def known(separator: str) -> int:
        return sum(_folded(name) in _NAMES for name in head.split(separator))

    return max((",", ";", "\t"), key=lambda separator: (known(separator), head.count(separator)))


def _folded(name: str) -> str:
    return " ".join(name.strip(' "\ufeff').replace("_", " ").casefold().split())


def _header(row: list[str], file: str, line: int) -> dict[str, int]:
    if len(row) > _COLUMN_LIMIT:
        raise refuse(
            file, f"the first row has {len(row):,} cells", f"keep at most {_COLUMN_LIMIT}", line
        )
    columns: dict[str, int] = {}
    misspelt, faults = [], []
    for cell, name in enumerate(row):
        column = "id" if name.strip(' "') == "_id" else _NAMES.get(_folded(name))
        if column is None:
            misspelt += _misspelt(name, Place(file, line, cell + 1))
        elif column in columns:
            wrong = f"the column “{column}” stands twice"
            faults.append(Fault(Place(file, line, cell + 1), wrong, "keep one"))
        else:
            columns[column] = cell
    if not _is_official(columns):  # the download may come to have columns that nobody knows yet
        faults += misspelt
    if "name" not in columns and not faults:
        wrong = f"the first row names no “name”: its first cell is {shown(row[0])}"
        right = f"name the columns there: {', '.join(COLUMNS)}"
        faults.append(Fault(Place(file, line, 1), wrong, right))
    if faults:
        raise ListFileFaults(faults)
    return columns


def _misspelt(name: str, place: Place) -> list[Fault]:
    """What to say of a column that looks like one that is read, and is none."""
    folded = _folded(name)
    near = nearest(folded, _NAMES) if len(folded) > 3 else []
    if not near or near[0][:1] != folded[:1]:
        return []
    wrong = f"{shown(name)} is not a column that is read"
    return [Fault(place, wrong, f"did you mean “{_NAMES[near[0]]}”?")]


def _is_official(columns: Mapping[str, int]) -> bool:
    return {"source", "entity_number", "federal_register_notice", "source_list_url"} <= set(columns)


def _row(
    row: list[str],
    columns: Mapping[str, int],
    shape: tuple[int, bool],
    line: int,
    into: Gathering,
) -> None:
    """Take in one row. `shape` is the width of the first row, and whether this one is whole."""
    width, whole = shape
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        into.fail(
            line,
            f"this row has {len(row)} cells, and the first row names {width}",
            "put quotes around a cell that holds the separator",
        )
        return
    if not whole:
        into.fail(
            line,
            f"this row has {len(row)} cells, and the first row names {width}",
            "the file may be cut off: download it again, or complete the row",
        )
        return
    cells = {column: row[cell] for column, cell in columns.items() if cell < len(row)}
    wrong = _fault_in(cells, _is_official(columns))
    if wrong:
        into.fail(line, *wrong)
        return

    def several(column: str) -> list[str]:
        return [part.strip() for part in cells.get(column, "").split(";") if part.strip()]

    into.add(
        RawEntry(
            id=cells.get("id", ""),
            source=cells.get("source", ""),
            number=cells.get("entity_number", ""),
            kind=cells.get("type", ""),
            name=cells.get("name", ""),
            aliases=several("aliases"),
            addresses=[_address(part) for part in several("addresses")],
            countries=several("countries") + several("nationalities") + several("citizenships"),
            programs=several("programs"),
            license_requirement=cells.get("license_requirement", ""),
            license_policy=cells.get("license_policy", ""),
            federal_register_notice=cells.get("federal_register_notice", ""),
            start_date=cells.get("start_date", ""),
            end_date=cells.get("end_date", ""),
            identifiers=[f"{called}: {part}" for key, called in MARKS for part in several(key)]
            + several("ids")
            + several("identifiers"),
            remarks=cells.get("remarks", ""),
        ),
        line,
    )


def _fault_in(cells: Mapping[str, str], official: bool) -> tuple[str, str] | None:
    """What is wrong with a row of one's own list; the official one is taken as it comes."""
    if official:
        return None
    kind = cells.get("type", "").strip()
    if kind.casefold() not in KINDS:
        known = choice_of_words(sorted(set(KINDS.values())))
        return f"type: {shown(kind)} is none that is known", f"write {known}, or nothing"
    for column in ("start_date", "end_date"):
        day = cells.get(column, "").strip()
        if day and read_day(day) is None:
            return f"{column}: {shown(day)} is no day", "write it as 2026-07-31"
    return None


def _address(text: str) -> tuple[str, str]:
    """An address and its country, which stands last: two capital letters, or a few names."""
    before, _, last = text.strip().rpartition(",")
    code = country_code(last)
    # “La” may end a street’s name; the code of Laos is written LA.
    if not code or (code.casefold() == last.strip().casefold() and not last.strip().isupper()):
        return text, ""
    return before.strip(), code
