"""How an outcome looks: a word, a sign and a style class, in that order.

No meaning rests on color: the word says it, the sign repeats it, the color helps. None of them
says "clear" or "safe", and the lightest outcomes are not green.
"""

from dataclasses import dataclass
from typing import Final

from engine.outcome import Outcome


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """`short` fits a list line, `banner` heads a screen; `style` names a CSS class and variable."""

    sign: str
    short: str
    banner: str
    style: str


WORDS: Final = {
    Outcome.NOT_SUBJECT: OutcomeWords(
        "-", "not subject", "NOT SUBJECT TO THE REGIME", "not-subject"
    ),
    Outcome.NO_LICENSE_REQUIRED: OutcomeWords(
        "=", "no license requirement found", "NO LICENSE REQUIREMENT FOUND", "no-license"
    ),
    Outcome.LICENSE_EXCEPTION: OutcomeWords(
        "~", "license exception", "LICENSE EXCEPTION AVAILABLE", "exception"
    ),
    Outcome.LICENSE_REQUIRED: OutcomeWords("!", "license required", "LICENSE REQUIRED", "license"),
    Outcome.PROHIBITED: OutcomeWords("X", "prohibited", "PROHIBITED", "prohibited"),
    Outcome.NEEDS_INFORMATION: OutcomeWords(
        "?", "cannot be said yet", "CANNOT BE SAID YET", "needs"
    ),
}

STYLES: Final = {
    "not-subject": "$text-muted",
    "no-license": "$text-primary",
    "exception": "$text-secondary",
    "license": "$text-warning",
    "prohibited": "$text-error",
    "needs": "$text-accent",
}
"""Style class to theme variable, for text that is not a widget of its own."""


def words_of(outcome: str) -> OutcomeWords:
    """The words of an outcome, also of one that an older record spells differently."""
    try:
        return WORDS[Outcome(outcome)]
    except ValueError:
        return OutcomeWords("?", outcome, outcome.upper(), "needs")
