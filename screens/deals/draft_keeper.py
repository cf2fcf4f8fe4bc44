"""Writing drafts from worker threads, so that an older text never lands after a newer one."""

from threading import Lock

from screens.services import Drafts


class DraftKeeper:
    """Keeps one draft. `text_to_write` is called where the screen lives, `write` anywhere."""

    def __init__(self, drafts: Drafts, draft: str) -> None:
        self._drafts = drafts
        self.draft = draft  # another one where the first was changed by another process
        self._lock = Lock()
        self._written = 0
        self._newest = 0

    def number(self) -> int:
        """A number for the next text: higher is newer."""
        self._newest += 1
        return self._newest

    @property
    def behind(self) -> bool:
        """Whether a text was numbered that is not on disk yet."""
        return self._written < self._newest

    def write(self, number: int, text: str) -> bool:
        """Write a text unless a newer one is on disk; says whether it wrote. Raises `OSError`."""
        with self._lock:
            if number <= self._written:
                return False
            self.draft = self._drafts.write(self.draft, text)
            self._written = number
            return True
