"""How long until the first text of the app, beside an empty Textual app, in one run.

    python bench/bench_start.py [ROUNDS] [--check]

Both are started on a pty of 120 by 36, in turn, with warm caches; the smallest and the median of
each are printed, and their ratios. The target is 1.3. A bare interpreter and one that imports
what the empty app imports are started too, to show what is left to win. Then a start with an
unchanged ruleset is looked at from within: which modules are in memory at the first paint, and
which once the rules are there. `--check` fails where YAML is among them, or where the ratio of
the minima is over target.
"""

import argparse
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import time
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Row, Times, machine, shown  # noqa: E402

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Navicert")
Empty().run()
"""
IMPORTS = (
    "import textual.app, textual.widgets; from textual.widgets import Static; print('Navicert')"
)
BARE = "print('Navicert')"
OURS = "import sys; from tui.cli import run; sys.exit(run())"
MARK = b"Navicert"
TARGET = 1.3
LIMIT = 30.0

# The apps as they run, told to note their modules: both at the first paint, ours once more when
# the rules are loaded.
NOTING = """
import sys
from pathlib import Path
NOTES = sys.argv.pop()
def note(moment):
    Path(NOTES, moment).write_text("\\n".join(sys.modules))
"""
EMPTY_NOTING = f"""{NOTING}
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Navicert")
    def on_ready(self):
        note("last")
Empty().run()
"""
OURS_NOTING = f"""{NOTING}
from tui.app import NavicertApp
before = NavicertApp.on_ready
def look(self):
    if self.law is None:
        self.set_timer(0.05, lambda: look(self))
    else:
        note("last")
def on_ready(self):
    note("first")
    before(self)
    look(self)
NavicertApp.on_ready = on_ready
from tui.cli import run
run()
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rounds", nargs="?", type=int, default=15)
    parser.add_argument("--check", action="store_true", help="fail where a target is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _warm(home)
        print(machine() + "\n")
        rows = _first_texts(home, options.rounds)
        print(shown(rows) + "\n")
        unwanted = _modules(home)
    failed = unwanted or not all(row.met for row in rows if row.steady)
    return 1 if options.check and failed else 0


def _warm(home: Path) -> None:
    """Byte code, and the caches of the ruleset and its program."""
    command = [sys.executable, "-c", OURS, "determine", "fixtures/deals/fpga-to-germany.yaml"]
    subprocess.run(command, cwd=ROOT, env=_environment(home), capture_output=True, check=False)
    for code in (EMPTY, OURS, IMPORTS, BARE):
        _first_text(code, home)


def _environment(home: Path) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    return {**plain, "TERM": "xterm-256color", "NAVICERT_HOME": str(home), "PYTHONPATH": str(ROOT)}


def _first_text(code: str, home: Path) -> float:
    """Seconds from the start of the process until the mark is on its terminal."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-c", code], _environment(home))
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    seen = b""
    try:
        while time.perf_counter() - start < LIMIT:
            if not select.select([terminal], [], [], 0.05)[0]:
                continue
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
            if MARK in seen:
                return time.perf_counter() - start
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
    raise SystemExit(f"no first text came from: {code}\n{seen[-2000:].decode(errors='replace')}")


def _first_texts(home: Path, rounds: int) -> list[Row]:
    kinds = {"bare Python": BARE, "imports": IMPORTS, "empty Textual app": EMPTY, "Navicert": OURS}
    seconds: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, code in kinds.items():
            seconds[name].append(_first_text(code, home))
    times = {name: Times(found) for name, found in seconds.items()}
    rows = [
        Row(f"first text, {name}", t.least * 1000, "ms", note=f"median {t.median * 1000:.0f}")
        for name, t in times.items()
    ]
    ours, empty = times["Navicert"], times["empty Textual app"]
    rows.append(Row("ratio of minima", ours.least / empty.least, "x", TARGET, steady=True))
    rows.append(Row("ratio of medians", ours.median / empty.median, "x", TARGET))
    return rows


def _modules(home: Path) -> set[str]:
    """Print what a start imports; gives those modules that it should not."""
    empty = _noted(EMPTY_NOTING, home / "empty", home)["last"]
    ours = _noted(OURS_NOTING, home / "ours", home)
    unwanted: set[str] = set()
    for moment, name in (("first paint", "first"), ("the rules are loaded", "last")):
        modules = ours[name]
        yaml = {module for module in modules if module.partition(".")[0] in ("yaml", "_yaml")}
        unwanted |= yaml
        print(f"modules when {moment}: {len(modules)}, of an empty app at its paint {len(empty)};")
        print(f"  of YAML: {', '.join(sorted(yaml)) or 'none'}")
        print(f"  beyond the empty app: {', '.join(sorted(modules - empty))}")
    return unwanted


def _noted(code: str, notes: Path, home: Path) -> dict[str, set[str]]:
    """The modules in memory at each moment that an app noted."""
    notes.mkdir()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        arguments = [sys.executable, "-c", code, str(notes)]
        os.execve(sys.executable, arguments, _environment(home))
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    until = time.perf_counter() + LIMIT
    last = notes / "last"
    while time.perf_counter() < until and not (last.exists() and last.stat().st_size):
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                os.read(terminal, 65536)
            except OSError:
                break
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return {path.name: set(path.read_text(encoding="utf-8").split()) for path in notes.iterdir()}


if __name__ == "__main__":
    sys.exit(main())
