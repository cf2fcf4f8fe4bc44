"""The line in which the list of records is filtered."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class FilterLine(Input):
    """The filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "submit", "To the list", show=False),
    ]

    HELP_TITLE = "Filter"
    HELP = (
        "The list follows as you type. Words search the deal, the item, the parties, the person"
        " and the number, in any case. Criteria, all of which must be met:"
        " party:fab, country:CN (of the destination or a party), eccn:3B001 (and its paragraphs),"
        " outcome:license-required, cite:734.9(k) (a paragraph that decided it), by:doe,"
        " review:open (or approved, returned, awaits-sign-off, held, due), since:2026-01-01 and"
        " until:2026-07 (when it was saved), latest:yes (without what was superseded)."
        ' Quotes keep words together: party:"big fab". The right arrow takes what is proposed;'
        " enter and down go to the list; F8 clears."
    )
