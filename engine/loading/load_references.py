"""What can only be checked when every file is read: references from rule to rule, and coverage."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from engine.deals.answers import read_parts
from engine.evaluation.calculators import MARK_FACTS
from engine.facts import FactType
from engine.loading.load_fields import Faults, Found
from engine.loading.load_names import Names
from engine.loading.load_rules import RuleRead
from engine.model import (
    All,
    Condition,
    Dated,
    Exists,
    Leaf,
    NoneOf,
    Place,
    RuleHolds,
    Ruleset,
    Verb,
)
from engine.model import (
    Any as AnyOf,
)
from engine.reading.typed_text import choice_of_words, shown, suggestion
from engine.reading.yaml_source import Map

_NOT_KNOWN: Final = ("not known", "unknown")


def leaves_of(condition: Condition) -> Iterable[Leaf | RuleHolds | Exists]:
    """The leaves of a condition, with its references to rules."""
    match condition:
        case All() | AnyOf() | NoneOf():
            for part in condition.parts:
                yield from leaves_of(part)
        case Dated():
            for version in condition.versions:
                yield from leaves_of(version.when)
        case Leaf() | RuleHolds() | Exists():
            yield condition


def check_references(rules: Sequence[RuleRead], names: Names, faults: Faults) -> None:
    """Cycles among rules, sets and facts; exceptions and reasons that no rule has; marks of the
    list that no rule looks at."""
    uses = {read.rule.id: _rules_of(read) for read in rules}
    places = {read.rule.id: read.rule.place for read in rules}
    check_cycles(uses, places, "rule", "a rule may not rest on itself: break the circle", faults)
    check_cycles(
        {name: (*s.union, *s.minus) for name, s in names.sets.items()},
        {name: s.place for name, s in names.sets.items()},
        "set",
        "a set may not hold itself: break the circle",
        faults,
    )
    check_cycles(
        {
            name: tuple(
                leaf.fact
                for leaf in leaves_of(fact.applies_when)
                if not isinstance(leaf, RuleHolds)
            )
            for name, fact in names.facts.items()
            if fact.applies_when is not None
        },
        {name: fact.place for name, fact in names.facts.items()},
        "fact",
        "no fact may decide whether it applies itself: break the circle",
        faults,
    )
    if "rules" not in names.unread:
        _check_exceptions(rules, faults)
        _check_marks(rules, names, faults)


def _rules_of(read: RuleRead) -> tuple[str, ...]:
    conditions = (read.rule.when, *(exception.when for exception in read.rule.unless))
    return tuple(
        leaf.rule
        for condition in conditions
        for leaf in leaves_of(condition)
        if isinstance(leaf, RuleHolds)
    )


def check_cycles(
    uses: Mapping[str, Sequence[str]],
    places: Mapping[str, Place],
    what: str,
    right: str,
    faults: Faults,
) -> None:
    """Each circle is told once, at the name in it that stands first."""
    done: set[str] = set()
    for start in uses:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(name)
            elif name in path:
                circle = [*path[path.index(name) :], name]
                faults.add(
                    places[name],
                    f"the {what} “{name}” rests on itself: {' → '.join(circle)}",
                    right,
                )
            elif name not in done and name in uses:
                path.append(name)
                stack.append((name, True))
                stack.extend((used, False) for used in reversed(uses[name]))


def _check_exceptions(rules: Sequence[RuleRead], faults: Faults) -> None:
    exceptions = {r.rule.exception for r in rules if r.rule.verb is Verb.PERMITS} - {""}
    reasons = {r.rule.reason for r in rules if r.rule.verb is Verb.REQUIRES} - {""}
    for read in rules:
        for key in ("removes", "keeps"):
            _check_listed(read, key, exceptions, "license exception", "permits", faults)
        overcomes = read.fields.tree.get("overcomes")
        if read.rule.verb is Verb.PERMITS and isinstance(overcomes, Map):
            _check_words(overcomes, "reasons", reasons, "reason for control", "requires", faults)


def _check_listed(
    read: RuleRead, key: str, known: set[str], what: str, verb: str, faults: Faults
) -> None:
    if read.rule.verb is Verb.RESTRICTS and isinstance(read.fields.tree.get(key), list):
        _check_words(read.fields.tree, key, known, what, verb, faults)


def _check_words(
    tree: Map, key: str, known: set[str], what: str, verb: str, faults: Faults
) -> None:
    listed = tree.get(key)
    if not isinstance(listed, list):
        return
    for index, word in enumerate(listed):
        if isinstance(word, str) and word.strip() not in known and word != "all":
            faults.add(
                listed.place_of(index),
                f"no rule that {verb} has the {what} {shown(word)}",
                suggestion(word, known)
                or (f"there are {choice_of_words(sorted(known), 'and')}" if known else ""),
            )


def _check_marks(rules: Sequence[RuleRead], names: Names, faults: Faults) -> None:
    """A mark of the list that no rule looks at would be a requirement lost in silence."""
    if not names.entries:
        return
    looked_at: set[str] = set()
    for read in rules:
        for condition in (read.rule.when, *(e.when for e in read.rule.unless)):
            for leaf in leaves_of(condition):
                if isinstance(leaf, Leaf) and leaf.fact in MARK_FACTS:
                    if isinstance(leaf.operand, tuple):
                        looked_at.update(leaf.operand)
                    elif leaf.operand in names.sets:
                        looked_at.update(m.entry for m in names.sets[leaf.operand].members)
                    else:
                        looked_at.add(leaf.operand)
    told: set[str] = set()
    for entry in names.entries.values():
        for row in entry.rows:
            if row.mark and row.mark not in looked_at and row.mark not in told:
                told.add(row.mark)
                faults.add(
                    names.row_places.get(row.id, Place("tables/ccl", 1, 1)),
                    f"no rule looks at the mark {shown(row.mark)} of the row {shown(row.id)}",
                    suggestion(row.mark, looked_at)
                    or f"write the rule: list.marks: {{has: {row.mark}}}",
                )


def check_tests(rules: Sequence[RuleRead], ruleset: Ruleset, names: Names, faults: Faults) -> None:
    """The facts that tests give: declared, and of their type."""
    for read in rules:
        for part in read.fields.elements("tests"):
            given = part.tree.get("given") if isinstance(part.tree, Map) else None
            if isinstance(given, Map):
                for name in given:
                    _check_given(given, name, ruleset, names, faults)


def _check_given(given: Map, name: str, ruleset: Ruleset, names: Names, faults: Faults) -> None:
    wrong = names.wrong_fact(name)
    if wrong is not None:
        faults.add(given.place_of_key(name), *wrong)
        return
    declared = names.facts[name]
    found = Found(given[name], given.place_of(name))
    if isinstance(found.tree, Map) and "value" in found.tree:
        found = Found(found.tree["value"], found.tree.place_of("value"))
    if isinstance(found.tree, str) and found.tree in _NOT_KNOWN:
        return
    if declared.derived and declared.type is FactType.SET:
        if not isinstance(found.tree, list):
            faults.add(found.place, f"“{name}” takes a list", "write [NS, MT], or []")
        return
    _, problems = read_parts(declared, found.tree, ruleset, lenient=True)
    for problem in problems:
        way = " ".join(str(p + 1) if isinstance(p, int) else p for p in problem.where)
        faults.add(found.place, f"“{name}”{' ' + way if way else ''}: {problem.says}")
