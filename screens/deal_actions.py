"""What the interview does with the deal as a whole: its items."""

from engine.interview.law import Law
from engine.interview.session import Reading, Session
from screens.interview_words import can_be_alone
from screens.navicert_screen import NavicertScreen
from screens.services import Services


class DealActions(NavicertScreen[None]):
    """The actions; whoever leads the interview says how a session is taken and gone back to."""

    session: Session
    reading: Reading
    _law: Law
    _services: Services
    _user: str

    async def _take(self, session: Session, what: str = "") -> None:
        """Make `session` the current one; with `what`, a change whose effect is shown."""
        raise NotImplementedError

    async def _come_back(self, chosen: str | None) -> None:
        """Go on after a determination was shown, to the fact chosen there."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "next_item":
            return True if self.reading.next_item is not None else None
        if action == "alone":
            return True if can_be_alone(self.session, self.reading.current) else None
        return True

    def action_items(self) -> None:
        from screens.item_flows import manage_items

        manage_items(self, self.session, self.reading, self._take)

    async def action_next_item(self) -> None:
        if self.reading.next_item is not None:
            await self._take(self.session.go_to_item(self.reading.next_item))

    async def action_alone(self) -> None:
        if self.reading.current is not None:
            await self._take(self.session.answer_alone(self.reading.current.name))

    def open_items(self) -> None:
        """Show the determination of the deal, item by item."""
        from screens.items import Chosen, ItemsScreen

        async def back(chosen: Chosen | None) -> None:
            if chosen is not None:
                if chosen.place != self.session.item:
                    await self._take(self.session.go_to_item(chosen.place))
                await self._come_back(chosen.fact)

        records = self._services.records
        screen = ItemsScreen(self._law, self.reading, self.session.deal, records, self._user)
        self.app.push_screen(screen, back)
