"""The `navicert` command: a subcommand goes to `commands`, all else opens the app.

Textual is imported only where the app opens, and what the commands need only where one runs.
"""

import gc
import sys
from pathlib import Path

from commands import exits
from commands.main import COMMANDS, guarded
from commands.main import run as run_command
from commands.talk import say

_DEAL_ENDINGS = (".yaml", ".yml", ".json")
_WITH = "--with"
"""Before the overlay file under which a deal is opened: `navicert DEAL --with CHANGES.yaml`."""


def run() -> int:
    """Run what the process's arguments say and give the exit code."""
    arguments = sys.argv[1:]
    first = arguments[0] if arguments else ""
    if first.startswith("-") or first in COMMANDS or first == "help":
        return run_command(arguments)
    if first and not _names_a_deal(first):
        return run_command(arguments)
    return guarded(lambda: _open(arguments))


def _names_a_deal(text: str) -> bool:
    return text.casefold().endswith(_DEAL_ENDINGS) or Path(text).is_file()


def _open(arguments: list[str]) -> int:
    """Open the app, with the deal file that is named if there is one, under an overlay or none."""
    overlay, rest = None, arguments
    if _WITH in arguments[1:-1]:
        at = arguments.index(_WITH, 1)
        overlay, rest = Path(arguments[at + 1]), [*arguments[:at], *arguments[at + 2 :]]
    if len(rest) > 1:
        say("navicert: the app opens one deal file: name one, or see “navicert --help”")
        return exits.USAGE
    deal = Path(rest[0]) if rest else None
    for path in (deal, overlay):
        if path is not None and not path.is_file():
            say(f"navicert: there is no file {path}: check the name, or start without one")
            return exits.BAD_INPUT
    from tui.served import end_with_server, is_served

    if is_served():
        end_with_server()
    elif not _at_a_terminal():
        say("navicert: the app needs a terminal; “navicert determine DEAL” works without one")
        return exits.USAGE
    # Importing leaves no garbage, and looking for some is a twentieth of the start: the app turns
    # the collector on again with its first paint.
    gc.disable()
    from tui.app import run_app

    return run_app(deal, overlay)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


if __name__ == "__main__":
    sys.exit(run())
