"""The app: start-up, services, theme, and which screen follows which."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.events import Event, InputEvent
from textual.message import Message
from textual.worker import Worker

from screens.home import HomeScreen
from screens.navicert_screen import NavicertScreen
from screens.services import Services
from tui.loading import LoadingApp

if TYPE_CHECKING:
    from engine.deals.starting import PastDeal
    from engine.facts import Deal
    from engine.interview.law import Law
    from screens.audit.auditor import Auditor
    from screens.law.law_desk import LawDesk
    from screens.practice.trainer import Trainer


class NavicertApp(LoadingApp):
    """Navicert in the terminal. `deal_path` is opened as soon as the rules are loaded, under the
    overlay at `overlay_path` if there is one."""

    TITLE = "Navicert"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "../screens/css/home.tcss"]

    @dataclass
    class OverlayRead(Message):
        """The law under an overlay, or why that cannot be used, and the deal to open."""

        law: Law | str
        deal: Path

    @dataclass
    class PastDealRead(Message):
        """The deal of a record, as a new one begins with it, or why that cannot be."""

        law: Law
        found: PastDeal | str

    def __init__(
        self,
        services: Services,
        deal_path: Path | None = None,
        overlay_path: Path | None = None,
    ) -> None:
        super().__init__(services, tours=deal_path is None)
        self.trainer: Trainer | None = None
        self.law_desk: LawDesk | None = None
        self._deal_path = deal_path
        self._overlay_path = overlay_path

    @cached_property
    def auditor(self) -> Auditor:
        """What the screens of records share."""
        from screens.audit.auditor import Auditor

        services = self.services
        user = self.settings.user or services.user
        return Auditor(services.records, services.today, user, self._country_code)

    def _country_code(self, name: str) -> str:
        """The code of a country by its name or code, as the loaded law has it."""
        from engine.deals.country_names import find_country

        try:
            return find_country(name, self.law.ruleset.countries) if self.law is not None else ""
        except ValueError:
            return ""

    def take_name(self, name: str) -> None:
        self.auditor.name = name

    def on_ready(self) -> None:
        if not gc.isenabled():
            # What is in memory by now stays: no pause of the collector goes through it again.
            gc.freeze()
            gc.enable()
        self.load_rules()
        self.list_contents()
        self.check_settings()
        if (path := self._deal_path) is not None:
            self.when_loaded(lambda law: self._open_under(law, path))

    # What the home screen asks for

    @on(HomeScreen.DoorChosen)
    def open_door(self, event: HomeScreen.DoorChosen) -> None:
        from tui.doors import DOORS

        DOORS[event.door](self)

    @on(HomeScreen.DraftChosen)
    def resume_draft(self, event: HomeScreen.DraftChosen) -> None:
        self.resume(event.draft)

    @on(HomeScreen.SampleChosen)
    def open_sample(self, event: HomeScreen.SampleChosen) -> None:
        self.with_law(lambda law: self.open_path(law, event.path))

    @on(HomeScreen.DraftDeletionRequested)
    def delete_draft(self, event: HomeScreen.DraftDeletionRequested) -> None:
        from screens.deals.trash import delete

        shown = f"the draft “{event.draft.title or 'Untitled deal'}”"
        delete(self.home, self.services.drafts, event.draft.id, shown, self.refresh_home)

    @on(HomeScreen.DraftsWantedBack)
    def restore_draft(self) -> None:
        from screens.deals.trash import bring_back

        bring_back(self.home, self.services.drafts, "draft", self.refresh_home)

    def resume(self, draft: str) -> None:
        """Go on with a draft. One that is open already is not opened twice: each of the two would
        write over the answers of the other."""
        if any(getattr(screen, "draft", None) == draft for screen in self.screen_stack):
            self.notify("This draft is open: escape leads back to it.", markup=False)
            return
        read = partial(self.services.drafts.open, draft)
        self.with_law(lambda law: self._read_into_interview(law, read, f"draft {draft}", draft))

    def _open_under(self, law: Law, path: Path) -> None:
        """Open a deal under the overlay that was named at the start, or under the law itself."""
        if self._overlay_path is None:
            self.open_path(law, path)
        else:
            self.read_overlay(law, self._overlay_path, path)

    @work(thread=True, exclusive=True, group="overlay", exit_on_error=False)
    def read_overlay(self, law: Law, overlay: Path, deal: Path) -> None:
        from screens.law.law_flows import supposed_law

        self.post_message(self.OverlayRead(supposed_law(law, overlay, self.services), deal))

    @on(OverlayRead)
    def open_under_overlay(self, event: OverlayRead) -> None:
        if isinstance(event.law, str):
            self.home.show_error("This overlay cannot be used", event.law)
        else:
            self.open_path(event.law, event.deal)

    def open_path(self, law: Law, path: Path) -> None:
        """Open the interview on a copy of a deal file."""
        self._read_into_interview(law, path.read_bytes, str(path), "")

    def _read_into_interview(
        self, law: Law, source: Callable[[], bytes], name: str, draft: str
    ) -> None:
        from engine.faults import NavicertError

        try:
            deal = law.read_deal(source(), name)
        except (NavicertError, OSError) as error:
            self.home.show_error("This deal cannot be opened", str(error))
            return
        self.interview(law, deal, draft)

    def interview(self, law: Law, deal: Deal, draft: str = "") -> None:
        """Open the interview on a deal; without a draft's name, as a new draft."""
        from engine.interview.session import begin
        from screens.deals.interview import InterviewScreen

        services = self.services._replace(user=self.auditor.name)
        screen = InterviewScreen(law, services, begin(law, deal, draft or services.drafts.new_id()))

        def closed(again: Deal | None) -> None:
            self.refresh_home()
            if again is not None:
                self.interview(law.unsupposed(), again)

        self.push_screen(screen, closed)

    def on_new_deal_requested(self, event: Any) -> None:
        """Start a deal from a record. By name, as below."""

        def start(law: Law) -> None:
            self.start_from_record(law, event.record)

        self.with_law(start)

    @work(thread=True, exclusive=True, group="past", exit_on_error=False)
    def start_from_record(self, law: Law, record: str) -> None:
        from screens.deals.past_deal import read_past_deal

        found = read_past_deal(self.services.records, law, record)
        self.post_message(self.PastDealRead(law, found))

    @on(PastDealRead)
    def open_past_deal(self, event: PastDealRead) -> None:
        found = event.found
        screen = self.screen if isinstance(self.screen, NavicertScreen) else self.home
        if isinstance(found, str):
            screen.show_error("No deal can be started from this record", found)
            return
        self.interview(event.law, found.deal)
        if found.left_out:
            told = "Answers that today’s rules do not take; they are open:\n\n"
            self.home.show_error("Not everything was taken over", told + "\n".join(found.left_out))

    def on_determination_screen_determination_saved(self, event: Any) -> None:
        """Remember the name, and tell what went wrong with a checkpoint. By name, not by `@on`:
        the class is imported when its screen is first shown."""
        from screens.audit.record_flows import tell_troubles

        self.auditor.name = event.by
        if isinstance(self.screen, NavicertScreen):
            tell_troubles(self.screen, self.auditor)

    def on_law_page_asked(self, event: Any) -> None:
        """Open a page of the law that a screen named. By name, as above."""
        from tui.doors import open_law_page

        target = event.target
        open_law_page(
            self, target.kind, target.id, target.regime, event.day, event.law, event.ruleset
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        self.home.on_worker_state_changed(event)

    async def on_event(self, event: Event) -> None:
        # What is pressed after the app was told to end finds no screen any more.
        ending = self.return_code is not None or not self.screen_stack
        if not (ending and isinstance(event, InputEvent)):
            await super().on_event(event)

    def action_command_palette(self) -> None:
        from tui.palette_screen import ActionsPalette

        if not isinstance(self.screen, ActionsPalette):
            self.push_screen(ActionsPalette(self.law is not None))


def run_app(deal_path: Path | None = None, overlay_path: Path | None = None) -> int:
    """Run Navicert in the terminal; returns the exit code."""
    from commands.talk import say
    from tui.services import real_services

    services = real_services()
    app = NavicertApp(services, deal_path, overlay_path)
    try:
        code = app.run()
    finally:
        services.records.close()
        for trouble in services.records.troubles():
            say(f"navicert: {trouble}")
    return app.return_code or code or 0
