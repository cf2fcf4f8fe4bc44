"""The ruleset that a command works under."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from commands import exits
from commands.talk import say

if TYPE_CHECKING:
    from engine.model import Ruleset

REGIME: Final = "us-ear"
"""The regime that is meant where none is named."""


def regime_folder(regime: str) -> Path:
    """The folder of a regime, by its name or as a path; leaves with a word where there is none."""
    from records.locations import rulesets_folder

    named = any(sign in regime for sign in "/\\") or regime in (".", "..")
    folder = Path(regime) if named else rulesets_folder() / regime
    if not (folder / "regime.yaml").is_file():
        from engine.reading.typed_text import choice_of_words, shown

        known = sorted(path.parent.name for path in rulesets_folder().glob("*/regime.yaml"))
        say(
            f"navicert: {shown(regime)} is not a regime known here: write {choice_of_words(known)},"
            " or the path of a folder with a regime.yaml"
        )
        raise SystemExit(exits.USAGE)
    return folder


def load_with_tests(regime: str) -> "Ruleset":
    """The regime's ruleset from its YAML, with the tests beside the rules."""
    from engine.loading.load import load_ruleset

    return load_ruleset(regime_folder(regime))


def load(regime: str = REGIME) -> "Ruleset":
    """The regime's ruleset, out of the cache where it is unchanged."""
    from engine.evaluation.program_cache import prepare_program
    from engine.loading.load import load_ruleset
    from records.locations import cache_folder

    ruleset = load_ruleset(regime_folder(regime), cache_folder())
    prepare_program(ruleset, cache_folder())
    return ruleset
