"""The determinations of several regimes on one screen: what is needed in all, and each its own."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from engine.determination import Determination
from engine.interview.law import Findings
from screens.copying import copy
from screens.determinations.determination import (
    TABS,
    DeterminationScreen,
    DeterminationView,
    Kept,
    shared_line,
)
from screens.determinations.determination_text import answer_text, copied_text
from screens.determinations.in_all_text import headline_alone, in_all_text, nexus_text
from screens.outcome_words import words_of
from screens.plain import beside, one_line, plain
from screens.services import Services
from screens.widgets.choice_list import ChoiceList, Line
from screens.widgets.outcome_banner import OutcomeBanner

IN_ALL = ""
_TABS_IN_ALL = tuple(tab for tab in TABS if tab[0] in ("answer", "questions"))


class InAllScreen(DeterminationScreen):
    """First what is needed in all, then a regime after the other with `]`; tabs as ever."""

    def __init__(self, findings: Findings, services: Services, kept: Kept, user: str = "") -> None:
        self.at = IN_ALL
        super().__init__(findings, services, kept, user)
        self._by_id = {d.regime: d for d in reversed(findings.combined.determinations)}

    @property
    def tabs(self) -> tuple[tuple[str, str], ...]:
        return TABS if self.at else _TABS_IN_ALL

    @property
    def _places(self) -> tuple[str, ...]:
        return (IN_ALL, *self._by_id)

    @property
    def shown(self) -> Sequence[Determination]:
        if self.at:
            return (self.determination,)
        combined = self.findings.combined
        return sorted(combined.determinations, key=lambda d: d.regime not in combined.binds)

    def compose_notices(self) -> ComposeResult:
        line = headline_alone(self.findings)
        if self.findings.mark:  # each headline below has the whole mark
            line = f"{self.findings.mark}: {line}"
        yield Static(plain(line, "bold"), id="in-all-line", markup=False)
        yield Static("", id="regimes", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self._show_regimes()

    def title_line(self) -> Content:
        saved = f"  saved as {self.saved_as}" if self.saved_as else ""
        mark = plain(f"{self.findings.mark}  ", "bold") if self.findings.mark else ""
        combined = self.findings.combined
        name = self._by_id[self.at].regime_name if self.at else f"{len(self._by_id)} regimes"
        title = one_line(combined.title or "Untitled deal", "bold")
        return beside(mark, title, plain(f"  as of {combined.as_of}  {name}"), plain(saved, "bold"))

    def answer(self) -> Content:
        if self.at:
            own = answer_text(self.determination, rooms=self.rooms)
            return beside(nexus_text(self.findings, self.at), own)
        return in_all_text(self.findings)

    def show_outcome(self) -> None:
        shown = self.determination if self.at else self.findings.combined
        waiting = not self.at and bool(self.findings.waiting)
        tentative = waiting or len(shown.possible) > 1
        banner = self.query_one(OutcomeBanner)
        banner.show(shown.outcome, tentative, self.findings.mark, in_all=not self.at)

    def _show_regimes(self) -> None:
        parts: list[Content | str] = []
        for place in self._places:
            label = "In all"
            if place:
                sign = words_of(self._by_id[place].outcome).sign
                binds = "*" if self.findings.combined.binds == (place,) else ""
                label = f"{sign} {place}{binds}"
            parts.append(plain(f" {label} ", "bold reverse" if place == self.at else ""))
            parts.append(" ")
        one = len(self.findings.combined.binds) == 1
        words = " [ and ] turn; * binds most" if one else " [ and ] turn"
        parts.append(plain(words, "$text-muted"))
        self.query_one("#regimes", Static).update(beside(*parts))
        self.query_one("#in-all-line", Static).display = bool(self.at)

    def _questions_words(self) -> Content:
        words = super()._questions_words()
        return words if self.at else plain(words.plain.replace("deciding", "deciding in all"))

    def _question_lines(self) -> list[Line]:
        if self.at:
            return DeterminationView._question_lines(self)
        return [shared_line(row) for row in self.findings.combined.questions]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "show_tab" and not self.at and parameters[0] in ("rules", "facts"):
            return None  # they belong to a regime
        return True

    def action_turn_regime(self, by: int) -> None:
        places = self._places
        place = (places.index(self.at) + by) % len(places) if by else 0
        self.show_regime(places[place])

    def show_regime(self, regime: str) -> None:
        """Show one regime's determination, or with an empty name what is needed in all."""
        self.at = regime
        if regime:
            self.determination = self._by_id[regime]
        tab = self.query_one(ContentSwitcher).current
        if tab is None or all(name != tab for name, _ in self.tabs):
            tab = "answer"
        self._filled.clear()
        self._show_regimes()
        self.show_outcome()
        self.query_one("#deal-line", Static).update(self.title_line())
        self.query_one("#answer-text", Static).update(self.answer())
        self.query_one("#answer").scroll_home(animate=False)
        self.query_one("#node-text", Static).update("")
        self.query_one("#questions-words", Static).update(self._questions_words())
        self.query_one("#question-list", ChoiceList).replace_lines(self._question_lines())
        self.action_show_tab(tab)
        self.refresh_bindings()

    def action_copy(self) -> None:
        combined = self.findings.combined
        mark = self.findings.mark
        banner = (f"{mark}: " if mark else "") + words_of(combined.outcome).banner
        head = f"{combined.title or 'Untitled deal'}: {banner} in all"
        parts = [f"{head}\n\n{in_all_text(self.findings).plain}\n"]
        for regime, determination in self._by_id.items():
            nexus = nexus_text(self.findings, regime).plain
            own = copied_text(determination, answer_text(determination, rooms=self.rooms), mark)
            parts.append(f"== {regime} ==\n\n{nexus}{own}")
        copy(self, "\n\n".join(parts), "Copied as text, all regimes.")
