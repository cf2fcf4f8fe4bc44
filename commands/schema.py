"""`navicert schema`: JSON Schemas, for editors."""

import argparse

from commands import exits
from commands.rulesets_at_hand import ALL, load, load_regimes
from commands.talk import give_json


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=("deal", "case", "ruleset", "overlay"), help="whose schema")
    parser.add_argument(
        "--regime", help="a regime by name, or its folder's path (otherwise all that ship)"
    )


def run(options: argparse.Namespace) -> int:
    if options.kind == "ruleset":
        from engine.loading.ruleset_schema import ruleset_schema

        schema = ruleset_schema()
    elif options.kind == "overlay":
        from engine.regimes.overlay_schema import overlay_schema

        schema = overlay_schema(load_regimes([options.regime or ALL]))
    else:
        from engine.deals.deal_schema import case_schema, deal_schema

        if options.regime is None:
            regimes = load_regimes([ALL])
            law, rules = regimes.joined, [rule for r in regimes.rulesets for rule in r.rules]
        else:
            law = load(options.regime)
            rules = list(law.rules)
        schema = deal_schema(law) if options.kind == "deal" else case_schema(law, rules)
    give_json(schema)
    return exits.DONE
