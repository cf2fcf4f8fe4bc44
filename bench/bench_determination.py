"""What a determination costs: the engine on the whole ruleset, and against a hand-written floor.

    python bench/bench_determination.py [--check]

All is measured in one process and in turn, in processor time; what is shown are medians. The exit
code is 0: on a busy machine times prove nothing. With `--check` the targets that are ratios within
the run are held, and the exit code is 1 where one is missed.

Warm is the program: the ruleset is loaded and compiled, and other deals went through before. The
deals are not: each is evaluated once, with values that no deal before it had all together, except
in the line "seen before".
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.floor import LAW_OF, RULES, floor  # noqa: E402
from bench.measure import Row, Times, elapsed, machine, shown, timed, undisturbed  # noqa: E402
from bench.ruleset_slice import SliceDeals, cut, plain  # noqa: E402
from engine.deals.deal import read_deal  # noqa: E402
from engine.deals.items import deal_of  # noqa: E402
from engine.evaluation.classes import classes  # noqa: E402
from engine.evaluation.evaluate import Evaluation, evaluate, with_answer  # noqa: E402
from engine.evaluation.program_cache import prepare_program  # noqa: E402
from engine.explanation.explain import explain  # noqa: E402
from engine.explanation.questions import next_questions, preview  # noqa: E402
from engine.facts import Answer, Facts  # noqa: E402
from engine.loading.load import load_ruleset  # noqa: E402
from engine.model import Ruleset  # noqa: E402
from tests.random_deals import RandomDeals  # noqa: E402

FOLDER = ROOT / "rulesets" / "us-ear"
SAMPLES = ROOT / "fixtures" / "deals"
RANDOM_DEALS = 200
SHARES_KNOWN = (0.1, 0.5, 0.9)
VARIED = 60
SLICE_DEALS = 600
MS = 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="fail where a ratio is over target")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        load_ruleset(FOLDER, home / "cache")
        ruleset = load_ruleset(FOLDER, home / "cache")
        prepare_program(ruleset, home / "cache")
        print(machine())
        print(f"{len(ruleset.rules)} rules; slice of {len(RULES)} rules\n")
        rows = [*_slice(ruleset)]
        if not options.check:
            rows += [*_whole(ruleset), *_answers(ruleset), *_explained(ruleset), *_start(home)]
    print(shown(rows))
    if options.check:
        return 0 if all(row.met for row in rows if row.steady) else 1
    return 0


# (a) One determination ----------------------------------------------------------------------------


def _samples(ruleset: Ruleset) -> dict[str, tuple[Facts, date]]:
    found = {}
    for path in sorted(SAMPLES.glob("*.yaml")):
        deal = deal_of(read_deal(path.read_bytes(), path.name, ruleset), 0)
        found[path.stem] = (deal.facts, deal.as_of or LAW_OF)
    return found


def _varied(ruleset: Ruleset, facts: Facts, day: date, count: int) -> Iterator[Facts]:
    """The deal to one country after the other, each time of another value."""
    countries = list(ruleset.countries)
    for number in range(count):
        code = countries[(7 * number) % len(countries)]
        varied = facts.with_answer("destination.country", Answer(code))
        yield varied.with_answer("transaction.value", Answer(Decimal(1000 + number)))


def _random(ruleset: Ruleset, seed: int, count: int) -> list[Facts]:
    deals = RandomDeals(ruleset, seed)
    return [deals.deal(LAW_OF, SHARES_KNOWN[n % len(SHARES_KNOWN)]) for n in range(count)]


def _whole(ruleset: Ruleset) -> Iterator[Row]:
    for facts in _random(ruleset, 99, RANDOM_DEALS):
        evaluate(ruleset, facts, LAW_OF)
    for name, (facts, day) in _samples(ruleset).items():
        warm, *deals = _varied(ruleset, facts, day, VARIED + 1)
        evaluate(ruleset, warm, day)
        yield _evaluations(ruleset, name, deals, day)
    deals = _random(ruleset, 1, RANDOM_DEALS)
    yield _evaluations(ruleset, f"{RANDOM_DEALS} random deals", deals, LAW_OF)
    yield _evaluations(ruleset, "the same, seen before", deals, LAW_OF)


def _evaluations(ruleset: Ruleset, name: str, deals: Sequence[Facts], day: date) -> Row:
    with undisturbed():
        times = Times([timed(lambda f=facts: evaluate(ruleset, f, day)) for facts in deals])
    note = f"least {times.least * MS:.2f}, worst {times.most * MS:.2f}"
    return Row(f"evaluate, {name}", times.median * MS, "ms", 1.0, note=note)


# (b) Against the floor ----------------------------------------------------------------------------


def _slice(ruleset: Ruleset) -> Iterator[Row]:
    sliced = cut(ruleset)
    for facts in SliceDeals(sliced, 99).draw(SLICE_DEALS):
        evaluate(sliced, facts, LAW_OF)
        floor(plain(sliced, facts))
    deals = [(facts, plain(sliced, facts)) for facts in SliceDeals(sliced, 1).draw(SLICE_DEALS)]
    for name in ("new deals", "seen before"):
        typed, made = [], []
        with undisturbed():
            for facts, given in deals:
                typed.append(timed(lambda g=given: floor(g)))
                made.append(timed(lambda f=facts: evaluate(sliced, f, LAW_OF)))
        ours, theirs = Times(made), Times(typed)
        note = (
            f"{ours.median * 1e6:.0f} µs against {theirs.median * 1e6:.0f} µs;"
            f" of minima {ours.least / theirs.least:.1f}"
        )
        ratio = ours.median / theirs.median
        yield Row(f"slice against floor, {name}", ratio, "x", 20.0, steady=True, note=note)


# (c) One answer, all answers ----------------------------------------------------------------------


def _answers(ruleset: Ruleset) -> Iterator[Row]:
    evaluations = [evaluate(ruleset, facts, day) for facts, day in _samples(ruleset).values()]
    evaluations += [
        evaluate(ruleset, facts, LAW_OF) for facts in _random(ruleset, 2, 2 * len(SHARES_KNOWN))
    ]
    on = evaluations[0].on
    for name in (
        "destination.country",
        "transaction.from_country",
        "end_use.advanced_node_facility",
    ):
        number = min(20, len(classes(on, ruleset.facts[name])))
        times = _in_turn(evaluations, lambda e, n=name: preview(e, n, most=20))
        note = f"worst {times.most * MS:.1f}"
        yield Row(f"preview of {number} answers, {name}", times.median * MS, "ms", 5.0, note=note)
    for name in ("destination.country", "transaction.value", "end_use.advanced_node_facility"):
        yield _one_changed(evaluations, name)


def _one_changed(evaluations: Sequence[Evaluation], name: str) -> Row:
    declared = evaluations[0].ruleset.facts[name]
    found = []
    with undisturbed():
        for evaluation in evaluations:
            for value in classes(evaluation.on, declared)[:20]:
                answer = Answer(value)
                found.append(timed(lambda e=evaluation, a=answer: with_answer(e, name, a)))
    times = Times(found)
    note = f"worst {times.most * MS:.2f}"
    return Row(f"one changed answer, {name}", times.median * MS, "ms", 1.0, note=note)


def _in_turn(evaluations, run, rounds: int = 5) -> Times:
    for evaluation in evaluations:
        run(evaluation)
    with undisturbed():
        found = [timed(lambda e=e: run(e)) for _ in range(rounds) for e in evaluations]
    return Times(found)


# (d) Questions and explanation --------------------------------------------------------------------


def _explained(ruleset: Ruleset) -> Iterator[Row]:
    samples = [evaluate(ruleset, facts, day) for facts, day in _samples(ruleset).values()]
    half = [_half_answered(evaluation) for evaluation in samples]
    drawn = [evaluate(ruleset, facts, LAW_OF) for facts in _random(ruleset, 3, 12)]
    kinds = (("sample deals", samples), ("half answered", half), ("random deals", drawn))
    for name, evaluations in kinds:
        times = _in_turn(evaluations, next_questions)
        note = f"worst {times.most * MS:.1f}"
        yield Row(f"next_questions, {name}", times.median * MS, "ms", 10.0, note=note)
    for name, evaluations in kinds:
        times = _in_turn(evaluations, explain, rounds=3)
        note = f"least {times.least * MS:.1f}, worst {times.most * MS:.1f}"
        yield Row(f"explain, {name}", times.median * MS, "ms", 30.0, note=note)


def _half_answered(evaluation: Evaluation) -> Evaluation:
    """A sample as it stands in the middle of the interview."""
    answers = list(evaluation.facts.answers.items())
    known = Facts(dict(answers[: len(answers) // 2]))
    return evaluate(evaluation.ruleset, known, evaluation.as_of)


# (e) Starting -------------------------------------------------------------------------------------


def _start(home: Path) -> Iterator[Row]:
    def from_cache() -> None:
        ruleset = load_ruleset(FOLDER, home / "cache")
        prepare_program(ruleset, home / "cache")

    with undisturbed():
        cached = Times([timed(from_cache) for _ in range(5)])
        read = Times([timed(lambda: load_ruleset(FOLDER)) for _ in range(2)])
    yield Row("load ruleset and program from cache", cached.least * MS, "ms", note="least of 5")
    yield Row("load ruleset from YAML", read.least * MS, "ms", note="least of 2")
    environment = {**os.environ, "NAVICERT_HOME": str(home / "navicert"), "PYTHONPATH": str(ROOT)}
    deal = str(SAMPLES / "lithography-to-china.yaml")

    def determine() -> str:
        command = [sys.executable, "-c", _DETERMINE, "determine", deal]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        return done.stderr.splitlines()[-1]

    first = determine()
    peaks: list[str] = []
    took = [elapsed(lambda: peaks.append(determine())) for _ in range(7)]
    yield Row("navicert determine, whole process", min(took) * MS, "ms", note="least of 7")
    yield Row("navicert determine, memory", int(peaks[-1]) / 1024, "MB", note="peak, from cache")
    yield Row("navicert determine, memory, first", int(first) / 1024, "MB", note="peak, from YAML")


# What `navicert` does, and then its peak of memory in KiB. Not the parent's view of its child:
# that begins with what the parent has itself.
_DETERMINE = """
import sys
from tui.cli import run
run()
if sys.platform == "linux":
    status = open("/proc/self/status").read()
    print(status.split("VmHWM:")[1].split()[0], file=sys.stderr)
else:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""

if __name__ == "__main__":
    sys.exit(main())
