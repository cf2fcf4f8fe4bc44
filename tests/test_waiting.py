"""Through what a regime is at home in a deal, and what those that are not run wait for."""

from datetime import date
from decimal import Decimal

import pytest

from engine.facts import NOT_KNOWN, Deal, Facts
from engine.interview.engine_law import EngineLaw
from engine.interview.law import Findings
from engine.interview.session import begin, read
from engine.interview.spoken import waiting_lines
from engine.regimes.regimes import Regimes, regimes_of
from engine.regimes.side_by_side import concerned, evaluate_side_by_side
from engine.regimes.waiting import HOME_BECAUSE
from tests.support.spoken import answers

DAY = date(2026, 11, 23)
SENT = answers(
    item__kind="commodity", item__us_origin=True, destination__country="BR",
    transaction__from_country="US",
)  # fmt: skip
AWAITED = ["item.made_in", "sender.headquarters", "transaction.transit_countries"]


@pytest.fixture(scope="module")
def regimes(shipped) -> Regimes:
    return regimes_of(shipped.values())


@pytest.fixture(scope="module")
def law(shipped) -> EngineLaw:
    return EngineLaw(*shipped.values(), always="us-ear")


def facts_of(**changes) -> Facts:
    return Facts({**SENT.answers, **answers(**changes).answers})


def run(regimes: Regimes, day: date = DAY, **changes) -> set[str]:
    side = evaluate_side_by_side(regimes, facts_of(**changes), day)
    return set(concerned(side, ("us-ear",)))


@pytest.mark.parametrize(
    ("changes", "called"),
    [
        ({"item__made_in": "DE"}, set()),
        ({"item__made_in": "CN"}, {"cn"}),
        ({"transaction__transit_countries": frozenset({"CN", "JP", "TW"})}, set()),
        ({"transaction__transit_countries": frozenset({"GB", "DE"})}, {"gb", "eu"}),
        ({"sender__headquarters": frozenset({"NL"})}, {"eu"}),
        ({"sender__headquarters": frozenset({"KR", "TW"})}, {"kr"}),
        ({"sender__headquarters": frozenset({"JP"})}, {"jp"}),
    ],
)
def test_a_regime_is_at_home_through_what_its_own_rules_of_reach_name(regimes, changes, called):
    """A Member State of making is nothing to the Union; a company there may broker the deal."""
    assert run(regimes, **changes) == {"us-ear"} | called


def test_a_regime_of_which_the_deal_speaks_is_run_while_it_may_attach(regimes):
    told = {"cn__attachment_61": True, "cn__rare_earth_share": Decimal("0.5")}
    assert "cn" in run(regimes, **told)
    assert "cn" not in run(regimes, cn__attachment_61=False, item__made_in="BR")
    assert "kr" in run(regimes, kr__person=None) and "kr" not in run(regimes)


def found(law: EngineLaw, facts: Facts) -> Findings:
    return law.explain(law.evaluate(facts, DAY), "")


def test_what_no_rule_of_reach_names_is_told_as_not_checked(law):
    told = " ".join(found(law, facts_of(item__made_in="DE")).combined.not_checked)
    assert "The law of Germany (the country of making) was not checked" in told
    assert "eu cannot attach through that" in told


def test_what_could_bring_in_a_regime_is_asked_once_after_what_decides(law):
    asked = law.questions(law.evaluate(SENT, DAY))
    names = [question.fact.name for question in asked]
    assert len(names) == len(set(names))
    waiting = {q.fact.name: q for q in asked if q.fact.name in AWAITED}
    assert sorted(waiting) == AWAITED
    assert not any(question.settled for question in waiting.values())
    assert "cn" in waiting["item.made_in"].regimes
    assert {"eu", "gb", "kr"} <= set(waiting["transaction.transit_countries"].regimes)
    settled = [question.settled for question in asked]
    assert settled == sorted(settled)


def test_no_answer_is_final_while_another_law_may_come_in(law):
    """Not known is an answer, and keeps the note that the regime was not checked."""
    facts = Facts({**SENT.answers, **dict.fromkeys(AWAITED, NOT_KNOWN)})
    unknown = [q.fact.name for q in law.questions(law.evaluate(facts, DAY)) if q.asked]
    assert set(AWAITED) <= set(unknown)
    assert read(begin(law, Deal("", DAY, facts), "draft"), law, DAY).is_open
    findings = found(law, facts)
    assert {row.fact for row in findings.waiting} == set(AWAITED)
    assert sum("Another law may attach" in line for line in waiting_lines(findings)) == 3
    assert "Not said: the country of making." in " ".join(findings.combined.not_checked)
    home = facts_of(
        item__made_in="BR",
        sender__headquarters=frozenset({"US"}),
        transaction__transit_countries=frozenset(),
    )
    assert not found(law, home).waiting


def test_an_answer_that_brings_in_a_regime_is_among_those_tried(law):
    tried = law.preview(law.evaluate(SENT, DAY), "item.made_in")
    assert any(tuple(regime for regime, _ in one.moves) == ("cn",) for one in tried)


def test_of_one_regime_nothing_more_is_asked(shipped):
    law = EngineLaw(shipped["us-ear"])
    asked = law.questions(law.evaluate(SENT, DAY))
    assert asked
    assert HOME_BECAUSE not in {question.because for question in asked}
