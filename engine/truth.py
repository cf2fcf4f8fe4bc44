"""Three truth values, after Kleene's strong logic.

A truth is a small whole number, so that conditions combine with Python's own bit operators:
`a & b` is "both", `a | b` is "either". `NO` is no bit, `OPEN` the bit "possibly", `YES` the bits
"possibly" and "surely"; on this chain, intersection is the minimum and union the maximum.
"""

from collections.abc import Iterable
from typing import Final

Truth = int
"""One of `NO`, `OPEN`, `YES`."""

NO: Final = 0
OPEN: Final = 1
YES: Final = 3

NEGATION: Final[tuple[Truth, Truth, Truth, Truth]] = (YES, OPEN, OPEN, NO)
"""`NEGATION[truth]` is the truth of "not"; index 2 is never used."""

WORDS: Final = {NO: "no", OPEN: "open", YES: "yes"}
FROM_WORD: Final[dict[str, Truth]] = {"no": NO, "open": OPEN, "yes": YES}


def truth_of(known: bool | None) -> Truth:
    """The truth of a two-valued answer, `OPEN` where there is none."""
    return OPEN if known is None else YES if known else NO


def every(truths: Iterable[Truth]) -> Truth:
    """`YES` if all are, `NO` if one is, else `OPEN`; of nothing, `YES`."""
    result = YES
    for truth in truths:
        result &= truth
    return result


def some(truths: Iterable[Truth]) -> Truth:
    """`YES` if one is, `NO` if all are, else `OPEN`; of nothing, `NO`."""
    result = NO
    for truth in truths:
        result |= truth
    return result
