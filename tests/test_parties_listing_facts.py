"""What an entry means for the facts: its listing, its footnotes, and what is left to ask."""

import csv
import gzip
import json
import re
from collections import Counter, defaultdict

import pytest

from engine.deals.answers import LISTINGS
from engine.facts import Party
from parties.disposition import OPEN, Disposition, State
from parties.entries import Kind, ListedParty
from parties.entry_text import Scope, read_entry_text
from parties.listing_facts import (
    EXCEPTIONS,
    FOOTNOTES,
    NOT_SCREENED,
    PROGRAMS,
    SCOPE,
    listing_facts,
    meaning_of,
    with_listings,
)
from parties.lists.sample import sample_list
from parties.lists.sources import SOURCES, listing_of
from tests.parties_samples import DOWNLOAD, NOW, needs_download

ALL = "For all items subject to the EAR. (See §744.11 of the EAR)"


def decided(state, reason="looked it up"):
    return Disposition(state, "J. Doe", reason, NOW)


CONFIRMED, CLEARED = decided(State.CONFIRMED), decided(State.CLEARED)
ESCALATED = decided(State.ESCALATED)


def entry(source="EL", requirement=ALL, policy="Presumption of denial", **more):
    return ListedParty(
        **{"id": "1", "name": "Example", **more},
        source=source,
        license_requirement=requirement,
        license_policy=policy,
    )


# Behind “For all items subject to the EAR”, as entries of the list go on, and their footnotes.
ALL_ITEMS = [
    ("", ""),
    (". (See §744.11 of the EAR).", ""),
    (" (See §744.11 of the EAR.", ""),
    (". (See part§744.11 of the EAR).", ""),
    (", see §§ 734.9(e)1, and 744.11 of the EAR2", "12"),
    (", see §§ 734.9(e) 1 and 744.11 of the EAR 2", "12"),
    (", see §§ 734.9(e)¹ and 744.11 of the EAR²", "12"),
    (" (See §734.9(g), 3 §746.8(a)(3), and §744.21(b) of the EAR).", "3"),
    (" (See §§734.9(g)3, 746.8(a)(3), and 744.2l(b) of the EAR", "3"),
    (". (See §§ 734.9(g),[fn 3] 746.8(a)(3), and 744.11 of the EAR)", "3"),
    (". (See §§ 734.9(e)(2) and 744.11 of the EAR) 4", "4"),
    (" (See §734.9(e), and 744.11 of the EAR)4.", "4"),
    (" (See §§734.4(a)(9), 734.9(e)(3), and 744.11 of the EAR)5", "5"),
    (". (See §§ 734.9(e)(2) and 744.11 of the EAR)", None),
    (" (See §§ 734.9(g), 746.8(a)(3), and 744.21(b) of the EAR)", None),
]
PARTIAL = [
    "For all items subject to the EAR when used in projects specified in § 746.8(a)(4) of the EAR",
    "For items on the CCL and EAR99 items listed in supplement no. 7 to part 746 of the EAR",
    "All items subject to the EAR except for: crude oil, condensates",
    "For all items subject to the EAR, with case-by-case basis for items listed on the CCL",
    "For all items subject to the EAR99 catalogue",
]


@pytest.mark.parametrize(("rest", "footnotes"), ALL_ITEMS)
def test_footnotes_are_read_as_printed(rest, footnotes):
    for words in ("For all items subject to the EAR", "All Items Subject to the EAR"):
        read = read_entry_text(words + rest, "")
        assert read.footnotes == (None if footnotes is None else frozenset(footnotes))
        assert read.scope is Scope.ALL_ITEMS


@pytest.mark.parametrize("words", PARTIAL)
def test_whatever_else_an_entry_names_is_partial(words):
    assert read_entry_text(words, "").scope is Scope.PARTIAL
    assert read_entry_text("", "").scope is Scope.NOT_PRINTED


@pytest.mark.parametrize("part", ["1", "(1)", "1.", " and 1", "See ", "EAR 1", "734.9(e)", ", "])
def test_a_hostile_entry_takes_no_longer_than_another(part):
    """Without care the first of these would take longer than the age of the universe."""
    words = "All items subject to the EAR, see " + part * (18_000 // len(part)) + "!"
    assert read_entry_text(words, words).scope is Scope.PARTIAL


def test_every_source_gives_its_listing_and_only_the_entity_list_footnotes():
    for code in SOURCES:
        found = listing_facts([(entry(code, ALL + "4"), CONFIRMED)])
        assert found.listings == {listing_of(code)} <= set(LISTINGS)
        assert found.footnotes == (frozenset("4") if code == "EL" else frozenset())


def test_not_screened_screened_without_a_hit_and_cleared_are_told_apart():
    assert (NOT_SCREENED.listings, NOT_SCREENED.footnotes) == (None, None)
    for hits in ([], [(entry(), CLEARED)]):
        found = listing_facts(hits)
        assert (found.listings, found.footnotes) == (frozenset(), frozenset())


@pytest.mark.parametrize("undecided", [OPEN, ESCALATED])
def test_an_undecided_hit_leaves_the_listings_unknown(undecided):
    found = listing_facts([(entry(), CONFIRMED), (entry("SDN"), undecided)])
    assert (found.listings, found.footnotes, found.undecided) == (None, None, 1)
    assert found.certain_listings == {"entity-list"}
    party = with_listings(Party("Example", listings=frozenset()), found)
    assert (party.listings, party.footnotes) == (None, None)


def test_several_confirmed_hits_add_up():
    hits = [(entry(requirement=ALL + "4"), CONFIRMED), (entry("MEU"), CONFIRMED)]
    party = with_listings(Party("Example"), listing_facts(hits))
    assert party.listings == {"entity-list", "military-end-user"}
    assert party.footnotes == {"4"}


def test_a_partial_scope_is_a_question_with_the_words_beside_it():
    words = "For items on the CCL and listed in supplement no. 7 to part 746 of the EAR"
    found = listing_facts([(entry(), CONFIRMED), (entry(requirement=words), CONFIRMED)])
    assert found.answer(SCOPE) == ""
    [question] = found.questions
    assert (question.fact, question.quote) == (SCOPE, words)
    assert listing_facts([(entry(), CONFIRMED)]).answer(SCOPE) == "all-items"


def test_exceptions_and_programs_are_questions():
    gov = f"{ALL} This license requirement may be overcome by License Exception GOV."
    [question] = listing_facts([(entry(requirement=gov), CONFIRMED)]).questions
    assert question.fact == EXCEPTIONS
    assert "GOV" in question.quote
    sdn = entry("SDN", "", programs=("RUSSIA-EO14024", "NPWMD"))
    [question] = listing_facts([(sdn, CONFIRMED)]).questions
    assert (question.fact, question.quote) == (PROGRAMS, "RUSSIA-EO14024; NPWMD")


def test_a_footnote_that_was_left_out_is_not_taken_for_none():
    words = "For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR)"
    found = listing_facts([(entry(requirement=words), CONFIRMED)])
    assert (found.listings, found.footnotes) == ({"entity-list"}, None)
    assert [question.fact for question in found.questions] == [FOOTNOTES]
    assert meaning_of(entry(requirement=words)).footnotes is None


def test_a_party_at_a_listed_address_is_told_apart_from_a_named_one():
    address = entry(name="Address 01", kind=Kind.ADDRESS)
    assert listing_facts([(address, CONFIRMED)]).by_address_alone
    assert not listing_facts([(address, CONFIRMED), (entry(), CONFIRMED)]).by_address_alone
    assert not listing_facts([]).by_address_alone


def test_the_sample_shows_every_footnote_and_every_scope():
    found = [listing_facts([(party, CONFIRMED)]) for party in sample_list().parties]
    assert frozenset().union(*(one.certain_footnotes for one in found)) == frozenset("12345")
    assert any(one.footnotes is None for one in found)
    assert {ground.scope for one in found for ground in one.grounds} >= {
        Scope.ALL_ITEMS,
        Scope.PARTIAL,
    }


@needs_download
def test_the_footnotes_of_the_download_are_those_of_the_regulation():
    """Two texts of one list, typed separately: Supplement No. 4 and the Consolidated Screening
    List. Where they differ, ours is no lighter."""
    printed = defaultdict(set)
    with (DOWNLOAD.parent / "entity-list.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            printed[_letters(row["name"])].add(frozenset(re.findall(r"\d", row["footnotes"])))
    entries = json.loads(gzip.decompress(DOWNLOAD.read_bytes()))["results"]
    outcome = Counter()
    for party in entries:
        known = printed.get(_letters(party["name"]))
        if party["source"].startswith("Entity List") and known:
            read = read_entry_text(party["license_requirement"], party["license_policy"])
            if read.footnotes is None:
                outcome["cannot be said"] += 1
                assert frozenset() not in known  # the regulation does print one
            elif read.footnotes in known:
                outcome["same"] += 1
            else:
                outcome["more"] += 1
                assert any(read.footnotes > one for one in known), party["name"]
    assert outcome == {"same": 3_305, "cannot be said": 7, "more": 3}


def _letters(name):
    return re.sub(r"\W", "", name.casefold())
