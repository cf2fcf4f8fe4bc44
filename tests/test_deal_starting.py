"""Deals that begin with a template, a product or a saved deal: what comes along, and its mark."""

import re
from dataclasses import replace
from datetime import date

import pytest

from engine.deals.deal import read_deal, write_deal
from engine.deals.items import deals_of, facts_of
from engine.deals.starting import (
    deal_again,
    from_record,
    from_template,
    marked,
    product_of,
    taken_from,
    template_of,
    with_product,
)
from engine.facts import Answer, Facts
from engine.faults import InputFaults
from engine.model import Ruleset
from engine.regimes.regimes import regimes_of
from tests.support.app import small_law

RULESET = small_law().ruleset
REGIMES = regimes_of([RULESET])
KEPT = date(2026, 5, 4)
TEXT = """
navicert: deal/1
title: Etcher to China
as_of: 2024-07-23
note: ask again in May
facts:
  item.eccn: {value: 3B001.c, source: maker's letter}
  item.us_origin: yes
  item.published: {value: no, by: J. Doe, reason: secret}
  content.lines: [{description: pump, eccn: EAR99, origin: US, value: 10}]
  destination.country: CN
  parties:
    - name: Fab
      roles: [end-user]
      country: CN
      listings: []
      owners: [{name: Parent, share: 50, listings: []}]
      screening:
        - {list: CSL, name: Fab, country: CN, published: 2024-07-01, digest: ab, threshold: 75}
"""
ITEM = {"item.eccn", "item.us_origin", "item.published", "content.lines"}


def deal():
    return read_deal(TEXT, "deal.yaml", RULESET)


def test_a_product_is_what_describes_the_item():
    product = product_of(deal(), 0, "Etcher", RULESET)
    assert set(product.facts) == ITEM
    assert (product.title, product.as_of, product.note) == ("Etcher", None, "")
    assert read_deal(write_deal(product, RULESET), "p.yaml", RULESET) == product


def test_a_product_takes_the_place_of_what_described_the_item():
    text = "navicert: deal/1\nfacts: {item.kind: software, destination.country: DE}"
    other = read_deal(text, "o", RULESET)
    put = with_product(other, 0, product_of(deal(), 0, "Etcher", RULESET), KEPT, RULESET)
    assert set(put.facts) == ITEM | {"destination.country"}
    assert put.facts["destination.country"] == Answer("DE")
    eccn, judgement = put.facts["item.eccn"], put.facts["item.published"]
    assert eccn.source == "product Etcher, kept 2026-05-04; maker's letter"
    assert (judgement.by, judgement.reason) == ("J. Doe", "secret")
    assert taken_from(judgement.source) == "product Etcher, kept 2026-05-04"


def test_a_product_in_one_item_leaves_the_others_as_they_are():
    text = "navicert: deal/1\nfacts: {item.kind: software}\nitems: [{name: A}, {name: B}]"
    two = read_deal(text, "two", RULESET)
    put = with_product(two, 1, product_of(deal(), 0, "Etcher", RULESET), KEPT, RULESET)
    assert facts_of(put, 0) == Facts({"item.kind": Answer("software")})
    assert set(facts_of(put, 1)) == ITEM


def test_a_mark_gives_way_to_the_next_and_a_source_stays():
    once = marked(Facts({"item.eccn": Answer("x", source="record keeping of May")}), "product A")
    assert once["item.eccn"].source == "product A; record keeping of May"
    kept = marked(Facts({"item.eccn": Answer("x", source="letter")}), "product A, kept 2026-01-01")
    again = marked(kept, "template B; C, kept 2026-02-02")
    assert again["item.eccn"].source == "template B; C, kept 2026-02-02; letter"
    assert taken_from("letter of 2026-01-01") == ""


def test_a_template_keeps_sections_and_no_day_and_its_parties_unscreened():
    kept = template_of(deal(), "Usual", ("Item", "Parties"), RULESET)
    assert set(kept.facts) == {"item.eccn", "item.published", "parties"}
    [party] = kept.facts.value("parties")
    assert (party.name, party.listings, party.screening) == ("Fab", None, ())
    begun = from_template(kept, KEPT, RULESET)
    assert (begun.title, begun.as_of) == ("", None)
    assert begun.facts["item.eccn"].source == "template Usual, kept 2026-05-04; maker's letter"


def test_a_past_deal_begins_without_its_day_and_with_its_parties_to_be_screened():
    past = from_record(TEXT, "2024-000007", date(2024, 7, 24), REGIMES)
    assert past.left_out == ()
    assert (past.deal.title, past.deal.as_of) == ("Copy of Etcher to China", None)
    [party] = past.deal.facts.value("parties")
    assert (party.listings, party.footnotes, party.screening) == (None, None, ())
    assert [(owner.name, owner.listings) for owner in party.owners] == [("Parent", None)]
    published = past.deal.facts["item.published"]
    assert (published.value, published.by) == (False, "J. Doe")
    assert published.source == "record 2024-000007, saved 2024-07-24"
    # What the next draft writes reads back: a judgement kept its name and reason.
    [plain] = deals_of(past.deal)
    assert read_deal(write_deal(plain, RULESET), "draft", RULESET) == plain


def test_what_todays_rules_do_not_take_is_left_open_and_told():
    text = TEXT.replace("item.us_origin: yes", "item.us_origin: maybe") + "  item.gone: yes\n"
    past = from_record(text, "r", date(2024, 7, 24), REGIMES)
    assert "item.us_origin" not in past.deal.facts
    assert "item.eccn" in past.deal.facts
    assert next(line.split(":")[0] for line in past.left_out) == "item.gone"
    assert any("item.us_origin" in line for line in past.left_out)
    with pytest.raises(InputFaults):
        from_record("nothing", "r", date(2024, 7, 24), REGIMES)


def test_what_every_deal_is_asked_is_not_taken_over(us_ear: Ruleset) -> None:
    """What was found of parties, red flags, notices and judgements belong to the one deal; so do
    answers about the item that turn on where it goes."""
    text = """
navicert: deal/1
facts:
  item.eccn: 3B001.c
  list.exception.1A005_GBS_2: yes
  content.value: 100
  destination.country: CN
  end_use.ic_production: {value: no, by: J. Doe, reason: said so}
  end_use.concerns: []
  red_flags.seen: []
  transaction.value: 2400
  conduct.doubts: []
  parties.owned_by_sdn: no
  policy.ai_diffusion_not_enforced: {assumed: yes, by: J. Doe, reason: counsel}
  parties: [{name: Fab, roles: [end-user], country: CN, listings: []}]
"""
    deal = read_deal(text, "deal.yaml", us_ear)
    kept = {"item.eccn", "destination.country", "parties", "policy.ai_diffusion_not_enforced"}
    template = template_of(deal, "All", us_ear.regime.sections, us_ear)
    assert set(template.facts) == kept
    assert set(from_template(replace(deal, title="By hand"), KEPT, us_ear).facts) == kept
    assert set(from_record(text, "r", KEPT, regimes_of([us_ear])).deal.facts) == kept
    again = deal_again(deal, KEPT, us_ear)
    assert set(again.facts) == kept
    assert again.facts["item.eccn"].source == "deal Untitled deal, copied 2026-05-04"
    assert set(product_of(deal, 0, "Etcher", us_ear).facts) == {"item.eccn"}


def test_a_product_leaves_nothing_behind_that_was_said_of_the_item_before(us_ear: Ruleset) -> None:
    text = """
navicert: deal/1
facts: {item.eccn: EAR99, content.value: 9, end_use.concerns: [], destination.country: CN}
"""
    other = read_deal(text, "other", us_ear)
    product = read_deal("navicert: deal/1\nfacts: {item.eccn: 3B001.c}", "product", us_ear)
    put = with_product(other, 0, product, KEPT, us_ear)
    assert set(put.facts) == {"item.eccn", "destination.country"}


def test_no_product_keeps_what_turns_on_the_deal(us_ear: Ruleset) -> None:
    """By the words of the questions of the law that ships."""
    turning = re.compile(r"\b(destination|customer|this deal|being sent|movement|resale)\b", re.I)
    asked = {name: us_ear.facts[name].ask for name in us_ear.facts_of_product}
    assert [name for name, ask in asked.items() if turning.search(ask)] == []
    assert us_ear.facts_of_product < us_ear.facts_of_item
