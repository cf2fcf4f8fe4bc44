"""Which questions can still change the answer, which to ask first, what each answer would do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from engine.classes import classes
from engine.evaluate import Evaluation, grounds_of, with_answer
from engine.facts import NOT_KNOWN, Answer, Value
from engine.fold import possible_outcomes
from engine.model import Condition, FactDeclaration, Rule
from engine.outcome import Outcome
from engine.program import Truths
from engine.trace import Trace
from engine.truth import NO, OPEN, YES, Truth
from engine.wording import value_words

TRIED_FACTS = 14
"""How many of the most promising questions are tried out on the deal."""

TRIED_ANSWERS = 6


@dataclass(frozen=True, slots=True)
class Question:
    """A question worth asking. `settled`: the outcome no longer depends on it, it is asked for
    the file. `asked`: it was asked before, and the answer was "not known"."""

    fact: FactDeclaration
    because: str
    cite: str
    settled: bool = False
    asked: bool = False


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
    trace = Trace(evaluation)
    waiting = _waiting(evaluation, trace)
    declared = evaluation.ruleset.facts
    candidates = [declared[name] for name in waiting if _askable(evaluation, declared[name])]
    ranks = _ranks(evaluation, candidates, waiting, document)
    order = list(evaluation.ruleset.facts)
    candidates.sort(key=lambda fact: (-ranks[fact.name], order.index(fact.name)))
    questions = [
        Question(
            fact,
            _because(waiting[fact.name]),
            fact.cite,
            asked=fact.name in evaluation.facts.answers,
        )
        for fact in candidates
    ]
    asked_last = sorted(questions, key=lambda question: question.asked)
    return (*asked_last, *_for_the_file(evaluation, set(waiting)))


def _waiting(evaluation: Evaluation, trace: Trace) -> dict[str, list[Rule]]:
    """The open facts, each with the open rules that matter and wait for it."""
    waiting: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules_that_matter(evaluation):
        for name in trace.open_facts(rule):
            waiting[name].append(rule)
    return waiting


def rules_that_matter(evaluation: Evaluation) -> tuple[Rule, ...]:
    """The open rules whose coming out one way or the other would change what is possible."""
    if len(evaluation.possible) == 1:
        return ()
    program = evaluation.on.program
    effects = {
        *program.excludes,
        *program.reaches,
        *program.warns,
        *(n for n, _ in program.requires),
        *(n for n, _ in program.prohibits),
        *(n for n, _, _ in program.permits),
        *(bar for _, bars, _ in program.permits for bar in bars),
    }

    def matters(position: int) -> bool:
        return any(
            _with_truth(evaluation, position, truth) != evaluation.possible for truth in (NO, YES)
        )

    return tuple(
        program.rules[position]
        for position in sorted(effects)
        if evaluation.truths[position] == OPEN and matters(position)
    )


def _with_truth(evaluation: Evaluation, position: int, truth: Truth) -> tuple[Outcome, ...]:
    truths: Truths = (*evaluation.truths[:position], truth, *evaluation.truths[position + 1 :])
    return possible_outcomes(grounds_of(evaluation.on, truths))


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
        same_paper = 1.3 if document and fact.document == document else 1.0
        ranks[fact.name] = 2 * same_paper * len(waiting[fact.name]) / total / (fact.effort + 1)
    promising = sorted(ranks, key=lambda name: -ranks[name])[:TRIED_FACTS]
    for name in promising:
        fact = evaluation.ruleset.facts[name]
        tried = classes(evaluation.on, fact)[:TRIED_ANSWERS]
        if not tried:
            continue
        found = [with_answer(evaluation, name, Answer(value)).possible for value in tried]
        settles = sum(len(possible) == 1 for possible in found) / len(found)
        narrows = sum(possible != evaluation.possible for possible in found) / len(found)
        ranks[name] += (3 * settles + narrows) / (fact.effort + 1)
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
