"""What the command palette finds: actions here, and in its neighbors deals, records, the law."""

from functools import partial
from typing import Final

from textual.actions import parse
from textual.command import DiscoveryHit, Hit, Hits, Provider

from screens.actions import Action, actions_of
from screens.navicert_screen import NavicertScreen
from screens.plain import plain
from tui.palette_kept import DraftsProvider, ProductsProvider, TemplatesProvider
from tui.palette_law import LawProvider
from tui.palette_records import RecordsProvider

NAMED, HELPED = 80.0, 10.0
"""How high an action stands whose name has what was typed, and one whose help has it."""


class ActionsProvider(Provider):
    """The actions of the screen below the palette, named `area: verb`."""

    def _actions(self) -> tuple[Action, ...]:
        place = self.screen.PLACE if isinstance(self.screen, NavicertScreen) else "everywhere"
        return tuple(action for action in actions_of(place) if action.id != "palette")

    async def discover(self) -> Hits:
        for action in self._actions():
            yield DiscoveryHit(plain(_line(action)), partial(self._run, action), help=action.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for place, action in enumerate(self._actions()):
            score = _score(query, action)
            if score:
                # The matcher tries every way to read letters that are apart: only for those in a
                # row is that quick.
                together = query.casefold() in action.name.casefold()
                line = matcher.highlight(action.name) if together else plain(action.name)
                run = partial(self._run, action)
                yield Hit(score - place / 1000, line, run, text=action.name, help=action.help)

    async def _run(self, action: Action) -> None:
        if not self.screen.is_current:
            return  # closed meanwhile, by a key that followed fast
        _, name, parameters = parse(action.method)
        own = callable(getattr(self.screen, f"action_{name}", None))
        owner = self.screen if own else self.app
        if owner.check_action(name, parameters):
            await owner.run_action(action.method)
        else:
            self.app.notify(f"{action.name}: not possible just now.", markup=False)


def _score(query: str, action: Action) -> float:
    words, name = query.casefold().split(), action.name.casefold()
    if query.casefold() in name:
        return NAMED + 1
    if all(word in name for word in words):
        return NAMED
    said = f"{name} {action.help.casefold()}"
    return HELPED if all(word in said for word in words) else 0


def _line(action: Action) -> str:
    return f"{action.name}  ({action.shown})" if action.shown else action.name


PROVIDERS: Final = (
    ActionsProvider,
    DraftsProvider,
    RecordsProvider,
    LawProvider,
    ProductsProvider,
    TemplatesProvider,
)
