"""`navicert ask` under the law that ships: a script that answers from a deal's facts comes to the
same outcome as the deal determined whole."""

from pathlib import Path

import pytest

from commands.ask import load_law
from engine.deals.case_files import CaseRead, read_cases
from engine.deals.items import deal_of
from engine.facts import Deal, Facts
from engine.interview.engine_law import EngineLaw
from engine.model import Ruleset
from engine.regimes.regimes import regimes_of
from tests.support.spoken import DAY, FromFacts

ROOT = Path(__file__).resolve().parent.parent
DEALS = sorted((ROOT / "fixtures" / "deals").glob("*.yaml"))
CASES = ROOT / "fixtures" / "cases"


@pytest.fixture(scope="module")
def law() -> EngineLaw:
    """Every regime that ships."""
    return load_law(None)


def outcomes(law: EngineLaw, deal: Deal, folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The outcomes by regime of the deal determined whole, and of an interview that is answered
    from it; the draft that was kept holds what was answered.
    """
    facts = {n: answer for n, answer in deal.facts.items() if not law.ruleset.facts[n].derived}
    day = deal.as_of or DAY
    led = FromFacts(Facts(facts), law).reached(day, folder)
    kept = law.read_deal((folder / "draft.yaml").read_bytes(), "draft")
    assert kept.facts == led.session.deal.facts
    whole, led_to = law.evaluate(deal.facts, day), led.reading.evaluation
    return (
        {line.regime: line.outcome.value for line in whole.regimes if line.run},
        {line.regime: line.outcome.value for line in led_to.regimes if line.run},
    )


def test_a_deal_answered_line_by_line_comes_out_as_determined(
    us_ear: Ruleset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    law = EngineLaw(us_ear)
    path = ROOT / "fixtures" / "deals" / "fpga-to-germany.yaml"
    whole, led = outcomes(law, law.read_deal(path.read_bytes(), path.name), tmp_path)
    assert led == whole == {"us-ear": "no-license-required"}


@pytest.mark.soak
@pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)
def test_every_sample_deal_comes_out_as_determined(
    law: EngineLaw, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deal = deal_of(law.read_deal(path.read_bytes(), path.name), 0)
    whole, led = outcomes(law, deal, tmp_path)
    assert led == whole


def cases(law: EngineLaw) -> tuple[CaseRead, ...]:
    """Every worked case."""
    read, faults = read_cases([CASES], regimes_of(law.rulesets), "us-ear")
    assert not faults
    return read


@pytest.mark.soak
@pytest.mark.parametrize("part", range(12))
def test_every_case_answered_line_by_line_comes_out_as_determined(
    law: EngineLaw, part: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, one in enumerate(cases(law)[part::12]):
        whole, led = outcomes(law, one.deal, tmp_path / str(number))
        assert led == whole, one.case.id
