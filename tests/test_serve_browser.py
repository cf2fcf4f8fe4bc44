"""The served app in headless Chromium: an exporter starts a deal, and closes the tab.

`python -m pytest -m browser` runs this; it needs Debian's chromium and chromium-driver. With
NAVICERT_PICTURES it leaves pictures in the folder of that name.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.browser import Browser, chromium, wait_until

ROOT = Path(__file__).resolve().parent.parent
READY = "return document.activeElement.className == 'xterm-helper-textarea'"
F4, ENTER, ESCAPE = "\ue034", "\ue007", "\ue00c"
INSIDE = ("data:", "chrome:", "chrome-untrusted:", "about:")
"""Addresses of the browser itself, whose first page is one of its own."""
pytestmark = pytest.mark.browser


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`navicert serve` as a person starts it, and the link that it prints."""
    command = [sys.executable, "-P", "-m", "tui.cli", "serve", "--port", "0"]
    environment = {**os.environ, "NAVICERT_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip(), server
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(30) == 0


def drafts(home: Path) -> str:
    return "".join(path.read_text() for path in (home / "drafts").glob("*.yaml"))


def children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def picture(browser: Browser, name: str, otherwise: Path) -> bytes:
    target = Path(os.environ.get("NAVICERT_PICTURES") or otherwise) / f"{name}.png"
    browser.picture(target)
    return target.read_bytes()


def test_a_deal_is_begun_in_a_browser_and_kept_when_the_tab_closes(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with serving(home) as (link, server), chromium(tmp_path / "profile") as browser:
        browser.open(link)
        wait_until(lambda: browser.run(READY), "the first text")
        assert browser.run("return location.href") == link.partition("?")[0]
        browser.press(ESCAPE)  # the tour of a first start
        home_screen = picture(browser, "browser-home", tmp_path)
        # The law is read for the first time on this machine, and the interview waits for it: “I do
        # not know” does nothing before.
        browser.press("n")
        wait_until(lambda: browser.press(F4) or "not known" in drafts(home), "the interview", 1)
        wait_until(
            lambda: browser.press("\ue009z") or "not known" not in drafts(home), "the undo", 1
        )
        browser.press(*"malaysia", ENTER)
        wait_until(lambda: "destination.country: MY" in drafts(home), "the answer on disk")
        assert picture(browser, "browser-answered", tmp_path) != home_screen

        own = link.partition("//")[2].partition("/")[0]
        asked = [url for url in browser.asked_for() if not url.startswith(INSIDE)]
        assert {url.split("/")[2] for url in asked} == {own}, asked
        assert not [entry for entry in browser.log("browser") if entry["level"] == "SEVERE"]

        assert len(children(server.pid)) == 1
        browser.open("about:blank")
        wait_until(lambda: not children(server.pid), "the end of the tab's process")
    assert "destination.country: MY" in drafts(home)
