"""From confirmed hits to the facts of a party: its listings, its footnotes, and what is left to
ask.

No rule is applied here: an entry's words become the words of the facts, and where the words do not
settle it, a question with the words beside it. A party with an undecided hit has no listings that
could be stated: the facts leave them unknown, and unknown never counts as none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from engine.facts import ListingHit, Party
from parties.disposition import Disposition, State
from parties.entries import Kind, ListedParty
from parties.entry_text import EntryText, Scope, read_entry_text
from parties.lists.sources import listing_of, name_of

ENTITY_LIST: Final = "entity-list"
FOOTNOTES: Final = "parties"
SCOPE: Final = "parties.entity_list_scope"
EXCEPTIONS: Final = "parties.entity_list_exceptions"
CITES_744_21: Final = "parties.footnote_3_cites_744_21"
PROGRAMS: Final = "parties.sdn_programs"


@dataclass(frozen=True, slots=True)
class Ground:
    """A confirmed hit: the entry as it stands on the list, and what it says in the facts' words.

    `footnotes` of None is “cannot be said”; `scope` is that of an Entity List entry."""

    entry_id: str
    source: str
    listed_name: str
    listing: str
    footnotes: frozenset[str] | None
    scope: Scope | None
    license_requirement: str
    license_policy: str
    federal_register_notice: str
    programs: tuple[str, ...]
    by_address: bool

    @property
    def in_words(self) -> str:
        """The entry in one line: its list, its name, its citation."""
        cite = f", {self.federal_register_notice}" if self.federal_register_notice else ""
        return f"{name_of(self.source)}: {self.listed_name}{cite}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an entry's words mean for a fact. `answer` is empty where a person has to read the
    words in `quote` and answer."""

    fact: str
    answer: str
    says: str
    quote: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """What screening found of one party.

    `listings` and `footnotes` are what the facts may hold: None is “not known”, because nobody
    screened the party or a hit is undecided. `certain_listings` and `certain_footnotes` are those
    of the confirmed hits whatever else is open.
    """

    listings: frozenset[str] | None = None
    footnotes: frozenset[str] | None = None
    certain_listings: frozenset[str] = frozenset()
    certain_footnotes: frozenset[str] = frozenset()
    grounds: tuple[Ground, ...] = ()
    readings: tuple[Reading, ...] = ()
    undecided: int = 0

    @property
    def questions(self) -> tuple[Reading, ...]:
        """What a person has to answer, with the words of the entry."""
        return tuple(reading for reading in self.readings if not reading.answer)

    @property
    def by_address_alone(self) -> bool:
        """Whether the party is listed only through a listed address, and nowhere by name."""
        return bool(self.grounds) and all(ground.by_address for ground in self.grounds)

    def answer(self, fact: str) -> str:
        """The answer that every entry which bears on the fact gives; empty where one leaves it to
        a person, or two differ."""
        answers = {reading.answer for reading in self.readings if reading.fact == fact}
        return answers.pop() if len(answers) == 1 else ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a hit would mean if it is the party: the listing and the footnotes of the facts.
    `footnotes` of None is “not printed plainly”."""

    listings: frozenset[str]
    footnotes: frozenset[str] | None


def meaning_of(entry: ListedParty) -> Meaning:
    """What any entry means, whatever becomes of the hit."""
    ground, _ = _ground(entry)
    return Meaning(frozenset({ground.listing}), ground.footnotes)


def listing_hit(
    entry: ListedParty, listed_name: str, score: int, disposition: Disposition
) -> ListingHit:
    """A hit as a party of a deal carries it: the name that was met, how well, what the entry means
    and what was made of it."""
    meaning = meaning_of(entry)
    return ListingHit(
        entry=entry.id,
        source=entry.source,
        name=listed_name,
        score=score,
        listings=meaning.listings,
        footnotes=meaning.footnotes,
        disposition=disposition.state.value,
        by=disposition.by,
        reason=disposition.reason,
        on=disposition.at.date().isoformat() if disposition.at else "",
    )


NOT_SCREENED: Final = ListingFacts()
"""A party that nobody screened, or only against a list that nothing can rest on."""


def listing_facts(hits: Iterable[tuple[ListedParty, Disposition]]) -> ListingFacts:
    """The facts of a screened party from its hits, each with what was made of it.

    Give every hit that wants a disposition; none at all means “screened, no hit”, so a party that
    was not screened is `NOT_SCREENED`.
    """
    grounds: list[Ground] = []
    readings: list[Reading] = []
    undecided = 0
    for entry, disposition in hits:
        if disposition.state is State.CONFIRMED:
            ground, printed = _ground(entry)
            grounds.append(ground)
            readings += _readings(ground, printed)
        elif not disposition.decides:
            undecided += 1
    listings = frozenset(ground.listing for ground in grounds)
    printed_footnotes = [ground.footnotes for ground in grounds]
    certain = frozenset[str]().union(*(found for found in printed_footnotes if found))
    return ListingFacts(
        listings=None if undecided else listings,
        footnotes=None if undecided or None in printed_footnotes else certain,
        certain_listings=listings,
        certain_footnotes=certain,
        grounds=tuple(grounds),
        readings=tuple(readings),
        undecided=undecided,
    )


def with_listings(party: Party, found: ListingFacts) -> Party:
    """The party with the listings and footnotes that screening found."""
    return replace(party, listings=found.listings, footnotes=found.footnotes)


def _ground(entry: ListedParty) -> tuple[Ground, EntryText | None]:
    listing = listing_of(entry.source)
    printed = None
    if listing == ENTITY_LIST:
        printed = read_entry_text(entry.license_requirement, entry.license_policy)
    ground = Ground(
        entry_id=entry.id,
        source=entry.source,
        listed_name=entry.name,
        listing=listing,
        footnotes=printed.footnotes if printed else frozenset(),
        scope=printed.scope if printed else None,
        license_requirement=entry.license_requirement,
        license_policy=entry.license_policy,
        federal_register_notice=entry.federal_register_notice,
        programs=entry.programs,
        by_address=entry.kind is Kind.ADDRESS,
    )
    return ground, printed


def _readings(ground: Ground, printed: EntryText | None) -> list[Reading]:
    def reading(fact: str, answer: str, says: str, quote: str) -> Reading:
        return Reading(fact, answer, says, quote, ground.entry_id)

    who, requirement = ground.listed_name, ground.license_requirement
    found = []
    if ground.listing == "sdn":
        says = f"The entry of {who} stands under these programs."
        found.append(reading(PROGRAMS, "", says, "; ".join(ground.programs)))
    if printed is None:
        return found
    if printed.scope is Scope.ALL_ITEMS:
        says = f"The entry of {who} names all items subject to the EAR."
        found.append(reading(SCOPE, Scope.ALL_ITEMS.value, says, requirement))
    elif printed.scope is Scope.PARTIAL:
        says = f"The entry of {who} does not name simply all items: is this item among them?"
        found.append(reading(SCOPE, "", says, requirement))
    else:
        says = f"The list says nothing of the items in the entry of {who}: read Supplement No. 4."
        found.append(reading(SCOPE, "", says, ""))
    if printed.exceptions:
        says = f"The entry of {who} speaks of a license exception: does it leave it for this item?"
        found.append(reading(EXCEPTIONS, "", says, printed.exceptions))
    if printed.footnotes is None:
        says = (
            f"The entry of {who} cites a foreign direct product rule and prints no footnote:"
            " look the footnote up in Supplement No. 4."
        )
        found.append(reading(FOOTNOTES, "", says, requirement))
    elif "3" in printed.footnotes:
        cites = "does" if printed.cites_744_21 else "does not"
        says = f"The entry of {who} with footnote 3 {cites} cite section 744.21."
        answer = "yes" if printed.cites_744_21 else "no"
        found.append(reading(CITES_744_21, answer, says, requirement))
    return found
