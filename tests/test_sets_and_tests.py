"""Sets on a day, and the small tests, in three truth values."""

from datetime import date
from decimal import Decimal

import pytest

from engine.eccn import Eccn, parse_eccn
from engine.evaluation.leaves import make_exists_test, make_test
from engine.evaluation.sets_on_day import EccnSet, SetsOnDay, eccn_test
from engine.facts import FactType, OpenNumber, OpenSet, Owner, Party
from engine.model import Country, Exists, Leaf, Member, SetDeclaration
from engine.truth import NO, OPEN, YES

COUNTRIES = {
    "CN": Country("CN", "China"),
    "HK": Country("HK", "Hong Kong", row_of="CN"),
    "MO": Country("MO", "Macau"),
    "KH": Country("KH", "Cambodia"),
}
SETS = {
    "D5": SetDeclaration(
        "D5",
        "countries",
        "Country Group D:5",
        "Supp. No. 1 to part 740",
        (),
        (Member("CN"), Member("KH", date(2021, 12, 9), date(2026, 2, 2))),
    ),
    "macau-or-D5": SetDeclaration(
        "macau-or-D5", "countries", "Macau or D:5", "", (), (Member("MO"),), union=("D5",)
    ),
}


def sets_on(year: int, month: int, day: int) -> SetsOnDay:
    return SetsOnDay(SETS, COUNTRIES, date(year, month, day))


def test_a_member_counts_on_its_days_alone() -> None:
    assert sets_on(2022, 1, 1).country_in("KH", "macau-or-D5")
    assert sets_on(2026, 2, 2).country_in("KH", "macau-or-D5")
    assert not sets_on(2026, 2, 3).country_in("KH", "macau-or-D5")
    assert not sets_on(2021, 12, 8).country_in("KH", "macau-or-D5")


def test_a_territory_takes_the_rows_of_its_country() -> None:
    assert sets_on(2026, 7, 23).country_in("HK", "D5")
    assert not sets_on(2026, 7, 23).country_in("MO", "D5")


@pytest.mark.parametrize(
    ("pattern", "eccn", "truth"),
    [
        ("3B001.c", "3B001.c.1.a", YES),
        ("3B001.c", "3B001", OPEN),
        ("3B001.c", "3B001.d", NO),
        ("3B001.c", "3B002.c", NO),
        ("3B001.c", "3B001.c", YES),
        ("3B001.p.2", "3B001.p.20", NO),
        ("ccl", "EAR99", NO),
        ("ccl", "3A991", YES),
        ("3B*", "3B611.a", YES),
        ("3B*", "3A001", NO),
        ("[3-9]*", "2B001", NO),
        ("[3-9]D", "5D002.a", YES),
        ("[3-9]D", "5A002.a", NO),
        ("*E", "1E001", YES),
        ("*E", "EAR99", NO),
        ("600-series", "9A610.x", YES),
        ("600-series.y", "9A610", OPEN),
        ("600-series.y", "9A610.x", NO),
        ("9x515", "9E515", YES),
        ("9x515", "9A610", NO),
        ("EAR99", "EAR99", YES),
        ("EAR99", "3A991", NO),
    ],
)
def test_patterns_follow_the_paragraph_tree(pattern: str, eccn: str, truth: int) -> None:
    assert eccn_test(pattern)(parse_eccn(eccn)) == truth


def test_an_excluded_paragraph_is_out_and_the_entry_alone_is_open() -> None:
    found = EccnSet(("3B001",), ("3B001.c",))
    assert found.holds(parse_eccn("3B001.b")) == YES
    assert found.holds(parse_eccn("3B001.c.1")) == NO
    assert found.holds(parse_eccn("3B001")) == OPEN


def test_what_one_set_excludes_another_may_still_bring_into_a_union() -> None:
    narrow = EccnSet(("3B001",), ("3B001.c",))
    assert (
        EccnSet((), joined=(narrow, EccnSet(("3B001.c.1",)))).holds(parse_eccn("3B001.c.1")) == YES
    )
    assert EccnSet(("3B001",), taken=(narrow,)).holds(parse_eccn("3B001.b")) == NO
    assert EccnSet(("3B001",), taken=(narrow,)).holds(parse_eccn("3B001.c.1")) == YES


@pytest.mark.parametrize("spelling", ["3b001.F.1", " 3B001.f.1 "])
def test_an_eccn_is_read_however_it_is_typed(spelling: str) -> None:
    assert parse_eccn(spelling) == Eccn("3B001", ("f", "1"))


@pytest.mark.parametrize("wrong", ["", "3B01", "3F001", "EAR 99", "3B001.", "3B001..a", "3B001/a"])
def test_what_is_no_eccn_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not an ECCN"):
        parse_eccn(wrong)


def number(test: str, limit: str, value: object) -> int:
    leaf = Leaf("content.share", test, limit)
    return make_test(leaf, FactType.PERCENT, sets_on(2026, 7, 23))(value)


def test_exactly_the_limit_is_not_over_it() -> None:
    assert number("over", "25", Decimal("25.00")) == NO
    assert number("over", "25", Decimal("25.000000001")) == YES
    assert number("at_least", "50", Decimal(50)) == YES


def test_a_number_between_two_bounds_decides_only_if_both_agree() -> None:
    assert number("over", "25", OpenNumber(Decimal(26), None)) == YES
    assert number("over", "25", OpenNumber(Decimal(3), None)) == OPEN
    assert number("over", "25", OpenNumber(Decimal(3), Decimal(25))) == NO
    assert number("over", "25", OpenNumber(Decimal(3), Decimal(26))) == OPEN
    assert number("at_most", "25", OpenNumber(Decimal(26), None)) == NO
    assert number("under", "25", OpenNumber(Decimal(3), None)) == OPEN


def test_a_set_known_in_part_decides_only_what_is_certain() -> None:
    known = OpenSet(frozenset({"NS"}), frozenset({"NS", "MT"}))

    def has(test: str, operand: str | tuple[str, ...]) -> int:
        leaf = Leaf("list.reasons", test, operand)
        return make_test(leaf, FactType.SET, sets_on(2026, 7, 23))(known)

    assert has("has", "NS") == YES
    assert has("has", "MT") == OPEN
    assert has("has", "CB") == NO
    assert has("has_any", ("MT", "CB")) == OPEN
    assert has("has_all", ("NS", "MT")) == OPEN
    assert has("empty", "yes") == NO


def some_party(where: Leaf, *parties: Party) -> int:
    exists = Exists("parties", where)
    return make_exists_test(exists, FactType.PARTIES, sets_on(2026, 7, 23))(parties)


def test_a_party_not_screened_leaves_listing_open() -> None:
    listed = Leaf("listings", "has", "entity-list")
    assert some_party(listed) == NO
    assert some_party(listed, Party("A")) == OPEN
    assert some_party(listed, Party("A", listings=frozenset())) == NO
    assert some_party(listed, Party("A"), Party("B", listings=frozenset({"entity-list"}))) == YES


def test_a_party_without_a_role_or_headquarters_leaves_them_open() -> None:
    buyer = Leaf("roles", "has", "purchaser")
    abroad = Leaf("headquarters", "any_in", ("CN",))
    assert some_party(buyer, Party("A", roles=frozenset())) == OPEN
    assert some_party(abroad, Party("A", headquarters=frozenset())) == OPEN


def test_shares_of_listed_owners_add_up_and_unknown_ones_stay_open() -> None:
    half = Leaf("owned_by_listed", "at_least", "50")
    listed = frozenset({"entity-list"})

    def owned(*owners: Owner) -> int:
        return some_party(half, Party("A", owners=owners))

    assert owned(Owner("X", Decimal(30), listed), Owner("Y", Decimal(20), listed)) == YES
    assert owned(Owner("X", Decimal(30), listed), Owner("Y", Decimal(20), frozenset())) == NO
    assert owned(Owner("X", Decimal(30), listed), Owner("Y", Decimal(20))) == OPEN
    assert owned(Owner("X", Decimal(30), listed), Owner("Y", None, listed)) == OPEN
    assert some_party(half, Party("A")) == OPEN
