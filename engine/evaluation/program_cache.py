"""The compiled form of a ruleset, kept beside the ruleset's cache so that a start need not compile.

The file holds Python byte code, as `.pyc` files do, for one version of Python, one digest of the
law and one version of the compiler. What does not fit is made anew.
"""

import contextlib
import marshal
import sys
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Final

from engine.evaluation.program import Program, keep_program
from engine.loading.ruleset_cache import cache_path, write_whole
from engine.model import Ruleset

_LENGTH: Final = 32  # bytes of a SHA-256


def prepare_program(ruleset: Ruleset, cache_folder: Path) -> None:
    """Make the ruleset's program, from the cache if it is there, and keep it for evaluations.

    A folder that cannot be written is no fault: the next start compiles again.
    """
    path = cache_path(cache_folder, ruleset.digest, f".{sys.implementation.cache_tag}.code")
    maker = sha256(Path(__file__).with_name("program.py").read_bytes()).digest()
    code = _read(path, maker)
    program = Program(ruleset, code)
    keep_program(program)
    if code is None:
        body = marshal.dumps(program.code)
        with contextlib.suppress(OSError):
            cache_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, maker + sha256(body).digest() + body)


def _read(path: Path, maker: bytes) -> CodeType | None:
    """The code in a cache file, None where it is not whole or made by another compiler."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    made_by, digest, body = data[:_LENGTH], data[_LENGTH : 2 * _LENGTH], data[2 * _LENGTH :]
    if made_by != maker or sha256(body).digest() != digest:
        return None
    code = marshal.loads(body)
    return code if isinstance(code, CodeType) else None
