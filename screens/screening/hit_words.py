"""A hit in a line or two, as the form of a party and the search among the listed show it."""

from collections.abc import Iterator

from textual.content import Content

from engine.explanation.screening_words import count_words
from engine.facts import Screening
from parties.matching.explain import explanation
from parties.screened_deal import NamedHit, ScreenedName
from screens.plain import beside, one_line, plain

SIGNS = {"open": "?", "escalated": "?", "cleared": "-", "confirmed": "+"}


def hit_line(hit: NamedHit, whose: str = "", decided: bool = True) -> Content:
    """What was decided (where it is to be told), score, band, the name that was met, its list;
    and below it the words."""
    found, kept = hit.found.hit, hit.kept
    state = f"{SIGNS.get(kept.disposition, '?')} {kept.disposition}  " if decided else ""
    head = f"{state}{found.score:g} {found.band}  "
    owner = f"owner {whose}; " if whose else ""
    return beside(
        plain(head),
        one_line(found.name, "bold"),
        plain(f"  {found.party.source}{_before(hit)}"),
        plain("\n    "),
        one_line(owner + met(hit), "$text-muted"),
    )


def _before(hit: NamedHit) -> str:
    """What was decided before something changed."""
    earlier = hit.found.recalled.earlier
    if earlier is None or hit.kept.by:
        return ""
    return f"  (was {earlier.state}; {hit.found.recalled.changed})"


def met(hit: NamedHit) -> str:
    """Which of the words met which, on a line."""
    found = hit.found.hit
    words = [f"{w.asked}={w.listed}" for w in found.words if w.asked and w.listed]
    words += [f"+{w.listed}" for w in found.words if w.listed and not w.asked]
    beside_it = [
        f"{what} {value}"
        for what, value in (("country", found.country), ("address", found.address))
        if value.value != "unknown"
    ]
    told = [", ".join(beside_it), found.note, ", ".join(words)]
    return "; ".join(filter(None, told))


def list_line(screening: Screening) -> str:
    """How many listed names a list has for the name."""
    return count_words(len(screening.hits), screening.threshold)


def name_lines(one: ScreenedName, about: tuple[str, ...]) -> Iterator[str]:
    """What was found of a name, a line for each list."""
    owner = f"{one.name}: " if one.owner_of else ""
    for found, told in zip(one.found, about, strict=False):
        yield f"{owner}{list_line(found.screening)} in {told}"


def closer_look(hit: NamedHit, decided: bool = True) -> tuple[str, ...]:
    """All there is to be said of why it is a hit, and (where it is to be told) what was decided."""
    kept = hit.kept
    lines = [*explanation(hit.found.hit)]
    if kept.by:
        on = f" on {kept.on}" if kept.on else ""
        lines.append(f"{kept.disposition} by {kept.by}{on}: {kept.reason}")
    elif decided:
        lines.append("Open: nobody has decided whether this is the party.")
    earlier = hit.found.recalled.earlier
    if earlier is not None and not kept.by:
        lines.append(
            f"It was {earlier.state} by {earlier.by} ({earlier.reason});"
            f" {hit.found.recalled.changed}."
        )
    published = hit.screening.published.isoformat()
    lines.append(f"{hit.screening.list} of {published}, entry {kept.entry}")
    return tuple(lines)
