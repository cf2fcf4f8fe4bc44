"""The sample deals and bills of material that ship with Navicert."""

from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from engine.deals.content_csv import read_content_csv
from engine.deals.deal import read_deal, write_deal
from engine.deals.deal_schema import deal_schema
from engine.deals.items import deals_of
from engine.evaluation.evaluate import evaluate
from engine.facts import ContentLine

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
DEALS = sorted((FIXTURES / "deals").glob("*.yaml"))
BILLS = sorted((FIXTURES / "bills-of-material").glob("*.csv"))
DAY = date(2026, 9, 24)

OUTCOMES = {
    "accelerator-to-malaysia": ["license-required"],
    "fpga-and-cables-to-vietnam": ["license-required", "no-license-required"],
    "fpga-to-germany": ["no-license-required"],
    "lithography-to-china": ["license-required"],
    "machine-tool-to-vietnam": ["not-subject"],
}
"""Of each item."""


def read(path, ruleset):
    return read_deal(path.read_bytes(), path.name, ruleset)


def test_there_are_five_deals_and_three_bills():
    assert {path.stem for path in DEALS} == set(OUTCOMES)
    assert len(BILLS) == 3


@pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)
def test_a_sample_deal_comes_out_as_its_note_says(path, us_ear):
    deal = read(path, us_ear)
    outcomes = [evaluate(us_ear, one.facts, DAY).outcome.value for one in deals_of(deal)]
    assert outcomes == OUTCOMES[path.stem]
    assert read_deal(write_deal(deal, us_ear), path.name, us_ear) == deal


@pytest.mark.parametrize("path", BILLS, ids=lambda path: path.stem)
def test_a_sample_bill_of_materials_is_read_whole(path, us_ear):
    lines = read_content_csv(path.read_bytes(), path.name, us_ear)
    rows = [line for line in path.read_text("utf-8").splitlines() if line]
    assert len(lines) == len(rows) - 1
    assert all(line.value is not None and line.eccn and line.origin for line in lines)


def test_the_machine_tool_and_its_bill_say_the_same(us_ear):
    deal = read(FIXTURES / "deals" / "machine-tool-to-vietnam.yaml", us_ear)
    bill = FIXTURES / "bills-of-material" / "machine-tool.csv"
    lines: tuple[ContentLine, ...] = read_content_csv(bill.read_bytes(), bill.name, us_ear)
    assert deal.facts.value("content.lines") == lines


def test_sample_deals_meet_the_published_schema(us_ear):
    """Also as an editor reads them, with `no` for false and `25` for a number."""
    schema = deal_schema(us_ear)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in DEALS:
        for loader in (yaml.BaseLoader, yaml.SafeLoader):
            tree = yaml.load(path.read_text("utf-8"), loader)
            assert [error.message for error in validator.iter_errors(tree)] == [], path.name
