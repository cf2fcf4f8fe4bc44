"""Who and what saves here: 15 CFR 762.5(b)(4) asks for who, and an auditor for where."""

import contextlib
import getpass
import socket
from collections.abc import Mapping
from functools import cache


@cache
def navicert_version() -> str:
    """The version of Navicert that is running; empty where it is run from its folder."""
    from importlib.metadata import PackageNotFoundError, version  # 30 ms: not before a save

    try:
        return version("navicert")
    except PackageNotFoundError:
        return ""


@cache
def this_machine() -> Mapping[str, str]:
    account = ""
    with contextlib.suppress(OSError, KeyError, ImportError):  # a container without user names
        account = getpass.getuser()
    return {"host": socket.gethostname(), "account": account, "navicert": navicert_version()}
