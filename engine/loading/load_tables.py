"""Reading the matrices: the country chart and the control list's entries."""

import re
from collections.abc import Sequence
from typing import Final

from engine.eccn import EAR99, parse_eccn
from engine.evaluation.calculators import exception_fact, row_fact
from engine.facts import FactType
from engine.loading.load_days import read_days, read_sources
from engine.loading.load_fields import Faults, Fields, Found, Keys, named, read_fields
from engine.loading.load_names import Names, Wrong
from engine.loading.load_sets import read_members
from engine.model import (
    All,
    ChartFootnote,
    Condition,
    FactDeclaration,
    Leaf,
    ListEntry,
    ListException,
    ListRow,
    Member,
    NoneOf,
    Place,
)
from engine.reading.typed_text import shown, suggestion

_PARAGRAPH = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*")
_SIGN = re.compile(r"[0-9A-E]")
_COLUMN = re.compile(r"[A-Z]{2}[0-9]")
ENTRY: Final = Keys(
    ("eccn", "title", "rows"), ("cite", "paragraphs", "exceptions", "note", "sources")
)
ROW: Final = Keys(
    ("id", "reason", "mark"), ("only", "excluded", "condition", "from", "until", "by", "note")
)
EXCEPTION: Final = Keys(("code", "allowed"), ("only", "excluded", "limit_usd", "condition", "note"))
CHART_ROW: Final = Keys(("country", "marks"), ("note", "cite"))
FOOTNOTE: Final = Keys(("number", "note"), ("countries",))
HEADING: Final = Keys(("sign", "title"))
_ITEM_ECCN: Final = "item.eccn"


def read_chart(
    parts: Sequence[Found], columns: frozenset[str], names: Names, faults: Faults
) -> dict[str, tuple[Member, ...]]:
    """The chart: each country's marked columns, of `columns` where the file lists them. A country
    without a row has no entry."""

    def wrong_mark(mark: str) -> Wrong | None:
        if not columns or mark in columns:
            return wrong_column(mark)
        return f"the chart has no column {shown(mark)}", suggestion(mark, columns)

    chart: dict[str, tuple[Member, ...]] = {}
    for part in parts:
        fields = read_fields(part, named(part, "the chart's row", "country"), CHART_ROW, faults)
        if fields is None:
            continue
        code = fields.text("country")
        wrong = names.wrong_country(code) if code else None
        if wrong is not None:
            fields.wrong("country", *wrong)
        if code in chart:
            fields.wrong("country", f"the chart has a row for {code} already", "keep one")
        marks = read_members(fields, "marks", wrong_mark, empty=True)
        if code:
            chart.setdefault(code, marks)
    return chart


def read_footnotes(
    parts: Sequence[Found], names: Names, faults: Faults
) -> tuple[ChartFootnote, ...]:
    """The footnotes of the chart, with the countries whose rows carry them."""
    found: list[ChartFootnote] = []
    for part in parts:
        fields = read_fields(part, named(part, "the footnote", "number"), FOOTNOTE, faults)
        if fields is None:
            continue
        countries = fields.texts("countries", empty=True)
        for place, code in zip(fields.elements("countries", True), countries, strict=False):
            wrong = names.wrong_country(code)
            if wrong is not None:
                faults.add(place.place, *wrong)
        found.append(ChartFootnote(fields.text("number"), fields.text("note"), countries))
    return tuple(found)


def read_headings(parts: Sequence[Found], faults: Faults) -> dict[str, str]:
    """The titles of the control list's categories, by digit, and product groups, by letter."""
    headings: dict[str, str] = {}
    for part in parts:
        fields = read_fields(part, named(part, "the heading", "sign"), HEADING, faults)
        if fields is None:
            continue
        sign = fields.text("sign")
        if sign and not _SIGN.fullmatch(sign):
            fields.wrong("sign", f"{shown(sign)} is no category or group", "write 0 to 9 or A to E")
        if sign in headings:
            fields.wrong("sign", f"{shown(sign)} has a heading already", "keep one")
        headings.setdefault(sign, fields.text("title"))
    return headings


def wrong_column(column: str) -> Wrong | None:
    """What is wrong with the name of a column of the chart."""
    if _COLUMN.fullmatch(column):
        return None
    return f"{shown(column)} is no column of the chart", "write it as NS1"


def read_entries(
    parts: Sequence[Found], cite: str, names: Names, faults: Faults
) -> dict[str, FactDeclaration]:
    """Entries of the control list, into `names`; gives the facts that their rows ask.

    `cite` is what an entry without a citation of its own is cited by.
    """
    questions: dict[str, FactDeclaration] = {}
    row_ids: set[str] = set()
    for part in parts:
        what = named(part, "the entry", "eccn")
        fields = read_fields(part, what, ENTRY, faults)
        if fields is None:
            continue
        entry = _entry(fields, cite)
        if not entry.cite:
            faults.add(fields.place, f"{what} lacks “cite”", "cite it here or for the whole file")
        if entry.eccn in names.entries:
            fields.wrong("eccn", f"the list has an entry {entry.eccn} already", "keep one")
        rows = tuple(_row(row, entry, names, faults) for row in fields.elements("rows", True))
        entry = ListEntry(
            entry.eccn,
            entry.title,
            rows,
            tuple(
                _exception(found, entry, names, faults)
                for found in fields.elements("exceptions", True)
            ),
            entry.paragraphs,
            entry.cite,
            entry.note,
        )
        names.entries.setdefault(entry.eccn, entry)
        for row, found in zip(rows, fields.elements("rows", True), strict=True):
            if row.id and row.id in row_ids:
                faults.add(
                    found.place, f"the row {shown(row.id)} is written twice", "number it anew"
                )
            row_ids.add(row.id)
            names.row_places.setdefault(row.id, found.place)
            if row.condition:
                question = _question(row, entry, found.place)
                questions.setdefault(question.name, question)
        places = fields.elements("exceptions", True)
        for number, (exception, found) in enumerate(zip(entry.exceptions, places, strict=True)):
            if exception.condition:
                question = _exception_question(number, entry, found.place)
                questions.setdefault(question.name, question)
    return questions


def _entry(fields: Fields, cite: str) -> ListEntry:
    eccn = fields.text("eccn")
    if eccn:
        try:
            parsed = parse_eccn(eccn)
        except ValueError:
            parsed = None
        if parsed is None or parsed.paragraphs or parsed.entry == EAR99 or parsed.entry != eccn:
            fields.wrong("eccn", f"{shown(eccn)} is no entry", "write its five signs, as 3A001")
    paragraphs = fields.texts("paragraphs", empty=True)
    for path, found in zip(paragraphs, fields.elements("paragraphs", True), strict=False):
        if not _PARAGRAPH.fullmatch(path):
            fields.faults.add(
                found.place, f"{shown(path)} is no paragraph", "write it as a.1.b, without brackets"
            )
    if fields.has("sources"):
        read_sources(fields)
    return ListEntry(
        eccn,
        fields.text("title"),
        (),
        (),
        frozenset(paragraphs),
        fields.text("cite") or cite,
        fields.text("note"),
    )


def _paragraphs(fields: Fields, key: str, entry: ListEntry, names: Names) -> tuple[str, ...]:
    paths = fields.texts(key)
    for path, found in zip(paths, fields.elements(key), strict=False):
        wrong = (
            names.wrong_paragraph(entry, path)
            if _PARAGRAPH.fullmatch(path)
            else (f"{shown(path)} is no paragraph", "write it as a.1.b, without brackets")
        )
        if wrong is not None:
            fields.faults.add(found.place, *wrong)
    return paths


def _row(found: Found, entry: ListEntry, names: Names, faults: Faults) -> ListRow:
    what = named(found, f"a row of {entry.eccn},", "id")
    fields = read_fields(found, what, ROW, faults)
    if fields is None:
        return ListRow("", "", "")
    row_id = fields.text("id")
    if row_id and not row_id.startswith(entry.eccn + "/"):
        fields.wrong(
            "id", f"the row {shown(row_id)} is filed under {entry.eccn}", f"write {entry.eccn}/1"
        )
    start, until = read_days(fields)
    if (start or until) and not fields.has("by"):
        faults.add(
            fields.place,
            f"{what} has a date and no “by”",
            "name the Federal Register notice, such as “by: 89 FR 96790”",
        )
    return ListRow(
        row_id,
        fields.text("reason"),
        fields.text("mark"),
        _paragraphs(fields, "only", entry, names),
        _paragraphs(fields, "excluded", entry, names),
        fields.text("condition"),
        start,
        until,
    )


def _exception(found: Found, entry: ListEntry, names: Names, faults: Faults) -> ListException:
    what = named(found, f"an exception of {entry.eccn},", "code")
    fields = read_fields(found, what, EXCEPTION, faults)
    if fields is None:
        return ListException("", "no")
    limit = fields.text("limit_usd")
    if limit and not re.fullmatch(r"[0-9]{1,9}", limit):
        fields.wrong(
            "limit_usd", f"{shown(limit)} is no amount", "write whole dollars, such as 3000"
        )
    allowed = fields.word("allowed", ("yes", "no", "some"), "no")
    only = _paragraphs(fields, "only", entry, names)
    excluded = _paragraphs(fields, "excluded", entry, names)
    condition = fields.text("condition")
    if allowed == "some" and not (only or excluded or condition):
        fields.wrong(
            "allowed",
            f"{what} allows some paragraphs and names none",
            "name them under “only” or “excluded”, or give a condition",
        )
    return ListException(fields.text("code"), allowed, only, excluded, limit, condition)


def _question(row: ListRow, entry: ListEntry, place: Place) -> FactDeclaration:
    """The yes/no fact that decides whether a conditional row applies."""
    explained = f"The row of {entry.eccn} for {row.reason} applies where the answer is yes."
    return _asked(row_fact(row.id), row, explained, "yes", entry, place)


def _exception_question(number: int, entry: ListEntry, place: Place) -> FactDeclaration:
    """The yes/no fact that decides whether the entry allows a conditional exception."""
    exception = entry.exceptions[number]
    explained = f"The entry {entry.eccn} allows {exception.code} where the answer is yes."
    return _asked(exception_fact(entry, number), exception, explained, "no", entry, place)


def _asked(
    name: str,
    part: ListRow | ListException,
    explained: str,
    worse: str,
    entry: ListEntry,
    place: Place,
) -> FactDeclaration:
    """The question that a condition printed in a list entry is."""
    return FactDeclaration(
        name=name,
        type=FactType.YES_NO,
        section="Item",
        short=part.condition.rstrip("?. "),
        ask=part.condition,
        help=explained,
        cite=entry.cite,
        effort=3,
        who="whoever classified the item",
        document="classification record",
        applies_when=_scope(part, entry),
        worse=worse,
        place=place,
    )


def _scope(part: ListRow | ListException, entry: ListEntry) -> Condition:
    def within(paths: tuple[str, ...]) -> Leaf:
        eccns = tuple(f"{entry.eccn}.{path}" for path in paths)
        return Leaf(_ITEM_ECCN, "within", eccns or (entry.eccn,))

    if not part.excluded:
        return within(part.only)
    return All((within(part.only), NoneOf((within(part.excluded),))))
