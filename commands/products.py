"""`navicert products`: items that are shipped often, kept with their answers and put into deals."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.kept_deals import (
    declare_kept,
    keep,
    kept,
    kept_on,
    law_of_all,
    place_of,
    read_file,
    run_kept,
    write_out,
)

if TYPE_CHECKING:
    from records.templates import Products


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    declare_kept(actions, "product")
    keeping = actions.add_parser("keep", help="keep what describes an item of a deal file")
    keeping.add_argument("deal", metavar="DEAL", help="a deal file")
    keeping.add_argument("--name", required=True, metavar="NAME", help="what to call it")
    keeping.add_argument("--replace", action="store_true", help="replace the one of that name")
    putting = actions.add_parser("put", help="write a deal with the product for its item")
    putting.add_argument("name", metavar="NAME", help="the product")
    putting.add_argument("deal", metavar="DEAL", help="a deal file, which stays as it is")
    putting.add_argument("--out", type=Path, metavar="FILE", help="a new file (otherwise printed)")
    putting.add_argument("--add", action="store_true", help="as one more item of the deal")
    for action in (keeping, putting):
        action.add_argument(
            "--item", type=int, default=1, metavar="N", help="which item, of several (1)"
        )


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    from records.locations import products_folder
    from records.templates import Products

    store = Products(products_folder())
    if options.action == "keep":
        return _keep(options, store)
    return _put(options, store) if options.action == "put" else run_kept(options, store)


def _keep(options: argparse.Namespace, store: "Products") -> int:
    from engine.deals.starting import product_of

    ruleset = law_of_all()
    deal = read_file(options.deal, ruleset)
    place = place_of(deal, options.item)
    if place is None:
        return exits.USAGE
    return keep(store, product_of(deal, place, options.name, ruleset), ruleset, options.replace)


def _put(options: argparse.Namespace, store: "Products") -> int:
    from engine.deals.items import added, itemized
    from engine.deals.starting import product_facts, with_product
    from engine.facts import DealItem

    ruleset = law_of_all()
    found = store.find(options.name)
    product = kept(store, found, ruleset)
    deal = read_file(options.deal, ruleset)
    if options.add:
        deal = itemized(deal, "Item 1", ruleset.facts_of_item)
        own = product_facts(product, kept_on(found), ruleset)
        write_out(options.out, added(deal, DealItem(product.title, own)), ruleset)
        return exits.DONE
    place = place_of(deal, options.item)
    if place is None:
        return exits.USAGE
    write_out(options.out, with_product(deal, place, product, kept_on(found), ruleset), ruleset)
    return exits.DONE
