"""A form that does its work before it closes, so that nothing typed is lost where that fails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.widgets import Button
from textual.worker import Worker, WorkerState

from engine.faults import NavicertError
from screens.audit.auditor import told
from screens.modals.form import Check, Field, FormModal, Tree

TOLD = "told"
"""The key of the result under which stands what the work says was done."""

Work = Callable[[Tree], str]


class WorkingFormModal(FormModal):
    """`work` runs in a thread and says what it did; its refusal is shown in the form. `question`
    gives what is to be confirmed before, or nothing."""

    @dataclass
    class WorkDone(Message):
        """The work was done, all of it."""

        tree: Tree

    @dataclass
    class WorkRefused(Message):
        """Nothing was done, for this reason."""

        why: str

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        tree: Tree,
        check: Check,
        work: Work,
        done: str = "Save",
        start: str = "",
        question: Callable[[Tree], str] = lambda tree: "",
    ) -> None:
        super().__init__(title, fields, tree, check, done, start)
        self._work = work
        self._question = question
        self._working = False

    def finish(self, tree: Tree) -> None:
        """Ask if there is something to ask, then work."""
        if self._working:
            return
        question = self._question(tree)
        if not question:
            self._begin(tree)
            return
        from screens.modals.confirm import ConfirmModal

        def answered(yes: bool | None) -> None:
            if yes:
                self._begin(tree)

        self.app.push_screen(ConfirmModal(question, self._done), answered)

    def may_leave(self) -> bool:
        if self._working:
            self.say("It is being written, or waits for another Navicert: one moment.")
        return not self._working

    def _begin(self, tree: Tree) -> None:
        self._set_working(True)
        self.say("Working …")
        self.do_work(tree)

    def _set_working(self, working: bool) -> None:
        self._working = working
        for button in self.query(Button):
            button.disabled = working

    @work(thread=True, exclusive=True, group="work", exit_on_error=False)
    def do_work(self, tree: Tree) -> None:
        try:
            done = self._work(tree)
        except (NavicertError, OSError) as error:
            self.post_message(self.WorkRefused(told(error)))
        else:
            self.post_message(self.WorkDone({**tree, TOLD: done}))

    @on(WorkDone)
    def close_when_done(self, event: WorkDone) -> None:
        self.dismiss(event.tree)

    @on(WorkRefused)
    def tell_refusal(self, event: WorkRefused) -> None:
        self._set_working(False)
        self.say(event.why)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self._set_working(False)
            error = event.worker.error
            self.say(
                f"Navicert has a fault, and it may not be saved: {type(error).__name__}: {error}"
            )
