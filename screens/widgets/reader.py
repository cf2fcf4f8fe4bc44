"""Text that scrolls."""

from textual.containers import VerticalScroll


class Reader(VerticalScroll, can_focus=True):
    """Text that scrolls."""

    HELP_TITLE = "The determination"
    HELP = (
        "1 to 5 switch between the answer, the rules, the open questions, the facts and, in a"
        " record, its history. Arrows and page keys scroll. Every sentence comes from the rule"
        " that it cites."
    )
