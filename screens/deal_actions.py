"""What the interview does with the deal as a whole: its items."""

from engine.deals.items import deal_of
from engine.interview.law import Findings, Law, exercise_mark
from engine.interview.session import Reading, Session
from engine.interview.supposing import beside_the_truth, explain_beside
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

    async def take_session(self, session: Session, what: str = "") -> None:
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

        manage_items(self, self.session, self.reading, self.take_session)

    async def action_next_item(self) -> None:
        if self.reading.next_item is not None:
            await self.take_session(self.session.go_to_item(self.reading.next_item))

    async def action_alone(self) -> None:
        if self.reading.current is not None:
            await self.take_session(self.session.answer_alone(self.reading.current.name))

    def open_items(self) -> None:
        """Show the determination of the deal, item by item."""
        from screens.items import Chosen, ItemsScreen

        async def back(chosen: Chosen | None) -> None:
            if chosen is not None:
                if chosen.place != self.session.item:
                    await self.take_session(self.session.go_to_item(chosen.place))
                await self._come_back(chosen.fact)

        session, reading, law = self.session, self.reading, self._law
        today = self._services.today()

        def explain(place: int) -> Findings:
            evaluation = reading.items[place].evaluation
            title = deal_of(session.deal, place).title
            beside = beside_the_truth(session.go_to_item(place), evaluation, law, today)
            return explain_beside(evaluation, title, law, beside)

        records = self._services.records
        mark = exercise_mark(session.supposing, bool(law.mark))
        screen = ItemsScreen(law, reading, session.deal, explain, records, self._user, mark)
        self.app.push_screen(screen, back)
