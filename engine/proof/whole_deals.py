"""Deals in which every question has an answer: a plain one behind a witness, or one at random."""

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from engine.deals.element_reading import LISTINGS, PARTY_ROLES
from engine.eccn import EAR99, Eccn
from engine.evaluation.classes import classes
from engine.evaluation.program import program_of
from engine.facts import Answer, ContentLine, Facts, FactType, Owner, Party, State, Value
from engine.model import FactDeclaration, Ruleset

_PLAIN_COUNTRY: Final = "DE"
_ROLES: Final = tuple(PARTY_ROLES)
_LISTINGS: Final = tuple(LISTINGS)

_RECEIVER: Final = Party(
    "A party",
    roles=frozenset({"ultimate-consignee", "end-user"}),
    country=_PLAIN_COUNTRY,
    headquarters=frozenset({_PLAIN_COUNTRY}),
    listings=frozenset(),
    footnotes=frozenset(),
    government_of=_PLAIN_COUNTRY,
    owners=(),
)


def answered(declared: FactDeclaration, value: Value) -> Answer:
    """An answer, as the deal file of a fact of this kind would have it."""
    return Answer(value, State.ASSUMED if declared.default else State.ANSWERED)


def asked_facts(ruleset: Ruleset) -> list[FactDeclaration]:
    """The facts that a person answers; house assumptions have their default."""
    return [fact for fact in ruleset.facts.values() if not fact.derived]


class WholeDeals:
    """Fills deals of one ruleset under the law of one day; the same seed fills them alike."""

    def __init__(self, ruleset: Ruleset, day: date, seed: int = 0) -> None:
        self.ruleset, self.day = ruleset, day
        self.on = program_of(ruleset).on(day)
        self.random = random.Random(seed)
        self.asked = asked_facts(ruleset)
        self.eccns = _deepest(ruleset)
        self._plain = {fact.name: answered(fact, self.plain(fact)) for fact in self.asked}

    def plainly(self, facts: Mapping[str, Answer]) -> Facts:
        """The deal with every other question answered by what mostly bears no rule."""
        return Facts({**self._plain, **facts})

    def at_random(self, facts: Mapping[str, Answer]) -> Facts:
        """The deal with every other question answered at random."""
        drawn = {
            fact.name: answered(fact, self.drawn(fact))
            for fact in self.asked
            if fact.name not in facts and not fact.default
        }
        return Facts({**drawn, **facts})

    def plain(self, fact: FactDeclaration) -> Value:
        match fact.type:
            case FactType.YES_NO | FactType.JUDGEMENT:
                return fact.worse == "no"
            case FactType.CHOICE:
                words = [choice.value for choice in fact.choices]
                return next((w for w in ("none", "no", "other") if w in words), words[0])
            case FactType.SET:
                return frozenset()
            case FactType.COUNTRY:
                return _PLAIN_COUNTRY
            case FactType.COUNTRIES:
                return frozenset({_PLAIN_COUNTRY})
            case FactType.ECCN:
                return Eccn(EAR99)
            case FactType.MONEY | FactType.PERCENT | FactType.NUMBER:
                return Decimal(1)
            case FactType.DATE:
                return self.day
            case FactType.TEXT:
                return "as told"
            case FactType.PARTIES:
                return (_RECEIVER,)
            case FactType.CONTENT | FactType.ECCNS:
                return ()

    def drawn(self, fact: FactDeclaration) -> Value:
        draw = self.random
        match fact.type:
            case FactType.ECCN:
                return draw.choice(self.eccns)
            case FactType.PARTIES:
                return (
                    self._party("end-user"),
                    *map(self._party, _ROLES[: draw.choice((0, 0, 1))]),
                )
            case FactType.CONTENT:
                return tuple(self._line() for _ in range(draw.choice((0, 1, 2))))
            case FactType.DATE | FactType.TEXT:
                return self.plain(fact)
            case FactType.MONEY:
                return Decimal(draw.choice((1, 1000, 100_000, 400_000)))
        if fact.worse in ("yes", "no") and draw.random() < 0.6:
            return fact.worse == "no"
        return draw.choice(classes(self.on, fact) or (self.plain(fact),))

    def _country(self) -> str:
        return self.random.choice(("CN", "NL", "JP", "DE", "BR", "IN", "MO", "AE", "RU", "IR"))

    def _party(self, role: str) -> Party:
        draw = self.random
        listed = draw.random() < 0.2
        return Party(
            "A party",
            roles=frozenset({role}),
            country=self._country(),
            headquarters=frozenset({self._country()}),
            listings=frozenset({draw.choice(_LISTINGS)}) if listed else frozenset(),
            footnotes=frozenset(),
            government_of=self._country(),
            owners=draw.choice(
                ((), (Owner("An owner", Decimal(60), frozenset({"entity-list"}), frozenset("1")),))
            ),
        )

    def _line(self) -> ContentLine:
        draw = self.random
        return ContentLine(
            "A part",
            eccn=draw.choice(self.eccns),
            origin=draw.choice(("US", "DE")),
            value=Decimal(draw.choice((1000, 60_000))),
            kind=draw.choice(("commodity", "software", "technology")),
            incorporated=draw.random() < 0.8,
            bundled=draw.random() < 0.5,
            encryption="none",
        )


def _deepest(ruleset: Ruleset) -> list[Eccn]:
    """The classifications below which the list of this ruleset knows no paragraph."""
    found = [Eccn(EAR99)] * 60
    for entry in ruleset.entries.values():
        paths = {tuple(path.split(".")) for path in entry.paragraphs} or {()}
        above = {path[:depth] for path in paths for depth in range(len(path))}
        found += [Eccn(entry.eccn, path) for path in sorted(paths - above)]
    return found
