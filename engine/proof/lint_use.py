"""Lint of what a ruleset declares and does not use, types twice, or does not test."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from engine.evaluation.calculators import INPUTS
from engine.evaluation.conditions import dated_texts, rules_named
from engine.facts import FactType
from engine.model import (
    Condition,
    Exists,
    FactDeclaration,
    Interval,
    Leaf,
    Rule,
    Ruleset,
    Verb,
)
from engine.proof.coverage import leaves_in
from engine.proof.lint_findings import Finding, finding, in_rule
from engine.proof.rule_tests import require_tests

_PLACEHOLDER: Final = re.compile(r"\{([a-z_.0-9]+)\}")
_ENGINE_READS: Final = frozenset(
    {"item.description", "content.declared_share", *(n for names in INPUTS.values() for n in names)}
)
"""Facts that the engine itself looks at."""

_LISTS: Final = ("in", "within", "any_in", "any_within")
_TRUTHS: Final = ("yes", "no", "open")


def use_findings(ruleset: Ruleset) -> Iterator[Finding]:
    """R060, R062, R063 and R071 to R074."""
    yield from _tests(ruleset)
    yield from _choices(ruleset)
    yield from _typed_lists(ruleset)
    yield from _unused_sets(ruleset)
    yield from _unread_facts(ruleset)
    yield from _unused_definitions(ruleset)


def _conditions(rule: Rule) -> tuple[Condition, ...]:
    return (rule.when, *(exception.when for exception in rule.unless))


def _all_leaves(ruleset: Ruleset) -> Iterator[Leaf | Exists]:
    """Every leaf of every rule, and of what decides whether a question applies."""
    conditions = [c for rule in ruleset.rules.values() for c in _conditions(rule)]
    conditions += [f.applies_when for f in ruleset.facts.values() if f.applies_when is not None]
    for condition in conditions:
        for leaf, _ in leaves_in(condition):
            yield leaf


def _words(operand: str | tuple[str, ...]) -> tuple[str, ...]:
    return (operand,) if isinstance(operand, str) else operand


# Tests ------------------------------------------------------------------------------------------


def _tests(ruleset: Ruleset) -> Iterator[Finding]:
    require_tests(ruleset)
    for rule in ruleset.rules.values():
        expected = {test.expect for test in rule.tests}
        missing = [truth for truth in _TRUTHS if truth not in expected]
        if missing:
            yield in_rule(
                "R060", rule, f"no test expects {' or '.join(missing)}", "add one to its tests"
            )
        days = {test.as_of or ruleset.regime.verified_to for test in rule.tests}
        for intervals in _dated(rule):
            for interval in _untested(intervals, days):
                yield in_rule(
                    "R063",
                    rule,
                    f"no test is on a day of the text from {interval.start}"
                    f" to {interval.until or 'today'}",
                    "add a test with such an “as_of”",
                )


def _dated(rule: Rule) -> Iterator[tuple[Interval, ...]]:
    """Texts with more than one interval, and every dated condition."""
    whole, *within = dated_texts(rule)
    if len(whole) > 1:
        yield whole
    yield from within


def _untested(intervals: tuple[Interval, ...], days: Iterable[date]) -> Iterator[Interval]:
    """The intervals in which no day lies; of two that cover a day, the later stands."""
    met = {next((i for i in reversed(intervals) if i.covers(day)), None) for day in days}
    return (interval for interval in intervals if interval not in met)


# Choices ----------------------------------------------------------------------------------------


def _choices(ruleset: Ruleset) -> Iterator[Finding]:
    tested: dict[str, set[str]] = defaultdict(set)
    for leaf in _all_leaves(ruleset):
        if isinstance(leaf, Leaf):
            for word in _words(leaf.operand):
                declared = ruleset.sets.get(word)
                entries = [m.entry for m in declared.members] if declared is not None else [word]
                tested[leaf.fact].update(entries)
    for fact in ruleset.facts.values():
        untested = [c.value for c in fact.choices if c.value not in tested[fact.name]]
        # Of a single choice, the one that is left over is "none of the others".
        if len(untested) > (1 if fact.type is FactType.CHOICE else 0) and not fact.derived:
            yield finding(
                "R062",
                fact.place,
                f"the fact “{fact.name}”: no rule asks for {', '.join(untested)}",
                "write the rule that does, or join or drop these choices",
            )


# Lists and sets ---------------------------------------------------------------------------------


def _typed_lists(ruleset: Ruleset) -> Iterator[Finding]:
    places: dict[frozenset[str], dict[str, Rule]] = defaultdict(dict)
    for rule in ruleset.rules.values():
        for condition in _conditions(rule):
            for leaf, _ in leaves_in(condition):
                if (
                    isinstance(leaf, Leaf)
                    and leaf.test in _LISTS
                    and isinstance(leaf.operand, tuple)
                    and len(leaf.operand) > 1
                    and _is_list_of_law(leaf.operand, ruleset)
                ):
                    places[frozenset(leaf.operand)].setdefault(rule.id, rule)
    declared = {
        frozenset(m.entry for m in s.members): s.id
        for s in ruleset.sets.values()
        if not (s.union or s.minus or s.excluded or any(m.start or m.until for m in s.members))
    }
    for entries, rules in places.items():
        told = ", ".join(sorted(entries))
        first = next(iter(rules.values()))
        if entries in declared:
            yield in_rule("R071", first, f"it types {told}", f"name the set “{declared[entries]}”")
        elif len(rules) > 1:
            yield in_rule(
                "R071",
                first,
                f"{told} is typed here and in {', '.join(list(rules)[1:])}",
                "declare a set and name it",
            )


def _is_list_of_law(operand: tuple[str, ...], ruleset: Ruleset) -> bool:
    """Whether a list holds countries or ECCNs, and not the choices of one fact."""
    return all(
        word in ruleset.countries or word.partition(".")[0] in ruleset.entries for word in operand
    )


def _unused_sets(ruleset: Ruleset) -> Iterator[Finding]:
    used = {
        word
        for leaf in _all_leaves(ruleset)
        if isinstance(leaf, Leaf) and isinstance(leaf.operand, str)
        for word in (leaf.operand,)
    }
    for declared in ruleset.sets.values():
        used.update(declared.union, declared.minus)
    for declared in ruleset.sets.values():
        if declared.id not in used:
            yield finding(
                "R072",
                declared.place,
                f"nothing uses the set “{declared.id}”",
                "use it, or take it out",
            )


# Facts and definitions --------------------------------------------------------------------------


def _unread_facts(ruleset: Ruleset) -> Iterator[Finding]:
    read = set(_ENGINE_READS)
    for leaf in _all_leaves(ruleset):
        read.add(leaf.fact)
    for rule in ruleset.rules.values():
        read.update(interval.assumption for interval in rule.in_force)
        for sentence in (rule.say.yes, rule.say.no, rule.say.open):
            read.update(_PLACEHOLDER.findall(sentence))
    for fact in ruleset.facts.values():
        if fact.name not in read and not _of_engine(fact):
            yield finding(
                "R073",
                fact.place,
                f"no rule reads the fact “{fact.name}”",
                "write the rule that does, or take the question out",
            )


def _of_engine(fact: FactDeclaration) -> bool:
    """Questions of conditional rows decide marks, those of conditional exceptions what an entry
    allows; calculated facts are asked of nobody."""
    return bool(fact.derived) or fact.name.startswith(("list.row.", "list.exception."))


def _unused_definitions(ruleset: Ruleset) -> Iterator[Finding]:
    used: set[str] = set()
    for rule in ruleset.rules.values():
        for condition in _conditions(rule):
            used |= rules_named(condition)
    left_out = ruleset.regime.content.get("left_out", ())
    if isinstance(left_out, list | tuple):
        used.update(str(name) for name in left_out)
    for rule in ruleset.rules.values():
        if rule.verb is Verb.DEFINES and rule.id not in used:
            yield in_rule("R074", rule, "no rule uses this definition", "use it, or take it out")
