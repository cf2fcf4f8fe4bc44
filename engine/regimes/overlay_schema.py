"""The JSON Schema of overlays, by which an editor completes and checks while one writes."""

from typing import Any

from engine.loading.load_fields import Keys
from engine.loading.ruleset_schema import ruleset_schema
from engine.regimes.overlay import CHANGE, OVERLAY_KEYS, RULE_CHANGE, SET_CHANGE, VERSION
from engine.regimes.regimes import Regimes

Schema = dict[str, Any]


def overlay_schema(regimes: Regimes) -> Schema:
    """The schema of overlays over these regimes; rules that are added look as in a ruleset."""
    law = ruleset_schema()
    text = {"$ref": "#/$defs/text"}
    day = {"$ref": "#/$defs/day"}
    members = {"type": "array", "items": text, "minItems": 1}
    sets = {name for ruleset in regimes.rulesets for name in ruleset.sets}
    rules = {name for ruleset in regimes.rulesets for name in ruleset.rules}
    of_set = {"set": {"enum": sorted(sets)}, "take_out": members, "put_in": members}
    intervals = {"type": "array", "items": {"$ref": "#/$defs/interval"}, "minItems": 1}
    of_rule = {"rule": {"enum": sorted(rules)}, "in_force": intervals, "lifted_from": day}
    change = {
        "regime": {"enum": list(regimes.by_id)},
        "sets": _several(_object(SET_CHANGE, {**of_set, "from": day, "until": day})),
        "rules": _several(_object(RULE_CHANGE, of_rule)),
        "add": _several({"$ref": "#/$defs/rule"}),
    }
    overlay = Keys(("navicert", "title", "change"), OVERLAY_KEYS)
    whole = {
        "navicert": {"const": VERSION},
        "title": text,
        "note": text,
        "change": {**_several(_object(CHANGE, change)), "minItems": 1},
    }
    return {
        "$schema": law["$schema"],
        "title": "Navicert overlay",
        "description": "Hypothetical changes of the law, for an exercise.",
        **_object(overlay, whole),
        "$defs": law["$defs"],
    }


def _several(part: Schema) -> Schema:
    return {"type": "array", "items": part}


def _object(keys: Keys, of: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {key: of[key] for key in dict.fromkeys(keys.known)},
        "required": list(keys.must),
        "additionalProperties": False,
    }
