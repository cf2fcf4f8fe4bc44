"""Whether an answer that was given stands, told from the evaluation alone.

Explaining a deal takes two hundred times as long as evaluating it. Where thousands of saved deals
are run under a new law, only those whose answer moves need to be explained.
"""

from collections.abc import Mapping
from typing import Any

from engine.evaluation.evaluate import Evaluation, applied_truth
from engine.explanation.differences import part_of_rule, results_by_rule
from engine.explanation.exception_findings import exception_findings
from engine.explanation.questions import questions_of, rules_that_matter
from engine.explanation.trace import Trace
from engine.model import Rule
from engine.truth import WORDS, YES


def answer_moves(saved: Mapping[str, Any], evaluation: Evaluation) -> bool:
    """Whether a difference between a saved determination and the explanation of `evaluation` would
    move the answer, as `moves_the_answer` has it: the outcome, whether the item is subject at all,
    a ground, a duty that was not there, an exception that is available, a question that was not
    open."""
    return (
        str(saved.get("outcome", "")) != evaluation.outcome.value
        or str(saved.get("subject", "")) != WORDS[evaluation.subject]
        or _rules_move(saved, evaluation)
        or _available_before(saved) != _available(evaluation)
        or not _asked(evaluation) <= {row["fact"] for row in saved.get("questions", ())}
    )


def _rules_move(saved: Mapping[str, Any], evaluation: Evaluation) -> bool:
    before = results_by_rule(saved)
    steps = {step.id for step in evaluation.ruleset.regime.steps}
    rules = {rule.id: rule for rule in evaluation.on.program.rules if rule.step in steps}
    held = {rule for rule, row in before.items() if row.get("applies") == WORDS[YES]}
    holds = {name for name, rule in rules.items() if applied_truth(evaluation, rule) == YES}
    moved = {name: _part(name, rules, before) for name in held ^ holds}
    return any(part == "rule" or (part == "duty" and name in holds) for name, part in moved.items())


def _part(name: str, rules: Mapping[str, Rule], before: Mapping[str, Mapping[str, Any]]) -> str:
    verb = rules[name].verb.value if name in rules else str(before[name].get("verb"))
    return part_of_rule(verb)


def _available_before(saved: Mapping[str, Any]) -> set[str]:
    return {row["code"] for row in saved.get("exceptions", ()) if row["status"] == "available"}


def _available(evaluation: Evaluation) -> set[str]:
    if YES not in evaluation.permits:
        return set()
    findings = exception_findings(evaluation)
    return {finding.code for finding in findings if finding.status == "available"}


def _asked(evaluation: Evaluation) -> set[str]:
    questions = questions_of(Trace(evaluation), rules_that_matter(evaluation))
    return {question.fact.name for question in questions if not question.settled}
