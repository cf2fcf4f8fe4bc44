"""`navicert start`: write a new deal that begins with a template, a product or a saved deal."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.kept_deals import kept, kept_on, write_out
from commands.talk import say

if TYPE_CHECKING:
    from engine.facts import Deal
    from engine.regimes.regimes import Regimes


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--template", metavar="NAME", help="begin with a template’s answers")
    start.add_argument("--product", metavar="NAME", help="begin with a product as the item")
    start.add_argument("--record", metavar="ID", help="begin with the answers of a saved deal")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a new file (otherwise printed)")


def run(options: argparse.Namespace) -> int:
    """Write the deal."""
    from commands.rulesets_at_hand import ALL, load_regimes

    regimes = load_regimes([ALL])
    deal = _record(options.record, regimes) if options.record else _kept(options, regimes)
    if deal is None:
        return exits.RECORDS
    write_out(options.out, deal, regimes.joined)
    return exits.DONE


def _kept(options: argparse.Namespace, regimes: "Regimes") -> "Deal":
    from engine.deals.starting import from_template, with_product
    from engine.facts import Deal
    from records.locations import products_folder, templates_folder
    from records.templates import Products, Templates

    ruleset = regimes.joined
    if options.template:
        templates = Templates(templates_folder())
        found = templates.find(options.template)
        return from_template(kept(templates, found, ruleset), kept_on(found), ruleset)
    products = Products(products_folder())
    found = products.find(options.product)
    return with_product(Deal(), 0, kept(products, found, ruleset), kept_on(found), ruleset)


def _record(record: str, regimes: "Regimes") -> "Deal | None":
    from commands.records import opened
    from engine.deals.starting import from_record

    with opened() as records:
        saved = records.get(record)
    if saved.deal_text is None:
        say(f"navicert: the deal of {record} was taken out, as its entries tell")
        return None
    past = from_record(saved.deal_text, saved.id, saved.saved_at.date(), regimes)
    for told in past.left_out:
        say(f"left out: {told}")
    return past.deal
