"""Evaluating a deal: facts and a ruleset in, the truth of every rule and the outcome out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from engine.evaluation.calculators import INPUTS
from engine.evaluation.content import ContentResult, controlled_content, holds_for_lines
from engine.evaluation.fold import (
    Grounds,
    possible_outcomes,
    settled,
    subject_truth,
)
from engine.evaluation.moved import Moved
from engine.evaluation.program import ProgramOnDay, Truths, program_of
from engine.facts import Answer, Facts, Value
from engine.model import Rule, Ruleset, Verb
from engine.outcome import Outcome
from engine.truth import NO, OPEN, YES, Truth, some


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One deal under one regime on one day, with its whole trace.

    `leaf_truths` holds the truth of every test of every fact, `truths` that of every rule; each
    view of the result, from the headline to the tree of conditions, is read from these.
    """

    ruleset: Ruleset
    facts: Facts
    as_of: date
    on: ProgramOnDay
    values: Mapping[str, Value]  # answers that decide, and calculated facts
    content: ContentResult
    leaf_truths: tuple[Truths, ...]
    truths: Truths
    permits: Truths  # of the program's permits, after the rules that take exceptions away
    grounds: Grounds
    subject: Truth
    possible: tuple[Outcome, ...]
    outcome: Outcome
    contradicted: bool  # two answers exclude each other, see `contradictions`

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers in the ruleset's order: the order in which they were given says nothing, so
        that the same facts give the same determination, byte for byte."""
        given = self.facts.answers
        return {name: given[name] for name in self.ruleset.facts if name in given}

    def truth(self, rule_id: str) -> Truth:
        """The truth of a rule by its id."""
        return self.truths[self.on.program.position[rule_id]]


def grounds_of(on: ProgramOnDay, truths: Truths, permits: Truths) -> Grounds:
    """What the fold needs, picked from the truths of the rules and of the permits."""
    program = on.program
    return Grounds(
        excluded=some([truths[n] for n in program.excludes]),
        reached=some([truths[n] for n in program.reaches]),
        requirements=[made[truths[n]] for n, made in program.demands_of_requires if truths[n]],
        prohibitions=[made[truths[n]] for n, made in program.demands_of_prohibits if truths[n]],
        permits=[
            made[truth] for truth, made in zip(permits, program.permitted, strict=True) if truth
        ],
        warned=some([truths[n] for n in program.warns]),
    )


def evaluate(ruleset: Ruleset, facts: Facts, as_of: date) -> Evaluation:
    """Evaluate every rule of the ruleset on these facts, under the law of `as_of`."""
    on = program_of(ruleset).on(as_of)
    values, content = _worked_out(facts, on)
    return _folded(ruleset, facts, as_of, on, values, content, on.leaf_truths(values))


def _worked_out(
    facts: Facts, on: ProgramOnDay, content: ContentResult | None = None
) -> tuple[dict[str, Value], ContentResult]:
    """The answers that decide with the calculated facts, and the content where it is not known."""
    values: dict[str, Value] = {
        name: answer.value for name, answer in facts.answers.items() if answer.value is not None
    }
    values.update(on.lists.derive(values))
    if content is None:
        content = controlled_content(values, on)
    if content.share is not None:
        values["content.share"] = content.share
    if content.controlled != OPEN:
        values["content.controlled"] = content.controlled == YES
    return values, content


def with_answer(evaluation: Evaluation, name: str, answer: Answer | None) -> Evaluation:
    """The evaluation with one answer changed, or taken back where `answer` is None.

    What the answer has no part in is kept: the tests of other facts, the content, and, where no
    rule that tests what changed comes out otherwise, the rules and the outcome.
    """
    facts = evaluation.facts.with_answer(name, answer)
    on, content = evaluation.on, evaluation.content
    tested: tuple[str, ...] = (name,)
    feeds_content = _feeds_content(evaluation, name)
    if feeds_content or _feeds_list(name):
        values, content = _worked_out(facts, on, None if feeds_content else content)
        tested = (name, *INPUTS)
    else:
        values = dict(evaluation.values)
        value = None if answer is None else answer.value
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
    changed = _changed_truths(evaluation, values, tested)
    if not changed:
        return replace(evaluation, facts=facts, values=values, content=content)
    leaf_truths = list(evaluation.leaf_truths)
    for index, truths in changed.items():
        leaf_truths[index] = truths
    after = tuple(leaf_truths)
    moved = Moved(on.program, after, evaluation.truths)
    if not moved.worth_it(changed):
        return _folded(evaluation.ruleset, facts, evaluation.as_of, on, values, content, after)
    moved.settle(changed)
    contradicted = moved.contradicted(changed, evaluation.contradicted)
    tried = replace(evaluation, facts=facts, values=values, content=content, leaf_truths=after)
    if not moved.positions and contradicted == evaluation.contradicted:
        return tried
    return _concluded(tried, moved, contradicted)


def _concluded(tried: Evaluation, moved: Moved, contradicted: bool) -> Evaluation:
    """The evaluation, up to date in its tests, once some of its rules have moved."""
    truths, permits = tuple(moved.truths), moved.permits(tried.permits)
    grounds = _grounds(tried.on, truths, permits, contradicted)
    possible = possible_outcomes(grounds)
    return replace(
        tried,
        truths=truths,
        permits=permits,
        grounds=grounds,
        subject=subject_truth(grounds),
        possible=possible,
        outcome=settled(possible),
        contradicted=contradicted,
    )


def _changed_truths(
    evaluation: Evaluation, values: Mapping[str, Value], names: Iterable[str]
) -> dict[int, Truths]:
    """Of these facts, those whose tests come out otherwise under the new values."""
    on, changed = evaluation.on, dict[int, Truths]()
    for name in names:
        index = on.program.index_of(name)
        if index is not None:
            truths = on.truths_of(index, values.get(name))
            if truths != evaluation.leaf_truths[index]:
                changed[index] = truths
    return changed


_LIST_CALCULATED_FROM: Final = frozenset(
    name for fact, names in INPUTS.items() if not fact.startswith("content.") for name in names
)


def _feeds_list(name: str) -> bool:
    return name in _LIST_CALCULATED_FROM or name.startswith(("list.row.", "list.exception."))


def _feeds_content(evaluation: Evaluation, name: str) -> bool:
    if name in INPUTS["content.share"] or name.startswith("content."):
        return True
    return "content.lines" in evaluation.values and holds_for_lines(name, evaluation.on.program)


def _folded(
    ruleset: Ruleset,
    facts: Facts,
    as_of: date,
    on: ProgramOnDay,
    values: Mapping[str, Value],
    content: ContentResult,
    leaf_truths: tuple[Truths, ...],
) -> Evaluation:
    truths, permits, contradicted = on.rule_truths(leaf_truths)
    grounds = _grounds(on, truths, permits, contradicted)
    possible = possible_outcomes(grounds)
    return Evaluation(
        ruleset,
        facts,
        as_of,
        on,
        values,
        content,
        leaf_truths,
        truths,
        permits,
        grounds,
        subject_truth(grounds),
        possible,
        settled(possible),
        contradicted,
    )


def _grounds(on: ProgramOnDay, truths: Truths, permits: Truths, contradicted: bool) -> Grounds:
    grounds = grounds_of(on, truths, permits)
    # Two answers of which the lighter one would win: nobody can say yet that all is well.
    return replace(grounds, warned=YES) if contradicted else grounds


def contradictions(evaluation: Evaluation) -> tuple[str, ...]:
    """The facts with a heavy answer whose question does not apply by the other answers."""
    on, values = evaluation.on, evaluation.values
    return tuple(
        name
        for name, heavy, applies in on.program.asserted
        if name in values
        and on.truth_of(heavy, values) == YES
        and on.truth_of(applies, values) == NO
    )


def applied_truth(evaluation: Evaluation, rule: Rule) -> Truth:
    """A rule's truth once "is the item subject at all" has been taken into account."""
    truth = evaluation.truth(rule.id)
    if rule.always or rule.verb in (Verb.DEFINES, Verb.EXCLUDES, Verb.REACHES):
        return truth
    return truth & evaluation.subject
