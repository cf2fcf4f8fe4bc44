"""`navicert determine --suppose`: the deal with supposed answers, beside the deal as it is."""

import argparse
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.rulesets_at_hand import ALL, REGIME, load_regimes
from commands.talk import give, give_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.facts import Answer, Deal
    from engine.interview.law import Findings, Law
    from engine.regimes.in_items import InItems


def determine_supposed(options: argparse.Namespace, named_day: date | None) -> int:
    """Print both outcomes, what differs and the supposed determination; the exit code is that of
    the supposed outcome. Raises `InputFaults` where an answer cannot be read."""
    from engine.deals.deal_source import read_input
    from engine.deals.items import deals_of, has_several
    from engine.interview.engine_law import EngineLaw
    from engine.interview.supposing import MARK
    from records.reports.fresh import fresh_data, fresh_report

    law: Law = EngineLaw(*load_regimes([ALL]).rulesets, always=REGIME)
    if options.overlay is not None:
        path = Path(options.overlay)
        law = law.suppose(read_input(path, options.overlay), options.overlay)
    deal = law.read_deal(read_input(Path(options.deal), options.deal), options.deal)
    deal = replace(deal, as_of=named_day or deal.as_of or date.today())
    answers = supposed_answers(options.suppose, law)
    found = [beside_supposed(one, answers, law) for one in deals_of(deal)]
    over = _over(deal, found)
    now = datetime.now().astimezone()
    if options.json:
        data = [fresh_data(one, now) for one in found]
        give_json(data[0] if len(data) == 1 else data)
    else:
        texts = [fresh_report(one, "text", now, options.full).rstrip("\n") for one in found]
        head = [f"{MARK} {over.headline}"] if has_several(deal) else []
        give("\n\n".join([*head, *texts]))
    return exits.OF_OUTCOME[over.outcome]


def _over(deal: "Deal", found: "Sequence[Findings]") -> "InItems":
    """The supposed answer of the deal over its items."""
    from engine.outcome import Outcome
    from engine.regimes.in_items import ItemAnswer, in_items

    answers = []
    for place, one in enumerate(found):
        name = deal.items[place].name if deal.items else ""
        outcome, possible = Outcome(one.combined.outcome), map(Outcome, one.combined.possible)
        left = len(one.combined.questions)
        answers.append(ItemAnswer(place + 1, name, outcome, tuple(possible), left))
    return in_items(deal.title, "", answers)


def beside_supposed(deal: "Deal", answers: "Mapping[str, Answer | None]", law: "Law") -> "Findings":
    """What the deal would come to under other answers, beside what it comes to."""
    from engine.interview.supposing import Beside, explain_beside, what_if

    facts = deal.facts
    for name, answer in answers.items():
        facts = facts.with_answer(name, answer)
    supposed = replace(deal, facts=facts)
    day = deal.as_of or date.today()
    before, after = law.evaluate(deal.facts, day), law.evaluate(facts, day)
    beside = Beside(before, what_if(deal, before, supposed, after, law))
    return explain_beside(after, deal.title, law, beside)


def supposed_answers(texts: "Sequence[str]", law: "Law") -> "dict[str, Answer | None]":
    """The answers in `fact=value`: an empty value takes the answer back, “not known” is one.

    Raises `InputFaults` with every one that cannot be read."""
    from engine.facts import NOT_KNOWN, Answer
    from engine.faults import Fault, InputFaults
    from engine.model import Place
    from engine.reading.typed_text import shown, suggestion

    declared = law.ruleset.facts
    found: dict[str, Answer | None] = {}
    faults = []
    for number, text in enumerate(texts, start=1):
        name, sign, value = (part.strip() for part in text.partition("="))
        place = Place("--suppose", number, 1)
        fact = declared.get(name)
        if not sign:
            faults.append(Fault(place, f"{shown(text)} has no “=”", "write fact=value"))
        elif fact is None or fact.derived:
            near = suggestion(name, (n for n, one in declared.items() if not one.derived))
            faults.append(Fault(place, f"{shown(name)} is not a fact that is answered", near))
        elif not value:
            found[name] = None
        elif value.casefold() in ("not known", "unknown"):
            found[name] = NOT_KNOWN
        else:
            try:
                found[name] = Answer(law.read_value(fact, value), reason="supposed")
            except ValueError as error:
                faults.append(Fault(place, f"{name}: {error}", ""))
    if faults:
        raise InputFaults(faults)
    return found
