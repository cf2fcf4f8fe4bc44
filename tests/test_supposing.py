"""What if: a supposed copy of a deal beside the true one. No screen takes part."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from engine.eccn import parse_eccn
from engine.facts import Answer, Deal, Facts, Value
from engine.interview.engine_law import EngineLaw
from engine.interview.law import Law
from engine.interview.session import Session, read
from engine.interview.supposing import MARK, Beside, beside_the_truth, explain_beside
from engine.outcome import Outcome
from tests.support.app import small_law

TODAY = date(2026, 11, 25)


def session(**answers: Value) -> Session:
    given = {name.replace("__", "."): Answer(value) for name, value in answers.items()}
    return Session(Deal("Deal", None, Facts(given)), "draft-1")


def tool_to_china() -> Session:
    return session(
        item__us_origin=True,
        destination__country="CN",
        item__eccn=parse_eccn("3B001"),
        item__published=False,
        item__kind="commodity",
    )


@lru_cache
def strict_law() -> Law:
    """The small law with a word on evasion."""
    ruleset = small_law().ruleset
    advice = {**ruleset.regime.advice, "evasion": ("Evasion is unlawful.",)}
    return EngineLaw(replace(ruleset, regime=replace(ruleset.regime, advice=advice)))


def beside(supposed: Session) -> Beside:
    law = strict_law()
    found = beside_the_truth(supposed, read(supposed, law, TODAY).evaluation, law, TODAY)
    assert found is not None
    return found


def test_supposing_changes_the_copy_alone() -> None:
    true = tool_to_china()
    supposed = true.suppose().answer("destination.country", Answer("DE"), "Destination: Germany")
    assert supposed.supposing and supposed.true_deal is true.deal
    assert supposed.deal.facts.value("destination.country") == "DE"
    assert supposed.undo().deal == true.deal and supposed.undo().supposing
    assert supposed.drop_supposed() is true


def test_what_was_supposed_is_kept_as_one_change() -> None:
    true = tool_to_china().answer("item.kind", Answer("software"), "Kind: software")
    supposed = (
        true.suppose()
        .answer("destination.country", Answer("DE"), "Germany")
        .answer("item.published", Answer(True), "published")
    )
    kept = supposed.keep_supposed("What if, kept: 2 answers")
    assert not kept.supposing
    assert kept.deal == supposed.deal
    assert kept.undo().deal == true.deal
    assert len(kept.past) == len(true.past) + 1


def test_nothing_supposed_leaves_no_change_to_undo() -> None:
    true = tool_to_china()
    assert true.suppose().keep_supposed("kept") == true


def test_both_outcomes_and_the_answers_that_differ_are_told() -> None:
    supposed = tool_to_china().suppose().answer("item.us_origin", Answer(False), "no")
    found = beside(supposed).found
    assert (found.before, found.after) == (Outcome.LICENSE_REQUIRED, Outcome.NOT_SUBJECT)
    [answer] = found.answers
    assert (answer.fact, answer.before, answer.after) == ("item.us_origin", "yes", "no")


def test_what_could_be_arranged_to_slip_under_a_rule_is_said_to_be_unlawful() -> None:
    arranged = tool_to_china().suppose().answer("destination.country", Answer("NL"), "NL")
    found = beside(arranged).found
    assert found.after is Outcome.NO_LICENSE_REQUIRED
    assert found.warning == "Evasion is unlawful."
    # That the item itself is another one is found out, not arranged.
    other = tool_to_china().suppose().answer("item.us_origin", Answer(False), "no")
    assert beside(other).found.warning == ""
    # An answer that was not there before is no arrangement either.
    first = session(item__us_origin=True, item__eccn=parse_eccn("3B001"))
    assert (
        beside(first.suppose().answer("destination.country", Answer("CA"), "")).found.warning == ""
    )


def test_no_sentence_of_a_supposed_deal_goes_without_its_mark() -> None:
    law = small_law()
    supposed = tool_to_china().suppose().answer("destination.country", Answer("NL"), "NL")
    evaluation = read(supposed, law, TODAY).evaluation
    findings = explain_beside(evaluation, "Deal", law, beside(supposed))
    assert findings.mark == "WHAT IF"
    assert all(one.headline.startswith(MARK) for one in findings.combined.determinations)
    assert findings.what_if is not None
    assert any(row.part == "outcome" for _, row in findings.what_if.differences)


def test_the_day_of_the_law_can_be_supposed_too() -> None:
    true = tool_to_china()
    later = true.suppose().change(replace(true.deal, as_of=date(2026, 1, 1)), "Date")
    assert [answer.told for answer in beside(later).found.answers] == [
        "the day whose law applies: today → 2026-01-01"
    ]


def test_an_item_that_is_supposed_is_not_compared_with_another() -> None:
    true = replace(tool_to_china(), of_item=strict_law().ruleset.facts_of_item)
    two = true.suppose().add_item("Screws", Facts(), "Tool", "Item added")
    added, tool = beside(two), beside(two.go_to_item(0))
    assert (added.found.before, tool.found.before) == (
        Outcome.NEEDS_INFORMATION,
        Outcome.LICENSE_REQUIRED,
    )
    pair = true.add_item("Screws", Facts(), "Tool", "Item added")
    without = pair.suppose().remove_item(0, "Item taken out")
    assert beside(without).found.before is Outcome.NEEDS_INFORMATION, "the screws', not the tool's"
