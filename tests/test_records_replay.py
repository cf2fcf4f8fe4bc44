"""Replay gives the same bytes; today's law is compared; two records are, down to their rules."""

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.deals.case_files import case_files, read_cases
from engine.deals.deal import read_deal, write_deal
from engine.deals.items import deal_of, deals_of
from engine.determination import as_data
from engine.evaluation.evaluate import evaluate
from engine.explanation.differences import differences, moves_the_answer
from engine.explanation.explain import explain
from engine.facts import Deal, FactType
from engine.faults import NavicertError
from engine.loading.load import load_ruleset, ruleset_files, ruleset_of
from engine.model import Ruleset
from records.replay import Rerun, Verdict
from records.store import Records, determination_bytes, open_records
from tests.conftest import ROOT
from tests.records_samples import NOW

SMALL = ROOT / "tests" / "small_law" / "small"
DEAL = """navicert: deal/1
title: Etcher to China
as_of: 2026-07-23
facts:
  item.eccn: 3B001.c
  item.us_origin: yes
  destination.country: CN
  item.kind: commodity
  item.published: {value: no, by: J. Doe, reason: secret}
"""
REPLAY = """
import sys
from pathlib import Path
from records.replay import Rerun
from records.store import open_records

with open_records(Path(sys.argv[1])) as records:
    rerun = Rerun(records, Path(sys.argv[2]))
    for card in records.cards():
        result = rerun.replay(card.id)
        print(card.id, result.verdict, result.why)
"""


def _determined(ruleset: Ruleset, deal: Deal, day: date) -> dict[str, Any]:
    data: dict[str, Any] = as_data(explain(evaluate(ruleset, deal.facts, day), deal.title))
    return data


def _with_reasons(deal: Deal, ruleset: Ruleset) -> Deal:
    """The deal of a case, whose judgements are the source's, with a name and a reason for each."""
    answers = {
        name: replace(answer, by=answer.by or "case", reason=answer.reason or "as the case has it")
        if ruleset.facts[name].type is FactType.JUDGEMENT
        else answer
        for name, answer in deal.facts.answers.items()
    }
    return replace(deal, facts=replace(deal.facts, answers=answers))


def _save(records: Records, folder: Path, ruleset: Ruleset, deal: Deal, day: date) -> str:
    records.keep_ruleset(ruleset.digest, ruleset_files(folder))
    data = _determined(ruleset, deal, day)
    text = write_deal(replace(deal, as_of=day), ruleset)
    return records.save(data, text, by="J", why="w", now=NOW, ruleset_digest=ruleset.digest)


@pytest.fixture(scope="module")
def small() -> Ruleset:
    return load_ruleset(SMALL)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with open_records(tmp_path / "records" / "records.jsonl") as records:
        yield records


def _save_fixtures(file: Path, ruleset: Ruleset, every: int) -> int:
    """Save the determination of every sample deal and of each n-th worked case; how many."""
    law = ROOT / "rulesets" / "us-ear"
    paths = sorted((ROOT / "fixtures" / "deals").glob("*.yaml"))
    cases, faults = read_cases(case_files([ROOT / "fixtures" / "cases"]), ruleset)
    assert faults == ()
    samples = [read_deal(path.read_bytes(), path.name, ruleset) for path in paths]
    deals = [one for sample in samples for one in deals_of(sample)]
    deals += [_with_reasons(read.deal, ruleset) for read in cases[::every]]
    with open_records(file) as records:
        for deal in deals:
            _save(records, law, ruleset, deal, deal.as_of or date(2026, 9, 24))
    return len(deals)


@pytest.mark.parametrize("every", [28, pytest.param(1, marks=pytest.mark.soak)])
def test_determinations_of_the_fixtures_replay_to_the_same_bytes_elsewhere(
    us_ear: Ruleset, tmp_path: Path, every: int
) -> None:
    """In a fresh process, another time zone, another locale and another order of hashing."""
    file = tmp_path / "records.jsonl"
    count = _save_fixtures(file, us_ear, every)
    for zone, locale in (("Asia/Tokyo", "tr_TR.UTF-8"), ("America/Los_Angeles", "C")):
        surroundings = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": str(len(zone))}
        done = subprocess.run(
            [sys.executable, "-c", REPLAY, str(file), str(tmp_path)],
            env={**os.environ, **surroundings, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        lines = done.stdout.splitlines()
        assert len(lines) == count
        assert [line for line in lines if line.split()[1] != "identical"] == []


def test_the_order_in_which_facts_were_given_says_nothing(us_ear: Ruleset) -> None:
    chance = random.Random(3)
    for path in sorted((ROOT / "fixtures" / "deals").glob("*.yaml")):
        deal = deal_of(read_deal(path.read_bytes(), path.name, us_ear), 0)
        day = deal.as_of or date(2026, 9, 24)
        answers = list(deal.facts.answers.items())
        chance.shuffle(answers)
        shuffled = replace(deal, facts=replace(deal.facts, answers=dict(answers)))
        assert determination_bytes(_determined(us_ear, deal, day)) == determination_bytes(
            _determined(us_ear, shuffled, day)
        )


def test_what_cannot_be_replayed_is_told(records: Records, small: Ruleset) -> None:
    deal = read_deal(DEAL, "deal.yaml", small)
    record = _save(records, SMALL, small, deal, date(2026, 7, 23))
    other = records.save(
        {"outcome": "prohibited", "as_of": "2026-07-23"},
        DEAL,
        by="J",
        why="w",
        now=NOW,
        ruleset_digest="gone",
    )
    rerun = Rerun(records)
    assert rerun.replay(record).verdict is Verdict.IDENTICAL
    assert rerun.deal(record, small).as_of == date(2026, 7, 23)
    lost = rerun.replay(other)
    assert (lost.verdict, "not kept" in lost.why) == (Verdict.IMPOSSIBLE, True)
    records.redact(record, ["J. Doe"], by="J", why="asked", now=NOW)
    assert rerun.replay(record).verdict is Verdict.IMPOSSIBLE
    with pytest.raises(NavicertError, match="taken out"):
        rerun.deal(record, small)


def test_a_determination_that_its_ruleset_does_not_give_is_different(
    records: Records, small: Ruleset
) -> None:
    deal = read_deal(DEAL, "deal.yaml", small)
    data = _determined(small, deal, date(2026, 7, 23))
    records.keep_ruleset(small.digest, ruleset_files(SMALL))
    data["outcome"] = "no-license-required"
    record = records.save(data, DEAL, by="J", why="w", now=NOW, ruleset_digest=small.digest)
    result = Rerun(records).replay(record)
    assert result.verdict is Verdict.DIFFERENT
    assert (result.found[0].before, result.found[0].after) == (
        "no-license-required",
        "license-required",
    )


def test_other_words_of_another_version_are_told_apart(records: Records, small: Ruleset) -> None:
    deal = read_deal(DEAL, "deal.yaml", small)
    data = {**_determined(small, deal, date(2026, 7, 23)), "headline": "in other words"}
    records.keep_ruleset(small.digest, ruleset_files(SMALL))
    record = records.save(data, DEAL, by="J", why="w", now=NOW, ruleset_digest=small.digest)
    assert Rerun(records).replay(record).verdict is Verdict.DIFFERENT
    from records import replay

    before = replay.navicert_version
    try:
        replay.navicert_version = lambda: "99.0"
        assert Rerun(records).replay(record).verdict is Verdict.REWORDED
    finally:
        replay.navicert_version = before


def test_today_lists_what_changed_and_why(records: Records, small: Ruleset, tmp_path: Path) -> None:
    deal = read_deal(DEAL, "deal.yaml", small)
    record = _save(records, SMALL, small, deal, date(2026, 7, 23))
    same = Rerun(records).today(record, small, date(2026, 7, 23))
    assert not same.changed
    amended = _amended()
    result = Rerun(records).today(record, amended, date(2026, 7, 23))
    assert result.changed
    outcome = result.found[0]
    assert (outcome.before, outcome.after) == ("license-required", "no-license-required")
    told = {d.name.split()[0]: d.reason for d in result.found if d.part == "rule"}
    assert "not in force" in told["small.chart"]
    assert any(moves_the_answer(d) for d in result.found)
    assert Rerun(records).moved(record, small, date(2026, 7, 23)) is None
    assert Rerun(records).moved(record, amended, date(2026, 7, 23)) == result


def _amended() -> Ruleset:
    """The small ruleset with the requirement of its chart at an end, and without its test."""
    files = dict(ruleset_files(SMALL))
    name = next(name for name, text in files.items() if b"id: small.chart" in text)
    before, rule, after = files[name].decode().partition("  - id: small.chart\n")
    rest, _, later = after.partition("\n  - id:")
    begun = "in_force: [{from: 2000-01-01, by: 1 SR 1}]"
    ended = "in_force: [{from: 2000-01-01, until: 2020-01-02, by: 91 SR 1}]"
    rest = re.sub(r"\n    tests:.*", "", rest.replace(begun, ended), flags=re.DOTALL)
    files[name] = f"{before}{rule}{rest}\n  - id:{later}".encode()
    return ruleset_of(files, "small")


def test_a_deal_that_the_current_ruleset_cannot_read_is_listed(
    records: Records, small: Ruleset
) -> None:
    deal = read_deal(DEAL, "deal.yaml", small)
    record = records.save(
        _determined(small, deal, date(2026, 7, 23)),
        DEAL.replace("item.us_origin", "item.gone"),
        by="J",
        why="w",
        now=NOW,
        ruleset_digest="d",
    )
    result = Rerun(records).today(record, small, date(2026, 7, 23))
    assert result.changed
    assert "item.gone" in result.why


def test_two_determinations_are_compared_down_to_facts_and_rules(small: Ruleset) -> None:
    day = date(2026, 7, 23)
    china = _determined(small, read_deal(DEAL, "a", small), day)
    text = DEAL.replace("country: CN", "country: NL")
    dutch = _determined(small, read_deal(text, "b", small), day)
    assert differences(china, json.loads(json.dumps(china))) == ()
    found = differences(china, dutch)
    assert found[0].part == "outcome"
    by_name = {difference.name: difference for difference in found}
    assert (by_name["destination.country"].before, by_name["destination.country"].after) == (
        "China",
        "Netherlands",
    )
    rule = next(d for d in found if d.part == "rule" and d.name.startswith("small.chart"))
    assert (rule.before, rule.after) == ("holds", "does not hold")
    back = differences(dutch, china)
    assert {(d.part, d.name, d.before, d.after) for d in back} == {
        (d.part, d.name, d.after, d.before) for d in found
    }
