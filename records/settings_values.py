"""What a person may choose. The first paint needs this and no more, where nothing was chosen."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

THEMES: Final = ("navicert-dark", "navicert-light", "navicert-mono", "navicert-contrast")


class Settings(NamedTuple):
    """What a person chose; the defaults where nothing was. `screening_threshold` is a score from
    0 to 100, None for the house's own; `keys` are Textual key names by the id of an action."""

    theme: str = THEMES[0]
    user: str = ""
    screening_threshold: float | None = None
    threshold_reason: str = ""
    cases_folder: Path | None = None
    new_deal_title: str = ""
    new_deal_date: str = "moving"
    animation: bool = True
    tour_seen: bool = False
    keys: Mapping[str, str] = MappingProxyType({})
