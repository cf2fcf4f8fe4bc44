"""What can be typed after `navicert`, read from what the commands declare."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from commands.main import COMMANDS, OF_TWO_WORDS, actions_of, parser_of
from commands.rulesets_at_hand import shipped

FILES: Final = frozenset({"FILE", "DEAL", "DEAL2", "PATH", "FOLDER", "CHANGES"})
"""Metavars of arguments that are files or folders."""

_SAID: Final = ("deal", "file", "path", "out")
"""The same, for arguments without a metavar."""


class Option(NamedTuple):
    """An option: its spellings, and what stands behind it (nothing where `takes` is false)."""

    flags: tuple[str, ...]
    help: str
    takes: bool
    words: tuple[str, ...] = ()
    files: bool = False


class Place(NamedTuple):
    """Where one is on the command line: `path` are the words so far, `actions` those that may
    follow with their help, `words` and `files` what else may stand there without an option."""

    path: str
    actions: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]
    words: tuple[str, ...] = ()
    files: bool = False


def places() -> tuple[Place, ...]:
    """Every place of the command line, the first being where nothing is typed yet."""
    found = [
        Place(
            "",
            tuple(COMMANDS.items()),
            (
                Option(("-h", "--help"), "list the commands", False),
                Option(("-V", "--version"), "tell the version", False),
                Option(("--with",), "a hypothetical change of the law", True, files=True),
            ),
            files=True,
        )
    ]
    for command in COMMANDS:
        more = tuple(
            (words.split()[1], what)
            for words, what in OF_TWO_WORDS.items()
            if words.split()[0] == command
        )
        found += _of_parser(command, parser_of(command), more)
    for words in OF_TWO_WORDS:
        found += _of_parser(words, parser_of(words), ())
    return tuple(found)


def _of_parser(
    path: str, parser: argparse.ArgumentParser, more: tuple[tuple[str, str], ...]
) -> Iterator[Place]:
    """The place of a parser, and those of its actions."""
    options: list[Option] = []
    actions, words, files = list(more), list[str](), False
    # There is no other way to ask a parser for what it was told.
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            actions += [(one.dest, one.help or "") for one in action._choices_actions]
        elif action.option_strings:
            options.append(
                Option(
                    tuple(action.option_strings),
                    (action.help or "").replace("%%", "%"),
                    action.nargs != 0,
                    _words_of(action),
                    _is_file(action),
                )
            )
        else:
            words += _words_of(action)
            files = files or _is_file(action)
    yield Place(path, tuple(actions), tuple(options), tuple(words), files)
    for name, below in actions_of(parser).items():
        yield from _of_parser(f"{path} {name}", below, ())


def _words_of(action: argparse.Action) -> tuple[str, ...]:
    if action.choices is not None:
        return tuple(map(str, action.choices))
    if action.dest == "regime":
        return (*shipped(), "all")
    return ()


def _is_file(action: argparse.Action) -> bool:
    return (
        action.type is Path
        or str(action.metavar).partition(".")[0] in FILES
        or action.dest == "regime"
        or (action.metavar is None and action.dest in _SAID)
    )
