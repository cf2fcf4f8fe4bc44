"""A file of names screened: CSV in, CSV out, with progress, all of it or none."""

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from commands import exits
from commands.talk import say

if TYPE_CHECKING:
    from engine.model import Country
    from parties.disposition import Memory
    from parties.lists_at_hand import ListsAtHand
    from parties.matching.query import Query, Threshold
    from parties.screened_party import ScreenedParty

COLUMNS: Final = ("name", "country", "kind", "address", "reference")
OTHER_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("party", "full name", "customer", "company"), "name"),
    **dict.fromkeys(("type",), "kind"),
    **dict.fromkeys(("id", "number", "ref"), "reference"),
}
RESULTS: Final = (
    *("line", "reference", "name", "country", "result", "score", "band", "listed_name"),
    *("listed_party", "source", "entry", "matched", "words", "country_of_entry"),
    *("kind_of_entry", "address_of_entry", "disposition", "by", "reason", "list", "published"),
    *("digest", "threshold", "remark"),
)
MOST_NAMES: Final = 1_000_000
MOST_BYTES: Final = 200_000_000
_BAR: Final = 30
_EVERY: Final = 0.2  # seconds between two signs of progress


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file, as it is screened; `remark` tells what of it could not be used."""

    line: int
    reference: str
    country: str  # as written
    query: "Query"
    remark: str = ""


def screen_file(options: argparse.Namespace) -> int:
    """Screen every name of the file `--from` and write the results to `--out`."""
    from commands.screening import decisions, exit_code, open_lists, tell_lists, threshold_of
    from engine.durable import whole_file
    from parties.matching.query import BULK_THRESHOLD
    from records.faults import cannot_save
    from records.reports.listing import cell

    threshold = threshold_of(options, BULK_THRESHOLD)
    rows = read_rows(_source(options.source), str(options.source))
    lists, memory = open_lists(), decisions()
    names_hit = 0
    progress = Progress(len(rows))
    try:
        with whole_file(options.out) as target:
            text = io.TextIOWrapper(target, "utf-8", "backslashreplace", newline="")
            writer = csv.writer(text)
            writer.writerow(RESULTS)
            for done, (row, found) in enumerate(_screened(rows, lists, memory, threshold), 1):
                writer.writerows(map(cell, line) for line in result_rows(row, found))
                names_hit += any(one.meets_somebody for one in found)
                progress.show(done)
            text.detach()  # flushes, and leaves the file to be synced
    except OSError as error:
        progress.end()
        raise cannot_save(options.out, error) from error
    except BaseException:
        progress.end()
        raise
    progress.end()
    sound = tell_lists(lists)
    unused = sum(bool(row.remark) for row in rows)
    if unused:
        say(f"navicert: of {unused:,} names something could not be used: see “remark”")
    say(
        f"{len(rows):,} names screened in {progress.seconds:.1f} s: {names_hit:,} meet a listed"
        f" name at or above {threshold.score:g} that nobody has cleared; written to {options.out}"
    )
    return exit_code(names_hit > 0, sound)


def _screened(
    rows: Iterable[Row], lists: "ListsAtHand", memory: "Memory", threshold: "Threshold"
) -> "Iterator[tuple[Row, tuple[ScreenedParty, ...]]]":
    known: dict[Query, tuple[ScreenedParty, ...]] = {}
    for row in rows:
        found = known.get(row.query)
        if found is None:
            found = known[row.query] = lists.screen(row.query, memory, threshold)
            if len(known) > 5_000:  # a repeat stands near in most files
                known.pop(next(iter(known)))
        yield row, found


def _source(path: Path) -> bytes:
    """The bytes of the file, or of stdin; leaves with a word where there are none."""
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except OSError as error:
        say(f"navicert screen: {path} cannot be read: {error.strerror or error}")
        raise SystemExit(exits.BAD_INPUT) from None
    if len(data) > MOST_BYTES:
        say(f"navicert screen: {path} is too large: it may have {MOST_BYTES // 1_000_000} MB")
        raise SystemExit(exits.BAD_INPUT)
    return data


def read_rows(data: bytes, file: str) -> tuple[Row, ...]:
    """The names in a CSV file. Raises `InputFaults` where it cannot be read."""
    from parties.lists.file_text import Bounds, decode

    text = decode(data, file, Bounds(file=MOST_BYTES, unpacked=MOST_BYTES)).text
    head = text[: text.find("\n") + 1] or text
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    places: dict[str, int] = {}
    rows: list[Row] = []
    after = 0
    try:
        for cells in reader:
            line, after = after + 1, reader.line_num
            if not any(part.strip() for part in cells):
                continue
            if not places:
                places = _heading(cells, file, line)
            elif len(rows) >= MOST_NAMES:
                raise _fault(file, line, f"it has over {MOST_NAMES:,} names", "split it")
            else:
                rows.append(_row(line, cells, places))
    except csv.Error as error:
        raise _fault(file, reader.line_num, f"this is not CSV: {error}", "close every quote") from (
            None
        )
    if not rows:
        raise _fault(file, 1, "the file names nobody", "name the columns, then a party a row")
    return tuple(rows)


def _heading(cells: list[str], file: str, line: int) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, text in enumerate(cells):
        word = " ".join(text.strip().casefold().replace("_", " ").split())
        column = OTHER_NAMES.get(word, word)
        if column in COLUMNS:
            places.setdefault(column, place)
    if "name" not in places:
        raise _fault(
            file,
            line,
            "no column is called “name”",
            "name the columns in the first row: name, and if at hand country, kind, address and"
            " reference",
        )
    return places


def _row(line: int, cells: list[str], places: Mapping[str, int]) -> Row:
    from commands.screening import kind_of
    from parties.entries import Kind
    from parties.matching.query import Query

    def text(column: str) -> str:
        place = places.get(column, len(cells))
        return " ".join(cells[place].split()) if place < len(cells) else ""

    remarks = [] if text("name") else ["there is no name: not screened by name"]
    kind = Kind.UNKNOWN
    try:
        kind = kind_of(text("kind"))
    except ValueError as error:
        remarks.append(str(error))
    country = _country(text("country"))
    if text("country") and not country:
        remarks.append("the country is not known here: screened without it")
    query = Query(text("name"), country, kind, text("address"))
    return Row(line, text("reference"), text("country"), query, "; ".join(remarks))


@cache
def _country(text: str) -> str:
    """The code of a country, empty where none is named."""
    from engine.deals.country_names import find_country

    try:
        return find_country(text, _countries()) if text else ""
    except ValueError:
        return ""


@cache
def _countries() -> "Mapping[str, Country]":
    """The countries of the law, read once for all rows: it takes 45 ms."""
    from commands.rulesets_at_hand import load

    return load().countries


def _fault(file: str, line: int, wrong: str, right: str) -> Exception:
    from engine.faults import Fault, InputFaults
    from engine.model import Place

    return InputFaults([Fault(Place(file, line, 1), wrong, right)])


def result_rows(row: Row, found: "Iterable[ScreenedParty]") -> Iterator[tuple[object, ...]]:
    """The lines of the results for one name: one for each hit, or one for each list that has
    none."""
    from engine.explanation.screening_words import count_words

    asked = (row.line, row.reference, row.query.name, row.country)
    for one in found:
        screening = one.screening
        against = (
            screening.list + (" (A SAMPLE: rely on nothing)" if screening.sample else ""),
            screening.published.isoformat(),
            screening.digest,
            screening.threshold,
            row.remark,
        )
        if not one.hits:
            searched = bool(row.query.name or row.query.address)
            result = count_words(0, screening.threshold) if searched else "not screened"
            yield (*asked, result, *[""] * 14, *against)
        for decided, kept in zip(one.hits, screening.hits, strict=True):
            hit = decided.hit
            yield (
                *asked,
                "listed name",
                f"{hit.score:g}",
                hit.band.value,
                hit.name,
                hit.party.name,
                hit.party.source,
                hit.party.id,
                hit.matched.value,
                "; ".join(f"{w.asked or '–'} = {w.listed or '–'} ({w.reason})" for w in hit.words),
                hit.country.value,
                hit.kind.value,
                hit.address.value,
                kept.disposition,
                kept.by,
                kept.reason,
                *against,
            )


class Progress:
    """A bar on stderr where that is a terminal; otherwise nothing until the end."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._started = self._last = monotonic()
        self._shown = sys.stderr.isatty()

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return monotonic() - self._started

    def show(self, done: int) -> None:
        """Draw the bar anew, not more often than an eye can follow."""
        now = monotonic()
        if not self._shown or (now - self._last < _EVERY and done < self._total):
            return
        self._last = now
        full = _BAR * done // self._total
        left = (now - self._started) / done * (self._total - done)
        sys.stderr.write(
            f"\r[{'#' * full}{'.' * (_BAR - full)}] {done:,} of {self._total:,},"
            f" {left:.0f} s left   "
        )
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line of the bar."""
        if self._shown:
            sys.stderr.write("\n")
            sys.stderr.flush()
