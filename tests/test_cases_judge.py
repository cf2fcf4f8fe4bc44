"""Worked cases: what a case file must hold, and what counts as right, wrong and false comfort."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.deals.case_verdicts import Mark, judge
from engine.deals.cases import read_background, read_case
from engine.determination import ExceptionFinding, Requirement
from engine.evaluation.evaluate import evaluate
from engine.explanation.explain import explain
from engine.facts import State
from engine.faults import InputFaults
from engine.loading.load import load_ruleset

RULESET = load_ruleset(Path(__file__).parent / "small_law" / "small")

CASE = """
navicert: case/1
id: SM-01
title: Etcher to China
topic: chart
difficulty: 1
story: A U.S. etcher goes to China.
sources: [{document: the test suite, locator: here}]
as_of: 2026-07-23
background: ordinary
facts:
  item.eccn: 3B001.c
  item.us_origin: yes
  destination.country: CN
expect:
  outcome: license-required
  accept: [prohibited]
  subject: yes
  routes: [small.origin]
  requirements: [small.chart]
  exceptions: {barred: [TSR]}
confidence: likely
mistake: Looking at the wrong column.
why: The chart marks NS2.
"""
BACKGROUND = """
navicert: deal/1
title: ordinary background
facts:
  item.published: no
  item.kind: commodity
  item.us_origin: no
  policy.rule_not_enforced: no
  transaction.signed: not known
"""


def read(text=CASE):
    return read_case(text, "case.yaml", RULESET)


def determined(case, background=BACKGROUND):
    facts = read_background(background, "background-ordinary.yaml", RULESET)
    deal = case.deal(facts)
    return explain(evaluate(RULESET, deal.facts, deal.as_of), deal.title)


def expecting(**changed):
    case = read()
    return replace(case, expect=replace(case.expect, accept=frozenset(), **changed))


def test_a_case_with_its_background():
    case = read()
    facts = read_background(BACKGROUND, "b.yaml", RULESET)
    deal = case.deal(facts)
    assert deal.facts["item.us_origin"].value is True
    assert deal.facts["item.us_origin"].state is State.ANSWERED
    assert deal.facts["item.published"].state is State.ASSUMED
    assert deal.facts["item.published"].reason == "ordinary background"
    assert deal.facts["transaction.signed"].state is State.NOT_KNOWN
    assert judge(case, determined(case)).mark is Mark.RIGHT


@pytest.mark.parametrize(
    ("outcome", "accept", "given", "mark"),
    [
        ("license-required", (), "license-required", Mark.RIGHT),
        ("license-required", (), "needs-information", Mark.WRONG),
        ("license-required", (), "prohibited", Mark.WRONG),
        ("license-required", (), "license-exception", Mark.FALSE_COMFORT),
        ("license-required", (), "not-subject", Mark.FALSE_COMFORT),
        ("license-required", ("license-exception",), "license-exception", Mark.RIGHT),
        ("license-required", ("license-exception",), "no-license-required", Mark.FALSE_COMFORT),
        ("license-required", ("not-subject",), "no-license-required", Mark.WRONG),
        ("prohibited", (), "license-required", Mark.FALSE_COMFORT),
        ("needs-information", (), "license-exception", Mark.FALSE_COMFORT),
        ("needs-information", (), "license-required", Mark.WRONG),
        ("not-subject", (), "no-license-required", Mark.WRONG),
        ("no-license-required", (), "not-subject", Mark.FALSE_COMFORT),
        ("no-license-required", (), "needs-information", Mark.WRONG),
    ],
)
def test_lighter_than_the_law_is_false_comfort(outcome, accept, given, mark):
    case = expecting(outcome=type(read().expect.outcome)(outcome))
    case = replace(
        case, expect=replace(case.expect, accept=frozenset(map(type(case.expect.outcome), accept)))
    )
    verdict = judge(case, replace(determined(read()), outcome=given))
    assert verdict.mark is mark
    assert (verdict.misses == ()) is (mark is Mark.RIGHT)


def test_every_miss_is_told():
    case = expecting(
        subject="no",
        routes=("small.published",),
        requirements=("small.iran",),
        available=("TSR", "LVS"),
        barred=("GOV",),
        mentions=("small.tsr",),
    )
    gov = ExceptionFinding("GOV", "r", "c", "available", "s")
    determination = determined(read())
    verdict = judge(case, replace(determination, exceptions=(*determination.exceptions, gov)))
    assert verdict.mark is Mark.WRONG
    assert verdict.misses == (
        "subject is yes, expected no",
        "route small.published does not hold",
        "requirement small.iran does not hold",
        "rule small.tsr does not hold",
        "exception TSR is unfit, expected available",
        "exception LVS is not found, expected available",
        "exception GOV is available, expected barred",
    )


def test_a_requirement_counts_only_if_it_applies():
    """A rule may hold and yet bind nobody, where the item is not subject."""
    determination = determined(read())
    nobody = replace(determination, requirements=())
    maybe = Requirement("small.chart", "SR", "list", "NS", "", "", "open")
    for found in (nobody, replace(determination, requirements=(maybe,))):
        assert "requirement small.chart does not hold" in judge(read(), found).misses


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("case/1", "case/9", "“case/9” is not a version of a case file"),
        ("id: SM-01\n", "", "2:1: a case needs “id”"),
        ("topic:", "topik:", "a case file has no key “topik”; did you mean “topic”?"),
        ("difficulty: 1", "difficulty: 9", "difficulty: “9” is not one of the choices"),
        ("confidence: likely", "confidence: likly", "did you mean “likely”?"),
        ("outcome: license-required", "outcome: licence-required", "“license-required”"),
        ("  outcome: license-required\n", "", "“expect” has no “outcome”"),
        ("[small.chart]", "[small.chrt]", "“small.chrt” is not a rule of this ruleset; did you"),
        ("[small.chart]", "small.chart", "“requirements” is not a list of names"),
        ("{barred: [TSR]}", "{bared: [TSR]}", "did you mean “barred”?"),
        ("{barred: [TSR]}", "{barred: [TRS]}", "“TRS” is not an exception of this ruleset"),
        ("{barred: [TSR]}", "[TSR]", "“exceptions” is not a mapping"),
        ("subject: yes", "subject: true", "subject: “true” is not one of the choices"),
        ("accept: [prohibited]", "accept: [prohibitd]", "is not an outcome of this ruleset"),
        ("[{document: the test suite, locator: here}]", "here", "“sources” is not a list"),
        ("item.eccn: 3B001.c", "item.ecn: 3B001.c", "did you mean “item.eccn”?"),
        ("as_of: 2026-07-23", "as_of: soon", "as_of: “soon” is not a date"),
    ],
)
def test_faults_of_case_files(old, new, fault):
    assert old in CASE
    with pytest.raises(InputFaults) as raised:
        read(CASE.replace(old, new, 1))
    assert fault in str(raised.value)
