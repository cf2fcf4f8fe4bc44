"""The rulesets that a command works under."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from commands import exits
from commands.talk import say

if TYPE_CHECKING:
    from engine.model import Ruleset
    from engine.regimes.regimes import Regimes

REGIME: Final = "us-ear"
"""The regime that is meant where none is named."""

ALL: Final = "all"
"""What names every regime that ships."""


def regime_folder(regime: str) -> Path:
    """The folder of a regime, by its name or as a path; leaves with a word where there is none."""
    from records.locations import rulesets_folder

    folder = Path(regime) if is_path(regime) else rulesets_folder() / regime
    if not (folder / "regime.yaml").is_file():
        from engine.reading.typed_text import choice_of_words, shown

        say(
            f"navicert: {shown(regime)} is not a regime known here: write"
            f" {choice_of_words(shipped())}, or the path of a folder with a regime.yaml"
        )
        raise SystemExit(exits.USAGE)
    return folder


def is_path(regime: str) -> bool:
    """Whether a regime is named by the path of its folder."""
    return any(sign in regime for sign in "/\\") or regime in (".", "..")


def shipped() -> list[str]:
    """The names of the regimes that ship."""
    from records.locations import rulesets_folder

    return sorted(path.parent.name for path in rulesets_folder().glob("*/regime.yaml"))


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


def load_regimes(named: Sequence[str]) -> "Regimes":
    """The regimes named side by side, `all` for every one that ships.

    Raises `RulesetFaults` where one cannot be used, or they do not fit together.
    """
    from engine.regimes.regimes import regimes_of

    names = dict.fromkeys(n for name in named for n in (shipped() if name == ALL else [name]))
    # The largest first: reading its YAML takes the most memory, and the others find room in it.
    return regimes_of([load(name) for name in sorted(names, key=lambda name: name != REGIME)])
