"""What became of each license exception: available, a candidate, barred, or unfit."""

from collections.abc import Iterable

from engine.determination import ExceptionFinding
from engine.evaluation.evaluate import Evaluation, applied_truth, with_answer
from engine.explanation.trace import Trace
from engine.facts import Answer
from engine.model import All, Leaf, Rule
from engine.truth import NO, OPEN, YES


def exception_findings(evaluation: Evaluation) -> tuple[ExceptionFinding, ...]:
    """Every license exception, best first, where there is a requirement to overcome.

    One that nobody said he would use is judged as if he had, and is at best a candidate.
    """
    program = evaluation.on.program
    demands = {
        position: applied_truth(evaluation, program.rules[position])
        for position, _ in program.requires
    }
    demanded = [n for n, demand in demands.items() if demand]
    if not demanded:
        return ()
    sought = _all_exceptions_sought(evaluation)
    trace = Trace(sought)
    found = []
    for permit, permitted in zip(program.permits, evaluation.permits, strict=True):
        rule = program.rules[permit.position]
        truth = sought.truths[permit.position]
        barring = [program.rules[bar] for bar in permit.bars if sought.truths[bar] == YES]
        open_bars = [program.rules[bar] for bar in permit.bars if sought.truths[bar] == OPEN]
        left = [n for n in demanded if n not in permit.overcomes]
        surely_left = any(demands[n] == YES for n in left)
        if barring:
            status = "barred"
        elif truth == NO or surely_left:
            status = "unfit"
        else:
            status = "available" if permitted == YES and not left else "candidate"
        finding = ExceptionFinding(
            rule.exception,
            rule.id,
            rule.cite,
            status,
            trace.sentence(rule, truth),
            _conditions(trace, rule, open_bars),
            tuple(f"{bar.title} ({bar.cite})" for bar in barring),
            tuple(program.rules[n].id for n in left),
        )
        found.append(finding)
    order = ("available", "candidate", "barred", "unfit")
    return tuple(sorted(found, key=lambda finding: order.index(finding.status)))


def _conditions(trace: Trace, rule: Rule, bars: Iterable[Rule]) -> tuple[str, ...]:
    """What is still to be answered before the exception holds, and where nothing is, what could
    still take it away."""
    declared = trace.evaluation.ruleset.facts
    own = trace.open_facts(rule)
    names = own or [name for bar in bars for name in trace.open_facts(bar)]
    return tuple(dict.fromkeys(declared[name].short for name in names))


def _all_exceptions_sought(evaluation: Evaluation) -> Evaluation:
    """The evaluation as if the exporter would use any exception: those rules that permit ask for
    their own code in a set of codes, and here every code is chosen."""
    program = evaluation.on.program
    permits = [program.rules[permit.position] for permit in program.permits]
    gates = {
        part.fact
        for rule in permits
        if isinstance(rule.when, All)
        for part in rule.when.parts
        if isinstance(part, Leaf)
        and part.test == "has"
        and part.operand == rule.exception
        and not evaluation.ruleset.facts[part.fact].derived
    }
    for name in sorted(gates):
        codes = frozenset(choice.value for choice in evaluation.ruleset.facts[name].choices)
        evaluation = with_answer(evaluation, name, Answer(codes))
    return evaluation
