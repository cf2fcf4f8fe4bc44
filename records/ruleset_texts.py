"""The text of rulesets by digest, once each: what a record needs to be run again."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from engine import durable
from records.faults import AlteredError, NoSuchRecordError, cannot_save

_MANIFEST = "MANIFEST.json"
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)  # a fixed time, so that the same text gives the same archive


class RulesetTexts:
    """The folder of ruleset texts: a zip archive per digest, with the SHA-256 of every file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._archives: dict[str, str] = {}

    def keep(self, digest: str, files: Mapping[str, bytes]) -> str:
        """Keep `files`, by their path, as the ruleset `digest`, unless they are kept already.

        Returns the SHA-256 of the archive, which a saved determination then bears.
        """
        kept = self.archive_digest(digest)
        if kept:
            return kept
        content = _archive(digest, files)
        try:
            durable.make_folder(self._folder)
            durable.write_whole(self._path(digest), content)
        except OSError as error:
            raise cannot_save(self._path(digest), error) from error
        return self.archive_digest(digest)

    def archive_digest(self, digest: str) -> str:
        """The SHA-256 of the archive of `digest`; empty if there is none."""
        if digest not in self._archives:
            try:
                content = self._path(digest).read_bytes()
            except FileNotFoundError:
                return ""
            self._archives[digest] = sha256(content).hexdigest()
        return self._archives[digest]

    def archive(self, digest: str) -> bytes:
        """The archive of `digest`, checked as `files` checks it."""
        self.files(digest)
        return self._path(digest).read_bytes()

    def files(self, digest: str, archive_digest: str = "") -> dict[str, bytes]:
        """The text of the ruleset `digest`, checked; also against `archive_digest` if given."""
        path = self._path(digest)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise NoSuchRecordError(f"The text of ruleset {digest} is not kept here.") from None
        if archive_digest and sha256(content).hexdigest() != archive_digest:
            raise AlteredError(f"{path} is not the ruleset text that the record was made under.")
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                manifest = json.loads(archive.read(_MANIFEST))
                files = {name: archive.read(name) for name in manifest["files"]}
        except (zipfile.BadZipFile, KeyError, ValueError, OSError):
            raise AlteredError(f"{path} cannot be read as a ruleset text.") from None
        for name, expected in manifest["files"].items():
            if manifest["digest"] != digest or sha256(files[name]).hexdigest() != expected:
                raise AlteredError(f"{path}: {name} is not the text that was kept.")
        return files

    def _path(self, digest: str) -> Path:
        return self._folder / f"{re.sub(r'[^0-9A-Za-z]+', '-', digest)}.zip"


def _archive(digest: str, files: Mapping[str, bytes]) -> bytes:
    named = dict(sorted(files.items()))
    manifest = {
        "digest": digest,
        "files": {name: sha256(content).hexdigest() for name, content in named.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [(_MANIFEST, json.dumps(manifest, indent=1).encode()), *named.items()]:
            archive.writestr(zipfile.ZipInfo(name, _DAY_ZERO), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
