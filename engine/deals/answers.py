"""Between text and values: how an answer to a fact is read, written and shown, by its type.

Deal files, screens and bills of materials all come through here, so that a country, an amount or
an ECCN means the same wherever it was typed.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from engine.deals.amounts import (
    read_money,
    read_number,
    read_percent,
    show_amount,
    show_money,
    show_percent,
    write_amount,
)
from engine.deals.country_names import find_country
from engine.deals.element_reading import (
    LISTINGS,
    PARTY_ROLES,
    Problem,
    Reading,
    read_note,
    read_word,
    read_words,
    read_yes_no,
    texts_of,
)
from engine.deals.known_eccns import read_known_eccn
from engine.deals.list_answers import (
    LINE_LIMIT,
    PARTY_LIMIT,
    read_content_line,
    read_countries,
    read_party,
    write_content_line,
    write_party,
)
from engine.eccn import Eccn
from engine.evaluation.screened import listings_of, relied_on, unresolved
from engine.facts import ContentLine, FactType, OpenNumber, OpenSet, Party, Value
from engine.model import FactDeclaration, Ruleset
from engine.reading.typed_text import shown

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR: Final = 1949
"""The year of the Export Control Act, the first of the peacetime laws."""

_LAST_YEAR: Final = 2100


def read_value(
    declaration: FactDeclaration, raw: Any, ruleset: Ruleset, lenient: bool = False
) -> Value:
    """The value that `raw` (text, or a tree of text from a file) means for the fact.

    Lists may be given as text with commas, the empty list as `none`. A lenient reading, for tests
    of rules, lets parties and content lines have no name. Raises `ValueError` with sentences that
    say what is wrong and what would be right.
    """
    value, problems = read_parts(declaration, raw, ruleset, lenient)
    if value is None or problems:
        raise ValueError("; ".join(_located(problem) for problem in problems))
    return value


def read_parts(
    declaration: FactDeclaration, raw: Any, ruleset: Ruleset, lenient: bool = False
) -> tuple[Value | None, tuple[Problem, ...]]:
    """As `read_value`, with every problem and the way to it; the value is None if there are any."""
    reading = Reading(ruleset, lenient)
    value = _read(reading, declaration, raw)
    if value is None and not reading.problems:
        reading.fail((), f"this cannot be read as {declaration.type.value}")
    return (None if reading.problems else value), tuple(reading.problems)


def read_date(text: str) -> date:
    """An ISO date. Raises `ValueError` with a sentence."""
    try:
        if not _DATE.fullmatch(text.strip()):
            raise ValueError
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            f"{shown(text)} is not a date: write year-month-day, such as 2026-07-23"
        ) from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(
            f"{shown(text)} lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}: check the year"
        )
    return day


def write_value(declaration: FactDeclaration, value: Value) -> Any:
    """The value as text, or a tree of text, that `read_value` reads back to the same.

    Raises `ValueError` for values that only calculations have.
    """
    match value:
        case bool():
            return "yes" if value else "no"
        case frozenset():
            return sorted(value)
        case Decimal():
            return write_amount(value)
        case date():
            return value.isoformat()
        case str() | Eccn():
            return str(value)
        case tuple():
            return [_write_element(element) for element in value]
        case _:
            raise ValueError(f"{declaration.name}: a value known in part is not written to a file")


def show_value(declaration: FactDeclaration, value: Value, ruleset: Ruleset) -> str:
    """The value in words for people."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return _show_amount(declaration, value)
        case OpenNumber():
            low = _show_amount(declaration, value.low)
            if value.high is None:
                return f"at least {low}"
            return f"between {low} and {_show_amount(declaration, value.high)}"
        case OpenSet():
            certain = _show_set(declaration, value.certain, ruleset)
            possible = _show_set(declaration, value.possible - value.certain, ruleset)
            return f"{certain}; possibly {possible}" if value.certain else f"possibly {possible}"
        case frozenset():
            return _show_set(declaration, value, ruleset)
        case str() if declaration.type is FactType.COUNTRY:
            return _country_name(value, ruleset)
        case str():
            return _labels(declaration).get(value, value)
        case date():
            return value.isoformat()
        case Eccn():
            return str(value)
        case tuple():
            return _show_list(value, ruleset)


def _read(reading: Reading, declaration: FactDeclaration, raw: Any) -> Any:
    ruleset, where = reading.ruleset, ()
    match declaration.type:
        case FactType.PARTIES:
            parties = _read_elements(reading, raw, PARTY_LIMIT, "parties", read_party)
            if not reading.lenient and parties is not None and _only_senders(parties):
                reading.fail(
                    where,
                    "nobody gets the item: name at least one party that is not the exporter, or"
                    " write “not known”",
                )
                return None
            return parties
        case FactType.CONTENT:
            return _read_elements(reading, raw, LINE_LIMIT, "content lines", read_content_line)
        case FactType.SET:
            if isinstance(raw, str) and raw.strip() in _labels(declaration):
                return frozenset({raw.strip()})
            return read_words(reading, where, raw, _labels(declaration))
        case FactType.COUNTRIES:
            return read_countries(reading, where, raw)
        case FactType.ECCNS:
            return _read_eccns(reading, raw)
    if not isinstance(raw, str):
        kind = "a mapping" if isinstance(raw, Mapping) else "a list"
        reading.fail(where, f"this is {kind}: write {_example(declaration)}")
        return None
    if not raw.strip():
        reading.fail(where, f"nothing stands here: write {_example(declaration)}, or “not known”")
        return None
    match declaration.type:
        case FactType.YES_NO | FactType.JUDGEMENT:
            return reading.attempt(where, read_yes_no, raw)
        case FactType.CHOICE:
            return reading.attempt(where, lambda text: read_word(text, _labels(declaration)), raw)
        case FactType.COUNTRY:
            return reading.attempt(where, lambda text: find_country(text, ruleset.countries), raw)
        case FactType.ECCN:
            return reading.attempt(where, lambda text: read_known_eccn(text, ruleset), raw)
        case FactType.MONEY:
            return reading.attempt(where, read_money, raw)
        case FactType.PERCENT:
            return reading.attempt(where, read_percent, raw)
        case FactType.NUMBER:
            return reading.attempt(where, read_number, raw)
        case FactType.DATE:
            return reading.attempt(where, read_date, raw)
        case FactType.TEXT:
            return reading.attempt(where, read_note, raw)


def _only_senders(parties: tuple[Party | None, ...]) -> bool:
    """Whether no party could be the one that gets the item (15 CFR 748.5(c) to (f))."""
    return all(party is not None and party.roles == frozenset({"exporter"}) for party in parties)


def _read_elements(reading: Reading, raw: Any, limit: int, what: str, read: Any) -> Any:
    if isinstance(raw, str) and raw.strip().casefold() in ("none", "[]"):
        return ()
    if not isinstance(raw, list | tuple):
        reading.fail((), f"{what} are a list: write one “- ” for each, or [] for none")
        return None
    if len(raw) > limit:
        reading.fail((), f"there are {len(raw):,} {what}: write at most {limit:,}")
        return None
    return tuple(read(reading, (position,), part) for position, part in enumerate(raw))


def _read_eccns(reading: Reading, raw: Any) -> tuple[Eccn, ...] | None:
    parts = texts_of(reading, (), raw)
    if parts is None:
        return None
    eccns = [
        reading.attempt(at, lambda text: read_known_eccn(text, reading.ruleset), part)
        for at, part in parts
    ]
    return tuple(dict.fromkeys(eccns))


def _example(declaration: FactDeclaration) -> str:
    choices = declaration.choices
    return {
        FactType.YES_NO: "yes or no",
        FactType.JUDGEMENT: "yes or no",
        FactType.CHOICE: f"one word, such as {choices[0].value}" if choices else "one word",
        FactType.COUNTRY: "one country, such as NL",
        FactType.ECCN: "one ECCN, such as 3B001.f.1",
        FactType.MONEY: "U.S. dollars, such as 1500",
        FactType.PERCENT: "a percentage, such as 25",
        FactType.NUMBER: "a number, such as 1600",
        FactType.DATE: "a date, such as 2026-07-23",
    }.get(declaration.type, "text")


def _located(problem: Problem) -> str:
    if not problem.where:
        return problem.says
    way = " ".join(str(p + 1) if isinstance(p, int) else p for p in problem.where)
    return f"{way}: {problem.says}"


def _labels(declaration: FactDeclaration) -> dict[str, str]:
    return {choice.value: choice.label or choice.value for choice in declaration.choices}


def _country_name(code: str, ruleset: Ruleset) -> str:
    country = ruleset.countries.get(code)
    return country.name if country else code


def _show_amount(declaration: FactDeclaration, amount: Decimal) -> str:
    if declaration.type is FactType.MONEY:
        return show_money(amount)
    if declaration.type is FactType.PERCENT:
        return show_percent(amount)
    return show_amount(amount)


def _show_set(declaration: FactDeclaration, words: frozenset[str], ruleset: Ruleset) -> str:
    if declaration.type is FactType.COUNTRIES:
        return ", ".join(sorted(_country_name(code, ruleset) for code in words)) or "none"
    labels = _labels(declaration)
    return ", ".join(labels.get(word, word) for word in sorted(words)) or "none"


def _write_element(element: Eccn | Party | ContentLine) -> Any:
    if isinstance(element, Party):
        return write_party(element)
    if isinstance(element, ContentLine):
        return write_content_line(element)
    return str(element)


def _show_list(elements: tuple[Any, ...], ruleset: Ruleset) -> str:
    if not elements:
        return "none"
    if isinstance(elements[0], Party):
        return "; ".join(_show_party(party, ruleset) for party in elements)
    if isinstance(elements[0], ContentLine):
        return _show_content(elements)
    return ", ".join(str(element) for element in elements)


def _show_party(party: Party, ruleset: Ruleset) -> str:
    parts = [
        ", ".join(PARTY_ROLES.get(role, role) for role in sorted(party.roles or ())),
        _country_name(party.country, ruleset) if party.country else "country not known",
    ]
    parts.append(_show_listings(party))
    return f"{party.name} ({'; '.join(part for part in parts if part)})"


def _show_listings(party: Party) -> str:
    listings, screenings = listings_of(party), relied_on(party)
    waiting = sum(1 for _ in unresolved(screenings))
    if listings is None:
        return "screened against a sample alone" if party.screening else "not screened"
    certain = listings.certain if isinstance(listings, OpenSet) else listings
    on = "on: " + ", ".join(LISTINGS[name] for name in sorted(certain)) if certain else ""
    if waiting:
        return "; ".join(filter(None, (on, f"{waiting} open hit{'s' if waiting != 1 else ''}")))
    if on:
        return on
    if not screenings:
        return ""  # somebody answered that it is on no list
    cleared = any(screening.hits for screening in screenings)
    return "screened, every hit cleared" if cleared else "screened, no listed name"


def _show_content(lines: tuple[ContentLine, ...]) -> str:
    known = sum((line.value for line in lines if line.value is not None), Decimal(0))
    unknown = sum(line.value is None for line in lines)
    count = f"{len(lines):,} line{'s' if len(lines) != 1 else ''}"
    missing = f", {unknown:,} without a value" if unknown else ""
    return f"{count}, {show_money(known)} in all{missing}"
