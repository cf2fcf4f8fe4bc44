"""The screening lists, as the interview line by line asks for them."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from engine.facts import Deal, Party
from engine.faults import NavicertError
from engine.interview.session import parties_of
from parties.confirmed_programs import confirmed_programs
from parties.decisions import decisions_in, remember
from parties.disposition import Disposition
from parties.lists_at_hand import ListsAtHand
from parties.matching.query import Threshold
from parties.screened_deal import NamedHit, ScreenedName, screen_one


class Screening:
    """The lists in use, or the sample, with what was decided about their hits; opened at the
    first use. `lists` is their folder, `decisions` that of the memory, `cache` that of indexes;
    without a `threshold` the house's own counts."""

    def __init__(
        self,
        lists: Path,
        decisions: Path,
        cache: Path,
        today: date,
        threshold: Threshold | None = None,
    ) -> None:
        self._lists = lists
        self._decisions = decisions
        self._cache = cache
        self._today = today
        self._threshold = threshold

    @cached_property
    def at_hand(self) -> ListsAtHand:
        """Raises `NavicertError` where a list is damaged."""
        return ListsAtHand(self._lists, self._cache)

    def screen(self, party: Party) -> tuple[Party, Sequence[ScreenedName]]:
        """The party with what was found of it and its owners. Raises `NavicertError`."""
        return screen_one(party, self.at_hand, decisions_in(self._decisions), self._threshold)

    def decide(self, hit: NamedHit, disposition: Disposition) -> None:
        """Remember what a person says of a hit. Raises `NavicertError`."""
        remember(self._decisions, [(hit.found.key, disposition)])

    def about(self) -> Iterator[str]:
        """A line for each list that a screening goes against."""
        for one in self.at_hand.about:
            yield f"List: {one.in_words(self._today)}."

    def programs(self, deal: Deal) -> Sequence[str]:
        """What the confirmed entries of the deal print, for the question of programs."""
        try:
            found = confirmed_programs(parties_of(deal), self.at_hand)
        except (NavicertError, OSError):  # told where the parties are
            return ()
        return (("The confirmed entries print:", *found)) if found else ()
