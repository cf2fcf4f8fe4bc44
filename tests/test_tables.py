"""The tables of law as written: countries, groups, chart and list, against the reference data.

The YAML is read by PyYAML alone, without the engine. Where the reference data of `../shared/law`
is not at hand the comparisons with it are skipped.
"""

import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
RULESETS = ROOT / "rulesets"
LAW = ROOT.parent / "shared" / "law"
DAY = date(2026, 7, 23)
COLUMNS = [
    *("CB1", "CB2", "CB3", "NP1", "NP2", "NS1", "NS2", "MT1"),
    *("RS1", "RS2", "FC1", "CC1", "CC2", "CC3", "AT1", "AT2"),
]
GROUPS = [
    *("A:1", "A:2", "A:3", "A:4", "A:5", "A:6", "B"),
    *("D:1", "D:2", "D:3", "D:4", "D:5", "E:1", "E:2"),
]

MIXED_UP = {
    *(("0D606", "1"), ("0D606", "2"), ("0D606", "3"), ("0D606", "4")),
    *(("3D005", "3"), ("3D005", "4"), ("3E001", "1"), ("3E001", "2")),
    *(("8C609", "5"), ("8C609", "6")),
}
"""Rows that the parsed source files under the entry before their own: see the notes there."""

OTHER_MARK = {("0A919", "1"): "742.6.a.3", ("1A231", "1"): "NP1"}
"""Rows whose column the source misreads, with what the printed table says."""

needs_law = pytest.mark.skipif(
    not LAW.is_dir(), reason="the reference data (../shared/law) is not on this machine"
)


@cache
def read(path: str) -> Any:
    return yaml.load((RULESETS / path).read_text("utf-8"), yaml.CBaseLoader)


@cache
def reference(name: str) -> list[dict[str, str]]:
    with (LAW / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def entries() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for category in "0123456789":
        for entry in read(f"us-ear/tables/ccl/{category}.yaml")["entries"]:
            assert entry["eccn"] not in found
            assert entry["eccn"][0] == category
            found[entry["eccn"]] = entry
    return found


def on_day(members: list[Any], day: date = DAY) -> set[str]:
    """The members of a list that stand on a day."""
    found = set()
    for member in members:
        if isinstance(member, str):
            found.add(member)
        elif (
            date.fromisoformat(member.get("from", "0001-01-01"))
            <= day
            <= date.fromisoformat(member.get("until", "9999-12-31"))
        ):
            found.add(member["entry"])
    return found


def country_set(name: str, day: date = DAY) -> set[str]:
    """The countries of a set on a day: members and unions, less what is taken out."""
    sets = {one["id"]: one for one in read("us-ear/sets/country-groups.yaml")["sets"]}
    one = sets[name]
    found = on_day(one.get("members", []), day)
    for part in one.get("union", []):
        found |= country_set(part, day)
    for part in one.get("minus", []):
        found -= country_set(part, day)
    return found


def expanded(paths: str) -> set[str]:
    """The reference data's paragraphs, `k..n` and `a.1..a.3` written out."""
    found: set[str] = set()
    for path in filter(None, paths.split(";")):
        first, _, last = path.partition("..")
        if not last:
            found.add(path)
            continue
        head, _, low = first.rpartition(".")
        high = last.rpartition(".")[2]
        steps = (
            [str(n) for n in range(int(low), int(high) + 1)]
            if low.isdigit()
            else [chr(n) for n in range(ord(low), ord(high) + 1)]
        )
        found |= {f"{head}.{step}" if head else step for step in steps}
    return found


def rows_of(eccn: str, number: str) -> list[Any]:
    """The rows that stand for one row of the printed table: `3A001/6a`, `6b` for row 6."""
    pattern = re.compile(rf"{re.escape(eccn)}/{number}[a-z]?")
    return [row for row in entries()[eccn]["rows"] if pattern.fullmatch(row["id"])]


# Countries, groups, chart


def test_no_name_means_two_countries() -> None:
    countries = read("countries/countries.yaml")["countries"]
    names = Counter(
        name
        for one in countries
        for name in {n.casefold() for n in (one["code"], one["name"], *one.get("aliases", []))}
    )
    assert [name for name, count in names.items() if count > 1] == []
    assert len(countries) >= 250


def test_rows_borrowed_from_a_country_that_has_one() -> None:
    countries = {one["code"]: one for one in read("countries/countries.yaml")["countries"]}
    charted = {row["country"] for row in read("us-ear/tables/chart.yaml")["chart"]} | {"US"}
    for one in countries.values():
        assert ("row_of" in one) == ("row_cite" in one), one["code"]
        assert one.get("row_of", "CH") in charted
    undecided = {c for c, one in countries.items() if c not in charted and "row_of" not in one}
    assert undecided == {"AQ", "CK", "NU", "PS"}


def test_sets_name_known_countries() -> None:
    codes = {one["code"] for one in read("countries/countries.yaml")["countries"]}
    for one in read("us-ear/sets/country-groups.yaml")["sets"]:
        members = [m if isinstance(m, str) else m["entry"] for m in one.get("members", [])]
        assert set(members) <= codes, one["id"]
        assert len(members) == len(set(members)), one["id"]
        assert one["sources"], one["id"]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("A1", 40), ("A5", 38), ("A6", 8), ("B", 173), ("D1", 24), ("D3", 36), ("D4", 21),
        ("D5", 22), ("E1", 3), ("macau-or-D5", 23), ("supp-4-to-742", 33), ("supp-3-to-746", 38),
        ("un-arms-embargo", 10), ("supp-3-to-740", 36), ("supp-1-to-743", 42), ("A5-not-supp-4", 5),
        ("oas-firearms", 34), ("gp8-transit-countries", 17), ("supp-5a-to-740", 19),
    ],
)  # fmt: skip
def test_sizes_of_sets(name: str, count: int) -> None:
    assert len(country_set(name)) == count


@pytest.mark.parametrize(
    ("name", "country", "day", "inside"),
    [
        ("D5", "NI", "2024-03-14", False),
        ("D5", "NI", "2024-03-15", True),
        ("D5", "KH", "2026-02-02", True),
        ("D5", "KH", "2026-02-03", False),
        ("D5", "CY", "2024-05-29", True),
        ("D5", "CY", "2024-05-30", False),
        ("D1", "UA", "2020-12-27", True),
        ("D1", "UA", "2020-12-28", False),
        ("E1", "SD", "2021-01-13", True),
        ("E1", "SD", "2021-01-14", False),
        ("A5", "AE", "2026-07-01", False),
        ("A5", "AE", "2026-07-23", True),
        ("D4", "AE", "2026-07-01", True),
        ("supp-3-to-746", "TW", "2023-02-26", False),
        ("D1-D4-D5-less-A5-A6", "IL", "2026-07-23", False),
        ("uae-or-D1-D4-D5-less-A5-A6", "AE", "2026-07-23", True),
        ("uae-or-D1-D4-D5-less-A5-A6", "AE", "2026-01-01", True),
    ],
)
def test_dated_members(name: str, country: str, day: str, inside: bool) -> None:
    assert (country in country_set(name, date.fromisoformat(day))) is inside


@needs_law
@pytest.mark.parametrize("group", GROUPS)
def test_groups_are_those_of_the_regulation(group: str) -> None:
    printed = {r["iso2"] or "XK" for r in reference("country-groups.csv") if r[group]}
    assert country_set(group.replace(":", "")) == printed


@needs_law
def test_chart_is_that_of_the_regulation() -> None:
    chart = {
        row["country"]: on_day(row["marks"]) for row in read("us-ear/tables/chart.yaml")["chart"]
    }
    printed = {
        r["iso2"] or "XK": {c for c in COLUMNS if r[c]} for r in reference("country-chart.csv")
    }
    assert chart == printed
    assert (len(chart), sum(len(marks) for marks in chart.values())) == (200, 1788)
    carried = {
        (int(note["number"]), code)
        for note in read("us-ear/tables/chart.yaml")["footnotes"]
        for code in note["countries"]
    }
    assert carried == {
        (int(number), r["iso2"] or "XK")
        for r in reference("country-chart.csv")
        for number in filter(None, r["footnotes"].split(";"))
    }


# The control list


def test_there_are_638_entries() -> None:
    assert len(entries()) == 638


def test_no_entry_reads_as_free() -> None:
    assert [eccn for eccn, entry in entries().items() if not entry["rows"]] == []


def test_rows_are_well_made() -> None:
    ids = Counter(row["id"] for entry in entries().values() for row in entry["rows"])
    assert [row_id for row_id, count in ids.items() if count > 1] == []
    for eccn, entry in entries().items():
        known = set(entry.get("paragraphs", []))
        for row in (*entry["rows"], *entry.get("exceptions", [])):
            paths = {*row.get("only", []), *row.get("excluded", [])}
            assert not known or paths <= known, (eccn, row)
            assert row.get("condition", "?").endswith("?"), (eccn, row)
            assert "from" not in row or "by" in row, (eccn, row)


def test_paragraphs_have_their_parents() -> None:
    for eccn, entry in entries().items():
        known = set(entry.get("paragraphs", []))
        missing = {p.rpartition(".")[0] for p in known} - known - {""}
        assert not missing, (eccn, missing)


def test_titles_are_short() -> None:
    long = {e: t["title"] for e, t in entries().items() if not 2 <= len(t["title"].split()) <= 9}
    assert long == {}


def test_every_mark_is_explained() -> None:
    text = (RULESETS / "us-ear/tables/ccl/MARKS.md").read_text("utf-8")
    marks = {row["mark"] for entry in entries().values() for row in entry["rows"]}
    prose = {mark for mark in marks if mark not in COLUMNS}
    assert [mark for mark in sorted(prose) if f"| {mark} |" not in text] == []


@needs_law
def test_every_entry_of_the_regulation_is_here_under_a_title_of_its_own() -> None:
    printed = {r["eccn"]: r["heading"].casefold() for r in reference("ccl-index.csv")}
    assert set(printed) == set(entries())
    copied = [
        eccn
        for eccn, entry in entries().items()
        if len(entry["title"]) > 18 and entry["title"].casefold() in printed[eccn]
    ]
    assert copied == []


@needs_law
def test_every_row_of_the_regulation_is_accounted_for() -> None:
    printed = reference("ccl-license-rows.csv")
    assert len(printed) == 1548
    assert {(row["eccn"], row["row"]) for row in printed} >= MIXED_UP
    for row in printed:
        eccn, number = row["eccn"], row["row"]
        if (eccn, number) in MIXED_UP:
            continue
        found = rows_of(eccn, number)
        assert found, (eccn, number)
        column = OTHER_MARK.get((eccn, number), row["column"])
        if column:
            assert column in {one["mark"] for one in found}, (eccn, number)
        else:
            prose = {one["mark"] for one in found}
            assert not prose & set(COLUMNS) or eccn in ("4A001", "1D018"), (eccn, number)
        assert {one["reason"] for one in found} >= {row["reason"]}, (eccn, number)


@needs_law
def test_paragraphs_of_plain_rows_are_those_of_the_regulation() -> None:
    for row in reference("ccl-license-rows.csv"):
        if row["scope_mode"] not in ("entire", "only", "except"):
            continue
        if (row["eccn"], row["row"]) in MIXED_UP or (row["eccn"], row["row"]) in OTHER_MARK:
            continue
        found = rows_of(row["eccn"], row["row"])
        only = {path for one in found for path in one.get("only", [])}
        excluded = {path for one in found for path in one.get("excluded", [])}
        printed = expanded(row["scope_paragraphs"]) if row["scope_mode"] == "only" else set()
        left_out = expanded(row["except_paragraphs"]) if row["scope_mode"] == "except" else set()
        assert (only, excluded) == (printed, left_out), (row["eccn"], row["row"])
        assert not any("condition" in one for one in found), (row["eccn"], row["row"])


@needs_law
def test_a_conditional_row_keeps_its_paragraphs_or_asks() -> None:
    for row in reference("ccl-license-rows.csv"):
        if "conditional" not in row["scope_mode"]:
            continue
        found = rows_of(row["eccn"], row["row"])
        named = {path for one in found for path in (*one.get("only", []), *one.get("excluded", []))}
        if not any("condition" in one for one in found):
            assert (
                named
                or "applies to entire entry" in row["control_text"].lower()
                or row["prose_kind"].startswith("CW")
            ), (row["eccn"], row["row"])


def test_chip_tools_stand_where_the_law_puts_them() -> None:
    rows = {row["id"]: row for row in entries()["3B001"]["rows"]}
    both = set(rows["3B001/4a"]["only"]) | set(rows["3B001/4b"]["only"])
    assert both == {*("a.4", "c", "d", "f.1", "f.5", "f.6", "k", "l", "m", "n", "p.2", "p.4", "r")}
    assert {rows["3B001/4a"]["mark"], rows["3B001/5b"]["mark"]} == {"742.4.a.4", "742.6.a.6.i.A"}
    marks = {row["mark"] for row in entries()["3E001"]["rows"]}
    assert {"NS1", "MT1", "NP1", "RS2", "AT1", "742.6.a.6.i.B", "742.6.a.6.ii"} <= marks
    assert {row["mark"] for row in entries()["3A090"]["rows"]} == {
        "742.6.a.6.iii.A", "742.6.a.6.iii.B", "742.6.a.6.i.B", "AT1",
    }  # fmt: skip
