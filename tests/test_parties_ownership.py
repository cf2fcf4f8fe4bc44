"""Owners: shares direct and through others, summed; what is not known stays open."""

from decimal import Decimal
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.leaves import LISTINGS_OF_RECORD, PARTY_ATTRIBUTES
from engine.facts import Party
from parties.listing_facts import ListingFacts
from parties.ownership import (
    NOBODY,
    Holders,
    Holding,
    OwnershipError,
    ownership,
    with_owners,
)

FULL_FROM = Decimal(50)


def on(*listings, footnotes=(), **more):
    lists = frozenset(listings)
    return ListingFacts(lists, frozenset(footnotes), lists, frozenset(footnotes), **more)


LISTED, UNLISTED = on("entity-list"), on()


def held_by(*shares, complete=True, **named):
    pairs = [*shares, *named.items()]
    made = [Holding(owner, None if s is None else Decimal(str(s))) for owner, s in pairs]
    return Holders(tuple(made), complete)


def owned(companies, screened, party="P"):
    return ownership(
        party, companies, screened, full_from=FULL_FROM, passing=LISTINGS_OF_RECORD | {"sdn"}
    )


def bounds(found):
    """The least and the most that listed owners can hold, as the engine reads it."""
    party = with_owners(Party("P"), found)
    number = PARTY_ATTRIBUTES["owned_by_listed"].read(party)
    return number.low, number.high


def footnotes(found):
    return PARTY_ATTRIBUTES["owner_footnotes"].read(with_owners(Party("P"), found))


def test_direct_shares_of_listed_owners_are_summed_exactly():
    companies = {"P": held_by(A="16.67", B="16.67", C="16.66", D=50), "D": NOBODY}
    found = owned(
        companies, {"A": LISTED, "B": LISTED, "C": on("military-end-user"), "D": UNLISTED}
    )
    assert bounds(found) == (Decimal("50.00"), Decimal("50.00"))
    assert found.notes == ()


def test_an_owner_that_is_owned_half_or_more_counts_in_full():
    companies = {"P": held_by(M=30, B=20, D=50), "M": held_by(A=50, D=50), "D": NOBODY}
    found = owned(companies, {"A": LISTED, "B": LISTED, "M": UNLISTED, "D": UNLISTED})
    assert bounds(found) == (50, 50)
    [middle] = [chain for chain in found.chains if chain.owner == "M"]
    assert middle.in_full
    assert "counted in full" in middle.in_words


def test_through_others_shares_are_multiplied():
    companies = {"P": held_by(M=80, A=1, D=19), "M": held_by(A="49.5", D="50.5"), "D": NOBODY}
    found = owned(companies, {"A": LISTED, "M": UNLISTED, "D": UNLISTED})
    assert bounds(found) == (Decimal("40.6"), Decimal("40.6"))
    assert {owner.name for owner in found.owners} == {
        *("A", "A (through M)", "D", "D (through M)"),
    }


def test_owners_on_different_lists_make_one_sum():
    companies = {"P": held_by(M=100), "M": held_by(A=30, B=25, D=45), "D": NOBODY}
    found = owned(companies, {"A": LISTED, "B": on("sdn"), "M": UNLISTED, "D": UNLISTED})
    assert bounds(found) == (100, 100)
    [middle] = found.owners
    assert middle.listings == {"entity-list", "sdn"}


def test_footnotes_come_up_with_the_shares():
    huawei_like = on("entity-list", footnotes="12")
    companies = {"P": held_by(M=60, D=40), "M": held_by(A=60, D=40), "D": NOBODY}
    found = owned(companies, {"A": huawei_like, "M": UNLISTED, "D": UNLISTED})
    assert footnotes(found).certain == {"1", "2"}
    unknown = ListingFacts(frozenset({"entity-list"}), None, frozenset({"entity-list"}))
    found = owned(companies, {"A": unknown, "M": UNLISTED, "D": UNLISTED})
    assert footnotes(found).possible == frozenset("12345")


def test_a_list_that_passes_nothing_on_is_kept_and_not_counted():
    found = owned({"P": held_by(A=100), "A": NOBODY}, {"A": on("unverified")})
    assert bounds(found) == (0, 0)
    assert found.owners[0].listings == {"unverified"}


@pytest.mark.parametrize(
    ("companies", "screened", "low", "high"),
    [
        ({"P": held_by(A=60, D=40), "D": NOBODY}, {"D": UNLISTED}, 0, 60),
        ({"P": held_by(A=None, D=60), "D": NOBODY}, {"A": LISTED, "D": UNLISTED}, 0, 100),
        ({"P": held_by(M=60, D=40), "D": NOBODY}, {"M": UNLISTED, "D": UNLISTED}, 0, 60),
        ({"P": held_by(D=70, complete=False), "D": NOBODY}, {"D": UNLISTED}, 0, 30),
        (
            {"P": held_by(M=60, D=40), "M": held_by(A=20, complete=False), "D": NOBODY},
            {"A": LISTED, "M": UNLISTED, "D": UNLISTED},
            *(12, 60),
        ),
        (
            {"P": held_by(M=60, D=40), "M": held_by(A=20, B=20, D=60), "D": NOBODY},
            {"A": LISTED, "M": UNLISTED, "D": UNLISTED},
            *(12, 24),
        ),
    ],
    ids=["not screened", "no share", "no owners known", "not named", "open above", "shut above"],
)
def test_what_is_not_known_stays_open(companies, screened, low, high):
    assert bounds(owned(companies, screened)) == (low, high)


def test_an_undecided_hit_of_an_owner_is_open():
    companies = {"P": held_by(A=60, D=40), "D": NOBODY}
    found = owned(companies, {"A": ListingFacts(undecided=1), "D": UNLISTED})
    assert bounds(found) == (0, 60)
    assert "not decided" in found.chains[0].in_words


def test_a_party_whose_owners_nobody_named_has_none_to_state():
    assert owned({}, {}).owners is None
    assert owned({"P": NOBODY}, {}).owners == ()


def test_a_circle_is_told_and_left_open():
    companies = {"P": held_by(M=60, D=40), "M": held_by(N=60, A=40), "N": held_by(M=50, D=50)}
    found = owned(companies | {"D": NOBODY}, {"A": LISTED, **dict.fromkeys("MND", UNLISTED)})
    low, high = bounds(found)
    assert low == 24
    # M owns itself through N: of the 60 percent that are not A's, 30 come back to it.
    assert high >= 24 / (1 - Decimal("0.3"))
    assert found.circles == (("M", "N"),)
    assert "own each other" in found.notes[0]


def test_a_circle_of_unlisted_companies_is_no_matter():
    companies = {"P": held_by(M=60, N=40), "M": held_by(N=100), "N": held_by(M=100)}
    found = owned(companies, {"M": UNLISTED, "N": UNLISTED})
    assert (bounds(found), found.circles) == ((0, 0), ())


def test_more_than_the_whole_is_told_and_counted():
    found = owned({"P": held_by(A=60, B=60)}, {"A": LISTED, "B": LISTED})
    assert bounds(found) == (100, 100)
    assert found.over == (("P", Decimal(120)),)
    assert "120 percent" in found.notes[0]


def test_an_owner_listed_only_through_its_address_is_told():
    ground = object.__new__(type("Ground", (), {"by_address": True}))
    found = owned({"P": held_by(A=100)}, {"A": on("entity-list", grounds=(ground,))})
    assert found.by_address_alone == ("A",)
    assert bounds(found) == (100, 100)


@pytest.mark.parametrize(("owner", "share"), [("A", "100.01"), ("A", "-1"), (" ", "5")])
def test_a_share_that_cannot_be_is_refused(owner, share):
    with pytest.raises(OwnershipError):
        Holding(owner, Decimal(share))


def test_a_thicket_is_refused_in_words():
    layers = [[f"{layer}-{n}" for n in range(8)] for layer in range(9)]
    companies = {"P": held_by(*((name, 12) for name in layers[0]))}
    for below, above in pairwise(layers):
        companies |= {name: held_by(*((owner, 5) for owner in above)) for name in below}
    with pytest.raises(OwnershipError, match="in too many ways"):
        owned(companies, {name: UNLISTED for layer in layers for name in layer})


# Laws -------------------------------------------------------------------------------------------

NAMES = "ABCDEF"
SHARES = st.sampled_from([0, 5, 12, 20, 33, 50, 51, 100])


@st.composite
def structures(draw, circles=True):
    """Companies that own each other somehow, none of them with more than one whole; without
    circles, only later ones own earlier ones."""
    companies = {}
    for position, name in enumerate("P" + NAMES):
        above = NAMES if circles else NAMES[position:]
        owners = draw(st.lists(st.sampled_from(above), unique=True, max_size=3)) if above else []
        shares, left = {}, 100
        for owner in owners:
            shares[owner] = draw(SHARES.filter(lambda share, left=left: share <= left))
            left -= shares[owner]
        companies[name] = held_by(**shares)
    lists = st.sampled_from([LISTED, UNLISTED, UNLISTED, on("sdn"), on("unverified")])
    return companies, {name: draw(lists) for name in NAMES}


def multiplied(companies, screened, name="P"):
    """The plain product of shares along every chain up to an owner of record."""
    total = Decimal(0)
    for holding in companies[name].holdings:
        if screened[holding.owner].listings & LISTINGS_OF_RECORD:
            total += holding.share
        else:
            total += holding.share * multiplied(companies, screened, holding.owner) / 100
    return total


@settings(max_examples=100, deadline=None)
@given(structures(circles=False))
def test_never_less_than_either_way_of_counting(structure):
    companies, screened = structure
    low, high = bounds(owned(companies, screened))
    assert low == high  # all is known
    assert low >= multiplied(companies, screened)
    restricted = {name for name in NAMES if screened[name].listings & LISTINGS_OF_RECORD}
    for name in reversed("P" + NAMES):
        held = [h.share for h in companies[name].holdings if h.owner in restricted]
        if name == "P":
            assert low >= min(sum(held), 100)
        elif sum(held) >= FULL_FROM:
            restricted.add(name)


@settings(max_examples=100, deadline=None)
@given(structures(), st.data())
def test_open_bounds_hold_every_way_of_learning_more(structure, data):
    """Forget whether two owners are listed: whatever they turn out to be lies within."""
    companies, screened = structure
    forgotten = data.draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=2))
    open_low, open_high = bounds(
        owned(companies, {n: f for n, f in screened.items() if n not in forgotten})
    )
    for answers in product([LISTED, UNLISTED], repeat=len(forgotten)):
        known = screened | dict(zip(forgotten, answers, strict=True))
        low, high = bounds(owned(companies, known))
        assert open_low <= low
        assert high <= open_high


@settings(max_examples=100, deadline=None)
@given(structures(), st.sampled_from(NAMES))
def test_one_more_listed_owner_never_makes_less(structure, name):
    companies, screened = structure
    low, high = bounds(owned(companies, screened))
    more_low, more_high = bounds(owned(companies, screened | {name: LISTED}))
    assert more_low >= low
    if low == high:
        assert more_high >= high
