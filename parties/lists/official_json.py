"""The official bulk download of the Consolidated Screening List as JSON: {"results": [entry, …]}.

An entry's keys: id, source, entity_number, type, programs, name, title, addresses (address, city,
state, postal_code, country), federal_register_notice, start_date, end_date, standard_order,
license_requirement, license_policy, call_sign, vessel_type, gross_tonnage,
gross_registered_tonnage, vessel_flag, vessel_owner, remarks, source_list_url, alt_names,
citizenships, dates_of_birth, nationalities, places_of_birth, source_information_url, ids (type,
number, country, …). What is not known is null or left out.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from engine.faults import Fault
from engine.model import Place
from engine.reading.typed_text import shown
from parties.lists.faults import ListFileFaults, refuse
from parties.lists.file_text import FileText
from parties.lists.gathering import MARKS, Gathering, RawEntry, read_day

_DAYS: Final = ("search_performed_at", "published", "generated_at", "last_updated")
_LOOKED_AT: Final = 20


def read_official_json(source: FileText, into: Gathering) -> date | None:
    """Put the entries of the download into `into`; give the day that the file itself bears.

    Raises `ListFileFaults` where the file as a whole is no such download.
    """
    tree = _tree(source)
    entries = _entries(tree, source.file)
    for number, entry in enumerate(entries):
        if into.full:
            raise refuse(
                source.file,
                f"the file has more than {into.bounds.parties:,} parties",
                "no list is that long; check that it is the right file",
            )
        if not isinstance(entry, Mapping):
            into.fail(number, "the entry is no mapping of keys and values", "see docs/lists.md")
            continue
        try:
            raw = _raw(entry)
        except ValueError as wrong:
            into.fail(number, str(wrong), "see docs/lists.md")
            continue
        into.add(raw, number)
    return _day_of(tree)


def places_of(source: FileText, numbers: list[int]) -> dict[int, Place]:
    """Where the entries of these numbers stand in the text, as far as they can be found."""
    decoder = json.JSONDecoder()
    text = source.text
    start = text.find("[", max(text.find('"results"'), 0))
    places: dict[int, Place] = {}
    wanted, number, at = set(numbers), 0, start + 1
    try:
        while wanted and start >= 0:
            at = _skip(text, at)
            if number in wanted:
                line = text.count("\n", 0, at) + 1
                places[number] = Place(source.file, line, at - text.rfind("\n", 0, at))
                wanted.remove(number)
            _, at = decoder.raw_decode(text, at)
            number += 1
    except (ValueError, IndexError):
        pass  # the place is for comfort; the number of the entry stands in the message
    return places


def _skip(text: str, at: int) -> int:
    while text[at] in " \t\r\n,":
        at += 1
    return at


def _tree(source: FileText) -> Any:
    try:
        return json.loads(source.text)
    except json.JSONDecodeError as error:
        rest = source.text[error.pos :].strip()
        if not rest or "Unterminated string" in error.msg:
            raise refuse(
                source.file,
                "the file is cut off: the JSON has no end",
                "download it again",
                error.lineno,
                error.colno,
            ) from None
        wrong = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise refuse(
            source.file, wrong, "download the list again", error.lineno, error.colno
        ) from None
    except (RecursionError, ValueError):
        raise refuse(
            source.file, "this is JSON that no list is made of", "download the list again"
        ) from None


def _entries(tree: Any, file: str) -> list[Any]:
    if isinstance(tree, Mapping) and "results" not in tree:
        keys = ", ".join(shown(str(key), 20) for key in list(tree)[:5]) or "none"
        raise refuse(
            file,
            f"this JSON is no Consolidated Screening List: it has no “results”, only {keys}",
            "download consolidated.json, or make a CSV as docs/lists.md shows",
        )
    entries = tree["results"] if isinstance(tree, Mapping) else tree
    if not isinstance(entries, list):
        raise refuse(
            file, "“results” is no list of entries", "download the list again, or see docs/lists.md"
        )
    if not entries:
        raise refuse(file, "the list holds no party", "download it again")
    first = [entry for entry in entries[:_LOOKED_AT] if isinstance(entry, Mapping)]
    if not any("name" in entry and "source" in entry for entry in first):
        keys = ", ".join(shown(str(key), 20) for key in list(first[0])[:5]) if first else "none"
        raise refuse(
            file,
            "the entries are no parties of the Consolidated Screening List: they have no “name”"
            f" and “source”; their keys are {keys}",
            "download consolidated.json, or make a CSV as docs/lists.md shows",
        )
    return entries


def _raw(entry: Mapping[str, Any]) -> RawEntry:
    """The entry's texts. Raises `ValueError` with a sentence."""
    told = entry.get("addresses") or []
    addresses = told if isinstance(told, list) else [told]
    return RawEntry(
        id=_text(entry, "id") or _text(entry, "_id"),
        source=_text(entry, "source"),
        number=_text(entry, "entity_number"),
        kind=_text(entry, "type"),
        name=_text(entry, "name"),
        aliases=_texts(entry, "alt_names"),
        addresses=[_address(address) for address in addresses],
        countries=_texts(entry, "nationalities") + _texts(entry, "citizenships"),
        programs=_texts(entry, "programs"),
        license_requirement=_text(entry, "license_requirement"),
        license_policy=_text(entry, "license_policy"),
        federal_register_notice=_text(entry, "federal_register_notice"),
        start_date=_text(entry, "start_date"),
        end_date=_text(entry, "end_date"),
        identifiers=_identifiers(entry),
        remarks=_text(entry, "remarks"),
    )


def _identifiers(entry: Mapping[str, Any]) -> list[str]:
    found = [f"{called}: {text}" for key, called in MARKS for text in _texts(entry, key)]
    ids = entry.get("ids") or []
    for part in ids if isinstance(ids, list) else [ids]:
        if isinstance(part, Mapping):
            number, country = _text(part, "number"), _text(part, "country")
            told = f"{_text(part, 'type') or 'id'}: {number}"
            found.append(f"{told} ({country})" if country else told)
        elif part is not None:
            found.append(str(part))
    return found


def _address(address: Any) -> tuple[str, str]:
    if isinstance(address, str):
        return address, ""
    if not isinstance(address, Mapping):
        raise ValueError("an address is neither text nor a mapping of keys and values")
    keys = ("address", "city", "state", "postal_code")
    return ", ".join(filter(None, (_text(address, key) for key in keys))), _text(address, "country")


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if value is None or isinstance(value, str):
        return value or ""
    return "; ".join(_texts(entry, key))


def _texts(entry: Mapping[str, Any], key: str) -> list[str]:
    """The texts under a key: of a list, of one text, or none."""
    value = entry.get(key)
    if value is None or value == "":
        return []
    parts = value if isinstance(value, list) else [value]
    texts = []
    for part in parts:
        if part is None:
            continue
        if isinstance(part, Mapping | list):
            raise ValueError(f"“{key}” holds something that is no text")
        texts.append(str(part))
    return texts


def _day_of(tree: Any) -> date | None:
    """The day that the download bears: of its making, or the newest of its sources."""
    if not isinstance(tree, Mapping):
        return None
    for key in _DAYS:
        day = read_day(str(tree.get(key) or ""))
        if day:
            return day
    sources = tree.get("sources")
    days = [
        read_day(str(source.get(key) or ""))
        for source in (sources if isinstance(sources, list) else [])
        if isinstance(source, Mapping)
        for key in ("source_last_updated", "last_imported")
    ]
    return max((day for day in days if day), default=None)


def faults_of(source: FileText, into: Gathering) -> ListFileFaults:
    """The entries that could not be read, each with its number and its place."""
    places = places_of(source, [number for number, _, _ in into.faults])
    nowhere = Place(source.file, 1, 1)
    return ListFileFaults(
        Fault(places.get(number, nowhere), f"entry {number + 1:,}: {wrong}", right)
        for number, wrong, right in into.faults
    )
