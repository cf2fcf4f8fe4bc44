"""Who may come in where the app is served: the questions put to every request.

A server on one's own machine can be reached by every page that is open in one's browser, and by
every other person who is logged in there. So each request must name the server as it is served
(against names that are rebound to this machine), a request that says from where it comes must come
from our own page (a socket has to say so), and each must carry the secret of this run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

TOKEN: Final = "token"
"""The name of the secret in the link that is opened first."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What a request must show. `names` are host names, in small letters, under which the server
    goes besides the address that a request reached. `room` is the folder of all that is served,
    made anew at each start: cookies know no ports, so that any other server on this machine would
    be sent the secret if it stood at the top."""

    secret: str
    names: frozenset[str]
    port: int
    room: str

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the secret, which is sent to our room alone."""
        return f"navicert-{self.port}"

    @property
    def at(self) -> str:
        """The path of the page."""
        return f"/{self.room}/"

    def stranger(self, headers: Mapping[str, str], reached: str, socket: bool) -> str:
        """Why a request is turned away unheard, in words; nothing where it is not.

        `reached` is the address of ours at which it arrived, `socket` is true where it asks to
        be made a WebSocket."""
        host = headers.get("Host", "")
        if not self._is_ours(host, reached):
            return "This is not the address under which Navicert is served."
        origin = headers.get("Origin")
        if origin is None:
            return "Only the page of Navicert may connect." if socket else ""
        if origin.casefold() != f"http://{host.casefold()}":
            return "Another page may not reach Navicert."
        return ""

    def knows(self, secret: str | None) -> bool:
        """Whether that is the secret of this run."""
        given = (secret or "").encode("utf-8", "replace")
        return compare_digest(given, self.secret.encode("utf-8"))

    def _is_ours(self, host: str, reached: str) -> bool:
        try:
            parts = urlsplit(f"//{host}")
            name, port = (parts.hostname or "").casefold(), parts.port or 80
        except ValueError:
            return False
        if port != self.port or parts.netloc != host or parts.username is not None:
            return False
        return name in self.names or same_address(name, reached)


def same_address(name: str, reached: str) -> bool:
    """Whether a name is, as a number, the address that was reached. A number cannot be rebound."""
    try:
        one, other = ip_address(name), ip_address(reached.partition("%")[0])
    except ValueError:
        return False
    # An IPv4 caller of an IPv6 socket.
    return one == getattr(other, "ipv4_mapped", None) or one == other


def stays_here(host: str) -> bool:
    """Whether who listens at `host` is reached from this machine alone."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
