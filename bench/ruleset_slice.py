"""The slice of the ruleset that `floor.py` has typed by hand, and deals for both.

The slice keeps the rules of 15 CFR 734.4 and 734.9 with those that they refer to. What these
take from rules outside of it, the share of controlled U.S. content, is a given number here.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from bench.floor import LAW_OF, RULES
from engine.eccn import Eccn, parse_eccn
from engine.evaluation.conditions import facts_named, rules_used
from engine.evaluation.program import program_of
from engine.facts import Answer, ContentLine, Facts, FactType, Party, Value
from engine.model import (
    All,
    Condition,
    Dated,
    FactDeclaration,
    Leaf,
    NoneOf,
    Rule,
    Ruleset,
    Version,
)
from engine.model import Any as AnyOf
from tests.random_deals import RandomDeals

GIVEN: Final = {
    "content.share": FactDeclaration("given.content_share", FactType.PERCENT, "", "the share"),
    "content.controlled": FactDeclaration("given.content_controlled", FactType.YES_NO, "", "any"),
}
"""Calculated facts that stand for themselves in the slice."""


def _words(text: str) -> list[str]:
    return text.split()


LIKELY_ITEMS: Final = _words(
    "3B001.c.1 3B001.f.1.b.2.b 3B001.a.2 3B993.f.1 3B991.b.1 3A090.a 4A003.z.1 4A003.b 4A994.b"
    " 3A991.p 3A001.b.2 4E091 4E091 3E001 0A606.x 0A919.a.1 0A919 9A515.a.1 9A515.y 5A992.c EAR99"
)
LIKELY_TECHNOLOGY: Final = _words("3D001 3E001 3E992 3D993 3E991 5D002 9E515.a 0E606.a 2E001 4D090")
LIKELY_AI_PLANT: Final = _words("3A090.a 4A090 5A992.z 3A991.p")
LIKELY_LINES: Final = _words(
    "3A001.a.2 4A994.j 5E002 9E003.a.1 6A003.b.4.b 6A002 0A606.x 9A515.y.1 5A002.a 5D002.c 2D001"
    " 3D991 EAR99"
)
ENCRYPTION: Final = ("public-source", "enc-b1", "enc-b2", "enc-b3", "mass-market", "none")


def cut(ruleset: Ruleset) -> Ruleset:
    """The slice as a ruleset of its own."""
    names, waiting = set[str](), list(RULES)
    while waiting:
        rule = ruleset.rules[waiting.pop()]
        names.add(rule.id)
        waiting += [name for name in rules_used(rule) if name not in names]
    rules = {n: _with_givens(rule) for n, rule in ruleset.rules.items() if n in names}
    wanted = {"item.eccn", "destination.country"}
    for rule in rules.values():
        wanted |= facts_named(rule.when).union(*(facts_named(e.when) for e in rule.unless))
        wanted |= {i.assumption for i in rule.in_force if i.assumption}
    declared = {**ruleset.facts, **{fact.name: fact for fact in GIVEN.values()}}
    content = {**ruleset.regime.content, "left_out": ()}
    return replace(
        ruleset,
        regime=replace(ruleset.regime, content=content),
        digest=f"slice of {ruleset.digest}",
        facts={name: fact for name, fact in declared.items() if name in wanted},
        rules=rules,
    )


def _with_givens(rule: Rule) -> Rule:
    unless = tuple(replace(e, when=_given(e.when)) for e in rule.unless)
    return replace(rule, when=_given(rule.when), unless=unless)


def _given(condition: Condition) -> Condition:
    match condition:
        case Leaf() if condition.fact in GIVEN:
            return replace(condition, fact=GIVEN[condition.fact].name)
        case All() | AnyOf() | NoneOf():
            return replace(condition, parts=tuple(map(_given, condition.parts)))
        case Dated():
            versions = (Version(v.interval, _given(v.when)) for v in condition.versions)
            return replace(condition, versions=tuple(versions))
        case _:
            return condition


class SliceDeals:
    """Fully answered deals for the slice, drawn near its rules; the same seed, the same deals."""

    def __init__(self, ruleset: Ruleset, seed: int) -> None:
        self._ruleset = ruleset
        self._deals = RandomDeals(ruleset, seed)
        self._random = random.Random(seed + 1)

    def draw(self, count: int) -> Iterator[Facts]:
        for _ in range(count):
            yield self._deal()

    def _deal(self) -> Facts:
        draw = self._random
        drawn = {
            name: answer.value for name, answer in self._deals.deal(LAW_OF, 1.0).answers.items()
        }
        drawn["item.us_origin"] = draw.random() < 0.1
        if draw.random() < 0.8:
            drawn["item.eccn"] = parse_eccn(draw.choice(LIKELY_ITEMS))
        if draw.random() < 0.3:
            drawn["destination.country"] = draw.choice(("CN", "HK", "KP", "BY"))
        for name in list(drawn):
            if name.startswith("production.") and isinstance(drawn[name], tuple):
                likely = LIKELY_AI_PLANT if name.endswith("ai_plant") else LIKELY_TECHNOLOGY
                chosen = draw.sample(likely, draw.choice((0, 0, 1, 2)))
                drawn[name] = tuple(map(parse_eccn, chosen))
        drawn["given.content_share"] = Decimal(draw.choice((0, 5, 10, 15, 25, 26, 40)))
        drawn["parties"] = tuple(
            self._known_party(party) for party in _elements(drawn["parties"], Party)
        )
        drawn["content.lines"] = tuple(
            self._known_line(line) for line in _elements(drawn["content.lines"], ContentLine)
        )
        return Facts({name: Answer(value) for name, value in drawn.items()})

    def _known_party(self, party: Party) -> Party:
        draw = self._random
        country = draw.choice(("CN", "HK", "NL", "SG", "MO", "AE"))
        roles = party.roles or frozenset({draw.choice(("exporter", "end-user", "other"))})
        return replace(
            party,
            roles=roles,
            country=party.country or country,
            headquarters=party.headquarters or frozenset({country}),
            listings=party.listings or frozenset(),
            footnotes=party.footnotes or frozenset(),
        )

    def _known_line(self, line: ContentLine) -> ContentLine:
        draw = self._random
        return replace(
            line,
            eccn=parse_eccn(draw.choice(LIKELY_LINES)),
            origin=line.origin or draw.choice(("PR", "NL")),
            value=line.value or Decimal(1),
            kind=line.kind or "commodity",
            incorporated=draw.random() < 0.8,
            bundled=draw.random() < 0.3,
            encryption=draw.choice(ENCRYPTION),
        )


def _elements(value: object, of: type[Any]) -> tuple[Any, ...]:
    return tuple(part for part in value if isinstance(part, of)) if isinstance(value, tuple) else ()


def plain(ruleset: Ruleset, facts: Facts) -> dict[str, Any]:
    """The facts of a deal as `floor` takes them."""
    on = program_of(ruleset).on(LAW_OF)
    values = {name: answer.value for name, answer in facts.answers.items()}
    law = on.lists.of_item(values["item.eccn"], {})  # type: ignore[arg-type]
    return {
        **{name: _plain(value) for name, value in values.items()},
        "list.reasons": law.reasons.certain if law is not None else frozenset(),
    }


def _plain(value: Value | None) -> Any:
    match value:
        case Eccn():
            return str(value)
        case Decimal():
            return float(value)
        case tuple():
            return [_plain_element(part) for part in value]
        case _:
            return value


def _plain_element(part: Eccn | Party | ContentLine) -> str | Mapping[str, Any]:
    match part:
        case Eccn():
            return str(part)
        case Party():
            return {
                "roles": part.roles,
                "country": part.country,
                "headquarters": part.headquarters,
                "listings": part.listings,
                "footnotes": part.footnotes,
                "government_of": part.government_of,
            }
        case ContentLine():
            return {
                "eccn": str(part.eccn),
                "origin": part.origin,
                "incorporated": part.incorporated,
                "bundled": part.bundled,
                "encryption": part.encryption,
            }
