"""The interview's model: answers, undo, what a change did. No screen takes part."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from engine.eccn import parse_eccn
from engine.facts import Answer, ContentLine, Deal, Facts, Party
from engine.interview.law import Law
from engine.interview.session import (
    PAST_LIMIT,
    Session,
    change_words,
    given_answers,
    read,
    shift,
    with_reason,
)
from engine.outcome import Outcome
from tests.support.app import small_law

TODAY = date(2026, 11, 25)


@pytest.fixture
def law() -> Law:
    return small_law()


def session(**answers: object) -> Session:
    facts = Facts(
        {name.replace("__", "."): Answer(value) for name, value in answers.items()}  # type: ignore[arg-type]
    )
    return Session(Deal("Deal", None, facts), "draft-1")


def test_the_next_question_is_the_most_useful_one(law: Law) -> None:
    reading = read(session(), law, TODAY)
    assert reading.current is not None
    assert reading.current is reading.questions[0].fact
    assert reading.deciding == len(reading.questions)


def test_an_answer_can_be_undone_and_redone(law: Law) -> None:
    start = session()
    answered = start.answer("item.us_origin", Answer(True), "U.S. origin: yes")
    assert answered.undo().deal == start.deal
    assert answered.undo().redo().deal == answered.deal
    assert start.undo() is start and start.redo() is start


def test_a_new_answer_forgets_what_was_undone() -> None:
    back = session().answer("item.us_origin", Answer(True), "yes").undo()
    assert not back.answer("item.us_origin", Answer(False), "no").future


def test_the_same_deal_again_is_nothing_to_undo_or_to_keep() -> None:
    """An undo that does nothing would look like a change that is on no disk."""
    undone = session(item__us_origin=True).answer("item.us_origin", Answer(False), "no").undo()
    again = undone.answer("item.us_origin", Answer(True), "yes")
    assert again.deal == undone.deal
    assert not again.past and again.future == undone.future
    assert not undone.change(replace(undone.deal), "Title and date").past


def test_undo_remembers_a_limited_past() -> None:
    current = session()
    for turn in range(PAST_LIMIT + 20):
        current = current.answer("item.us_origin", Answer(turn % 2 == 0), "turned")
    assert len(current.past) == PAST_LIMIT


def test_changing_an_early_answer_keeps_the_later_ones(law: Law) -> None:
    current = session(item__us_origin=True, destination__country="CN")
    changed = current.answer("item.us_origin", Answer(False), "no")
    assert changed.deal.facts.value("destination.country") == "CN"
    assert read(changed, law, TODAY).outcome is Outcome.NOT_SUBJECT


def test_what_a_change_did_is_told_with_its_reason(law: Law) -> None:
    before_session = session(
        item__us_origin=True,
        destination__country="CN",
        item__eccn=parse_eccn("3B001"),
        item__published=False,
        item__kind="commodity",
    )
    before = read(before_session, law, TODAY)
    after_session = before_session.answer("destination.country", Answer("IR"), "to Iran")
    after = read(after_session, law, TODAY)
    told = with_reason(
        shift("to Iran", before, after),
        law.explain(before.evaluation, ""),
        law.explain(after.evaluation, ""),
    )
    assert told.moved
    assert (told.before, told.after) == (Outcome.LICENSE_REQUIRED, Outcome.PROHIBITED)
    assert "Nothing goes to Iran" in told.because


def test_not_known_is_kept_and_counted_and_asked_no_more(law: Law) -> None:
    current = session().not_known("destination.country", "not known")
    reading = read(current, law, TODAY)
    assert reading.unknown == 1
    assert reading.current is not None and reading.current.name != "destination.country"


def test_a_question_put_off_comes_last(law: Law) -> None:
    first = read(session(), law, TODAY).current
    assert first is not None
    later = session().put_off_now(first.name)
    reading = read(later, law, TODAY)
    assert reading.current is not None and reading.current.name != first.name
    assert reading.deciding == read(session(), law, TODAY).deciding


def test_going_back_to_a_question_shows_it_although_it_is_answered(law: Law) -> None:
    current = session(item__us_origin=True).go_to("item.us_origin")
    reading = read(current, law, TODAY)
    assert reading.current is not None and reading.current.name == "item.us_origin"
    assert read(current.go_to(""), law, TODAY).current is not reading.current


def test_taking_back_an_answer_makes_it_unasked(law: Law) -> None:
    current = session(item__us_origin=True).take_back("item.us_origin", "taken back")
    assert "item.us_origin" not in current.deal.facts
    assert current.undo().deal.facts.value("item.us_origin") is True


def test_answers_are_listed_by_section_in_words(law: Law) -> None:
    current = session(
        destination__country="NL",
        item__us_origin=True,
        parties=(Party("Fab B.V.", country="NL"),),
        content__lines=(ContentLine("bolt", value=Decimal(5)),),
    ).not_known("item.eccn", "not known")
    evaluation = read(current, law, TODAY).evaluation
    shown = [(line.fact.name, line.shown) for line in given_answers(current, law, evaluation)]
    assert [name for name, _ in shown] == [
        "item.eccn",
        "item.us_origin",
        "content.lines",
        "destination.country",
        "parties",
    ]
    assert dict(shown)["item.eccn"] == "not known"
    assert dict(shown)["destination.country"] == "Netherlands"


def test_sections_show_what_is_answered_and_what_is_left(law: Law) -> None:
    progress = {s.title: s for s in read(session(item__us_origin=True), law, TODAY).sections}
    assert progress["Origin"].done
    assert progress["Destination"].left == 1
    assert not progress["Parties"].done


def test_a_change_is_named_by_the_fact_and_the_answer(law: Law) -> None:
    fact = law.ruleset.facts["item.us_origin"]
    assert change_words(law, fact, Answer(True)) == "U.S. origin: yes"
    assert change_words(law, fact, None) == "U.S. origin: taken back"
