"""Reading fact declarations: the questions, and when they apply."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from engine.facts import YES_NO_TYPES, FactType
from engine.loading.load_conditions import read_condition
from engine.loading.load_fields import Faults, Fields, Found, Keys, named, read_fields
from engine.loading.load_names import Names
from engine.model import Choice, FactDeclaration
from engine.reading.typed_text import shown, suggestion

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+)*")
FACT: Final = Keys(
    ("name", "type", "section", "short"),
    (
        "ask",
        "help",
        "cite",
        "who",
        "document",
        "effort",
        "choices",
        "applies_when",
        "worse",
        "always_ask",
        "default",
        "derived",
    ),
)
CHOICE: Final = Keys(("value", "label"), ("help",))
_TYPES: Final = tuple(kind.value for kind in FactType)
_WITH_CHOICES: Final = (FactType.CHOICE, FactType.SET)

CALCULATED: Final = {
    "list.reasons": FactType.SET,
    "list.marks": FactType.SET,
    "list.exceptions": FactType.SET,
    "list.value_over_lvs": FactType.YES_NO,
    "chart.marks": FactType.SET,
    "chart.required": FactType.SET,
    "content.share": FactType.PERCENT,
    "content.controlled": FactType.YES_NO,
}
"""The calculators, by the fact that each gives, and its type."""


def read_facts(
    parts: Sequence[Found], sections: Sequence[str], names: Names, faults: Faults
) -> None:
    """The declarations into `names`, all but their `applies_when`, which may name any of them."""
    for part in parts:
        fields = read_fields(part, named(part, "the fact", "name"), FACT, faults)
        if fields is None:
            continue
        declared = _fact(fields, sections)
        if not declared.name:
            continue
        if not _NAME.fullmatch(declared.name):
            fields.wrong(
                "name",
                f"{shown(declared.name)} is no name for a fact",
                "write it as item.us_origin",
            )
        first = names.facts.get(declared.name)
        if first is not None:
            fields.wrong(
                "name",
                f"the fact “{declared.name}” is declared in {first.place} already",
                "a condition of the list declares it"
                if declared.name.startswith(("list.row.", "list.exception."))
                else "keep one, or name it otherwise",
            )
            continue
        names.facts[declared.name] = declared


def read_applies_when(parts: Sequence[Found], names: Names, faults: Faults) -> None:
    """The conditions under which facts apply, into the declarations of `names`."""
    for part in parts:
        what = named(part, "the fact", "name")
        fields = Fields(part.tree, what, faults) if isinstance(part.tree, dict) else None
        found = fields.found("applies_when") if fields is not None else None
        if fields is None or found is None:
            continue
        name = fields.text("name")
        condition = read_condition(found, what, names, faults, of_question=True)
        if name in names.facts:
            names.facts[name] = replace(names.facts[name], applies_when=condition)


def _fact(fields: Fields, sections: Sequence[str]) -> FactDeclaration:
    kind = FactType(fields.word("type", _TYPES, FactType.TEXT))
    derived = _derived(fields, kind)
    if not derived and not fields.has("ask"):
        fields.faults.add(fields.place, f"{fields.what} lacks “ask”", "write the question")
    choices = _choices(fields, kind, bool(derived))
    values = ("yes", "no") if kind in YES_NO_TYPES else tuple(choice.value for choice in choices)
    return FactDeclaration(
        name=fields.text("name"),
        type=kind,
        section=fields.word("section", sections),
        short=fields.text("short"),
        ask=fields.text("ask"),
        help=fields.text("help"),
        cite=fields.text("cite"),
        choices=choices,
        effort=int(fields.word("effort", "12345", "2")),
        who=fields.text("who"),
        document=fields.text("document"),
        always_ask=fields.yes("always_ask"),
        worse=_answer(fields, "worse", kind, values),
        default=_default(fields, kind, values),
        derived=derived,
        place=fields.place,
    )


def _derived(fields: Fields, kind: FactType) -> str:
    derived = fields.text("derived")
    if not derived:
        return ""
    if derived not in CALCULATED:
        fields.wrong(
            "derived",
            f"there is no calculator {shown(derived)}",
            suggestion(derived, CALCULATED) or f"there are {', '.join(CALCULATED)}",
        )
        return derived
    if derived != fields.text("name"):
        fields.wrong("derived", f"“{derived}” gives the fact of that name", f"name it {derived}")
    if kind is not CALCULATED[derived]:
        fields.wrong(
            "type",
            f"“{derived}” gives values of type {CALCULATED[derived].value}",
            f"write “type: {CALCULATED[derived].value}”",
        )
    for key in ("ask", "applies_when", "default", "always_ask"):
        if fields.has(key):
            fields.wrong(key, f"{fields.what} is calculated and has “{key}”", "take it out")
    return derived


def _choices(fields: Fields, kind: FactType, derived: bool) -> tuple[Choice, ...]:
    if kind not in _WITH_CHOICES:
        if fields.has("choices"):
            fields.wrong(
                "choices",
                f"{fields.what} is of type {kind.value} and has choices",
                "make it a choice or a set, or take them out",
            )
        return ()
    if not fields.has("choices"):
        if not derived:
            fields.faults.add(
                fields.place,
                f"{fields.what} lacks “choices”",
                "list them, such as “choices: [{value: x, label: X}]”",
            )
        return ()
    choices: dict[str, Choice] = {}
    for part in fields.elements("choices"):
        choice = read_fields(part, f"a choice of {fields.what}", CHOICE, fields.faults)
        value = choice.text("value") if choice is not None else ""
        if choice is None or not value:
            continue
        if value in choices:
            choice.wrong("value", f"the choice {shown(value)} is written twice", "keep one")
        choices[value] = Choice(value, choice.text("label"), choice.text("help"))
    return tuple(choices.values())


def _answer(fields: Fields, key: str, kind: FactType, values: Sequence[str]) -> str:
    if not fields.has(key):
        return ""
    if kind not in (*YES_NO_TYPES, *_WITH_CHOICES):
        fields.wrong(
            key, f"a fact of type {kind.value} has no “{key}”", "take it out: nothing is counted"
        )
        return ""
    return fields.word(key, values)


def _default(fields: Fields, kind: FactType, values: Sequence[str]) -> str:
    policy = fields.text("name").startswith("policy.")
    if policy and not fields.has("default"):
        fields.faults.add(
            fields.place,
            f"{fields.what} is a policy fact and lacks “default”",
            "write the value that it has when nobody set it, the heavier one",
        )
    if not policy and fields.has("default"):
        fields.wrong(
            "default",
            f"{fields.what} has a default and is no policy fact",
            "an open fact stays open: take the default out, or name it policy.…",
        )
    return _answer(fields, "default", kind, values)
