"""The list of records as CSV and JSON."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, Final

from engine.reading.typed_text import printable
from records.cards import Card
from records.retention import keep_until

COLUMNS: Final = (
    *("id", "saved_at", "by", "title", "outcome", "as_of", "regime", "item", "eccn"),
    *("destination", "parties", "countries", "rules", "ruleset", "supersedes", "superseded_by"),
    *("review", "signed_off", "held", "happened", "keep_until"),
)
_FORMULA: Final = ("=", "+", "-", "@")


def rows(cards: Iterable[Card]) -> list[dict[str, Any]]:
    """The cards as plain data, in the order of COLUMNS."""
    return [{name: _plain(card, name) for name in COLUMNS} for card in cards]


def as_json(cards: Iterable[Card]) -> str:
    """The list as JSON."""
    return json.dumps(rows(cards), ensure_ascii=False, indent=2) + "\n"


def as_csv(cards: Iterable[Card]) -> str:
    """The list as CSV (RFC 4180) that no spreadsheet takes for formulas: what begins like one is
    given an apostrophe before it."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for row in rows(cards):
        writer.writerow([cell(value) for value in row.values()])
    return target.getvalue()


def _plain(card: Card, name: str) -> Any:
    if name == "keep_until":
        until = keep_until(card)
        return until.isoformat() if until else ""
    value = getattr(card, name)
    if name == "saved_at":
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula, nor a terminal for a command."""
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    text = printable(str(value))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text[:1].isspace() else text
