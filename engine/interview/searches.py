"""Finding countries and list entries by a few letters."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from engine.eccn import EAR99
from engine.model import Ruleset

LIMIT = 60


class Found(NamedTuple):
    """What was found: its code or number, and its name or title (empty for a paragraph)."""

    key: str
    title: str = ""


Search = Callable[[str], Sequence[Found]]


def country_search(ruleset: Ruleset) -> Search:
    """Search by code, name and other names; names that begin with the text come first."""
    rows = [
        (
            country.code.casefold(),
            country.name.casefold(),
            [alias.casefold() for alias in country.aliases],
            Found(country.code, country.name),
        )
        for country in sorted(ruleset.countries.values(), key=lambda country: country.name)
    ]

    def search(text: str) -> Sequence[Found]:
        typed = " ".join(text.casefold().split())
        if not typed:
            return [row[3] for row in rows[:LIMIT]]
        ranked = []
        for place, (code, name, aliases, found) in enumerate(rows):
            rank = _country_rank(typed, code, name, aliases)
            if rank is not None:
                ranked.append((rank, place, found))
        ranked.sort(key=lambda row: row[:2])
        return [found for _, _, found in ranked[:LIMIT]]

    return search


def _country_rank(typed: str, code: str, name: str, aliases: list[str]) -> int | None:
    if typed == code:
        return 0
    if name.startswith(typed):
        return 1
    if any(alias.startswith(typed) for alias in aliases):
        return 2
    if f" {typed}" in name:
        return 3
    if typed in name or any(typed in alias for alias in aliases):
        return 4
    return None


def eccn_search(ruleset: Ruleset) -> Search:
    """Search list entries by number, paragraph and words of the title."""
    entries = sorted(ruleset.entries.values(), key=lambda entry: entry.eccn)
    rows = [(entry.eccn.casefold(), entry.title.casefold(), entry) for entry in entries]
    ear99 = Found(EAR99, "subject to the EAR, on no list entry")

    def search(text: str) -> Sequence[Found]:
        typed = " ".join(text.casefold().split())
        matches = [ear99] if not typed or EAR99.casefold().startswith(typed) else []
        head, dot, path = typed.partition(".")
        for number, title, entry in rows:
            if number == head and (dot or typed == number):
                matches.append(Found(entry.eccn, entry.title))
                matches += [
                    Found(f"{entry.eccn}.{paragraph}")
                    for paragraph in sorted(entry.paragraphs, key=_paragraph_order)
                    if paragraph.casefold().startswith(path)
                ]
            elif number.startswith(typed) or (len(typed) > 2 and _all_in(typed, title)):
                matches.append(Found(entry.eccn, entry.title))
            if len(matches) > LIMIT:
                break
        if dot:
            exact = [match for match in matches if match.key.casefold() == typed]
            matches = exact + [match for match in matches if match not in exact]
        return matches

    return search


def _all_in(typed: str, title: str) -> bool:
    return all(word in title for word in typed.split())


def _paragraph_order(paragraph: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part) for part in paragraph.split(".")
    )
