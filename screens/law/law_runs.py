"""Long work on the law: what a day moves, which cases test a rule, the tests beside it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from textual.worker import WorkerError

from engine.browsing.cases_of_rule import CaseOfRule
from engine.browsing.page import Page, Target
from engine.browsing.result_pages import cases_page, page_of_tests, touches_page
from engine.browsing.touching import Touch
from engine.faults import NavicertError
from screens.audit.auditor import told
from screens.law.law_desk import LawDesk
from screens.modals.progress import ProgressModal, Run
from screens.navicert_screen import NavicertScreen

Screen = NavicertScreen[Any]
Show = Callable[[Page], None]


def moved_by(screen: Screen, desk: LawDesk, days: Sequence[date], show: Show) -> None:
    """Determine every deal at hand on both sides of some days, and show what they move."""

    def list_them() -> list[Callable[[], list[Touch]]] | str:
        try:
            return desk.deals.looks(days)
        except (NavicertError, OSError) as error:
            return told(error)

    def finished(run: Run | None) -> None:
        if run is None or (not run.results and not run.fault):
            return
        if run.fault:
            screen.show_error("The deals could not all be determined", run.fault)
        touches = [touch for found in run.results for touch in found]
        show(touches_page(touches, days, _counted(run, "deals and cases")))

    async def go() -> None:
        # Listing the records opens the journal: not while somebody types.
        listing = screen.run_worker(list_them, thread=True, group="deals", exit_on_error=False)
        try:
            steps = await listing.wait()
        except WorkerError:  # cancelled, or told by the screen as a fault of Navicert
            return
        if isinstance(steps, str):
            screen.show_error("Drafts or records cannot be read", steps)
        elif not screen.is_current:
            return
        elif steps:
            title = f"Determining {len(steps):,} deals and cases on {_days(days)}"
            screen.app.push_screen(ProgressModal(title, steps, lambda step: step()), finished)
        else:
            show(touches_page((), days, "No deal and no case is at hand"))

    screen.run_worker(go(), exclusive=True, group="moving", exit_on_error=False)


def cases_of(screen: Screen, desk: LawDesk, target: Target, show: Show) -> None:
    """Show the worked cases that test a rule."""
    deals, rule = desk.deals, desk.book.by_id[target.regime].rules[target.id]

    unread: list[str] = []

    def step(path: Path) -> list[CaseOfRule]:
        read, fault = deals.cases_in(path)
        unread.extend([path.name] if fault else [])
        looked = (deals.at_hand.look(one, target.regime, rule) for one in read)
        return [case for case in looked if case is not None]

    def finished(run: Run | None) -> None:
        if run is None or (not run.results and not run.fault):
            return
        if run.fault:
            screen.show_error("The cases could not all be read", run.fault)
        found = [case for cases in run.results for case in cases]
        counted = _counted(run, "files of cases")
        if unread:
            counted += f"; {len(unread)} cannot be read: {', '.join(unread[:5])}"
        show(cases_page(rule, target.regime, found, counted))

    paths = deals.case_paths()
    if paths:
        modal = ProgressModal(f"Which of {len(paths)} cases test {target.id}", paths, step)
        screen.app.push_screen(modal, finished)
    else:
        show(cases_page(rule, target.regime, (), "No worked case is at hand"))


def tests_of(screen: Screen, desk: LawDesk, target: Target, show: Show) -> None:
    """Show the tests that stand beside a rule."""

    def step(regime: str) -> Page:
        return page_of_tests(desk.with_tests(regime).rules[target.id], regime)

    def finished(run: Run | None) -> None:
        if run is not None and run.fault:
            screen.show_error("The tests cannot be read", run.fault)
        elif run is not None and run.results:
            show(run.results[0])

    modal = ProgressModal("Reading the tests beside the rules", [target.regime], step)
    screen.app.push_screen(modal, finished)


def _counted(run: Run, what: str) -> str:
    if run.whole:
        return f"{run.total:,} {what} looked at"
    return f"STOPPED: {len(run.results):,} of {run.total:,} {what} looked at"


def _days(days: Sequence[date]) -> str:
    return str(days[0]) if len(days) == 1 else f"{len(days)} days"
