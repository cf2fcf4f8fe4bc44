"""Deals that no outcome fits although nothing is left to answer.

With every test of every fact decided, every rule in force is decided, and the fold gives one
outcome (`engine.proof.fold_proof`). So a gap can only come from a test that a full answer leaves
open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.evaluation.evaluate import Evaluation, evaluate
from engine.evaluation.program import AS_OF
from engine.facts import Answer, Facts
from engine.outcome import Outcome
from engine.proof.domains import DESTINATION, ITEM, Domains
from engine.proof.whole_deals import WholeDeals
from engine.truth import NO, OPEN

EXCUSED: Final = frozenset({AS_OF, "list.exceptions"})
"""What may stay open in a whole deal: law whose standing is unclear, and an exception that the
list prints with a condition, which only a person can read."""


@dataclass(frozen=True, slots=True)
class Gaps:
    tests: int
    classes: int
    open_tests: tuple[str, ...]
    unlisted: tuple[str, ...]  # countries for which the chart has no row
    deals: int
    excused: int
    open_deals: tuple[tuple[Facts, str], ...]


def find_gaps(domains: Domains, whole: WholeDeals, deals: int) -> Gaps:
    """Tests that a full answer leaves open, and what whole deals drawn at random show."""
    slots: dict[str, set[int]] = {}
    for slot in range(len(domains.formulas.tests)):
        slots.setdefault(domains.variable_of(slot), set()).add(slot)
    open_tests: list[str] = []
    classes = 0
    for variable, of_variable in slots.items():
        if variable == ITEM:
            open_tests += _open_for_items(domains, sorted(of_variable), whole)
            continue
        for slot in sorted(of_variable):
            found = domains.options(variable, frozenset({slot}))
            classes += len(found)
            if not found:
                open_tests.append(f"no answer to {variable} decides {domains.formulas.tests[slot]}")
    drawn, excused = [], 0
    for _ in range(deals):
        facts = whole.at_random({})
        evaluation = evaluate(whole.ruleset, facts, whole.day)
        if evaluation.outcome is not Outcome.NEEDS_INFORMATION:
            continue
        open_facts = _open_facts(evaluation) - EXCUSED
        if evaluation.grounds.warned != NO or not open_facts:
            excused += 1
        else:
            drawn.append((facts, f"{', '.join(sorted(open_facts))} left open"))
    return Gaps(
        len(domains.formulas.tests),
        classes,
        tuple(open_tests),
        _countries_without_row(whole),
        deals,
        excused,
        tuple(drawn),
    )


def _open_facts(evaluation: Evaluation) -> set[str]:
    """The facts some test of which is open."""
    names = evaluation.on.program.facts
    return {names[n] for n, truths in enumerate(evaluation.leaf_truths) if OPEN in truths}


def _countries_without_row(whole: WholeDeals) -> tuple[str, ...]:
    """Countries to which what list and chart require stays open, unless nothing is reached."""
    found = []
    for code in whole.ruleset.countries if whole.ruleset.chart else ():
        if whole.on.lists.chart_of(code) is None:
            there = whole.plainly({DESTINATION: Answer(code)})
            if evaluate(whole.ruleset, there, whole.day).subject != NO:
                found.append(code)
    return tuple(found)


def _open_for_items(domains: Domains, slots: list[int], whole: WholeDeals) -> Iterator[str]:
    """Tests of the item that its deepest paragraph leaves open, its rows all answered."""
    told: set[str] = set()
    for slot in slots:
        test = domains.formulas.tests[slot]
        if test.fact in EXCUSED:
            continue
        for eccn in domains.open_items(slot):
            says = f"{eccn} leaves open: {test.fact}"
            if says not in told:
                told.add(says)
                yield says
