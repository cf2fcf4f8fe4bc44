"""`navicert schema`: JSON Schemas, for editors."""

import argparse
import json
import sys

from commands import exits
from commands.law import REGIME, load


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=("deal", "case", "ruleset"), help="whose schema")
    parser.add_argument("--regime", default=REGIME, help="a regime by name, or its folder's path")


def run(options: argparse.Namespace) -> int:
    if options.kind == "ruleset":
        from engine.loading.ruleset_schema import ruleset_schema

        schema = ruleset_schema()
    else:
        from engine.deals.deal_schema import case_schema, deal_schema

        make = deal_schema if options.kind == "deal" else case_schema
        schema = make(load(options.regime))
    sys.stdout.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    return exits.DONE
