"""The app in a real terminal: what a kill may not take away."""

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import sys
from pathlib import Path
from tests.support.app import desk
desk(Path(sys.argv[1])).app().run()
"""
PATIENCE = 30.0


class Terminal:
    """A child on a pty, and all that it wrote."""

    def __init__(self, child: int, end: int) -> None:
        self.child = child
        self.end = end
        self.seen = b""

    def wait_for(self, text: str) -> None:
        """Read until the text has been written. Raises `AssertionError` when patience ends."""
        until = time.monotonic() + PATIENCE
        while text.encode() not in self.seen:
            assert time.monotonic() < until, f"{text!r} never came"
            if select.select([self.end], [], [], 0.1)[0]:
                self.seen += os.read(self.end, 65536)

    def type(self, keys: bytes) -> None:
        self.seen = b""
        os.write(self.end, keys)


@contextmanager
def started(home: Path) -> Iterator[Terminal]:
    child, end = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", PYTHONPATH=str(ROOT), COLUMNS="80", LINES="24")
        os.execv(sys.executable, [sys.executable, "-c", PROGRAM, str(home)])
    try:
        yield Terminal(child, end)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(end)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")
def test_an_answer_survives_a_kill_half_a_second_later(tmp_path: Path) -> None:
    """One answers; the process is killed as soon as the file is there; the draft goes on."""
    drafts = tmp_path / "drafts"
    with started(tmp_path) as terminal:
        terminal.wait_for("Small Regulations")
        terminal.type(b"n")
        terminal.wait_for("U.S. origin?")
        terminal.type(b"y")
        answered = time.monotonic()
        while not any(b"us_origin: yes" in p.read_bytes() for p in drafts.glob("*.yaml")):
            assert time.monotonic() < answered + PATIENCE, "the draft never came"
            if select.select([terminal.end], [], [], 0.02)[0]:
                os.read(terminal.end, 65536)
    with started(tmp_path) as terminal:
        terminal.wait_for("Untitled deal")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_loses_no_answer(tmp_path: Path, ending: signal.Signals) -> None:
    """One answers, and at once the terminal is closed: the draft has it, the terminal is left."""
    with started(tmp_path) as terminal:
        terminal.wait_for("Small Regulations")
        terminal.type(b"n")
        terminal.wait_for("U.S. origin?")
        terminal.type(b"y")
        terminal.wait_for("saving")
        os.kill(terminal.child, ending)
        terminal.wait_for("\x1b[?1049l")
    drafts = (tmp_path / "drafts").glob("*.yaml")
    assert any(b"us_origin: yes" in path.read_bytes() for path in drafts)
