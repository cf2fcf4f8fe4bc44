"""Several items in the interview's model: whose an answer is, what counts, undo. No screen."""

from datetime import date

import pytest

from engine.eccn import parse_eccn
from engine.facts import Answer, Deal, Facts
from engine.interview.session import Session, begin, read, shift
from engine.interview.supposing import beside_the_deal
from engine.outcome import Outcome
from tests.support.app import small_law

LAW = small_law()
TODAY = date(2026, 11, 25)
TOOL = {
    "item.eccn": parse_eccn("3B001.c"),
    "item.us_origin": True,
    "item.kind": "commodity",
    "item.published": False,
    "destination.country": "CN",
}


@pytest.fixture
def two() -> Session:
    """A tool, and screws with no answers of their own yet, which is the item at hand."""
    deal = Deal("Order 7", None, Facts({name: Answer(value) for name, value in TOOL.items()}))
    return begin(LAW, deal, "draft-1").add_item("Screws", Facts(), "Tool", "Item added")


def settled(two: Session) -> Session:
    for fact, value in (("item.eccn", parse_eccn("EAR99")), ("item.published", False)):
        two = two.answer(fact, Answer(value), fact)
    two = two.answer("item.us_origin", Answer(True), "origin")
    return two.answer("item.kind", Answer("commodity"), "kind")


def test_one_item_reads_as_ever() -> None:
    one = begin(LAW, Deal(facts=Facts({"item.us_origin": Answer(True)})), "d")
    reading = read(one, LAW, TODAY)
    assert reading.over_items == (reading.outcome, reading.evaluation.possible)
    assert reading.next_item is None
    assert one.item_words == ""
    assert not one.is_own("item.us_origin")


def test_an_item_added_takes_over_what_is_shared_alone(two: Session) -> None:
    assert set(two.facts) == {"destination.country"}
    assert two.item_words == "item 2 of 2: Screws"
    assert two.go_to_item(0).facts.value("item.us_origin") is True


def test_the_deal_is_not_settled_while_another_item_is_open(two: Session) -> None:
    tool = two.go_to_item(0)
    reading = read(tool, LAW, TODAY)
    assert reading.outcome is Outcome.LICENSE_REQUIRED
    assert reading.over_items[0] is Outcome.NEEDS_INFORMATION
    assert reading.next_item == 1
    done = read(settled(two), LAW, TODAY)
    assert done.over_items[0] is Outcome.LICENSE_REQUIRED
    assert done.outcome is not Outcome.LICENSE_REQUIRED
    assert [item.name for item in done.answers] == ["Tool", "Screws"]


def test_questions_are_counted_over_all_items_and_shared_ones_once(two: Session) -> None:
    without = two.take_back("destination.country", "taken back")
    reading = read(without, LAW, TODAY)
    asked = [q.fact.name for item in reading.items for q in item.unasked.in_order]
    own = [name for name in asked if name in LAW.ruleset.facts_of_item]
    shared = {name for name in asked if name not in LAW.ruleset.facts_of_item}
    assert "destination.country" in shared
    assert reading.left == len(own) + len(shared)


def test_an_answer_for_this_item_alone_leaves_the_others(two: Session) -> None:
    alone = two.answer_alone("destination.country")
    assert alone.is_own("destination.country")
    changed = alone.answer("destination.country", Answer("DE"), "The destination: Germany")
    assert changed.past[-1][0] == "Screws: The destination: Germany"
    assert changed.facts.value("destination.country") == "DE"
    assert changed.go_to_item(0).facts.value("destination.country") == "CN"
    # Going on without an answer leaves it shared.
    assert not alone.go_to("").is_own("destination.country")
    back = changed.take_back("destination.country", "taken back")
    assert back.facts.value("destination.country") == "CN"


def test_undo_brings_items_back_and_goes_to_what_it_changed(two: Session) -> None:
    tool = two.go_to_item(0).answer("item.us_origin", Answer(False), "origin")
    undone = tool.go_to_item(1).undo()
    assert undone.item == 0
    assert undone.facts.value("item.us_origin") is True
    without = two.remove_item(1, "Item taken out: Screws")
    assert without.deal.items == ()
    assert set(without.facts) == set(TOOL)
    assert without.undo().deal == two.deal
    assert two.undo().item == 0
    assert two.undo().redo().deal == two.deal


def test_a_change_tells_of_every_item_that_it_moved(two: Session) -> None:
    both = settled(two)
    before = read(both, LAW, TODAY)
    after = read(both.answer("destination.country", Answer("NL"), "to NL"), LAW, TODAY, before)
    told = shift("to NL", before, after)
    assert told.of == "item"
    assert [name for name, _, _ in told.others] == ["Tool"]
    turned = shift("", before, read(both.go_to_item(0), LAW, TODAY, before))
    assert (turned.of, turned.moved) == ("deal", False)


def test_what_did_not_change_is_kept_from_the_reading_before(two: Session) -> None:
    before = read(two, LAW, TODAY)
    after = read(two.answer("item.us_origin", Answer(True), "origin"), LAW, TODAY, before)
    assert after.items[0].evaluation is before.items[0].evaluation
    assert after.items[1].evaluation is not before.items[1].evaluation


def test_what_if_stands_beside_the_whole_deal_and_warns_for_any_item(two: Session) -> None:
    both = settled(two)
    supposing = both.suppose().answer("destination.country", Answer("NL"), "to NL")
    reading = read(supposing, LAW, TODAY)
    beside = beside_the_deal(supposing, reading, LAW, TODAY)
    assert beside is not None
    found = beside.found
    assert found.before is Outcome.LICENSE_REQUIRED  # the tool's, though the screws are at hand
    assert found.after is reading.over_items[0] is not Outcome.LICENSE_REQUIRED
    assert beside.before.outcome is read(both, LAW, TODAY).outcome
    kept = supposing.keep_supposed("kept")
    assert (kept.item, kept.of_item) == (1, both.of_item)
    assert kept.undo().deal == both.deal


def test_an_item_that_is_only_supposed_is_no_part_of_the_true_deal(two: Session) -> None:
    more = two.suppose().add_item("Pump", Facts(), "", "Item added: Pump")
    assert more.item_words == "item 3 of 3: Pump"
    assert len(more.true_deal.items) == 2
    beside = beside_the_deal(more, read(more, LAW, TODAY), LAW, TODAY)
    assert beside is not None
    assert more.drop_supposed().item_words == "item 2 of 2: Screws"
