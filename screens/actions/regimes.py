"""What can be done where several regimes answer one deal, and with an overlay."""

from typing import Final

from screens.actions.action import Action

_DETERMINATION: Final = ("determination",)

ACTIONS: Final = (
    Action(
        "regimes",
        "regimes",
        "list, add, take off",
        "ctrl+r",
        "^r",
        "regimes",
        "Lists every regime, run or not and why; choose one to run it too, or no longer.",
        ("interview", "items", "determination"),
        label="Regimes",
    ),
    Action(
        "suppose",
        "law",
        "suppose another (what if)",
        "ctrl+l",
        "^l",
        "suppose",
        "Puts an overlay file over the law, as an exercise: all that comes of it is marked"
        " HYPOTHETICAL and cannot be saved. Again, and the law itself is back.",
        ("interview",),
        label="What if",
    ),
    Action(
        "next-regime",
        "regimes",
        "show the next",
        "right_square_bracket",
        "]",
        "turn_regime(1)",
        "Shows the next regime's determination, after the last one the answer in all.",
        _DETERMINATION,
        True,
        label="Next regime",
    ),
    Action(
        "previous-regime",
        "regimes",
        "show the one before",
        "left_square_bracket",
        "[",
        "turn_regime(-1)",
        "Shows the determination of the regime before, before the first one the answer in all.",
        _DETERMINATION,
        True,
        label="Before",
    ),
    Action(
        "in-all",
        "regimes",
        "show what is needed in all",
        "0",
        "0",
        "turn_regime(0)",
        "Shows what is needed in all, regime by regime, and what was not checked.",
        _DETERMINATION,
        label="In all",
    ),
)
