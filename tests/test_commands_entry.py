"""The `navicert` command: what opens the app, and what runs without it."""

import sys
import types

import pytest

from commands import exits
from tui import cli


@pytest.fixture
def started(monkeypatch, tmp_path):
    """The deal files with which the app was started, each with its overlay where there is one."""
    paths = []
    app = types.ModuleType("tui.app")

    def run_app(path=None, overlay=None):
        paths.append(path if overlay is None else (path, overlay))
        return exits.DONE

    app.run_app = run_app
    monkeypatch.setitem(sys.modules, "tui.app", app)
    monkeypatch.setattr(cli, "_at_a_terminal", lambda: True)
    monkeypatch.chdir(tmp_path)
    return paths


def run(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["navicert", *arguments])
    return cli.run()


def test_alone_it_opens_the_app(monkeypatch, started):
    assert run(monkeypatch) == exits.DONE
    assert started == [None]


def test_a_deal_file_opens_in_the_app(monkeypatch, started, tmp_path):
    deal = tmp_path / "deal.yaml"
    deal.write_text("navicert: deal/1\nfacts: {}\n")
    assert run(monkeypatch, "deal.yaml") == exits.DONE
    assert [path.name for path in started] == ["deal.yaml"]


def test_a_deal_file_opens_under_an_overlay(monkeypatch, started, tmp_path):
    for name in ("deal.yaml", "changes.yaml"):
        (tmp_path / name).write_text("navicert: deal/1\nfacts: {}\n")
    assert run(monkeypatch, "deal.yaml", "--with", "changes.yaml") == exits.DONE
    assert [[path.name for path in pair] for pair in started] == [["deal.yaml", "changes.yaml"]]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nosuch.yaml"], exits.BAD_INPUT, "there is no file nosuch.yaml"),
        (["a.yaml", "b.yaml"], exits.USAGE, "the app opens one deal file"),
        (["a.yaml", "--with"], exits.USAGE, "the app opens one deal file"),
        (["a.yaml", "b.yaml", "--with", "c.yaml"], exits.USAGE, "the app opens one deal file"),
        (["detremine"], exits.USAGE, "did you mean “determine”?"),
        (["--nosuch"], exits.USAGE, "is not a command"),
    ],
)
def test_what_opens_nothing(monkeypatch, started, capsys, arguments, code, words):
    assert run(monkeypatch, *arguments) == code
    assert words in capsys.readouterr().err
    assert started == []


def test_without_a_terminal_it_says_so(monkeypatch, started, capsys):
    monkeypatch.setattr(cli, "_at_a_terminal", lambda: False)
    assert run(monkeypatch) == exits.USAGE
    assert "the app needs a terminal" in capsys.readouterr().err
    assert started == []


def test_commands_run_without_the_app(monkeypatch, started, capsys):
    assert run(monkeypatch, "--version") == exits.DONE
    assert capsys.readouterr().out.startswith("navicert ")
    assert started == []


def test_a_crash_of_the_app_is_one_line(monkeypatch, started, capsys):
    def crash(path=None, overlay=None):
        raise RuntimeError("boom")

    monkeypatch.setattr(sys.modules["tui.app"], "run_app", crash)
    monkeypatch.delenv("NAVICERT_DEBUG", raising=False)
    assert run(monkeypatch) == exits.UNEXPECTED
    assert "RuntimeError: boom" in capsys.readouterr().err
