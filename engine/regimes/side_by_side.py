"""One deal under several regimes: an evaluation each, national answers first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from engine.evaluation.conditions import rules_behind
from engine.evaluation.evaluate import Evaluation, evaluate, with_answer
from engine.facts import Answer, Facts, State
from engine.model import AnswerGiven, Ruleset
from engine.outcome import Outcome, possible_in_all, settled
from engine.regimes.nexus import DealPlace, at_home, deal_places, told_of_reach
from engine.regimes.regimes import Regimes
from engine.truth import NO, OPEN, YES, Truth

GIVEN: Final = "given"
OPEN_STILL: Final = "open"
CONTRADICTED: Final = "contradicted"
SAME: Final = "same"


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of an answer of one regime to a fact of another.

    `given`: the fact is answered by the rule. `same`: a person had answered so already. `open`: the
    rule cannot be told yet, and the fact stays as the deal has it. `contradicted`: a person, or
    another regime, answered otherwise, and the fact is open until one of them is corrected.
    """

    answer: AnswerGiven
    regime: str
    to: tuple[str, ...]  # the regimes that ask
    status: str
    value: bool | None  # of the rule
    other: str = ""  # who answered otherwise


@dataclass(frozen=True, eq=False)
class SideBySide:
    """The evaluations of one deal, national ones before those that they are facts of."""

    regimes: Regimes
    facts: Facts
    as_of: date
    evaluations: tuple[Evaluation, ...]
    handed: tuple[Handed, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Evaluation]:
        return {e.ruleset.regime.id: e for e in self.evaluations}

    @cached_property
    def possible(self) -> tuple[Outcome, ...]:
        """The outcomes that are possible in all, lightest first: the heaviest of one for each."""
        return possible_in_all(evaluation.possible for evaluation in self.evaluations)

    @property
    def outcome(self) -> Outcome:
        """What holds in all; where more than one outcome is possible, more must be known."""
        return settled(self.possible)

    @cached_property
    def places(self) -> tuple[DealPlace, ...]:
        """The countries of the deal through which some regime attaches."""
        return deal_places(self.regimes.rulesets, self.facts, self.as_of)

    def only(self, ids: Sequence[str]) -> "SideBySide":
        """The same, of some of the regimes."""
        wanted = set(ids)
        return SideBySide(
            self.regimes.only(wanted),
            self.facts,
            self.as_of,
            tuple(e for e in self.evaluations if e.ruleset.regime.id in wanted),
            tuple(h for h in self.handed if h.regime in wanted and not wanted.isdisjoint(h.to)),
        )


def evaluate_side_by_side(
    regimes: Regimes, facts: Facts, as_of: date, near: SideBySide | None = None
) -> SideBySide:
    """Evaluate one deal under every regime; a rule that answers a fact of a later regime is given
    to it, with its source. `near` are evaluations under the same regimes on the same day: what
    another answer has no part in is kept from them."""
    answers = dict(facts.answers)
    from_rules: dict[str, tuple[str, bool]] = {}  # by fact: the regime, and what its rule said
    evaluations: list[Evaluation] = []
    handed: list[Handed] = []
    for ruleset in regimes.rulesets:
        mine = ruleset.facts
        given = {name: answer for name, answer in answers.items() if name in mine}
        before = None if near is None else near.by_id.get(ruleset.regime.id)
        evaluation = _evaluated(ruleset, given, as_of, before)
        evaluations.append(evaluation)
        for answer in ruleset.regime.answers:
            found = _handed(answer, evaluation, regimes, answers, from_rules)
            if found is not None:
                handed.append(found)
                _take(found, ruleset, answers, from_rules)
    return SideBySide(regimes, facts, as_of, tuple(evaluations), tuple(handed))


def _evaluated(
    ruleset: Ruleset, given: dict[str, Answer], as_of: date, before: Evaluation | None
) -> Evaluation:
    if before is not None and before.ruleset is ruleset and before.as_of == as_of:
        then = before.facts.answers
        changed = [name for name in {**then, **given} if then.get(name) != given.get(name)]
        if not changed:
            return before
        if len(changed) == 1:
            return with_answer(before, changed[0], given.get(changed[0]))
    return evaluate(ruleset, Facts(given), as_of)


def _handed(
    answer: AnswerGiven,
    evaluation: Evaluation,
    regimes: Regimes,
    answers: Mapping[str, Answer],
    from_rules: Mapping[str, tuple[str, bool]],
) -> Handed | None:
    """What becomes of an answer; None where it does not come into question."""
    regime = evaluation.ruleset.regime.id
    to = tuple(
        r.regime.id for r in regimes.rulesets if r.regime.id != regime and answer.fact in r.facts
    )
    applies = evaluation.on.truth_of(answer.where, evaluation.values)
    if not to or applies == NO:
        return None
    truth: Truth = evaluation.truth(answer.rule)
    if applies == OPEN or truth == OPEN:
        return Handed(answer, regime, to, OPEN_STILL, None)
    value = truth == YES
    if answer.fact in from_rules:
        other, said = from_rules[answer.fact]
        status = SAME if said == value else CONTRADICTED
        return Handed(answer, regime, to, status, value, "" if said == value else other)
    told = answers.get(answer.fact)
    if told is None or told.value is None:
        return Handed(answer, regime, to, GIVEN, value)
    if told.value is value:
        return Handed(answer, regime, to, SAME, value)
    return Handed(answer, regime, to, CONTRADICTED, value, told.by or "the deal")


def _take(
    found: Handed,
    ruleset: Ruleset,
    answers: dict[str, Answer],
    from_rules: dict[str, tuple[str, bool]],
) -> None:
    """Into the answers, for the regimes that come after."""
    fact = found.answer.fact
    if found.value is None:
        return
    from_rules.setdefault(fact, (found.regime, found.value))
    rule = ruleset.rules[found.answer.rule]
    source = f"{ruleset.regime.id}: {rule.title}, rule {rule.id} ({found.answer.cite})"
    source += recalled_words(ruleset, rule.id)
    if found.status == GIVEN:
        answers[fact] = Answer(found.value, State.ANSWERED, ruleset.regime.name, source)
    elif found.status == CONTRADICTED:
        word = "yes" if found.value else "no"
        reason = f"by that rule it is {word}, {found.other} says otherwise: correct one of them"
        answers[fact] = Answer(None, State.NOT_KNOWN, ruleset.regime.name, source, reason)


@lru_cache(maxsize=64)
def recalled_words(ruleset: Ruleset, rule_id: str) -> str:
    """What is added where a rule, or one that it refers to, was recalled and not read again."""
    rules = ruleset.rules
    if any(rules[name].recalled for name in rules_behind(rules[rule_id], rules)):
        return ", in part on texts that were recalled and not read again"
    return ""


def may_bind(evaluation: Evaluation) -> bool:
    """Whether the regime attaches or may attach, or binds persons and acts though the item is not
    subject to it."""
    return evaluation.subject != NO or evaluation.possible != (Outcome.NOT_SUBJECT,)


def concerned(side: SideBySide, always: Sequence[str] = ()) -> tuple[str, ...]:
    """The regimes that a deal is to be determined under: those named `always`, those that attach,
    those that may attach and are at home in the deal or are spoken of in it, and those that
    answered a fact."""
    given = {h.regime for h in side.handed if h.status != OPEN_STILL}
    return tuple(
        e.ruleset.regime.id
        for e in side.evaluations
        if e.ruleset.regime.id in always
        or e.ruleset.regime.id in given
        or e.subject == YES
        or at_home(e.ruleset, side.as_of, side.facts)
        or (e.subject == OPEN and _is_spoken_of(e, side))
    )


def _is_spoken_of(evaluation: Evaluation, side: SideBySide) -> bool:
    """Whether the deal answers what the regime alone asks to know if it attaches, such as what a
    person of its country does in the deal: that it stays open is then no matter of not asking."""
    answered = [name for name in told_of_reach(evaluation.ruleset) if name in side.facts]
    others = [r for r in side.regimes.rulesets if r is not evaluation.ruleset]
    return any(all(name not in other.facts for other in others) for name in answered)
