"""What is asked of a list, what comes back, and from which score on."""

from dataclasses import dataclass
from enum import StrEnum

from engine.faults import NavicertError
from parties.entries import Address, Kind, ListedParty
from parties.matching.align import AlignedWord

DEFAULT_THRESHOLD = 75
BULK_THRESHOLD = 80
LOWEST_THRESHOLD = 65
HIGHEST_THRESHOLD = 85


class ThresholdError(NavicertError):
    """A threshold at which screening would miss listed parties, or drown them, without a reason."""


class Band(StrEnum):
    """How much a score says, in words."""

    SAME_NAME = "same name"
    LIKELY = "likely"
    REVIEW = "review"
    WEAKER = "weaker"


def band_of(score: float) -> Band:
    """The band of a score from 65 up; lower ones are called weaker too."""
    if score >= 95:
        return Band.SAME_NAME
    if score >= 85:
        return Band.LIKELY
    return Band.REVIEW if score >= 75 else Band.WEAKER


@dataclass(frozen=True, slots=True)
class Threshold:
    """The score from which a listed name is a hit; kept in the record with its reason.

    Below 65 and above 85 it needs a reason, and ThresholdError says why; the same for a score that
    is none."""

    score: float = DEFAULT_THRESHOLD
    reason: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 100:
            raise ThresholdError(
                f"The threshold is {self.score:g}, but scores go from 0 to 100; choose one from "
                f"{LOWEST_THRESHOLD} to {HIGHEST_THRESHOLD}."
            )
        if self.reason.strip():
            return
        if self.score > HIGHEST_THRESHOLD:
            raise ThresholdError(
                f"A threshold of {self.score:g} would miss listed names that are spelt otherwise; "
                f"choose {HIGHEST_THRESHOLD} at most, or give a reason to keep in the record."
            )
        if self.score < LOWEST_THRESHOLD:
            raise ThresholdError(
                f"A threshold of {self.score:g} would bury the listed parties under chance "
                f"likenesses; choose {LOWEST_THRESHOLD} at least, or give a reason to keep in the "
                "record."
            )


def chosen_threshold(score: float | None, reason: str) -> tuple[Threshold, str]:
    """The threshold that somebody chose, and "". Where none was chosen, or one that needs a reason
    has none, it is the usual one, and what is wrong with the choice in words."""
    if score is None:
        return Threshold(), ""
    try:
        return Threshold(score, reason), ""
    except ThresholdError as error:
        return Threshold(), str(error)


@dataclass(frozen=True, slots=True)
class Query:
    """A party of a deal. `country` is an ISO 3166 code; everything but the name is support."""

    name: str
    country: str = ""
    kind: Kind = Kind.UNKNOWN
    address: str = ""


class Agreement(StrEnum):
    """How a circumstance of the party stands to the list's; it never hides a hit."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


class Matched(StrEnum):
    """What of the party met the entry."""

    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """The listed address nearest to the party's, with its own score and words."""

    address: Address
    score: float
    words: tuple[AlignedWord, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed party that the query may mean, which of its names met, and why.

    `score` is from 0 to 100 with one decimal. The qualifiers stand beside it and change it in
    nothing. Where an address met and no name did, `matched` says so and `words` are its words."""

    party: ListedParty
    name: str
    alias: bool
    score: float
    band: Band
    words: tuple[AlignedWord, ...]
    note: str = ""
    matched: Matched = Matched.NAME
    country: Agreement = Agreement.UNKNOWN
    kind: Agreement = Agreement.UNKNOWN
    address: Agreement = Agreement.UNKNOWN
    address_match: AddressMatch | None = None
