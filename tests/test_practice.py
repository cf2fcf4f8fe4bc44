"""Practice: what the learner is asked, how the sheet is judged, where he parts, and the twins."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from engine.deals.case_files import CaseRead, read_cases
from engine.deals.case_verdicts import Mark
from engine.evaluation.evaluate import evaluate
from engine.loading.load import load_ruleset
from engine.model import Ruleset
from engine.outcome import Outcome
from engine.practice.choosing import Wanted, each_once, rules_of_case
from engine.practice.exercise import evaluation_of, exercise_of
from engine.practice.judging import Sheet, judge_sheet, right_sheet
from engine.practice.offers import exercise_of_twin, twins_offered
from engine.practice.scores import (
    Attempt,
    attempt_of,
    by_rule,
    by_topic,
    of_learner,
    sparkline,
    standing_of,
    trend,
    weakest_cases,
)
from engine.practice.twins import twins_of
from engine.practice.words import as_text, case_sections, result_sections
from engine.regimes.regimes import Regimes, regimes_of
from engine.truth import NO, OPEN, YES
from tests.support.practice import CASES, LAW, TODAY, exercise, read_all, write_cases

ROOT = Path(__file__).resolve().parent.parent
WHEN = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, CaseRead]:
    return read_all(write_cases(tmp_path_factory.mktemp("cases")))


# The exercise -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(CASES))
def test_a_sheet_copied_from_the_engine_is_full(name: str, cases: Mapping[str, CaseRead]) -> None:
    asked = exercise(cases[name])
    judged = judge_sheet(asked, right_sheet(asked))
    assert judged.full and judged.points == judged.asked == 2 + len(asked.rules)
    assert judged.parting is None and judged.mark is Mark.RIGHT
    assert not asked.disagrees


@pytest.mark.parametrize("name", list(CASES))
def test_one_wrong_verdict_is_where_learner_and_engine_part(
    name: str, cases: Mapping[str, CaseRead]
) -> None:
    """Whichever rule it is, and whichever of the other two truths was said of it."""
    asked = exercise(cases[name])
    right = right_sheet(asked)
    for rule in asked.rules:
        for said in {YES, NO, OPEN} - {rule.truth}:
            judged = judge_sheet(
                asked, replace(right, verdicts={**right.verdicts, rule.rule: said})
            )
            assert judged.parting == rule
            assert judged.points == judged.asked - 1
            told = as_text(result_sections(asked, judged))
            assert rule.sentence in told and rule.cite in told


def test_of_several_wrong_verdicts_the_first_in_the_procedure_is_shown(
    cases: Mapping[str, CaseRead],
) -> None:
    asked = exercise(cases["SM-01"])
    steps = [rule.step for rule in asked.rules]
    assert steps == sorted(steps, key=[s.title for s in LAW.rulesets[0].regime.steps].index)
    judged = judge_sheet(asked, Sheet(Outcome.LICENSE_REQUIRED))
    assert judged.parting == asked.rules[0]  # what was not answered is wrong
    assert judged.points == 1


@pytest.mark.parametrize("name", list(CASES))
def test_the_learner_reads_story_and_facts_and_no_answer(
    name: str, cases: Mapping[str, CaseRead]
) -> None:
    asked = exercise(cases[name])
    told = as_text(case_sections(asked))
    assert "A tale of" in told and "the destination" in told
    assert "too early" not in told and asked.outcome.value not in told
    assert "too early" in as_text(result_sections(asked, judge_sheet(asked, Sheet())))


def test_what_decides_is_asked_about(cases: Mapping[str, CaseRead]) -> None:
    deciding = {name: exercise(read).deciding for name, read in cases.items()}
    assert deciding["SM-01"] == {"small.chart"}
    assert deciding["SM-02"] == {"small.iran"}
    assert deciding["SM-05"] == {"small.tsr"}
    for read in cases.values():
        asked = exercise(read)
        assert asked.deciding & {rule.rule for rule in asked.rules}


def test_a_rule_that_has_nothing_to_do_with_the_case_decides_nothing(
    cases: Mapping[str, CaseRead],
) -> None:
    """Where nothing holds, it is the rule on the other side of the nearest line: to Norway that is
    the chart's column, not the embargo of another country, however nearly that held."""
    asked = exercise(cases["SM-03"])
    assert asked.deciding == {"small.chart"}
    wrong = judge_sheet(asked, replace(right_sheet(asked), deciding="small.iran"))
    assert not wrong.deciding and wrong.points == wrong.asked - 1
    told = as_text(result_sections(asked, wrong))
    assert "No rule decides by holding." in told
    assert "One other answer makes it hold: the destination: " in told
    # What the exception overcomes does not decide that there is one; nor does the route.
    assert exercise(cases["SM-05"]).deciding == {"small.tsr"}
    assert "small.origin" not in exercise(cases["SM-01"]).deciding


def test_false_comfort_takes_every_point(cases: Mapping[str, CaseRead]) -> None:
    asked = exercise(cases["SM-01"])
    lighter = replace(right_sheet(asked), outcome=Outcome.LICENSE_EXCEPTION)
    judged = judge_sheet(asked, lighter)
    assert judged.mark is Mark.FALSE_COMFORT and judged.points == 0
    assert "FALSE COMFORT" in as_text(result_sections(asked, judged))
    heavier = judge_sheet(asked, replace(lighter, outcome=Outcome.PROHIBITED))
    assert heavier.mark is Mark.WRONG and heavier.points == heavier.asked - 1


def test_an_accepted_outcome_is_right(cases: Mapping[str, CaseRead]) -> None:
    asked = exercise(cases["SM-06"])
    accepted = replace(right_sheet(asked), outcome=Outcome.LICENSE_REQUIRED)
    assert judge_sheet(asked, accepted).full


def test_where_case_and_engine_differ_it_is_said(cases: Mapping[str, CaseRead]) -> None:
    read = cases["SM-01"]
    other = replace(read.case, expect=replace(read.case.expect, outcome=Outcome.PROHIBITED))
    asked = exercise(replace(read, case=other))
    told = as_text(result_sections(asked, judge_sheet(asked, right_sheet(asked))))
    assert asked.disagrees and "One of them is wrong" in told


# Twins --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(CASES))
def test_a_twin_has_another_outcome_by_one_answer(name: str, cases: Mapping[str, CaseRead]) -> None:
    read = cases[name]
    evaluation = evaluation_of(read.case, read.deal, LAW, TODAY)
    twins = twins_of(read, evaluation)
    assert twins
    for twin in twins:
        assert twin.deal is not None
        then = evaluate(LAW.rulesets[0], twin.deal.facts, twin.deal.as_of or TODAY)
        assert then.outcome is twin.outcome is not evaluation.outcome
        changed = [n for n in twin.deal.facts if twin.deal.facts[n] != read.deal.facts.get(n)]
        assert len(changed) + (twin.deal.as_of != read.deal.as_of) == 1


def test_after_a_mistake_the_twin_turns_the_rule_that_was_missed(
    cases: Mapping[str, CaseRead],
) -> None:
    read = cases["SM-01"]
    first, *others = twins_offered(read, cases.values(), LAW, TODAY, "small.origin")
    assert first.words == "U.S. origin: no" and first.outcome is Outcome.NOT_SUBJECT
    written = {twin.case: twin.outcome for twin in others if twin.case}
    assert written["SM-02"] is Outcome.PROHIBITED  # the same but for the destination
    twin = exercise_of_twin(read, first, LAW, TODAY)
    assert judge_sheet(twin, right_sheet(twin)).full
    told = as_text(case_sections(twin))
    assert "The same case, but U.S. origin: no." in told and "too early" not in told


PRESS = """
navicert: case/1
id: VN-01
title: Press from Norway to China
facts: {transaction.from_country: "NO", destination.country: CN, vine.pressure: 250, \
vine.wine_for_feasts: no}
expect: {outcome: license-required}
"""


def test_the_smallest_change_of_a_number_is_found(tmp_path: Path) -> None:
    """The law says “over 100”: at 100 no license is required, at 101 one is."""
    law = Regimes((load_ruleset(ROOT / "tests" / "made_up_law" / "vineland"),))
    for pressure, other, outcome in (
        ("250", "100", Outcome.NO_LICENSE_REQUIRED),
        ("60", "101", Outcome.LICENSE_REQUIRED),
        ("99.5", "100.1", Outcome.LICENSE_REQUIRED),
    ):
        (tmp_path / "vn.yaml").write_text(PRESS.replace("250", pressure))
        [read], _ = read_cases([tmp_path], law)
        twin = twins_of(read, evaluation_of(read.case, read.deal, law, TODAY))[0]
        assert twin.words == f"the pressure in bar is {other}"
        assert twin.outcome is outcome


@pytest.mark.soak
def test_every_case_that_ships_can_be_practiced(shipped: Mapping[str, Ruleset]) -> None:
    """The engine's own sheet is full; something that is asked about decides; a rule that does not
    hold decides only where nothing can; the learner reads no answer; twins move the outcome."""
    regimes = regimes_of(shipped.values())
    reads, faults = read_cases([ROOT / "fixtures" / "cases"], regimes, "us-ear")
    once, alike = each_once(reads)
    assert not faults and not alike and len(once) > 280
    with_twins = 0
    for read in once:
        case = read.case
        evaluation = evaluation_of(case, read.deal, regimes, TODAY)
        asked = exercise_of(read, evaluation)
        assert judge_sheet(asked, right_sheet(asked)).full, case.id
        deciding = [rule for rule in asked.rules if rule.rule in asked.deciding]
        assert deciding and not asked.disagrees, case.id
        if any(rule.truth == NO for rule in deciding):
            unheld = (Outcome.NO_LICENSE_REQUIRED, Outcome.NOT_SUBJECT)
            assert asked.outcome in unheld, case.id
        told = as_text(case_sections(asked))
        assert case.why not in told and case.mistake not in told, case.id
        twins = twins_of(read, evaluation)
        with_twins += bool(twins)
        assert all(twin.outcome is not evaluation.outcome for twin in twins)
    assert with_twins > 250


# Scores and choosing ------------------------------------------------------------------------------


def attempt(
    read: CaseRead, sheet: Sheet | None = None, learner: str = "Ann", day: int = 0
) -> Attempt:
    asked = exercise(read)
    judged = judge_sheet(asked, right_sheet(asked) if sheet is None else sheet)
    return attempt_of(asked, judged, learner, WHEN + timedelta(days=day))


def test_scores_by_rule_and_topic_weakest_first(cases: Mapping[str, CaseRead]) -> None:
    chart = exercise(cases["SM-01"])
    right = right_sheet(chart)
    missed = replace(right, verdicts={**right.verdicts, "small.chart": NO})
    attempts = (
        attempt(cases["SM-01"], missed),
        attempt(cases["SM-02"], Sheet(Outcome.LICENSE_REQUIRED), day=1),
        attempt(cases["SM-01"], day=2),
    )
    tallies = {tally.name: tally for tally in by_rule(attempts)}
    assert (tallies["small.chart"].right, tallies["small.chart"].asked) == (1, 2)
    assert tallies["small.chart"].trend == (0.0, 1.0)
    assert [tally.name for tally in by_topic(attempts)] == ["embargo", "chart"]
    assert standing_of(attempts) == {"SM-01": "right", "SM-02": "wrong"}
    assert sparkline(trend(attempts)).endswith("█") and len(trend(attempts)) == 3
    weak = weakest_cases(attempts, lambda name: rules_of_case(cases[name].case), cases)
    assert weak[0] == "SM-02"
    assert not weakest_cases(attempts[2:], lambda name: ("small.chart",), cases)


def test_learners_are_kept_apart_and_their_names_in_any_case(
    cases: Mapping[str, CaseRead],
) -> None:
    attempts = (attempt(cases["SM-01"]), attempt(cases["SM-02"], learner="Ben  Doe"))
    assert [one.case for one in of_learner(attempts, "ben doe")] == ["SM-02"]
    assert len(of_learner(attempts, "")) == 2


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), 6),
        (Wanted(words="etcher CHINA"), 1),
        (Wanted(topic="Chart"), 2),
        (Wanted(difficulty=1), 2),
        (Wanted(difficulty=3), 2),  # and harder
        (Wanted(standing="not done"), 5),
        (Wanted(standing="wrong"), 1),
        (Wanted(regime="us-ear"), 0),
    ],
)
def test_cases_are_chosen(wanted: Wanted, found: int, cases: Mapping[str, CaseRead]) -> None:
    standing = {"SM-03": "wrong"}
    assert sum(wanted.meets(read.case, standing) for read in cases.values()) == found


def test_of_two_cases_with_one_id_the_first_is_used_and_the_other_is_told(tmp_path: Path) -> None:
    folder = write_cases(tmp_path)
    copied = (folder / "sm-01.yaml").read_text("utf-8").replace("Etcher to China", "Another")
    (folder / "zz.yaml").write_text(copied, "utf-8")
    read, faults = read_cases([folder, folder / "sm-02.yaml"], LAW)
    assert not faults and len(read) == 8
    once, [alike] = each_once(read)  # a file that is named twice is no fault
    assert len(once) == 6 and once[0].case.title == "Etcher to China"
    assert "zz.yaml" in str(alike) and "another case has the id SM-01" in str(alike)


def test_a_case_without_a_day_takes_the_law_of_today(cases: Mapping[str, CaseRead]) -> None:
    read = cases["SM-01"]
    undated = replace(read, deal=replace(read.deal, as_of=None))
    day = evaluation_of(undated.case, undated.deal, LAW, date(2026, 11, 25)).as_of
    assert day == date(2026, 11, 25)
