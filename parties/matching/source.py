"""What is searched: a list in memory, or one that is kept on disk and read party by party."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parties.entries import ListedParty, ScreeningList

if TYPE_CHECKING:  # whoever hands one over has imported it; a list in memory needs none of it
    from parties.lists.kept_list import KeptList


@dataclass(frozen=True, slots=True)
class Source:
    """A list as screening needs it: `digest` tells its content apart from any other (empty if that
    is not known), `party` gives one by its position."""

    digest: str
    party: Callable[[int], ListedParty]
    parties: Callable[[], Iterable[ListedParty]]


def source_of(listed: "ScreeningList | KeptList") -> Source:
    """A list as screening needs it; one that is kept stays on disk."""
    if isinstance(listed, ScreeningList):
        digest = f"{listed.digest} {len(listed.parties)}" if listed.digest else ""
        return Source(digest, listed.parties.__getitem__, lambda: listed.parties)
    return Source(listed.about.kept_in, listed.party, listed.parties)
