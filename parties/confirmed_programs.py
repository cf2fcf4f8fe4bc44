"""Under which programs the entries stand that parties of a deal were confirmed to be."""

from collections.abc import Iterable

from engine.evaluation.screened import confirmed, relied_on
from engine.facts import Party
from parties.lists_at_hand import ListsAtHand


def confirmed_programs(parties: Iterable[Party], lists: ListsAtHand) -> tuple[str, ...]:
    """A line for each confirmed entry that stands under programs, with these."""
    told = []
    for party in parties:
        for screening in relied_on(party):
            for hit in confirmed((screening,)):
                listed = lists.entry(screening.digest, hit.entry, hit.source)
                if listed is not None and listed.programs:
                    told.append(f"{party.name}, {hit.name}: {'; '.join(listed.programs)}")
    return tuple(dict.fromkeys(told))
