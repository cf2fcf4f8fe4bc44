"""What an action is."""

from typing import NamedTuple


class Action(NamedTuple):
    """`keys` are Textual key names, comma-separated; `shown` is how the footer and docs write
    them. `footer` puts the action into the footer; `priority` lets it win over text fields."""

    id: str
    area: str
    verb: str
    keys: str
    shown: str
    method: str
    help: str
    places: tuple[str, ...]
    footer: bool = False
    priority: bool = False
    label: str = ""

    @property
    def name(self) -> str:
        return f"{self.area}: {self.verb}"
