"""`navicert completion`: what lets a shell complete the command line."""

import argparse
from collections.abc import Callable
from typing import Final

from commands import exits
from commands.talk import give

SHELLS: Final = ("bash", "zsh", "fish")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "shell", choices=SHELLS, help="the shell; docs/shell-completion.md says how to install it"
    )


def run(options: argparse.Namespace) -> int:
    from commands.completion_scripts import bash, fish, zsh
    from commands.completion_words import Place, places

    made: dict[str, Callable[[tuple[Place, ...]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
    give(made[options.shell](places()))
    return exits.DONE
