"""A ruleset as plain lists and texts for the cache, and back again.

Objects are lists of their fields in the order of their declaration; conditions begin with a sign
for their kind. Going back checks nothing: what is kept was checked when it was read. Entries of
the control list are texts of JSON of their own, opened when somebody asks for one.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Any, Final

from engine.facts import FactType
from engine.model import (
    All,
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
    RuleTest,
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

FORMAT: Final = "ruleset/1"

_SIGNS: Final[Mapping[type, str]] = {
    Leaf: "l",
    All: "a",
    AnyOf: "o",
    NoneOf: "n",
    RuleHolds: "r",
    Exists: "e",
    Dated: "d",
}
_VERBS: Final = {verb.value: verb for verb in Verb}
_TYPES: Final = {kind.value: kind for kind in FactType}
_STANDINGS: Final = {standing.value: standing for standing in Standing}
_day = date.fromisoformat


# To the cache -----------------------------------------------------------------------------------


def form_of(ruleset: Ruleset) -> dict[str, Any]:
    """The ruleset as plain lists, texts, numbers and truth values."""
    return {
        "regime": _plain(ruleset.regime),
        "facts": _listed(ruleset.facts),
        "sets": _listed(ruleset.sets),
        "countries": _listed(ruleset.countries),
        "chart": {code: _plain(marks) for code, marks in ruleset.chart.items()},
        "entries": {
            name: json.dumps(_plain(entry), ensure_ascii=False, separators=(",", ":"))
            for name, entry in ruleset.entries.items()
        },
        "rules": _listed(ruleset.rules),
    }


def _listed(by_name: Mapping[str, Any]) -> list[Any]:
    return [_plain(value) for value in by_name.values()]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if is_dataclass(value):
        sign = _SIGNS.get(type(value))
        listed = [_plain(getattr(value, field.name)) for field in fields(value)]
        return listed if sign is None else [sign, *listed]
    return value


# From the cache ---------------------------------------------------------------------------------


def ruleset_from(form: dict[str, Any], digest: str) -> Ruleset:
    """The ruleset that `form_of` wrote. Raises `TypeError`, `ValueError`, `KeyError` or
    `IndexError` where it did not write it."""
    return Ruleset(
        _regime(*form["regime"]),
        digest,
        _by(map(_fact, form["facts"]), "name"),
        _by(map(_set, form["sets"]), "id"),
        _by((Country(c, n, tuple(a), *rest) for c, n, a, *rest in form["countries"]), "code"),
        {code: _members(marks) for code, marks in form["chart"].items()},
        EntriesOnDemand(form["entries"]),
        _by(map(_rule, form["rules"]), "id"),
    )


def _by(values: Iterator[Any], name: str) -> dict[str, Any]:
    key = attrgetter(name)
    return {key(value): value for value in values}


class EntriesOnDemand(Mapping[str, ListEntry]):
    """The control list's entries, each made when it is first asked for: a deal needs a few."""

    def __init__(self, forms: dict[str, str]) -> None:
        self._forms = forms
        self._made: dict[str, ListEntry] = {}

    def __getitem__(self, eccn: str) -> ListEntry:
        made = self._made.get(eccn)
        if made is None:
            made = self._made[eccn] = _entry(*json.loads(self._forms[eccn]))
        return made

    def __contains__(self, eccn: object) -> bool:
        return eccn in self._forms

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return len(self._forms)


def _optional_day(text: str | None) -> date | None:
    return None if text is None else _day(text)


def _place(form: list[Any]) -> Place:
    return Place(*form)


def _interval(form: list[Any]) -> Interval:
    start, until, by, standing, announced, note, assumption = form
    return Interval(
        _day(start),
        _optional_day(until),
        by,
        _STANDINGS[standing],
        _optional_day(announced),
        note,
        assumption,
    )


def _condition(form: list[Any]) -> Condition:
    sign = form[0]
    if sign == "l":
        _, fact, test, operand, label, cite = form
        return Leaf(
            fact, test, operand if operand.__class__ is str else tuple(operand), label, cite
        )
    if sign == "r":
        return RuleHolds(form[1], form[2], form[3])
    _, first, *rest = form
    if sign == "a":
        return All(tuple(map(_condition, first)), *rest)
    if sign == "o":
        return AnyOf(tuple(map(_condition, first)), *rest)
    if sign == "n":
        return NoneOf(tuple(map(_condition, first)), *rest)
    if sign == "e":
        where, label, cite = rest
        return Exists(first, _condition(where), label, cite)
    if sign == "d":
        versions = (Version(_interval(days), _condition(when)) for days, when in first)
        return Dated(tuple(versions), *rest)
    raise ValueError(f"no condition begins with {sign!r}")


def _source(form: list[Any]) -> Source:
    seen, confidence, where = form
    return Source(_day(seen), confidence, where)


def _test(form: list[Any]) -> RuleTest:
    given, expect, as_of, place = form
    return RuleTest(given, expect, _optional_day(as_of), _place(place))


def _rule(form: list[Any]) -> Rule:
    (
        name, verb, title, cite, in_force, when, say, sources, unless, tests, step, always,
        kind, reason, review, counts_content, exception, overcomes, removes, keeps, note,
        duties, place,
    ) = form  # fmt: skip
    return Rule(
        name,
        _VERBS[verb],
        title,
        cite,
        tuple(map(_interval, in_force)),
        _condition(when),
        Say(*say),
        tuple(map(_source, sources)),
        tuple(Unless(_condition(w), c, t) for w, c, t in unless),
        tuple(map(_test, tests)),
        step,
        always,
        kind,
        reason,
        review,
        counts_content,
        exception,
        Overcomes(*map(frozenset, overcomes)),
        frozenset(removes),
        frozenset(keeps),
        note,
        tuple(duties),
        _place(place),
    )


def _fact(form: list[Any]) -> FactDeclaration:
    (
        name, kind, section, short, ask, explained, cite, choices, effort, who, document,
        applies_when, always_ask, worse, default, derived, place,
    ) = form  # fmt: skip
    return FactDeclaration(
        name,
        _TYPES[kind],
        section,
        short,
        ask,
        explained,
        cite,
        tuple(Choice(*choice) for choice in choices),
        effort,
        who,
        document,
        None if applies_when is None else _condition(applies_when),
        always_ask,
        worse,
        default,
        derived,
        _place(place),
    )


def _members(form: list[list[Any]]) -> tuple[Member, ...]:
    return tuple(
        Member(entry, _optional_day(start), _optional_day(until), by)
        for entry, start, until, by in form
    )


def _set(form: list[Any]) -> SetDeclaration:
    name, of, title, cite, sources, members, excluded, union, minus, place = form
    return SetDeclaration(
        name,
        of,
        title,
        cite,
        tuple(map(_source, sources)),
        _members(members),
        _members(excluded),
        tuple(union),
        tuple(minus),
        _place(place),
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
    )
