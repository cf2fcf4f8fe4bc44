"""Deals that begin with answers from elsewhere: a template, a product, a deal that was saved.

Whatever is taken over says so in its source, so that a person sees which answers, judgements
among them, were not given for this deal.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from engine.deals.answers import read_date
from engine.deals.deal import DEAL_KEYS, VERSION, FileReading
from engine.deals.deal_source import read_source
from engine.deals.element_reading import read_line, read_note
from engine.deals.items import facts_of, with_answer
from engine.facts import Deal, DealItem, Facts, FactType, Owner, Party
from engine.model import Ruleset
from engine.reading.yaml_source import Map
from engine.regimes.regimes import Regimes

PARTIES: Final = "Parties"
LEFT_OUT: Final = (PARTIES, "End use")
"""Sections that a template leaves out unless somebody wants them: most deals have others."""

_MARK: Final = re.compile(
    r"(?:product|template|record|deal) .*?, (?:kept|saved|copied) \d{4}-\d{2}-\d{2}(?:; |$)"
)


def marked(facts: Facts, mark: str) -> Facts:
    """The answers with `mark` before their own source; a mark of before gives way."""
    return Facts(
        {
            name: replace(answer, source="; ".join(filter(None, (mark, _bare(answer.source)))))
            for name, answer in facts.items()
        }
    )


def taken_from(source: str) -> str:
    """The mark in a source: from which template, product, record or deal an answer was taken over;
    empty where it was given for the deal."""
    found = _MARK.match(source)
    return found.group().removesuffix("; ") if found else ""


def reusable(facts: Facts, ruleset: Ruleset) -> Facts:
    """The answers with which another deal may begin.

    Asked anew are what every deal is asked, amounts, judgements but for those that describe the
    item, what of an item turns on the deal, and all that was found of parties: these come as they
    are named, to be screened.
    """

    def kept(name: str) -> bool:
        if name in ruleset.facts_of_product:
            return True
        fact = ruleset.facts[name]
        if name in ruleset.facts_describing_item or fact.type is FactType.JUDGEMENT:
            return False
        if fact.section == PARTIES:
            return fact.type is FactType.PARTIES or bool(fact.default)
        return not fact.always_ask and fact.type is not FactType.MONEY

    return unscreened(Facts({n: a for n, a in facts.items() if kept(n)}), ruleset)


def _bare(source: str) -> str:
    found = _MARK.match(source)
    return source[found.end() :] if found else source


# Templates ----------------------------------------------------------------------------------------


def template_of(deal: Deal, name: str, sections: Collection[str], ruleset: Ruleset) -> Deal:
    """What a template keeps of a deal: of these sections the answers that are `reusable`, no date
    and no note."""

    def kept(facts: Facts) -> Facts:
        chosen = {n: a for n, a in facts.items() if ruleset.facts[n].section in sections}
        return reusable(Facts(chosen), ruleset)

    items = tuple(DealItem(item.name, kept(item.facts)) for item in deal.items)
    return Deal(name, None, kept(deal.facts), "", items)


def from_template(template: Deal, kept: date, ruleset: Ruleset) -> Deal:
    """A new deal with the answers of a template that was kept on that day."""
    mark = f"template {template.title}, kept {kept.isoformat()}"

    def begun(facts: Facts) -> Facts:
        return marked(reusable(facts, ruleset), mark)

    items = tuple(DealItem(item.name, begun(item.facts)) for item in template.items)
    return Deal("", None, begun(template.facts), "", items)


# Products -----------------------------------------------------------------------------------------


def product_of(deal: Deal, place: int, name: str, ruleset: Ruleset) -> Deal:
    """What a product keeps of the item at `place`: the answers that describe it in any deal."""
    facts = facts_of(deal, place)
    kept = {fact: facts[fact] for fact in facts if fact in ruleset.facts_of_product}
    return Deal(name, None, Facts(kept))


def product_facts(product: Deal, kept: date, ruleset: Ruleset) -> Facts:
    """The answers of a product that was kept on that day, as a deal takes them over."""
    own = {f: a for f, a in product.facts.items() if f in ruleset.facts_of_product}
    return marked(Facts(own), f"product {product.title}, kept {kept.isoformat()}")


def with_product(deal: Deal, place: int, product: Deal, kept: date, ruleset: Ruleset) -> Deal:
    """The deal with a product in place of the item at `place`: of what is asked of each item, all
    that the product does not answer is open."""
    own = product_facts(product, kept, ruleset)
    of_item = ruleset.facts_of_item
    for fact in facts_of(deal, place):
        if fact in of_item and fact not in own:
            deal = with_answer(deal, place, fact, None, of_item)
    for fact, answer in own.items():
        deal = with_answer(deal, place, fact, answer, of_item)
    return deal


# Past deals ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PastDeal:
    """A new deal with the answers of a saved one, and what could not be taken over, in words."""

    deal: Deal
    left_out: tuple[str, ...]


def from_record(text: str, record: str, saved: date, regimes: Regimes) -> PastDeal:
    """A new deal with the answers of a record's deal that are `reusable`. It has no date, so that
    the law of the day counts; what another regime's rule answered is left for that rule.

    Raises `InputFaults` where the text is no deal file.
    """
    ruleset = regimes.joined
    reading = FileReading(f"record {record}", ruleset, lenient=True, skips_unknown=True)
    root = reading.mapping_of(read_source(text, f"record {record}"), "a deal file", VERSION)
    reading.check_keys(root, DEAL_KEYS, "a deal file")
    title = reading.text(root, "title", read_line) or "Untitled deal"
    reading.text(root, "as_of", read_date)
    note = reading.text(root, "note", read_note) or ""
    facts = reading.facts(root)
    answered = {
        (answer.fact, ruled.regime.name)
        for ruled in regimes.rulesets
        for answer in ruled.regime.answers
    }
    own = {n: a for n, a in facts.items() if (n, a.by) not in answered}
    mark = f"record {record}, saved {saved.isoformat()}"
    told = root.get("facts")
    gone = [name for name in (told if isinstance(told, Map) else ()) if name not in ruleset.facts]
    left_out = [f"{name}: no fact of the rules that are loaded" for name in gone]
    left_out += [str(fault) for fault in reading.faults]
    facts = marked(reusable(Facts(own), ruleset), mark)
    return PastDeal(Deal(f"Copy of {title}", None, facts, note), tuple(left_out))


def deal_again(deal: Deal, today: date, ruleset: Ruleset) -> Deal:
    """A new deal with the answers of one at hand that are `reusable`; no date and no note."""
    title = deal.title or "Untitled deal"
    mark = f"deal {title}, copied {today.isoformat()}"

    def again(facts: Facts) -> Facts:
        return marked(reusable(facts, ruleset), mark)

    items = tuple(DealItem(item.name, again(item.facts)) for item in deal.items)
    return Deal(f"Copy of {title}", None, again(deal.facts), "", items)


def unscreened(facts: Facts, ruleset: Ruleset) -> Facts:
    """The answers with nothing said of lists that a party or an owner is on: a name is screened
    anew in each deal."""
    answers = dict(facts.answers)
    for name, answer in facts.items():
        if ruleset.facts[name].type is FactType.PARTIES and isinstance(answer.value, tuple):
            parties = tuple(map(_unscreened, _parties(answer.value)))
            answers[name] = replace(answer, value=parties)
    return Facts(answers)


def _parties(value: Iterable[object]) -> Iterable[Party]:
    return (part for part in value if isinstance(part, Party))


def _unscreened(party: Party) -> Party:
    owners = party.owners
    if owners is not None:
        owners = tuple(Owner(owner.name, owner.share) for owner in owners)
    return replace(party, listings=None, footnotes=None, screening=(), owners=owners)
