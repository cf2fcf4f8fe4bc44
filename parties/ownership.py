"""What listed parties own of a party, directly and through others: arithmetic on shares.

Two ways of counting are in use, and each can come out higher than the other. By the first, an
owner that is itself owned from some share on by listed parties counts like them, with all that it
holds. By the second, shares along a chain are multiplied. Here an owner of the first kind counts in
full, and through every other owner shares are multiplied: no less than either way gives. From which
share on an owner counts in full, and which lists pass their status on, the rules say; both are
handed in.

What is not known stays open: an owner that nobody screened, a share that nobody knows, a company
whose owners nobody named, a circle of companies that own each other. The owners made here may hold
listed ones in part; `engine` reads from them the least and the most that listed owners can hold.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from decimal import ROUND_UP, Context, Decimal, localcontext
from typing import Final

from engine.evaluation.leaves import LISTINGS_OF_RECORD
from engine.facts import Owner, Party
from engine.faults import NavicertError
from engine.reading.typed_text import shown
from parties.listing_facts import ListingFacts

HUNDRED: Final = Decimal(100)
ROW_LIMIT: Final = 200
"""Owners that one party of a deal may have (engine.deals.list_answers)."""

_STEP_LIMIT: Final = 20_000
# Products of shares are exact up to 60 digits; what is longer is rounded up, never down.
_EXACT: Final = Context(prec=60, rounding=ROUND_UP)
_NONE: Final = frozenset[str]()


class OwnershipError(NavicertError):
    """The owners cannot be told apart or counted: mend them."""


@dataclass(frozen=True, slots=True)
class Holding:
    """An owner's direct share of a company, in percent; None where it is not known."""

    owner: str
    share: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.owner.strip():
            raise OwnershipError("an owner has no name: add it")
        if self.share is not None and not 0 <= self.share <= HUNDRED:
            raise OwnershipError(
                f"{shown(self.owner)} cannot own {self.share} percent: write 0 to 100"
            )


@dataclass(frozen=True, slots=True)
class Holders:
    """The direct owners of a company that are known. `complete` where there are no others."""

    holdings: tuple[Holding, ...] = ()
    complete: bool = False

    @property
    def told(self) -> Decimal:
        """The sum of the shares that are known."""
        return sum((holding.share or Decimal(0) for holding in self.holdings), Decimal(0))

    @property
    def left(self) -> Decimal:
        """The most that owners who are not named can hold."""
        return Decimal(0) if self.complete else max(HUNDRED - self.told, Decimal(0))


NOBODY: Final = Holders(complete=True)
"""Who has no owners: a person, a state, a foundation."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One way in which an owner holds a share: directly where `through` is empty. `in_full` where
    the owner is itself owned by listed parties so far that all it holds counts."""

    owner: str
    through: tuple[str, ...]
    share: Decimal | None
    listings: frozenset[str] | None
    footnotes: frozenset[str] | None
    in_full: bool = False
    why_open: str = ""

    @property
    def in_words(self) -> str:
        """The chain in one line."""
        share = "an unknown share" if self.share is None else f"{self.share.normalize():f} percent"
        way = f" through {' and '.join(self.through)}" if self.through else ""
        full = ", counted in full as owned by listed parties itself" if self.in_full else ""
        return f"{self.owner}: {share}{way}{full}{f' ({self.why_open})' if self.why_open else ''}"


@dataclass(frozen=True, slots=True)
class Ownership:
    """The owners of a party for its facts, and how each came about. `owners` of None is “not
    known”. `circles` are companies that own each other, `over` those with more than 100 percent."""

    owners: tuple[Owner, ...] | None
    chains: tuple[Chain, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()
    over: tuple[tuple[str, Decimal], ...] = ()
    by_address_alone: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the sum, as sentences."""
        notes = [
            f"{' and '.join(circle)} own each other: what this adds is left open."
            for circle in self.circles
        ]
        notes += [
            f"The owners of {company} hold {told.normalize():f} percent together: a share is wrong"
            " or told twice. All of them are counted."
            for company, told in self.over
        ]
        notes += [
            f"{owner} is listed only through an address: read whether ownership by it counts."
            for owner in self.by_address_alone
        ]
        return tuple(notes)


def ownership(
    party: str,
    companies: Mapping[str, Holders],
    screened: Mapping[str, ListingFacts],
    *,
    full_from: Decimal,
    passing: Set[str],
) -> Ownership:
    """The owners of `party`, direct and through others.

    `companies` has the direct owners of each company; of one that is not in it, and is not
    `NOBODY`, the owners are not known. `screened` has what screening found of each owner.
    `full_from` is the share from which an owned company counts like its owners, `passing` the
    listings that pass on. Raises `OwnershipError`.
    """
    if party not in companies:
        return Ownership(None)
    with localcontext(_EXACT):
        walk = _Walk(companies, screened, full_from, frozenset(passing))
        chains = tuple(walk.chains(party, HUNDRED, ()))
    reached = walk.reached
    return Ownership(
        owners=_owners(chains),
        chains=chains,
        circles=tuple(dict.fromkeys(walk.circles)),
        over=tuple(
            (name, companies[name].told)
            for name in sorted(reached)
            if name in companies and companies[name].told > HUNDRED
        ),
        by_address_alone=tuple(
            name for name in sorted(reached) if name in screened and screened[name].by_address_alone
        ),
    )


def with_owners(party: Party, found: Ownership) -> Party:
    """The party with these owners."""
    return replace(party, owners=found.owners)


def _owners(chains: Iterable[Chain]) -> tuple[Owner, ...]:
    """The chains as owners of the facts; chains of one owner in one standing become one."""
    sums: dict[tuple[object, ...], Owner] = {}
    for chain in chains:
        way = f" (through {', '.join(chain.through)})" if chain.through else ""
        owner = Owner(f"{chain.owner}{way}"[:500], chain.share, chain.listings, chain.footnotes)
        key = (owner.name, owner.listings, owner.footnotes, owner.share is None)
        before = sums.get(key)
        if before is not None and before.share is not None and owner.share is not None:
            owner = replace(owner, share=before.share + owner.share)
        sums[key] = owner
    if len(sums) > ROW_LIMIT:
        raise OwnershipError(
            f"there are {len(sums)} owners, direct and through others: leave out those that"
            f" are on no list, down to {ROW_LIMIT}"
        )
    return tuple(sums.values())


@dataclass(slots=True)
class _Walk:
    companies: Mapping[str, Holders]
    screened: Mapping[str, ListingFacts]
    full_from: Decimal
    passing: frozenset[str]
    circles: list[tuple[str, ...]] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    steps: int = 0
    listed: dict[str, frozenset[str]] = field(default_factory=dict)
    footnotes: dict[str, frozenset[str] | None] = field(default_factory=dict)
    perhaps: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    in_sight: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._certainly_listed()
        self._perhaps_listed()
        self._in_sight_of_listed()

    def chains(
        self, company: str, weight: Decimal | None, path: tuple[str, ...]
    ) -> Iterator[Chain]:
        """The owners of a company, which itself holds `weight` percent of the party at hand."""
        self.reached.add(company)
        holders = self.companies[company]
        for holding in holders.holdings:
            self.steps += 1
            if self.steps > _STEP_LIMIT:
                raise OwnershipError(
                    "the owners hold each other in too many ways to be counted: name the listed"
                    " ones and their shares of the party by hand"
                )
            share = _part(weight, holding.share)
            yield from self._owner(holding.owner, share, company, path)
        left = _part(weight, holders.left)
        if left:
            yield Chain("owners not named", path, left, None, None, why_open="nobody named them")

    def _owner(
        self, owner: str, share: Decimal | None, company: str, path: tuple[str, ...]
    ) -> Iterator[Chain]:
        self.reached.add(owner)
        own = self.screened.get(owner)
        listed = self.listed.get(owner, _NONE)
        settled = own is not None and own.listings is not None
        if listed & LISTINGS_OF_RECORD or (listed and settled):
            in_full = own is None or not (own.certain_listings & self.passing)
            notes = self.footnotes[owner] if settled else None
            yield Chain(owner, path, share, listed, notes, in_full)
            if not listed & LISTINGS_OF_RECORD:
                # What others of record hold through it counts besides.
                behind = self._behind(owner, share, company, path)
                yield from (chain for chain in behind if _may_count(chain, LISTINGS_OF_RECORD))
        elif own is None or own.listings is None:
            why = "not screened" if own is None else "a hit of it is not decided"
            yield Chain(owner, path, share, None, None, why_open=why)
        elif owner not in self.in_sight:
            yield Chain(owner, path, share, own.listings, own.footnotes)
        else:
            yield from self._behind(owner, share, company, path)

    def _behind(
        self, owner: str, share: Decimal | None, company: str, path: tuple[str, ...]
    ) -> Iterator[Chain]:
        """What is held through an owner, or why that is open."""
        if owner not in self.in_sight:
            return
        if owner == company or owner in path:
            self.circles.append(_circle(owner, path or (company,)))
            yield Chain(owner, path, share, None, None, why_open="in a circle of owners")
        elif owner not in self.companies:
            yield Chain(owner, path, share, None, None, why_open="its owners are not known")
        else:
            yield from self._through(owner, share, path)

    def _through(self, owner: str, share: Decimal | None, path: tuple[str, ...]) -> Iterator[Chain]:
        """The owners of an owner; and the rest of its share, where it may yet come to count in
        full."""
        behind = tuple(self.chains(owner, share, (*path, owner)))
        yield from behind
        if owner in self.perhaps and owner in self.unknown and share is not None:
            known = [chain.share for chain in behind if _may_count(chain, LISTINGS_OF_RECORD)]
            rest = share - sum((part for part in known if part is not None), Decimal(0))
            if rest > 0:
                why = "perhaps owned by listed parties itself"
                yield Chain(owner, path, rest, None, None, why_open=why)

    def _certainly_listed(self) -> None:
        """Fill `listed`: who is on a list that passes on, or owned so far by those who are."""
        for name, found in self.screened.items():
            if found.certain_listings & self.passing:
                self.listed[name] = found.certain_listings
                self.footnotes[name] = found.footnotes
        while self._come_to_count():
            pass

    def _come_to_count(self) -> bool:
        """Let the companies that listed owners hold so far be listed as these are; say whether
        that changed anything."""
        before = dict(self.listed), dict(self.footnotes)
        for company, holders in self.companies.items():
            if self._held(holders) < self.full_from:
                continue
            owners = [h.owner for h in holders.holdings if h.owner in self.listed]
            own = self.screened.get(company)
            lists = own.certain_listings if own else _NONE
            self.listed[company] = lists.union(*(self.listed[name] for name in owners))
            notes = [self.footnotes[name] for name in owners]
            notes.append(own.footnotes if own else None)
            known = _NONE.union(*(note for note in notes if note))
            self.footnotes[company] = None if None in notes else known
        return before != (self.listed, self.footnotes)

    def _held(self, holders: Holders) -> Decimal:
        return sum(
            (h.share or Decimal(0) for h in holders.holdings if h.owner in self.listed), Decimal(0)
        )

    def _perhaps_listed(self) -> None:
        """Fill `perhaps`: who may count as listed, once all is known."""
        perhaps = set(self.listed)
        for name in self._everybody():
            found = self.screened.get(name)
            if found is None or found.listings is None or name not in self.companies:
                perhaps.add(name)
        while True:
            new = {
                company
                for company, holders in self.companies.items()
                if company not in perhaps and self._most(holders, perhaps) >= self.full_from
            }
            if not new:
                break
            perhaps |= new
        self.perhaps = perhaps

    def _most(self, holders: Holders, perhaps: set[str]) -> Decimal:
        most = holders.left
        for holding in holders.holdings:
            if holding.owner in perhaps:
                most += HUNDRED if holding.share is None else holding.share
        return most

    def _in_sight_of_listed(self) -> None:
        """Fill `unknown`: who has anything not known about it or above it, and `in_sight`: those
        and who has anybody listed above."""
        unknown = set()
        for name in self._everybody():
            found, holders = self.screened.get(name), self.companies.get(name)
            settled = found is not None and found.listings is not None
            shares = [None] if holders is None else [h.share for h in holders.holdings]
            if not settled or None in shares or (holders is not None and holders.left):
                unknown.add(name)
        self.unknown = self._with_who_they_own(unknown)
        self.in_sight = self._with_who_they_own(unknown | set(self.listed))

    def _with_who_they_own(self, seen: set[str]) -> set[str]:
        seen = set(seen)
        while True:
            new = {
                company
                for company, holders in self.companies.items()
                if company not in seen and any(h.owner in seen for h in holders.holdings)
            }
            if not new:
                return seen
            seen |= new

    def _everybody(self) -> set[str]:
        owners = {h.owner for holders in self.companies.values() for h in holders.holdings}
        return owners | set(self.companies)


def _part(whole: Decimal | None, share: Decimal | None) -> Decimal | None:
    """`share` percent of `whole`; nothing of nothing, and unknown where either is."""
    if whole == 0 or share == 0:
        return Decimal(0)
    if whole is None or share is None:
        return None
    return (whole * share).scaleb(-2)


def _circle(owner: str, path: tuple[str, ...]) -> tuple[str, ...]:
    """The companies of a circle, told alike wherever one enters it."""
    ring = path[path.index(owner) :]
    first = ring.index(min(ring))
    return ring[first:] + ring[:first]


def _may_count(chain: Chain, passing: frozenset[str]) -> bool:
    return chain.listings is None or bool(chain.listings & passing)
