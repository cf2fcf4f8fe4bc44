"""The outcome: a sign, a word, and a color, in that order of trust."""

from textual.widgets import Static

from screens.outcome_words import WORDS, words_of
from screens.plain import plain


class OutcomeBanner(Static):
    """One line that nobody can misread, with or without color."""

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(
        self,
        outcome: str,
        tentative: bool = False,
        mark: str = "",
        in_all: bool = False,
        items: int = 1,
    ) -> None:
        """Show an outcome, marked "so far" where questions could still move it, with the `mark`
        of an exercise where it is one, and "in all" where it is that of several regimes; with the
        number of `items` where it is that of more than one."""
        words = words_of(outcome)
        for other in WORDS.values():
            self.set_class(other.style == words.style, f"outcome-{other.style}")
        so_far = "  (so far)" if tentative and outcome != "needs-information" else ""
        every = f"ALL {items} ITEMS: " if items > 1 else "IN ALL: " if in_all else ""
        self.update(
            plain(f"{words.sign} {f'{mark}: ' if mark else ''}{every}{words.banner}{so_far}")
        )
