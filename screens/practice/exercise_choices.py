"""What a learner may choose from in an exercise, as lines of a list."""

from collections.abc import Sequence
from typing import Final

from engine.outcome import TITLES, Outcome
from engine.practice.exercise import Exercise
from engine.practice.twins import Twin
from engine.practice.words import OUTCOMES, SAID
from engine.truth import NO, OPEN, YES, Truth
from screens.outcome_words import WORDS
from screens.plain import one_line
from screens.widgets.choice_list import Line
from screens.widgets.type_ahead import Match

TRUTHS: Final = ((YES, "yes"), (NO, "no"), (OPEN, "open"))
"""The truths that can be said of a rule, each with its key in the list."""


def outcome_lines(said: Outcome | None) -> list[Line]:
    """The outcomes, lightest first; what was said before is marked."""
    return [
        Line(
            one.value,
            f"{WORDS[one].sign} {TITLES[one]}",
            one is said,
            str(number),
        )
        for number, one in enumerate(OUTCOMES, start=1)
    ]


def truth_lines(said: Truth | None) -> list[Line]:
    """True, false and cannot tell; what was said before is marked."""
    return [
        Line(key, SAID[truth], truth == said, str(number))
        for number, (truth, key) in enumerate(TRUTHS, start=1)
    ]


def twin_words(twin: Twin) -> str:
    """A twin in a line, without its answer."""
    return f"the same, but {twin.words}" if twin.deal is not None else one_line(twin.words).plain


def rule_matches(exercise: Exercise, text: str) -> Sequence[Match]:
    """The rules asked about whose title, paragraph or id holds every word of `text`."""
    words = text.casefold().split()
    return [
        Match(rule.rule, shown)
        for rule in exercise.rules
        for shown in [f"{rule.title} ({rule.cite})"]
        if all(word in f"{shown} {rule.rule}".casefold() for word in words)
    ]
