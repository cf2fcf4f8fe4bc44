"""What is found by words while one types in the palette: in a thread, and given up for more."""

from __future__ import annotations

from abc import abstractmethod
from asyncio import sleep, to_thread
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.command import Hit, Hits, Provider

from engine.faults import NavicertError
from screens.audit.auditor import told
from screens.plain import one_line

if TYPE_CHECKING:
    from tui.app import NavicertApp

PER_KIND = 20
"""Lines of each kind at most."""
PAUSE = 0.12
"""Seconds without another letter before anything is looked up."""
EXACT = 90.0
"""How high stands what is called exactly as was typed."""


class Find(NamedTuple):
    """Something found, as a line that says its kind, and what opens it."""

    line: str
    open: Callable[[], object]
    exact: bool = False


class FoundProvider(Provider):
    """Finds one kind of thing; a subclass says how, and how high its lines stand."""

    BAND = 50.0

    @property
    def navicert(self) -> NavicertApp:
        return cast("NavicertApp", self.app)

    async def search(self, query: str) -> Hits:
        await sleep(PAUSE)  # cancelled by the next letter
        look = self.prepare_look()
        try:
            found = await to_thread(look, query)
        except (NavicertError, OSError) as error:
            found = [self._trouble(told(error))]
        for place, find in enumerate(found):
            score = (EXACT if find.exact else self.BAND) - place / 1000
            line = one_line(find.line)
            yield Hit(score, line, partial(self._open, find), text=line.plain)

    @abstractmethod
    def prepare_look(self) -> Callable[[str], Sequence[Find]]:
        """What looks things up, in another thread; may raise NavicertError or OSError."""

    def _open(self, find: Find) -> None:
        if self.screen.is_current:  # not closed meanwhile, by a key that followed fast
            find.open()

    def _trouble(self, why: str) -> Find:
        tell = partial(self.navicert.tell_error, "It cannot be searched", why)
        return Find(f"cannot be searched: {why}", tell)


def holding(query: str, texts: Iterable[str]) -> bool:
    """Does every word of what was typed stand in one of the texts?"""
    joined = " ".join(texts).casefold()
    return all(word in joined for word in query.casefold().split())


def without_kind(query: str, kind: str) -> str:
    """What was typed, without the word for the kind before it: `record 12` looks for 12."""
    first, _, rest = query.partition(" ")
    return rest.strip() or query if first.casefold() == kind.casefold() else query
