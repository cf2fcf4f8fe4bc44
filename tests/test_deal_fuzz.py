"""Whatever a stranger sends: a deal, or faults in words that no terminal obeys; nothing else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.deals.answers import read_parts
from engine.deals.content_csv import read_content_csv
from engine.deals.deal import read_deal, write_deal
from engine.facts import FactType
from engine.faults import InputFaults
from engine.reading.typed_text import printable
from tests.small_ruleset import small_ruleset

RULESET = small_ruleset()
NAMES = [name for name, fact in RULESET.facts.items() if not fact.derived]
SCALARS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["yes", "no", "not known", "CN", "Korea", "3B001.c", "[]", "1,500", "-1", ""]),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
)
KEYS = st.sampled_from(
    ["value", "unknown", "assumed", "by", "reason", "name", "roles", "listings", "owners", "eccn"]
)
TREES = st.recursive(
    SCALARS,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(KEYS | st.text(), part, max_size=4),
    max_leaves=12,
)
FACTS = st.dictionaries(st.sampled_from(NAMES) | st.text(), TREES, max_size=6)


def check(data, file):
    try:
        deal = read_deal(data, file, RULESET)
    except InputFaults as faults:
        assert faults.faults
        text = str(faults)
        assert printable(text) == text
        assert len(text) < 100_000
        return
    assert read_deal(write_deal(deal, RULESET), "again.yaml", RULESET) == deal


@settings(max_examples=300, deadline=None)
@given(FACTS, st.dictionaries(st.text(max_size=10), TREES, max_size=2))
def test_any_tree_as_json(facts, more):
    check(json.dumps({**more, "navicert": "deal/1", "facts": facts}), "deal.json")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes(noise, led):
    check(b"navicert: deal/1\nfacts:\n  " + noise if led else noise, "deal.yaml")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120), st.booleans())
def test_any_bytes_as_csv(noise, led):
    try:
        read_content_csv(b"description;value;eccn\n" + noise if led else noise, "x.csv", RULESET)
    except InputFaults as faults:
        assert printable(str(faults)) == str(faults)


@pytest.mark.parametrize("fact", NAMES)
@settings(max_examples=60, deadline=None)
@given(raw=st.text(max_size=60))
def test_any_text_for_any_fact(fact, raw):
    """Text from a screen is read or refused, for every type of fact."""
    value, problems = read_parts(RULESET.facts[fact], raw, RULESET)
    assert (value is None) == bool(problems)
    if RULESET.facts[fact].type in (FactType.YES_NO, FactType.JUDGEMENT):
        assert value is None or raw.strip().casefold() in ("yes", "no")
