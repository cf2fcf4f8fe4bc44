"""The command palette, fed by the registry of actions."""

from functools import partial

from textual.actions import parse
from textual.command import DiscoveryHit, Hit, Hits, Provider

from screens.actions import Action, actions_of
from screens.navicert_screen import NavicertScreen
from screens.plain import plain


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
        for action in self._actions():
            score = matcher.match(action.name)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(action.name),
                    partial(self._run, action),
                    text=action.name,
                    help=action.help,
                )

    async def _run(self, action: Action) -> None:
        if not self.screen.is_current:
            return  # closed meanwhile, by a key that followed fast
        _, name, parameters = parse(action.method)
        if self.screen.check_action(name, parameters):
            await self.screen.run_action(action.method)
        else:
            self.app.notify(f"{action.name}: not possible just now.", markup=False)


def _line(action: Action) -> str:
    return f"{action.name}  ({action.shown})" if action.shown else action.name
