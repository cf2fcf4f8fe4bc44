"""The JSON Schema of ruleset files, by which an editor completes and checks while one writes.

It is looser than the loader, which alone knows the other files. Scalars may come as numbers or
truth values, because an editor's YAML reader types them; the loader reads text.
"""

from collections.abc import Mapping
from typing import Any, Final

from engine.deals.element_reading import CONTENT_KINDS
from engine.evaluation.leaves import ATTRIBUTES, TESTS_BY_TYPE
from engine.facts import FactType
from engine.loading.load_conditions import GROUPS, VERSION
from engine.loading.load_days import INTERVAL, SOURCE, STANDINGS
from engine.loading.load_facts import CALCULATED, CHOICE, FACT
from engine.loading.load_fields import Keys
from engine.loading.load_files import FILES
from engine.loading.load_regime import ADVICE, ANSWER, CONTENT, REGIME, REQUIREMENT_KINDS, STEP
from engine.loading.load_rules import MAY, MUST, OF_VERB, OVERCOMES, SAY, TEST, UNLESS
from engine.loading.load_sets import COUNTRY, KINDS, MEMBER, SET
from engine.loading.load_tables import CHART_ROW, ENTRY, EXCEPTION, FOOTNOTE, HEADING, ROW
from engine.loading.paragraphs import SECTION
from engine.model import Verb

Schema = dict[str, Any]

SCHEMA_ID: Final = "https://json-schema.org/draft/2020-12/schema"

_TEXT: Final[Schema] = {"$ref": "#/$defs/text"}
_DAY: Final[Schema] = {"$ref": "#/$defs/day"}
_YES_NO: Final[Schema] = {"$ref": "#/$defs/yes-no"}
_CONDITION: Final[Schema] = {"$ref": "#/$defs/condition"}
_TEXTS: Final[Schema] = {"type": "array", "items": _TEXT, "uniqueItems": True}
_SOURCES: Final[Schema] = {"type": "array", "items": {"$ref": "#/$defs/source"}, "minItems": 1}


def ruleset_schema() -> Schema:
    """One schema for every file of a ruleset; which it is shows by its first key."""
    files = {
        "countries": _file("countries", "country"),
        "facts": _file("facts", "fact"),
        "sets": _file("sets", "set"),
        "chart": _file("chart", "chart-row"),
        "headings": _file("headings", "heading"),
        "entries": _file("entries", "entry"),
        "rules": _file("rules", "rule"),
        "paragraphs": _file("paragraphs", "section"),
        "regime": {"$ref": "#/$defs/regime"},
    }
    return {
        "$schema": SCHEMA_ID,
        "title": "Navicert ruleset file",
        "description": "Facts, sets, tables, rules, countries or the regime of a Navicert ruleset.",
        "oneOf": list(files.values()),
        "$defs": {
            "text": {"type": ["string", "number", "boolean"]},
            "day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "yes-no": {"enum": ["yes", "no", True, False]},
            **_of_law(),
            **_of_tables(),
            "rule": _rule(),
            "condition": _condition(),
            "test": _test(),
            "regime": _regime(),
            "section": _section(),
        },
    }


def _section() -> Schema:
    titles = {"type": "object", "additionalProperties": _TEXT}
    return _object(SECTION, {"paragraphs": titles, "aside": titles, "decides": _YES_NO})


def _object(keys: Keys, of: Mapping[str, Schema] | None = None, **more: Any) -> Schema:
    """A mapping with the loader's keys; those that `of` does not describe are texts."""
    of = of or {}
    strange = set(of) - set(keys.known)
    if strange:
        raise KeyError(f"the loader knows no {', '.join(sorted(strange))}")
    return {
        "type": "object",
        "properties": {key: of.get(key, _TEXT) for key in keys.known},
        "required": list(keys.must),
        "additionalProperties": False,
        **more,
    }


def _list_of(name: str, least: int = 1) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "minItems": least}


def _file(section: str, element: str) -> Schema:
    keys = FILES[section]
    of: dict[str, Schema] = {keys.must[0]: _list_of(element)}
    if "sources" in keys.known:
        of["sources"] = _SOURCES
    if "footnotes" in keys.known:
        of["footnotes"] = {"type": "array", "items": _object(FOOTNOTE, {"countries": _TEXTS})}
    if "columns" in keys.known:
        of["columns"] = _TEXTS
    return _object(keys, of)


def _of_law() -> dict[str, Schema]:
    interval = {
        "from": _DAY,
        "until": _DAY,
        "announced": _DAY,
        "standing": {"enum": list(STANDINGS)},
    }
    return {
        "source": _object(SOURCE, {"seen": _DAY, "confidence": {"enum": ["verified", "recalled"]}}),
        "interval": _object(INTERVAL, interval),
        "version": _object(VERSION, {**interval, "when": _CONDITION}),
        "fact": _object(
            FACT,
            {
                "type": {"enum": [kind.value for kind in FactType]},
                "effort": {"enum": [1, 2, 3, 4, 5, "1", "2", "3", "4", "5"]},
                "choices": {"type": "array", "items": _object(CHOICE), "minItems": 1},
                "applies_when": _CONDITION,
                "always_ask": _YES_NO,
                "derived": {"enum": list(CALCULATED)},
            },
        ),
    }


def _of_tables() -> dict[str, Schema]:
    days = {"from": _DAY, "until": _DAY}
    members: Schema = {"type": "array", "items": {"$ref": "#/$defs/member"}}
    paragraphs = {"only": _TEXTS, "excluded": _TEXTS}
    return {
        "country": _object(COUNTRY, {"aliases": _TEXTS}),
        "member": {"oneOf": [_TEXT, _object(MEMBER, days)]},
        "set": _object(
            SET,
            {
                "of": {"enum": list(KINDS)},
                "sources": _SOURCES,
                "members": members,
                "excluded": members,
                "union": _TEXTS,
                "minus": _TEXTS,
            },
        ),
        "chart-row": _object(CHART_ROW, {"marks": members}),
        "heading": _object(HEADING),
        "entry": _object(
            ENTRY,
            {
                "paragraphs": _TEXTS,
                "rows": {"type": "array", "items": _object(ROW, {**paragraphs, **days})},
                "exceptions": {
                    "type": "array",
                    "items": _object(
                        EXCEPTION,
                        {**paragraphs, "allowed": {"enum": ["yes", "no", "some", True, False]}},
                    ),
                },
                "sources": _SOURCES,
            },
        ),
    }


def _rule() -> Schema:
    """A rule: the keys of every verb, and for each verb those that it must and may not have."""
    own = {key for keys in OF_VERB.values() for key in keys.known}
    every = Keys(tuple(key for key in MUST if key != "say"), ("say", *MAY, *sorted(own)))
    whole = _object(
        every,
        {
            "verb": {"enum": [verb.value for verb in Verb]},
            "in_force": _list_of("interval"),
            "when": _CONDITION,
            "say": _object(SAY),
            "sources": _SOURCES,
            "unless": {"type": "array", "items": _object(UNLESS, {"when": _CONDITION})},
            "tests": {
                "type": "array",
                "items": _object(
                    TEST,
                    {
                        "given": {"type": "object"},
                        "expect": {"enum": ["yes", "no", "open", True, False]},
                        "as_of": _DAY,
                    },
                ),
            },
            "always": _YES_NO,
            "kind": {"enum": list(REQUIREMENT_KINDS)},
            "counts_content": _YES_NO,
            "overcomes": _object(
                OVERCOMES,
                {
                    "kinds": {"type": "array", "items": {"enum": list(REQUIREMENT_KINDS)}},
                    "reasons": _TEXTS,
                    "rules": _TEXTS,
                    "except_rules": _TEXTS,
                },
                minProperties=1,
            ),
            "removes": {"oneOf": [{"const": "all"}, _TEXTS]},
            "keeps": _TEXTS,
            "duties": _TEXTS,
            "keep_years": {"type": ["string", "integer"], "pattern": "^[1-9][0-9]?$"},
        },
    )
    whole["allOf"] = [_for_verb(verb, own) for verb in Verb]
    return whole


def _for_verb(verb: Verb, own: set[str]) -> Schema:
    keys = OF_VERB.get(verb, Keys())
    said = () if verb is Verb.DEFINES else ("say",)
    return {
        "if": {"properties": {"verb": {"const": verb.value}}, "required": ["verb"]},
        "then": {
            "required": [*said, *keys.must],
            "properties": dict.fromkeys(sorted(own - set(keys.known)), False),
        },
    }


def _condition() -> Schema:
    """Exactly one head, which a fact's name or an attribute may be, besides `label` and `cite`."""
    parts = _list_of("condition")
    return {
        "type": "object",
        "properties": {
            "label": _TEXT,
            "cite": _TEXT,
            **dict.fromkeys(GROUPS, parts),
            "rule": _TEXT,
            "exists": _object(Keys(("of", "where")), {"where": _CONDITION}),
            "dated": _list_of("version"),
        },
        "additionalProperties": {"$ref": "#/$defs/test"},
        "minProperties": 1,
        "maxProperties": 3,
    }


def _test() -> Schema:
    names = sorted(set().union(*TESTS_BY_TYPE.values()))
    either: Schema = {"oneOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
    attributes = sorted({name for of in ATTRIBUTES.values() for name in of})
    return {
        "type": "object",
        "description": f"A test of a fact, or inside exists of one of: {', '.join(attributes)}.",
        "properties": dict.fromkeys(names, either),
        "additionalProperties": False,
        "minProperties": 1,
    }


def _regime() -> Schema:
    kinds: Schema = {"type": "array", "items": {"enum": list(REQUIREMENT_KINDS)}}
    verbs: Schema = {"type": "array", "items": {"enum": [verb.value for verb in Verb]}}
    lines: Schema = {"type": "array", "items": {"enum": list(CONTENT_KINDS)}}
    counts = Keys((), tuple(CONTENT_KINDS))
    return _object(
        REGIME,
        {
            "verified_to": _DAY,
            "sections": _TEXTS,
            "steps": {
                "type": "array",
                "items": _object(STEP, {"verbs": verbs, "kinds": kinds}),
                "minItems": 1,
            },
            "not_checked": _TEXTS,
            "countries": _TEXTS,
            "item_sections": _TEXTS,
            "item_facts": _TEXTS,
            "not_of_product": _TEXTS,
            "not_checked_paragraphs": _YES_NO,
            "content": _object(
                CONTENT,
                {
                    "left_out": _TEXTS,
                    "counts": _object(counts, dict.fromkeys(CONTENT_KINDS, lines)),
                    "levels": {},
                },
            ),
            "advice": _object(ADVICE, dict.fromkeys(ADVICE.may, _TEXTS)),
            "answers": {
                "type": "array",
                "items": _object(ANSWER, {"where": _CONDITION}),
                "minItems": 1,
            },
        },
    )
