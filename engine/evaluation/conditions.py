"""What can be read off rules and their conditions before any deal is evaluated."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from engine.facts import YES_NO_TYPES, FactType
from engine.model import (
    All,
    Condition,
    Dated,
    Exists,
    FactDeclaration,
    Interval,
    Leaf,
    NoneOf,
    Overcomes,
    Rule,
    RuleHolds,
    Standing,
)
from engine.model import (
    Any as AnyOf,
)
from engine.truth import NO, OPEN, YES, Truth


def current_interval(intervals: tuple[Interval, ...], day: date) -> Interval | None:
    """The interval in which a dated text stands on a day: the last that covers it."""
    return next((i for i in reversed(intervals) if i.covers(day)), None)


def standing_truth(intervals: tuple[Interval, ...], day: date) -> Truth:
    """`YES` where the text is in force, `OPEN` where that is unclear, otherwise `NO`."""
    interval = current_interval(intervals, day)
    if interval is None or interval.standing is Standing.STAYED:
        return NO
    return OPEN if interval.standing is Standing.UNCLEAR else YES


def relying_truth(intervals: tuple[Interval, ...], day: date) -> Truth:
    """Whether a house policy could lift the text: its agency says that it does not enforce it."""
    interval = current_interval(intervals, day)
    return YES if interval is not None and interval.standing is Standing.NOT_ENFORCED else NO


def bare(condition: Leaf) -> tuple[str, str, str | tuple[str, ...]]:
    """A leaf without its label: leaves that test the same share a slot."""
    return (condition.fact, condition.test, condition.operand)


CONTRADICTING: Final = frozenset({"Parties", "End use"})

Assertion = tuple[str, Condition, Condition]
"""A fact, what its heavy answer is, and when its question applies."""


def assertion(declared: FactDeclaration) -> Assertion | None:
    """What contradicts the rest of a deal: a heavy answer, on people or end use, to a question that
    does not apply. What is told of the item without being asked contradicts nothing."""
    if declared.applies_when is None or declared.section not in CONTRADICTING:
        return None
    if declared.type in YES_NO_TYPES and declared.worse == "yes":
        return declared.name, Leaf(declared.name, "is", "yes"), declared.applies_when
    if declared.type is FactType.SET:
        return declared.name, Leaf(declared.name, "empty", "no"), declared.applies_when
    return None


def bars(restriction: Rule, permit: Rule) -> bool:
    """Whether a rule that restricts takes this exception away."""
    if permit.exception in restriction.keeps:
        return False
    return "all" in restriction.removes or permit.exception in restriction.removes


def overcomes(reach: Overcomes, requirement: Rule) -> bool:
    """Whether an exception with this reach overcomes the requirement."""
    if requirement.id in reach.except_rules:
        return False
    if requirement.id in reach.rules:
        return True
    if not reach.kinds and not reach.reasons:
        return False
    return (not reach.kinds or requirement.kind in reach.kinds) and (
        not reach.reasons or requirement.reason in reach.reasons
    )


def conditions_of(rule: Rule) -> Iterator[Condition]:
    """Every condition of a rule and of its exceptions, down to the tests, in reading order."""
    for condition in (rule.when, *(unless.when for unless in rule.unless)):
        yield from within(condition)


def within(condition: Condition) -> Iterator[Condition]:
    """A condition and all below it."""
    yield condition
    match condition:
        case All() | AnyOf() | NoneOf():
            for part in condition.parts:
                yield from within(part)
        case Exists():
            yield from within(condition.where)
        case Dated():
            for version in condition.versions:
                yield from within(version.when)
        case _:
            return


def rules_named(condition: Condition) -> frozenset[str]:
    """The rules that a condition refers to."""
    return frozenset(part.rule for part in within(condition) if isinstance(part, RuleHolds))


def rules_used(rule: Rule) -> frozenset[str]:
    """The rules that a rule refers to, in what it asks for or in its exceptions."""
    return frozenset(part.rule for part in conditions_of(rule) if isinstance(part, RuleHolds))


def rules_behind(rule: Rule, rules: Mapping[str, Rule]) -> frozenset[str]:
    """The rules on which a rule rests, itself among them."""
    found, waiting = {rule.id}, [rule.id]
    while waiting:
        used = rules_used(rules[waiting.pop()]) - found
        found |= used
        waiting += used
    return frozenset(found)


def facts_named(condition: Condition) -> frozenset[str]:
    """The facts that a condition tests itself."""
    match condition:
        case Leaf() | Exists():
            return frozenset({condition.fact})
        case All() | AnyOf() | NoneOf():
            return frozenset[str]().union(*map(facts_named, condition.parts))
        case Dated():
            return frozenset[str]().union(*(facts_named(v.when) for v in condition.versions))
        case _:
            return frozenset()


def dated_texts(rule: Rule) -> Iterator[tuple[Interval, ...]]:
    """The intervals of the rule, then those of each dated condition in it, in reading order."""
    yield rule.in_force
    for condition in conditions_of(rule):
        if isinstance(condition, Dated):
            yield tuple(version.interval for version in condition.versions)


def in_order_of_reference(rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    """The rules, each after those that it refers to. The loader has refused cycles."""
    ordered: dict[str, Rule] = {}

    def place(rule: Rule) -> None:
        if rule.id in ordered:
            return
        for name in sorted(rules_used(rule)):
            place(rules[name])
        ordered[rule.id] = rule

    for rule in rules.values():
        place(rule)
    return tuple(ordered.values())
