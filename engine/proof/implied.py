"""Rules of the same effect of which one holds wherever the other does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.evaluation.conditions import rules_behind
from engine.evaluation.evaluate import evaluate
from engine.evaluation.program import Program, program_of
from engine.facts import Facts
from engine.model import Rule, Verb
from engine.proof.formula import conjunction, negation
from engine.proof.whole_deals import WholeDeals
from engine.proof.witness import Witnesses
from engine.truth import NO, YES

TRIES: Final = 1000

_RANDOM_FILLINGS: Final = 2


@dataclass(frozen=True, slots=True)
class Implications:
    """Pairs of rules: the first implies the second, or (True) they are equivalent."""

    pairs: int
    found: tuple[tuple[Rule, Rule, bool], ...]
    undecided: tuple[tuple[Rule, Rule], ...]


def effect_of(rule: Rule, program: Program) -> object:
    """What a rule does, so that of two with the same effect the implied one adds nothing."""
    match rule.verb:
        case Verb.REQUIRES:
            return (rule.verb, rule.kind, rule.reason, rule.always, _permits_over(rule, program))
        case Verb.PERMITS:
            place = next(p for p in program.permits if program.rules[p.position] is rule)
            return (rule.verb, rule.exception, place.overcomes, place.bars)
        case Verb.RESTRICTS:
            return (rule.verb, rule.removes, rule.keeps)
        case Verb.OBLIGES:
            return (rule.verb, rule.duties)
        case _:
            return (rule.verb, rule.always)


def _permits_over(rule: Rule, program: Program) -> frozenset[int]:
    place = program.position[rule.id]
    return frozenset(p.position for p in program.permits if place in p.overcomes)


def says_so(rule: Rule, other: Rule, rules: Mapping[str, Rule]) -> bool:
    """Whether the rules own up to it: one rests on the other, or a note names it."""
    if other.id in rules_behind(rule, rules) or rule.id in rules_behind(other, rules):
        return True
    return other.id in rule.note or rule.id in other.note


def find_implications(
    witnesses: Witnesses,
    holding: Mapping[str, Facts],
    failing: Mapping[str, Facts],
    whole: WholeDeals,
) -> Implications:
    """Of the rules that can hold and fail, the pairs with the same effect that imply each other.

    Definitions are reported only where two are equivalent.
    """
    ruleset = whole.ruleset
    program = program_of(ruleset)
    groups: dict[object, list[Rule]] = {}
    for name in holding:
        if name in failing:
            rule = ruleset.rules[name]
            groups.setdefault(effect_of(rule, program), []).append(rule)
    refuted = _refuted(holding, failing, whole)
    formulas = witnesses.domains.formulas
    pairs = 0
    implied: dict[tuple[str, str], None] = {}
    undecided = []
    for rules in groups.values():
        for rule in rules:
            for other in rules:
                if rule is other or says_so(rule, other, ruleset.rules):
                    continue
                pairs += 1
                place = program.position[rule.id], program.position[other.id]
                if _refuted_by(refuted, *place):
                    continue
                if rule.verb is Verb.DEFINES and _refuted_by(refuted, *reversed(place)):
                    continue
                if _apart(whole, holding[rule.id], failing[other.id], place):
                    continue
                goal = conjunction((formulas.rule(rule), negation(formulas.rule(other))))
                search = witnesses.find(goal, TRIES)
                if search.impossible:
                    implied[rule.id, other.id] = None
                elif search.facts is None:
                    undecided.append((rule, other))
    found = []
    for name, other_name in implied:
        same = (other_name, name) in implied
        rule, other = ruleset.rules[name], ruleset.rules[other_name]
        if same and name > other_name:
            continue
        if same or rule.verb is not Verb.DEFINES:
            found.append((rule, other, same))
    return Implications(pairs, tuple(found), tuple(undecided))


def _refuted_by(refuted: list[tuple[int, int]], holds: int, fails: int) -> bool:
    return any(yes >> holds & 1 and no >> fails & 1 for yes, no in refuted)


def _apart(whole: WholeDeals, holds: Facts, fails: Facts, place: tuple[int, int]) -> bool:
    """Whether joining the two witnesses already shows the one without the other."""
    for joined in ({**fails, **holds}, {**holds, **fails}):
        for deal in (Facts(joined), whole.plainly(joined)):
            truths = evaluate(whole.ruleset, deal, whole.day).truths
            if truths[place[0]] == YES and truths[place[1]] == NO:
                return True
    return False


def _refuted(
    holding: Mapping[str, Facts], failing: Mapping[str, Facts], whole: WholeDeals
) -> list[tuple[int, int]]:
    """For each of many deals, the rules that hold and those that fail, as bits by position."""
    found = []
    for facts in (*holding.values(), *failing.values()):
        deals = [facts, whole.plainly(facts)]
        deals += [whole.at_random(facts) for _ in range(_RANDOM_FILLINGS)]
        for deal in deals:
            truths = evaluate(whole.ruleset, Facts(deal), whole.day).truths
            yes = sum(1 << n for n, truth in enumerate(truths) if truth == YES)
            no = sum(1 << n for n, truth in enumerate(truths) if truth == NO)
            found.append((yes, no))
    return found
