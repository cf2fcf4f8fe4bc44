"""How a determination stands in the body of its entry: as JSON, or deflated where it is long.

A determination that shows every rule it looked at takes close to a megabyte, of which deflating
leaves an eighth. Short ones stay in clear text: deflating them costs more than it saves.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, Final

from records.frame import Json

CLEAR: Final = "determination"
DEFLATED: Final = "determination_zlib_base64"
_LONG: Final = 32_000
_QUICK: Final = 1  # of zlib's levels: a third of the time of the usual one, a fifth more bytes


def pack(content: bytes) -> dict[str, Any]:
    """The member of a body that holds the determination `content`, JSON."""
    if len(content) < _LONG:
        return {CLEAR: Json(content)}
    return {DEFLATED: b64encode(zlib.compress(content, _QUICK)).decode()}


def unpack(body: Mapping[str, Any]) -> dict[str, Any]:
    """`body` with its determination as data, however it stood there."""
    data = dict(body)
    deflated = data.pop(DEFLATED, None)
    if deflated is not None:
        data[CLEAR] = json.loads(zlib.decompress(b64decode(deflated)))
    return data
