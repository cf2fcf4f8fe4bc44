"""Loading a ruleset: the law's YAML, checked whole, or the same out of the cache.

A cache file is named by the digest of the YAML's bytes, so that start-up parses no YAML that has
not changed: nothing that reads YAML is even imported then.
"""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from engine.faults import Fault, RulesetFaults, SourceFaults
from engine.loading.ruleset_cache import read_cached, write_cached
from engine.model import Place, Ruleset
from engine.reading.yaml_source import read_file

COUNTRIES: Final = "countries/countries.yaml"
"""The file that all regimes share, beside their folders."""

_COUNT_LIMIT: Final = 1000  # files


def load_ruleset(folder: Path, cache_folder: Path | None = None) -> Ruleset:
    """The ruleset of a regime's folder, such as `rulesets/us-ear`.

    Raises `RulesetFaults` with every fault of every file; a ruleset never loads in part. A cache
    folder that cannot be read or written is done without.
    """
    return ruleset_of(ruleset_files(folder), folder.name, cache_folder)


def ruleset_of(files: Mapping[str, bytes], name: str, cache_folder: Path | None = None) -> Ruleset:
    """The ruleset whose files are at hand, as `ruleset_files` gave them; `name` is what messages
    call its folder. Raises and caches as `load_ruleset`."""
    digest = digest_of(files)
    if cache_folder is not None:
        cached = read_cached(cache_folder, digest)
        if cached is not None:
            return cached
    # Imported here: with a cached ruleset none of it is needed, and it takes 20 ms.
    from engine.loading.load_files import RulesetFiles

    reading = RulesetFiles(name)
    for path, data in files.items():
        reading.add(path, _shown(name, path), data)
    ruleset = reading.ruleset(digest)
    if cache_folder is not None:
        write_cached(cache_folder, ruleset)
    return ruleset


def digest_of(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of the files' paths and bytes, in order of path."""
    digest = sha256()
    for path, data in sorted(files.items()):
        name = path.encode("utf-8", "surrogateescape")
        digest.update(b"%d %d\n" % (len(name), len(data)))
        digest.update(name)
        digest.update(data)
    return digest.hexdigest()


def _shown(name: str, path: str) -> str:
    """What messages call a file: its path from the folder that holds the regimes."""
    return path if path == COUNTRIES else f"{name}/{path}"


def ruleset_files(folder: Path) -> dict[str, bytes]:
    """The bytes of every YAML file of the ruleset, in order of path: what its digest is of.

    Raises `RulesetFaults` where one cannot be read.
    """
    faults: list[Fault] = []
    if not (folder / "regime.yaml").is_file():
        where = Place(_shown(folder.name, "regime.yaml"), 1, 1)
        faults.append(Fault(where, "the file is missing", "every regime has one"))
    files: dict[str, bytes] = {}
    for path in (*_yaml_files(folder, faults), COUNTRIES):
        whole = folder.parent / path if path == COUNTRIES else folder / path
        try:
            files[path] = read_file(whole, _shown(folder.name, path))
        except SourceFaults as unreadable:
            faults.extend(unreadable.faults)
    if faults:
        raise RulesetFaults(faults)
    return files


def _yaml_files(folder: Path, faults: list[Fault]) -> list[str]:
    """The paths of the YAML files below `folder`; names that start with a dot are no law."""
    paths: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(parent).relative_to(folder).as_posix()
        prefix = "" if below == "." else below + "/"
        for name in names:
            if name.startswith("."):
                continue
            if name.endswith(".yaml"):
                paths.append(prefix + name)
            elif name.casefold().endswith((".yml", ".yaml")):
                faults.append(
                    Fault(
                        Place(_shown(folder.name, prefix + name), 1, 1),
                        "a file of this name is not read",
                        "let its name end in .yaml",
                    )
                )
    if len(paths) > _COUNT_LIMIT:
        place = Place(folder.name, 1, 1)
        raise RulesetFaults(
            [Fault(place, f"more than {_COUNT_LIMIT} files of YAML", "join some of them")]
        )
    return sorted(paths)
