"""The outcomes of a determination, from the lightest to the heaviest."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    NOT_SUBJECT = "not-subject"
    NO_LICENSE_REQUIRED = "no-license-required"
    LICENSE_EXCEPTION = "license-exception"
    LICENSE_REQUIRED = "license-required"
    PROHIBITED = "prohibited"
    NEEDS_INFORMATION = "needs-information"


BY_WEIGHT: Final = (
    Outcome.NOT_SUBJECT,
    Outcome.NO_LICENSE_REQUIRED,
    Outcome.LICENSE_EXCEPTION,
    Outcome.LICENSE_REQUIRED,
    Outcome.PROHIBITED,
)
"""The five outcomes that settle a deal, lightest first."""

WEIGHT: Final = {outcome: weight for weight, outcome in enumerate(BY_WEIGHT)}


def possible_in_all(each: Iterable[Collection[Outcome]]) -> tuple[Outcome, ...]:
    """The outcomes that are possible where several answers hold at once, lightest first: the
    heaviest of one outcome for each."""
    least = {Outcome.NOT_SUBJECT}
    for possible in each:
        least = {max(one, other, key=WEIGHT.__getitem__) for one in least for other in possible}
    return tuple(outcome for outcome in BY_WEIGHT if outcome in least)


def settled(possible: Sequence[Outcome]) -> Outcome:
    """What holds where these outcomes are possible: of more than one, more must be known."""
    return possible[0] if len(possible) == 1 else Outcome.NEEDS_INFORMATION


COMFORTING: Final = frozenset(BY_WEIGHT[:3])
"""Outcomes on which somebody ships without a license: never given in error."""

TITLES: Final = {
    Outcome.NOT_SUBJECT: "Not subject to the regime",
    Outcome.NO_LICENSE_REQUIRED: "No rule checked here requires a license",
    Outcome.LICENSE_EXCEPTION: "License exception available",
    Outcome.LICENSE_REQUIRED: "License required",
    Outcome.PROHIBITED: "Prohibited",
    Outcome.NEEDS_INFORMATION: "Cannot be said yet",
}
