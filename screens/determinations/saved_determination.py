"""A determination out of a record's plain data, also of one that an older Navicert wrote."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from engine.determination import Determination


def determination_of(data: Mapping[str, Any]) -> Determination:
    """The determination; what the data lacks is empty, what it has more is left out."""
    made = _made(Determination, data)
    assert isinstance(made, Determination)
    return made


def _made(kind: Any, value: Any) -> Any:
    if isinstance(kind, UnionType):
        inner = next(part for part in get_args(kind) if part is not type(None))
        return None if value is None else _made(inner, value)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_made(inner, part) for part in value or ())
    if is_dataclass(kind):
        given = value if isinstance(value, Mapping) else {}
        hints = get_type_hints(kind)
        return kind(**{f.name: _made(hints[f.name], given.get(f.name)) for f in fields(kind)})  # type: ignore[operator]
    if kind is bool:
        return bool(value)
    if kind is int:
        return value if isinstance(value, int) else 0
    return "" if value is None else str(value)
