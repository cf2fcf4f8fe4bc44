"""A ruleset as plain lists and texts for the cache, and back again.

Objects are lists of their fields in the order of their declaration. Conditions stand in one table,
each after its parts and each different one once, and are referred to by number. Entries of the
control list are texts of JSON of their own, opened when somebody asks for one. Going back checks
nothing: what is kept was checked when it was read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, Final

import orjson

from engine.facts import FactType
from engine.loading.quick_making import quick
from engine.model import (
    All,
    AnswerGiven,
    ChartFootnote,
    Choice,
    Condition,
    Country,
    Dated,
    Exists,
    FactDeclaration,
    Interval,
    Leaf,
    ListEntry,
    ListException,
    ListRow,
    Member,
    NoneOf,
    Overcomes,
    Place,
    Regime,
    Rule,
    RuleHolds,
    Ruleset,
    Say,
    SetDeclaration,
    Source,
    Standing,
    Step,
    Unless,
    Verb,
    Version,
)
from engine.model import (
    Any as AnyOf,
)

FORMAT: Final = "ruleset/7"

_SIGNS: Final[Mapping[type, str]] = {
    Leaf: "l",
    All: "a",
    AnyOf: "o",
    NoneOf: "n",
    RuleHolds: "r",
    Exists: "e",
    Dated: "d",
}
_MANY: Final = {"a": quick(All), "o": quick(AnyOf), "n": quick(NoneOf)}
_leaf: Final = quick(Leaf)
_rule_of: Final = quick(Rule)
_fact_of: Final = quick(FactDeclaration)
_VERBS: Final = {verb.value: verb for verb in Verb}
_TYPES: Final = {kind.value: kind for kind in FactType}
_STANDINGS: Final = {standing.value: standing for standing in Standing}
_NOTHING: Final = Overcomes()


# To the cache -----------------------------------------------------------------------------------


def form_of(ruleset: Ruleset) -> dict[str, Any]:
    """The ruleset as plain lists, texts, numbers and truth values.

    Without the tests beside the rules: no determination needs them, and they are half of the text.
    """
    table = _Table()
    form = {
        "regime": table.plain(ruleset.regime),
        "facts": [table.plain(fact) for fact in ruleset.facts.values()],
        "sets": [table.plain(declared) for declared in ruleset.sets.values()],
        "countries": [table.plain(country) for country in ruleset.countries.values()],
        "chart": {code: table.plain(marks) for code, marks in ruleset.chart.items()},
        "entries": {
            name: orjson.dumps(table.plain(entry)).decode()
            for name, entry in ruleset.entries.items()
        },
        "rules": [table.plain(replace(rule, tests=())) for rule in ruleset.rules.values()],
        "footnotes": table.plain(ruleset.footnotes),
        "headings": dict(ruleset.headings),
    }
    return {"leaves": table.leaves, "conditions": table.conditions, **form}


class _Table:
    """Makes values plain, and keeps the conditions in them once each.

    The first condition that has parts is number 0, the first leaf -1: half of all are leaves, and
    a list of their own is read in half the time.
    """

    def __init__(self) -> None:
        self.leaves: list[Any] = []
        self.conditions: list[Any] = []
        self._numbers: dict[Condition, int] = {}

    def plain(self, value: Any) -> Any:
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, frozenset):
            return sorted(value)
        if isinstance(value, tuple | list):  # named tuples too: their fields in order
            return [self.plain(part) for part in value]
        if isinstance(value, Mapping):
            return {key: self.plain(part) for key, part in value.items()}
        if type(value) in _SIGNS:
            return self._number(value)
        if is_dataclass(value):
            return [self.plain(getattr(value, field.name)) for field in fields(value)]
        return value

    def _number(self, condition: Condition) -> int:
        number = self._numbers.get(condition)
        if number is None:
            listed = [self.plain(getattr(condition, field.name)) for field in fields(condition)]
            if isinstance(condition, Leaf):
                self.leaves.append(listed)
                number = -len(self.leaves)
            else:
                number = len(self.conditions)
                self.conditions.append([_SIGNS[type(condition)], *listed])
            self._numbers[condition] = number
        return number


# From the cache ---------------------------------------------------------------------------------


def ruleset_from(form: dict[str, Any], digest: str) -> Ruleset:
    """The ruleset that `form_of` wrote. Raises `TypeError`, `ValueError`, `KeyError` or
    `IndexError` where it did not write it."""
    conditions = _conditions(form["leaves"], form["conditions"])
    facts = [_fact(fact, conditions) for fact in form["facts"]]
    sets = [_set(declared) for declared in form["sets"]]
    countries = [Country(c, n, tuple(a), *rest) for c, n, a, *rest in form["countries"]]
    rules = [_rule(rule, conditions) for rule in form["rules"]]
    return Ruleset(
        _regime(conditions, *form["regime"]),
        digest,
        {fact.name: fact for fact in facts},
        {declared.id: declared for declared in sets},
        {country.code: country for country in countries},
        {code: _members(marks) for code, marks in form["chart"].items()},
        EntriesOnDemand(form["entries"]),
        {rule.id: rule for rule in rules},
        tuple(ChartFootnote(n, note, tuple(codes)) for n, note, codes in form["footnotes"]),
        form["headings"],
        with_tests=False,
    )


class EntriesOnDemand(Mapping[str, ListEntry]):
    """The control list's entries, each made when it is first asked for: a deal needs a few."""

    def __init__(self, forms: dict[str, str]) -> None:
        self._forms = forms
        self._made: dict[str, ListEntry] = {}

    def __getitem__(self, eccn: str) -> ListEntry:
        made = self._made.get(eccn)
        if made is None:
            made = self._made[eccn] = _entry(*orjson.loads(self._forms[eccn]))
        return made

    def __contains__(self, eccn: object) -> bool:
        return eccn in self._forms

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return len(self._forms)


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _optional_day(text: str | None) -> date | None:
    return None if text is None else _day(text)


@lru_cache(maxsize=4096)
def _interval(
    start: str,
    until: str | None,
    by: str,
    standing: str,
    announced: str | None,
    note: str,
    assumption: str,
) -> Interval:
    return Interval(
        _day(start),
        _optional_day(until),
        by,
        _STANDINGS[standing],
        _optional_day(announced),
        note,
        assumption,
    )


@lru_cache(maxsize=1024)
def _source(seen: str, confidence: str, where: str) -> Source:
    return Source(_day(seen), confidence, where)


def _conditions(leaves: list[list[Any]], forms: list[list[Any]]) -> list[Condition]:
    """The conditions by number: those with parts, each after its parts, then the leaves in
    reverse, which negative numbers find."""
    made: list[Any] = [None] * len(forms)
    made += [
        _leaf(fact, test, _written(operand), label, cite)
        for fact, test, operand, label, cite in reversed(leaves)
    ]
    for number, (sign, first, *rest) in enumerate(forms):
        if sign in _MANY:
            made[number] = _MANY[sign](tuple([made[part] for part in first]), *rest)
        elif sign == "r":
            made[number] = RuleHolds(first, *rest)
        elif sign == "e":
            where, *words = rest
            made[number] = Exists(first, made[where], *words)
        elif sign == "d":
            versions = [Version(_interval(*days), made[when]) for days, when in first]
            made[number] = Dated(tuple(versions), *rest)
        else:
            raise ValueError(f"no condition begins with {sign!r}")
    return made


def _written(operand: Any) -> str | tuple[str, ...]:
    return tuple(operand) if operand.__class__ is list else operand


def _overcomes(form: list[list[str]]) -> Overcomes:
    return Overcomes(*map(frozenset, form)) if any(form) else _NOTHING


def _rule(form: list[Any], conditions: list[Condition]) -> Rule:
    (
        name, verb, title, cite, in_force, when, say, sources, unless, _, step, always,
        kind, reason, review, counts_content, exception, overcomes, removes, keeps,
        keep_years, note, duties, place,
    ) = form  # fmt: skip
    return _rule_of(
        name,
        _VERBS[verb],
        title,
        cite,
        tuple([_interval(*days) for days in in_force]),
        conditions[when],
        Say(*say),
        tuple([_source(*source) for source in sources]),
        tuple([Unless(conditions[number], *rest) for number, *rest in unless]),
        (),
        step,
        always,
        kind,
        reason,
        review,
        counts_content,
        exception,
        _overcomes(overcomes),
        frozenset(removes),
        frozenset(keeps),
        keep_years,
        note,
        tuple(duties),
        Place(*place),
    )


def _fact(form: list[Any], conditions: list[Condition]) -> FactDeclaration:
    (
        name, kind, section, short, ask, explained, cite, choices, effort, who, document,
        applies_when, always_ask, worse, default, derived, place,
    ) = form  # fmt: skip
    return _fact_of(
        name,
        _TYPES[kind],
        section,
        short,
        ask,
        explained,
        cite,
        tuple([Choice(*choice) for choice in choices]),
        effort,
        who,
        document,
        None if applies_when is None else conditions[applies_when],
        always_ask,
        worse,
        default,
        derived,
        Place(*place),
    )


@lru_cache(maxsize=4096)
def _member(entry: str, start: str | None, until: str | None, by: str) -> Member:
    return Member(entry, _optional_day(start), _optional_day(until), by)


def _members(form: list[list[Any]]) -> tuple[Member, ...]:
    return tuple([_member(*member) for member in form])


def _set(form: list[Any]) -> SetDeclaration:
    name, of, title, cite, sources, members, excluded, union, minus, place = form
    return SetDeclaration(
        name,
        of,
        title,
        cite,
        tuple([_source(*source) for source in sources]),
        _members(members),
        _members(excluded),
        tuple(union),
        tuple(minus),
        Place(*place),
    )


def _entry(
    eccn: str,
    title: str,
    rows: list[list[Any]],
    exceptions: list[list[Any]],
    paragraphs: list[str],
    cite: str,
    note: str,
) -> ListEntry:
    return ListEntry(
        eccn,
        title,
        tuple(
            ListRow(
                name,
                reason,
                mark,
                tuple(only),
                tuple(excluded),
                condition,
                _optional_day(start),
                _optional_day(until),
            )
            for name, reason, mark, only, excluded, condition, start, until in rows
        ),
        tuple(
            ListException(code, allowed, tuple(only), tuple(excluded), limit, condition)
            for code, allowed, only, excluded, limit, condition in exceptions
        ),
        frozenset(paragraphs),
        cite,
        note,
    )


def _regime(
    conditions: list[Condition],
    name: str,
    title: str,
    authority: str,
    verified_to: str,
    steps: list[list[Any]],
    sections: list[str],
    not_checked: list[str],
    content: dict[str, Any],
    nexus: str,
    advice: dict[str, list[str]],
    answers: list[list[Any]],
    countries: list[str],
    item_sections: list[str],
    item_facts: list[str],
    not_of_product: list[str],
) -> Regime:
    return Regime(
        name,
        title,
        authority,
        _day(verified_to),
        tuple(Step(s, t, tuple(_VERBS[v] for v in verbs), tuple(k)) for s, t, verbs, k in steps),
        tuple(sections),
        tuple(not_checked),
        content,
        nexus,
        {outcome: tuple(texts) for outcome, texts in advice.items()},
        tuple(
            AnswerGiven(fact, conditions[where], rule, cite, Place(*place))
            for fact, where, rule, cite, place in answers
        ),
        tuple(countries),
        tuple(item_sections),
        tuple(item_facts),
        tuple(not_of_product),
    )
