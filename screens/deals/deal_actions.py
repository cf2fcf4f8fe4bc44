"""What the interview does with the deal as a whole: items, products, templates, lines, what if."""

from collections.abc import Callable
from datetime import date

from textual import on

from engine.deals.items import deal_of
from engine.deals.starting import product_facts, with_product
from engine.facts import Deal
from engine.interview.law import Findings, Law, exercise_mark
from engine.interview.session import Reading, Session, can_be_alone
from engine.interview.supposing import Beside, beside_the_truth, explain_beside
from screens.navicert_screen import NavicertScreen
from screens.services import Services
from screens.widgets.answer_widget import AnswerWidget
from screens.widgets.type_ahead import Match


class DealActions(NavicertScreen[Deal | None]):
    """The actions; whoever leads the interview says how a session is taken and gone back to."""

    session: Session
    reading: Reading
    beside: Beside | None
    _law: Law
    _services: Services
    _user: str

    async def take_session(self, session: Session, what: str = "", shown: bool = False) -> None:
        """Make `session` the current one; with `what`, a change whose effect is shown. Where the
        answer on screen is that of the session already, it is `shown` and stays."""
        raise NotImplementedError

    async def _go_to(self, fact: str | None) -> None:
        """Put the question of a fact on screen."""
        raise NotImplementedError

    def save_soon(self) -> None:
        """Have the draft written in a moment."""
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

    @property
    def law(self) -> Law:
        """The law as it stands, with an overlay if there is one."""
        return self._law

    def today(self) -> date:
        """The day of the desk."""
        return self._services.today()

    @on(AnswerWidget.TableWanted)
    def open_table(self, event: AnswerWidget.TableWanted) -> None:
        from screens.deals.interview_bill import open_bill

        open_bill(self, event.fact)

    def action_what_if(self) -> None:
        from screens.deals import interview_what_if

        interview_what_if.turn(self)

    def action_open_law(self) -> None:
        """Open the page of the question: its citation, and the rules that use it."""
        from engine.browsing.page import Kind, Target
        from screens.law.law_link import LawPageAsked

        current = self.reading.current
        if current is not None:
            day = self.session.deal.as_of
            law = self._law if self._law.mark else None
            self.post_message(LawPageAsked(Target(Kind.FACT, current.name), day, law))

    def _pick(self, title: str, matches: list[Match], empty: str) -> None:
        from screens.modals.pick import PickModal

        self.app.push_screen(PickModal(title, matches, empty), self._go_to)

    def action_items(self) -> None:
        from screens.deals.item_flows import manage_items

        take = self.take_session
        manage_items(self, self.session, self.reading, take, self._with_item, self._add_product)

    async def _with_item(self, act: str, place: int) -> None:
        if act != "template" and place != self.session.item:
            await self.take_session(self.session.go_to_item(place))
        if act == "product":
            self.action_put_product()
        elif act == "keep":
            self.action_keep_product()
        else:
            self.action_keep_template()

    async def action_next_item(self) -> None:
        if self.reading.next_item is not None:
            await self.take_session(self.session.go_to_item(self.reading.next_item))

    async def action_alone(self) -> None:
        if self.reading.current is not None:
            await self.take_session(self.session.answer_alone(self.reading.current.name))

    def action_date_slider(self, regime: str = "", then: Callable[[], None] = lambda: None) -> None:
        """Show the item at hand under the law of other days, and go on with `then`."""
        from screens.practice.slider import SliderScreen

        session, law = self.session, self._law
        deal, today = deal_of(session.deal, session.item), self._services.today()
        mark = exercise_mark(session.supposing, bool(law.mark))
        screen = SliderScreen(law.rulesets, deal, today, regime, mark)
        self.app.push_screen(screen, lambda _: then())

    # Products and templates

    def _add_product(self) -> None:
        from screens.deals.item_flows import name_and_add
        from screens.law.shelf_flows import choose_product

        def chosen(product: Deal, kept: date) -> None:
            facts = product_facts(product, kept, self._law.ruleset)
            name_and_add(self, self.session, facts, product.title, self.take_session)

        if self._services.products is not None:
            choose_product(self, self._law, self._services.products, chosen)

    def action_put_product(self) -> None:
        from screens.law.shelf_flows import choose_product

        def chosen(product: Deal, kept: date) -> None:
            session, ruleset = self.session, self._law.ruleset
            what = f"Product put in: {product.title}"
            deal = with_product(session.deal, session.item, product, kept, ruleset)
            self.call_later(self.take_session, session.change(deal, what), what)

        if self._services.products is not None:
            choose_product(self, self._law, self._services.products, chosen)

    def action_keep_product(self) -> None:
        from screens.law.shelf_flows import keep_product

        if self._services.products is not None and self._may_keep():
            keep_product(self, self._law, self._services.products, self.session)

    def action_keep_template(self) -> None:
        from screens.law.shelf_flows import keep_template

        if self._services.templates is not None and self._may_keep():
            keep_template(self, self._law, self._services.templates, self.session.deal)

    def _may_keep(self) -> bool:
        """Whether the answers are those of the true deal; says so where they are supposed."""
        if self.session.supposing:
            told = "Supposed answers are not those of the deal. End what is supposed first (^o)."
            self.show_error("Nothing was kept", told)
        return not self.session.supposing

    # The determination

    def open_items(self) -> None:
        """Show the determination of the deal, item by item."""
        from screens.deals.items import Chosen, ItemsScreen

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

        mark = exercise_mark(session.supposing, bool(law.mark))
        screen = ItemsScreen(law, reading, session.deal, explain, self._services, self._user, mark)
        self.app.push_screen(screen, back)
