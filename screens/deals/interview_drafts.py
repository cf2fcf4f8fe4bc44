"""The part of the interview that keeps the draft on disk."""

from dataclasses import dataclass

from textual import on, work
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.timer import Timer

from engine.facts import Deal
from records.drafts import TWO_DRAFTS
from screens.deals.draft_keeper import DraftKeeper
from screens.navicert_screen import NavicertScreen
from screens.services import Drafts

SAVE_AFTER = 0.3
"""Seconds from an answer to its being written, however many follow meanwhile."""

TWO_TITLE = "There are two drafts now"


class DraftedScreen(NavicertScreen[Deal | None]):
    """A screen whose work is kept as a draft, a moment after each change and at the end. Returns
    a deal to go on with, if there is one."""

    @dataclass
    class DraftSaved(Message):
        """The draft is on disk; `beside` the one it was, where another process changed that."""

        beside: bool = False

    @dataclass
    class SaveFailed(Message):
        """The draft could not be written."""

        error: str

    def __init__(self, drafts: Drafts, draft: str) -> None:
        super().__init__()
        self._keeper = DraftKeeper(drafts, draft)
        self._timer: Timer | None = None
        self.draft_words = ""

    @property
    def draft(self) -> str:
        """The name of the draft."""
        return self._keeper.draft

    def draft_deal(self) -> Deal:
        """The deal that the draft keeps."""
        raise NotImplementedError

    def draft_text(self, deal: Deal) -> str:
        """The text of a draft; called from threads."""
        raise NotImplementedError

    def show_draft_words(self) -> None:
        """Show `draft_words`, which say whether the draft is on disk."""
        raise NotImplementedError

    def save_soon(self) -> None:
        """Have the draft written in a moment."""
        self.draft_words = "saving"
        self._keeper.number()
        if self._timer is None:
            self._timer = self.set_timer(SAVE_AFTER, self._save_now)

    def _save_now(self) -> None:
        self._timer = None
        self._save(self._keeper.number(), self.draft_deal())

    @work(thread=True, group="draft", exit_on_error=False)
    def _save(self, number: int, deal: Deal) -> None:
        from engine.faults import NavicertError

        draft = self._keeper.draft
        try:
            self._keeper.write(number, self.draft_text(deal))
        except (NavicertError, OSError) as error:
            self.post_message(self.SaveFailed(str(error)))
        else:
            self.post_message(self.DraftSaved(beside=self._keeper.draft != draft))

    def dismiss(self, result: Deal | None = None) -> AwaitComplete:
        # On disk before it is left: whoever opens it again at once must find it as it is.
        draft = self._keeper.draft
        told = ("The draft could not be saved", self.write_now())
        if self._keeper.draft != draft:
            told = (TWO_TITLE, TWO_DRAFTS)
        closing = super().dismiss(result)
        if told[1]:
            from screens.modals.text import TextModal

            self.app.push_screen(TextModal(*told))
        return closing

    def on_unmount(self) -> None:
        self.write_now()

    def write_now(self) -> str:
        """Write what is not on disk yet; what went wrong, in words."""
        from engine.faults import NavicertError

        if self._keeper.behind:
            try:
                self._keeper.write(self._keeper.number(), self.draft_text(self.draft_deal()))
            except (NavicertError, OSError) as error:
                return str(error)
        return ""

    @on(DraftSaved)
    def say_saved(self, event: DraftSaved) -> None:
        self.draft_words = "saved"
        self.show_draft_words()
        if event.beside:
            self.show_error(TWO_TITLE, TWO_DRAFTS)

    @on(SaveFailed)
    def say_failed(self, event: SaveFailed) -> None:
        self.draft_words = "NOT SAVED"
        self.show_draft_words()
        self.show_error("The draft could not be saved", event.error)
