"""`navicert serve`: the app in a browser, one Navicert a tab.

The server knows nothing of the terminal toolkit: it starts `navicert` once for each tab and passes
on what that writes and what is typed. Who may come in is told by `commands.served_guard`.
"""

import argparse
import asyncio
import secrets
import signal
import socket
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from commands import exits
from commands.served_guard import TOKEN, Guard, stays_here
from commands.talk import give, say

_HOST: Final = "127.0.0.1"
_PORT: Final = 8765
_TABS: Final = 8
_EXTRA: Final = ("aiohttp", "textual_serve")
_ENDING: Final = 12.0
"""Seconds that open tabs get to save and end when the server ends."""
_ANYWHERE: Final = ("0.0.0.0", "::", "")

_WARNING: Final = """\
navicert: WARNING: {host} can be reached from other machines.
  Nothing is encrypted: whoever is on the way of the network reads what you type and see.
  Whoever has the link works as you: opens your records, reads and writes files with your rights.
  To use Navicert from another machine in private, leave --host away and start there:
    ssh -L {port}:127.0.0.1:{port} THIS-MACHINE"""


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", nargs="?", help="a deal file that each tab opens, as a copy")
    parser.add_argument("--host", default=_HOST, help=f"where to listen (default {_HOST})")
    parser.add_argument(
        "--port", type=_port, default=_PORT, help=f"at which port (default {_PORT}; 0: any)"
    )
    parser.add_argument(
        "--tabs", type=_count, default=_TABS, help=f"how many may be open (default {_TABS})"
    )


def run(options: argparse.Namespace) -> int:
    if any(find_spec(name) is None for name in _EXTRA):
        say("navicert: serving needs more packages: pip install 'navicert[serve]'")
        return exits.USAGE
    if options.deal is not None and not Path(options.deal).is_file():
        say(f"navicert: there is no file {options.deal}: check the name, or start without one")
        return exits.BAD_INPUT
    try:
        listening = _listen(options.host, options.port)
    except OSError as error:
        say(f"navicert: cannot listen at {options.host}, port {options.port}: {error.strerror}")
        return exits.USAGE
    deal = [] if options.deal is None else [str(Path(options.deal).resolve())]
    asyncio.run(_serve(listening, options.host, deal, options.tabs))
    return exits.DONE


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises `OSError`."""
    family, _, _, _, address = socket.getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            # There, it would let another program take the port over.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


async def _serve(listening: socket.socket, host: str, deal: list[str], tabs: int) -> None:
    """Serve until a person or the system says stop; every tab's Navicert has then ended."""
    from aiohttp import web

    from commands.served_site import Site

    port: int = listening.getsockname()[1]
    guard = Guard(secrets.token_urlsafe(32), _names(host), port, secrets.token_hex(8))
    # Not what lies in the current folder: it may have files named like ours.
    command = [sys.executable, "-P", "-m", "tui.cli", *deal]
    runner = web.AppRunner(Site(command, guard, tabs).application(), access_log=None)
    await runner.setup()
    await web.SockSite(runner, listening, shutdown_timeout=_ENDING).start()
    tell(host, port, guard)
    stop = asyncio.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Not every system has all of them; there, ctrl+c cancels the waiting.
        with suppress(AttributeError, NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stop.set)
    try:
        await stop.wait()
    finally:
        say("navicert: ending; what was answered is kept")
        await runner.cleanup()


def _names(host: str) -> frozenset[str]:
    """The names under which the server goes."""
    if stays_here(host):
        return frozenset({"localhost"})
    own = socket.gethostname().casefold()
    return frozenset({own} if host in _ANYWHERE else {own, host.casefold()})


def tell(host: str, port: int, guard: Guard) -> None:
    """Print the link, with the secret that lets in, and what to know about it."""
    if not stays_here(host):
        say(_WARNING.format(host=host or "this", port=port))
    shown = socket.gethostname() if host in _ANYWHERE else f"[{host}]" if ":" in host else host
    say("navicert: serving; open this link, which is for you alone. Ctrl+C ends it.")
    give(f"http://{shown}:{port}/?{TOKEN}={guard.secret}")
    sys.stdout.flush()


def _port(text: str) -> int:
    return _between(text, 0, 65535)


def _count(text: str) -> int:
    return _between(text, 1, 1000)


def _between(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{text} is not a number from {least} to {most}")
    return int(text)
