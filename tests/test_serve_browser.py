"""The served app in headless Chromium: a journey for each who uses it, and what a tab leaves.

`python -m pytest -m browser` runs this; it needs Debian's chromium and chromium-driver. With
NAVICERT_PICTURES it leaves pictures in the folder of that name.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.browser import Browser, chromium, wait_until
from tests.support.saved import fill

ROOT = Path(__file__).resolve().parent.parent
READY = "return document.activeElement.className == 'xterm-helper-textarea'"
F3, F4, ENTER, ESCAPE = "\ue033", "\ue034", "\ue007", "\ue00c"
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


class Person:
    """Somebody at the keys, who waits for what should come."""

    def __init__(
        self, browser: Browser, folder: Path, link: str, server: subprocess.Popen[str]
    ) -> None:
        self.browser = browser
        self.link = link
        self.server = server
        self._folder = folder
        self._seen = ""

    def sees(self, pattern: str) -> None:
        """Wait for words on the screen."""

        def there() -> bool:
            self._seen += self.browser.heard()
            return re.search(pattern, self._seen) is not None

        wait_until(there, f"“{pattern}”")

    def press(self, *keys: str) -> None:
        """Press keys; what was seen before is forgotten."""
        self.browser.heard()
        self._seen = ""
        self.browser.press(*keys)

    def picture(self, name: str) -> None:
        picture(self.browser, name, self._folder)


@contextmanager
def at_home(tmp_path: Path) -> Iterator[Person]:
    """A person before the home screen, past the tour of a first start."""
    with serving(tmp_path / "home") as (link, server), chromium(tmp_path / "profile") as browser:
        browser.listen()
        browser.open(link)
        person = Person(browser, tmp_path, link, server)
        wait_until(lambda: browser.run(READY), "the first text")
        person.sees("Nothing leaves this machine")
        person.press(ESCAPE)
        person.sees(".")  # what the tour covered is drawn again
        yield person


def test_a_deal_is_begun_in_a_browser_and_kept_when_the_tab_closes(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with at_home(tmp_path) as person:
        browser, link, server = person.browser, person.link, person.server
        assert browser.run("return location.search") == ""
        home_screen = picture(browser, "browser-home", tmp_path)
        person.press("n")
        person.sees("To which country does the item finally go")
        person.press(*"malaysia")
        person.sees("Malaysia")
        person.press(ENTER)
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


def test_an_exporter_answers_three_questions_and_sees_the_outcome(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with at_home(tmp_path) as person:
        person.press("n")
        person.sees("To which country does the item finally go")
        person.press(*"iran", ENTER)
        wait_until(lambda: "destination.country: IR" in drafts(home), "the first answer")
        person.picture("exporter-1-answered")
        person.press(F4)
        wait_until(lambda: drafts(home).count("not known") == 1, "the second answer")
        person.press(F4)
        wait_until(lambda: drafts(home).count("not known") == 2, "the third answer")
        person.press(F3)
        person.sees("What to do")
        person.picture("exporter-2-outcome")


def test_a_learner_does_an_exercise(tmp_path: Path) -> None:
    with at_home(tmp_path) as person:
        person.press("t")
        person.sees(r"Training: \d+ cases")
        person.picture("trainer-1-cases")
        person.press(ENTER)
        person.sees("Who practices")
        person.press(*"Ann", ENTER)
        person.sees("Question 1 of")
        person.picture("trainer-2-exercise")
        person.press("4")
        person.sees("Question 2 of")
        person.picture("trainer-3-answered")


def test_an_auditor_filters_and_opens_a_record(tmp_path: Path) -> None:
    fill(tmp_path / "home")
    with at_home(tmp_path) as person:
        person.press("r")
        person.sees("Software to Germany")
        person.picture("auditor-1-records")
        person.press("/")
        person.sees("Words search")
        person.press(*"iran", ENTER)
        person.sees("1 of 3")
        person.picture("auditor-2-filtered")
        person.press(ENTER)
        person.sees("Nothing goes to Iran")
        person.picture("auditor-3-record")


def test_two_tabs_at_one_draft_lose_no_answer(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "drafts").mkdir(parents=True)
    draft = home / "drafts" / "deal-1.yaml"
    draft.write_text("navicert: deal/1\ntitle: Shared\nfacts:\n  destination.country: MY\n")
    with at_home(tmp_path) as person:
        person.press("\ue015")
        person.press(*["\ue015"] * 8, ENTER)
        person.sees("From which country is the item sent")
        draft.write_text(draft.read_text().replace(": MY", ": SG"))  # as another tab would
        person.press(F4)
        person.sees("There are two drafts now")
        person.picture("two-tabs")
    texts = [path.read_text() for path in (home / "drafts").glob("*.yaml")]
    assert len(texts) == 2
    assert any(": SG" in text for text in texts)
    assert any("not known" in text and ": MY" in text for text in texts)
