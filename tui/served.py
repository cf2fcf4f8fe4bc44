"""The app in a tab of a browser: it has no terminal, and ends when its server does."""

import os
import signal
import threading
import time
from typing import Final

_LOOK: Final = 1.0
"""Seconds between two looks whether the server is still there."""


def is_served() -> bool:
    """Whether `navicert serve` started this process."""
    return "web_driver" in os.environ.get("TEXTUAL_DRIVER", "")


def end_with_server() -> None:
    """End the app, as ctrl+q would, once the process that started this one is gone."""
    server = os.getppid()

    def watch() -> None:
        while os.getppid() == server:
            time.sleep(_LOOK)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="navicert-server-watch", daemon=True).start()
