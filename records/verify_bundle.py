"""Checks a bundle that `navicert records export ID --bundle` wrote, with Python 3.11 alone.

    python verify_bundle.py BUNDLE [CHECKPOINT]

A bundle is a zip file with one record: the lines of its entries as they stand in the journal, the
deal, the determination, the text of the ruleset, and the proof that the entries are in the journal
whose checkpoint is in it. With CHECKPOINT, a file that you kept yourself, that one is meant.
"""

import base64
import hashlib
import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

LINE = re.compile(
    rb'\{"seq":"(\d{12})","prev":"([0-9a-f]{64})","hash":"([0-9a-f]{64})",'
    rb'"sizes":"(\d{7}),(\d{7}),(\d{9})","head":'
)
CHECKPOINT = re.compile(r"(\S+)\n(\d+)\n(\S+)\nhead ([0-9a-f]{64})\nbytes (\d+)\n\n")


class UnsoundError(Exception):
    """The bundle does not hold together; the message says where."""


class Entry(NamedTuple):
    """One line of the journal. The body is None if it was taken out."""

    number: int
    hash: str
    head: dict[str, Any]
    body: dict[str, Any] | None


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def need(condition: bool, what: str) -> None:
    if not condition:
        raise UnsoundError(what)


def read_entry(line: bytes) -> Entry:
    """The entry in a line, every byte of it checked."""
    found = LINE.match(line)
    if found is None:
        raise UnsoundError("an entry does not begin like one")
    seq, prev, link = found.group(1), found.group(2), found.group(3)
    at, parts = found.end(), []
    for size, after in zip(found.groups()[3:], (b',"card":', b',"body":', b"}\n"), strict=True):
        end = at + int(size)
        parts.append(line[at:end])
        need(line[end : end + len(after)] == after, "the parts of an entry do not follow")
        at = end + len(after)
    need(at == len(line), "an entry is longer than it says")
    head_bytes, card, body = parts
    number = int(seq)
    need(sha256(seq + prev + head_bytes) == link.decode(), f"entry {number}: its hash is wrong")
    head = json.loads(head_bytes)
    for name, part in (("card", card), ("body", body)):
        sound = part == b"null" or sha256(part) == head[f"{name}_sha256"]
        need(sound, f"entry {number}: its {name} is not what was sealed")
    return Entry(number, link.decode(), head, json.loads(body))


def determination_of(body: dict[str, Any]) -> bytes:
    """The JSON of the determination in a body, as bytes."""
    if "determination_zlib_base64" in body:
        return zlib.decompress(base64.b64decode(body["determination_zlib_base64"]))
    try:
        text = json.dumps(body["determination"], ensure_ascii=False, separators=(",", ":"))
        return text.encode()
    except UnicodeEncodeError:  # half a character, which is written escaped
        return json.dumps(body["determination"], separators=(",", ":")).encode()


def check_ruleset(archive: bytes, wanted_archive: str, digest: str) -> int:
    """How many files of law the archive holds, each checked against the digests."""
    need(sha256(archive) == wanted_archive, "the ruleset is not the one the record was made under")
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        manifest = json.loads(files.read("MANIFEST.json"))
        texts = {name: files.read(name) for name in manifest["files"]}
    for name, text in texts.items():
        need(sha256(text) == manifest["files"][name], f"ruleset: {name} was changed")
    whole = hashlib.sha256()
    for name, text in sorted(texts.items()):
        path = name.encode("utf-8", "surrogateescape")
        whole.update(b"%d %d\n" % (len(path), len(text)) + path + text)
    need(whole.hexdigest() == digest, "the ruleset's digest is not the one in the entry")
    return len(texts)


def root_from(link: str, index: int, size: int, proof: Sequence[str]) -> bytes:
    """The root of the tree of RFC 6962 that a proof leads to."""
    node, last = hashlib.sha256(b"\0" + bytes.fromhex(link)).digest(), size - 1
    for beside in map(bytes.fromhex, proof):
        if index & 1 or index == last:
            node = hashlib.sha256(b"\1" + beside + node).digest()
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\1" + node + beside).digest()
        index, last = index >> 1, last >> 1
    return node


def check(bundle: Path, own_checkpoint: str | None = None) -> list[str]:
    """The lines to print of a sound bundle. Raises UnsoundError."""
    with zipfile.ZipFile(bundle) as members:
        need(members.testzip() is None, "the zip file is damaged")
        member = {name: members.read(name) for name in members.namelist()}
    told = []
    entries = [read_entry(line) for line in member["entries.jsonl"].splitlines(keepends=True)]
    need(bool(entries), "there is no entry")
    head, body = entries[0].head, entries[0].body
    need(head.get("kind") == "determination", "the first entry is no determination")
    told.append(f"record {head['record']}, saved {head['at']} by {head['by']}")
    for entry in entries[1:]:
        same = head["record"] in (entry.head.get("record"), entry.head.get("supersedes"))
        need(same, "an entry is about another record")
    told.append(f"its entries ({len(entries)}) are as they were sealed")
    if body is None:
        told.append("parts of the record were taken out, as a later entry tells")
    else:
        determination = determination_of(body)
        wanted = body["determination_sha256"]
        need(sha256(determination) == wanted, "the determination's digest is wrong")
        need(member["determination.json"] == determination, "determination.json was changed")
        need(member["deal.yaml"].decode() == body["deal"], "deal.yaml was changed")
        told.append(f"deal.yaml and determination.json are what was saved (SHA-256 {wanted})")
        if body["ruleset_archive"]:
            count = check_ruleset(member["ruleset.zip"], body["ruleset_archive"], head["ruleset"])
            told.append(f"{count} files of the ruleset are those it was made under")
        else:
            told.append("the text of its ruleset was not kept")
    noted = own_checkpoint or member["checkpoint.txt"].decode()
    found = CHECKPOINT.match(noted)
    if found is None:
        raise UnsoundError("the checkpoint cannot be read")
    size, root = int(found.group(2)), base64.b64decode(found.group(3))
    proof = json.loads(member["proof.json"])
    need(proof["size"] == size, f"the proof is for {proof['size']} entries, not for {size}")
    for entry in entries:
        proved = proof["entries"][str(entry.number)]
        need(all(step == step.lower() for step in proved), "the proof is not as it was written")
        led = root_from(entry.hash, entry.number - 1, size, proved)
        need(led == root, f"entry {entry.number} is not in the journal of the checkpoint")
    told.append(f"they are entries of {found.group(1)}, which has {size}, head {found.group(4)}")
    if own_checkpoint is None:
        told.append("the checkpoint came with the bundle: compare it with one that you kept")
    return told


def main(arguments: Sequence[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        sys.stdout.write(__doc__ or "")
        return 2
    try:
        own = Path(arguments[1]).read_text("utf-8") if len(arguments) == 2 else None
        lines = [*check(Path(arguments[0]), own), "SOUND"]
    except UnsoundError as unsound:
        lines = [f"NOT SOUND: {unsound}"]
    except Exception as error:  # whatever was done to the file, it is told and never a traceback
        lines = [f"NOT SOUND: it cannot be read: {type(error).__name__}: {error}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if lines[-1] == "SOUND" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
