"""The text of a list file: bounded before it is read, unpacked with care, decoded strictly.

A file from the internet may be cut off, packed so that it swells a thousandfold, or not be the
file that it was taken for; none of it may use up the machine or pass for an empty list.
"""

import stat
import zlib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from parties.lists.faults import refuse

_MB: Final = 1024 * 1024
_GZIP: Final = b"\x1f\x8b"
_STEP: Final = _MB
_AGAIN: Final = "download it again"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a list may be: in bytes as a file and unpacked, in parties, aliases and signs."""

    file: int = 160 * _MB
    unpacked: int = 160 * _MB
    parties: int = 300_000
    names: int = 1_000  # of one party
    name: int = 1_000  # signs
    text: int = 20_000  # signs of any other text
    faults: int = 50


BOUNDS: Final = Bounds()


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text, and the SHA-256 of its bytes as they lay on the disk."""

    file: str
    text: str
    digest: str


def read_file_text(path: Path, bounds: Bounds = BOUNDS) -> FileText:
    """The text of the file at `path`, packed by gzip or plain. Raises `ListFileFaults`."""
    file = str(path)
    try:
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            raise refuse(file, "this is a folder", "name the file of the list")
        if not stat.S_ISREG(kind.st_mode):
            raise refuse(file, "this is no file on a disk", "save the list to a file first")
        _within(kind.st_size, bounds.file, file)
        with path.open("rb") as opened:
            # The size may have grown since it was asked for.
            data = opened.read(bounds.file + 1)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise refuse(file, f"the file cannot be read: {why}", "check its name and place") from None
    return decode(data, file, bounds)


def decode(data: bytes, file: str, bounds: Bounds = BOUNDS) -> FileText:
    """The text in the bytes of a list file, which messages call `file`. Raises `ListFileFaults`."""
    _within(len(data), bounds.file, file)
    digest = sha256(data).hexdigest()
    if data[:2] == _GZIP:
        data = _unpacked(data, file, bounds)
    elif file.casefold().endswith(".gz"):
        raise refuse(file, "the name ends in .gz, and the file is not packed by gzip", _AGAIN)
    _look_at_start(data, file)
    return FileText(file, _text(data, file), digest)


def _within(size: int, limit: int, file: str) -> None:
    if size > limit:
        raise refuse(
            file,
            f"the file is too large to be a list: {size:,} bytes",
            f"a list may have {limit:,}; check that it is the right file",
        )


def _unpacked(data: bytes, file: str, bounds: Bounds) -> bytes:
    """What gzip packed, one part or several, as far as the bounds allow."""
    parts: list[bytes] = []
    size = 0
    rest = data
    while rest:
        if rest[:2] != _GZIP:
            if rest.strip(b"\0"):  # tapes and some servers fill up with zeros
                raise refuse(file, "something that is no gzip follows the packed list", _AGAIN)
            break
        unpacking = zlib.decompressobj(wbits=31)
        try:
            chunk = unpacking.decompress(rest, _STEP)
            while chunk or unpacking.unconsumed_tail:
                parts.append(chunk)
                size += len(chunk)
                if size > bounds.unpacked:
                    raise refuse(
                        file,
                        f"the file unpacks to more than {bounds.unpacked:,} bytes",
                        "no list is that long; check that it is the right file",
                    )
                chunk = unpacking.decompress(unpacking.unconsumed_tail, _STEP)
        except zlib.error:
            raise refuse(file, "the file was damaged: gzip cannot unpack it", _AGAIN) from None
        if not unpacking.eof:
            raise refuse(file, "the file is cut off: its packed part has no end", _AGAIN)
        rest = unpacking.unused_data
    return b"".join(parts)


def _look_at_start(data: bytes, file: str) -> None:
    """Refuse what is known not to be a list, in words that say what it is."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.strip(b"\0"):
        raise refuse(file, "the file is empty", _AGAIN)
    if start[:4] == b"PK\x03\x04":
        raise refuse(
            file,
            "this is a ZIP archive or an Excel workbook",
            "unpack it, or save the sheet as “CSV UTF-8”",
        )
    if start[:5] == b"%PDF-":
        raise refuse(file, "this is a PDF", "download the list as JSON or CSV")
    low = start.lower()
    if low.startswith((b"<!doctype html", b"<html")):
        raise refuse(
            file, "this is a web page, perhaps an error page", "download the list as JSON or CSV"
        )
    if low.startswith(b"<"):
        raise refuse(file, "this is XML", "download the list as JSON or CSV")


def _text(data: bytes, file: str) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = 1 if wide else before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        cut = error.end >= len(data) and "end of data" in error.reason
        if cut or "truncated" in error.reason:
            raise refuse(
                file, "the file is cut off inside a letter", _AGAIN, line, column
            ) from None
        raise refuse(
            file,
            f"the byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file as UTF-8 (in Excel: “CSV UTF-8”)",
            line,
            column,
        ) from None
    if "\0" in text[:4096]:
        raise refuse(file, "this is no text", "download the list as JSON or CSV")
    return text
