"""Rulesets that were read and checked, kept as JSON by the digest of their YAML.

A file has two lines: what it is (format, reader, digest, and the SHA-256 of the rest), and the
ruleset. Anything that does not fit is ignored and written anew; the law is in the YAML.
"""

import contextlib
import gc
import os
import time
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import orjson

from engine.loading.ruleset_form import FORMAT, form_of, ruleset_from
from engine.model import Ruleset

KEPT: Final = 8
"""Digests whose files stay; older ones are taken away."""

_DIGEST_LENGTH: Final = 64
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_UNFINISHED: Final = ".new-"
_STALE: Final = 3600.0  # seconds after which a file being written was left behind by a crash
_READERS: Final = ("loading/*.py", "reading/*.py", "model.py")


def cache_path(cache_folder: Path, digest: str, suffix: str) -> Path:
    """The file for something worked out from the ruleset of a digest, such as `.json`."""
    return cache_folder / f"{digest}{suffix}"


@lru_cache(maxsize=1)
def reader_print() -> str:
    """A fingerprint of the code that reads rulesets: what an older reader made is not trusted."""
    seen = sha256(FORMAT.encode())
    folder = Path(__file__).parent.parent
    for pattern in _READERS:
        for path in sorted(folder.glob(pattern)):
            seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def read_cached(cache_folder: Path, digest: str) -> Ruleset | None:
    """The ruleset of a digest, None where the cache has none that can be trusted."""
    try:
        head, _, body = cache_path(cache_folder, digest, ".json").read_bytes().partition(b"\n")
        if orjson.loads(head) != _head(digest, body):
            return None
        return _made(body, digest)
    except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None


def _made(body: bytes, digest: str) -> Ruleset:
    """The ruleset in the second line. Tens of thousands of objects come into being and none goes:
    looking for garbage among them meanwhile would take half of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return ruleset_from(orjson.loads(body), digest)
    finally:
        if collecting:
            gc.enable()


def write_cached(cache_folder: Path, ruleset: Ruleset) -> None:
    """Keep a ruleset, and let go of all but the newest. A folder that cannot be written is no
    fault: the next start reads the YAML again."""
    body = orjson.dumps(form_of(ruleset))
    head = orjson.dumps(_head(ruleset.digest, body))
    with contextlib.suppress(OSError):
        cache_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(cache_path(cache_folder, ruleset.digest, ".json"), head + b"\n" + body)
        prune(cache_folder)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all. Raises `OSError`."""
    # Not tempfile: importing it takes longer than reading the cache.
    new = path.with_name(f"{_UNFINISHED}{os.getpid()}-{time.monotonic_ns()}")
    try:
        with os.fdopen(os.open(new, _NEW, 0o600), "wb") as opened:
            opened.write(data)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise


def prune(cache_folder: Path, kept: int = KEPT) -> None:
    """Take away the files of all but the newest digests. Raises `OSError`."""
    newest: dict[str, float] = {}
    files: dict[str, list[Path]] = {}
    unfinished: list[Path] = []
    for path in cache_folder.iterdir():
        if path.name.startswith(_UNFINISHED):
            unfinished.append(path)
        digest = path.name[:_DIGEST_LENGTH]
        if len(digest) < _DIGEST_LENGTH or set(digest) - set("0123456789abcdef"):
            continue
        files.setdefault(digest, []).append(path)
        newest[digest] = max(newest.get(digest, 0.0), path.stat().st_mtime)
    latest = max(newest.values(), default=0.0)
    for path in unfinished:
        if path.stat().st_mtime < latest - _STALE:
            path.unlink(missing_ok=True)
    for digest in sorted(newest, key=newest.__getitem__, reverse=True)[kept:]:
        for path in files[digest]:
            path.unlink(missing_ok=True)


def _head(digest: str, body: bytes) -> dict[str, str]:
    return {
        "format": FORMAT,
        "reader": reader_print(),
        "ruleset": digest,
        "sha256": sha256(body).hexdigest(),
    }
