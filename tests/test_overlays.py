"""What-if by policy: overlays change the law in memory, and are checked whole."""

from datetime import date
from pathlib import Path

import jsonschema
import pytest

from engine.deals.deal import read_deal
from engine.faults import InputFaults
from engine.loading.load_regime import plain
from engine.outcome import Outcome
from engine.reading.yaml_source import read_yaml
from engine.regimes.overlay import read_overlay
from engine.regimes.overlay_schema import overlay_schema
from engine.regimes.regimes import regimes_of
from engine.regimes.side_by_side import evaluate_side_by_side
from tests.test_regimes import DEAL, made_up

ROOT = Path(__file__).resolve().parent.parent
BAD = sorted((ROOT / "tests" / "bad" / "overlays").glob("*.yaml"))
SHIPPED = sorted((ROOT / "fixtures" / "overlays").glob("*.yaml"))
DAY = date(2026, 9, 1)


def overlaid(change, text=DEAL, day=DAY):
    """The deal under the made-up law with a change."""
    head = "navicert: overlay/1\ntitle: An exercise\nchange:\n"
    overlay = read_overlay(head + change, "overlay.yaml", made_up())
    facts = read_deal(text, "deal.yaml", made_up().joined).facts
    return evaluate_side_by_side(overlay.over(made_up()), facts, day)


def outcomes(side):
    return {name: evaluation.outcome.value for name, evaluation in side.by_id.items()}


def test_a_member_is_taken_out_of_a_set():
    change = "  - {regime: farland, sets: [{set: careful, take_out: [CN]}]}\n"
    unlisted = DEAL.replace("120", "80")
    assert overlaid(change, unlisted).by_id["farland"].outcome is Outcome.NO_LICENSE_REQUIRED
    assert "CN" in {m.entry for m in made_up().by_id["farland"].sets["careful"].members}


@pytest.mark.parametrize(
    ("day", "outcome"), [("2026-09-01", "license-required"), ("2026-09-02", "license-exception")]
)
def test_a_member_is_put_into_a_set_from_a_day_on(day, outcome):
    change = "  - {regime: vineland, sets: [{set: friends, put_in: [CN], from: 2026-09-02}]}\n"
    side = overlaid(change, day=date.fromisoformat(day))
    assert side.by_id["vineland"].outcome.value == outcome


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ("lifted_from: 2026-09-01", "no-license-required"),
        ("lifted_from: 2026-09-02", "license-required"),
        ("in_force: [{from: 2026-10-01, by: this exercise}]", "no-license-required"),
        ("in_force: [{from: 2020-01-01, by: it, standing: stayed}]", "no-license-required"),
        ("in_force: [{from: 2020-01-01, by: it, standing: unclear}]", "needs-information"),
    ],
)
def test_a_rule_is_lifted_or_stands_otherwise(change, outcome):
    side = overlaid(f"  - {{regime: vineland, rules: [{{rule: vine.license, {change}}}]}}\n")
    assert side.by_id["vineland"].outcome.value == outcome


ADDED = """
  - regime: vineland
    add:
      - id: vine.ban
        verb: prohibits
        title: Ban of the exercise
        cite: An exercise
        in_force: [{from: 2026-01-01, by: this exercise}]
        when: {all: [{rule: vine.listed}, {destination.country: {is: CN}}]}
        say: {"yes": Nothing goes., "no": It may., open: "It needs: {missing}."}
        sources: [{seen: 2026-11-26, confidence: recalled}]
"""


def test_a_rule_is_added():
    assert outcomes(overlaid(ADDED))["vineland"] == "prohibited"


def test_the_digest_is_that_of_the_overlay_and_of_the_law():
    side = overlaid(ADDED)
    before = {r.regime.id: r.digest for r in made_up().rulesets}
    after = {r.regime.id: r.digest for r in side.regimes.rulesets}
    assert after["farland"] == before["farland"]
    assert after["vineland"] != before["vineland"]


def test_two_changes_of_one_regime_add_up():
    change = "  - {regime: vineland, sets: [{set: friends, put_in: [CN]}]}\n" + ADDED.lstrip("\n")
    side = overlaid(change)
    assert outcomes(side)["vineland"] == "prohibited"
    assert "CN" in {m.entry for m in side.by_id["vineland"].ruleset.sets["friends"].members}


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_faults_stand_at_their_lines(path):
    """Exactly the expected lines, all at once."""
    with pytest.raises(InputFaults) as faults:
        read_overlay(path.read_bytes(), path.name, made_up())
    assert f"{faults.value}\n" == path.with_suffix(".expected").read_text("utf-8")


@pytest.fixture(scope="module")
def shipped_law(shipped):
    return regimes_of(shipped.values())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_overlays_that_ship_fit_the_law(path, shipped_law):
    overlay = read_overlay(path.read_bytes(), path.name, shipped_law)
    assert overlay.changed
    assert overlay.mark.startswith("HYPOTHETICAL (overlay “")


def test_the_schema_takes_what_is_read_and_sees_plain_slips(shipped_law):
    schema = overlay_schema(shipped_law)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in SHIPPED:
        tree = plain(read_yaml(path.read_bytes(), path.name))
        validator.validate(tree)
        for change in tree["change"]:
            change["rule"] = []
        assert not validator.is_valid(tree)
