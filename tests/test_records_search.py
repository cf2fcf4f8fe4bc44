"""Finding records on the list."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.cards import Card
from records.faults import UnfitEntryError
from records.search import ORDERS, Filter, Finder, in_order, rule_mark

TODAY = date(2026, 11, 26)
START = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)


def _card(seq: int, **fields: object) -> Card:
    card = Card(
        id=f"2026-{seq:06d}",
        seq=seq,
        saved_at=START + timedelta(days=seq),
        by="J. Doe",
        title=f"Etcher {seq}",
        outcome="license-required",
        as_of="2026-07-23",
        regime="us-ear",
        item="Plasma etcher",
        eccn="3B001.c.1",
        destination="CN",
        parties=("Fab One", "Agent"),
        countries=("CN", "SG"),
        rules=("ear.734.9.k", "ear.742.4.a.4"),
        ruleset="d1",
    )
    return card._replace(**fields)


CARDS = [
    _card(1),
    _card(2, by="A. Clerk", outcome="prohibited", review="approve", superseded_by="2026-000003"),
    _card(3, eccn="3B001", parties=("Straße GmbH",), countries=("DE",), rules=("ear.740.3",)),
    _card(4, title="Würfel", held=True, happened="2019-01-01", keep_years=5),
    _card(5, review="return", happened="2019-01-01", keep_years=5, eccn="3B0010"),
]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), [1, 2, 3, 4, 5]),
        (Filter(text="etcher clerk"), [2]),
        (Filter(text="plasma WÜRFEL"), [4]),
        (Filter(text="2026-000003"), [3]),
        (Filter(text="nothing"), []),
        (Filter(party="fab"), [1, 2, 4, 5]),
        (Filter(party="strasse"), [3]),
        (Filter(country="sg"), [1, 2, 4, 5]),
        (Filter(eccn="3b001"), [1, 2, 3, 4]),
        (Filter(eccn="3B001.c"), [1, 2, 4]),
        (Filter(outcome="prohibited"), [2]),
        (Filter(citation="15 CFR 734.9(k)"), [1, 2, 4, 5]),
        (Filter(citation="734.9"), [1, 2, 4, 5]),
        (Filter(citation="ear.740.3"), [3]),
        (Filter(citation="34.9(k)"), []),
        (Filter(by="clerk"), [2]),
        (Filter(saved_from=date(2026, 1, 4)), [3, 4, 5]),
        (Filter(saved_until=date(2026, 1, 3)), [1, 2]),
        (Filter(superseded=False), [1, 3, 4, 5]),
        (Filter(review="open"), [1, 3, 4]),
        (Filter(review="approved"), [2]),
        (Filter(review="returned"), [5]),
        (Filter(review="held"), [4]),
        (Filter(review="due"), [5]),
        (Filter(review="awaits-sign-off"), [1, 3, 4, 5]),
        (Filter(country="CN", outcome="license-required", text="etcher"), [1, 4, 5]),
    ],
)
def test_a_filter_finds(wanted: Filter, found: list[int]) -> None:
    finder = Finder(CARDS, TODAY, frozenset({"license-required"}))
    assert [card.seq for card in finder.find(wanted)] == found
    assert wanted.asks is (wanted != Filter())


def test_a_state_or_an_order_that_is_none_is_told() -> None:
    with pytest.raises(UnfitEntryError, match="awaits-sign-off"):
        Finder(CARDS, TODAY).find(Filter(review="perhaps"))
    with pytest.raises(UnfitEntryError, match="destination"):
        in_order(CARDS, "size")


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_keeps_every_card(order: str) -> None:
    assert sorted(in_order(CARDS, order)) == sorted(CARDS)


def test_the_newest_come_first_or_last() -> None:
    assert [card.seq for card in in_order(CARDS, "saved")] == [5, 4, 3, 2, 1]
    assert [card.seq for card in in_order(CARDS, "saved", newest_first=False)] == [1, 2, 3, 4, 5]
    assert next(card.seq for card in in_order(CARDS, "by")) == 2


@given(st.text(max_size=6), st.sampled_from(["text", "party", "by", "citation", "eccn", "country"]))
def test_whatever_is_typed_finds_a_part_of_the_list(text: str, field: str) -> None:
    found = Finder(CARDS, TODAY).find(Filter(**{field: text}))  # type: ignore[arg-type]
    assert [card.seq for card in found] == sorted({card.seq for card in found})


def test_a_citation_is_written_as_rules_are_named() -> None:
    assert rule_mark("§ 742.6(a)(6)(iii)(A)") == "742.6.a.6.iii.a"
