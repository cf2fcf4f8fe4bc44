"""What would change the answer: the smallest changes of answers, and the room to each limit."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engine.determination import Change, Margin
from engine.evaluation.classes import classes
from engine.evaluation.evaluate import Evaluation, with_answer
from engine.evaluation.moved import Moved
from engine.explanation.trace import Trace
from engine.explanation.wording import leaf_words, money_words, percent_words, value_words
from engine.facts import Answer, FactType, OpenNumber, Value
from engine.model import FactDeclaration, Leaf, Rule, Ruleset
from engine.outcome import TITLES, WEIGHT, Outcome
from engine.truth import NEGATION, OPEN, Truth

MOST_CHANGES: Final = 12
MOST_ANSWERS: Final = 8
"""How many other answers to a fact are tried out."""

ARRANGEABLE: Final = frozenset({"U.S. content", "Destination", "Parties", "End use", "Transaction"})
"""Sections whose facts an exporter could arrange otherwise, rather than find otherwise."""


@dataclass(frozen=True, slots=True)
class _Flip:
    fact: FactDeclaration
    value: Value
    outcome: Outcome


def changes(evaluation: Evaluation) -> tuple[Change, ...]:
    """Single answers that, given otherwise, move a settled outcome; for each fact and each
    outcome that it leads to, the first such answer. Heavier outcomes first."""
    if evaluation.outcome is Outcome.NEEDS_INFORMATION:
        return ()
    found: dict[tuple[str, Outcome], _Flip] = {}
    for flip in _flips(evaluation):
        found.setdefault((flip.fact.name, flip.outcome), flip)
    order = sorted(found.values(), key=lambda flip: -WEIGHT[flip.outcome])
    return tuple(_change(evaluation, flip) for flip in order[:MOST_CHANGES])


def _flips(evaluation: Evaluation) -> Iterator[_Flip]:
    for name, answer in evaluation.answers.items():
        declared = evaluation.ruleset.facts[name]
        if answer.value is None or declared.type in (FactType.PARTIES, FactType.CONTENT):
            continue
        for value in classes(evaluation.on, declared)[:MOST_ANSWERS]:
            if value == answer.value:
                continue
            outcome = with_answer(evaluation, name, Answer(value)).outcome
            if outcome not in (evaluation.outcome, Outcome.NEEDS_INFORMATION):
                yield _Flip(declared, value, outcome)


def _change(evaluation: Evaluation, flip: _Flip) -> Change:
    ruleset = evaluation.ruleset
    before = evaluation.facts.answers[flip.fact.name].value
    was = _quoted(flip.fact, before, ruleset) if before is not None else "not known"
    becomes = _quoted(flip.fact, flip.value, ruleset)
    lighter = WEIGHT[flip.outcome] < WEIGHT[evaluation.outcome]
    arranged = lighter and flip.fact.section in ARRANGEABLE
    sentence = (
        f"If {flip.fact.short} were {becomes} instead of {was}: {TITLES[flip.outcome].lower()}."
    )
    if arranged:
        warning = " ".join(ruleset.regime.advice.get("evasion", ()))
        sentence = f"{sentence} {warning}".strip()
    return Change((flip.fact.name,), sentence, flip.outcome.value, arranged)


def _quoted(fact: FactDeclaration, value: Value, ruleset: Ruleset) -> str:
    """A value in words; the label of a choice in quotation marks, since it is a text of its own."""
    words = value_words(fact.name, value, ruleset)
    return f"“{words}”" if fact.choices and value else words


# Margins ------------------------------------------------------------------------------------------

_NUMBER_TESTS: Final = frozenset({"over", "at_least", "under", "at_most"})


def margins(trace: Trace) -> tuple[Margin, ...]:
    """The room between a known number and each limit on which a rule hangs today."""
    return tuple(
        Margin(leaf.fact, rule.id, rule.cite, _margin_words(trace.evaluation, trace, leaf, value))
        for leaf, rule, value in limits(trace.evaluation)
    )


def limits(evaluation: Evaluation) -> Iterator[tuple[Leaf, Rule, Decimal | OpenNumber]]:
    """The tests of a known number on which a rule hangs today, with that rule and the number."""
    program = evaluation.on.program
    for name, leaves in zip(program.facts[1:], program.leaves[1:], strict=True):
        value = evaluation.values.get(name)
        if not isinstance(value, Decimal | OpenNumber):
            continue
        for leaf in leaves:
            if isinstance(leaf, Leaf) and leaf.test in _NUMBER_TESTS:
                rule = _rule_hanging_on(evaluation, leaf)
                if rule is not None:
                    yield leaf, rule, value


def limit_of(leaf: Leaf) -> Decimal:
    """The number that a test compares with."""
    return Decimal(leaf.operand) if isinstance(leaf.operand, str) else Decimal(0)


def _rule_hanging_on(evaluation: Evaluation, leaf: Leaf) -> Rule | None:
    """A rule whose truth would change if this test alone came out the other way."""
    program = evaluation.on.program
    index, place = program.slot(leaf)
    truths = evaluation.leaf_truths[index]
    was: Truth = truths[place]
    if was == OPEN:
        return None
    turned = (*truths[:place], NEGATION[was], *truths[place + 1 :])
    before, after = evaluation.leaf_truths[:index], evaluation.leaf_truths[index + 1 :]
    moved = Moved(program, (*before, turned, *after), evaluation.truths)
    moved.settle((index,))
    changed = (
        rule
        for rule, old, new in zip(program.rules, evaluation.truths, moved.truths, strict=True)
        if old != new and rule.verb.value != "defines"
    )
    return next(changed, None)


def _margin_words(
    evaluation: Evaluation, trace: Trace, leaf: Leaf, value: Decimal | OpenNumber
) -> str:
    limit = limit_of(leaf)
    declared = evaluation.ruleset.facts[leaf.fact]
    shown = trace.use(leaf.fact).shown
    holds = bool(trace.truth(leaf))
    sentence = f"{declared.short} is {shown}: {leaf_words(leaf, evaluation.ruleset, holds)}"
    if not isinstance(value, Decimal):
        return f"{sentence}."
    distance = abs(limit - value)
    if declared.type is FactType.PERCENT:
        sentence += f"; {percent_words(distance)[:-2]} percentage points from the limit"
    elif declared.type is FactType.MONEY:
        sentence += f"; {money_words(distance)} from the limit"
    else:
        sentence += f"; {distance} from the limit"
    content = evaluation.content
    if leaf.fact == "content.share" and content.item_value and content.controlled_value:
        room = limit * content.item_value / 100 - content.controlled_value.low
        if room >= 0:
            sentence += f" ({money_words(room)} of controlled content more would reach it)"
        else:
            sentence += f" ({money_words(-room)} of controlled content over it)"
    return f"{sentence}."
