"""`navicert templates`: answers kept under a name, with which new deals begin."""

import argparse
from typing import TYPE_CHECKING

from commands import exits
from commands.kept_deals import declare_kept, keep, law_of_all, read_file, run_kept
from commands.talk import say

if TYPE_CHECKING:
    from records.templates import Templates


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    declare_kept(actions, "template")
    keeping = actions.add_parser("keep", help="keep answers of a deal file as a template")
    keeping.add_argument("deal", metavar="DEAL", help="a deal file")
    keeping.add_argument("--name", required=True, metavar="NAME", help="what to call it")
    keeping.add_argument(
        "--section",
        action="append",
        metavar="SECTION",
        help="a section whose answers are kept, such as Item; several, each with its own --section"
        " (otherwise all but Parties and End use)",
    )
    keeping.add_argument("--replace", action="store_true", help="replace the one of that name")


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    from records.locations import templates_folder
    from records.templates import Templates

    store = Templates(templates_folder())
    return _keep(options, store) if options.action == "keep" else run_kept(options, store)


def _keep(options: argparse.Namespace, store: "Templates") -> int:
    from engine.deals.starting import LEFT_OUT, template_of
    from engine.reading.typed_text import choice_of_words, shown

    ruleset = law_of_all()
    known = ruleset.regime.sections
    sections = options.section or [title for title in known if title not in LEFT_OUT]
    for section in sections:
        if section not in known:
            say(f"navicert: {shown(section)} is no section: write {choice_of_words(known)}")
            return exits.USAGE
    deal = template_of(read_file(options.deal, ruleset), options.name, sections, ruleset)
    return keep(store, deal, ruleset, options.replace)
