"""Whatever a file holds, reading it gives a list or a refusal in words, and never a crash."""

import contextlib
import gzip
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.faults import NavicertError
from parties.lists.faults import ListFileFaults
from parties.lists.file_text import Bounds
from parties.lists.kept_list import kept_form
from parties.lists.read import read_list
from tests.parties_samples import EL, HEADER, SAMPLE, download, entry

JSON = json.dumps(download(entry(1, alt_names=["EW"]), entry(2, ids=[{"number": "1"}])), indent=1)
CSV = f'{HEADER}\n1,{EL},,Entity,A; B,Example,,"1 Nowhere, CN"{"," * 21}\n'
FILES = {
    "l.json": JSON.encode(),
    "l.json.gz": gzip.compress(JSON.encode(), mtime=0),
    "l.csv": CSV.encode(),
    "own.csv": SAMPLE.read_bytes()[:1500],
}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)
SMALL = Bounds(file=100_000, unpacked=100_000, parties=50)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


def read(path, content, **options):
    """Read the file; what it held can be kept."""
    path.write_bytes(content)
    found = read_list(path, published=date(2026, 7, 31), bounds=SMALL, **options)
    assert found.list.parties
    ids = [party.id for party in found.list.parties]
    assert len(set(ids)) == len(ids)
    assert all(party.name and party.source for party in found.list.parties)
    kept_form(found.list.parties)
    return found


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_good_before_they_are_spoilt(folder, name):
    content = FILES[name]
    read(folder / name, content[: content.rindex(b"\n") + 1] if name == "own.csv" else content)


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(sorted(FILES)),
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 9), st.binary(max_size=6)), min_size=1, max_size=4
    ),
    anyway=st.booleans(),
)
def test_a_spoilt_file_is_read_or_refused(folder, name, cuts, anyway):
    content = bytearray(FILES[name])
    for place, length, put in cuts:
        at = int(place * len(content))
        content[at : at + length] = put
    with contextlib.suppress(NavicertError):
        read(folder / name, bytes(content), leave_out_unread=anyway)


@settings(max_examples=150, deadline=None)
@given(
    key=st.sampled_from([*entry(), "ids", "dates_of_birth", "start_date", "nationalities"]),
    value=VALUES,
)
def test_any_value_under_any_key_is_read_or_told_with_its_entry(folder, key, value):
    tree = download(entry(1), entry(2) | {key: value})
    try:
        found = read(folder / "l.json", json.dumps(tree).encode())
    except ListFileFaults as refused:
        assert "entry 2: " in str(refused)
    else:
        assert len(found.list.parties) == 2
