"""Reports of a record, and the list: whatever stands in the data stays text."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import events
from records.reports import listing
from records.reports.forms import SUFFIXES, report
from records.reports.html import as_html
from records.reports.markdown import as_markdown, escaped
from records.reports.outline import Line, Section
from records.store import Records, open_records
from tests.records_samples import DEAL, NOW, determination

EVIL = "<script>alert(1)</script> [x](http://evil.example) **b** `c` \x1b[31m =1+1"


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return open_records(tmp_path / "records" / "records.jsonl")


def _save(records: Records, title: str = EVIL, by: str = EVIL) -> str:
    data = {
        **determination(1, 600),
        "title": title,
        "headline": f"License required: {title}",
        "decisive": [f"Because of {title}"],
        "steps": [],
        "retention": [{"years": 5}],
    }
    return records.save(data, DEAL, by=by, why=title, now=NOW, ruleset_digest="d1")


@pytest.mark.parametrize("form", SUFFIXES)
def test_a_report_tells_everything_and_shows_the_head(records: Records, form: str) -> None:
    record = _save(records, "Etcher to China", "J. Doe")
    records.add(record, events.review("return", "wrong ECCN"), by="B. Chief", now=NOW)
    text = report(records, record, form, NOW, True)
    for told in (record, "Etcher to China", "wrong ECCN", "B. Chief", records.end.hash, "3B001.c"):
        assert told in text.replace("\\", ""), told
    assert "return" in text


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_markup_and_escapes_stay_text(records: Records, form: str) -> None:
    text = report(records, _save(records), form, NOW, True)
    assert "\x1b" not in text
    if form == "html":
        assert "<script" not in text
        assert "default-src 'none'" in text.replace("&#x27;", "'")
    if form == "md":
        assert not re.search(r"(?<!\\)<script|(?<!\\)\[x|https?:|(?<!\\)\*\*b", text)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@given(st.text(max_size=60))
def test_html_shows_any_text_and_makes_no_tag_of_it(text: str) -> None:
    page = _Tags()
    page.feed(as_html(text, [Section(text, (Line(text, "  - "), Line(text)), verbatim=False)]))
    known = {"html", "head", "meta", "title", "style", "body", "h1", "p", "span"}
    assert page.seen <= known


@given(st.text(alphabet="ab *_`[]()<>#-+.1)!|~&\\@:/w", max_size=40))
def test_markdown_escapes_every_sign_that_marks_something(text: str) -> None:
    safe = escaped(text)
    bare = re.sub(r"\\[\\`*_\[\]<>|~@:.+=#)-]", "", safe)
    assert not re.search(r"[\\`*_\[\]<>|~@]", bare)
    assert not re.match(r"[-+=#]|\d+[.)]", safe)


def test_verbatim_lines_cannot_close_their_fence() -> None:
    page = as_markdown([Section("Deal", (Line("a"), Line("````"), Line("b")), verbatim=True)])
    assert page.splitlines()[2:7] == ["`````", "a", "````", "b", "`````"]


def test_the_list_as_csv_holds_no_formula_and_as_json_the_same_rows(records: Records) -> None:
    _save(records, "=HYPERLINK(1)", "+1")
    _save(records, " @x", "-2")
    _save(records, "plain", "J. Doe")
    cards = records.cards()
    table = list(csv.DictReader(io.StringIO(listing.as_csv(cards))))
    assert [row["title"] for row in table] == ["'=HYPERLINK(1)", "' @x", "plain"]
    assert [row["by"] for row in table] == ["'+1", "'-2", "J. Doe"]
    assert [row["supersedes"] for row in table] == ["", "", ""]
    assert table[0]["parties"] == "Fab; Agent"
    rows = json.loads(listing.as_json(cards))
    assert [row["title"] for row in rows] == ["=HYPERLINK(1)", " @x", "plain"]
    assert list(rows[0]) == list(table[0])
