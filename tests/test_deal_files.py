"""Deal files: read with every fault at its place, written so that they read back the same."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.deals.deal import read_deal, write_deal
from engine.deals.element_reading import CONTENT_KINDS, ENCRYPTION, FOOTNOTES, LISTINGS, PARTY_ROLES
from engine.eccn import Eccn
from engine.facts import Answer, ContentLine, Deal, Facts, Owner, Party, State
from engine.faults import InputFaults
from tests.small_ruleset import small_ruleset

RULESET = small_ruleset()


def read(text, file="deal.yaml"):
    return read_deal(text, file, RULESET)


def faults_of(text, file="deal.yaml"):
    with pytest.raises(InputFaults) as raised:
        read(text, file)
    return [str(fault) for fault in raised.value.faults]


def test_a_deal_with_every_form_of_answer():
    deal = read(
        """
navicert: deal/1
title: Etcher to Norway
as_of: 2026-07-23
facts:
  item.us_origin: no
  destination.country: NO
  production.technology: [3E992]
  item.description: not known
  item.eccn: {value: 3B001.f.1, by: J. Doe, source: maker's letter}
  item.part746: {unknown: yes, by: J. Doe, reason: the maker did not answer}
  item.published: {value: no, by: J. Doe, reason: we looked}
  policy.not_enforced: {assumed: yes, by: J. Doe, reason: counsel's advice}
"""
    )
    assert deal.as_of == date(2026, 7, 23)
    assert dict(deal.facts) == {
        "item.us_origin": Answer(False),
        "destination.country": Answer("NO"),
        "production.technology": Answer((Eccn("3E992"),)),
        "item.description": Answer(None, State.NOT_KNOWN),
        "item.eccn": Answer(Eccn("3B001", ("f", "1")), by="J. Doe", source="maker's letter"),
        "item.part746": Answer(None, State.NOT_KNOWN, "J. Doe", "", "the maker did not answer"),
        "item.published": Answer(False, State.ANSWERED, "J. Doe", "", "we looked"),
        "policy.not_enforced": Answer(True, State.ASSUMED, "J. Doe", "", "counsel's advice"),
    }


def test_json_with_tabs_and_characters_in_two_halves():
    tree = {"navicert": "deal/1", "title": "Chip 😀", "facts": {"destination.country": "NO"}}
    deal = read(json.dumps(tree, indent="\t"), "deal.json")
    assert deal.title == "Chip 😀"
    assert deal.facts.value("destination.country") == "NO"


def test_every_fault_at_once_each_at_its_place():
    assert faults_of(
        """navicert: deal/1
titel: x
facts:
  item.us_orign: no
  parties:
    - name: Fab
      country: Atlantis
    - {name: Bank, roles: [bank]}
  list.reasons: [NS]
"""
    ) == [
        "deal.yaml:2:1: a deal file has no key “titel”; did you mean “title”?",
        "deal.yaml:4:3: “item.us_orign” is not a fact of the EAR; did you mean “item.us_origin”?",
        "deal.yaml:7:16: parties: “Atlantis” is not a country known here: write its two-letter"
        " ISO code, such as NL, or its English name",
        "deal.yaml:8:28: parties: “bank” is not one of the choices: write “exporter”,"
        " “purchaser”, “intermediate-consignee”, “ultimate-consignee”, “end-user” or “other”",
        "deal.yaml:9:3: list.reasons is calculated from other facts; leave it out",
    ]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("item.published: yes", "is a judgement without “by” and “reason”"),
        ("item.published: {value: yes, by: J}", "is a judgement without “reason”"),
        ("policy.not_enforced: yes", "is a house assumption, not an answer"),
        ("policy.not_enforced: {assumed: yes}", "is assumed without “by” and “reason”"),
        ("policy.not_enforced: not known", "cannot be unknown"),
        ("item.us_origin: {assumed: yes, by: J}", "is assumed without “reason”"),
        ("item.us_origin: {by: J}", "an answer has one of “value”, “unknown” and “assumed”"),
        ("item.us_origin: {value: yes, unknown: yes}", "here stands “value” and “unknown”"),
        ("item.us_origin: {unknown: no}", "“unknown: no” answers nothing"),
        ("item.us_origin: {value: yes, bye: J}", "did you mean “by”?"),
    ],
)
def test_who_must_stand_behind_an_answer(answer, words):
    (fault,) = faults_of(f"navicert: deal/1\nfacts:\n  {answer}\n")
    assert words in fault


def test_broken_json_is_told_as_json():
    assert faults_of('{"navicert": "deal/1",}', "deal.json") == [
        "deal.json:1:23: this is not JSON: expecting property name enclosed in double quotes;"
        " mend it, or name the file .yaml if it is YAML"
    ]


# Round trip -------------------------------------------------------------------------------------

SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"))
LINES = st.text(SIGNS, min_size=1, max_size=40).map(str.strip).filter(bool)
NOTES = st.text(st.one_of(SIGNS, st.sampled_from("\n\t")), max_size=60).map(str.strip)
AMOUNTS = st.decimals(0, 10**12, allow_nan=False, places=4)
CODES = st.sampled_from(list(RULESET.countries))
ECCNS = st.sampled_from(
    [Eccn("EAR99"), Eccn("3A991"), Eccn("3B001", ("c",)), Eccn("3B001", ("f", "1"))]
)


def maybe(values):
    return st.none() | values


def words(known):
    return st.frozensets(st.sampled_from(list(known)))


OWNERS = st.builds(
    Owner,
    LINES,
    maybe(st.decimals(0, 100, allow_nan=False, places=3)),
    maybe(words(LISTINGS)),
    maybe(words(FOOTNOTES)),
)
PARTIES = st.builds(
    Party,
    LINES,
    maybe(words(PARTY_ROLES)),
    maybe(CODES),
    maybe(st.frozensets(CODES)),
    maybe(words(LISTINGS).map(lambda names: names | {"entity-list"})),
    maybe(words(FOOTNOTES)),
    maybe(CODES),
    maybe(st.lists(OWNERS, max_size=2).map(tuple)),
    NOTES,
)
CONTENT = st.builds(
    ContentLine,
    LINES,
    maybe(ECCNS),
    maybe(CODES),
    maybe(AMOUNTS),
    maybe(st.sampled_from(list(CONTENT_KINDS))),
    maybe(st.booleans()),
    maybe(st.booleans()),
    maybe(st.sampled_from(list(ENCRYPTION))),
)
VALUES = {
    "item.us_origin": st.booleans(),
    "item.kind": st.sampled_from(["commodity", "software"]),
    "item.part746": st.frozensets(st.sampled_from(["supp-2", "supp-4"])),
    "destination.country": CODES,
    "sender.headquarters": st.frozensets(CODES),
    "item.eccn": ECCNS,
    "production.technology": st.lists(ECCNS, unique=True).map(tuple),
    "content.value": AMOUNTS,
    "content.declared_share": st.decimals(0, 100, allow_nan=False, places=3),
    "item.teraflops": st.decimals(0, 10**6, allow_nan=False, places=3),
    "transaction.signed": st.dates(date(1950, 1, 1), date(2100, 12, 31)),
    "item.description": NOTES.filter(bool),
    "parties": st.lists(PARTIES, min_size=1, max_size=3)
    .map(tuple)
    .filter(lambda parties: any(party.roles != {"exporter"} for party in parties)),
    "content.lines": st.lists(CONTENT, max_size=3).map(tuple),
}


@st.composite
def answers(draw, name):
    state = draw(st.sampled_from(list(State)))
    if state is State.NOT_KNOWN:
        return Answer(None, state, draw(st.just("") | LINES), draw(st.just("") | LINES), "")
    by, reason = (LINES, LINES) if state is State.ASSUMED else (st.just("") | LINES, NOTES)
    source = st.just("") | LINES
    return Answer(draw(VALUES[name]), state, draw(by), draw(source), draw(reason))


DEALS = st.builds(
    Deal,
    st.just("") | LINES,
    maybe(st.dates(date(1950, 1, 1), date(2100, 12, 31))),
    st.fixed_dictionaries({}, optional={name: answers(name) for name in VALUES}).map(Facts),
    NOTES,
)


@settings(max_examples=300, deadline=None)
@given(DEALS)
def test_a_written_deal_reads_back_the_same(deal):
    text = write_deal(deal, RULESET)
    again = read(text)
    assert again == deal
    assert write_deal(again, RULESET) == text


def test_the_written_form_is_for_people():
    facts = Facts(
        {
            "item.us_origin": Answer(False),
            "item.description": Answer("not known"),
            "content.value": Answer(Decimal("1500.125")),
            "parties": Answer((Party("Fab: One", frozenset({"end-user"}), "NO"),)),
            "item.eccn": Answer(Eccn("3A991"), by="J. Doe", source="letter"),
        }
    )
    assert (
        write_deal(Deal("Etcher", None, facts), RULESET)
        == """navicert: deal/1
title: Etcher
facts:
  item.us_origin: no
  item.eccn: {value: 3A991, by: J. Doe, source: letter}
  content.value: 1500.1250
  item.description: {value: not known}
  parties:
    - {name: "Fab: One", roles: [end-user], country: NO}
"""
    )
