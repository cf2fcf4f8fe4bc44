"""The command palette. Textual 8.2.8's own fails on keys that come fast or in a small window."""

from textual import events, on
from textual.app import ComposeResult
from textual.command import CommandList, CommandPalette
from textual.widgets import Input

from screens.closing import ClosesOnce
from screens.widgets.plain_list import pass_over_gone
from tui.palette import PROVIDERS

PLACEHOLDER = "Find an action, record, draft, rule, ECCN, country …"
STILL_LOADING = "Find an action, record, draft (the rules are loading) …"


class FoundList(CommandList, can_focus=False):
    """What is found, which changes as one types."""

    def on_click(self, event: events.Click) -> None:
        pass_over_gone(self, event)


class ActionsPalette(CommandPalette, ClosesOnce[None]):
    """Finds actions, records, drafts and the law by their words."""

    HELP_TITLE = "Palette"
    HELP = (
        "Words find actions, records (by number, deal, party, item, person or outcome), drafts,"
        " rules, ECCNs, countries, questions, products and templates; each line says which. A kind"
        " before the words finds only that: “eccn 3b”, “record fab”. The arrows move, enter opens,"
        " escape goes back to where you were, with your answers."
    )

    def __init__(self, rules_loaded: bool) -> None:
        super().__init__(PROVIDERS, placeholder=PLACEHOLDER if rules_loaded else STILL_LOADING)

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            yield FoundList() if isinstance(widget, CommandList) else widget

    @on(Input.Changed)
    def look_no_more(self, event: Input.Changed) -> None:
        """A letter typed just before escape: there is no list any more to show matches in."""
        if not self.is_current:
            event.prevent_default()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # A list that is not shown, or not there yet, has no lines to count pages by.
        shown = any(found.scrollable_content_region for found in self.query(CommandList))
        if action == "command_list" and not shown:
            return False
        return super().check_action(action, parameters)
