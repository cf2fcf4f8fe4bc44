"""National answers to what a rule of the United States asks, on the law as it ships."""

from collections.abc import Mapping
from datetime import date

import pytest

from engine.deals.deal import read_deal
from engine.model import Ruleset
from engine.regimes.regimes import Regimes, regimes_of
from engine.regimes.side_by_side import SideBySide, evaluate_side_by_side
from engine.truth import NO, OPEN, YES

FIRST = "transaction.first_export_country_lists_item"
LISTED = "ear.734.4.a.3.listed-abroad"
DUTCH = "nl.kinds: [], item.kind: commodity, nl.component: no, eu.annex1: {annex}"


@pytest.fixture(scope="module")
def regimes(shipped: Mapping[str, Ruleset]) -> Regimes:
    return regimes_of(shipped[name] for name in ("nl", "jp", "us-ear"))


def side_of(regimes: Regimes, facts: str, day: date = date(2024, 1, 15)) -> SideBySide:
    text = f"navicert: deal/1\nfacts: {{item.us_origin: no, {facts}}}\n"
    return evaluate_side_by_side(regimes, read_deal(text, "deal", regimes.joined).facts, day)


@pytest.mark.parametrize(("annex", "value", "truth"), [("[annex1]", True, YES), ("[]", False, NO)])
def test_dutch_law_says_whether_the_country_of_first_export_lists_it(
    regimes: Regimes, annex: str, value: bool, truth: int
) -> None:
    """15 CFR 734.4(a)(3) asks whether the country of first export lists the equipment. It may have
    left the Netherlands before, and be sent from elsewhere today."""
    facts = f"transaction.first_exported_from: NL, {DUTCH.format(annex=annex)}"
    for sent_from in ("NL", "KR"):
        side = side_of(regimes, f"{facts}, transaction.from_country: {sent_from}")
        ear = side.by_id["us-ear"]
        answer = ear.facts[FIRST]
        assert answer.value is value
        assert "nl.lists-item" in answer.source and "734.4(a)(3)" in answer.source
        assert ear.truth(LISTED) == truth


def test_what_dutch_law_cannot_say_stays_open(regimes: Regimes) -> None:
    side = side_of(regimes, "transaction.first_exported_from: NL")
    assert FIRST not in side.by_id["us-ear"].facts
    assert side.by_id["us-ear"].truth(LISTED) == OPEN


def test_japanese_law_answers_for_what_was_first_exported_from_japan(regimes: Regimes) -> None:
    """A rule of Japan is given to the rule of the United States where it can be told."""
    side = side_of(regimes, "transaction.first_exported_from: JP", date(2025, 6, 1))
    found = [h for h in side.handed if h.answer.fact == FIRST]
    assert [(h.regime, h.answer.rule) for h in found] == [("jp", "jp.lists-item")]


def test_no_national_law_answers_for_another_country(regimes: Regimes) -> None:
    side = side_of(regimes, "transaction.first_exported_from: KR")
    assert not [h for h in side.handed if h.answer.fact == FIRST]


def test_a_person_who_says_otherwise_of_the_country_of_first_export(regimes: Regimes) -> None:
    """Two answers that contradict each other leave the fact open."""
    facts = f"transaction.first_exported_from: NL, {DUTCH.format(annex='[annex1]')}, {FIRST}: no"
    side = side_of(regimes, facts)
    assert side.by_id["us-ear"].facts[FIRST].value is None
    assert side.by_id["us-ear"].truth(LISTED) == OPEN
