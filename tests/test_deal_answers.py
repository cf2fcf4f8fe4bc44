"""Answers by type: what is read, what is refused, and in which words."""

from datetime import date
from decimal import Decimal

import pytest

from engine.deals.amounts import read_money, read_number, write_amount
from engine.deals.answers import read_value, show_value, write_value
from engine.eccn import Eccn
from engine.facts import OpenNumber, Owner, Party
from engine.reading.typed_text import printable
from tests.small_ruleset import small_ruleset

RULESET = small_ruleset()


def read(name, raw):
    return read_value(RULESET.facts[name], raw, RULESET)


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("item.us_origin", "yes", True),
        ("item.us_origin", " No ", False),
        ("item.kind", "software", "software"),
        ("item.part746", ["supp-2", "supp-5"], frozenset({"supp-2", "supp-5"})),
        ("item.part746", [], frozenset()),
        ("item.part746", "none", frozenset()),
        ("item.part746", "supp-2; supp-4", frozenset({"supp-2", "supp-4"})),
        ("destination.country", "NO", "NO"),
        ("destination.country", "no", "NO"),
        ("destination.country", "the netherlands", "NL"),
        ("destination.country", "cote d’ivoire", "CI"),
        ("sender.headquarters", "Korea, Republic of", frozenset({"KR"})),
        ("sender.headquarters", "NL, China", frozenset({"NL", "CN"})),
        ("item.eccn", "3b001.F.1", Eccn("3B001", ("f", "1"))),
        ("item.eccn", "ear99", Eccn("EAR99")),
        ("production.technology", [], ()),
        ("production.technology", ["3E992", "3E992"], (Eccn("3E992"),)),
        ("content.value", "$1,500.50", Decimal("1500.50")),
        ("content.value", "1,500", Decimal(1500)),
        ("content.value", "1.234.567,89 USD", Decimal("1234567.89")),
        ("content.value", "1 234 567", Decimal(1234567)),
        ("content.declared_share", "25 %", Decimal(25)),
        ("content.declared_share", "12.500", Decimal("12.5")),
        ("item.teraflops", "0.005", Decimal("0.005")),
        ("transaction.signed", "2026-07-23", date(2026, 7, 23)),
    ],
)
def test_what_is_read(name, raw, value):
    assert read(name, raw) == value


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("item.us_origin", "true", "“true” is neither yes nor no: write yes"),
        ("item.us_origin", "maybe", "write yes or no, or “not known”"),
        ("item.us_origin", ["yes"], "this is a list: write yes or no"),
        ("item.us_origin", "", "nothing stands here: write yes or no, or “not known”"),
        ("item.kind", "softwear", "did you mean “software”?"),
        ("destination.country", "Nethrlands", "did you mean NL (Netherlands)?"),
        ("destination.country", "Korea", "names more than one country: write KP"),
        ("destination.country", "XX", "write its two-letter ISO code"),
        ("item.eccn", "3B01", "“3B01” is not an ECCN"),
        ("item.eccn", "3B991", "this ruleset has no entry 3B991"),
        ("item.eccn", "3B001.z", "entry 3B001 has no paragraph z"),
        ("content.value", "-5", "“-5” is negative"),
        ("content.value", "€5", "is not in U.S. dollars"),
        ("content.value", "1.500", "write 1500 or 1.50"),
        ("content.value", "1,5", "write 1.5 if it is a decimal point"),
        ("content.value", "1e9", "is not an amount of money"),
        ("content.value", "9" * 30, "is too large"),
        ("content.value", "9" * 3000, "is too long for a number"),
        ("content.value", "NaN", "is not an amount of money"),
        ("content.value", "٣", "is not an amount of money"),
        ("content.declared_share", "100.01", "is over 100 percent"),
        ("item.teraflops", "4.800", "write 4800 or 4.800"),
        ("transaction.signed", "23.7.2026", "write year-month-day"),
        ("transaction.signed", "2026-02-30", "write year-month-day"),
        ("transaction.signed", "0026-02-03", "check the year"),
        ("item.description", "a\x1b[31mb", "sign 2 is the control character U+001B"),
        ("item.description", "a\u202eb", "U+202E"),
        ("item.description", "x" * 5001, "write at most 5,000"),
        ("parties", [{"name": "A", "rolls": "x"}], "1 rolls: a party has no “rolls”"),
        ("parties", [{"roles": ["end-user"]}], "the party has no name"),
        (
            "parties",
            [{"name": "A", "listings": [], "footnotes": ["4"]}],
            "footnotes belong to the Entity List",
        ),
        ("parties", [{"name": "A", "owners": [{"name": "B", "share": "120"}]}], "over 100 percent"),
        ("parties", [{"name": "A\x07"}], "control character U+0007"),
        ("content.lines", [{"description": "x", "value": "-1"}], "1 value: “-1” is negative"),
        ("content.lines", [{"value": "1"}], "the line has no description"),
        ("content.lines", ["x"], "this is not a content line"),
        ("content.lines", "x", "content lines are a list"),
    ],
)
def test_what_is_refused(name, raw, words):
    with pytest.raises(ValueError, match=r".") as raised:
        read(name, raw)
    assert words in str(raised.value)
    assert "\x1b" not in str(raised.value)


def test_parties_read_and_write():
    """What is left out or not known is None; what is given reads back."""
    tree = {
        "name": "Fab",
        "roles": ["end-user"],
        "country": "China",
        "headquarters": "not known",
        "listings": ["Entity List"],
        "footnotes": ["5"],
        "owners": [{"name": "Parent", "share": "50", "listings": []}],
    }
    (party,) = read("parties", [tree])
    assert party == Party(
        "Fab",
        frozenset({"end-user"}),
        "CN",
        None,
        frozenset({"entity-list"}),
        frozenset({"5"}),
        None,
        (Owner("Parent", Decimal(50), frozenset()),),
    )
    declaration = RULESET.facts["parties"]
    assert read("parties", write_value(declaration, (party,))) == (party,)
    assert show_value(declaration, (party,), RULESET) == "Fab (end user; China; on: Entity List)"


def test_tests_of_rules_name_no_party():
    value = read_value(RULESET.facts["parties"], [{"country": "CN"}], RULESET, lenient=True)
    assert value == (Party("", country="CN"),)


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("destination.country", "NL", "Netherlands"),
        ("sender.headquarters", "NL, CN", "China, Netherlands"),
        ("item.part746", "supp-2", "supp 2"),
        ("item.part746", "none", "none"),
        ("content.value", "1500.5", "$1,500.50"),
        ("content.value", "0", "$0"),
        ("content.declared_share", "25.0", "25%"),
        ("content.lines", [{"description": "x", "value": "9"}, {"description": "y"}],
         "2 lines, $9 in all, 1 without a value"),
        ("production.technology", "none", "none"),
        ("production.technology", "3E992, 3D992", "3E992, 3D992"),
    ],
)  # fmt: skip
def test_how_values_are_shown(name, raw, words):
    assert show_value(RULESET.facts[name], read(name, raw), RULESET) == words


def test_numbers_known_in_part_are_shown():
    share = OpenNumber(Decimal("12.5"), Decimal(30))
    assert show_value(RULESET.facts["content.declared_share"], share, RULESET) == (
        "between 12.5% and 30%"
    )


def test_decimal_commas_only_where_the_file_writes_so():
    assert read_money("1500,5", decimal_comma=True) == Decimal("1500.5")
    assert read_money("1.500,50", decimal_comma=True) == Decimal("1500.50")
    with pytest.raises(ValueError, match="can be read as 1500"):
        read_money("1,500", decimal_comma=True)


def test_amounts_are_never_written_so_that_they_read_two_ways():
    assert write_amount(Decimal("1.125")) == "1.1250"
    assert read_number(write_amount(Decimal("1.125"))) == Decimal("1.125")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("a\u202eb\u00ad", "a\\u202eb\\xad"),
        ("\u2028\U000e0041", "\\u2028\\U000e0041"),
        ("Ünï-côdé 东京 §\u00a01\u200d", "Ünï-côdé 东京 §\u00a01\u200d"),
    ],
)
def test_nothing_goes_out_that_a_terminal_obeys(text, told):
    assert printable(text) == told


def test_a_deal_in_which_nobody_gets_the_item_is_no_answer() -> None:
    ruleset = small_ruleset()
    declared = ruleset.facts["parties"]
    for nobody in ([], [{"name": "Seller", "roles": ["exporter"]}]):
        with pytest.raises(ValueError, match="nobody gets the item"):
            read_value(declared, nobody, ruleset)
    assert read_value(declared, [{"name": "Somebody"}], ruleset)
    assert read_value(declared, [], ruleset, lenient=True) == ()
