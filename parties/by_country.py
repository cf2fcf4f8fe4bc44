"""How many parties of a country stand on the lists at hand."""

from collections import Counter
from collections.abc import Iterable, Iterator

from parties.entries import ScreeningList
from parties.lists.kept_list import KeptList


def country_lines(lists: Iterable[KeptList | ScreeningList], code: str) -> tuple[str, ...]:
    """A line for each list: how many of its parties have an address in a country or are of it, by
    the list's own sources."""
    return tuple(_line(listed, code) for listed in lists)


def _line(listed: KeptList | ScreeningList, code: str) -> str:
    found = Counter(_sources(listed, code))
    about = listed.about if isinstance(listed, KeptList) else listed
    of_each = "; ".join(f"{source} {count:,}" for source, count in sorted(found.items()))
    told = f"{found.total():,} parties of that country{f': {of_each}' if found else ''}"
    sample = ": A SAMPLE of invented parties, rely on nothing" if about.sample else ""
    return f"{about.title} of {about.published}: {told}{sample}"


def _sources(listed: KeptList | ScreeningList, code: str) -> Iterator[str]:
    if isinstance(listed, KeptList):
        for position in range(len(listed)):
            if code in listed.countries(position):
                yield listed.source(position)
        return
    for party in listed.parties:
        if code in party.countries or any(one.country == code for one in party.addresses):
            yield party.source
