"""Finding countries and list entries by a few letters, as the search fields show them."""

from collections.abc import Callable, Sequence

from engine.interview import searches
from engine.model import Ruleset
from screens.widgets.type_ahead import Match

_CODE, _ECCN = 6, 14
"""Columns for a country's code and for an ECCN."""


def country_search(ruleset: Ruleset) -> Callable[[str], Sequence[Match]]:
    """Search by code, name and other names; names that begin with the text come first."""
    return _shown(searches.country_search(ruleset), _CODE)


def eccn_search(ruleset: Ruleset) -> Callable[[str], Sequence[Match]]:
    """Search list entries by number, paragraph and words of the title."""
    return _shown(searches.eccn_search(ruleset), _ECCN)


def _shown(search: searches.Search, width: int) -> Callable[[str], Sequence[Match]]:
    def matches(text: str) -> Sequence[Match]:
        return [
            Match(key, f"{key.ljust(width)}{title}" if title else key)
            for key, title in search(text)
        ]

    return matches
