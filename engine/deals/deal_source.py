"""YAML or JSON from strangers as one kind of tree, with places."""

import json
import re
from pathlib import Path

from engine.faults import Fault, InputFaults, SourceFaults
from engine.model import Place
from engine.reading.yaml_source import LIMITS, Tree, read_file, read_yaml

_SURROGATES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def read_input(path: Path, file: str) -> bytes:
    """The bytes of a deal, case or CSV file, which messages call `file`. Raises `InputFaults`."""
    try:
        return read_file(path, file)
    except SourceFaults as error:
        raise InputFaults(error.faults) from None


def read_source(data: bytes | str, file: str) -> Tree:
    """YAML or JSON as a tree with places. Raises `InputFaults`."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    is_json = file.casefold().endswith(".json")
    if len(raw) <= LIMITS.size and (is_json or raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"):
        raw = _json_as_yaml(raw, file, is_json)
    try:
        return read_yaml(raw, file)
    except SourceFaults as error:
        raise InputFaults(error.faults) from None


def _json_as_yaml(raw: bytes, file: str, must: bool) -> bytes:
    """JSON as the YAML reader takes it: no tabs, and no characters in two halves.

    Whatever begins with a brace and is not JSON may be YAML, and is left to that reader, unless
    the file's name says that it must be JSON.
    """
    try:
        text = raw.decode("utf-8-sig")
        json.loads(text)
    except RecursionError:
        return raw
    except UnicodeDecodeError:
        return raw
    except json.JSONDecodeError as error:
        if not must:
            return raw
        raise InputFaults(
            [
                Fault(
                    Place(file, error.lineno, error.colno),
                    f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}",
                    "mend it, or name the file .yaml if it is YAML",
                )
            ]
        ) from None
    except ValueError:  # a whole number of more digits than Python converts
        return raw
    whole = _SURROGATES.sub(
        lambda pair: f"\\U{_joined(int(pair[1], 16), int(pair[2], 16)):08X}", text
    )
    # JSON allows no raw tab inside a string, so every tab here stands between values.
    return whole.replace("\t", " ").encode()


def _joined(high: int, low: int) -> int:
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
