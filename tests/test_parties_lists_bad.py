"""Bad list files: each gives a clear error or a counted remark, and the list in use stays."""

import gzip
import json
import os

import pytest

from engine.faults import NavicertError
from parties.lists.faults import ListFileFaults
from parties.lists.file_text import Bounds
from parties.lists.store import import_list, in_use
from tests.parties_samples import EL, HEADER, NOW, download, entry, written

JSON = json.dumps(download(entry(1), entry(2)))
OWN = "# published: 2026-07-31\nname,aliases,type,start_date\n"
SMALL = Bounds(file=4_000_000, unpacked=1_000_000, parties=50)

# What the file is called, what it holds, and what the message must say.
REFUSED = [
    ("cut.json", JSON[: len(JSON) // 2], "the file is cut off: the JSON has no end"),
    ("cut-string.json", JSON[: JSON.index("Example") + 4], "the file is cut off"),
    ("cut.json.gz", gzip.compress(JSON.encode())[:-30], "cut off: its packed part has no end"),
    ("flipped.json.gz", b"\x1f\x8b\x08" + b"\0" * 60, "the file was damaged"),
    ("not.json.gz", JSON.encode() + b" ", "the file is not packed by gzip"),
    ("junk.json.gz", gzip.compress(JSON.encode()) + b"<html>", "something that is no gzip follows"),
    ("bomb.json.gz", gzip.compress(b" " * 3_000_000), "unpacks to more than 1,000,000 bytes"),
    ("bombs.gz", gzip.compress(b" " * 600_000) * 3, "unpacks to more than 1,000,000 bytes"),
    ("empty.json", b"", "the file is empty"),
    ("blank.csv", b"\xef\xbb\xbf \r\n\t", "the file is empty"),
    ("zeros.json", b"\0" * 500, "the file is empty"),
    ("latin.csv", (OWN + "Müller,,,\n").encode("latin-1"), "latin.csv:3:2: the byte 0xfc is not"),
    ("cut-letter.csv", (OWN + "Müll").encode()[:-3], "cut off inside a letter"),
    ("wide.csv", b"\xff\xfea", "cut off inside a letter"),
    ("binary.json", b'{"a"' + b"\0\x01" * 40, "this is no text"),
    ("page.json", b"<!DOCTYPE html><title>503</title>", "this is a web page"),
    ("list.xml", b"<?xml version='1.0'?><sdnList/>", "this is XML"),
    ("list.pdf", b"%PDF-1.7 ...", "this is a PDF"),
    ("list.xlsx", b"PK\x03\x04....", "a ZIP archive or an Excel workbook"),
    (
        "error.json",
        {"error": "rate limit"},
        "is no Consolidated Screening List: it has no “results”",
    ),
    ("schema.json", download({"title": "a"}, {"title": "b"}), "they have no “name” and “source”"),
    ("mapping.json", {"results": {"a": 1}}, "“results” is no list"),
    ("none.json", {"results": []}, "the list holds no party"),
    ("deep.json", '{"results": ' + "[" * 100_000, "JSON"),
    ("two.json", JSON + JSON, "this is not JSON: extra data"),
    ("undated.json", {"results": [entry()]}, "does not say which day it was published"),
    ("nameless.json", download(entry(1), entry(2, name=None)), "entry 2: the party has no name"),
    ("sourceless.json", download(entry(1, source="")), "entry 1: the source is nothing"),
    ("odd.json", download(entry(1), 17), "entry 2: the entry is no mapping"),
    ("nested.json", download(entry(1, alt_names=[{"a": 1}])), "“alt_names” holds something that"),
    ("long.json", download(entry(1, name="x" * 1_001)), "a name of the party has more than 1,000"),
    ("many.json", download(entry(1, alt_names=["x"] * 1_001)), "the party has 1,002 names"),
    ("crowd.json", download(*map(entry, range(51))), "more than 50 parties"),
    ("crowd.csv", OWN + "x,,,\n" * 51, "more than 50 parties"),
    (
        "header.csv",
        "Firma,Land\nA,DE\n",
        "the first row names no “name”: its first cell is “Firma”",
    ),
    ("misspelt.csv", "name,alises\nA,B\n", "“alises” is not a column that is read; did you mean"),
    ("twice.csv", "name,party\nA,B\n", "the column “name” stands twice"),
    ("only-header.csv", OWN, "the list holds no party"),
    ("quote.csv", OWN + 'A,"open,,\nB,,,\n', "this is not CSV"),
    ("wide-row.csv", OWN + "A,,,,more\n", "wide-row.csv:3:1: this row has 5 cells"),
    ("cut-row.csv", OWN + "A,,,\nB\nC,x", "cut-row.csv:5:1: this row has 2 cells"),
    ("kind.csv", OWN + "A,,hamster,\n", "kind.csv:3:1: type: “hamster” is none that is known"),
    ("day.csv", OWN + "A,,,31/07/2026\n", "start_date: “31/07/2026” is no day"),
    ("comment.csv", "# published: soon\nname\nA\n", "comment.csv:1:1: “soon” is no day"),
    ("day-to-come.csv", OWN.replace("2026", "2027") + "A,,,\n", "2027-07-31, which has not come"),
]

# What is taken in, with a remark that counts it, and the names that are then on the list.
REMARKED = [
    ("escape.json", {"name": "Ex\x1b[31mample\x07"}, "control characters", "Ex[31mample"),
    ("reversed.json", {"name": "Example \u202egnp"}, "control characters", "Example gnp"),
    ("lost.json", {"name": "Ex\ufffdmple"}, "a letter that was lost", "Ex\ufffdmple"),
    (
        "new-source.json",
        {"source": "New (NEWL) - Agency"},
        "a source that Navicert has no word",
        "",
    ),
    ("new-type.json", {"type": "Robot"}, "a type that Navicert does not know", ""),
    (
        "country.json",
        {"addresses": [{"country": "ATLANTIS"}]},
        "a country that is no two-letter",
        "",
    ),
    ("date.json", {"start_date": "last spring"}, "a date that cannot be read", ""),
    ("same-id.json", {"id": "id-0"}, "an id that another entry has too", ""),
    ("same.json", entry(0), "an entry that stands twice", "Example Works 0"),
]


@pytest.fixture
def lists(tmp_path):
    folder = tmp_path / "lists"
    for name in ("csl", "own"):
        good = written(tmp_path / "good.json", download(entry(), day="2026-07-30"))
        import_list(folder, good, NOW, name=name, anyway=True)
    return folder


def everything(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


@pytest.mark.parametrize(("name", "content", "says"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_a_bad_file_is_refused_in_words_and_changes_nothing(lists, tmp_path, name, content, says):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        written(path, content)
    before = everything(lists)
    with pytest.raises(NavicertError) as refused:
        import_list(lists, path, NOW, bounds=SMALL)
    assert says in str(refused.value)
    assert name in str(refused.value)
    assert everything(lists) == before


@pytest.mark.parametrize(("name", "more", "says", "listed"), REMARKED)
def test_what_can_be_read_after_a_change_is_counted(lists, tmp_path, name, more, says, listed):
    path = written(tmp_path / name, download(entry(0), entry(1, **more) | more))
    done = import_list(lists, path, NOW, anyway=True)
    [remark] = done.about.remarks
    assert says in remark.says
    assert remark.count == 1
    assert (listed or "Example Works 1") in in_use(lists, "csl").names


def test_two_gigabytes_in_one_line_are_refused_by_their_size(lists, tmp_path):
    path = tmp_path / "one-line.json"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)  # no byte of it is written or read
    with pytest.raises(ListFileFaults, match="too large to be a list: 2,147,483,648 bytes"):
        import_list(lists, path, NOW)


def test_what_is_no_file_is_refused(lists, tmp_path):
    with pytest.raises(ListFileFaults, match="this is a folder"):
        import_list(lists, tmp_path, NOW)
    with pytest.raises(ListFileFaults, match="cannot be read: no such file"):
        import_list(lists, tmp_path / "none.json", NOW)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(ListFileFaults, match="no file on a disk"):
            import_list(lists, tmp_path / "pipe", NOW)


def test_markup_in_a_name_is_text(lists, tmp_path):
    names = ["[bold red]Example[/]", "<script>alert(1)</script>", "=HYPERLINK(0)", "{0} %s \\n"]
    entries = [entry(number, name=name) for number, name in enumerate(names)]
    done = import_list(lists, written(tmp_path / "l.json", download(*entries)), NOW, anyway=True)
    assert done.about.remarks == ()
    assert in_use(lists, "csl").names == names


def test_a_fault_tells_the_place_of_the_entry(lists, tmp_path):
    text = json.dumps(download(entry(1), entry(2, name="")), indent=1)
    path = written(tmp_path / "l.json", text)
    with pytest.raises(ListFileFaults) as refused:
        import_list(lists, path, NOW)
    [fault] = refused.value.faults
    line = text[: text.index('"id-2"')].count("\n")
    assert (fault.place.line, fault.place.column) == (line, 3)


def test_entries_that_cannot_be_read_are_left_out_only_on_demand_and_counted(lists, tmp_path):
    path = written(tmp_path / "l.json", download(entry(1), entry(2, name=""), entry(3)))
    with pytest.raises(ListFileFaults):
        import_list(lists, path, NOW)
    done = import_list(lists, path, NOW, anyway=True)
    assert (done.about.parties, done.about.unread) == (2, 1)
    assert any("1 entries cannot be read" in doubt for doubt in done.about.doubts)
    assert done.faults[0].startswith(f"{path}:1:")


def test_no_file_of_bad_entries_alone_becomes_a_list(lists, tmp_path):
    path = written(tmp_path / "l.json", download(entry(1, name="")))
    with pytest.raises(ListFileFaults):
        import_list(lists, path, NOW, anyway=True)


def test_a_row_over_several_lines_is_told_by_its_first(lists, tmp_path):
    row = f'x,{EL},,,,"Example",,"1 Nowhere\nRoad, CN",' + "," * 20 + "\n"
    path = written(tmp_path / "l.csv", HEADER + "\n" + row + row.replace("Example", ""))
    with pytest.raises(ListFileFaults, match=r"l\.csv:4:1: the party has no name"):
        import_list(lists, path, NOW)
