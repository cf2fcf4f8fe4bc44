"""A new deal from one that was done: what it was about stays, what each deal must be asked again
is asked again."""

from dataclasses import replace

from engine.facts import Deal, Facts, FactType
from engine.interview.law import Law


def deal_again(deal: Deal, law: Law) -> Deal:
    """The deal without its day, its parties, the judgements of a person and what is always asked:
    these belong to the one deal that they were given for."""
    items = tuple(replace(item, facts=_kept(item.facts, law)) for item in deal.items)
    return replace(deal, as_of=None, note="", facts=_kept(deal.facts, law), items=items)


def _kept(facts: Facts, law: Law) -> Facts:
    declared = law.ruleset.facts
    anew = (FactType.PARTIES, FactType.JUDGEMENT)
    return Facts(
        {
            name: answer
            for name, answer in facts.items()
            if name in declared
            and not declared[name].always_ask
            and declared[name].type not in anew
        }
    )
