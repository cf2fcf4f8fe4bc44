"""Parties and lines of a bill of materials in full: what a learner has to hold against the rules,
where a sum or a name in a line would not do."""

from collections.abc import Iterator

from engine.explanation.wording import joined, money_words, percent_words
from engine.facts import LISTING_TITLES, ContentLine, Owner, Party, Value
from engine.model import Ruleset


def element_lines(value: Value | None, ruleset: Ruleset) -> tuple[str, ...]:
    """A line for each line of a bill of materials, and for what is known of a party beyond its
    roles, country and listings."""
    if not isinstance(value, tuple):
        return ()
    found: list[str] = []
    for element in value:
        if isinstance(element, ContentLine):
            found.append(_content_words(element, ruleset))
        elif isinstance(element, Party):
            found += (f"{element.name}: {words}" for words in _party_words(element, ruleset))
    return tuple(found)


def _content_words(line: ContentLine, ruleset: Ruleset) -> str:
    parts = [
        str(line.eccn) if line.eccn is not None else "ECCN not known",
        f"origin {_country(line.origin, ruleset)}" if line.origin else "origin not known",
        money_words(line.value) if line.value is not None else "value not known",
    ]
    if line.kind:
        parts.append(line.kind)
    if line.incorporated is not None:
        parts.append("incorporated" if line.incorporated else "not incorporated")
    if line.bundled is not None:
        parts.append("bundled" if line.bundled else "not bundled")
    if line.encryption:
        parts.append(f"encryption: {line.encryption}")
    return f"{line.description}: {', '.join(parts)}"


def _party_words(party: Party, ruleset: Ruleset) -> Iterator[str]:
    if party.address:
        yield f"address {party.address}"
    elsewhere = (party.headquarters or frozenset()) - {party.country}
    if elsewhere:
        named = joined(_country(code, ruleset) for code in sorted(elsewhere))
        yield f"headquartered, or its ultimate parent, in {named}"
    if party.footnotes:
        yield f"footnote {joined(sorted(party.footnotes))} of the Entity List"
    if party.government_of:
        yield f"government of {_country(party.government_of, ruleset)}"
    for owner in party.owners or ():
        yield f"owned by {_owner_words(owner)}"
    if party.note:
        yield party.note


def _owner_words(owner: Owner) -> str:
    share = "share not known" if owner.share is None else percent_words(owner.share)
    if owner.listings is None:
        on = "not screened"
    elif owner.listings:
        on = f"on: {', '.join(LISTING_TITLES[name] for name in sorted(owner.listings))}"
    else:
        on = "on no list"
    return f"{owner.name} ({share}; {on})"


def _country(code: str, ruleset: Ruleset) -> str:
    return ruleset.countries[code].name if code in ruleset.countries else code
