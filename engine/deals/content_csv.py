"""Bills of materials from CSV, as spreadsheets write them.

The first row names the columns, in any order and in capitals or not. `description` is needed; an
empty cell is "not known".

    description           also: item, part, name, component
    eccn                  also: classification
    origin                also: country, country of origin, made in
    value                 U.S. dollars for the whole quantity; also: total, amount, value_usd
    quantity, unit_value  in place of value, or beside it if they agree; also: qty, unit price
    currency              must be USD in every row
    kind                  commodity, software or technology
    incorporated          yes or no
    bundled               yes or no
    encryption            public-source, enc-b1, enc-b2, enc-b3, mass-market or none

Other columns are left alone, unless their name looks like one of these misspelt. Cells may be
parted by commas, semicolons or tabs; with semicolons or tabs, decimal commas are read.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple

from engine.deals.amounts import read_money, read_number, show_money, write_amount
from engine.deals.element_reading import Reading
from engine.deals.list_answers import LINE_LIMIT, read_content_line, write_content_line
from engine.facts import ContentLine
from engine.faults import Fault, InputFaults
from engine.model import Place, Ruleset
from engine.reading.typed_text import fault_of_text, nearest, shown
from engine.reading.yaml_source import LIMITS

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "description": ("item", "part", "name", "component", "line"),
    "eccn": ("classification",),
    "origin": ("country", "country of origin", "made in", "coo"),
    "value": ("total", "total value", "amount", "value usd", "total usd"),
    "quantity": ("qty",),
    "unit_value": ("unit price", "unit cost", "price", "unit value usd"),
    "currency": (),
    "kind": ("type",),
    "incorporated": (),
    "bundled": (),
    "encryption": (),
}
"""Columns, and the other names by which each may go."""

NOT_NAMED: Final = "(not named)"
"""The description of a row that has none which can be read."""

COLUMN_LIMIT: Final = 100
_WORKED_IN: Final = ("currency", "quantity", "unit_value")
_GUARDED: Final = ("=", "+", "-", "@")
_SUMS: Final = frozenset({"total", "totals", "sum", "subtotal", "grand total"})
_NAMES: Final = {
    other.replace("_", " "): column
    for column, others in COLUMNS.items()
    for other in (column, *others)
}


def read_content_csv(data: bytes | str, file: str, ruleset: Ruleset) -> tuple[ContentLine, ...]:
    """The content lines in `data`; `file` is what messages call it.

    Raises `InputFaults` with every fault: the line in the file, and the number of the cell in it.
    """
    text = data if isinstance(data, str) else _decoded(data, file)
    sheet = _Sheet(file, ruleset)
    sheet.read(text)
    if sheet.faults:
        raise InputFaults(sheet.faults)
    return tuple(row.line for row in sheet.rows)


class SheetRow(NamedTuple):
    """A row as it was written: its line in the file, its cells by column (currency, quantity and
    unit value are worked into the value), what it says of each cell that cannot be read, and the
    content line. A cell that cannot be read is not known in that line, never left out."""

    number: int
    cells: Mapping[str, str]
    faults: Mapping[str, str]
    line: ContentLine


class Rows(NamedTuple):
    """The rows of a sheet, and the faults that are of no row: in its first row, or its form."""

    rows: tuple[SheetRow, ...]
    faults: tuple[Fault, ...]


def read_rows(data: bytes | str, file: str, ruleset: Ruleset, columns: Sequence[str] = ()) -> Rows:
    """Every row in `data`, those with faults too. `columns` name the cells where the first row
    does not (an empty name leaves one out). Raises `InputFaults` where it is no text."""
    text = _with_newlines(data) if isinstance(data, str) else _decoded(data, file)
    sheet = _Sheet(file, ruleset, named=tuple(columns))
    sheet.read(text)
    cells = {id(fault) for row in sheet.row_faults for fault in row}
    return Rows(tuple(sheet.rows), tuple(f for f in sheet.faults if id(f) not in cells))


def _with_newlines(text: str) -> str:
    """Terminals paste the ends of lines as carriage returns."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def row_of(cells: Mapping[str, str], ruleset: Ruleset, number: int = 0) -> SheetRow:
    """One row from its cells by column."""
    sheet = _Sheet("", ruleset)
    sheet.row(dict(cells), number)
    return sheet.rows[0]


def cells_of(line: ContentLine) -> dict[str, str]:
    """The cells that read back to the line."""
    return {key: _cell(value) for key, value in write_content_line(line).items()}


def _cell(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def first_cells(text: str) -> list[str] | None:
    """The cells of the first row of a pasted table; None where it names the columns itself."""
    body, _, separator = _separator(_with_newlines(text))
    try:
        row = next((r for r in csv.reader(io.StringIO(body), delimiter=separator) if any(r)), [])
    except csv.Error:  # what reads the rows tells it
        return None
    named = [cell for cell in row if _folded(cell) in _NAMES]
    return None if "description" in (_NAMES[_folded(cell)] for cell in named) else row


def guessed_column(cell: str, ruleset: Ruleset) -> str:
    """The column that a cell looks to be of, to be confirmed by a person."""
    row = row_of({"eccn": cell, "origin": cell, "value": cell, "description": "x"}, ruleset)
    fitting = [column for column in ("value", "eccn", "origin") if column not in row.faults]
    return fitting[0] if fitting and cell.strip() else "description"


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").strip(' "\ufeff').casefold().split())


@dataclass(slots=True)
class _Sheet:
    file: str
    ruleset: Ruleset
    columns: dict[str, int] = field(default_factory=dict)  # column to its cell in a row
    decimal_comma: bool = False
    rows: list[SheetRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    row_faults: list[list[Fault]] = field(default_factory=list)
    named: tuple[str, ...] = ()

    def fail(self, line: int, cell: int, wrong: str, right: str = "") -> None:
        self.faults.append(Fault(Place(self.file, line, cell), wrong, right))

    def read(self, text: str) -> None:
        body, skipped, separator = _separator(text)
        self.decimal_comma = separator != ","
        rows = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
        width = len(self.named)
        self.columns = {name: cell for cell, name in enumerate(self.named) if name}
        try:
            for row in rows:
                line = rows.line_num + skipped
                if not any(cell.strip() for cell in row):
                    continue
                if not width:
                    width = len(row)
                    if not self._header(row, line):
                        return
                elif len(self.rows) >= LINE_LIMIT:
                    self.fail(line, 1, f"more than {LINE_LIMIT:,} lines", "split the file")
                    return
                elif len(row) > width and any(cell.strip() for cell in row[width:]):
                    self.fail(
                        line,
                        width + 1,
                        f"this row has {len(row)} cells, and the first row names {width}",
                        f"put quotes around a cell that holds {_named(separator)}",
                    )
                else:
                    self.row(self._cells(row), line)
                if len(self.faults) >= LIMITS.faults:
                    self.fail(line, 1, "too many faults: the rest was not read", "correct these")
                    return
        except csv.Error as error:
            self.fail(rows.line_num + skipped, 1, f"this is not CSV: {error}", "close every quote")
            return
        if not width:
            self.fail(1, 1, "the file is empty", "name the columns in the first row")

    def _header(self, row: list[str], line: int) -> bool:
        if len(row) > COLUMN_LIMIT:
            self.fail(line, 1, f"{len(row)} columns", f"keep at most {COLUMN_LIMIT}")
            return False
        for cell, name in enumerate(row, start=1):
            folded = " ".join(name.replace("_", " ").casefold().split())
            column = _NAMES.get(folded)
            if column is None:
                near = nearest(folded, _NAMES) if len(folded) > 3 else []
                if near and near[0][:1] == folded[:1]:
                    self.fail(
                        line,
                        cell,
                        f"{shown(name)} is not a column that is read",
                        f"did you mean “{_NAMES[near[0]]}”?",
                    )
            elif column in self.columns:
                self.fail(line, cell, f"the column “{column}” stands twice", "keep one")
            else:
                self.columns[column] = cell - 1
        if "description" not in self.columns:
            self.fail(
                line,
                1,
                "the first row names no “description”",
                f"name the columns there: {', '.join(COLUMNS)}",
            )
        return not self.faults

    def _cells(self, row: list[str]) -> dict[str, str]:
        return {
            column: _unguarded(row[cell].strip())
            for column, cell in self.columns.items()
            if cell < len(row) and row[cell].strip()
        }

    def row(self, written: dict[str, str], line: int) -> None:
        """Take in one row; what cannot be read of it is a fault, and not known in its line."""
        cells, before = dict(written), len(self.faults)
        says: dict[str, str] = {}
        for column, text in written.items():
            fault = fault_of_text(text)
            if fault:
                says[column] = fault
        if cells.get("description", "").casefold().strip(": ") in _SUMS:
            says["description"] = "this looks like a sum, not a line: take it out"
        if cells.pop("currency", "USD").upper() not in ("USD", "US$", "$"):
            says["currency"] = "not U.S. dollars: convert the values to USD"
        value = self._value(cells, says)
        if "currency" in says:
            value = None
        tree: dict[str, Any] = {
            column: text
            for column, text in cells.items()
            if column not in ("value", "quantity", "unit_value") and column not in says
        }
        if value is not None:
            tree["value"] = write_amount(value)
        content_line = self._line(tree, says)
        for column, told in says.items():
            self.fail(line, self.columns.get(column, 0) + 1, f"{column}: {told}")
        self.row_faults.append(self.faults[before:])
        kept = {name: text for name, text in written.items() if name not in _WORKED_IN}
        if value is not None and "value" not in says:
            kept["value"] = write_amount(value)
        shown = {("value" if name in _WORKED_IN else name): told for name, told in says.items()}
        self.rows.append(SheetRow(line, kept, shown, content_line))

    def _line(self, tree: dict[str, Any], says: dict[str, str]) -> ContentLine:
        """The line, with what cannot be read left as not known and told in `says`."""
        reading = Reading(self.ruleset)
        found = read_content_line(reading, (), tree)
        for problem in reading.problems:
            column = str(problem.where[0]) if problem.where else "description"
            says.setdefault(column, problem.says)
        if found is not None and not reading.problems:
            return found
        whole = {column: text for column, text in tree.items() if column not in says}
        whole.setdefault("description", NOT_NAMED)
        lenient = read_content_line(Reading(self.ruleset, lenient=True), (), whole)
        return lenient or ContentLine(NOT_NAMED)

    def _value(self, cells: Mapping[str, str], says: dict[str, str]) -> Decimal | None:
        total = self._money(cells, "value", says)
        unit = self._money(cells, "unit_value", says)
        quantity = self._quantity(cells, says)
        if unit is None or quantity is None:
            if total is None and "unit_value" in cells and "quantity" not in cells:
                says.setdefault("unit_value", "a unit value without a quantity: add it")
            return total
        product = unit * quantity
        if total is not None and abs(total - product) > Decimal("0.01") * quantity:
            says.setdefault(
                "value",
                f"{show_money(total)} is not quantity times unit value, {show_money(product)}:"
                " correct one of the three",
            )
            return None
        return product if total is None else total

    def _money(self, cells: Mapping[str, str], column: str, says: dict[str, str]) -> Decimal | None:
        if column not in cells or column in says:
            return None
        try:
            return read_money(cells[column], self.decimal_comma)
        except ValueError as error:
            says[column] = str(error)
            return None

    def _quantity(self, cells: Mapping[str, str], says: dict[str, str]) -> Decimal | None:
        if "quantity" not in cells or "quantity" in says:
            return None
        try:
            return read_number(cells["quantity"])
        except ValueError as error:
            says["quantity"] = str(error)
            return None


def _unguarded(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip()[:1] in _GUARDED else cell


def _decoded(data: bytes, file: str) -> str:
    """The text, from UTF-8 or from UTF-16 with its mark. Raises `InputFaults`."""
    if len(data) > LIMITS.size:
        raise InputFaults(
            [
                Fault(
                    Place(file, 1, 1),
                    f"the file is too large to read: {len(data):,} bytes",
                    f"keep a file under {LIMITS.size:,} bytes",
                )
            ]
        )
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputFaults(
            [
                Fault(
                    Place(file, line, 1),
                    f"the byte 0x{data[error.start]:02x} is not UTF-8",
                    "save the file as “CSV UTF-8”",
                )
            ]
        ) from None


def _separator(text: str) -> tuple[str, int, str]:
    """The text below a line `sep=;` if there is one, how many lines were skipped, and the
    separator: the one that makes most of the first row into known columns."""
    first, _, rest = text.lstrip("\ufeff").partition("\n")
    told = first.strip().strip('"').casefold()
    if told.startswith("sep=") and told[4:] in (",", ";", "\t", ""):
        return rest, 1, told[4:] or "\t"
    head = next((line for line in text.splitlines() if line.strip()), "")

    def known(separator: str) -> int:
        names = (
            name.strip(' "\ufeff').replace("_", " ").casefold() for name in head.split(separator)
        )
        return sum(name in _NAMES for name in names)

    return text.lstrip("\ufeff"), 0, max((",", ";", "\t"), key=lambda s: (known(s), head.count(s)))


def _named(separator: str) -> str:
    return {",": "a comma", ";": "a semicolon"}.get(separator, "a tab")
