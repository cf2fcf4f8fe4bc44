"""Several loaded rulesets as one: what they share, and in which order they answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from engine.facts import YES_NO_TYPES
from engine.faults import Fault, RulesetFaults
from engine.model import AnswerGiven, FactDeclaration, Regime, Ruleset


@dataclass(frozen=True, eq=False)
class Regimes:
    """Rulesets side by side, each after those that answer facts of its own; made by
    `regimes_of`, which checks that they fit together."""

    rulesets: tuple[Ruleset, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Ruleset]:
        return {ruleset.regime.id: ruleset for ruleset in self.rulesets}

    @cached_property
    def joined(self) -> Ruleset:
        """The facts, countries and list entries of all, without rules: a deal is read against it
        once, so that a fact of one regime only is known and one of none is a fault."""
        if len(self.rulesets) == 1:
            return self.rulesets[0]
        facts: dict[str, FactDeclaration] = {}
        for ruleset in reversed(self.rulesets):  # the words of who asks last, the U.S., come first
            for name, fact in ruleset.facts.items():
                # When a question applies is a matter of its own regime and that one's sets.
                facts.setdefault(name, replace(fact, applies_when=None))
        last = self.rulesets[-1]
        sections = dict.fromkeys(s for r in reversed(self.rulesets) for s in r.regime.sections)
        digest = sha256("".join(ruleset.digest for ruleset in self.rulesets).encode()).hexdigest()
        regime = Regime(
            "+".join(self.by_id),
            "any of the regimes " + ", ".join(self.by_id),
            "",
            min(ruleset.regime.verified_to for ruleset in self.rulesets),
            (),
            tuple(sections),
            item_sections=tuple(
                dict.fromkeys(s for r in reversed(self.rulesets) for s in r.regime.item_sections)
            ),
            item_facts=tuple(sorted({n for r in self.rulesets for n in r.facts_of_item})),
            not_of_product=tuple(
                dict.fromkeys(n for r in self.rulesets for n in r.regime.not_of_product)
            ),
        )
        countries = {c: k for r in self.rulesets for c, k in r.countries.items()}
        entries = next((r.entries for r in reversed(self.rulesets) if r.entries), last.entries)
        return Ruleset(regime, digest, facts, {}, countries, {}, entries, {}, with_tests=False)

    def only(self, ids: Iterable[str]) -> "Regimes":
        """Those of these regimes that are named, in their order here."""
        wanted = set(ids)
        return Regimes(tuple(r for r in self.rulesets if r.regime.id in wanted))


def regimes_of(rulesets: Iterable[Ruleset]) -> Regimes:
    """The rulesets side by side, those that answer facts of others before these.

    Raises `RulesetFaults` where they do not fit together: two of one id, a fact that two declare
    otherwise, an answer to what is no yes-no fact, or regimes that wait for one another.
    """
    known = sorted(rulesets, key=lambda ruleset: ruleset.regime.id)
    faults = [*_same_id(known), *_unlike_facts(known), *_unfit_answers(known)]
    if not faults:
        ordered, circle = _in_order(known)
        if not circle:
            return Regimes(tuple(ordered))
        faults = [
            Fault(
                answer.place,
                f"the regimes {' and '.join(sorted(circle))} wait for one another’s answers:"
                f" “{answer.fact}”",
                "let one of them ask its own question",
            )
            for answer in circle.values()
        ]
    raise RulesetFaults(faults)


def beside_faults(rulesets: Iterable[Ruleset], regime: str) -> tuple[Fault, ...]:
    """What looks wrong in how a regime stands beside all others: it answers a fact that none
    asks. That is no fault of a few regimes, for the one that asks may not be among them."""
    known = list(rulesets)
    asked = {name for r in known if r.regime.id != regime for name in r.facts}
    return tuple(
        Fault(
            answer.place,
            f"no other regime asks the fact “{answer.fact}” that is answered here",
            "check the name of the fact, or take the answer out",
        )
        for r in known
        if r.regime.id == regime
        for answer in r.regime.answers
        if answer.fact not in asked
    )


def _same_id(rulesets: list[Ruleset]) -> Iterator[Fault]:
    seen: set[str] = set()
    for ruleset in rulesets:
        name = ruleset.regime.id
        if name in seen:
            place = next((r.place for r in ruleset.rules.values()), None)
            if place is not None:
                yield Fault(place, f"two rulesets have the id “{name}”", "name one otherwise")
        seen.add(name)


def _unlike_facts(rulesets: list[Ruleset]) -> Iterator[Fault]:
    """Facts of one name must take the same answers wherever they are declared."""
    first: dict[str, FactDeclaration] = {}
    for ruleset in rulesets:
        for name, fact in ruleset.facts.items():
            other = first.setdefault(name, fact)
            if _kind(other) != _kind(fact):
                yield Fault(
                    fact.place,
                    f"the fact “{name}” is {_told(fact)} here and {_told(other)} in {other.place}",
                    "let both ask the same, or name one otherwise",
                )


def _kind(fact: FactDeclaration) -> tuple[object, ...]:
    values = frozenset(choice.value for choice in fact.choices)
    return (fact.type, values, fact.default, fact.derived)


def _told(fact: FactDeclaration) -> str:
    told = fact.type.value
    if fact.derived:
        told += ", calculated"
    if fact.choices:
        told += f" of {', '.join(choice.value for choice in fact.choices)}"
    return told + (f", by default {fact.default}" if fact.default else "")


def _unfit_answers(rulesets: list[Ruleset]) -> Iterator[Fault]:
    for ruleset in rulesets:
        for answer in ruleset.regime.answers:
            for asking in rulesets:
                fact = asking.facts.get(answer.fact)
                if fact is not None and (fact.derived or fact.type not in YES_NO_TYPES):
                    yield Fault(
                        answer.place,
                        f"“{answer.fact}” is {_told(fact)} in {fact.place}",
                        "a rule answers yes-no facts alone",
                    )


def _in_order(
    rulesets: list[Ruleset],
) -> tuple[list[Ruleset], dict[str, AnswerGiven]]:
    """The rulesets, each after those that answer its facts; and those left in a circle."""
    waiting = {
        asking.regime.id: {
            other.regime.id: answer
            for other in rulesets
            if other is not asking
            for answer in other.regime.answers
            if answer.fact in asking.facts
        }
        for asking in rulesets
    }
    answering = {other for others in waiting.values() for other in others}
    # National law first, whoever answers nothing before whoever asks: so that the U.S. come last.
    left = sorted(rulesets, key=lambda r: (bool(waiting[r.regime.id]), r.regime.id))
    ordered: list[Ruleset] = []
    placed: set[str] = set()
    while left:
        ready = [r for r in left if waiting[r.regime.id].keys() <= placed]
        if not ready:
            stuck = {r.regime.id for r in left}
            return ordered, {
                name: answer
                for r in left
                for name, answer in waiting[r.regime.id].items()
                if name in stuck & answering
            }
        ordered.append(ready[0])
        placed.add(ready[0].regime.id)
        left.remove(ready[0])
    return ordered, {}
