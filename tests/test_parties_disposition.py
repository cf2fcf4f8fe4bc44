"""Dispositions: nobody decides without name and reason, and no decision outlives a change."""

import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parties.disposition import (
    OPEN,
    Disposition,
    DispositionError,
    HitKey,
    Memory,
    State,
    disposition_data,
    disposition_from,
    memory_from,
)
from tests.parties_samples import NOW

KEY = HitKey("paperkite example", "AE", "a" * 32, "EL", "sample-el-02")
CLEARED = Disposition(State.CLEARED, "J. Doe", "another address and founder", NOW)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ((State.CLEARED, "", "because", NOW), "the name is missing"),
        ((State.CONFIRMED, "J. Doe", "  ", NOW), "the reason is missing"),
        ((State.ESCALATED, "J. Doe", "because", None), "the time is missing"),
        ((State.CLEARED, "J. Doe", "because", datetime(2026, 8, 3)), "its time zone"),
        ((State.CLEARED, "J.\x1b[2J", "because", NOW), "control character"),
        ((State.OPEN, "J. Doe", "", None), "nobody decided it"),
    ],
)
def test_a_decision_has_a_name_a_reason_and_a_time(parts, says):
    with pytest.raises(DispositionError, match=says):
        Disposition(*parts)


def test_a_cleared_hit_stays_cleared_until_entry_or_party_changes():
    memory = Memory().with_decisions([(KEY, CLEARED)])
    assert memory.recall(KEY).disposition == CLEARED
    renumbered = HitKey(KEY.name, "AE", KEY.entry_digest, "EL", "another-id")
    assert memory.recall(renumbered).disposition == CLEARED
    changed = memory.recall(HitKey(KEY.name, "AE", "b" * 32, "EL", KEY.entry_id))
    assert (changed.disposition, changed.earlier) == (OPEN, CLEARED)
    assert changed.changed == "the list entry has changed since"
    moved = memory.recall(HitKey(KEY.name, "RU", KEY.entry_digest, "EL", KEY.entry_id))
    assert (moved.disposition, moved.earlier) == (OPEN, CLEARED)
    other = HitKey("paperkite", "AE", KEY.entry_digest, "EL", KEY.entry_id)
    assert memory.recall(other).disposition == OPEN


def test_the_last_decision_holds_and_the_earlier_ones_stay():
    confirmed = Disposition(State.CONFIRMED, "A. Roe", "same passport", NOW)
    memory = Memory().with_decisions([(KEY, CLEARED), (KEY, confirmed)])
    assert memory.recall(KEY).disposition == confirmed
    again = memory.with_decisions([(KEY, OPEN)])
    assert again.recall(KEY).disposition == OPEN
    assert len(again) == 3
    assert len(memory) == 2  # a memory is a value


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "no memory of dispositions"),
        ({"format": "navicert dispositions/9", "decisions": []}, "no memory of dispositions"),
        ({"format": "navicert dispositions/1"}, "no list of decisions"),
        ({"format": "navicert dispositions/1", "decisions": [1]}, "decision 1 is no mapping"),
        ({"format": "navicert dispositions/1", "decisions": [{}]}, "does not say which hit"),
    ],
)
def test_a_spoilt_memory_is_told(data, says):
    with pytest.raises(DispositionError, match=says):
        memory_from(data)


def test_a_spoilt_decision_is_told_by_its_number():
    data = Memory().with_decisions([(KEY, CLEARED)]).as_data()
    data["decisions"][0]["state"] = "cleered"
    with pytest.raises(DispositionError, match="decision 1: “cleered” is no state of a hit"):
        memory_from(data)
    data["decisions"][0] |= {"state": "cleared", "at": "soon"}
    with pytest.raises(DispositionError, match="decision 1: “soon” is no time"):
        memory_from(data)


WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
KEYS = st.builds(HitKey, WORDS, st.sampled_from(["", "CN"]), WORDS, WORDS, WORDS)
DECISIONS = st.just(OPEN) | st.builds(
    Disposition,
    st.sampled_from([State.CLEARED, State.CONFIRMED, State.ESCALATED]),
    WORDS,
    WORDS,
    st.just(NOW),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(KEYS, DECISIONS), max_size=6))
def test_a_memory_survives_being_kept(decisions):
    memory = Memory(tuple(decisions))
    assert memory_from(json.loads(json.dumps(memory.as_data()))) == memory
    for key, disposition in dict(decisions).items():
        assert disposition_from(disposition_data(disposition)) == disposition
        latest = [d for k, d in decisions if k.same == key.same][-1]
        assert memory.recall(key).disposition == latest
