"""Deals of several items: the file, the deal of each item, and the answer over all."""

from dataclasses import replace
from datetime import date

import jsonschema
import pytest
import yaml

from engine.deals.deal import read_deal, write_deal
from engine.deals.deal_schema import deal_schema
from engine.deals.items import (
    added,
    deal_of,
    deals_of,
    facts_of,
    itemized,
    removed,
    with_answer,
)
from engine.evaluation.evaluate import evaluate
from engine.facts import Answer, Deal, DealItem, Facts
from engine.outcome import BY_WEIGHT, WEIGHT, Outcome
from engine.regimes.in_items import ItemAnswer, in_items
from tests.random_deals import RandomDeals
from tests.support.app import small_law

RULESET = small_law().ruleset
OF_ITEM = RULESET.facts_of_item
DAY = date(2026, 7, 23)
THREE = """
navicert: deal/1
title: Order 7
as_of: 2026-07-23
facts:
  destination.country: CN
  item.kind: commodity
items:
  - name: Etcher
    facts: {item.eccn: 3B001.c, item.us_origin: no}
  - {name: Screws, facts: {item.eccn: EAR99, item.kind: technology}}
  - name: "Manual: a book"
"""


def read(text):
    return read_deal(text, "deal.yaml", RULESET)


def test_the_file_holds_items_beside_what_they_share_and_writes_back():
    deal = read(THREE)
    assert [item.name for item in deal.items] == ["Etcher", "Screws", "Manual: a book"]
    assert set(deal.facts) == {"destination.country", "item.kind"}
    assert set(deal.items[0].facts) == {"item.eccn", "item.us_origin"}
    assert deal.items[2].facts == Facts()
    assert read(write_deal(deal, RULESET)) == deal
    assert read("navicert: deal/1\nitems: [{name: A}]").facts == Facts()


def test_each_item_is_a_deal_by_itself_and_its_own_answer_counts():
    deal = read(THREE)
    screws = deal_of(deal, 1)
    assert screws.title == "Order 7 (item 2 of 3: Screws)"
    assert screws.items == ()
    assert screws.facts.value("item.kind") == "technology"
    assert screws.facts.value("destination.country") == "CN"
    assert "item.us_origin" not in screws.facts
    assert facts_of(deal, 2).value("item.kind") == "commodity"
    # What a record keeps is a plain deal, which reads back.
    assert read(write_deal(screws, RULESET)) == screws


def test_a_deal_with_one_entry_is_the_plain_deal():
    """Over deals at random: the same facts, and so the same answer, under the same title."""
    draw = RandomDeals(RULESET, 7)
    for _ in range(40):
        plain = Deal("A deal", DAY, draw.deal(DAY, 0.6))
        one = itemized(plain, "It", OF_ITEM)
        [again] = deals_of(one)
        assert again == plain
        assert list(deals_of(plain)) == [plain]
        assert evaluate(RULESET, facts_of(one, 0), DAY).possible == (
            evaluate(RULESET, plain.facts, DAY).possible
        )
        assert removed(added(one, DealItem("Other")), 1) == plain


def test_what_is_asked_of_an_item_changes_that_item_and_all_else_the_deal():
    deal = read(THREE)
    changed = with_answer(deal, 1, "item.us_origin", Answer(True), OF_ITEM)
    assert [facts_of(changed, place).value("item.us_origin") for place in range(3)] == [
        False,
        True,
        None,
    ]
    moved = with_answer(deal, 1, "destination.country", Answer("NL"), OF_ITEM)
    assert {facts_of(moved, place).value("destination.country") for place in range(3)} == {"NL"}
    # A fact of the deal that an item answers for itself is changed for it alone.
    own = replace(deal.items[0], facts=deal.items[0].facts.with_answer("sender.headquarters", None))
    own = replace(own, facts=own.facts.with_answer("destination.country", Answer("DE")))
    apart = replace(deal, items=(own, *deal.items[1:]))
    apart = with_answer(apart, 0, "destination.country", Answer("FR"), OF_ITEM)
    assert [facts_of(apart, place).value("destination.country") for place in range(3)] == [
        "FR",
        "CN",
        "CN",
    ]
    assert (
        "destination.country"
        not in with_answer(apart, 0, "destination.country", None, OF_ITEM).items[0].facts
    )


def test_taking_back_what_the_items_share_leaves_it_with_the_others():
    deal = with_answer(read(THREE), 0, "item.kind", None, OF_ITEM)
    assert [facts_of(deal, place).value("item.kind") for place in range(3)] == [
        None,
        "technology",
        "commodity",
    ]


def answers(*possibles):
    return [
        ItemAnswer(
            number,
            f"Item {number}",
            possible[0] if len(possible) == 1 else Outcome.NEEDS_INFORMATION,
            possible,
            0,
        )
        for number, possible in enumerate(possibles, start=1)
    ]


NOT, NLR, EXCEPTION, LICENSE, PROHIBITED = ((outcome,) for outcome in BY_WEIGHT)


@pytest.mark.parametrize(
    ("items", "outcome"),
    [
        ((NLR, LICENSE, EXCEPTION), Outcome.LICENSE_REQUIRED),
        ((NOT, NOT), Outcome.NOT_SUBJECT),
        ((NLR, NLR + LICENSE), Outcome.NEEDS_INFORMATION),
        # The deal needs a license however item 2 comes out, and item 2 is open all the same.
        ((LICENSE, NLR + LICENSE), Outcome.NEEDS_INFORMATION),
        ((PROHIBITED, NLR + PROHIBITED), Outcome.PROHIBITED),
    ],
)
def test_the_heaviest_item_and_any_open_one_make_the_deal(items, outcome):
    assert in_items("", "", answers(*items)).outcome is outcome


def test_the_deal_is_never_lighter_than_an_item():
    """Over deals at random of three items each, under the small law."""
    draw = RandomDeals(RULESET, 11)
    for _ in range(60):
        found = [evaluate(RULESET, draw.deal(DAY, 0.7), DAY) for _ in range(3)]
        deal = in_items("", "", answers(*(one.possible for one in found)))
        for one in found:
            assert min(WEIGHT[o] for o in deal.possible) >= min(WEIGHT[o] for o in one.possible)
            assert max(WEIGHT[o] for o in deal.possible) >= max(WEIGHT[o] for o in one.possible)
            if one.outcome is Outcome.NEEDS_INFORMATION:
                assert deal.outcome in (Outcome.NEEDS_INFORMATION, Outcome.PROHIBITED)
            elif deal.outcome is not Outcome.NEEDS_INFORMATION:
                assert WEIGHT[deal.outcome] >= WEIGHT[one.outcome]


def test_the_line_above_names_what_is_open_first_and_then_the_heaviest():
    told = in_items("", "", answers(NLR, LICENSE, NLR + LICENSE, LICENSE)).headline
    assert told == (
        "Over all 4 items: cannot be said yet: item 3 (Item 3); license required: items 2 (Item 2)"
        " and 4 (Item 4); no rule checked here requires a license: item 1 (Item 1)."
    )


def test_the_schema_takes_items_and_refuses_what_no_item_has():
    validator = jsonschema.Draft202012Validator(deal_schema(RULESET))
    tree = yaml.load(THREE, yaml.BaseLoader)
    assert not list(validator.iter_errors(tree))
    assert not list(validator.iter_errors({"navicert": "deal/1", "items": [{"name": "A"}]}))
    for wrong in (
        {"navicert": "deal/1"},
        {"navicert": "deal/1", "items": []},
        {"navicert": "deal/1", "items": [{"facts": {}}]},
        {"navicert": "deal/1", "items": [{"name": "A", "facts": {"parties": []}}]},
        {"navicert": "deal/1", "items": [{"name": "A", "facts": {"item.eccn": []}}]},
    ):
        assert list(validator.iter_errors(wrong)), wrong
