"""Which questions can still change the answer, which to ask first, what each answer would do."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from engine.evaluation.classes import classes
from engine.evaluation.evaluate import Evaluation, grounds_of, with_answer
from engine.evaluation.fold import possible_outcomes
from engine.evaluation.program import Program
from engine.explanation.trace import Trace
from engine.explanation.wording import value_words
from engine.facts import NOT_KNOWN, Answer, Value
from engine.model import Condition, FactDeclaration, Rule
from engine.outcome import Outcome
from engine.truth import NO, OPEN, YES, Truth

TRIED_FACTS = 10
"""How many of the most promising questions are tried out on the deal."""

TRIED_ANSWERS = 5


TOO_EARLY = 0.1
"""The weight of a question of which it cannot be said yet whether it applies."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question worth asking. `settled`: the outcome no longer depends on it, it is asked for
    the file. `asked`: it was asked before, and the answer was "not known". `rank` says how useful
    it is beside others."""

    fact: FactDeclaration
    because: str
    cite: str
    settled: bool = False
    asked: bool = False
    rank: float = 0.0


@dataclass(frozen=True, slots=True)
class Preview:
    """What one answer to a question would make of the outcome."""

    value: Value | None
    label: str
    outcome: Outcome
    possible: tuple[Outcome, ...]


def next_questions(evaluation: Evaluation, document: str = "") -> tuple[Question, ...]:
    """The questions that can still change the answer, the most useful first.

    Those from the same document as the last answer (`document`) come a little earlier. Once the
    outcome is settled, the questions that belong on file all the same follow.
    """
    return questions_of(Trace(evaluation), rules_that_matter(evaluation), document)


def questions_of(
    trace: Trace, mattering: tuple[Rule, ...], document: str = ""
) -> tuple[Question, ...]:
    """As `next_questions`, where the rules that matter have been found already."""
    evaluation = trace.evaluation
    waiting = _waiting(trace, mattering)
    if mattering and all(name in evaluation.facts.answers for name in waiting):
        # Nobody knew the answers that would do it alone; others may together.
        waiting = _waiting(trace, (*mattering, *_settle_together(evaluation, mattering)))
    declared = evaluation.ruleset.facts
    candidates = [declared[name] for name in waiting if _askable(evaluation, declared[name])]
    ranks = _ranks(evaluation, candidates, waiting, document)
    order = {name: place for place, name in enumerate(evaluation.ruleset.facts)}
    candidates.sort(key=lambda fact: (-ranks[fact.name], order[fact.name]))
    questions = [
        Question(
            fact,
            _because(waiting[fact.name]),
            fact.cite,
            asked=fact.name in evaluation.facts.answers,
            rank=ranks[fact.name],
        )
        for fact in candidates
    ]
    asked_last = sorted(questions, key=lambda question: question.asked)
    return (*asked_last, *_for_the_file(evaluation, set(waiting)))


def _waiting(trace: Trace, mattering: Iterable[Rule]) -> dict[str, list[Rule]]:
    """The open facts, each with the open rules that matter and wait for it."""
    waiting: dict[str, list[Rule]] = defaultdict(list)
    for rule in mattering:
        for name in trace.open_facts(rule):
            waiting[name].append(rule)
    return waiting


def rules_that_matter(evaluation: Evaluation) -> tuple[Rule, ...]:
    """The open rules whose coming out one way or the other would change what is possible.

    Rules with the same part in the fold are interchangeable: if one of them coming out true
    changes nothing, none does; and one coming out false changes nothing while another is open.
    """
    if len(evaluation.possible) == 1:
        return ()
    program = evaluation.on.program
    open_ = {position for position, truth in enumerate(evaluation.truths) if truth == OPEN}
    # One whose own conditions are met may still wait for a rule that takes exceptions away.
    barred = {
        permit.position
        for permit, truth in zip(program.permits, evaluation.permits, strict=True)
        if truth == OPEN
    }
    parts: dict[object, list[int]] = defaultdict(list)
    for position, part in _parts_in_the_fold(program):
        if position in open_ or position in barred:
            parts[part].append(position)
    mattering = {
        position
        for positions in parts.values()
        if _moves(evaluation, positions, YES) or _moves(evaluation, positions, NO)
        for position in positions
    }
    if not mattering:  # none alone, but several together: such as exceptions, one beside another
        mattering = {position for positions in parts.values() for position in positions}
    bars = {bar for p in program.permits if p.position in mattering for bar in p.bars}
    return tuple(program.rules[position] for position in sorted((mattering | bars) & open_))


def _settle_together(evaluation: Evaluation, known: Iterable[Rule]) -> tuple[Rule, ...]:
    """The open rules beside `known` that settle the outcome if all of their kind come out alike,
    such as the exceptions that are left."""
    program = evaluation.on.program
    kinds: dict[object, list[int]] = defaultdict(list)
    for position, part in _parts_in_the_fold(program):
        if evaluation.truths[position] == OPEN:
            kinds[part[0] if isinstance(part, tuple) else part].append(position)
    found = {
        position
        for positions in kinds.values()
        if any(len(_possible_if(evaluation, positions, truth)) == 1 for truth in (YES, NO))
        for position in positions
    }
    met = {rule.id for rule in known}
    rules = (program.rules[position] for position in sorted(found))
    return tuple(rule for rule in rules if rule.id not in met)


@lru_cache(maxsize=8)
def _parts_in_the_fold(program: Program) -> tuple[tuple[int, object], ...]:
    return tuple(_find_parts(program))


def _find_parts(program: Program) -> Iterator[tuple[int, object]]:
    """Each rule with an effect, and what its part in the fold is. Rules that take exceptions away
    have none of their own: they matter where an exception does."""
    overcome_by: dict[int, tuple[int, ...]] = {
        n: tuple(p.position for p in program.permits if n in p.overcomes)
        for n, _ in program.requires
    }
    yield from ((n, "excludes") for n in program.excludes)
    yield from ((n, "reaches") for n in program.reaches)
    yield from ((n, "warns") for n in program.warns)
    yield from ((n, ("prohibits", always)) for n, always in program.prohibits)
    yield from ((n, ("requires", always, overcome_by[n])) for n, always in program.requires)
    yield from ((p.position, ("permits", p.overcomes)) for p in program.permits)


def _moves(evaluation: Evaluation, positions: list[int], truth: Truth) -> bool:
    """Whether these rules coming out with this truth changes what is possible: one of them being
    true, or all of them being false."""
    tried = positions[:1] if truth == YES else positions
    return _possible_if(evaluation, tried, truth) != evaluation.possible


def _possible_if(evaluation: Evaluation, positions: list[int], truth: Truth) -> tuple[Outcome, ...]:
    """What is possible if all of these rules come out with this truth."""
    settled = set(positions)
    truths = list(evaluation.truths)
    for position in settled:
        truths[position] = truth
    permits = [
        truth if permit.position in settled else permitted
        for permit, permitted in zip(evaluation.on.program.permits, evaluation.permits, strict=True)
    ]
    grounds = grounds_of(evaluation.on, tuple(truths), tuple(permits))
    if evaluation.contradicted:
        grounds = replace(grounds, warned=YES)
    return possible_outcomes(grounds)


def _askable(evaluation: Evaluation, fact: FactDeclaration) -> bool:
    if fact.derived or fact.default:
        return False
    return applies(evaluation, fact.applies_when) != NO


def applies(evaluation: Evaluation, condition: Condition | None) -> Truth:
    """Whether a question applies at all: its own condition on the other facts."""
    return YES if condition is None else evaluation.on.truth_of(condition, evaluation.values)


def _because(rules: list[Rule]) -> str:
    first = rules[0]
    more = f", and {len(rules) - 1} more" if len(rules) > 1 else ""
    return f"{first.title} ({first.cite}) waits for it{more}"


def _ranks(
    evaluation: Evaluation,
    candidates: Iterable[FactDeclaration],
    waiting: dict[str, list[Rule]],
    document: str,
) -> dict[str, float]:
    """How useful each question is: how many rules wait for it, and, for the most promising, how
    many of its answers would settle or narrow the outcome; all by the effort that it takes."""
    total = len({rule.id for rules in waiting.values() for rule in rules}) or 1
    ranks = {}
    for fact in candidates:
        weight = 1.3 if document and fact.document == document else 1.0
        if applies(evaluation, fact.applies_when) == OPEN:
            weight = TOO_EARLY
        ranks[fact.name] = 4 * weight * len(waiting[fact.name]) / total / (fact.effort + 1)
    promising = sorted(ranks, key=lambda name: -ranks[name])[:TRIED_FACTS]
    for name in promising:
        fact = evaluation.ruleset.facts[name]
        tried = classes(evaluation.on, fact)[:TRIED_ANSWERS]
        if not tried:
            continue
        found = [with_answer(evaluation, name, Answer(value)).possible for value in tried]
        settles = sum(len(possible) == 1 for possible in found) / len(found)
        narrows = sum(possible != evaluation.possible for possible in found) / len(found)
        ranks[name] += (3 * settles + narrows / 4) / (fact.effort + 1)
    return ranks


def _for_the_file(evaluation: Evaluation, waiting: set[str]) -> tuple[Question, ...]:
    """Questions on parties and red flags that are asked even where nothing hangs on them."""
    return tuple(
        Question(fact, "asked for the file: it no longer moves the outcome", fact.cite, True)
        for name, fact in evaluation.ruleset.facts.items()
        if fact.always_ask
        and name not in waiting
        and name not in evaluation.facts.answers
        and _askable(evaluation, fact)
    )


def preview(evaluation: Evaluation, name: str, most: int = 20) -> tuple[Preview, ...]:
    """What each answer to a question would make of the outcome, "not known" last.

    At most `most` answers are tried: the first of the classes that the rules can tell apart.
    """
    declared = evaluation.ruleset.facts[name]
    found = []
    for value in classes(evaluation.on, declared)[:most]:
        tried = with_answer(evaluation, name, Answer(value))
        label = value_words(name, value, evaluation.ruleset)
        found.append(Preview(value, label, tried.outcome, tried.possible))
    unknown = with_answer(evaluation, name, NOT_KNOWN)
    return (*found, Preview(None, "not known", unknown.outcome, unknown.possible))
