"""Which requirements and prohibitions name a destination, by themselves or through other rules."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from engine.evaluation.conditions import current_interval
from engine.evaluation.evaluate import evaluate
from engine.evaluation.program import program_of
from engine.evaluation.sets_on_day import SetsOnDay
from engine.facts import Answer, Facts
from engine.model import (
    All,
    Any,
    Condition,
    Dated,
    Leaf,
    NoneOf,
    Rule,
    RuleHolds,
    Ruleset,
    Standing,
    Verb,
)
from engine.regimes.nexus import DESTINATION
from engine.truth import NO


def embargoes_on(ruleset: Ruleset, country: str, day: date) -> tuple[Rule, ...]:
    """The embargoes and prohibitions that ask for this destination."""
    return _asking(ruleset, country, day, is_embargo)


def requirements_on(ruleset: Ruleset, country: str, day: date) -> tuple[Rule, ...]:
    """The other requirements that ask for this destination."""
    return _asking(ruleset, country, day, lambda r: r.verb is Verb.REQUIRES and not is_embargo(r))


def is_embargo(rule: Rule) -> bool:
    """Whether a rule is an embargo or prohibits outright."""
    return rule.verb is Verb.PROHIBITS or rule.kind == "embargo"


def _asking(
    ruleset: Ruleset, country: str, day: date, wanted: Callable[[Rule], bool]
) -> tuple[Rule, ...]:
    """The rules that ask for a destination, in their own conditions or in those of a rule that they
    rest on, and are not over on the day. Those that no deal to that destination can meet are left
    out: the embargo on Iran rests on a rule of reach that names Russia as well."""
    deal = evaluate(ruleset, Facts({DESTINATION: Answer(country)}), day)
    sets = program_of(ruleset).on(day).sets
    found = []
    for rule in filter(wanted, ruleset.rules.values()):
        # What all requirements of the list rest on says nothing of a destination: its row does.
        rules = {} if rule.kind == "list" else ruleset.rules
        current = current_interval(rule.in_force, day)
        if current is None:
            continue
        # A stayed text holds for nobody; it is named all the same.
        may_hold = current.standing is Standing.STAYED or deal.truth(rule.id) != NO
        if may_hold and _asks_for(rule.when, country, sets, rules):
            found.append(rule)
    return tuple(found)


def _asks_for(
    condition: Condition,
    country: str,
    sets: SetsOnDay,
    rules: Mapping[str, Rule],
    holds: bool = True,
) -> bool:
    """Whether a condition has a test that this destination meets, and that has to be met (or,
    without `holds`, not to be met) for the condition to hold. `rules` are those that it may be
    followed into."""

    def some(parts: Iterable[Condition], holds: bool) -> bool:
        return any(_asks_for(part, country, sets, rules, holds) for part in parts)

    match condition:
        case All() | Any():
            return some(condition.parts, holds)
        case NoneOf():
            return some(condition.parts, not holds)
        case RuleHolds(rule=name) if name in rules:
            return some((rules[name].when,), holds)
        case Dated():
            return some((version.when for version in condition.versions), holds)
        case Leaf(fact=fact, test="is" | "in", operand=operand) if fact == DESTINATION and holds:
            spelled = condition.test == "is" and isinstance(operand, str)
            return sets.country_in(country, (str(operand),) if spelled else operand)
        case _:
            return False
