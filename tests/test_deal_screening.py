"""What screening found of a party, in a deal and in its determination."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.deals.deal import read_deal, write_deal
from engine.evaluation.evaluate import evaluate
from engine.evaluation.leaves import PARTY_ATTRIBUTES
from engine.evaluation.screened import footnotes_of, listings_of
from engine.explanation.explain import explain
from engine.facts import FOOTNOTES, LISTINGS, Answer, ListingHit, OpenSet, Party, Screening
from engine.faults import InputFaults
from engine.model import Ruleset
from engine.outcome import Outcome
from tests.conftest import ROOT

DAY = date(2026, 8, 3)
FPGA = (ROOT / "fixtures" / "deals" / "fpga-to-germany.yaml").read_text()


def _screening(*hits: ListingHit, **other: object) -> Screening:
    given: dict[str, object] = {"threshold": 75, "hits": hits, **other}
    return Screening("csl", date(2026, 7, 31), "ab" * 32, **given)  # type: ignore[arg-type]


def _hit(disposition: str = "open", score: int = 90, **other: object) -> ListingHit:
    given: dict[str, object] = {
        "listings": frozenset({"entity-list"}),
        "footnotes": frozenset({"5"}),
        "by": "J. Doe",
        "reason": "another address",
        **other,
    }
    return ListingHit("id1", "EL", "Listed Fab", score, disposition=disposition, **given)  # type: ignore[arg-type]


def test_an_open_hit_leaves_its_lists_open_and_no_others() -> None:
    party = Party(
        "Fab", listings=frozenset(), footnotes=frozenset(), screening=(_screening(_hit()),)
    )
    assert listings_of(party) == OpenSet(frozenset(), frozenset({"entity-list"}))
    assert footnotes_of(party) == OpenSet(frozenset(), frozenset({"5"}))


@pytest.mark.parametrize(
    ("screenings", "listings"),
    [
        ((), None),
        ((_screening(),), frozenset()),
        ((_screening(_hit("cleared")),), frozenset()),
        ((_screening(_hit("confirmed")),), frozenset({"entity-list"})),
        ((_screening(_hit("confirmed", 40)),), frozenset({"entity-list"})),
        ((_screening(_hit(score=74)),), frozenset()),
        ((_screening(_hit("escalated")),), OpenSet(frozenset(), frozenset({"entity-list"}))),
        ((_screening(_hit(listings=None)),), OpenSet(frozenset(), LISTINGS)),
        ((_screening(sample=True),), None),
        ((_screening(sample=True), _screening()), frozenset()),
    ],
)
def test_what_screening_says_of_a_party_of_whom_nothing_was_answered(
    screenings: tuple[Screening, ...], listings: object
) -> None:
    assert listings_of(Party("Fab", screening=screenings)) == listings


HITS = st.builds(
    _hit,
    st.sampled_from(["open", "escalated", "cleared", "confirmed"]),
    st.integers(0, 100),
    listings=st.none() | st.frozensets(st.sampled_from(sorted(LISTINGS)), max_size=2),
    footnotes=st.none() | st.frozensets(st.sampled_from(sorted(FOOTNOTES)), max_size=2),
)


@given(st.lists(HITS, max_size=4), st.none() | st.frozensets(st.sampled_from(sorted(LISTINGS))))
def test_screening_takes_away_no_listing_that_was_answered(
    hits: list[ListingHit], answered: frozenset[str] | None
) -> None:
    party = Party("Fab", listings=answered, screening=(_screening(*hits),))
    found = listings_of(party)
    certain = found.certain if isinstance(found, OpenSet) else found
    assert certain is not None
    assert certain >= (answered or frozenset())
    for hit in hits:
        possible = found.possible if isinstance(found, OpenSet) else found
        if hit.disposition == "confirmed" or (hit.score >= 75 and hit.disposition != "cleared"):
            assert possible is not None
            assert possible >= (LISTINGS if hit.listings is None else hit.listings)


def _deal_with(screening: str) -> str:
    head, name, rest = FPGA.partition("name: Beispiel Messtechnik GmbH")
    assert name
    line = rest[: rest.index("\n")]
    if "}" in line:
        raise AssertionError("the sample writes its party on one line")
    listings = rest.index("listings: []")
    indent = rest[rest.rindex("\n", 0, listings) + 1 : listings]
    return head + name + rest[:listings] + f"screening: {screening}\n{indent}" + rest[listings:]


def test_an_open_hit_keeps_a_deal_open_until_somebody_decides(us_ear: Ruleset) -> None:
    hit = "{entry: id1, source: EL, name: Listed, score: 91, listings: [entity-list], footnotes: []"
    one = "[{list: csl, published: 2026-07-31, digest: abc, threshold: 75, hits: [%s]}]"
    outcomes = []
    for rest in (
        "}",
        ", disposition: cleared, by: J, reason: another address}",
        ", disposition: confirmed, by: J, reason: the same}",
    ):
        deal = read_deal(_deal_with(one % (hit + rest)), "deal.yaml", us_ear)
        outcomes.append(evaluate(us_ear, deal.facts, DAY).outcome)
        assert read_deal(write_deal(deal, us_ear), "again.yaml", us_ear).facts == deal.facts
    assert outcomes[:2] == [Outcome.NEEDS_INFORMATION, Outcome.NO_LICENSE_REQUIRED]
    assert outcomes[2] is not Outcome.NO_LICENSE_REQUIRED


def test_a_determination_says_what_was_screened_and_how_old_the_list_was(us_ear: Ruleset) -> None:
    text = _deal_with("[{list: csl, published: 2026-07-01, digest: abc, threshold: 75, hits: []}]")
    deal = read_deal(text, "deal.yaml", us_ear)
    said = " ".join(explain(evaluate(us_ear, deal.facts, DAY)).screening)
    assert "Beispiel Messtechnik GmbH: no listed name at or above 75 in csl of 2026-07-01" in said
    assert "33 days old" in said
    assert "Example Programmable Logic, Inc.: not screened here" in said
    assert "clear" not in said


@pytest.mark.parametrize(
    ("screening", "words"),
    [
        ("yes", "screening are a list"),
        ("[{list: a, published: soon, threshold: 75}]", "not a date"),
        ("[{list: a, published: 2026-07-01, threshold: 60}]", "needs a “threshold_reason”"),
        ("[{list: a, published: 2026-07-01, threshold: x}]", "not a number from 0 to 100"),
        ("[{list: a, published: 2026-07-01, threshold: 75, hit: []}]", "did you mean “hits”"),
        (
            "[{list: a, published: 2026-07-01, threshold: 75,"
            " hits: [{score: 80, disposition: x}]}]",
            "“x” is none",
        ),
        (
            "[{list: a, published: 2026-07-01, threshold: 75,"
            " hits: [{score: 80, disposition: cleared}]}]",
            "needs “by” and “reason”",
        ),
    ],
)
def test_what_is_wrong_with_a_screening_is_told_with_its_place(
    screening: str, words: str, us_ear: Ruleset
) -> None:
    with pytest.raises(InputFaults) as raised:
        read_deal(_deal_with(screening), "deal.yaml", us_ear)
    assert words in str(raised.value)
    assert str(raised.value).startswith("deal.yaml:")


def test_a_screening_under_another_name_counts_for_nothing() -> None:
    """Somebody renamed the party in the file: it was not screened under its name."""
    kept = _screening(name="Fab")
    assert listings_of(Party("Fab", screening=(kept,))) == frozenset()
    assert listings_of(Party("Fab Two", screening=(kept,))) is None
    assert listings_of(Party("Fab Two", listings=frozenset(), screening=(kept,))) == frozenset()


def test_owners_are_screened_and_an_open_hit_of_one_leaves_the_share_open(
    us_ear: Ruleset,
) -> None:
    text = FPGA.replace("owners: []", "owners: [{name: Parent, share: 60}]")
    deal = read_deal(text.encode(), "deal", us_ear)
    parties = deal.facts.value("parties")
    assert isinstance(parties, tuple) and isinstance(parties[1], Party) and parties[1].owners
    owner = replace(parties[1].owners[0], screening=(_screening(_hit(), name="Parent"),))
    party = replace(parties[1], owners=(owner,), address="1 Fab Road")
    changed = replace(deal, facts=deal.facts.with_answer("parties", Answer((parties[0], party))))
    again = read_deal(write_deal(changed, us_ear).encode(), "deal", us_ear)
    assert again == changed
    assert listings_of(owner) == OpenSet(frozenset(), frozenset({"entity-list"}))
    share = PARTY_ATTRIBUTES["owned_by_listed"].read(party)
    assert (share.low, share.high) == (0, 60)
    told = explain(evaluate(us_ear, again.facts, DAY), "").screening
    assert any(line.startswith("Parent, an owner of Beispiel") for line in told)
