"""Countries as people type them: by code, by name or by another name."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from engine.model import Country
from engine.reading.typed_text import nearest, shown

_INDEXES: Final[dict[int, tuple[Mapping[str, Country], dict[str, set[str]]]]] = {}
_KEPT: Final = 8


def find_country(text: str, countries: Mapping[str, Country]) -> str:
    """The code of the country that `text` names.

    Raises `ValueError` where it names none, or more than one, with the nearest names.
    """
    named = _index(countries).get(_fold(text), set())
    if len(named) == 1:
        return next(iter(named))
    if named:
        choices = " or ".join(f"{code} ({countries[code].name})" for code in sorted(named))
        raise ValueError(f"{shown(text)} names more than one country: write {choices}")
    raise ValueError(f"{shown(text)} is not a country known here: {_nearest(text, countries)}")


def _index(countries: Mapping[str, Country]) -> dict[str, set[str]]:
    """Codes by folded code, name and alias; kept as long as the mapping itself is."""
    kept = _INDEXES.get(id(countries))
    if kept is not None and kept[0] is countries:
        return kept[1]
    index: dict[str, set[str]] = {}
    for country in countries.values():
        for name in (country.code, country.name, *country.aliases):
            index.setdefault(_fold(name), set()).add(country.code)
    if len(_INDEXES) >= _KEPT:
        _INDEXES.clear()
    _INDEXES[id(countries)] = (countries, index)
    return index


def _nearest(text: str, countries: Mapping[str, Country]) -> str:
    folded = _fold(text)
    holding = [
        country
        for country in countries.values()
        if len(folded) > 3 and folded in _fold(country.name)
    ][:4]
    if not holding:
        codes = {
            name.casefold(): country.code
            for country in countries.values()
            for name in (country.name, *country.aliases)
        }
        near = dict.fromkeys(codes[name] for name in nearest(text.casefold(), codes))
        holding = [countries[code] for code in near]
    if not holding:
        return "write its two-letter ISO code, such as NL, or its English name"
    named = [f"{country.code} ({country.name})" for country in holding]
    return f"did you mean {', '.join(named[:-1])}{' or ' if named[1:] else ''}{named[-1]}?"


def _fold(text: str) -> str:
    """Lower case, without accents, dots, and an article in front."""
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(sign) and sign not in ".’'"
    )
    return " ".join(bare.casefold().replace(",", " ").split()).removeprefix("the ")
