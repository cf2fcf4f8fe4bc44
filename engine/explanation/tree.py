"""A rule as it came out, as a tree: standing, conditions and exceptions, with truths and facts."""

from collections.abc import Mapping
from typing import Final

from engine.determination import Node
from engine.evaluation.leaves import make_element_test
from engine.explanation.trace import Trace
from engine.explanation.wording import attribute_leaf_words
from engine.facts import FactType
from engine.model import All, Condition, Dated, Exists, Leaf, NoneOf, Rule, RuleHolds
from engine.model import Any as AnyOf
from engine.truth import NEGATION, NO, WORDS

_KINDS: Final[Mapping[type, str]] = {All: "all", AnyOf: "any", NoneOf: "none"}

ELEMENTS_SHOWN = 50
"""How many parties or lines of a deal are shown one by one in a tree."""


def rule_tree(trace: Trace, rule: Rule) -> Node:
    """A rule's standing, conditions and exceptions."""
    standing = Node(
        "standing", WORDS[trace.standing(rule.in_force)], trace.standing_words(rule.in_force)
    )
    exceptions = [
        Node(
            "unless",
            WORDS[NEGATION[trace.truth(exception.when)]],
            f"unless {exception.title or 'an exception applies'}",
            exception.cite,
            parts=(condition_tree(trace, exception.when),),
        )
        for exception in rule.unless
    ]
    parts = (standing, condition_tree(trace, rule.when), *exceptions)
    truth = WORDS[trace.evaluation.truth(rule.id)]
    return Node("all", truth, rule.title, rule.cite, rule=rule.id, parts=parts)


def failed_tree(trace: Trace, rule: Rule) -> Node:
    """Of a rule that does not hold, the one condition that kept it out."""
    kept_out = Node("leaf", WORDS[NO], trace.first_failed(rule))
    return Node("all", WORDS[NO], rule.title, rule.cite, rule=rule.id, parts=(kept_out,))


def condition_tree(trace: Trace, condition: Condition) -> Node:
    """A condition with its truth, its facts and its parts."""
    truth, text, cite = WORDS[trace.truth(condition)], trace.words(condition), condition.cite
    match condition:
        case Leaf():
            return Node("leaf", truth, text, cite, trace.use(condition.fact))
        case All() | AnyOf() | NoneOf():
            parts = tuple([condition_tree(trace, part) for part in condition.parts])
            return Node(_kind(condition), truth, text, cite, parts=parts)
        case Exists():
            elements = _elements(trace, condition)
            return Node("exists", truth, text, cite, trace.use(condition.fact), parts=elements)
        case RuleHolds():
            return Node("rule", truth, text, cite, rule=condition.rule)
        case Dated():
            versions = tuple(
                Node(
                    "all",
                    WORDS[trace.standing((version.interval,)) & trace.truth(version.when)],
                    trace.standing_words((version.interval,)),
                    version.interval.by,
                    parts=(condition_tree(trace, version.when),),
                )
                for version in condition.versions
                if version.interval.covers(trace.evaluation.as_of)
            )
            return Node("dated", truth, text, cite, parts=versions)


def _kind(condition: Condition) -> str:
    return _KINDS.get(type(condition), "all")


def _elements(trace: Trace, exists: Exists) -> tuple[Node, ...]:
    """One branch for each party or line: how it fares under the condition."""
    value = trace.evaluation.values.get(exists.fact)
    list_type = trace.evaluation.ruleset.facts[exists.fact].type
    if not isinstance(value, tuple):
        return ()
    branches = []
    for element in value[:ELEMENTS_SHOWN]:
        name = getattr(element, "name", "") or getattr(element, "description", "")
        inner = _element_tree(trace, exists.where, list_type, element)
        branches.append(Node("all", inner.truth, name or "without a name", parts=(inner,)))
    return tuple(branches)


def _element_tree(trace: Trace, where: Condition, list_type: FactType, element: object) -> Node:
    test = make_element_test(where, list_type, trace.evaluation.on.sets)
    truth = WORDS[test(element)]
    if isinstance(where, Leaf):
        words = attribute_leaf_words(where, list_type, trace.evaluation.ruleset)
        return Node("leaf", truth, where.label or words, where.cite)
    parts = where.parts if isinstance(where, All | AnyOf | NoneOf) else ()
    inner = tuple(_element_tree(trace, part, list_type, element) for part in parts)
    return Node(_kind(where), truth, trace.words(where), where.cite, parts=inner)
