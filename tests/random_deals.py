"""Deals made at random from what the rules can tell apart, and ways to fill in what is open."""

import random
from datetime import date
from decimal import Decimal

from engine.eccn import parse_eccn
from engine.evaluation.classes import classes
from engine.evaluation.program import program_of
from engine.facts import NOT_KNOWN, Answer, ContentLine, Facts, FactType, Owner, Party, Value
from engine.model import FactDeclaration, Ruleset
from engine.regimes.regimes import Regimes

DAYS = (
    date(2019, 6, 1),
    date(2022, 12, 1),
    date(2023, 12, 1),
    date(2024, 12, 15),
    date(2025, 10, 15),
    date(2026, 7, 23),
    date(2026, 11, 25),
)

ROLES = ("purchaser", "intermediate-consignee", "ultimate-consignee", "end-user")
LISTINGS = (
    "entity-list",
    "military-end-user",
    "unverified",
    "denied-person",
    "sdn",
    "debarred",
    "nonproliferation",
)
COUNTRIES = ("CN", "NL", "JP", "KR", "MY", "VN", "DE", "BR", "IN", "TW", "MO", "AE", "RU", "IR")


class RandomDeals:
    """Draws deals for one ruleset; the same seed draws the same deals."""

    def __init__(self, ruleset: Ruleset, seed: int) -> None:
        self.ruleset = ruleset
        self.random = random.Random(seed)
        self.asked = [
            fact
            for fact in ruleset.facts.values()
            if not fact.derived and fact.type not in (FactType.TEXT, FactType.DATE)
        ]
        self.eccns = self._eccns()
        self._answers: dict[date, list[tuple[FactDeclaration, tuple[Answer, ...]]]] = {}

    def _eccns(self) -> list[str]:
        """ECCNs of chips and tools as deep as the list knows them, and a sample of the rest."""
        deep = [
            f"{entry.eccn}.{path}"
            for entry in self.ruleset.entries.values()
            if entry.eccn[:2] in ("3A", "3B", "4A")
            for path in sorted(entry.paragraphs)[:40]
        ]
        shallow = sorted(self.ruleset.entries)
        return [*self.random.sample(deep, min(120, len(deep))), *shallow, *["EAR99"] * 40]

    def day(self) -> date:
        return self.random.choice(DAYS)

    def deal(self, day: date, known: float) -> Facts:
        """A deal on a day, in which about the share `known` of the facts has an answer."""
        answers, chance = {}, self.random.random
        for fact, few in self._answers_on(day):
            if chance() < known:
                answers[fact.name] = few[int(chance() * len(few))] if few else self._drawn(fact)
            elif chance() < 0.1:
                answers[fact.name] = NOT_KNOWN
        return Facts(answers)

    def filled(self, facts: Facts, day: date) -> Facts:
        """The deal with every fact answered that was open."""
        answers, chance = dict(facts.answers), self.random.random
        for fact, few in self._answers_on(day):
            known = answers.get(fact.name)
            if not fact.default if known is None else known.value is None:
                answers[fact.name] = few[int(chance() * len(few))] if few else self._drawn(fact)
        return Facts(answers)

    def answer(self, fact: FactDeclaration, day: date) -> Answer:
        """One of the answers that the rules can tell apart on the day."""
        few = next(few for asked, few in self._answers_on(day) if asked is fact)
        return self.random.choice(few) if few else self._drawn(fact)

    def _answers_on(self, day: date) -> list[tuple[FactDeclaration, tuple[Answer, ...]]]:
        """Each fact with the few answers to draw from, made once for a day: a deal has a thousand.
        None for a fact whose answer is put together anew each time."""
        known = self._answers.get(day)
        if known is None:
            known = self._answers[day] = [(fact, self._few(fact, day)) for fact in self.asked]
        return known

    def _few(self, fact: FactDeclaration, day: date) -> tuple[Answer, ...]:
        match fact.type:
            case FactType.ECCN | FactType.PARTIES | FactType.CONTENT:
                return ()
            case FactType.MONEY:
                return tuple(Answer(Decimal(amount)) for amount in (1, 1000, 100000, 400000))
        return tuple(map(Answer, classes(program_of(self.ruleset).on(day), fact)))

    def _drawn(self, fact: FactDeclaration) -> Answer:
        return Answer(self._value(fact))

    def _value(self, fact: FactDeclaration) -> Value:
        draw = self.random
        match fact.type:
            case FactType.ECCN:
                return parse_eccn(draw.choice(self.eccns))
            case FactType.PARTIES:
                return tuple(self._party() for _ in range(draw.choice((0, 1, 1, 2))))
            case _:
                return tuple(self._line() for _ in range(draw.choice((0, 1, 2, 3))))

    def _maybe(self, value: object) -> object:
        return value if self.random.random() < 0.8 else None

    def _party(self) -> Party:
        draw = self.random
        listed = draw.random() < 0.35
        listings = frozenset(draw.sample(LISTINGS, 1)) if listed else frozenset[str]()
        footnotes = frozenset(draw.sample("12345", 1)) if listed else frozenset[str]()
        return Party(
            "Party",
            roles=self._maybe(frozenset(draw.sample(ROLES, draw.choice((1, 2))))),  # type: ignore[arg-type]
            country=self._maybe(draw.choice(COUNTRIES)),  # type: ignore[arg-type]
            headquarters=self._maybe(frozenset({draw.choice(COUNTRIES)})),  # type: ignore[arg-type]
            listings=self._maybe(listings),  # type: ignore[arg-type]
            footnotes=self._maybe(footnotes),  # type: ignore[arg-type]
            government_of=draw.choice((None, "IR", "BR")),
            owners=draw.choice(
                (
                    None,
                    (),
                    (Owner("Owner", Decimal(60), frozenset({"entity-list"}), frozenset("1")),),
                )
            ),
        )

    def _line(self) -> ContentLine:
        draw = self.random
        return ContentLine(
            "Part",
            eccn=self._maybe(parse_eccn(draw.choice(self.eccns))),  # type: ignore[arg-type]
            origin=draw.choice(("US", "US", "DE", None)),
            value=self._maybe(Decimal(draw.choice((0, 1000, 20000, 60000)))),  # type: ignore[arg-type]
            kind=draw.choice((None, "commodity", "software", "technology")),
            incorporated=draw.choice((None, True, False)),
            bundled=draw.choice((None, True, False)),
            encryption=draw.choice((None, "enc-b1", "mass-market", "none")),
        )


class DealsOfRegimes:
    """Draws deals for several regimes at once: from what the rules of each can tell apart."""

    def __init__(self, regimes: Regimes, seed: int) -> None:
        self.each = [RandomDeals(ruleset, seed + n) for n, ruleset in enumerate(regimes.rulesets)]

    def deal(self, day: date, known: float) -> Facts:
        """A deal on a day, in which about the share `known` of each regime's facts is answered."""
        answers: dict[str, Answer] = {}
        for deals in self.each:
            answers.update(deals.deal(day, known).answers)
        return Facts(answers)

    def filled(self, facts: Facts, day: date) -> Facts:
        """The deal with every fact answered that was open."""
        answers = dict(facts.answers)
        for deals in self.each:
            own = {name: a for name, a in answers.items() if name in deals.ruleset.facts}
            answers.update(deals.filled(Facts(own), day).answers)
        return Facts(answers)
