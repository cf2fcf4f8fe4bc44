"""Which rules may be called the one that decides a case."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from engine.deals.cases import Expectation
from engine.evaluation.evaluate import Evaluation, applied_truth
from engine.explanation.questions import rules_that_matter
from engine.model import Rule, Verb
from engine.outcome import Outcome
from engine.practice.twins import By, Twin
from engine.truth import NO, YES

_BARRING: Final = (Verb.REQUIRES, Verb.PROHIBITS)


def deciding_rules(
    evaluation: Evaluation, expect: Expectation, twins: Sequence[Twin], resting: Sequence[str]
) -> tuple[str, ...]:
    """The rules of which each counts as the deciding one, at least one of them.

    It is what prohibits, requires, permits or excludes. Where nothing of the kind holds, it is what
    comes to hold in one of the `twins`, or a duty that the case is about; where it cannot be said
    yet, what is waited for. Should there be none of that, the rules count that nearly held: in a
    twin of the background, or of those on which the determination is `resting`.
    """
    found = tuple(dict.fromkeys(_deciding(evaluation, expect, twins)))
    if found:
        return found
    verbs = (Verb.REACHES,) if evaluation.outcome is Outcome.NOT_SUBJECT else _BARRING
    beyond = _holding_in(evaluation, twins, verbs)
    missed = (name for name in resting if evaluation.truth(name) == NO)
    return tuple(dict.fromkeys((*beyond, *missed))) or tuple(resting)


def _deciding(evaluation: Evaluation, expect: Expectation, twins: Sequence[Twin]) -> Iterator[str]:
    match evaluation.outcome:
        case Outcome.PROHIBITED:
            yield from _binding(evaluation, Verb.PROHIBITS)
        case Outcome.LICENSE_REQUIRED:
            yield from _binding(evaluation, Verb.REQUIRES)
            yield from _taking_away(evaluation, expect.mentions)
        case Outcome.LICENSE_EXCEPTION:
            yield from _in_use(evaluation)
        case Outcome.NO_LICENSE_REQUIRED:
            yield from _holding_in(evaluation, _nearest(evaluation, twins), _BARRING)
            yield from _duties(evaluation, expect.mentions)
        case Outcome.NOT_SUBJECT:
            excluding = list(_binding(evaluation, Verb.EXCLUDES))
            lines = _lines(twins)
            yield from excluding or _holding_in(evaluation, lines, (Verb.REACHES,))
        case Outcome.NEEDS_INFORMATION:
            yield from (rule.id for rule in rules_that_matter(evaluation))
            yield from _binding(evaluation, Verb.WARNS)


def _binding(evaluation: Evaluation, verb: Verb) -> Iterator[str]:
    for rule in evaluation.ruleset.rules_of[verb]:
        if applied_truth(evaluation, rule) == YES:
            yield rule.id


def _in_use(evaluation: Evaluation) -> Iterator[str]:
    """The exceptions whose conditions are met and that no rule takes away."""
    program = evaluation.on.program
    for permit, truth in zip(program.permits, evaluation.permits, strict=True):
        if truth == YES:
            yield program.rules[permit.position].id


def _taking_away(evaluation: Evaluation, named: Iterable[str]) -> Iterator[str]:
    """Of the rules that a case names, those that take away an exception which would be there."""
    rules = evaluation.ruleset.rules
    for name in named:
        if evaluation.truth(name) == YES and takes_away(evaluation, rules[name]):
            yield name


def takes_away(evaluation: Evaluation, rule: Rule) -> bool:
    """Whether an exception whose own conditions are met is taken away by a rule that restricts."""
    program = evaluation.on.program
    bar = program.position[rule.id]
    return any(
        bar in permit.bars and evaluation.truths[permit.position] == YES
        for permit in program.permits
    )


def _lines(twins: Sequence[Twin]) -> Sequence[Twin]:
    """The twins that show on which lines a case lies: one that a number draws goes before others,
    and what the background takes as given draws none."""
    by_number = [twin for twin in twins if twin.by is By.NUMBER]
    return by_number or [twin for twin in twins if twin.by is not By.BACKGROUND]


def _nearest(evaluation: Evaluation, twins: Sequence[Twin]) -> Sequence[Twin]:
    """Of the lines on whose other side a license is required, the nearest: those where the fewest
    rules move. Another country counts double, for with it much moves that the case is not about."""
    barred = [twin for twin in _lines(twins) if any(_holding_in(evaluation, [twin], _BARRING))]
    sizes = [len(twin.moved) * (2 if twin.by is By.COUNTRY else 1) for twin in barred]
    return [twin for twin, size in zip(barred, sizes, strict=True) if size == min(sizes)]


def _holding_in(
    evaluation: Evaluation, twins: Iterable[Twin], verbs: tuple[Verb, ...]
) -> Iterator[str]:
    rules = evaluation.ruleset.rules
    for twin in twins:
        yield from (name for name in twin.holds if rules[name].verb in verbs)


def _duties(evaluation: Evaluation, named: Iterable[str]) -> Iterator[str]:
    """Of the rules that a case names, those that oblige or restrict."""
    rules = evaluation.ruleset.rules
    for name in named:
        if rules[name].verb in (Verb.OBLIGES, Verb.RESTRICTS) and evaluation.truth(name) == YES:
            yield name
