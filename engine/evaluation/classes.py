"""The answers to a fact that the rules can tell apart: one stands for all that they treat alike."""

from decimal import Decimal
from typing import Final

from engine.eccn import Eccn, parse_eccn
from engine.evaluation.program import ProgramOnDay
from engine.facts import FactType, Value
from engine.model import FactDeclaration, Leaf

_WELL_KNOWN: Final = (
    *("DE", "JP", "KR", "TW", "SG", "MY", "IN", "BR", "IL", "AE", "MX", "TR", "CA", "GB", "US"),
    *("CN", "MO", "RU", "BY", "IR", "KP", "CU", "SY", "VN", "PK", "SA", "UA"),
)
"""Countries that stand for their class before others do, so that examples read naturally."""

_STEP: Final = Decimal("0.01")

_YES_NO: Final[tuple[Value, ...]] = (True, False)


def classes(on: ProgramOnDay, declared: FactDeclaration) -> tuple[Value, ...]:
    """One answer from each class of answers that the rules of the day treat differently.

    Empty for facts with no small set of classes: texts, dates, the item's own ECCN, and the
    names of parties.
    """
    if declared.name not in on.classes:
        on.classes[declared.name] = _classes(on, declared)
    return on.classes[declared.name]


def _classes(on: ProgramOnDay, declared: FactDeclaration) -> tuple[Value, ...]:
    match declared.type:
        case FactType.YES_NO | FactType.JUDGEMENT:
            return _YES_NO
        case FactType.CHOICE:
            return tuple(choice.value for choice in declared.choices)
        case FactType.SET:
            single: list[Value] = [frozenset({choice.value}) for choice in declared.choices]
            return (frozenset(), *single)
        case FactType.COUNTRY:
            return tuple(country_classes(on, declared.name))
        case FactType.COUNTRIES:
            return tuple(frozenset({code}) for code in country_classes(on, declared.name))
        case FactType.ECCNS:
            return _eccn_list_classes(on, declared.name)
        case FactType.MONEY | FactType.PERCENT | FactType.NUMBER:
            return _number_classes(on, declared)
        case FactType.PARTIES | FactType.CONTENT:
            return ((),)
        case _:
            return ()


def country_classes(on: ProgramOnDay, name: str) -> list[str]:
    """One country from each class that the day's rules and chart treat alike."""
    found: dict[object, str] = {}
    index = on.program.index_of(name)
    as_set = on.program.ruleset.facts[name].type is FactType.COUNTRIES
    countries = on.program.ruleset.countries
    well_known = [code for code in _WELL_KNOWN if code in countries]
    for code in (*well_known, *(code for code in countries if code not in _WELL_KNOWN)):
        value: Value = frozenset({code}) if as_set else code
        truths = on.truths_of(index, value) if index is not None else ()
        chart = on.lists.chart_of(code) if name == "destination.country" else None
        found.setdefault((truths, chart), code)
    return list(found.values())


def _leaves_of(on: ProgramOnDay, name: str) -> list[Leaf]:
    index = on.program.index_of(name)
    leaves = on.program.leaves[index] if index is not None else []
    return [leaf for leaf in leaves if isinstance(leaf, Leaf)]


def _eccn_list_classes(on: ProgramOnDay, name: str) -> tuple[Value, ...]:
    found: dict[object, Value] = {}
    index = on.program.index_of(name)
    if index is None:
        return ((),)
    values: list[tuple[Eccn, ...]] = [(), *((eccn,) for eccn in _named_eccns(on, name))]
    for value in values:
        found.setdefault(on.truths_of(index, value), value)
    return tuple(found.values())


def _named_eccns(on: ProgramOnDay, name: str) -> list[Eccn]:
    entries = on.program.ruleset.entries
    named: dict[str, None] = {}
    for leaf in _leaves_of(on, name):
        if leaf.test == "any_within":
            for pattern in on.sets.eccns(leaf.operand).patterns:
                if pattern.partition(".")[0] in entries:
                    named.setdefault(pattern)
    for pattern in ("0A998", "2E001", "3A001", "5E002", "9D610", "9E515"):
        if pattern in entries:
            named.setdefault(pattern)
    return [parse_eccn(pattern) for pattern in named]


def _number_classes(on: ProgramOnDay, declared: FactDeclaration) -> tuple[Value, ...]:
    limits = sorted(
        {
            Decimal(leaf.operand)
            for leaf in _leaves_of(on, declared.name)
            if isinstance(leaf.operand, str) and leaf.test != "known"
        }
    )
    found: list[Value] = [Decimal(0)]
    for limit in limits:
        found += [limit, limit + _STEP]
    return tuple(found)
