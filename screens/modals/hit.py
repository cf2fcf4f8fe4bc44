"""A hit looked at closely, and what a person makes of it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from parties.disposition import Disposition, DispositionError, State
from parties.screened_deal import NamedHit
from screens.closing import Modal
from screens.modals.form import Field, FormModal, Tree
from screens.plain import lines, plain
from screens.screening.hit_words import closer_look

_FIELDS = (
    Field("by", "Your name", "Who decides."),
    Field("why", "Why", "What tells the party from the listed one, or that it is the same."),
)
_ASKED = {
    State.CLEARED: "Cleared: another party than the listed one",
    State.CONFIRMED: "Confirmed: the party is the listed one",
    State.ESCALATED: "Escalated: handed on, and open as before",
}


class HitModal(Modal[Disposition | None]):
    """Returns what was decided, None where nothing was. `by` and `why` are proposed."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (76, "-narrow")]  # noqa: RUF012
    HELP_TITLE = "A listed name"
    HELP = (
        "c says that the party is another one, y that it is the listed one, e hands it on; each"
        " asks for your name and why. Escape decides nothing."
    )
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back"),
        Binding("c", "decide('cleared')", "Clear"),
        Binding("y", "decide('confirmed')", "Confirm"),
        Binding("e", "decide('escalated')", "Escalate"),
    ]

    def __init__(
        self,
        hit: NamedHit,
        entry: Sequence[str],
        by: str = "",
        why: str = "",
        may_decide: bool = True,
    ) -> None:
        super().__init__()
        self._hit = hit
        self._entry = entry
        self._by = by
        self._why = why
        self._may_decide = may_decide

    def compose(self) -> ComposeResult:
        found = self._hit.found.hit
        with Vertical(classes="box large"):
            asked = "Is this the party? " if self._may_decide else ""
            yield Static(plain(asked + found.name), classes="box-title")
            with VerticalScroll(classes="box-body", can_focus=True):
                yield Static(lines(*closer_look(self._hit, self._may_decide), "", *self._entry))
            with Horizontal(classes="box-buttons"):
                if self._may_decide:
                    yield Button("c Another party", id="cleared", compact=True)
                    yield Button("y The party itself", id="confirmed", compact=True)
                    yield Button("e Escalate", id="escalated", compact=True)
                yield Button("Back (esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    @on(Button.Pressed)
    def press(self, event: Button.Pressed) -> None:
        if event.button.id in set(State):
            self.action_decide(event.button.id or "")
        else:
            self.action_cancel()

    def action_decide(self, verdict: str) -> None:
        if not self._may_decide:
            return
        state = State(verdict)

        def check(tree: Tree) -> Sequence[tuple[str, str]]:
            try:
                disposition(state, tree)
            except DispositionError as error:
                return [("by" if "name" in str(error) else "why", str(error))]
            return ()

        def written(tree: Tree | None) -> None:
            if tree is not None:
                self.dismiss(disposition(state, tree))

        start = "why" if self._by else "by"
        tree = {"by": self._by, "why": self._why}
        form = FormModal(_ASKED[state], _FIELDS, tree, check, "Record", start)
        self.app.push_screen(form, written)

    def action_cancel(self) -> None:
        self.dismiss(None)


def disposition(state: State, tree: Tree) -> Disposition:
    """The decision in the form's words. Raises `DispositionError`."""
    now = datetime.now().astimezone()
    return Disposition(state, tree.get("by") or "", tree.get("why") or "", now)
