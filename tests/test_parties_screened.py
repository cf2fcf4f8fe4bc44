"""A party screened: hits, remembered decisions, and what the facts and the engine make of them."""

import pytest

from engine.evaluation.leaves import PARTY_ATTRIBUTES
from engine.facts import OpenSet, Party
from parties.disposition import Disposition, Memory, State
from parties.entries import ScreeningList
from parties.lists.sample import sample_list
from parties.matching.match import Screener
from parties.matching.query import Query, Threshold
from parties.screened_party import screen_party
from tests.parties_samples import NOW

FAB = Query("Night Orchard Example Foundry Corporation", "CN")
CONFIRMED = Disposition(State.CONFIRMED, "J. Doe", "same address", NOW)
CLEARED = Disposition(State.CLEARED, "J. Doe", "another address", NOW)


@pytest.fixture(scope="module")
def screener():
    """The sample as if it were a list to rely on: the engine puts no trust in a sample."""
    sample = sample_list()
    return Screener(
        ScreeningList("real", "Real list", sample.published, sample.digest, sample.parties)
    )


def listings(*screened):
    name = screened[0].query.name if screened else FAB.name
    party = Party(name, screening=tuple(one.screening for one in screened))
    return tuple(PARTY_ATTRIBUTES[name].read(party) for name in ("listings", "footnotes"))


def test_an_undecided_hit_leaves_the_party_open(screener):
    screened = screen_party(screener, FAB)
    assert len(screened.undecided) == len(screened.hits) >= 1
    assert screened.hits[0].hit.party.id == "sample-el-16"
    found, footnotes = listings(screened)
    assert isinstance(found, OpenSet)
    assert "entity-list" in found.possible - found.certain
    assert "5" in footnotes.possible
    assert screened.facts.listings is None


def test_decided_hits_are_remembered_and_become_facts(screener):
    first = screen_party(screener, FAB)
    keys = [one.key for one in first.hits]
    memory = Memory().with_decisions([(keys[0], CONFIRMED), *((key, CLEARED) for key in keys[1:])])
    again = screen_party(screener, FAB, memory)
    assert again.undecided == ()
    assert again.facts.listings == {"entity-list"}
    assert listings(again) == ({"entity-list"}, {"5"})
    assert (again.screening.hits[0].by, again.screening.hits[0].on) == ("J. Doe", "2026-08-03")
    elsewhere = screen_party(screener, Query(FAB.name, "TW"), memory)
    assert elsewhere.undecided
    assert elsewhere.hits[0].recalled.earlier == CONFIRMED


def test_screened_without_a_hit_is_told_apart_from_not_screened(screener):
    nobody = screen_party(screener, Query("Quillfeather Haberdashery", "GB"))
    assert (nobody.hits, nobody.screening.hits) == ((), ())
    assert listings(nobody) == (frozenset(), frozenset())
    assert listings() == (None, None)


def test_the_threshold_is_kept_with_its_reason(screener):
    screened = screen_party(screener, FAB, threshold=Threshold(90.5, "bulk run of old customers"))
    assert (screened.screening.threshold, screened.screening.list) == (90, "Real list")
    assert screened.screening.threshold_reason == "bulk run of old customers"


def test_the_sample_is_told_in_the_facts():
    screened = screen_party(Screener(sample_list()), FAB)
    assert screened.screening.sample
    assert listings(screened) == (None, None)
