"""Lint of what people read: sentences, labels, and whether both say what is tested."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from engine.evaluation.conditions import rules_named
from engine.model import Leaf, Rule, Ruleset, Verb
from engine.proof.coverage import COLUMN, leaves_in
from engine.proof.lint_findings import Finding, in_rule

_PLACEHOLDER: Final = re.compile(r"\{([a-z_.0-9]+)\}")
_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9:.-]{2,}")
_COMFORT: Final = re.compile(
    r"\b(safe|safely|clear|cleared|clears|no issue|no problem|go ahead|free to)\b", re.IGNORECASE
)
_LIST_FACTS: Final = ("list.marks", "chart.required", "chart.marks")
_IDLE: Final = frozenset(
    """the and that this for with are not its has have from what which who they them does was any
    all may item items license requires require required rule yes said cannot whether needs under
    other here there than one where when into""".split()  # noqa: SIM905
)
_NUMBER: Final = r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)"
_BEFORE: Final = re.compile(
    r"(?P<words>not more than|no more than|more than|not less than|no less than|less than|"
    r"at least|at most|up to|not over|not above|over|above|exceeding|exceeds|under|below|within)"
    rf"\s+\$?{_NUMBER}",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    rf"{_NUMBER}(?:\s+[a-z.%/]+){{0,4}}?\s+or\s+(?P<words>more|less|over|above|below)",
    re.IGNORECASE,
)
_MEANS: Final[Mapping[str, str]] = {
    "not more than": "at_most",
    "no more than": "at_most",
    "more than": "over",
    "not less than": "at_least",
    "no less than": "at_least",
    "less than": "under",
    "at least": "at_least",
    "at most": "at_most",
    "up to": "at_most",
    "not over": "at_most",
    "not above": "at_most",
    "over": "over",
    "above": "over",
    "exceeding": "over",
    "exceeds": "over",
    "under": "under",
    "below": "under",
    "within": "at_most",
}
_OR: Final[Mapping[str, str]] = {
    "more": "at_least",
    "over": "at_least",
    "above": "at_least",
    "less": "at_most",
    "below": "at_most",
}
_THRESHOLDS: Final = ("over", "at_least", "under", "at_most")
_OPPOSITE: Final = {"over": "at_most", "at_most": "over", "under": "at_least", "at_least": "under"}


def word_findings(ruleset: Ruleset) -> Iterator[Finding]:
    """R050, R053, R054, R055 and R080."""
    for rule in ruleset.rules.values():
        yield from _sentences(rule, ruleset)
        yield from _marks(rule)
        yield from _thresholds(rule)
        if rule.verb is Verb.REQUIRES and not rule.review:
            yield in_rule(
                "R055", rule, "it requires and says nothing of how BIS reviews", "write “review:”"
            )


def _sentences(rule: Rule, ruleset: Ruleset) -> Iterator[Finding]:
    if "{missing}" not in rule.say.open:
        yield in_rule(
            "R050", rule, "the open sentence does not say what is missing", "add {missing}"
        )
    known = _words_of(rule, ruleset)
    for word, sentence in (("yes", rule.say.yes), ("no", rule.say.no)):
        if "{first_failed}" in sentence or _PLACEHOLDER.search(sentence):
            continue
        if not known & _content(sentence):
            yield in_rule(
                "R050",
                rule,
                f"the {word} sentence names nothing that the rule looks at",
                "name the fact that decides, by a placeholder or in the words of its label",
            )
    for sentence in (rule.say.yes, rule.say.no, rule.say.open):
        comfort = _COMFORT.search(sentence)
        if comfort:
            yield in_rule(
                "R054",
                rule,
                f"a sentence says “{comfort[0]}”",
                "say that the law requires, does not require, or that it cannot be said",
            )


def _words_of(rule: Rule, ruleset: Ruleset) -> frozenset[str]:
    """The words by which a person would know what the rule looks at."""
    texts = [rule.title]
    for condition in (rule.when, *(exception.when for exception in rule.unless)):
        texts += [ruleset.rules[name].title for name in rules_named(condition)]
        for leaf, _ in leaves_in(condition):
            texts.append(leaf.label)
            declared = ruleset.facts.get(leaf.fact)
            texts.append(declared.short if declared is not None else leaf.fact)
            if not isinstance(leaf, Leaf):
                continue
            for operand in (leaf.operand,) if isinstance(leaf.operand, str) else leaf.operand:
                texts.append(operand)
                if operand in ruleset.sets:
                    texts.append(ruleset.sets[operand].title)
                if operand in ruleset.countries:
                    texts.append(ruleset.countries[operand].name)
    texts += [exception.title for exception in rule.unless]
    return frozenset[str]().union(*map(_content, texts))


def _content(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, cut to their stems."""
    words = {word.casefold().strip(".:-") for word in _WORD.findall(text)}
    return frozenset(word[:6] for word in words - _IDLE)


def _marks(rule: Rule) -> Iterator[Finding]:
    for condition in (rule.when, *(exception.when for exception in rule.unless)):
        for leaf, _ in leaves_in(condition):
            if not isinstance(leaf, Leaf) or leaf.label or leaf.fact not in _LIST_FACTS:
                continue
            marks = (leaf.operand,) if isinstance(leaf.operand, str) else leaf.operand
            raw = [mark for mark in marks if "." in mark or COLUMN.fullmatch(mark)]
            if raw:
                yield in_rule(
                    "R053",
                    rule,
                    f"a condition on {leaf.fact} is shown as “{', '.join(raw[:4])}”",
                    "give it a label in plain words",
                )


def _thresholds(rule: Rule) -> Iterator[Finding]:
    for condition in (rule.when, *(exception.when for exception in rule.unless)):
        for leaf, _ in leaves_in(condition):
            if not isinstance(leaf, Leaf) or leaf.test not in _THRESHOLDS:
                continue
            told = _told(leaf.label, str(leaf.operand))
            texts = leaf.label
            if not told:
                texts = rule.say.yes
                told = _told(texts, str(leaf.operand))
            # A sentence may tell a limit from its other side, where the condition stands in "none".
            allowed = {leaf.test} if texts == leaf.label else {leaf.test, _OPPOSITE[leaf.test]}
            if told and not told & allowed:
                words = " and ".join(sorted(told)).replace("_", " ")
                yield in_rule(
                    "R080",
                    rule,
                    f"{leaf.fact} is tested as “{leaf.test.replace('_', ' ')} {leaf.operand}”"
                    f" and told as “{words}”",
                    "make the test and the words say the same",
                )


def _told(text: str, operand: str) -> frozenset[str]:
    """How a text compares with a number, in the names of the tests."""
    found = set()
    for pattern, meaning in ((_AFTER, _OR), (_BEFORE, _MEANS)):
        for match in pattern.finditer(text):
            if _same(match["number"], operand):
                found.add(meaning[" ".join(match["words"].casefold().split())])
        if found:
            break
    return frozenset(found)


def _same(one: str, other: str) -> bool:
    try:
        return Decimal(one.replace(",", "").rstrip(".")) == Decimal(other)
    except InvalidOperation:
        return False
