"""A bill of materials as CSV that reads back to the same lines, and holds no formula."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

from records.reports.listing import cell

COLUMNS: Final = (
    "description",
    "eccn",
    "origin",
    "value",
    "kind",
    "incorporated",
    "bundled",
    "encryption",
)


def content_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """The rows, cells by column, as they are written: those that cannot be read too."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([cell(row.get(column, "")) for column in COLUMNS])
    return target.getvalue()
