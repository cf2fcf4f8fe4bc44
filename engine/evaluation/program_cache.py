"""The compiled form of a ruleset, kept beside the ruleset's cache so that a start need not compile.

The file holds Python byte code, as `.pyc` files do, for one version of Python and one source text.
What does not fit is made anew.
"""

import contextlib
import marshal
import sys
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Final

from engine.evaluation.program import Program, compiled, keep_program
from engine.loading.ruleset_cache import cache_path, write_whole
from engine.model import Ruleset

_LENGTH: Final = 32  # bytes of a SHA-256


def prepare_program(ruleset: Ruleset, cache_folder: Path) -> None:
    """Make the ruleset's program, its code from the cache if it is there, and keep it for
    evaluations. A folder that cannot be written is no fault: the next start compiles again."""
    path = cache_path(cache_folder, ruleset.digest, f".{sys.implementation.cache_tag}.code")

    def code_of(source: str) -> CodeType:
        made_from = sha256(source.encode()).digest()
        code = _read(path, made_from)
        if code is None:
            code = compiled(source)
            _write(path, made_from, marshal.dumps(code))
        return code

    keep_program(Program(ruleset, code_of))


def _write(path: Path, made_from: bytes, body: bytes) -> None:
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, made_from + sha256(body).digest() + body)


def _read(path: Path, made_from: bytes) -> CodeType | None:
    """The code in a cache file, None where it is not whole or made from another source."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    source, digest, body = data[:_LENGTH], data[_LENGTH : 2 * _LENGTH], data[2 * _LENGTH :]
    if source != made_from or sha256(body).digest() != digest:
        return None
    code = marshal.loads(body)
    return code if isinstance(code, CodeType) else None
