"""Reading one mapping of a ruleset file: which keys it may have, and what stands under them.

Nothing here raises: each fault is noted with its place and a harmless value is given back, so that
one run finds every fault.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from engine.faults import Fault
from engine.model import Place
from engine.reading.typed_text import choice_of_words, shown, suggestion
from engine.reading.yaml_source import Map, Seq, Tree

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

SPELLED: Final[Mapping[str, str]] = {
    "cite": "cite the paragraph, such as “cite: 15 CFR 734.9(k)”",
    "in_force": "say since when, such as “in_force: [{from: 2024-12-02, by: 89 FR 96790}]”",
    "from": "give the first day, such as “from: 2024-12-02”",
    "by": "name the Federal Register notice, such as “by: 89 FR 96790”",
    "sources": "say where it was read: “sources: [{seen: 2026-09-24, confidence: verified}]”",
    "seen": "give the day of reading, such as “seen: 2026-09-24”",
    "say": "write its sentences under “yes”, “no” and “open”",
    "when": "write its condition",
    "choices": "list them, such as “choices: [{value: x, label: X}]”",
    "overcomes": "say what it overcomes, such as “overcomes: {kinds: [list], reasons: [NS]}”",
    "removes": "name the exceptions, such as “removes: [LVS]”, or write “removes: all”",
    "reason": "name the reason for control, such as “reason: NS”",
    "duties": "list what must be done",
}
"""What would be right where a key is missing."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value with its place."""

    tree: Tree
    place: Place


@dataclass(slots=True)
class Faults:
    """The faults found so far."""

    found: list[Fault] = field(default_factory=list)

    def add(self, place: Place, wrong: str, right: str = "") -> None:
        self.found.append(Fault(place, wrong, right))


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that a mapping must have, and those that it may have."""

    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        return self.must + self.may


def kind_of(tree: Tree) -> str:
    """What a tree is, for a sentence."""
    if isinstance(tree, Map):
        return "a mapping"
    if isinstance(tree, Seq):
        return "a list"
    return f"the text {shown(tree)}" if tree else "empty"


class Fields:
    """A mapping whose keys were checked; gives values by key and notes what is wrong with them."""

    __slots__ = ("faults", "tree", "what")

    def __init__(self, tree: Map, what: str, faults: Faults) -> None:
        self.tree = tree
        self.what = what
        self.faults = faults

    @property
    def place(self) -> Place:
        return self.tree.place

    def has(self, key: str) -> bool:
        return key in self.tree

    def at(self, key: str) -> Place:
        return self.tree.place_of(key)

    def wrong(self, key: str, wrong: str, right: str = "") -> None:
        """Note a fault at the value of `key`."""
        self.faults.add(self.at(key), wrong, right)

    def found(self, key: str) -> Found | None:
        return Found(self.tree[key], self.at(key)) if key in self.tree else None

    def text(self, key: str) -> str:
        """The text under `key`, empty where there is none."""
        tree = self.tree.get(key)
        if tree is None:
            return ""
        if isinstance(tree, str) and tree.strip():
            return tree.strip()
        self.wrong(key, f"“{key}” of {self.what} is {kind_of(tree)}", "write one text")
        return ""

    def word(self, key: str, words: Iterable[str], default: str = "") -> str:
        """One of `words`."""
        text = self.text(key)
        if not text:
            return default
        allowed = tuple(words)
        if text not in allowed:
            self.wrong(
                key,
                f"{shown(text)} is not known as “{key}” of {self.what}",
                suggestion(text, allowed) or f"write {choice_of_words(allowed)}",
            )
            return default
        return text

    def yes(self, key: str) -> bool:
        return self.word(key, ("yes", "no"), "no") == "yes"

    def day(self, key: str) -> date | None:
        """The ISO date under `key`."""
        text = self.text(key)
        if not text:
            return None
        day = read_day(text)
        if day is None:
            self.wrong(key, f"{shown(text)} is not a date", "write year-month-day: 2024-12-02")
        return day

    def elements(self, key: str, empty: bool = False) -> list[Found]:
        """The elements of the list under `key`; an empty list is a fault unless `empty`."""
        tree = self.tree.get(key)
        if tree is None:
            return []
        if not isinstance(tree, Seq):
            self.wrong(key, f"“{key}” of {self.what} is {kind_of(tree)}", "write a list: [ … ]")
            return []
        if not tree and not empty:
            self.wrong(key, f"“{key}” of {self.what} is an empty list", "fill it or take it out")
        return [Found(part, tree.place_of(index)) for index, part in enumerate(tree)]

    def texts(self, key: str, empty: bool = False) -> tuple[str, ...]:
        """The texts listed under `key`; the same text twice is a fault."""
        texts: list[str] = []
        for part in self.elements(key, empty):
            text = text_of(part, f"“{key}” of {self.what}", self.faults)
            if text in texts:
                self.faults.add(part.place, f"{shown(text)} is listed twice", "keep one")
            elif text:
                texts.append(text)
        return tuple(texts)


def text_of(found: Found, what: str, faults: Faults) -> str:
    """The text that an element is."""
    if isinstance(found.tree, str) and found.tree.strip():
        return found.tree.strip()
    faults.add(found.place, f"an element of {what} is {kind_of(found.tree)}", "write one text")
    return ""


def read_day(text: str) -> date | None:
    """An ISO date, None where the text is none."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def read_fields(found: Found, what: str, keys: Keys, faults: Faults) -> Fields | None:
    """The mapping `found` with its keys checked, None where it is no mapping."""
    tree = found.tree
    if not isinstance(tree, Map):
        faults.add(
            found.place,
            f"{what} is {kind_of(tree)}",
            f"write a mapping with {choice_of_words(keys.must or keys.may[:4], 'and')}",
        )
        return None
    known = keys.known
    for key in tree:
        if key in known:
            continue
        if tree[key] == "":
            faults.add(
                tree.place_of_key(key),
                f"{shown(key)} stands in {what} as a key without a value",
                suggestion(key, known, 1) or "put quotes around a text that holds a comma",
            )
        else:
            faults.add(
                tree.place_of_key(key),
                f"{what} has no key {shown(key)}",
                suggestion(key, known, 1) or f"the keys are {', '.join(known)}",
            )
    for key in keys.must:
        if key not in tree:
            faults.add(tree.place, f"{what} lacks “{key}”", SPELLED.get(key, f"write “{key}: …”"))
    return Fields(tree, what, faults)


def named(found: Found, what: str, key: str) -> str:
    """What to call an element in messages: its kind and its name, where it has one."""
    name = found.tree.get(key) if isinstance(found.tree, Map) else None
    return f"{what} {shown(name.strip())}" if isinstance(name, str) and name.strip() else what
