"""Writing trees of text as YAML, the same bytes for the same tree, without importing a parser."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

WIDTH: Final = 100
"""Mappings and lists stand on one line where they fit into so many signs."""

_PLAIN = re.compile(r"[A-Za-z0-9$(](?:[A-Za-z0-9_./$()'%+&;§-]| (?=[A-Za-z0-9_./$()'%+&;§-]))*")


def write_yaml(tree: Mapping[str, Any]) -> str:
    """The tree of mappings, lists and texts as a YAML document."""
    return "\n".join(_mapping(tree, "")) + "\n"


def write_text(text: str) -> str:
    """A text as a YAML scalar: bare where nothing in it could be taken for YAML."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _mapping(tree: Mapping[str, Any], indent: str) -> list[str]:
    lines = []
    for key, value in tree.items():
        head = f"{indent}{write_text(key)}:"
        if isinstance(value, str) or not value:
            lines.append(f"{head} {_flow(value)}")
            continue
        flow = f"{head} {_flow(value)}"
        if indent and len(flow) <= WIDTH and _is_flat(value):
            lines.append(flow)
        elif isinstance(value, Mapping):
            lines.append(head)
            lines.extend(_mapping(value, indent + "  "))
        else:
            lines.append(head)
            lines.extend(_sequence(value, indent + "  "))
    return lines


def _sequence(parts: Sequence[Any], indent: str) -> list[str]:
    lines = []
    for part in parts:
        flow = f"{indent}- {_flow(part)}"
        if not isinstance(part, Mapping) or (len(flow) <= WIDTH and _is_flat(part, 1)):
            lines.append(flow)
            continue
        first, *rest = _mapping(part, indent + "  ")
        lines.append(f"{indent}- {first.lstrip()}")
        lines.extend(rest)
    return lines


def _is_flat(value: Any, levels: int = 0) -> bool:
    """Whether the value holds texts alone, or lists of texts down to so many levels."""
    if isinstance(value, str):
        return True
    parts = value.values() if isinstance(value, Mapping) else value
    return all(
        isinstance(part, str) or (levels > 0 and _is_flat(part, levels - 1)) for part in parts
    )


def _flow(value: Any) -> str:
    if isinstance(value, str):
        return write_text(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{write_text(key)}: {_flow(part)}" for key, part in value.items())
        return "{" + inside + "}"
    return "[" + ", ".join(_flow(part) for part in value) + "]"
