"""That decided rules give one outcome, tried on every state that the fold can tell apart.

The fold looks at no fact: it sees whether the item is excluded and reached, which requirements
and prohibitions hold and whether each binds always, and which requirements each exception
overcomes. Two requirements of each kind and two exceptions stand for any number: what matters of
an exception is whether it overcomes every requirement that binds.
"""

from itertools import product

from engine.evaluation.fold import Demand, Grounds, Permit, possible_outcomes
from engine.truth import NO, YES


def undecided_states() -> tuple[int, tuple[Grounds, ...]]:
    """How many states were tried, and those with every truth decided that give no outcome or
    more than one."""
    either = (NO, YES)
    reaches = tuple(frozenset(key for key in range(4) if bits >> key & 1) for bits in range(16))
    tried = 0
    failed = []
    for excluded, reached, always, sometimes in product(either, repeat=4):
        prohibitions = (Demand(always, True, 8), Demand(sometimes, False, 9))
        for truths in product(either, repeat=4):
            requirements = tuple(Demand(truth, key >= 2, key) for key, truth in enumerate(truths))
            for first, second in product((None, *reaches), repeat=2):
                permits = tuple(Permit(YES, x) for x in (first, second) if x is not None)
                grounds = Grounds(excluded, reached, requirements, prohibitions, permits)
                tried += 1
                if len(possible_outcomes(grounds)) != 1:
                    failed.append(grounds)
    return tried, tuple(failed)
