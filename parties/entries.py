"""A screening list as it was imported: parties with their names, addresses and what was done to
them. Plain data; nothing here knows where it came from or how it is searched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a listed party is, as far as the list says."""

    ENTITY = "entity"
    PERSON = "person"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    ADDRESS = "address"  # the Entity List names addresses as parties
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Address:
    """One address in the list's own words; `country` is an ISO 3166 code, empty if not told."""

    text: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One entry of a list. `id` is unique within the import and stays from one import to the next
    as long as the list keeps its own id. `source` is the short name of the list that it is on,
    such as EL, DPL, MEU, UVL, SDN."""

    id: str
    source: str
    name: str
    kind: Kind = Kind.UNKNOWN
    aliases: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    countries: tuple[str, ...] = ()  # of addresses, nationality and citizenship
    programs: tuple[str, ...] = ()
    license_requirement: str = ""
    license_policy: str = ""
    federal_register_notice: str = ""
    start_date: date | None = None
    end_date: date | None = None
    identifiers: tuple[str, ...] = ()
    remarks: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class ScreeningList:
    """One import: `title` in words, `published` the day that the list itself bears, `digest` the
    SHA-256 of the file that was imported. `parties` may be read from the disk one by one."""

    name: str  # "csl", or the name of a house list
    title: str
    published: date
    digest: str
    parties: Sequence[ListedParty]
    sample: bool = False  # a small extract that ships with Navicert, no list to rely on
