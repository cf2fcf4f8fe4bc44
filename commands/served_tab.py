"""One browser tab: a Navicert of its own, in a process that speaks packets instead of a terminal.

The packets are those of Textual's web driver: a kind (`D` what a terminal would see, `M` a notice
as JSON), the length in four bytes, the payload; the first line says that they begin.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Sequence
from typing import Final

DATA: Final = b"D"
NOTICE: Final = b"M"
_BEGIN: Final = b"__GANGLION__\n"
_LINES_BEFORE: Final = 10
_PATIENCE: Final = 5.0
"""Seconds that a tab gets to end by itself, and again after it was told to."""
_SIDES: Final = (10, 500)
"""The least and the most columns or rows that a browser may ask for."""


class Tab:
    """A Navicert for one tab. Whoever starts it must read its packets to the end, and end it."""

    def __init__(self, command: Sequence[str], columns: int, rows: int) -> None:
        self._command = command
        self._size = (_bounded(columns), _bounded(rows))
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the process. Raises `OSError`."""
        pipe = asyncio.subprocess.PIPE
        # What it has to say besides goes to the terminal of the server.
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, env=self._environment()
        )

    def _environment(self) -> dict[str, str]:
        columns, rows = self._size
        return {
            **os.environ,
            "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM_PROGRAM": "textual",
            "COLUMNS": str(columns),
            "ROWS": str(rows),
        }

    async def packets(self) -> AsyncIterator[tuple[bytes, bytes]]:
        """Kind and payload of each packet, until the process ends."""
        output = self._process.stdout if self._process else None
        if output is None:
            return
        try:
            for _ in range(_LINES_BEFORE):
                if await output.readline() == _BEGIN:
                    break
            else:
                return
            while True:
                kind = await output.readexactly(1)
                length = int.from_bytes(await output.readexactly(4), "big")
                yield kind, await output.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionResetError):
            return

    async def type(self, text: str) -> None:
        """Pass on what was typed, pasted or clicked."""
        # Half a character would end the reading of all that follow.
        await self._send(DATA, text.encode("utf-8", "replace"))

    async def resize(self, columns: int, rows: int) -> None:
        await self._notify({"type": "resize", "width": _bounded(columns), "height": _bounded(rows)})

    async def focus(self, gained: bool) -> None:
        await self._notify({"type": "focus" if gained else "blur"})

    async def end(self) -> None:
        """Let the process save and end; make it, if it does not."""
        process = self._process
        if process is None:
            return
        await self._notify({"type": "quit"})
        for harder in (process.terminate, process.kill):
            try:
                await asyncio.wait_for(process.wait(), _PATIENCE)
            except TimeoutError:
                harder()
            else:
                return
        await process.wait()

    async def _notify(self, notice: dict[str, object]) -> None:
        await self._send(NOTICE, json.dumps(notice).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        entry = self._process.stdin if self._process else None
        if entry is None or entry.is_closing():
            return
        try:
            entry.write(kind + len(payload).to_bytes(4, "big") + payload)
            await entry.drain()
        except (ConnectionError, RuntimeError):
            return  # it has ended: whoever reads its packets learns it


def _bounded(side: int) -> int:
    least, most = _SIDES
    return max(least, min(side, most))
