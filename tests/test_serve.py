"""The served app: who may come in, what is given out, and that a tab's Navicert ends with it."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import (
    ClientSession,
    ClientWebSocketResponse,
    CookieJar,
    WSMsgType,
    WSServerHandshakeError,
    web,
)

from commands import exits
from commands.main import run
from commands.serve import tell
from commands.served_guard import Guard, same_address, stays_here
from commands.served_site import Site

pytestmark = pytest.mark.real_time
SECRET, ROOM = "a-secret", "/a-room/"
CHILD = """
import os, sys
from pathlib import Path
notes = Path(sys.argv[1])
notes.write_text(str(os.getpid()))
def put(kind, payload):
    sys.stdout.buffer.write(kind + len(payload).to_bytes(4, "big") + payload)
    sys.stdout.buffer.flush()
sys.stdout.buffer.write(b"said before\\n__GANGLION__\\n")
put(b"D", f"size {os.environ['COLUMNS']} {os.environ['ROWS']}".encode())
take = sys.stdin.buffer.read
while kind := take(1):
    payload = take(int.from_bytes(take(4), "big"))
    put(b"D", kind + payload)
    if b"quit" in payload:
        notes.write_text("saved")
        break
"""


class Served:
    """A site at a port, as a browser that has the cookie or has not."""

    def __init__(self, port: int, session: ClientSession) -> None:
        self.base = f"127.0.0.1:{port}"
        self.session = session

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        url = f"http://{self.base}{path}"
        async with self.session.get(url, headers=headers, allow_redirects=False) as answer:
            return answer.status, await answer.text()

    async def come_in(self) -> None:
        status, _ = await self.get(f"/?token={SECRET}")
        assert status == 303

    @asynccontextmanager
    async def tab(self, **headers: str) -> AsyncIterator[ClientWebSocketResponse]:
        own = {"Origin": f"http://{self.base}", **headers}
        url = f"ws://{self.base}{ROOM}ws?width=100&height=30"
        async with self.session.ws_connect(url, headers=own) as socket:
            yield socket

    async def refused(self, **headers: str) -> int:
        """The status with which a socket is refused."""
        with pytest.raises(WSServerHandshakeError) as caught:
            async with self.tab(**headers):
                pass
        return caught.value.status


@asynccontextmanager
async def served(notes: Path, most: int = 2) -> AsyncIterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    guard = Guard(SECRET, frozenset({"localhost"}), port, "a-room")
    command = [sys.executable, "-c", CHILD, str(notes)]
    runner = web.AppRunner(Site(command, guard, most).application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Served(port, session)
    await runner.cleanup()


async def text_of(socket: ClientWebSocketResponse) -> str:
    message = await socket.receive(timeout=20)
    return message.data.decode() if message.type == WSMsgType.BINARY else message.type.name


async def test_only_the_secret_lets_in(tmp_path: Path) -> None:
    async with served(tmp_path / "notes") as site:
        inside = [f"{ROOM}{path}" for path in ("", "ws", "part/terminal.js", f"?token={SECRET}")]
        for path in ("/", "/?token=wrong", "/?token=", "/nosuch", *inside):
            assert (await site.get(path, Origin=f"http://{site.base}"))[0] == 403, path
        assert await site.refused() == 403
        await site.come_in()
        status, page = await site.get(ROOM)
        assert status == 200
        assert f'"ws://{site.base}{ROOM}ws"' in page
        assert SECRET not in page
        for path in ("/", "/?token=wrong", "/part/terminal.js"):
            assert (await site.get(path))[0] == 403
    assert not (tmp_path / "notes").exists(), "nothing may have been started"


async def test_another_name_or_page_is_refused_with_the_secret_too(tmp_path: Path) -> None:
    """A name that was rebound to this machine, and a page that is open in the same browser."""
    async with served(tmp_path / "notes") as site:
        await site.come_in()
        for host in ("evil.example", "evil.example:80", "127.0.0.1", "10.0.0.1:1", "x@127.0.0.1"):
            assert (await site.get(ROOM, Host=host))[0] == 403, host
            assert await site.refused(Host=host) == 403
        for origin in ("http://evil.example", "null", "http://127.0.0.1:1", f"https://{site.base}"):
            assert (await site.get(ROOM, Origin=origin))[0] == 403, origin
            assert await site.refused(Origin=origin) == 403
        url = f"ws://{site.base}{ROOM}ws"
        with pytest.raises(WSServerHandshakeError):  # one that does not say from where it comes
            await site.session.ws_connect(url)
    assert not (tmp_path / "notes").exists(), "nothing may have been started"


async def test_nothing_but_the_named_parts_is_given_and_all_of_it_is_our_own(
    tmp_path: Path,
) -> None:
    async with served(tmp_path / "notes") as site:
        await site.come_in()
        for path in (
            "part/",
            "part/..%2f..%2fserver.py",
            "part/textual.js",
            "download/1",
            "static",
        ):
            assert (await site.get(f"{ROOM}{path}"))[0] == 404, path
        _, page = await site.get(ROOM)
        assert page.count("//") == page.count("ws://") == 1
        async with site.session.get(f"http://{site.base}{ROOM}") as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        async with site.session.get(f"http://{site.base}{ROOM}part/terminal.js") as answer:
            assert len(await answer.read()) > 100_000
        (cookie,) = site.session.cookie_jar
        assert cookie["httponly"] and cookie["samesite"] == "Strict"
        assert cookie["path"] == ROOM, "another server on this machine would be sent it"


async def test_a_tab_types_and_its_navicert_saves_when_it_closes(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    async with served(notes) as site:
        await site.come_in()
        async with site.tab() as socket:
            assert await text_of(socket) == "size 100 30"
            await socket.send_json(["stdin", "n\ud800é"])
            assert await text_of(socket) == "Dn?é"
            await socket.send_json(["resize", {"width": 100000, "height": 1}])
            assert await text_of(socket) == 'M{"type": "resize", "width": 500, "height": 10}'
        async with asyncio.timeout(20):
            while notes.read_text() != "saved":
                await asyncio.sleep(0.01)


async def test_what_the_page_would_never_send_ends_the_tab(tmp_path: Path) -> None:
    async with served(tmp_path / "notes") as site:
        await site.come_in()
        for words in ("no json", "{}", '["stdin", 5]', '["quit"]', "[" * 100_000):
            async with site.tab() as socket:
                await text_of(socket)
                await socket.send_str(words)
                while (found := await text_of(socket)).startswith("M"):
                    pass
                assert found == "CLOSE"


async def test_there_is_an_end_to_tabs(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    async with served(notes, most=1) as site:
        await site.come_in()
        async with site.tab() as socket:
            await text_of(socket)
            assert await site.refused() == 503
            status, words = await site.get(ROOM)
            assert (status, "As many tabs are open" in words) == (503, True)
            process = int(notes.read_text())
    # The server has ended: so has what it started.
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_addresses_are_numbers_and_names_are_not() -> None:
    assert same_address("127.0.0.1", "::ffff:127.0.0.1")
    assert not same_address("localhost.evil.example", "127.0.0.1")
    assert stays_here("::1") and stays_here("localhost") and stays_here("127.0.0.5")
    assert not any(map(stays_here, ("0.0.0.0", "192.168.1.5", "", "navicert.example")))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nosuch.yaml"], exits.BAD_INPUT, "there is no file nosuch.yaml"),
        (["--port", "70000"], exits.USAGE, "70000 is not a number from 0 to 65535"),
        (["--tabs", "0"], exits.USAGE, "0 is not a number from 1 to 1000"),
        (["--host", "203.0.113.1"], exits.USAGE, "cannot listen at 203.0.113.1"),
    ],
)
def test_what_is_not_served(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    assert run(["serve", *arguments]) == code
    assert words in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commands.serve.find_spec", lambda name: None)
    assert run(["serve"]) == exits.USAGE
    assert "pip install 'navicert[serve]'" in capsys.readouterr().err


def test_beyond_this_machine_it_warns(capsys: pytest.CaptureFixture[str]) -> None:
    tell("0.0.0.0", 80, Guard(SECRET, frozenset(), 80, "a-room"))
    told = capsys.readouterr()
    assert "WARNING" in told.err and "Nothing is encrypted" in told.err
    assert SECRET not in told.err and told.out.strip().endswith(f":80/?token={SECRET}")
