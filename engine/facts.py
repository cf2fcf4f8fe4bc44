"""What is known of a deal: answers by fact name, and the values that they hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from engine.eccn import Eccn


class FactType(StrEnum):
    """The types that a fact can be declared with."""

    YES_NO = "yes-no"
    JUDGEMENT = "judgement"  # what a person must decide: needs a name and a reason
    CHOICE = "choice"
    SET = "set"  # several of the fact's choices; the empty set is an answer
    COUNTRY = "country"
    COUNTRIES = "countries"
    ECCN = "eccn"
    ECCNS = "eccns"
    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    PARTIES = "parties"
    CONTENT = "content"  # the bill of materials


YES_NO_TYPES: Final = (FactType.YES_NO, FactType.JUDGEMENT)
"""The types of facts that are answered yes or no, as a rule can: it holds or it does not."""

LISTING_TITLES: Final[Mapping[str, str]] = {
    "entity-list": "Entity List",
    "military-end-user": "Military End-User List",
    "unverified": "Unverified List",
    "denied-person": "Denied Persons List",
    "sdn": "SDN List",
    "debarred": "debarred parties (ITAR)",
    "nonproliferation": "nonproliferation sanctions",
    "other": "another list",
}
LISTINGS: Final = frozenset(LISTING_TITLES)
"""The lists that a party can be on."""

FOOTNOTES: Final = frozenset("12345")
"""The footnotes of the Entity List that carry rules of their own."""


@dataclass(frozen=True, slots=True)
class ListingHit:
    """An entry of a screening list that a party's name may be.

    `entry` is the list's own id, `name` the listed name that was met, `score` from 0 to 100.
    `listings` and `footnotes` are what it means if it is the party; None where the entry does not
    print it plainly. `disposition` is open, escalated, cleared or confirmed; the last two name
    who decided, why and on which day.
    """

    entry: str
    source: str
    name: str
    score: int
    listings: frozenset[str] | None = None
    footnotes: frozenset[str] | None = None
    disposition: str = "open"
    by: str = ""
    reason: str = ""
    on: str = ""  # ISO date


@dataclass(frozen=True, slots=True)
class Screening:
    """A party's name held against one list. Hits under the `threshold` bind nobody; one below 65
    or above 85 has its reason. A `sample` is no list to rely on, nor is a screening under another
    `name` or in another `country` than the party's; an empty one is not told."""

    list: str
    published: date
    digest: str
    threshold: int
    threshold_reason: str = ""
    sample: bool = False
    hits: tuple[ListingHit, ...] = ()
    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner of a party. `share` is in percent, None where it is not known. `listings`,
    `footnotes` and `screening` are as of a party."""

    name: str
    share: Decimal | None = None
    listings: frozenset[str] | None = None
    footnotes: frozenset[str] | None = None
    screening: tuple[Screening, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the transaction (15 CFR 748.5(c) to (f)).

    None means "not known". `headquarters` holds every country in which the party or its ultimate
    parent is headquartered. `listings` of None means "not screened", the empty set "screened,
    on no list"; they are what somebody answered, and `screening` what was found on lists.
    """

    name: str
    roles: frozenset[str] | None = None
    country: str | None = None
    headquarters: frozenset[str] | None = None
    listings: frozenset[str] | None = None
    footnotes: frozenset[str] | None = None
    government_of: str | None = None
    owners: tuple[Owner, ...] | None = None
    note: str = ""
    screening: tuple[Screening, ...] = ()
    address: str = ""  # supports screening; no rule reads it


@dataclass(frozen=True, slots=True)
class ContentLine:
    """A line of the bill of materials (Supp. No. 2 to 15 CFR part 734).

    `value` is in U.S. dollars for the whole quantity. None means "not known".
    """

    description: str
    eccn: Eccn | None = None
    origin: str | None = None  # country code
    value: Decimal | None = None
    kind: str | None = None  # commodity, software, technology
    incorporated: bool | None = None  # essential, customary and shipped with the item
    bundled: bool | None = None  # software configured for the item and shipped with it
    encryption: str | None = None  # how Category 5 Part 2 content was authorized


@dataclass(frozen=True, slots=True)
class OpenSet:
    """A set known in part: `certain` belong to it, `possible` (which holds them too) may."""

    certain: frozenset[str]
    possible: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenNumber:
    """A number known to lie between `low` and `high`; `high` of None is "no upper bound"."""

    low: Decimal
    high: Decimal | None


Value = (
    bool
    | str
    | frozenset[str]
    | Eccn
    | tuple[Eccn, ...]
    | Decimal
    | date
    | tuple[Party, ...]
    | tuple[ContentLine, ...]
    | OpenSet
    | OpenNumber
)


class State(StrEnum):
    """How far an answer goes. A fact without an answer has not been asked yet."""

    ANSWERED = "answered"
    NOT_KNOWN = "not-known"  # asked, and the person does not know
    ASSUMED = "assumed"  # taken as given, with a reason, and marked wherever it is used


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `value` is None exactly when the state is `NOT_KNOWN`."""

    value: Value | None
    state: State = State.ANSWERED
    by: str = ""
    source: str = ""
    reason: str = ""

    @property
    def decides(self) -> bool:
        """Whether conditions may be decided by it."""
        return self.value is not None


NOT_KNOWN: Final = Answer(None, State.NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Facts(Mapping[str, Answer]):
    """The answers of one deal, by fact name. Changing one makes a new `Facts`."""

    answers: Mapping[str, Answer] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Answer:
        return self.answers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    def value(self, name: str) -> Value | None:
        """The value that decides conditions, None where there is none."""
        answer = self.answers.get(name)
        return None if answer is None else answer.value

    def with_answer(self, name: str, answer: Answer | None) -> "Facts":
        """These facts with one answer changed, or taken back where `answer` is None."""
        answers = dict(self.answers)
        if answer is None:
            answers.pop(name, None)
        else:
            answers[name] = answer
        return Facts(answers)


@dataclass(frozen=True, slots=True)
class DealItem:
    """One of several items of a deal: what it is called there, and the answers that are its own."""

    name: str
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal file: its title, the date whose law applies, and the facts.

    Where a deal has `items`, `facts` are what they share, and no item is determined by these alone:
    `engine.deals.items` gives the deal of each.
    """

    title: str = ""
    as_of: date | None = None  # None: the day of the determination
    facts: Facts = field(default_factory=Facts)
    note: str = ""
    items: tuple[DealItem, ...] = ()
