"""What a determination says: on real deals, under the law that ships."""

import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.deals.case_files import case_files, read_cases
from engine.deals.deal import read_deal
from engine.deals.items import deal_of
from engine.determination import Determination, Node, as_data
from engine.eccn import parse_eccn
from engine.evaluation.conditions import standing_truth
from engine.evaluation.evaluate import Evaluation, evaluate, with_answer
from engine.explanation.explain import explain
from engine.explanation.questions import next_questions, preview, rules_that_matter
from engine.facts import NOT_KNOWN, Answer, ContentLine, Deal, Facts, OpenNumber
from engine.model import Ruleset
from engine.outcome import Outcome
from engine.truth import NO, OPEN, YES

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 7, 23)
SAMPLES = sorted((ROOT / "fixtures" / "deals").glob("*.yaml"))


def sample(name: str, ruleset: Ruleset) -> Deal:
    path = ROOT / "fixtures" / "deals" / f"{name}.yaml"
    return read_deal(path.read_bytes(), path.name, ruleset)


def scanner(ruleset: Ruleset) -> Evaluation:
    return evaluate(ruleset, sample("lithography-to-china", ruleset).facts, DAY)


def nodes(node: Node) -> list[Node]:
    return [node, *(inner for part in node.parts for inner in nodes(part))]


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("lithography-to-china", Outcome.LICENSE_REQUIRED),
        ("fpga-to-germany", Outcome.NO_LICENSE_REQUIRED),
        ("accelerator-to-malaysia", Outcome.LICENSE_REQUIRED),
        ("machine-tool-to-vietnam", Outcome.NOT_SUBJECT),
    ],
)
def test_the_sample_deals_come_out_as_the_law_says(
    us_ear: Ruleset, name: str, outcome: Outcome
) -> None:
    assert evaluate(us_ear, sample(name, us_ear).facts, DAY).outcome is outcome


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_reason_names_its_citation_and_every_rule_its_dates(
    us_ear: Ruleset, path: Path
) -> None:
    deal = deal_of(read_deal(path.read_bytes(), path.name, us_ear), 0)
    said: Determination = explain(evaluate(us_ear, deal.facts, DAY), deal.title)
    assert said.decisive
    assert all(sentence.endswith(")") for sentence in said.decisive)
    for step in said.steps:
        for result in (*step.holds, *step.open):
            assert result.cite
            assert result.by
            assert result.since
            assert result.sentence
            assert "{" not in result.sentence, result.sentence
            below = nodes(result.tree)[1:]
            assert any(node.fact is not None or node.rule for node in below), result.rule


def test_a_deal_of_which_nothing_is_known_says_that_nothing_can_be_said(us_ear: Ruleset) -> None:
    evaluation = evaluate(us_ear, Facts(), DAY)
    assert evaluation.outcome is Outcome.NEEDS_INFORMATION
    assert set(evaluation.possible) == set(Outcome) - {Outcome.NEEDS_INFORMATION}
    said = explain(evaluation)
    assert said.headline.startswith("Cannot be said yet")
    assert said.questions


def test_the_words_never_comfort(us_ear: Ruleset) -> None:
    for path in SAMPLES:
        deal = read_deal(path.read_bytes(), path.name, us_ear)
        said = explain(evaluate(us_ear, deal.facts, DAY), deal.title)
        text = " ".join((said.headline, *said.decisive, *said.to_do)).casefold()
        for word in (" is clear", " safe", "approved to", "no issue", "green light"):
            assert word not in text


def test_the_same_bytes_in_a_fresh_process_elsewhere(us_ear: Ruleset) -> None:
    deal = sample("accelerator-to-malaysia", us_ear)
    here = json.dumps(as_data(explain(evaluate(us_ear, deal.facts, DAY), deal.title)))
    code = (
        "import json, datetime, pathlib\n"
        "from engine.loading.load import load_ruleset\n"
        "from engine.deals.deal import read_deal\n"
        "from engine.evaluation.evaluate import evaluate\n"
        "from engine.explanation.explain import explain\n"
        "from engine.determination import as_data\n"
        "rules = load_ruleset(pathlib.Path('rulesets/us-ear'))\n"
        "path = pathlib.Path('fixtures/deals/accelerator-to-malaysia.yaml')\n"
        "deal = read_deal(path.read_bytes(), path.name, rules)\n"
        "day = datetime.date(2026, 7, 23)\n"
        "print(json.dumps(as_data(explain(evaluate(rules, deal.facts, day), deal.title))))\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode("ascii").strip() == here


# Questions ----------------------------------------------------------------------------------------


def test_only_what_can_still_change_the_answer_is_asked(us_ear: Ruleset) -> None:
    """Once the outcome is settled, no question claims to move it."""
    for path in SAMPLES:
        deal = read_deal(path.read_bytes(), path.name, us_ear)
        evaluation = evaluate(us_ear, deal.facts, DAY)
        if evaluation.outcome is not Outcome.NEEDS_INFORMATION:
            assert all(question.settled for question in next_questions(evaluation))
            assert rules_that_matter(evaluation) == ()


def test_an_open_deal_has_a_question_until_it_is_settled(us_ear: Ruleset) -> None:
    """Answering the first question again and again leads to an outcome, in a bounded number."""
    evaluation = evaluate(us_ear, Facts(), DAY)
    answered = 0
    while evaluation.outcome is Outcome.NEEDS_INFORMATION:
        questions = [q for q in next_questions(evaluation) if not q.asked]
        assert questions, "the outcome is open and nothing is asked"
        fact = questions[0].fact
        tried = preview(evaluation, fact.name)
        value = tried[-2].value if len(tried) > 1 else NOT_KNOWN.value
        if value is None:
            value = {"eccn": parse_eccn("EAR99")}.get(fact.type.value)
        answer = NOT_KNOWN if value is None else Answer(value)
        evaluation = with_answer(evaluation, fact.name, answer)
        answered += 1
        assert answered < 200
        if all(q.asked for q in next_questions(evaluation)):
            break


def test_what_matters_only_together_is_asked_when_nothing_else_is_left(us_ear: Ruleset) -> None:
    """Nobody knows whether a sanctioned person owns the buyer, and no exception alone overcomes
    that; but that none is sought settles it."""
    path = ROOT / "fixtures" / "deals" / "accelerator-to-malaysia.yaml"
    truth = read_deal(path.read_bytes(), path.name, us_ear).facts
    evaluation = evaluate(us_ear, Facts(), date(2026, 11, 25))
    asked = []
    while fresh := [q for q in next_questions(evaluation) if not (q.asked or q.settled)]:
        asked.append(fresh[0].fact.name)
        evaluation = with_answer(evaluation, asked[-1], truth.get(asked[-1], NOT_KNOWN))
    assert asked[-2:] == ["transaction.ofac_authorization", "exceptions.sought"]
    assert evaluation.outcome is Outcome.LICENSE_REQUIRED


@pytest.mark.parametrize("part", range(2))
def test_no_interview_ends_open_while_something_was_not_asked(us_ear: Ruleset, part: int) -> None:
    """Worked cases are interviewed from nothing: an answer that the case has is given, any other
    is "not known". What stays open then waits for what nobody knew, a red flag, or the law."""
    cases, _ = read_cases(case_files([ROOT / "fixtures" / "cases"]), us_ear)
    for read in cases[part::14]:
        truth, day = read.deal.facts.answers, read.deal.as_of or DAY
        evaluation = evaluate(us_ear, Facts(), day)
        for _ in range(120):
            waiting = [q for q in next_questions(evaluation) if not q.settled]
            fresh = [question for question in waiting if not question.asked]
            if not fresh:
                break
            name = fresh[0].fact.name
            evaluation = with_answer(evaluation, name, truth.get(name, NOT_KNOWN))
        else:
            raise AssertionError(f"{read.case.id}: more than 120 questions")
        if evaluation.outcome is Outcome.NEEDS_INFORMATION and not waiting:
            by_the_law = any(
                standing_truth(rule.in_force, day) == OPEN for rule in us_ear.rules.values()
            )
            held = by_the_law or evaluation.grounds.warned or evaluation.contradicted
            assert held, (read.case.id, [rule.id for rule in rules_that_matter(evaluation)])


def test_a_preview_tells_what_each_answer_would_do(us_ear: Ruleset) -> None:
    evaluation = scanner(us_ear)
    for fact in ("item.us_origin", "destination.country", "end_use.node_undetermined"):
        for shown in preview(evaluation, fact):
            answer = NOT_KNOWN if shown.value is None else Answer(shown.value)
            anew = evaluate(us_ear, evaluation.facts.with_answer(fact, answer), DAY)
            assert shown.outcome is anew.outcome
            assert shown.possible == anew.possible


def test_the_changes_shown_do_move_the_outcome(us_ear: Ruleset) -> None:
    said = explain(scanner(us_ear))
    assert said.changes
    assert all(change.outcome != said.outcome for change in said.changes)
    arranged = [change for change in said.changes if change.arranged]
    assert arranged
    assert all("unlawful" in change.sentence for change in arranged)


# U.S. content -------------------------------------------------------------------------------------


def bench_with(*lines: ContentLine, value: str = "100000", country: str = "CN") -> Facts:
    return Facts(
        {
            "item.kind": Answer("commodity"),
            "item.us_origin": Answer(False),
            "item.eccn": Answer(parse_eccn("3A002.a")),
            "destination.country": Answer(country),
            "transaction.from_country": Answer("DE"),
            "transaction.activity": Answer("export-from-abroad"),
            "content.lines": Answer(tuple(lines)),
            "content.value": Answer(Decimal(value)),
            "end_use.concerns": Answer(frozenset()),
        }
    )


def part(eccn: str | None, value: str | None, **more: object) -> ContentLine:
    return ContentLine(
        "Part",
        parse_eccn(eccn) if eccn else None,
        str(more.get("origin", "US")),
        Decimal(value) if value else None,
        str(more.get("kind", "commodity")),
        incorporated=bool(more.get("incorporated", True)),
        bundled=bool(more.get("bundled", False)),
    )


def test_content_counts_if_it_would_itself_need_a_license_there(us_ear: Ruleset) -> None:
    """A 3A002.a board needs a license to China and none to Germany."""
    to_china = evaluate(us_ear, bench_with(part("3A002.a", "20000")), DAY)
    assert to_china.content.share == Decimal(20)
    to_germany = evaluate(us_ear, bench_with(part("3A002.a", "20000"), country="DE"), DAY)
    assert to_germany.content.share == Decimal(0)


def test_what_does_not_count_is_told_line_by_line(us_ear: Ruleset) -> None:
    lines = (
        part("3A002.a", "10000"),
        part("3A002.a", "10000", origin="JP"),
        part("3A002.a", "10000", incorporated=False),
        part("3E001", "10000", kind="technology"),
    )
    content = evaluate(us_ear, bench_with(*lines), DAY).content
    assert content.share == Decimal(10)
    assert [line.counted for line in content.lines] == [YES, NO, NO, NO]
    assert [line.reason for line in content.lines] == [
        "controlled",
        "not-us",
        "not-incorporated",
        "kind",
    ]


def test_a_line_without_value_or_eccn_leaves_the_share_between_two_figures(
    us_ear: Ruleset,
) -> None:
    unvalued = evaluate(us_ear, bench_with(part("3A002.a", "26000"), part("3A002.a", None)), DAY)
    assert unvalued.content.share == OpenNumber(Decimal(26), None)
    unclassified = evaluate(us_ear, bench_with(part("3A002.a", "5000"), part(None, "9000")), DAY)
    assert unclassified.content.share == OpenNumber(Decimal(5), Decimal(14))
    assert unclassified.content.lines[1].counted == OPEN


def test_exactly_the_level_is_within_it(us_ear: Ruleset) -> None:
    at = evaluate(us_ear, bench_with(part("3A002.a", "25000")), DAY)
    over = evaluate(us_ear, bench_with(part("3A002.a", "25000.01")), DAY)
    assert at.truth("ear.734.4.d") == NO
    assert over.truth("ear.734.4.d") == YES


def test_the_margin_tells_the_room_in_points_and_in_money(us_ear: Ruleset) -> None:
    said = explain(evaluate(us_ear, bench_with(part("3A002.a", "20000")), DAY))
    room = [m.sentence for m in said.margins if m.fact == "content.share"]
    assert any("5 percentage points" in sentence and "$5,000" in sentence for sentence in room)


def test_answers_that_contradict_each_other_never_comfort(us_ear: Ruleset) -> None:
    """No end use of concern, and yet a nuclear one: the lighter of the two answers must not win."""
    deal = sample("fpga-to-germany", us_ear)
    evaluation = evaluate(us_ear, deal.facts, DAY)
    assert evaluation.outcome is Outcome.NO_LICENSE_REQUIRED
    nuclear = frozenset({us_ear.facts["end_use.nuclear"].choices[0].value})
    contradicted = with_answer(evaluation, "end_use.nuclear", Answer(nuclear))
    assert contradicted.outcome is Outcome.NEEDS_INFORMATION
    said = explain(contradicted)
    assert "contradict" in said.warnings[0]
    assert "contradict" in said.decisive[0]
