"""Where words go: data to stdout, talk to stderr, and never a sign that a terminal obeys."""

import io
import sys


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says: determinations hold section signs and quotes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(words: str) -> None:
    """Tell the person at the keys something, on stderr."""
    from engine.reading.typed_text import printable

    sys.stderr.write(printable(words) + "\n")


def give(text: str) -> None:
    """Write lines of data to stdout."""
    from engine.reading.typed_text import printable

    sys.stdout.write(printable(text) + "\n")


def give_json(data: object) -> None:
    """Write data to stdout as every command writes JSON."""
    import json

    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
