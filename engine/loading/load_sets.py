"""Reading countries and the declared sets of countries, ECCNs and words."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from engine.loading.load_days import Stretch, check_stretches, read_days, read_sources
from engine.loading.load_fields import Faults, Fields, Found, Keys, named, read_fields
from engine.loading.load_names import Names, Wrong
from engine.model import Country, Member, Place, SetDeclaration
from engine.reading.typed_text import shown
from engine.reading.yaml_source import Map

_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
COUNTRY: Final = Keys(("code", "name"), ("aliases", "row_of", "row_cite", "note"))
SET: Final = Keys(
    ("id", "of", "title", "cite", "sources"), ("members", "excluded", "union", "minus", "note")
)
MEMBER: Final = Keys(("entry",), ("from", "until", "by", "note"))
MemberCheck = Callable[[str], Wrong | None]
"""What is wrong with a member, None where nothing is."""

KINDS: Final = ("countries", "eccns", "words")


def read_countries(parts: Sequence[Found], faults: Faults) -> dict[str, Country]:
    """The countries by code; no two may share a code, a name or an alias."""
    countries: dict[str, Country] = {}
    places: dict[str, Fields] = {}
    spelled: dict[str, str] = {}
    for part in parts:
        fields = read_fields(part, named(part, "the country", "code"), COUNTRY, faults)
        if fields is None:
            continue
        country = Country(
            fields.text("code"),
            fields.text("name"),
            fields.texts("aliases"),
            fields.text("row_of"),
            fields.text("row_cite"),
            fields.text("note"),
        )
        if not country.code:
            continue
        if not _CODE.fullmatch(country.code):
            fields.wrong("code", f"{shown(country.code)} is no country code", "write it as NL")
        if country.code in countries:
            first = places[country.code].place.line
            fields.wrong(
                "code",
                f"the country {country.code} is declared in line {first} already",
                "keep one",
            )
            continue
        for key, word in (("name", country.name), *(("aliases", a) for a in country.aliases)):
            other = spelled.setdefault(word.casefold(), country.code)
            if word and other != country.code:
                fields.wrong(key, f"{shown(word)} names {other} already", "let it name one country")
        countries[country.code] = country
        places[country.code] = fields
    for code, fields in places.items():
        _check_row_of(countries[code], fields, countries)
    return countries


def _check_row_of(country: Country, fields: Fields, countries: Mapping[str, Country]) -> None:
    if not country.row_of:
        if country.row_cite:
            fields.wrong(
                "row_cite", "“row_cite” without “row_of”", "name the country, or take it out"
            )
        return
    target = countries.get(country.row_of)
    if target is None or target is country:
        fields.wrong(
            "row_of",
            f"“row_of” of {country.code} names {shown(country.row_of)}, which is no other country",
            "write the code of the country whose rows apply",
        )
    elif target.row_of:
        fields.wrong(
            "row_of",
            f"“row_of” of {country.code} names {target.code}, whose own rows are those of"
            f" {target.row_of}",
            f"write {target.row_of}",
        )
    if not country.row_cite:
        fields.wrong(
            "row_of", f"“row_of” of {country.code} has no “row_cite”", "cite why its rows apply"
        )


def read_members(
    fields: Fields, key: str, wrong: MemberCheck, empty: bool = False
) -> tuple[Member, ...]:
    """The members under `key`: a text each, or a mapping with its days."""
    members: list[Member] = []
    stretches: dict[str, list[Stretch]] = {}
    for part in fields.elements(key, empty):
        found = part
        start: date | None = None
        until: date | None = None
        by = ""
        if isinstance(part.tree, Map):
            dated = read_fields(part, f"a member of {fields.what}", MEMBER, fields.faults)
            entry = dated.found("entry") if dated is not None else None
            if dated is None or entry is None:
                continue
            start, until = read_days(dated)
            by = dated.text("by")
            if (start or until) and not by:
                dated.faults.add(
                    dated.place,
                    f"a member of {fields.what} has a date and no “by”",
                    "name the Federal Register notice, such as “by: 89 FR 96790”",
                )
            found = entry
        if not isinstance(found.tree, str) or not found.tree.strip():
            fields.faults.add(
                found.place,
                f"a member of {fields.what} is no text",
                "write one text, or {entry: …}",
            )
            continue
        name = found.tree.strip()
        fault = wrong(name)
        if fault is not None:
            fields.faults.add(found.place, *fault)
        members.append(Member(name, start, until, by))
        stretches.setdefault(name, []).append(Stretch(start, until, name, part.place))
    for name, days in stretches.items():
        _check_days_of_member(name, days, fields.faults)
    return tuple(members)


def _check_days_of_member(name: str, days: list[Stretch], faults: Faults) -> None:
    if len(days) > 1 and any(d.start is None and d.until is None for d in days):
        faults.add(days[1].place, f"{shown(name)} is listed twice", "keep one")
    elif any(
        earlier.until is None and later.start is not None for earlier, later in pairwise(days)
    ):
        faults.add(
            days[1].place,
            f"{shown(name)} is listed again while it is a member still",
            "end the first listing with “until”",
        )
    else:
        check_stretches(days, faults)


def _member_check(of: str, names: Names) -> MemberCheck:
    checks: dict[str, MemberCheck] = {
        "countries": names.wrong_country,
        "eccns": names.wrong_pattern,
    }
    return checks.get(of, lambda _: None)


def declare_sets(parts: Sequence[Found], names: Names, faults: Faults) -> None:
    """Note the ids and kinds of the sets, so that anything may refer to them."""
    places: dict[str, Place] = {}
    for part in parts:
        tree = part.tree
        name = tree.get("id") if isinstance(tree, Map) else None
        of = tree.get("of") if isinstance(tree, Map) else None
        if not isinstance(tree, Map) or not isinstance(name, str) or not name.strip():
            continue
        if name in places:
            faults.add(
                tree.place_of("id"),
                f"the set “{name}” is declared in {places[name]} already",
                "keep one, or name it otherwise",
            )
        places.setdefault(name, tree.place_of("id"))
        names.set_kinds.setdefault(name, of if isinstance(of, str) else "")


def read_sets(parts: Sequence[Found], names: Names, faults: Faults) -> None:
    """The declared sets, into `names`."""
    for part in parts:
        what = named(part, "the set", "id")
        fields = read_fields(part, what, SET, faults)
        if fields is None:
            continue
        of = fields.word("of", KINDS)
        wrong = _member_check(of, names)
        if not fields.has("members") and not fields.has("union"):
            faults.add(fields.place, f"{what} lacks “members”", "list them, or “union” other sets")
        declared = SetDeclaration(
            fields.text("id"),
            of,
            fields.text("title"),
            fields.text("cite"),
            read_sources(fields),
            read_members(fields, "members", wrong, empty=fields.has("union")),
            read_members(fields, "excluded", wrong),
            _other_sets(fields, "union", of, names),
            _other_sets(fields, "minus", of, names),
            fields.place,
        )
        names.sets.setdefault(declared.id, declared)


def _other_sets(fields: Fields, key: str, of: str, names: Names) -> tuple[str, ...]:
    others = fields.texts(key)
    for part, name in zip(fields.elements(key), others, strict=False):
        wrong = names.wrong_set(name, of, "[…]") if of else None
        if wrong is not None:
            fields.faults.add(part.place, *wrong)
    return others
