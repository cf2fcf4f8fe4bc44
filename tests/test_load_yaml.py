"""Reading YAML as text with places: what comes out, what is refused, and nothing else."""

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.faults import RulesetFaults, SourceFaults
from engine.loading.load import load_ruleset
from engine.model import Place
from engine.reading.yaml_source import Limits, Map, Seq, read_yaml

SHIPPED = sorted((Path(__file__).parent.parent / "rulesets").rglob("*.yaml"))
MINIMAL = Path(__file__).parent / "good" / "rulesets" / "minimal"


def fault_of(text: str | bytes, limits: Limits | None = None) -> str:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(SourceFaults) as refused:
        read_yaml(data, "f", limits or Limits())
    return str(refused.value)


def test_every_scalar_is_text() -> None:
    """Norway stays NO, a number keeps its digits, nothing becomes false or a date."""
    tree = read_yaml(b"a: [NO, yes, 1.10, 2024-12-02, 0x10, null, ~, '']\nb:\n", "f")
    assert tree == {"a": ["NO", "yes", "1.10", "2024-12-02", "0x10", "null", "~", ""], "b": ""}


def test_places_are_those_of_an_editor() -> None:
    """Lines and columns count from 1, and letters count, not bytes."""
    tree = read_yaml("äöü: {k: [x, y]}\n".encode(), "f")
    assert isinstance(tree, Map)
    assert tree.place_of_key("äöü") == Place("f", 1, 1)
    inner = tree["äöü"]
    assert isinstance(inner, Map)
    assert inner.place == Place("f", 1, 6)
    listed = inner["k"]
    assert isinstance(listed, Seq)
    assert listed.place_of(1) == Place("f", 1, 14)


def test_byte_order_mark_and_windows_lines() -> None:
    """A file saved on Windows reads the same."""
    assert read_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "f") == {"a": "1", "b": "2"}


def test_alias_repeats_a_value() -> None:
    """A few aliases are fine: the value is the one at the anchor."""
    assert read_yaml(b"a: &x {k: v}\nb: *x\n", "f") == {"a": {"k": "v"}, "b": {"k": "v"}}


def test_bounds() -> None:
    """Each bound has words of its own."""
    assert "larger" not in fault_of("a: b" * 10, Limits(size=10))
    assert "too large to read: 40 bytes" in fault_of("a: b" * 10, Limits(size=10))
    assert "nested deeper than 3 levels" in fault_of("[[[[1]]]]", Limits(depth=3))
    assert "more than 3 values" in fault_of("[1, 2, 3]", Limits(nodes=3))
    assert "more than 2 aliases" in fault_of("[&x 1, *x, *x, *x]", Limits(aliases=2))
    many = "".join("k: 1\n" for _ in range(50))
    assert len(fault_of(many, Limits(faults=10)).splitlines()) == 10


def test_all_duplicate_keys_are_told_at_once() -> None:
    """Reading goes on after a key that is written twice."""
    told = fault_of("a: 1\na: 2\nb: 1\nb: 2\n").splitlines()
    assert [line.split(":")[1] for line in told] == ["2", "4"]


@pytest.fixture(params=["libyaml", "pure Python"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both readers of PyYAML; the slow one stands in where libyaml is missing."""
    if request.param == "pure Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    return str(request.param)


SLIPS = {
    "a:\n\tb: 1\n": "f:2:1: a tab stands where YAML wants spaces",
    "a: @x\n": "f:1:4: a text cannot start with @",
    "a: b: c\n": "f:1:5: a second “: ” stands in this line",
    "a: 1\nb\nc: 1\n": "f:3:1: a key without its colon",
    "a: {b: 1\nc: 2\n": "f:2:2: the mapping that { opened has no end",
    "a: [b, c\nd: 2\n": "f:2:2: the list that [ opened has no end",
    "a:\n  b: 1\n c: 1\n": "f:3:2: this line does not fit",
    'a: "b\n': "f:2:1: a quoted text has no end",
    "a: *x\n": "f:1:4: the alias *x names no anchor above it",
    "a: &x [*x]\n": "f:1:8: the alias *x holds itself",
    "a: !!str x\n": "f:1:4: the tag",
    "a: 1\n---\nb: 1\n": "f:2:1: a second document begins here",
    "? [a]\n: b\n": "f:1:3: a key that is a list or a mapping",
    'a: "\\x1b[2J"\n': "f:1:4: the control character U+001B is in the text",
    'a: "\\UFFFFFFFF"\n': "",
    'a: "\\ud800"\n': "",
}


@pytest.mark.parametrize("text", SLIPS)
def test_slips_of_the_pen(text: str, reader: str) -> None:
    """A message in words, at the line, whichever reader is there."""
    assert fault_of(text).startswith(SLIPS[text])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_readers_read_the_same_law(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where libyaml is missing the law is the same: every key, value and place."""
    fast = read_yaml(path.read_bytes(), "f")
    monkeypatch.delattr(yaml, "CSafeLoader")
    slow = read_yaml(path.read_bytes(), "f")
    assert slow == fast
    assert isinstance(slow, Map)
    assert isinstance(fast, Map)
    assert slow.places == fast.places


@given(st.binary(max_size=200) | st.text("ab:-[]{}&*!|>'\"%@`,#? \t\n\\x0", max_size=80))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes | str) -> None:
    """No bytes bring anything but a tree of text or faults with a place."""
    raw = data if isinstance(data, bytes) else data.encode()
    try:
        tree = read_yaml(raw, "f")
    except SourceFaults as refused:
        assert all(fault.place.line >= 1 and fault.place.column >= 1 for fault in refused.faults)
    else:
        assert isinstance(tree, str | Map | Seq)


FILES = sorted(path.relative_to(MINIMAL) for path in MINIMAL.rglob("*.yaml"))


@given(
    file=st.sampled_from(FILES),
    cut=st.tuples(st.floats(0, 1), st.integers(0, 12)),
    put=st.sampled_from(
        ["", "[]", "{}", "yes", "x: y", "- ", "[[", "3B001", "2020-13-01", ": ", "\n", "{a: [b]}"]
    ),
)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_spoilt_ruleset_loads_or_says_why(
    tmp_path: Path, file: Path, cut: tuple[float, int], put: str
) -> None:
    """The good ruleset with a few signs replaced anywhere: loaded whole or told, never a crash."""
    folder = tmp_path / "rulesets"
    shutil.copytree(MINIMAL, folder, dirs_exist_ok=True)
    text = (MINIMAL / file).read_text(encoding="utf-8")
    at = int(cut[0] * len(text))
    (folder / file).write_text(text[:at] + put + text[at + cut[1] :], encoding="utf-8")
    try:
        load_ruleset(folder / "law")
    except RulesetFaults as refused:
        assert refused.faults
