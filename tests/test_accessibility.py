"""What holds for people who see no colors, or few, or none of the screen."""

from itertools import combinations

import pytest
from textual.color import Color

from screens.outcome_words import WORDS
from tests.support.contrast import linear
from tui.themes import THEMES

# Machado, Oliveira and Fernandes (2009), severity 1, on linear light.
BLIND = {
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
OUTCOME_COLORS = ("primary", "warning", "error", "accent")


def test_every_outcome_has_a_sign_and_a_word_of_its_own() -> None:
    words = WORDS.values()
    for part in ("sign", "short", "banner"):
        assert len({getattr(one, part) for one in words}) == len(words)


@pytest.mark.parametrize("blindness", BLIND)
@pytest.mark.parametrize(
    "theme", [t for t in THEMES if t.name != "navicert-mono"], ids=lambda t: t.name
)
def test_outcome_colors_differ_for_the_color_blind(theme: object, blindness: str) -> None:
    seen = []
    for name in OUTCOME_COLORS:
        light = [linear(part) for part in Color.parse(getattr(theme, name)).normalized]
        rows = BLIND[blindness]
        mixed = (sum(k * part for k, part in zip(row, light, strict=True)) for row in rows)
        seen.append([max(0.0, min(1.0, part)) ** (1 / 2.2) for part in mixed])
    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.07
