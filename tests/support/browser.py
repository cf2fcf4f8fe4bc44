"""A headless Chromium, led by ChromeDriver over the WebDriver protocol."""

import base64
import json
import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60.0
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1300,800",
)

_LISTEN = """
let heard = "";
const reader = new TextDecoder();
window.takeHeard = () => { const told = heard; heard = ""; return told; };
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", async ({ data }) => {
      const bytes = data instanceof Blob ? await data.arrayBuffer() : data;
      if (typeof bytes !== "string") heard += reader.decode(bytes, { stream: true });
    });
  }
};
"""
"""A script that keeps what a socket brings: a canvas has no text to ask for."""


class Browser:
    """A browser with one window."""

    def __init__(self, driver: str, folder: Path) -> None:
        self._driver = driver
        flags = [*_FLAGS, f"--user-data-dir={folder}"]
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": flags},
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
        }
        found = self._ask("POST", "", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/{found['sessionId']}"

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        url = f"{self._driver}/session{path}"
        request = urllib.request.Request(url, data, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def open(self, url: str) -> None:
        self._ask("POST", f"{self._session}/url", {"url": url})

    def listen(self) -> None:
        """Keep what every page from now on is sent over its socket, for `heard`."""
        arguments = {"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": _LISTEN}}
        self._ask("POST", f"{self._session}/goog/cdp/execute", arguments)

    def heard(self) -> str:
        """The words that the page was told to draw since the last time, without the signs that
        move and color them."""
        return re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", self.run("return takeHeard()"))

    def run(self, script: str) -> Any:
        """What a script in the page returns."""
        return self._ask("POST", f"{self._session}/execute/sync", {"script": script, "args": []})

    def press(self, *keys: str) -> None:
        """Type keys one by one into whatever has the focus; several in a text are held at once."""
        strokes = [
            {"type": kind, "value": sign}
            for key in keys
            for kind, signs in (("keyDown", key), ("keyUp", key[::-1]))
            for sign in signs
        ]
        actions = [{"type": "key", "id": "keys", "actions": strokes}]
        self._ask("POST", f"{self._session}/actions", {"actions": actions})

    def click(self, x: int, y: int) -> None:
        move = {"type": "pointerMove", "x": x, "y": y, "duration": 0}
        steps = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        actions = [{"type": "pointer", "id": "mouse", "actions": steps}]
        self._ask("POST", f"{self._session}/actions", {"actions": actions})

    def picture(self, target: Path) -> None:
        """Write what the window shows as a PNG."""
        target.write_bytes(base64.b64decode(self._ask("GET", f"{self._session}/screenshot")))

    def log(self, kind: str) -> list[dict[str, Any]]:
        """What was logged since the last time: “performance” or “browser”."""
        found: list[dict[str, Any]] = self._ask("POST", f"{self._session}/se/log", {"type": kind})
        return found

    def asked_for(self) -> list[str]:
        """Every address that the window has asked for since the last time."""
        notices = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        asked = []
        for notice in notices:
            if notice["method"] == "Network.requestWillBeSent":
                asked.append(notice["params"]["request"]["url"])
            elif notice["method"] == "Network.webSocketCreated":
                asked.append(notice["params"]["url"])
        return asked

    def close(self) -> None:
        self._ask("DELETE", self._session)


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    """A Chromium of its own, ended at the end."""
    command = ["chromedriver", "--port=0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as driver:
        try:
            port = ""
            while not port and driver.stdout is not None and (line := driver.stdout.readline()):
                port = "".join(re.findall(r"successfully on port (\d+)", line))
            browser = Browser(f"http://127.0.0.1:{port}", folder)
            try:
                yield browser
            finally:
                browser.close()
        finally:
            driver.terminate()


def wait_until(met: Any, what: str, pace: float = 0.05) -> None:
    """Wait until `met()`, asked every `pace` seconds. Raises `AssertionError` when patience
    ends."""
    until = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < until, f"{what} never came"
        time.sleep(pace)
