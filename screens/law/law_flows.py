"""From the interview to the law itself: the screen of the answer, and laws that are supposed."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.worker import WorkerError

from engine.facts import Deal, Facts
from engine.faults import NavicertError
from engine.interview.law import Evaluation, Findings, Law
from screens.audit.auditor import told
from screens.determinations.determination import DeterminationScreen
from screens.modals.open_file import OpenFileModal
from screens.navicert_screen import NavicertScreen
from screens.services import Services

if TYPE_CHECKING:
    from records.reports.letter import LetterQuestion

Take = Callable[[Law, str], Awaitable[None]]


def determination_screen(
    findings: Findings, law: Law, evaluation: Evaluation, deal: Deal, services: Services, user: str
) -> DeterminationScreen:
    """The screen for the answer of one regime or of several."""
    kept = [
        (one, law.deal_of(evaluation, deal, one.regime))
        for one in findings.combined.determinations
        if not findings.mark
    ]
    if findings.several:
        from screens.determinations.in_all import InAllScreen

        screen: DeterminationScreen = InAllScreen(findings, services, kept, user)
    else:
        screen = DeterminationScreen(findings, services, kept, user)
    screen.supposed_law = law if law.mark else None
    screen.to_ask = lambda: _to_ask(findings, law, evaluation)
    return screen


def _to_ask(findings: Findings, law: Law, evaluation: Evaluation) -> "Sequence[LetterQuestion]":
    from records.reports.letter import ToAsk, letter_questions

    return letter_questions([ToAsk(findings, law.content(evaluation))], law.ruleset.facts)


def choose_overlay(screen: NavicertScreen[Any], law: Law, services: Services, take: Take) -> None:
    """Let an overlay be chosen and give the law under it to `take`; where one lies over the law
    already, give back the law itself."""
    if law.mark:
        screen.call_later(take, law.unsupposed(), "The overlay taken off")
        return

    def opened(path: Path | None) -> None:
        if path is not None:
            screen.run_worker(take_it(path), exclusive=True, group="law", exit_on_error=False)

    async def take_it(path: Path) -> None:
        def read() -> Law | str:
            return supposed_law(law, path, services)

        reading = screen.run_worker(read, thread=True, group="overlay", exit_on_error=False)
        try:
            found = await reading.wait()
        except WorkerError:  # cancelled, or told by the screen as a fault of Navicert
            return
        if isinstance(found, str):
            screen.show_error("This overlay cannot be used", found)
        else:
            await take(found, f"Supposed: {path.stem.replace('-', ' ')}")

    folder = services.overlays()
    start = folder if folder is not None and folder.is_dir() else Path.cwd()
    title = "What if the law were another? Choose an overlay file"
    screen.app.push_screen(OpenFileModal(title, start, (".yaml", ".yml")), opened)


def supposed_law(law: Law, path: Path, services: Services) -> Law | str:
    """The law under the overlay at `path`, or why it cannot be used. May take long."""
    try:
        supposed = law.suppose(path.read_bytes(), str(path))
    except (NavicertError, OSError) as error:
        return told(error)
    # Compiling the rules is part of it: the first answer must not wait for it.
    supposed.evaluate(Facts(), services.today())
    return supposed
