"""From the texts of a list file to its parties: cleaned, bounded, counted, each with its own id.

Nothing that a list says is lost without a word: what had to be changed is counted as a remark, and
an entry that cannot be read is a fault, for a listed party that goes missing is false comfort.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Final, TypeVar

from engine.reading.typed_text import shown
from parties.entries import Address, Kind, ListedParty
from parties.lists.file_text import Bounds
from parties.lists.party_form import form_of
from parties.lists.sources import SOURCES, source_code


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was changed or looked odd: what, how often, and the first example."""

    says: str
    count: int
    first: str = ""

    def __str__(self) -> str:
        example = f", first {self.first}" if self.first else ""
        return f"{self.count:,} × {self.says}{example}"


@dataclass(slots=True)
class RawEntry:
    """One entry in the words of the file. Addresses are (text, country); dates are as written."""

    name: str
    source: str = ""
    id: str = ""
    number: str = ""  # the agency's own number, which stays from one download to the next
    kind: str = ""
    aliases: list[str] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    license_requirement: str = ""
    license_policy: str = ""
    federal_register_notice: str = ""
    start_date: str = ""
    end_date: str = ""
    identifiers: list[str] = field(default_factory=list)
    remarks: str = ""


KINDS: Final = {
    "": Kind.UNKNOWN,
    "unknown": Kind.UNKNOWN,
    "entity": Kind.ENTITY,
    "company": Kind.ENTITY,
    "organization": Kind.ENTITY,
    "individual": Kind.PERSON,
    "person": Kind.PERSON,
    "vessel": Kind.VESSEL,
    "aircraft": Kind.AIRCRAFT,
    "address": Kind.ADDRESS,
}
"""The words for what a party is, in the official download, in a list of one's own and in a file of
names to screen."""

MARKS: Final = (
    ("dates_of_birth", "born"),
    ("places_of_birth", "place of birth"),
    ("call_sign", "call sign"),
    ("vessel_type", "vessel type"),
    ("vessel_flag", "flag"),
    ("vessel_owner", "vessel owner"),
    ("gross_tonnage", "gross tonnage"),
    ("title", "title"),
)
"""The keys of the official download that tell a party apart, and what each is called beside it."""

_SPELT_COUNTRIES: Final = {
    "TURKIYE": "TR",
    "TÜRKIYE": "TR",
    "TURKEY": "TR",
    "PRC": "CN",
    "CHINA": "CN",
    "HONG KONG": "HK",
    "MACAU": "MO",
    "MACAO": "MO",
    "RUSSIA": "RU",
    "IRAN": "IR",
    "MAN, ISLE OF": "IM",
    "CRIMEA (OCCUPIED)": "UA",
    "REGION: WEST BANK": "PS",
    "REGION: NORTHERN GAZA": "PS",
    "REGION: NORTH GAZA": "PS",
    "REGION: CHINA": "CN",
    "REGION: IRAN": "IR",
    "REGION: RUSSIA": "RU",
    "REGION: NORTHERN MALI": "ML",
}
Part = TypeVar("Part")

_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_LISTED_ADDRESS: Final = re.compile(r"address\s+\d{1,4}", re.IGNORECASE)
_ALSO_KNOWN: Final = re.compile(
    r"[\s,(-]*(?<![A-Za-z])(?:a[./]?k[./]?as?|f[./]?k[./]?a)\b[./]?[\s,:-]*", re.IGNORECASE
)
_KNOWN_MARK: Final = re.compile(r"(?<![A-Za-z])[af][./]?k[./]?a", re.IGNORECASE)
_JOINERS: Final = "\u200c\u200d"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


def clean_line(text: str) -> str:
    """The text on one line, without signs that no reader can see."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(
            " " if sign in "\n\r\t\v\f\x85\u2028\u2029" else sign
            for sign in text
            if sign in "\n\r\t\v\f\x85\u2028\u2029" + _JOINERS
            or unicodedata.category(sign) not in _HIDDEN
        )
    return " ".join(text.split())


@dataclass(slots=True)
class Gathering:
    """The parties of one file as they come in; `faults` are (where, what is wrong, what is right),
    and `where` is whatever the reader calls the entry's place by."""

    bounds: Bounds
    default_source: str = ""
    parties: list[ListedParty] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    unread: int = 0
    taken: int = 0
    _counts: dict[str, tuple[int, str]] = field(default_factory=dict)
    _by_id: dict[str, int] = field(default_factory=dict)
    _forms: dict[str, set[bytes]] = field(default_factory=dict)  # under ids told more than once

    def fail(self, where: int, wrong: str, right: str) -> None:
        """An entry that cannot be read."""
        self.taken += 1
        self.unread += 1
        if len(self.faults) < self.bounds.faults:
            self.faults.append((where, wrong, right))

    def note(self, says: str, example: str = "") -> None:
        """Something to be counted and told."""
        count, first = self._counts.get(says, (0, shown(example) if example else ""))
        self._counts[says] = (count + 1, first)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was noted, in the order in which it came up."""
        return tuple(Remark(says, count, first) for says, (count, first) in self._counts.items())

    @property
    def full(self) -> bool:
        """Whether the file holds more parties than a list may."""
        return self.taken >= self.bounds.parties

    def add(self, raw: RawEntry, where: int) -> None:
        """Take in one entry, or note why it cannot be read."""
        wrong = self._too_long(raw)
        if wrong:
            self.fail(where, wrong, "check whether quotes or commas went astray before it")
            return
        name = self._line(raw.name)
        if not name:
            self.fail(where, "the party has no name", "every entry needs one")
            return
        code = source_code(raw.source) if raw.source.strip() else self.default_source
        if not code:
            words = shown(raw.source) if raw.source.strip() else "nothing"
            self.fail(
                where,
                f"the source is {words}: which list is it from?",
                f"write a short code such as {', '.join(list(SOURCES)[:3])} or one of your own",
            )
            return
        if code not in SOURCES and code != self.default_source:
            self.note("a source that Navicert has no word for, kept as “another list”", raw.source)
        self.taken += 1
        self._keep(self._party(raw, name, code))

    def _party(self, raw: RawEntry, name: str, code: str) -> ListedParty:
        addresses = tuple(_distinct(self._address(text, land) for text, land in raw.addresses))
        countries = [address.country for address in addresses]
        countries += [self._country(land) for land in raw.countries]
        identifiers = [self._line(part) for part in raw.identifiers]
        if raw.number.strip():
            identifiers.append(f"list number: {self._line(raw.number)}")
        return ListedParty(
            id=self._line(raw.id),
            source=code,
            name=name,
            kind=self._kind(raw.kind, name, code),
            aliases=self._aliases(name, raw.aliases),
            addresses=tuple(a for a in addresses if a.text or a.country),
            countries=tuple(_distinct(land for land in countries if land)),
            programs=tuple(_distinct(self._line(part) for part in raw.programs if part.strip())),
            license_requirement=self._line(raw.license_requirement),
            license_policy=self._line(raw.license_policy),
            federal_register_notice=self._line(raw.federal_register_notice),
            start_date=self._date(raw.start_date),
            end_date=self._date(raw.end_date),
            identifiers=tuple(_distinct(part for part in identifiers if part)),
            remarks=self._line(raw.remarks),
        )

    def _keep(self, party: ListedParty) -> None:
        """Give the party an id of its own. The same entry twice is kept once; two entries under
        one id are both kept, for dropping either could drop a listed party."""
        own = party.id or _made_id(party)
        first = self._by_id.get(own)
        if first is None:
            self._by_id[own] = len(self.parties)
            self.parties.append(replace(party, id=own))
            return
        forms = self._forms.setdefault(own, {form_of(self.parties[first])})
        form = form_of(party)
        if form in forms:
            self.note("an entry that stands twice, kept once", party.name)
            return
        forms.add(form)
        self.note("an id that another entry has too, told apart by ~2", own)
        number = len(forms)
        while f"{own}~{number}" in self._by_id:
            number += 1
        self._by_id[f"{own}~{number}"] = len(self.parties)
        self.parties.append(replace(party, id=f"{own}~{number}"))

    def _aliases(self, name: str, aliases: Iterable[str]) -> tuple[str, ...]:
        """The other names, those that were written into the name with “a.k.a.” among them."""
        names = [self._line(alias) for alias in aliases]
        within = _names_within(name)
        if within:
            self.note("a name that holds other names, which were added to its aliases", name)
            names += within
        return tuple(part for part in _distinct(names) if part and part != name)

    def _kind(self, word: str, name: str, code: str) -> Kind:
        kind = KINDS.get(word.strip().casefold())
        if kind is None:
            self.note("a type that Navicert does not know, kept as unknown", word)
            kind = Kind.UNKNOWN
        if kind is Kind.UNKNOWN and code == "EL" and _LISTED_ADDRESS.fullmatch(name):
            return Kind.ADDRESS
        return kind

    def _address(self, text: str, land: str) -> Address:
        code = self._country(land)
        line = self._line(text)
        if land.strip() and not code:
            line = f"{line}, {self._line(land)}" if line else self._line(land)
        return Address(line, code)

    def _country(self, words: str) -> str:
        code = country_code(words)
        if not code and words.strip():
            self.note("a country that is no two-letter code, kept as text", words)
        return code

    def _date(self, words: str) -> date | None:
        text = words.strip()
        if not text:
            return None
        day = read_day(text)
        if day is None:
            self.note("a date that cannot be read, left out", text)
        return day

    def _line(self, text: str) -> str:
        if not text:
            return ""
        line = clean_line(text)
        if len(line) < len(text) and line != " ".join(text.split()):
            self.note("a text with control characters, which were taken out", text)
        if "\ufffd" in line:
            self.note("a text with a letter that was lost before it came here (�)", text)
        return line

    def _too_long(self, raw: RawEntry) -> str:
        bounds = self.bounds
        if 1 + len(raw.aliases) > bounds.names:
            return f"the party has {1 + len(raw.aliases):,} names, more than {bounds.names:,}"
        if max(len(raw.name), *map(len, raw.aliases), 0) > bounds.name:
            return f"a name of the party has more than {bounds.name:,} letters"
        if sum(map(len, _texts(raw))) > bounds.text:
            return f"the entry’s texts have more than {bounds.text:,} letters"
        return ""


def country_code(words: str) -> str:
    """The two-letter code of a country as lists write it; empty where it is none."""
    text = " ".join(words.split()).upper()
    return text if _COUNTRY.fullmatch(text) else _SPELT_COUNTRIES.get(text, "")


def read_day(text: str) -> date | None:
    """A day written as 2026-07-31, perhaps with a time behind it; None where it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None


def _names_within(name: str) -> list[str]:
    """The names in “Lim Kow Seng a.k.a. Eric Lim”. One word alone is no name to look for: it may
    be a first name whose surname stands behind the brackets."""
    if not _KNOWN_MARK.search(name):
        return []
    parts = _ALSO_KNOWN.split(name)
    if len(parts) < 2:
        return []
    names = [re.split(r"[);]", part)[0].strip(" ,(-") for part in parts]
    return [part for part in names if len(part.split()) > 1]


def _texts(raw: RawEntry) -> Iterator[str]:
    yield from (raw.license_requirement, raw.license_policy, raw.remarks, raw.id, raw.source)
    yield from (raw.federal_register_notice, raw.start_date, raw.end_date, raw.number, raw.kind)
    yield from raw.identifiers
    yield from raw.programs
    yield from raw.countries
    for text, land in raw.addresses:
        yield text
        yield land


def _made_id(party: ListedParty) -> str:
    """An id for an entry that the file gave none: the same one as long as source and name stay."""
    return f"{party.source}-{sha256(party.name.casefold().encode()).hexdigest()[:16]}"


def _distinct(parts: Iterable[Part]) -> Iterator[Part]:
    return iter(dict.fromkeys(parts))
