"""What several regimes side by side cost, without their explanation and with it.

    python bench/bench_regimes.py

All in one process, warm, in processor time; what is shown are medians. Each deal is evaluated once,
with values that no deal before it had all together.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Row, Times, machine, shown, timed, undisturbed  # noqa: E402
from engine.deals.deal import read_deal  # noqa: E402
from engine.evaluation.program_cache import prepare_program  # noqa: E402
from engine.facts import Answer, Facts  # noqa: E402
from engine.loading.load import load_ruleset  # noqa: E402
from engine.regimes.explain import explain_side_by_side  # noqa: E402
from engine.regimes.questions import next_questions_in_all  # noqa: E402
from engine.regimes.regimes import Regimes, regimes_of  # noqa: E402
from engine.regimes.side_by_side import evaluate_side_by_side  # noqa: E402
from tests.random_deals import DealsOfRegimes  # noqa: E402

FOUR = ("us-ear", "nl", "jp", "eu")
DEAL = ROOT / "fixtures" / "deals" / "lithography-to-china.yaml"
DAY = date(2026, 9, 24)
MS = 1000


def main() -> int:
    names = [path.parent.name for path in sorted((ROOT / "rulesets").glob("*/regime.yaml"))]
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        rulesets = [load_ruleset(ROOT / "rulesets" / name, cache) for name in names]
        for ruleset in rulesets:
            prepare_program(ruleset, cache)
        print(machine())
        every = regimes_of(rulesets)
        rows = [row for some in (every.only(FOUR), every) for row in _rows(some)]
    print(shown(rows))
    return 0


def _rows(regimes: Regimes) -> Iterator[Row]:
    number = len(regimes.rulesets)
    deal = read_deal(DEAL.read_bytes(), DEAL.name, regimes.joined)
    warm = DealsOfRegimes(regimes, 99)
    for known in (0.1, 0.5, 0.9) * 60:
        evaluate_side_by_side(regimes, warm.deal(DAY, known), DAY)
    limit = 2.0 if number == len(FOUR) else None
    varied = list(_varied(regimes, deal.facts, 60))
    drawn = DealsOfRegimes(regimes, 1)
    random = [drawn.deal(DAY, known) for known in (0.1, 0.5, 0.9) * 60]
    for name, deals in (("scanner", varied), ("180 random deals", random)):
        with undisturbed():
            times = Times(
                [timed(lambda f=f: evaluate_side_by_side(regimes, f, DAY)) for f in deals]
            )
        note = f"least {times.least * MS:.2f}, worst {times.most * MS:.2f}"
        yield Row(f"{number} regimes, {name}", times.median * MS, "ms", limit, note=note)
    sides = [evaluate_side_by_side(regimes, facts, DAY) for facts in varied[:12]]
    for name, work in (("questions", next_questions_in_all), ("explained", explain_side_by_side)):
        with undisturbed():
            times = Times([timed(lambda s=side, w=work: w(s)) for side in sides])
        yield Row(f"{number} regimes, {name}", times.median * MS, "ms")


def _varied(regimes: Regimes, facts: Facts, count: int) -> Iterator[Facts]:
    countries = list(regimes.joined.countries)
    for number in range(count):
        code = countries[(7 * number) % len(countries)]
        varied = facts.with_answer("destination.country", Answer(code))
        yield varied.with_answer("transaction.value", Answer(Decimal(1000 + number)))


if __name__ == "__main__":
    sys.exit(main())
