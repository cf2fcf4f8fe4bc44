"""`navicert ask` under the law that ships: a script that answers from a deal's facts comes to the
same outcome as `determine`."""

from pathlib import Path

import pytest

from commands.ask import load_law
from engine.deals.case_files import read_cases
from engine.facts import Facts
from engine.interview.engine_law import EngineLaw
from engine.regimes.regimes import regimes_of
from tests.support.spoken import DAY, FromFacts

ROOT = Path(__file__).resolve().parent.parent
DEALS = sorted((ROOT / "fixtures" / "deals").glob("*.yaml"))
FEW = ("country-chart/cc-01", "de-minimis/dm-13", "dates/dt-03", "public-and-deemed/pd-0")


@pytest.fixture(scope="session")
def law() -> EngineLaw:
    return load_law(None)


def the_same(law: EngineLaw, facts: Facts, day, folder: Path) -> None:
    asked = {name: answer for name, answer in facts.items() if not law.ruleset.facts[name].derived}
    whole = law.evaluate(facts, day or DAY)
    led = FromFacts(Facts(asked), law).reached(day, folder)
    assert led.reading.outcome is whole.outcome
    kept = law.read_deal((folder / "draft.yaml").read_bytes(), "draft")
    assert kept.facts == led.session.deal.facts


@pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)
def test_a_deal_answered_line_by_line_comes_out_as_determined(law, path, tmp_path, capsys):
    deal = law.read_deal(path.read_bytes(), path.name)
    the_same(law, deal.facts, deal.as_of, tmp_path)


def cases(law: EngineLaw, *parts: str):
    read, faults = read_cases([ROOT / "fixtures" / "cases"], regimes_of(law.rulesets), "us-ear")
    assert not faults
    return [one for one in read if not parts or any(part in str(one) for part in parts)]


@pytest.mark.soak
def test_every_case_answered_line_by_line_comes_out_as_determined(law, tmp_path, capsys):
    wrong = []
    for number, one in enumerate(cases(law)):
        try:
            the_same(law, one.deal.facts, one.deal.as_of, tmp_path / str(number))
        except AssertionError as error:
            wrong.append(f"{one.case.id}: {str(error)[:300]}")
    assert not wrong, "\n".join(wrong)
