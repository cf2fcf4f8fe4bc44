"""The command line: which command is meant, and how whatever goes wrong is told.

A command's module is imported when it is asked for, and what it works with when it runs: help is
there at once, and nothing here reaches the engine or the database.
"""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final

from commands import exits
from commands.talk import say, use_utf8

if TYPE_CHECKING:
    import argparse

COMMANDS: Final[dict[str, str]] = {
    "ask": "ask the whole interview line by line, for screen readers and scripts",
    "determine": "determine what one deal requires",
    "letter": "write the open questions of a deal to whoever would know",
    "content": "check a bill of materials, or make a deal file of it",
    "start": "write a new deal from a template, a product or a saved deal",
    "templates": "keep answers that new deals begin with",
    "products": "keep items that are shipped often, and put them into deals",
    "history": "tell how one deal’s answer moved as the law changed",
    "train": "practice on worked cases, and tell the scores",
    "cases": "check worked cases against the rules",
    "rules": "check a ruleset, or read a rule, an entry or a country",
    "law": "read the law: rules, ECCNs, countries, what changed and what is to come",
    "screen": "look for names on the screening lists, one by one, from a file or of a deal",
    "lists": "import screening lists and tell how old they are",
    "records": "list and read saved determinations",
    "settings": "show or change theme, name, keys and other habits",
    "serve": "open the app in a browser on this machine",
    "schema": "print the JSON Schema of deal, case, ruleset or overlay files",
    "completion": "print what lets bash, zsh or fish complete the command line",
}
"""Each command lives in the module of its name, as `declare(parser)` and `run(options)`."""

GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "For the exporter",
        (
            "determine",
            "ask",
            "start",
            "templates",
            "products",
            "content",
            "letter",
            "screen",
            "lists",
        ),
    ),
    ("For the trainer", ("train", "law", "history", "cases", "rules")),
    ("For the auditor", ("records",)),
    ("For all of them", ("settings", "serve", "schema", "completion")),
)
"""The commands by who wants them most, as the help tells them; each shows its first example."""

OF_TWO_WORDS: Final[dict[str, str]] = {
    "screen decide": "say of a hit in a deal whether the party is the listed one",
}
"""Likewise, in the module whose name has an underscore for the space."""

USAGE: Final = """\
usage: navicert [DEAL]              open the app, with a deal file if one is named
       navicert DEAL --with CHANGES open it under a hypothetical change of the law
       navicert COMMAND …           do the same work without a screen
       navicert COMMAND --help      what a command takes
       navicert --version
"""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` (those of the process if None) name; give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    use_utf8()
    return guarded(lambda: _dispatch(given))


def guarded(work: Callable[[], int]) -> int:
    """The exit code of `work`, with every error told in words on stderr."""
    try:
        code = work()
        sys.stdout.flush()
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else exits.USAGE
    except KeyboardInterrupt:
        say("interrupted")
        return exits.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output went away; what is left must not fail again at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.UNEXPECTED
    except Exception as error:
        return _told(error)
    return code


def _dispatch(arguments: list[str]) -> int:
    first = arguments[0] if arguments else "--help"
    if first in ("-h", "--help", "help"):
        sys.stdout.write(_help())
        return exits.DONE
    if first in ("-V", "--version"):
        sys.stdout.write(f"navicert {_version()}\n")
        return exits.DONE
    if first not in COMMANDS:
        from engine.reading.typed_text import shown, suggestion

        near = suggestion(first, COMMANDS) or "see “navicert --help”"
        say(f"navicert: {shown(first)} is not a command: {near}")
        return exits.USAGE
    both = " ".join(arguments[:2])
    named, taken = (both, 2) if both in OF_TWO_WORDS else (first, 1)
    parsed = parser_of(named).parse_args(arguments[taken:])
    code: int = _module(named).run(parsed)
    return code


def parser_of(named: str) -> "argparse.ArgumentParser":
    """The parser of a command, as its module declares it."""
    # Here, because the app starts without it, and it takes 5 ms.
    import argparse

    from commands.examples import EXAMPLES, EXAMPLES_OF_ACTIONS

    what = {**COMMANDS, **OF_TWO_WORDS}[named]
    examples = "\n".join(f"  {example}" for example in EXAMPLES.get(named, ()))
    parser = argparse.ArgumentParser(
        prog=f"navicert {named}",
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=f"examples:\n{examples}\n\nexit codes:\n{exits.in_words()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _module(named).declare(parser)
    for words, below in actions_of(parser).items():
        if example := EXAMPLES_OF_ACTIONS.get(f"{named} {words}"):
            below.epilog = f"example:\n  {example}"
            below.formatter_class = argparse.RawDescriptionHelpFormatter
    return parser


def actions_of(parser: "argparse.ArgumentParser") -> "dict[str, argparse.ArgumentParser]":
    """The parsers of a command's actions, by the word of each."""
    import argparse

    # There is no other way to ask a parser for what it was told.
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _module(named: str) -> ModuleType:
    return import_module(f"commands.{named.replace(' ', '_')}")


def _help() -> str:
    grouped = {name for _, names in GROUPS for name in names}
    rest = tuple(name for name in COMMANDS if name not in grouped)
    groups = "\n".join(_group(title, names) for title, names in (*GROUPS, ("More", rest)) if names)
    return (
        f"{USAGE}\nNavicert tells an exporter whether a deal needs a license, and proves it.\n\n"
        f"{groups}\nexit codes:\n{exits.in_words()}\n"
    )


def _group(title: str, names: Sequence[str]) -> str:
    from commands.examples import EXAMPLES

    lines = [f"  {name:<10} {COMMANDS[name]}" for name in names]
    example = next((EXAMPLES[name][0] for name in names if name in EXAMPLES), "")
    return "\n".join((f"{title}:", *lines, *([f"  such as:   {example}"] if example else []), ""))


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("navicert")
    except PackageNotFoundError:
        return "(run from its folder, not installed)"


def _told(error: Exception) -> int:
    """Tell an error in words and give its exit code."""
    from engine.faults import FaultsError, NavicertError, RulesetFaults
    from records.faults import RecordsError

    if os.environ.get("NAVICERT_DEBUG") == "1":
        import traceback

        say(traceback.format_exc())
    if isinstance(error, FaultsError):
        say(str(error))
        return exits.BAD_RULESET if isinstance(error, RulesetFaults) else exits.BAD_INPUT
    if isinstance(error, NavicertError):
        say(f"navicert: {error}")
        return exits.RECORDS if isinstance(error, RecordsError) else exits.UNEXPECTED
    words = " ".join(str(error).split())[:300] or "no more is known"
    say(
        f"navicert: something unexpected went wrong: {type(error).__name__}: {words}"
        " (NAVICERT_DEBUG=1 shows where)"
    )
    return exits.UNEXPECTED
