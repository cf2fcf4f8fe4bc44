"""JSON Schemas of deal and case files, made from what a ruleset asks.

Editors use them to complete names and to mark mistakes. YAML editors read `no` as false and `25`
as a number, so where Navicert reads text the schemas allow those too.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from engine.deals.cases import (
    CASE_VERSION,
    CONFIDENCES,
    DIFFICULTIES,
    OUTCOMES,
    SOURCE_KEYS,
    SUBJECTS,
)
from engine.deals.deal import VERSION
from engine.deals.element_reading import (
    CONTENT_KINDS,
    ENCRYPTION,
    FOOTNOTES,
    LISTINGS,
    NOT_KNOWN_WORDS,
    PARTY_ROLES,
)
from engine.deals.screening_answers import DISPOSITIONS
from engine.facts import FactType
from engine.model import FactDeclaration, Ruleset

Schema = dict[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_YES_NO: Final[Schema] = {"enum": ["yes", "no", True, False]}
_TEXT: Final[Schema] = {"type": ["string", "number", "boolean"]}
_AMOUNT: Final[Schema] = {"type": ["string", "number"]}
_FOOTNOTE: Final[Schema] = {"enum": [*FOOTNOTES, *map(int, FOOTNOTES), *FOOTNOTES.values()]}
_ECCN: Final[Schema] = {
    "type": ["string", "number"],  # YAML 1.2 takes 3E001 for a number
    "pattern": r"^\s*([0-9][A-Ea-e][0-9]{3}(\.[A-Za-z0-9]+)*|[Ee][Aa][Rr]99)\s*$",
}


def deal_schema(ruleset: Ruleset) -> Schema:
    """The schema of deal files under the ruleset."""
    return {
        "$schema": DRAFT,
        "title": f"Navicert deal ({ruleset.regime.name})",
        "type": "object",
        "required": ["navicert"],
        "anyOf": [{"required": ["facts"]}, {"required": ["items"]}],
        "additionalProperties": False,
        "properties": {
            "navicert": {"const": VERSION},
            "title": _TEXT,
            "as_of": {**_TEXT, "description": "the date whose law applies, such as 2026-07-23"},
            "note": _TEXT,
            "facts": _facts(ruleset, lenient=False),
            "items": {
                "type": "array",
                "minItems": 1,
                "description": "the items of a deal that has several, with answers of their own",
                "items": {
                    "type": "object",
                    "required": ["name"],
                    "additionalProperties": False,
                    "properties": {"name": _TEXT, "facts": _item_facts(ruleset)},
                },
            },
        },
        "$defs": _definitions(ruleset),
    }


def case_schema(ruleset: Ruleset, rules: Iterable[str] = ()) -> Schema:
    """The schema of case files under the ruleset; `rules` are those that a case may name, where
    they are not the ruleset's own."""
    named = {"type": "array", "items": {"enum": sorted(set(rules) | set(ruleset.rules))}}
    codes = {"type": "array", "items": {"type": "string"}}
    expect = {
        **_object(
            {
                "outcome": {"enum": list(OUTCOMES)},
                "accept": {"type": "array", "items": {"enum": list(OUTCOMES)}},
                "subject": {"enum": [*SUBJECTS, True, False]},
                "routes": named,
                "requirements": named,
                "exceptions": _object({"available": codes, "barred": codes}),
                "mentions": named,
            }
        ),
        "required": ["outcome"],
    }
    return {
        "$schema": DRAFT,
        "title": f"Navicert case ({ruleset.regime.name})",
        "type": "object",
        "required": ["navicert", "id", "title", "facts", "expect"],
        "additionalProperties": False,
        "properties": {
            "navicert": {"const": CASE_VERSION},
            "id": _TEXT,
            "title": _TEXT,
            "topic": _TEXT,
            "difficulty": {"enum": [*map(int, DIFFICULTIES), *DIFFICULTIES]},
            "story": _TEXT,
            "sources": {"type": "array", "items": _object(dict.fromkeys(SOURCE_KEYS, _TEXT))},
            "as_of": _TEXT,
            "regime": {**_TEXT, "description": "the regime that “expect” is of"},
            "background": _TEXT,
            "facts": _facts(ruleset, lenient=True),
            "expect": expect,
            "expect_in": {"type": "object", "additionalProperties": expect},
            "confidence": {"enum": list(CONFIDENCES)},
            "mistake": _TEXT,
            "why": _TEXT,
        },
        "$defs": _definitions(ruleset),
    }


def _facts(ruleset: Ruleset, lenient: bool) -> Schema:
    return {
        **_object(
            {
                name: _fact(declaration, lenient)
                for name, declaration in ruleset.facts.items()
                if not declaration.derived
            }
        ),
        "type": ["object", "null"],
    }


def _item_facts(ruleset: Ruleset) -> Schema:
    """Any fact but the parties, which the items share; each is described under `facts` once."""
    shared = "#/properties/facts/properties/"
    names = [
        name
        for name, declaration in ruleset.facts.items()
        if not declaration.derived and declaration.type is not FactType.PARTIES
    ]
    return {
        **_object({name: {"$ref": shared + name} for name in names}),
        "type": ["object", "null"],
    }


def _fact(declaration: FactDeclaration, lenient: bool) -> Schema:
    value = _value(declaration)
    long: Schema = _object(
        {
            "value": value,
            "unknown": {"enum": ["yes", True]},
            "assumed": value,
            "by": _TEXT,
            "source": _TEXT,
            "reason": _TEXT,
        }
    )
    long["oneOf"] = [{"required": [form]} for form in ("value", "unknown", "assumed")]
    forms: list[Schema] = [long]
    if lenient or not (declaration.default or declaration.type is FactType.JUDGEMENT):
        forms.insert(0, value)
    elif not lenient:
        told: Schema = {"required": ["by", "reason"]}
        long["anyOf"] = [{"required": ["unknown"]}, told]
        if declaration.default:
            long.update(told)
            long["oneOf"] = [{"required": ["assumed"]}]
    if not declaration.default:
        forms.append({"enum": list(NOT_KNOWN_WORDS)})
    words = (declaration.ask, declaration.help, declaration.cite and f"({declaration.cite})")
    return {
        "title": declaration.short,
        "description": " ".join(" ".join(filter(None, words)).split()),
        "anyOf": forms,
    }


def _value(declaration: FactDeclaration) -> Schema:
    choices = _words({choice.value: choice.label for choice in declaration.choices})
    schemas: Mapping[FactType, Schema] = {
        FactType.YES_NO: _YES_NO,
        FactType.JUDGEMENT: _YES_NO,
        FactType.CHOICE: choices,
        FactType.SET: _several(choices),
        FactType.COUNTRY: {"$ref": "#/$defs/country"},
        FactType.COUNTRIES: _several({"$ref": "#/$defs/country"}),
        FactType.ECCN: {"$ref": "#/$defs/eccn"},
        FactType.ECCNS: _several({"$ref": "#/$defs/eccn"}),
        FactType.MONEY: _AMOUNT,
        FactType.PERCENT: _AMOUNT,
        FactType.NUMBER: _AMOUNT,
        FactType.DATE: {"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"},
        FactType.TEXT: _TEXT,
        FactType.PARTIES: {"type": "array", "items": {"$ref": "#/$defs/party"}},
        FactType.CONTENT: {"type": "array", "items": {"$ref": "#/$defs/line"}},
    }
    return schemas[declaration.type]


def _definitions(ruleset: Ruleset) -> Schema:
    country = {"$ref": "#/$defs/country"}
    listings, footnotes = _several(_words(LISTINGS)), _several(_FOOTNOTE)
    screening = {"type": "array", "items": _screening(listings, footnotes)}
    owner = _object(
        {
            "name": _TEXT,
            "share": _AMOUNT,
            "listings": listings,
            "footnotes": footnotes,
            "screening": screening,
        }
    )
    party = _object(
        {
            "name": _TEXT,
            "roles": _several(_words(PARTY_ROLES)),
            "country": country,
            "headquarters": _several(country),
            "listings": listings,
            "footnotes": footnotes,
            "government_of": country,
            "owners": {"anyOf": [{"type": "array", "items": owner}, *_not_known()]},
            "address": _TEXT,
            "note": _TEXT,
            "screening": screening,
        }
    )
    line = _object(
        {
            "description": _TEXT,
            "eccn": {"anyOf": [{"$ref": "#/$defs/eccn"}, *_not_known()]},
            "origin": country,
            "value": _AMOUNT,
            "kind": _words(CONTENT_KINDS),
            "incorporated": {"anyOf": [_YES_NO, *_not_known()]},
            "bundled": {"anyOf": [_YES_NO, *_not_known()]},
            "encryption": _words(ENCRYPTION),
        }
    )
    codes = [country.code for country in ruleset.countries.values()]
    return {
        # A name or an alias is read too, so the codes are offered and other text is let through.
        "country": {"anyOf": [{"enum": codes}, {"type": ["string", "boolean"]}]},
        "eccn": _ECCN,
        "party": {**party, "required": ["name"]},
        "line": {**line, "required": ["description"]},
    }


def _screening(listings: Schema, footnotes: Schema) -> Schema:
    hit = _object(
        {
            **dict.fromkeys(("entry", "source", "name", "by", "reason", "on"), _TEXT),
            "score": _AMOUNT,
            "listings": listings,
            "footnotes": footnotes,
            "disposition": {"enum": list(DISPOSITIONS)},
        }
    )
    screening = _object(
        {
            **dict.fromkeys(
                ("list", "name", "country", "published", "digest", "threshold_reason"), _TEXT
            ),
            "threshold": _AMOUNT,
            "sample": _YES_NO,
            "hits": {"type": "array", "items": hit},
        }
    )
    return {**screening, "required": ["list", "published", "threshold"]}


def _object(properties: Mapping[str, Any]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties)}


def _words(words: Mapping[str, str]) -> Schema:
    """One of the words, by itself or by its label; words that YAML changes are allowed as such."""
    known: list[Any] = list(dict.fromkeys([*words, *filter(None, words.values())]))
    known.extend(value for word, value in (("yes", True), ("no", False)) if word in words)
    return {"enum": known}


def _several(part: Schema) -> Schema:
    """A list of parts, or text with commas between them."""
    return {"anyOf": [{"type": "array", "items": part}, {"type": "string"}]}


def _not_known() -> Iterable[Schema]:
    return ({"enum": list(NOT_KNOWN_WORDS)},)
