"""The chart, read a second time: 10,000 pairs of paragraph and destination, from the raw tables.

Nothing of the engine reads `ccl-license-rows.csv` or `country-chart.csv`. This reading of them is
written from scratch, and the ruleset must agree with it in what every pair requires by the chart.
Where the parsed tables are known to be wrong, a correction below says so, with its reason.
"""

import csv
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from engine.eccn import parse_eccn
from engine.evaluation.evaluate import evaluate
from engine.evaluation.sets_on_day import in_days
from engine.facts import Answer, Facts, State
from engine.truth import NO, YES

LAW = Path(__file__).resolve().parents[2] / "shared" / "law"
ROWS, CHART = LAW / "ccl-license-rows.csv", LAW / "country-chart.csv"
DAY = date(2026, 7, 23)
PAIRS = 10_000
SEED = 738_774
COLUMNS = (
    *("CB1", "CB2", "CB3", "NP1", "NP2", "NS1", "NS2", "MT1"),
    *("RS1", "RS2", "FC1", "CC1", "CC2", "CC3"),
)
pytestmark = pytest.mark.skipif(
    not (ROWS.is_file() and CHART.is_file()),
    reason="the raw tables are not beside the repository (../shared/law)",
)


# The independent reading ------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    column: str
    mode: str  # entire, only, except, conditional, except_conditional
    only: tuple[str, ...]
    excluded: tuple[str, ...]


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def paths(cell):
    """Paragraphs in a cell, ranges such as `k..n` and `a.1..a.3` written out."""
    found = []
    for part in filter(None, cell.split(";")):
        first, dots, last = part.partition("..")
        if not dots:
            found.append(part)
            continue
        *above, low = first.split(".")
        high = last.split(".")[-1]
        if low.isdigit():
            labels = [str(number) for number in range(int(low), int(high) + 1)]
        else:
            labels = [chr(code) for code in range(ord(low), ord(high) + 1)]
        found += [".".join((*above, label)) for label in labels]
    return tuple(found)


def under(path, scope):
    """2 if the path is one of the scope's or below it, 1 if above one, else 0."""
    steps = path.split(".") if path else []
    result = 0
    for other in scope:
        other_steps = other.split(".")
        if steps[: len(other_steps)] == other_steps:
            return 2
        if other_steps[: len(steps)] == steps:
            result = 1
    return result


def applies(row, path):
    """The least and the most that a row can say: 2 surely, 1 perhaps, 0 not."""
    if row.mode == "entire":
        return 2, 2
    if row.mode == "only":
        weight = under(path, row.only)
        return weight, weight
    if row.mode == "except":
        weight = 2 - under(path, row.excluded)
        return weight, weight
    if row.mode == "conditional":
        # The condition is in words. Where it names paragraphs, the row is about those alone.
        least = 0 if under(path, row.excluded) else 1
        return (least, 2) if not row.only or under(path, row.only) else (0, 0)
    return (0, 2) if under(path, row.excluded) else (1, 2)


TOKEN = re.compile(
    r"(?P<eccn>\d[A-E]\d{3})(?P<path>(?:\.[a-z0-9]{1,2}\b)*)"
    r"|(?<!\w)\.(?P<dotted>[a-z](?:\.[a-z0-9]{1,2}\b)*)\b"
    r"|(?:,|\band|\bor|\bexcept)\s+(?P<bare>[a-z](?:\.[a-z0-9]{1,2}\b)+|[b-z])(?=[\s,.;)]|$)"
)


def named(eccn, text):
    """The entry's own paragraphs that a text names: `1B001.d.4, e and f`, `.b.2`.

    A paragraph without a number belongs to the entry that was named last.
    """
    last, found = eccn, []
    for token in TOKEN.finditer(text):
        last = token["eccn"] or last
        path = token["dotted"] or token["bare"] or (token["path"] or "").lstrip(".")
        if path and last == eccn:
            found.append(path)
    return tuple(found)


def row_of(line):
    """A line of the table: its scope, and the paragraphs that its words name."""
    mode, eccn, text = line["scope_mode"], line["eccn"], line["control_text"]
    only, excluded = paths(line["scope_paragraphs"]), paths(line["except_paragraphs"])
    if mode == "conditional" and re.search(r"entire entry,? except", text):
        mode, only = "except_conditional", ()
    inner = " ".join(re.findall(r"\(except [^)]*\)", text))
    excluded += named(eccn, text if mode == "except_conditional" else inner)
    if mode == "conditional":
        only += named(eccn, text)
    return mode, only, excluded


def list_rows():
    rows = defaultdict(list)
    for line in table(ROWS):
        for column in filter(None, line["column"].split(";")):
            rows[line["eccn"]].append(Row(column, *row_of(line)))
    return rows


def chart():
    marked = {}
    for line in table(CHART):
        if line["iso2"]:
            marked[line["iso2"]] = {c for c in COLUMNS if line[c].strip() == "X"}
    return marked


def expected(rows, marks, eccn, path):
    """Column to the least and the most that the raw tables say."""
    found = {}
    for row in rows[eccn]:
        if row.column in marks:
            low, high = applies(row, path)
            before = found.get(row.column, (0, 0))
            found[row.column] = max(low, before[0]), max(high, before[1])
    return found


# What the raw tables get wrong --------------------------------------------------------------------

CORRECTIONS = {
    ("0A919", "RS1"): "the row names column 1 and sends to 742.6(a)(3), whose terms stand in its"
    " place: reexports to all but three countries, military deployments apart (742.6(a)(3);"
    " footnote 3 of the chart)",
    ("0D606", "NS1"): "the parser gave it the rows of the entry after it, 0D614, which it missed:"
    " 0D606.y stands apart, as in all of the 600 series (742.6(a)(7))",
    ("0D606", "RS1"): "as for 0D606, NS1",
    ("1C351", "CB1"): "“1C351.d.15 and .16” means d.16 too, saxitoxin (742.2(a)(1), 742.18(a)(1))",
    ("1D018", "MT1"): "the row has a sentence where the column should be; missile controls are"
    " column 1 (742.5(a)(1))",
    ("3D005", "NS2"): "the parser gave it the row of 3D006, which it missed",
    ("3E001", "NS1"): "the parser gave it the rows of 3E002, which it missed: the table of 3E001"
    " names the commodities whose technology it controls",
    ("3E001", "MT1"): "as for 3E001, NS1",
    ("3E001", "NP1"): "as for 3E001, NS1",
    ("3E001", "RS2"): "as for 3E001, NS1",
    ("4A001", "NP1"): "the table says that NP applies unless an exception is there, and names no"
    " column; the ruleset asks, by column 1 (742.3(a)(1))",
}  # fmt: skip
"""Entry and column where the ruleset parts from the raw tables, each with what the law says."""

TAKEN_AS_MET = {
    *(("0A502", "CC1"), ("0A509", "CC1"), ("1A007", "NP1"), ("1A231", "NP1"), ("1B001", "MT1")),
    *(("1C111", "NP1"), ("1C111", "RS1"), ("1C350", "CB2"), ("1C351", "CB1"), ("2B001", "NP1")),
    *(("2B116", "NP1"), ("3A001", "MT1"), ("3A001", "NP1"), ("5A001", "NS2"), ("6A002", "RS1")),
    *(("6A003", "NP1"), ("6A003", "RS1"), ("9A610", "NS1"), ("9A610", "RS1"), ("9B604", "MT1")),
}
"""Where the raw table gives words that this reading does not understand, and the ruleset takes the
row as applying: the words are paragraphs alone, or parameters of the paragraph itself."""


# The comparison -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def raw():
    return list_rows(), chart()


def engine_reading(ruleset, eccn, path, country):
    """Column to 2 or 1, as the rules of 742 by column came out."""
    facts = {
        "item.eccn": parse_eccn(f"{eccn}.{path}" if path else eccn),
        "destination.country": country,
        "transaction.activity": "export",
    }
    answers = {name: Answer(value, State.ANSWERED) for name, value in facts.items()}
    evaluation = evaluate(ruleset, Facts(answers), DAY)
    found = {}
    for rule in ruleset.rules:
        column = rule.rpartition(".")[2]
        if column in COLUMNS and evaluation.truth(rule) != NO:
            found[column] = 2 if evaluation.truth(rule) == YES else 1
    return found


def paragraphs(ruleset, rows, eccn):
    """Every paragraph that the ruleset or the raw table knows, and the entry as a whole."""
    entry = ruleset.entries[eccn]
    found = {"", *entry.paragraphs}
    for row in (*entry.rows, *rows.get(eccn, ())):
        found.update(row.only, row.excluded)
    return sorted(found)


def differences(ruleset, raw, eccn, path, country):
    """The columns on which the two readings part, and those that the ruleset takes as met."""
    rows, marked = raw
    engine = engine_reading(ruleset, eccn, path, country)
    tables = expected(rows, marked[country], eccn, path)
    apart, met = set(), set()
    for column in COLUMNS:
        weight, (low, high) = engine.get(column, 0), tables.get(column, (0, 0))
        if not low <= weight <= high:
            apart.add(column)
        elif weight == 2 and low < 2:
            met.add(column)
    return apart, met


def test_the_chart_rules_agree_with_an_independent_reading(us_ear, raw):
    """10,000 pairs, the same every time; every difference is explained above."""
    rng = random.Random(SEED)
    entries, countries = sorted(us_ear.entries), sorted(raw[1])
    unexplained = []
    for _ in range(PAIRS):
        eccn, country = rng.choice(entries), rng.choice(countries)
        path = rng.choice(paragraphs(us_ear, raw[0], eccn))
        apart, met = differences(us_ear, raw, eccn, path, country)
        unexplained += [
            f"{eccn}.{path} to {country}: {column}"
            for column in sorted(apart)
            if (eccn, column) not in CORRECTIONS
        ]
        unexplained += [
            f"{eccn}.{path} to {country}: {column} is taken as met"
            for column in sorted(met)
            if (eccn, column) not in TAKEN_AS_MET | CORRECTIONS.keys()
        ]
    assert unexplained == []


@pytest.mark.parametrize(("eccn", "column"), sorted(CORRECTIONS))
def test_every_correction_is_needed(us_ear, raw, eccn, column):
    """A correction that explains nothing any more is taken out."""
    country = next(code for code, marks in sorted(raw[1].items()) if column in marks)
    found = set()
    for path in paragraphs(us_ear, raw[0], eccn):
        found |= differences(us_ear, raw, eccn, path, country)[0]
    assert column in found


def test_the_two_charts_are_the_same(us_ear, raw):
    """Every mark of every country, but for the two AT columns, which mark nobody."""
    for code, marks in raw[1].items():
        kept = {m.entry for m in us_ear.chart.get(code, ()) if in_days(m.start, m.until, DAY)}
        assert kept & set(COLUMNS) == marks, code


def test_every_entry_of_the_table_is_in_the_ruleset(us_ear, raw):
    assert set(raw[0]) <= set(us_ear.entries)
    assert len(us_ear.entries) == 638
