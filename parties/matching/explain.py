"""Says in lines of text why a listed party is a hit."""

from parties.matching.align import AlignedWord
from parties.matching.likeness import Reason
from parties.matching.query import Agreement, Hit, Matched

HIGH, MEDIUM = 0.7, 0.4

_PLAIN = (Reason.SAME, Reason.ONLY_ASKED, Reason.ONLY_LISTED, Reason.LEGAL_FORM)


def weight_in_words(weight: float) -> str:
    """What a word tells: high if it is rare on the list, low if many names hold it."""
    if weight >= HIGH:
        return "high"
    return "medium" if weight >= MEDIUM else "low"


def explanation(hit: Hit) -> tuple[str, ...]:
    """The score, which words met and why, and what agrees beside the name; plain text, one line
    each."""
    name = f"{hit.name} (alias of {hit.party.name})" if hit.alias else hit.name
    lines = [f"{hit.score:g}  {hit.band}  {name}  {hit.party.source}"]
    if hit.note:
        lines.append(f"    {hit.note}")
    lines += _table(hit.words)
    lines.append(
        f"    beside the name: country {hit.country}, kind {hit.kind}, address {hit.address}"
    )
    if hit.address_match is not None and hit.matched is Matched.NAME:
        near = hit.address_match
        called = "same" if hit.address is Agreement.AGREES else "similar"
        lines.append(f"    {called} address ({near.score:g}): {near.address.text}")
        lines += _table(near.words)
    return tuple(line.rstrip() for line in lines)


def _table(words: tuple[AlignedWord, ...]) -> list[str]:
    rows = [("your words", "listed words", "why", "weight")]
    for word in words:
        fuzzy = word.reason not in _PLAIN
        why = f"{word.reason} {word.likeness:.2f}" if fuzzy else str(word.reason)
        rows.append((word.asked or "–", word.listed or "–", why, weight_in_words(word.weight)))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return [
        "    " + "  ".join([*(row[k].ljust(widths[k]) for k in range(3)), row[3]]) for row in rows
    ]
