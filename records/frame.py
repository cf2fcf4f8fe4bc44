"""One entry as one line of the journal: three parts, two levels of hashes, over the bytes on disk.

    {"seq":"000000000001","prev":"<64 hex>","hash":"<64 hex>","sizes":"<head>,<card>,<body>",
     "head":{...},"card":{...},"body":{...}}        (on one line, ended by a line feed)

`hash` is SHA-256 over the digits of `seq`, then `prev`, then the bytes of the head; `prev` is the
hash of the line before, 64 zeros on the first. The head holds the SHA-256 of the bytes of the
card and of the body. Card and body begin with a salt of their own, so that one of them can be
replaced by `null` without breaking the chain and without leaving a digest to guess from.

The widths of the beginning are fixed, so that a reader finds the parts without reading JSON and
skips the body. The sizes are in bytes: 7, 7 and 9 digits.
"""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

SCHEMA = 2
GENESIS = "0" * 64
REMOVED = b"null"

_PREFIX = b'{"seq":"%012d","prev":"%b","hash":"%b","sizes":"%07d,%07d,%09d","head":'
PREFIX_SIZE = 213
START = b'{"seq":"'
_BEGINNING = re.compile(
    rb'\{"seq":"(\d{12})","prev":"([0-9a-f]{64})","hash":"([0-9a-f]{64})",'
    rb'"sizes":"(\d{7}),(\d{7}),(\d{9})","head":'
)
_SEQ, _PREV = slice(8, 20), slice(30, 94)
_CARD = b',"card":'
_BODY = b',"body":'
END = b"}\n"
_LIMITS = (10**7, 10**7, 10**9)


class BrokenError(Exception):
    """The bytes are no entry, or not the entry that was sealed. The message says what is wrong."""


class Prefix(NamedTuple):
    """The fixed-width beginning of a line: its place in the chain, and where its parts are."""

    seq: int
    prev: str
    hash: str
    card_start: int  # the head begins at PREFIX_SIZE
    card_end: int
    body_start: int
    body_end: int
    size: int


@dataclass(frozen=True, slots=True)
class Json:
    """A member of a body that is JSON already, to be written as it stands."""

    text: bytes


def as_json(data: object) -> bytes:
    """`data` as compact JSON in UTF-8, keys in the order that they have: the bytes that
    `json.dumps(data, ensure_ascii=False, separators=(",", ":"))` gives too, in a tenth of its
    time."""
    try:
        return orjson.dumps(data)
    except TypeError:  # half a character, as a terminal may hand over: write it escaped
        return json.dumps(data, separators=(",", ":")).encode()


def seal(
    seq: int,
    prev: str,
    head: Mapping[str, Any],
    card: Mapping[str, Any],
    body: Mapping[str, Any],
) -> tuple[bytes, str]:
    """The line for an entry and its hash."""
    card_bytes = as_json({"salt": secrets.token_hex(16), **card})
    body_bytes = _with_members({"salt": secrets.token_hex(16), **body})
    head_bytes = as_json(
        {
            **head,
            "card_sha256": sha256(card_bytes).hexdigest(),
            "body_sha256": sha256(body_bytes).hexdigest(),
        }
    )
    sizes = (len(head_bytes), len(card_bytes), len(body_bytes))
    if any(size >= limit for size, limit in zip(sizes, _LIMITS, strict=True)):
        raise BrokenError(f"an entry of {sum(sizes)} bytes is too long")
    link = chain(seq, prev, head_bytes)
    return _line(seq, prev, link, (head_bytes, card_bytes, body_bytes)), link


def without_parts(line: bytes) -> bytes:
    """The line of a sound entry with `null` for its card and its body: its hash still holds."""
    prefix = read_prefix(line)
    head = line[PREFIX_SIZE : prefix.card_start - len(_CARD)]
    return _line(prefix.seq, prefix.prev, prefix.hash, (head, REMOVED, REMOVED))


def _line(seq: int, prev: str, link: str, parts: tuple[bytes, bytes, bytes]) -> bytes:
    head, card, body = parts
    prefix = _PREFIX % (seq, prev.encode(), link.encode(), len(head), len(card), len(body))
    return b"".join((prefix, head, _CARD, card, _BODY, body, END))


def _with_members(body: Mapping[str, Any]) -> bytes:
    """`body` as JSON, with the members that are JSON already at its end."""
    plain = as_json({key: value for key, value in body.items() if not isinstance(value, Json)})
    ready = [
        b",%b:%b" % (as_json(key), value.text)
        for key, value in body.items()
        if isinstance(value, Json)
    ]
    return b"".join((plain[:-1], *ready, b"}"))


def chain(seq: int, prev: str, head: bytes) -> str:
    """The hash of an entry."""
    return sha256(b"%012d%b%b" % (seq, prev.encode(), head)).hexdigest()


def read_prefix(raw: bytes) -> Prefix:
    """The beginning of a line; every byte of it is checked."""
    found = _BEGINNING.match(raw)
    if found is None:
        raise BrokenError("its beginning is not that of an entry")
    seq, prev, link, head, card, body = found.groups()
    card_start = PREFIX_SIZE + int(head) + len(_CARD)
    card_end = card_start + int(card)
    body_start = card_end + len(_BODY)
    body_end = body_start + int(body)
    size = body_end + len(END)
    return Prefix(
        int(seq), prev.decode(), link.decode(), card_start, card_end, body_start, body_end, size
    )


def read_front(prefix: Prefix, raw: bytes) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Head and card of the line `raw`, checked against the line's own hash; the card is None if
    it was removed."""
    head_end = prefix.card_start - len(_CARD)
    linked = raw[_SEQ] + raw[_PREV] + raw[PREFIX_SIZE:head_end]
    if sha256(linked).hexdigest() != prefix.hash:
        raise BrokenError("its head does not match its hash")
    if raw[head_end : prefix.card_start] != _CARD:
        raise BrokenError("its card does not follow its head")
    head = _as_object(raw[PREFIX_SIZE:head_end], "head")
    if head is None:
        raise BrokenError("its head is empty")
    card = raw[prefix.card_start : prefix.card_end]
    _check_part(card, head.get("card_sha256"), "card")
    return head, _as_object(card, "card")


def check_body(prefix: Prefix, raw: bytes, head: Mapping[str, Any]) -> bytes:
    """The body of the whole line `raw` as it stands there, checked to the line's last byte."""
    if raw[prefix.card_end : prefix.body_start] != _BODY:
        raise BrokenError("its body does not follow its card")
    if raw[prefix.body_end :] != END:
        raise BrokenError("its end is missing")
    body = raw[prefix.body_start : prefix.body_end]
    _check_part(body, head.get("body_sha256"), "body")
    return body


def read_body(prefix: Prefix, raw: bytes, head: Mapping[str, Any]) -> dict[str, Any] | None:
    """The body of the whole line `raw`, checked; None if it was removed."""
    return _as_object(check_body(prefix, raw, head), "body")


def _check_part(part: bytes, digest: object, name: str) -> None:
    if sha256(part).hexdigest() != digest and part != REMOVED:
        raise BrokenError(f"its {name} does not match the digest in its head")


def _quickly_loaded(part: bytes) -> Any:
    """Head and card, of which a list is read by the thousand; not bodies, in which a number of
    any length has to come back as it was."""
    try:
        return orjson.loads(part)
    except ValueError:
        return json.loads(part)  # half a character, escaped


def _as_object(part: bytes, name: str) -> dict[str, Any] | None:
    try:
        data = json.loads(part) if name == "body" else _quickly_loaded(part)
    except ValueError:  # sealed so: not by us
        raise BrokenError(f"its {name} is not JSON") from None
    if data is not None and not isinstance(data, dict):
        raise BrokenError(f"its {name} is not an object")
    return data
