"""How long until the first text of the app, beside an empty Textual app, in one run.

    python bench/first_paint.py [ROUNDS]

Both are started on a pty of 120 by 36, in turn; the smallest and the median of each are printed,
and their ratios. The target is 1.3 on the minima.
"""

import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import time
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

ROOT = Path(__file__).resolve().parent.parent
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Navicert")
Empty().run()
"""
OURS = "from tui.cli import run; run()"
MARK = b"Navicert"
LIMIT = 20.0


def first_text(code: str, home: Path) -> float:
    """Seconds from spawn until the mark is on the terminal."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", NAVICERT_HOME=str(home), PYTHONPATH=str(ROOT))
        os.environ.pop("NO_COLOR", None)
        os.execv(sys.executable, [sys.executable, "-c", code])
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    seen, took = b"", LIMIT
    while time.perf_counter() - start < LIMIT:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
            if MARK in seen:
                took = time.perf_counter() - start
                break
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return took


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for code in (EMPTY, OURS, EMPTY, OURS):  # warm caches
            first_text(code, home)
        empty, ours = [], []
        for _ in range(rounds):
            empty.append(first_text(EMPTY, home))
            ours.append(first_text(OURS, home))
    for name, times in (("empty Textual app", empty), ("Navicert", ours)):
        least, middle = min(times) * 1000, statistics.median(times) * 1000
        print(f"{name:18} min {least:4.0f} ms  median {middle:4.0f} ms")
    middle = statistics.median(ours) / statistics.median(empty)
    print(f"ratio of minima {min(ours) / min(empty):.2f}, of medians {middle:.2f}")


if __name__ == "__main__":
    main()
