"""`navicert letter`: the open questions of a deal as a letter to whoever would know."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.rulesets_at_hand import ALL, REGIME, load_regimes
from commands.talk import give, say

if TYPE_CHECKING:
    from records.reports.letter import LetterQuestion


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deal", metavar="DEAL", help="a deal file, YAML or JSON")
    parser.add_argument(
        "--to",
        metavar="WHO",
        help="whom to ask, such as maker, customer or “supplier of line 3”; without it, those who"
        " would know are listed with how many questions each",
    )
    parser.add_argument("--md", action="store_true", help="as Markdown (otherwise plain text)")
    parser.add_argument("--about", metavar="TEXT", default="", help="name what it is about")
    parser.add_argument("--reasons", action="store_true", help="name the rules that wait")
    parser.add_argument("--out", metavar="FILE", help="write to a file that is not there yet")


def run(options: argparse.Namespace) -> int:
    from engine.reading.typed_text import suggestion
    from records.reports.letter import addressees, letter_text, letter_to

    questions = _questions(options.deal)
    known = addressees(questions)
    if not known:
        say("navicert letter: no question is open")
        return exits.DONE
    if options.to is None:
        give("\n".join(f"{count:>4}  {who}" for who, count in known.items()))
        return exits.DONE
    if options.to not in known:
        near = suggestion(options.to, known) or f"there are: {', '.join(known)}"
        say(f"navicert letter: nobody called “{options.to}” would know: {near}")
        return exits.USAGE
    text = letter_text(letter_to(options.to, questions, options.about, options.reasons), options.md)
    if options.out is None:
        give(text.rstrip("\n"))
        return exits.DONE
    path = Path(options.out)
    if path.exists():
        say(f"navicert letter: {path} exists already: name another file")
        return exits.USAGE
    path.write_text(text, encoding="utf-8")
    say(f"written to {path}")
    return exits.DONE


def _questions(named: str) -> "Sequence[LetterQuestion]":
    from engine.deals.deal_source import read_input
    from engine.deals.items import deals_of, has_several, own_facts
    from engine.interview.engine_law import EngineLaw
    from records.reports.letter import ToAsk, letter_questions

    law = EngineLaw(*load_regimes([ALL]).rulesets, always=REGIME)
    deal = law.read_deal(read_input(Path(named), named), named)
    to_ask = []
    for place, one in enumerate(deals_of(deal)):
        evaluation = law.evaluate(one.facts, one.as_of or date.today())
        name = deal.items[place].name if has_several(deal) else ""
        own = own_facts(deal, place, law.ruleset.facts_of_item)
        findings = law.explain(evaluation, one.title)
        to_ask.append(ToAsk(findings, law.content(evaluation), name, own))
    return letter_questions(to_ask, law.ruleset.facts)
