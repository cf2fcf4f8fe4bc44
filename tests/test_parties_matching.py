"""A name is screened: which listed party it may be, why, and what stands beside it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parties.entries import Address, Kind, ListedParty, ScreeningList
from parties.matching.explain import explanation
from parties.matching.likeness import Reason
from parties.matching.match import Screener
from parties.matching.query import (
    Agreement,
    Band,
    Hit,
    Matched,
    Query,
    Threshold,
    ThresholdError,
)

PARTIES = (
    ListedParty(
        "1",
        "EL",
        "Borealis Semiconductor Manufacturing International Corporation",
        Kind.ENTITY,
        ("BSMIC", "Bei Rui Xin"),
        (Address("18 Zhangjiang Road, Pudong New Area, Shanghai 201203", "CN"),),
        ("CN",),
    ),
    ListedParty("2", "SDN", "QUWAYDIR, Muhammed Faris", Kind.PERSON, countries=("IQ",)),
    ListedParty("3", "SDN", "JOINT STOCK COMPANY ZVEZDOPRIBOR CONCERN", Kind.ENTITY),
    ListedParty("4", "UVL", "Harbin Oulong Elektro Trading Co., Ltd.", Kind.ENTITY),
    ListedParty("5", "EL", "Hualong Weitong Technologies", Kind.ENTITY),
    ListedParty("6", "SDN", "11420 CORP.", Kind.ENTITY),
    ListedParty(
        "7",
        "EL",
        "Address 01",
        Kind.ADDRESS,
        addresses=(Address("Unit 04, 7/F Bright Way Tower, 33 Mong Kok Road, Kowloon", "HK"),),
    ),
    ListedParty("8", "SDN", "AMBER", Kind.VESSEL),
    ListedParty("9", "SDN", "<script>alert(1)</script> [bold]Xylo Tradecraft[/]", Kind.ENTITY),
    ListedParty("10", "DPL", "SELEZNYOVSKY, Valery Sergeyevich", Kind.PERSON),
)


def fillers() -> tuple[ListedParty, ...]:
    """Parties that make common words common."""
    firsts = ("Nordwind", "Calypso", "Tamarisk", "Ostrava", "Palmetto", "Juniper", "Marabou")
    seconds = ("Trading", "Technologies", "International", "Marine", "Industries", "Electronics")
    return tuple(
        ListedParty(f"f{at}", "SDN", f"{first} {second} {at}", Kind.ENTITY)
        for at, (first, second) in enumerate((one, two) for one in firsts for two in seconds)
    )


@pytest.fixture(scope="module")
def screener() -> Screener:
    parties = PARTIES + fillers()
    return Screener(ScreeningList("house", "House list", date(2026, 9, 1), "", parties))


def first(screener: Screener, name: str, threshold: float = 75, **support: str) -> Hit:
    hits = screener.screen(Query(name, **support), Threshold(threshold))  # type: ignore[arg-type]
    assert hits, f"{name} found nobody"
    return hits[0]


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("borealis semiconductor manufacturing international corporation", "1"),
        ("International Semiconductor Manufacturing Borealis", "1"),
        ("Borealis Semicon Mfg Intl Corp", "1"),
        ("Borealis Semiconductor Manu", "1"),
        ("BSMIC", "1"),
        ("Zvezdopribor", "3"),
        ("Zvezdopribor Concern OOO", "3"),
        ("Звездоприбор", "3"),
        ("Concern Zvezdopriborr", "3"),
        ("Muhamad Faris Quaydir", "2"),
        ("M. F. Quwaydir", "2"),
        ("Harbin Ou long Elektro Trading", "4"),
        ("Harbin OulongElektro Trading", "4"),
        ("Harbin Oulong Elektro Trading Limtied", "4"),
        ("Hua Long Wei Tong Technologies", "5"),
        ("Hualong Weitong Technologies Dubai", "5"),
        ("Huаlong Wеitong", "5"),  # look-alike letters
        ("Hual0ng We1tong", "5"),
        ("SELEZNYOVSKY, Valery", "10"),
        ("Seleznyovskiy Valeri Sergeevich", "10"),
    ],
)
def test_a_listed_party_is_found_however_it_is_written(
    screener: Screener, name: str, party: str
) -> None:
    assert first(screener, name).party.id == party


@pytest.mark.parametrize(
    "name",
    [
        "Samsung Electronics Co., Ltd.",
        "11421 Corp",
        "Quarterdeck Bakery",
        "Valery Trading",
        "Co. Ltd.",
        "...",
        "",
        "Amber Westerburg-Hansen",
    ],
)
def test_others_are_no_hit(screener: Screener, name: str) -> None:
    assert screener.screen(Query(name)) == ()


def test_the_same_words_in_any_order_are_the_same_name(screener: Screener) -> None:
    hit = first(screener, "Trading Elektro Oulong Harbin")
    assert (hit.score, hit.band) == (100, Band.SAME_NAME)


def test_the_alignment_is_the_explanation(screener: Screener) -> None:
    hit = first(screener, "Muhamad Quaydir Ltd", 65)
    met = {word.asked: (word.listed, word.reason) for word in hit.words if word.listed}
    assert met["muhamad"] == ("muhammed", Reason.SOUND)
    assert met["quaydir"][0] == "quwaydir"
    assert [word.listed for word in hit.words if word.reason is Reason.ONLY_LISTED] == ["faris"]
    text = "\n".join(explanation(hit))
    assert "muhammed" in text
    assert "only in the listed name" in text
    assert "legal form, set aside" in text
    assert "country unknown" in text


def test_words_written_together_and_apart_are_told(screener: Screener) -> None:
    together = first(screener, "Hua Long Weitong Technologies")
    apart = first(screener, "HualongWeitong Technologies")
    assert Reason.JOINED in {word.reason for word in together.words}
    assert Reason.SPLIT in {word.reason for word in apart.words}


def test_initials_and_a_cut_field_are_told(screener: Screener) -> None:
    assert Reason.INITIAL in {word.reason for word in first(screener, "M. F. Quwaydir").words}
    cut = first(screener, "Borealis Semiconducto")
    assert "cut off after 21 characters" in cut.note


def test_an_alias_says_whose_it_is(screener: Screener) -> None:
    hit = first(screener, "Bei Rui Xin")
    assert hit.alias
    assert hit.name == "Bei Rui Xin"
    assert "alias of Borealis" in explanation(hit)[0]


def test_a_qualifier_stands_beside_the_score_and_hides_nothing(screener: Screener) -> None:
    plain = first(screener, "BSMIC")
    hits = [
        first(screener, "BSMIC", country=country, kind=kind, address=address)  # type: ignore[arg-type]
        for country in ("CN", "cn", "FR", "")
        for kind in Kind
        for address in ("18 Zhangjiang Rd, Pudong New Area, Shanghai", "1 Rue de Rivoli, Paris", "")
    ]
    assert {hit.score for hit in hits} == {plain.score}
    assert {hit.country for hit in hits} == set(Agreement)
    assert {hit.kind for hit in hits} == set(Agreement)
    assert {hit.address for hit in hits} == set(Agreement)


def test_an_address_that_is_a_party_is_a_hit_by_itself(screener: Screener) -> None:
    query = Query("Goodlife Sundries", address="7/F, Bright Way Tower, 33 Mong Kok Rd., Kowloon")
    (hit,) = screener.screen(query)
    assert (hit.party.id, hit.matched) == ("7", Matched.ADDRESS)
    assert hit.address_match is not None
    assert "Mong Kok" in hit.address_match.address.text
    assert screener.screen(Query("Goodlife Sundries", address="35 Mong Kok Road, Kowloon")) == ()


def test_a_listed_party_s_address_is_a_reason_to_look(screener: Screener) -> None:
    query = Query(
        "Goodlife Sundries", address="18 Zhangjiang Road, Pudong New Area, Shanghai 201203"
    )
    (hit,) = screener.screen(query)
    assert hit.party.id == "1"
    assert hit.band is Band.REVIEW
    assert "another" in hit.note


def test_the_name_of_an_address_entry_is_no_name(screener: Screener) -> None:
    assert screener.screen(Query("Address 01")) == ()


def test_untrusted_text_stays_text(screener: Screener) -> None:
    hit = first(screener, "Xylo Tradecraft", 65)
    assert hit.party.id == "9"
    assert "<script>" in "\n".join(explanation(hit))


def test_a_page_of_text_is_screened_in_time(screener: Screener) -> None:
    assert isinstance(screener.screen(Query("lorem ipsum dolor " * 20_000)), tuple)
    assert isinstance(screener.screen(Query("x" * 200_000)), tuple)


@pytest.mark.parametrize("score", [65, 75, 80, 85])
def test_usual_thresholds_need_no_reason(score: float) -> None:
    assert Threshold(score).score == score


@pytest.mark.parametrize(
    ("score", "why"), [(86, "would miss"), (64.9, "would bury"), (0, "would bury")]
)
def test_unusual_thresholds_need_a_reason(score: float, why: str) -> None:
    with pytest.raises(ThresholdError, match=why):
        Threshold(score)
    with pytest.raises(ThresholdError, match=why):
        Threshold(score, "  ")
    assert Threshold(score, "agreed with counsel").reason


@pytest.mark.parametrize("score", [-1, 101, float("nan")])
def test_a_threshold_that_is_no_score_is_refused_whatever_the_reason(score: float) -> None:
    with pytest.raises(ThresholdError, match="from 0 to 100"):
        Threshold(score, "because")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([party for party in PARTIES if party.kind is not Kind.ADDRESS]), st.data())
def test_every_listed_name_finds_its_party(
    screener: Screener, party: ListedParty, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(party.names))
    shuffled = " ".join(data.draw(st.permutations(name.replace(",", " ").split())))
    for text in (name, name.upper(), name.lower(), shuffled):
        hits = screener.screen(Query(text))
        assert (party.id, 100.0) in [(hit.party.id, hit.score) for hit in hits]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.sampled_from([65, 70, 75, 80, 85]))
def test_a_lower_threshold_shows_all_that_a_higher_one_does(
    screener: Screener, name: str, score: int
) -> None:
    every = screener.screen(Query(name), Threshold(65))
    assert screener.screen(Query(name), Threshold(score)) == tuple(
        hit for hit in every if hit.score >= score
    )
    assert list(every) == sorted(every, key=lambda hit: -hit.score)


def test_many_names_come_one_by_one(screener: Screener) -> None:
    asked = [Query("Zvezdopribor"), Query("Samsung"), Query("Zvezdopribor")]
    screened = screener.screen_all(iter(asked))
    query, hits = next(screened)
    assert (query, hits[0].party.id) == (asked[0], "3")
    assert [len(found) for _, found in screened] == [0, len(hits)]
