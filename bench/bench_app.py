"""How fast the app feels: keys echoed while the outcome follows, and long lists.

    python bench/bench_app.py [--keys N] [--records N]

The app runs on a pty of 120 by 40, on the law as it ships. Keys are typed one by one, as fast as
a good typist; each is timed from the write to the terminal until its letter stands in what the app
wrote back. Three fields are typed into: a line of text, an ECCN (the list below and the
outcome follow each key), and the name of a party (screened while one types). Then a list of
records is opened and scrolled: what counts is the time until it stands there, and the longest that
the app was deaf meanwhile.
"""

import argparse
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.bench_records import fill  # noqa: E402
from bench.measure import Row, machine, shown  # noqa: E402

OURS = "import sys; from tui.cli import run; sys.exit(run())"
DEAL = "fixtures/deals/lithography-to-china.yaml"
PACE = 0.08
"""Seconds between two keys."""
TARGET = 50.0
OPEN_TARGET = 300.0
"""Milliseconds: until a key shows, and until a list stands there."""
EMPTY_FIELD = "\x15"
DOWN, PAGE_DOWN, PAGE_UP, UP = "\x1b[B", "\x1b[6~", "\x1b[5~", "\x1b[A"
SCROLLING = (*[DOWN] * 40, *[PAGE_DOWN] * 3, *[PAGE_UP] * 3, *[UP] * 20)
PATIENCE = 60.0
STILL = 2.0
"""Seconds after which a key is taken for one that changes nothing: the end of a list."""
_ESCAPE = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z~]|\x1b[()][A-Z0-9]|\x1b[=>78]")


class Terminal:
    """The app on a pty, as whoever types sees it."""

    def __init__(self, end: int) -> None:
        self._end = end
        self._seen = b""

    def type(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    def wait_for(self, text: str, since: float | None = None) -> float:
        """Read until the text was written; seconds since then. Raises `SystemExit`."""
        since = time.perf_counter() if since is None else since
        wanted = text.encode()
        while wanted not in _ESCAPE.sub(b"", self._seen):
            if time.perf_counter() > since + PATIENCE:
                seen = _ESCAPE.sub(b"", self._seen)[-3000:].decode(errors="replace")
                raise SystemExit(f"{text!r} never came; what came: {seen}")
            if select.select([self._end], [], [], 0.01)[0]:
                self._seen += os.read(self._end, 65536)
        return time.perf_counter() - since

    def idle(self, seconds: float) -> None:
        """Read away what comes for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self._end], [], [], left)[0]:
                os.read(self._end, 65536)
        self._seen = b""

    def echo(self, key: str, typed: str) -> float:
        """Milliseconds from a key until `typed` was written: the app writes what changed alone."""
        self._seen = b""
        start = time.perf_counter()
        self.type(key)
        took = self.wait_for(typed, start)
        self.idle(max(0.0, PACE - took))
        return took * 1000

    def answer(self, key: str) -> float:
        """Milliseconds from a key until anything was written; none where it changes nothing."""
        self._seen = b""
        start = time.perf_counter()
        self.type(key)
        while not select.select([self._end], [], [], 0.01)[0]:
            if time.perf_counter() > start + STILL:
                return 0.0
        took = time.perf_counter() - start
        self.idle(PACE)
        return took * 1000


@contextmanager
def _app(home: Path, *arguments: str) -> Iterator[Terminal]:
    child, end = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-c", OURS, *arguments], _environment(home))
    ioctl(end, TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    try:
        yield Terminal(end)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(end)


def _environment(home: Path) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    return {**plain, "TERM": "xterm-256color", "NAVICERT_HOME": str(home), "PYTHONPATH": str(ROOT)}


def _typed(terminal: Terminal, words: Sequence[str], keys: int) -> list[float]:
    """The milliseconds of so many keys, of words typed over and over into the field in focus."""
    took: list[float] = []
    while len(took) < keys:
        for word in words:
            took += [terminal.echo(key, key) for key in word]
            terminal.type(EMPTY_FIELD)
            terminal.idle(PACE * 3)
    return took[:keys]


def _keys(home: Path, count: int) -> list[Row]:
    """The rows of the three fields."""
    fields = {
        "a line of text": (_to_text, ("vacuum pump qx", "laser head jkv")),
        "an ECCN, the outcome follows": (_to_eccn, ("3b001.c.1.a", "lithography", "5a992")),
        "a party's name, screened": (_to_party, ("zhongxin qwerty", "huawei joxun")),
    }
    rows, every = [], list[float]()
    for name, (go, words) in fields.items():
        with _app(home, DEAL) as terminal:
            go(terminal)
            took = _typed(terminal, words, count // len(fields))
        every += took
        rows.append(_echo_row(name, took))
    rows.append(_echo_row("all three", every))
    return rows


def _echo_row(name: str, took: Sequence[float]) -> Row:
    ranks = statistics.quantiles(took, n=20)
    note = f"median {statistics.median(took):.0f}, most {max(took):.0f}, {len(took)} keys"
    return Row(f"key echo, p95, {name}", ranks[18], "ms", TARGET, note=note)


def _records(home: Path, count: int) -> list[Row]:
    """The rows of the list of records: opening it, and scrolling."""
    fill(home / "records" / "records.jsonl", count)
    with _app(home) as terminal:
        terminal.wait_for(f"({count})")
        terminal.idle(2.0)
        name = f"list of {count:,} records"
        opened = _opened(terminal, name, "r", f"Deal {count - 1}")
        return [opened, _scrolled(terminal, name)]


def _law(home: Path) -> list[Row]:
    """The rows of the control list as a tree."""
    with _app(home) as terminal:
        terminal.wait_for("verified to")
        terminal.idle(2.0)
        terminal.type("b")
        terminal.wait_for("2 ECCNs")
        terminal.idle(2.0)
        opened = _opened(terminal, "the tree of ECCNs", "2", "Category 9")
        terminal.echo(" ", "0A")
        terminal.type(DOWN)
        terminal.idle(1.0)
        branch = terminal.echo(" ", "0A002")
        what = "the tree of ECCNs, a category opened"
        return [opened, Row(what, branch, "ms", OPEN_TARGET), _scrolled(terminal, "the tree")]


def _opened(terminal: Terminal, name: str, key: str, text: str) -> Row:
    """A list that a key opens: until its text is there."""
    opened = terminal.echo(key, text)
    terminal.idle(1.0)
    return Row(f"{name}, from the key to its first rows", opened, "ms", OPEN_TARGET)


def _scrolled(terminal: Terminal, name: str) -> Row:
    """The longest that a key which moves the cursor waited."""
    took = [terminal.answer(key) for key in SCROLLING]
    note = f"median {statistics.median(took):.0f}, {len(took)} keys"
    return Row(f"{name}, longest wait for a key that scrolls", max(took), "ms", TARGET, note=note)


def _choose(terminal: Terminal, words: str, title: str) -> None:
    """Go to an answered question of the deal, by its words."""
    terminal.wait_for("F2")
    terminal.idle(1.0)
    terminal.type("\x1bOQ")
    terminal.wait_for("choose one to change it")
    terminal.type(words)
    terminal.idle(1.0)
    terminal.type("\r")
    terminal.wait_for(title)
    terminal.idle(1.0)


def _empty(terminal: Terminal) -> None:
    terminal.type(EMPTY_FIELD)
    terminal.idle(1.0)


def _to_text(terminal: Terminal) -> None:
    _choose(terminal, "Immersion lith", "What is the item?")
    _empty(terminal)


def _to_eccn(terminal: Terminal) -> None:
    _choose(terminal, "3B001.f.1.b.2.b", "What is the item's ECCN")
    _empty(terminal)


def _to_party(terminal: Terminal) -> None:
    _choose(terminal, "Example Lith", "Add: ")
    terminal.type("a")
    terminal.wait_for("Name")
    terminal.idle(1.0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--records", type=int, default=50_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        # A first start would show the tour.
        (home / "settings.yaml").write_text("tour_seen: yes\n", encoding="utf-8")
        command = [sys.executable, "-c", OURS, "determine", "--regime", "all", DEAL]
        subprocess.run(command, cwd=ROOT, env=_environment(home), capture_output=True, check=False)
        print(machine() + "\n")
        print(shown(_keys(home, options.keys)) + "\n", flush=True)
        print(shown([*_law(home), *_records(home, options.records)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
