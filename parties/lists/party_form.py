"""A listed party as one line of JSON, and the digest of what the list says of it.

The digest tells whether an entry changed. It leaves out the id, which some lists give anew with
each download, and whatever is empty, so that a field that Navicert learns to read later changes
no entry that lacks it.
"""

import json
from datetime import date
from hashlib import sha256
from typing import Any, Final

from parties.entries import Address, Kind, ListedParty

DIGEST_BYTES: Final = 16
_TEXTS: Final = (
    *("source", "name", "license_requirement", "license_policy", "federal_register_notice"),
    "remarks",
)
_LISTS: Final = ("aliases", "countries", "programs", "identifiers")
_DAYS: Final = ("start_date", "end_date")
FIELDS: Final = (*_TEXTS, "kind", *_LISTS, "addresses", *_DAYS)
"""Everything that a list says of a party, by the names of `ListedParty`."""


def form_of(party: ListedParty) -> bytes:
    """The party without its id as one line; equal for two parties of which the same is said."""
    tree: dict[str, Any] = {name: getattr(party, name) for name in (*_TEXTS, *_LISTS)}
    tree["kind"] = party.kind.value
    tree["addresses"] = [[address.text, address.country] for address in party.addresses]
    for name in _DAYS:
        day: date | None = getattr(party, name)
        tree[name] = day.isoformat() if day else ""
    kept = {name: value for name, value in tree.items() if value}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def party_from(line: bytes, own_id: str) -> ListedParty:
    """The party in a line made by `form_of`. Raises `ValueError`, `KeyError` or `TypeError`."""
    tree: dict[str, Any] = json.loads(line.decode("utf-8", "surrogatepass"))

    def text(name: str) -> str:
        return str(tree.get(name, ""))

    def texts(name: str) -> tuple[str, ...]:
        return tuple(map(str, tree.get(name, ())))

    def day(name: str) -> date | None:
        return date.fromisoformat(tree[name]) if name in tree else None

    return ListedParty(
        id=own_id,
        source=text("source"),
        name=text("name"),
        kind=Kind(tree["kind"]),
        aliases=texts("aliases"),
        addresses=tuple(Address(*parts) for parts in tree.get("addresses", ())),
        countries=texts("countries"),
        programs=texts("programs"),
        license_requirement=text("license_requirement"),
        license_policy=text("license_policy"),
        federal_register_notice=text("federal_register_notice"),
        start_date=day("start_date"),
        end_date=day("end_date"),
        identifiers=texts("identifiers"),
        remarks=text("remarks"),
    )


def digest_of(line: bytes) -> bytes:
    """The first half of the SHA-256 of a party's line."""
    return sha256(line).digest()[:DIGEST_BYTES]


def entry_digest(party: ListedParty) -> str:
    """The digest of what the list says of the party, as 32 hex digits."""
    return digest_of(form_of(party)).hex()
