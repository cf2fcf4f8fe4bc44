"""The site of the served app: one page, its parts, and a socket for each tab.

Nothing is served but what is named here, and the page may ask for nothing from elsewhere: the
script that draws a terminal, its style and its fonts come with textual-serve.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from aiohttp import WSCloseCode, WSMsgType, web

from commands.served_guard import TOKEN, Guard
from commands.served_tab import DATA, NOTICE, Tab

_PARTS: Final = {
    "terminal.js": ("js/textual.js", "text/javascript"),
    "terminal.css": ("css/xterm.css", "text/css"),
    "mono.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "mono-italic.ttf": ("fonts/RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
}
"""By the name under which each is served: its place in textual-serve, and its type."""

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self';"
    " img-src data:; connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Server": "navicert",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_NO_SECRET: Final = (
    "Open the link that Navicert printed when it was started: it holds the secret of this run."
    " If you did, load this page again."
)
_FULL: Final = "As many tabs are open as may be: {most}. Close one and load this page again."
_HEARTBEAT: Final = 15.0
_LONGEST: Final = 4 * 1024 * 1024
"""Bytes that may be typed or pasted at once."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """The page and the tabs of one run. `command` starts a Navicert, `most` tabs may be open."""

    def __init__(self, command: Sequence[str], guard: Guard, most: int) -> None:
        self._command = command
        self._guard = guard
        self._most = most
        self._open: set[web.WebSocketResponse] = set()
        own = Path(__file__).parent
        self._page = (own / "served_page.html").read_text(encoding="utf-8")
        static = files("textual_serve") / "static"
        self._parts = {
            "page.js": ((own / "served_page.js").read_bytes(), "text/javascript"),
            **{
                name: ((static / place).read_bytes(), kind)
                for name, (place, kind) in _PARTS.items()
            },
        }

    def application(self) -> web.Application:
        """The site as aiohttp serves it."""
        application = web.Application(middlewares=[self._guarded])
        application.add_routes(
            [
                web.get(self._guard.at, self._show_page),
                web.get(f"{self._guard.at}part/{{name}}", self._give_part),
                web.get(f"{self._guard.at}ws", self._serve_tab),
            ]
        )
        application.on_response_prepare.append(_say_headers)
        application.on_shutdown.append(self._close_all)
        return application

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Turn away whoever may not come in, and take the secret from the link into a cookie."""
        guard, asks = self._guard, "Upgrade" in request.headers
        reached = (request.get_extra_info("sockname") or ("",))[0]
        if refused := guard.stranger(request.headers, reached, asks):
            return web.Response(status=403, text=refused)
        if request.path == "/" and guard.knows(request.query.get(TOKEN)):
            # The link goes out of the history of the browser.
            welcome = web.Response(status=303, headers={"Location": guard.at})
            welcome.set_cookie(
                guard.cookie, guard.secret, path=guard.at, httponly=True, samesite="Strict"
            )
            return welcome
        if not guard.knows(request.cookies.get(guard.cookie)):
            return web.Response(status=403, text=_NO_SECRET)
        return await handler(request)

    @property
    def _full(self) -> bool:
        return len(self._open) >= self._most

    async def _show_page(self, request: web.Request) -> web.StreamResponse:
        if self._full:
            return web.Response(status=503, text=_FULL.format(most=self._most))
        # The guard has made sure that the host is a name of ours.
        page = self._page.replace("{{here}}", f"{request.host}{self._guard.at}")
        return web.Response(text=page, content_type="text/html")

    async def _give_part(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in self._parts:
            raise web.HTTPNotFound
        body, kind = self._parts[name]
        return web.Response(body=body, content_type=kind)

    async def _serve_tab(self, request: web.Request) -> web.StreamResponse:
        """Run a Navicert for as long as the tab is open."""
        if self._full:
            return web.Response(status=503, text=_FULL.format(most=self._most))
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, compress=False, max_msg_size=_LONGEST)
        self._open.add(socket)
        try:
            await socket.prepare(request)
            query = request.query
            tab = Tab(self._command, _number(query.get("width")), _number(query.get("height")))
            await tab.start()
            showing = asyncio.create_task(_show(tab, socket))
            try:
                async for message in socket:
                    if message.type == WSMsgType.TEXT and not await _pass_on(
                        message.data, tab, socket
                    ):
                        break
            finally:
                await tab.end()
                await showing
        finally:
            self._open.discard(socket)
            await socket.close()
        return socket

    async def _close_all(self, application: web.Application) -> None:
        for socket in tuple(self._open):
            await socket.close(code=WSCloseCode.GOING_AWAY)


async def _say_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
    response.headers["Content-Security-Policy"] = _POLICY.format(host=request.host)


async def _show(tab: Tab, socket: web.WebSocketResponse) -> None:
    """Send the browser what the tab's Navicert writes, until it ends.

    It is read to the end even when the browser is gone: it could not end with its words unread."""
    async for kind, payload in tab.packets():
        with suppress(ConnectionError):
            if socket.closed:
                continue
            if kind == DATA:
                await socket.send_bytes(payload)
            elif kind == NOTICE:
                await _heed(json.loads(payload), socket)
    await socket.close()


async def _heed(notice: dict[str, Any], socket: web.WebSocketResponse) -> None:
    url = str(notice.get("url", ""))
    if notice.get("type") == "open_url" and url.startswith(("https://", "http://")):
        await socket.send_json(["open_url", {"url": url, "new_tab": True}])


async def _pass_on(text: str, tab: Tab, socket: web.WebSocketResponse) -> bool:
    """Hand a message of the page on; false where it is none that the page would send."""
    try:
        match json.loads(text):
            case ["stdin", str(typed)]:
                await tab.type(typed)
            case ["resize", {"width": int(columns), "height": int(rows)}]:
                await tab.resize(columns, rows)
            case ["focus" | "blur" as which, *_]:
                await tab.focus(which == "focus")
            case ["ping", str(sent)]:
                await socket.send_json(["pong", sent])
            case _:
                return False
    except (ValueError, RecursionError):
        return False
    return True


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 80
