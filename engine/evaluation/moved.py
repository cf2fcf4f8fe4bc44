"""Which rules move when the tests of a few facts come out otherwise, without running them all.

Answers that are tried out move a handful of rules or none: it is enough to look at the rules that
test what changed, and from each that moves at the rules that refer to it.
"""

from collections.abc import Collection, Iterable
from heapq import heapify, heappop, heappush
from typing import Final

from engine.evaluation.program import Program, Standings, Truths
from engine.model import All, Condition, Exists, Leaf, NoneOf, RuleHolds
from engine.model import Any as AnyOf
from engine.truth import NEGATION, NO, YES, Truth, some

MOST_RULES: Final = 60
"""Beyond this many rules that test a fact, running the program costs less than looking."""


class Moved:
    """The truths of a program's rules after the tests of some facts came out otherwise."""

    def __init__(self, program: Program, leaf_truths: tuple[Truths, ...], truths: Truths) -> None:
        self.program = program
        self.leaf_truths = leaf_truths
        self.truths = list(truths)
        self.positions = set[int]()  # of the rules that moved

    def worth_it(self, changed: Iterable[int]) -> bool:
        """Whether so few rules test these facts, by index, that looking pays."""
        return len(self._testing(changed)) <= MOST_RULES

    def _testing(self, changed: Iterable[int]) -> set[int]:
        tested_by = self.program.tested_by
        return {n for index in changed for n in tested_by.get(index, ())}

    def settle(self, changed: Iterable[int]) -> None:
        """Bring the rules up to date with the facts that changed, by index."""
        program, truths = self.program, self.truths
        waiting = list(self._testing(changed))
        heapify(waiting)  # a rule stands after those that it refers to, and is read after them
        last = -1
        while waiting:
            position = heappop(waiting)
            if position == last:
                continue
            last = position
            truth = self._of_rule(position)
            if truth != truths[position]:
                truths[position] = truth
                self.positions.add(position)
                for user in program.used_by.get(position, ()):
                    heappush(waiting, user)

    def contradicted(self, changed: Collection[int], before: bool) -> bool:
        """Whether two answers contradict each other, as they did `before` the change or not."""
        return any(
            self._of(heavy) == YES and self._of(applies) == NO
            for (_, heavy, applies), facts in zip(
                self.program.asserted, self.program.asserting, strict=True
            )
            if before or not facts.isdisjoint(changed)
        )

    def permits(self, before: Truths) -> Truths:
        """The truths of the program's permits, after the rules that take exceptions away."""
        program, truths, permits = self.program, self.truths, list(before)
        hanging = program.permits_hanging_on
        for number in {n for position in self.positions for n in hanging.get(position, ())}:
            permit = program.permits[number]
            own = truths[permit.position]
            # Most exceptions do not hold by themselves: nothing needs to take them away.
            permits[number] = own and own & NEGATION[some([truths[n] for n in permit.bars])]
        return tuple(permits)

    def _of_rule(self, position: int) -> Truth:
        rule = self.program.rules[position]
        truth = self._standing(self.program.standings_of_rules[position])
        if truth:
            truth &= self._of(rule.when)
        for exception in rule.unless:
            if not truth:
                break
            truth &= NEGATION[self._of(exception.when)]
        return truth

    def _of(self, condition: Condition) -> Truth:
        match condition:
            case Leaf() | Exists():
                index, place = self.program.places[id(condition)]
                return self.leaf_truths[index][place]
            case All():
                return self._every(condition.parts)
            case AnyOf():
                return self._some(condition.parts)
            case NoneOf():
                return NEGATION[self._some(condition.parts)]
            case RuleHolds():
                return self.truths[self.program.position[condition.rule]]
            case _:
                truth = NO
                for version in condition.versions:
                    standing = self._standing(self.program.standing_places((version.interval,)))
                    truth |= standing and standing & self._of(version.when)
                return truth

    def _standing(self, places: Standings) -> Truth:
        standing, policies = places
        truth = self.leaf_truths[0][standing]
        for relying, (index, place) in policies:
            truth &= NEGATION[self.leaf_truths[0][relying] & self.leaf_truths[index][place]]
        return truth

    # Most parts are tests: these are read here, without a call for each.

    def _every(self, parts: tuple[Condition, ...]) -> Truth:
        place_of, leaf_truths = self.program.places.get, self.leaf_truths
        truth = YES
        for part in parts:
            slot = place_of(id(part))
            truth &= leaf_truths[slot[0]][slot[1]] if slot is not None else self._of(part)
            if not truth:
                break
        return truth

    def _some(self, parts: tuple[Condition, ...]) -> Truth:
        place_of, leaf_truths = self.program.places.get, self.leaf_truths
        truth = NO
        for part in parts:
            slot = place_of(id(part))
            truth |= leaf_truths[slot[0]][slot[1]] if slot is not None else self._of(part)
            if truth == YES:
                break
        return truth
