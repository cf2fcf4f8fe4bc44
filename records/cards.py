"""What the list of records shows and filters by, without opening a record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from sys import intern
from typing import Any, Final, NamedTuple

from engine.facts import Facts, Party


@dataclass(frozen=True, slots=True)
class Summary:
    """What a deal is about, for finding it: 15 CFR 762.5(c) asks for party, country, reference.

    `countries` are those of the destination and of every party, as codes.
    """

    item: str = ""
    eccn: str = ""
    destination: str = ""
    parties: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


class Card(NamedTuple):
    """One record on the list, with what later entries say of it.

    `review` is approve, return or empty; `signed_off` who signed off; `held` whether a legal hold
    lies on it; `happened` the latest export, reexport, transfer or termination, as an ISO date.
    `keep_years` counts from there, 0 where the determination named no period. `events` counts the
    later entries.
    """

    id: str
    seq: int
    saved_at: datetime
    by: str
    title: str
    outcome: str
    as_of: str
    regime: str
    item: str
    eccn: str
    destination: str
    parties: tuple[str, ...]
    countries: tuple[str, ...]
    rules: tuple[str, ...]  # those that decided it
    ruleset: str
    supersedes: str = ""
    superseded_by: str = ""
    review: str = ""
    events: int = 0
    keep_years: int = 0
    signed_off: str = ""
    held: bool = False
    happened: str = ""


def summary_of_facts(facts: Facts) -> Summary:
    """The summary of facts that are at hand already."""
    parties = facts.value("parties")
    named = [p for p in parties if isinstance(p, Party)] if isinstance(parties, tuple) else []
    destination = _word(facts.value("destination.country"))
    return Summary(
        _word(facts.value("item.description")),
        _word(facts.value("item.eccn")),
        destination,
        tuple(party.name for party in named),
        _distinct([destination, *(party.country or "" for party in named)]),
    )


def summary_of_text(deal: str) -> Summary:
    """The summary of a deal file; whatever cannot be read of it is left out."""
    import yaml  # 15 ms: not to list records

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays text
    try:
        data = yaml.load(deal, Loader=loader)
    except (yaml.YAMLError, RecursionError):
        return Summary()
    facts = _mapping(_mapping(data).get("facts"))
    named = [_mapping(party) for party in _given_list(facts.get("parties"))]
    destination = _given(facts.get("destination.country"))
    return Summary(
        _given(facts.get("item.description")),
        _given(facts.get("item.eccn")),
        destination,
        tuple(name for party in named if (name := _given(party.get("name")))),
        _distinct([destination, *(_given(party.get("country")) for party in named)]),
    )


def card_data(determination: Mapping[str, Any], summary: Summary) -> dict[str, Any]:
    """The card that is sealed with a determination."""
    return {
        "title": str(determination.get("title", "")),
        "outcome": str(determination.get("outcome", "")),
        "as_of": str(determination.get("as_of", "")),
        "regime": str(determination.get("regime", "")),
        "item": summary.item,
        "eccn": summary.eccn,
        "destination": summary.destination,
        "parties": list(summary.parties),
        "countries": list(summary.countries),
        "rules": [str(rule) for rule in determination.get("decisive_rules", ())],
        "keep_years": max((row["years"] for row in determination.get("retention", ())), default=0),
    }


def card_of(seq: int, head: Mapping[str, Any], card: Mapping[str, Any] | None) -> Card:
    """The card of a determination's entry. What was removed shows as empty."""
    get = (card or {}).get
    return Card(  # in the order of its fields: a list of 50,000 takes a tenth less time so
        head["record"],
        seq,
        datetime.fromisoformat(head["at"]),
        intern(head["by"]),
        get("title", ""),
        intern(get("outcome", "")),
        intern(get("as_of", "")),
        intern(get("regime", "")),
        get("item", ""),
        intern(get("eccn", "")),
        intern(get("destination", "")),
        tuple(get("parties", ())),
        tuple(map(intern, get("countries", ()))),
        tuple(map(intern, get("rules", ()))),
        intern(head.get("ruleset", "")),
        head.get("supersedes", ""),
        keep_years=get("keep_years", 0),  # entries of schema 1 name no period
    )


def with_content(card: Card, content: Mapping[str, Any]) -> Card:
    """The card with another content, as a redaction leaves it; what came later stays."""
    head = {"record": card.id, "at": card.saved_at.isoformat(), "by": card.by}
    fresh = card_of(card.seq, {**head, "ruleset": card.ruleset}, content)
    return fresh._replace(**{name: getattr(card, name) for name in _LATER})


_LATER: Final = (
    "supersedes",
    "superseded_by",
    "review",
    "events",
    "signed_off",
    "held",
    "happened",
)


def with_later(card: Card, other: Card) -> Card:
    """The card with what later entries say, as `other` has it."""
    return card._replace(**{name: getattr(other, name) for name in _LATER})


def _word(value: object) -> str:
    return "" if value is None else re.sub(r"\s+", " ", str(value)).strip()


def _given(value: Any) -> str:
    """A fact in a deal file as text: bare, or with its source under `value` or `assumed`."""
    if isinstance(value, Mapping):
        value = value.get("value", value.get("assumed", ""))
    return _word(value) if isinstance(value, str) and value != "not known" else ""


def _given_list(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        value = value.get("value", value.get("assumed", []))
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _distinct(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
