"""Rules with one thing wrong in them, to see whether their tests would notice.

Each mutant comes with what must be so for the wrong thing to matter: the conditions beside it
must not decide by themselves. That makes a deal that tells the mutant from its rule easy to find.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from engine.evaluation.conditions import standing_truth
from engine.evaluation.leaves import ATTRIBUTES
from engine.facts import FactType
from engine.model import (
    All,
    Condition,
    Dated,
    Exists,
    Interval,
    Leaf,
    NoneOf,
    Rule,
    RuleHolds,
    Ruleset,
)
from engine.model import (
    Any as AnyOf,
)
from engine.proof.domains import step_of
from engine.proof.element_classes import PARTY_OR_LINE
from engine.proof.sets_less import SetsLess
from engine.truth import YES

_NUMBERS: Final = frozenset({"over", "at_least", "under", "at_most"})
_DATES: Final = frozenset({"before", "after", "on_or_before", "on_or_after"})
_MEMBERS: Final = frozenset({"in", "within", "any_within", "any_in", "has_any", "has_all"})
_OTHER_SIDE: Final = {
    "over": "at_least",
    "at_least": "over",
    "under": "at_most",
    "at_most": "under",
    "before": "on_or_before",
    "on_or_before": "before",
    "after": "on_or_after",
    "on_or_after": "after",
}

Wanted = tuple[Condition, bool]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one thing changed. It comes out otherwise than its rule where every condition
    in `needs` has the truth beside it, the unmutated text is in force, and `before` and `after`
    disagree; for a shifted interval, on `day` wherever the rule's conditions hold."""

    rule: Rule
    changed: Rule
    kind: str  # negated, threshold, member, exception, date
    says: str
    day: date
    needs: tuple[Wanted, ...] = ()
    before: Condition | None = None
    after: Condition | None = None


@dataclass(frozen=True, slots=True)
class _Change:
    """A condition with one thing changed, and what must be so for it to matter."""

    condition: Condition
    kind: str
    says: str
    before: Condition
    after: Condition
    needs: tuple[Wanted, ...] = ()
    interval: Interval | None = None  # of the version that it stands in


class Mutants:
    """Makes the mutants of a ruleset; the same seed picks the same members of large sets."""

    def __init__(self, ruleset: Ruleset, members: int, seed: int) -> None:
        self.ruleset, self.members, self.seed = ruleset, members, seed
        self.sets = SetsLess(ruleset)

    def of(self, rule: Rule) -> Iterator[Mutant]:
        """Every mutant of a rule."""
        lifted = tuple((unless.when, False) for unless in rule.unless)
        for change in self._changes(rule.when, rule):
            changed = replace(rule, when=change.condition)
            yield from self._mutant(rule, changed, change, lifted)
        for number, unless in enumerate(rule.unless):
            others = (*rule.unless[:number], *rule.unless[number + 1 :])
            needs = ((rule.when, True), *((other.when, False) for other in others))
            dropped = _Change(
                unless.when,
                "exception",
                f"without its exception “{unless.title or unless.cite}”",
                unless.when,
                AnyOf(()),
            )
            yield from self._mutant(rule, replace(rule, unless=others), dropped, needs)
            for change in self._changes(unless.when, rule):
                bent = replace(unless, when=change.condition)
                with_bent = (*rule.unless[:number], bent, *rule.unless[number + 1 :])
                yield from self._mutant(rule, replace(rule, unless=with_bent), change, needs)
        yield from self._shifted(rule)

    def _mutant(
        self, rule: Rule, changed: Rule, change: _Change, needs: Sequence[Wanted]
    ) -> Iterator[Mutant]:
        day = self._day(rule, change.interval)
        if day is not None:
            whole = (*change.needs, *needs)
            yield Mutant(
                rule, changed, change.kind, change.says, day, whole, change.before, change.after
            )

    def _day(self, rule: Rule, version: Interval | None) -> date | None:
        """A day on which rule and version are in force, that of the rule's tests if it can be."""
        days = [self.ruleset.regime.verified_to]
        for interval in (*((version,) if version else ()), *reversed(rule.in_force)):
            days += [interval.until or interval.start, interval.start]
        for day in days:
            stands = version is None or standing_truth((version,), day) == YES
            if stands and standing_truth(rule.in_force, day) == YES:
                return day
        return None

    def _shifted(self, rule: Rule) -> Iterator[Mutant]:
        for number, interval in enumerate(rule.in_force):
            day_later = timedelta(1)
            until = interval.until and interval.until + day_later
            later = replace(interval, start=interval.start + day_later, until=until)
            moved = (*rule.in_force[:number], later, *rule.in_force[number + 1 :])
            for day in (interval.start, *((until,) if until else ())):
                if standing_truth(rule.in_force, day) == standing_truth(moved, day):
                    continue
                needs = ((rule.when, True), *((unless.when, False) for unless in rule.unless))
                says = f"its dates a day later ({interval.start} and so on)"
                changed = replace(rule, in_force=moved)
                yield Mutant(rule, changed, "date", says, day, needs)
                break

    # Conditions -----------------------------------------------------------------------------------

    def _changes(self, condition: Condition, rule: Rule) -> Iterator[_Change]:
        match condition:
            case Leaf():
                yield _negated(condition, f"{_words(condition)} negated")
                yield from self._of_leaf(condition, rule, "")
            case RuleHolds():
                yield _negated(condition, f"rule {condition.rule} negated")
            case Exists():
                yield from self._of_exists(condition, rule)
            case All() | AnyOf() | NoneOf():
                for number, part in enumerate(condition.parts):
                    others = (*condition.parts[:number], *condition.parts[number + 1 :])
                    beside = tuple((other, isinstance(condition, All)) for other in others)
                    for change in self._changes(part, rule):
                        parts = (
                            *condition.parts[:number],
                            change.condition,
                            *condition.parts[number + 1 :],
                        )
                        yield replace(
                            change,
                            condition=replace(condition, parts=parts),
                            needs=(*change.needs, *beside),
                        )
            case Dated():
                for number, version in enumerate(condition.versions):
                    rest = (*condition.versions[:number], *condition.versions[number + 1 :])
                    for change in self._changes(version.when, rule):
                        changed = replace(version, when=change.condition)
                        versions = (
                            *condition.versions[:number],
                            changed,
                            *condition.versions[number + 1 :],
                        )
                        yield replace(
                            change,
                            condition=Dated(versions, condition.label, condition.cite),
                            needs=(*change.needs, (Dated(rest), False)),
                            interval=version.interval,
                        )

    def _of_exists(self, exists: Exists, rule: Rule) -> Iterator[_Change]:
        yield _negated(exists, f"“one of {exists.fact}” negated")
        list_type = self.ruleset.facts[exists.fact].type

        def inside(
            where: Condition, put_back: Callable[[Condition], Condition]
        ) -> Iterator[_Change]:
            match where:
                case Leaf():
                    of_leaf = (
                        _negated(where, f"{PARTY_OR_LINE[list_type]} {_words(where)} negated"),
                        *self._of_leaf(where, rule, PARTY_OR_LINE[list_type], list_type),
                    )
                    for change in of_leaf:
                        whole = replace(exists, where=put_back(change.condition))
                        yield replace(change, condition=whole, before=exists, after=whole)
                case All() | AnyOf() | NoneOf():
                    for number, part in enumerate(where.parts):

                        def put(
                            new: Condition,
                            where: All | AnyOf | NoneOf = where,
                            number: int = number,
                        ) -> Condition:
                            parts = (*where.parts[:number], new, *where.parts[number + 1 :])
                            return put_back(replace(where, parts=parts))

                        yield from inside(part, put)
                case _:
                    return

        yield from inside(exists.where, lambda where: where)

    def _of_leaf(
        self, leaf: Leaf, rule: Rule, of: str, list_type: FactType | None = None
    ) -> Iterator[_Change]:
        name = f"{of} {_words(leaf)}".strip()
        if leaf.test in _NUMBERS or leaf.test in _DATES:
            for operand in _moved(leaf):
                moved = replace(leaf, operand=operand)
                yield _Change(moved, "threshold", f"{name} with {operand}", leaf, moved)
            other = replace(leaf, test=_OTHER_SIDE[leaf.test])
            yield _Change(other, "threshold", f"{name} as {_words(other)}", leaf, other)
        if leaf.test in _MEMBERS:
            if list_type is not None:
                fact_type = ATTRIBUTES[list_type][leaf.fact].type
            else:
                fact_type = self.ruleset.facts[leaf.fact].type
            day = self._day(rule, None) or self.ruleset.regime.verified_to
            draw = random.Random(f"{self.seed}/{rule.id}/{leaf.fact}/{leaf.operand}")
            members = self.sets.members(leaf.operand, fact_type, day)
            for member in sorted(draw.sample(members, min(self.members, len(members)))):
                less = replace(leaf, operand=self.sets.less(leaf.operand, member))
                yield _Change(less, "member", f"{name} without {member}", leaf, less)


def _negated(condition: Condition, says: str) -> _Change:
    opposite = NoneOf((condition,))
    return _Change(opposite, "negated", says, condition, opposite)


def _words(leaf: Leaf) -> str:
    operand = leaf.operand if isinstance(leaf.operand, str) else ", ".join(leaf.operand)
    return f"{leaf.fact} {leaf.test} {operand}"


def _moved(leaf: Leaf) -> list[str]:
    """The threshold a unit up and a unit down."""
    operand = str(leaf.operand)
    if leaf.test in _DATES:
        day = date.fromisoformat(operand)
        return [(day + timedelta(n)).isoformat() for n in (1, -1)]
    limit, step = Decimal(operand), step_of(operand)
    return [format(limit + step, "f"), format(limit - step, "f")]
