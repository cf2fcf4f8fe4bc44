"""Deals with several items: the deal of each by itself, and the changes that keep them together.

Every item is determined for itself, on its own answers and on those that the items share; where
both answer a fact, the item's own answer counts.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from engine.facts import Answer, Deal, DealItem, Facts


def has_several(deal: Deal) -> bool:
    """Whether the deal has more than one item, and so more than one answer."""
    return len(deal.items) > 1


def facts_of(deal: Deal, place: int) -> Facts:
    """The answers that hold for the item at `place`: its own, then those that the items share."""
    if not deal.items:
        return deal.facts
    return Facts({**deal.facts, **deal.items[place].facts})


def deal_of(deal: Deal, place: int) -> Deal:
    """The item at `place` as a deal of one item, named in the title where there are several."""
    title = deal.title
    if has_several(deal):
        title = f"{title or 'Untitled deal'} ({item_words(deal, place)})"
    return replace(deal, title=title, facts=facts_of(deal, place), items=())


def deals_of(deal: Deal) -> Iterator[Deal]:
    """The deal of each item, in their order; of a deal of one item, that deal."""
    return (deal_of(deal, place) for place in range(max(1, len(deal.items))))


def item_words(deal: Deal, place: int) -> str:
    """Which item it is: "item 2 of 3: Etcher"."""
    return f"item {place + 1} of {len(deal.items)}: {deal.items[place].name}"


def own_facts(deal: Deal, place: int, of_item: Collection[str]) -> Collection[str]:
    """The facts that the item at `place` answers for itself: those `of_item`, and any other that
    it has an answer of its own to. None where there is one item alone."""
    return {*of_item, *deal.items[place].facts} if has_several(deal) else ()


# Changes ------------------------------------------------------------------------------------------


def with_answer(
    deal: Deal, place: int, fact: str, answer: Answer | None, of_item: Collection[str]
) -> Deal:
    """The deal with one answer changed, or taken back where `answer` is None.

    A fact `of_item`, or one that the item at `place` answers for itself already, is changed for
    that item alone; any other for all. What is taken back for one item stays with the others.
    """
    if not deal.items:
        return replace(deal, facts=deal.facts.with_answer(fact, answer))
    own = deal.items[place].facts
    if fact not in of_item and fact not in own:
        return replace(deal, facts=deal.facts.with_answer(fact, answer))
    if answer is None and fact in of_item and fact in deal.facts:
        shared = deal.facts[fact]
        deal = replace(
            deal,
            facts=deal.facts.with_answer(fact, None),
            items=tuple(
                item
                if fact in item.facts
                else with_facts(item, item.facts.with_answer(fact, shared))
                for item in deal.items
            ),
        )
        own = deal.items[place].facts
    return put(deal, place, with_facts(deal.items[place], own.with_answer(fact, answer)))


def with_facts(item: DealItem, facts: Facts) -> DealItem:
    """The item with other answers of its own."""
    return replace(item, facts=facts)


def put(deal: Deal, place: int, item: DealItem) -> Deal:
    """The deal with another item at `place`."""
    return replace(deal, items=(*deal.items[:place], item, *deal.items[place + 1 :]))


def itemized(deal: Deal, name: str, of_item: Collection[str]) -> Deal:
    """A deal of one item with that item apart, so that others can stand beside it."""
    if deal.items:
        return deal
    own = Facts({fact: answer for fact, answer in deal.facts.items() if fact in of_item})
    shared = Facts({fact: answer for fact, answer in deal.facts.items() if fact not in of_item})
    return replace(deal, facts=shared, items=(DealItem(name, own),))


def added(deal: Deal, item: DealItem) -> Deal:
    """The deal with an item more, the last."""
    return replace(deal, items=(*deal.items, item))


def removed(deal: Deal, place: int) -> Deal:
    """The deal without the item at `place`; the last one that is left becomes the deal again."""
    items = (*deal.items[:place], *deal.items[place + 1 :])
    if len(items) > 1:
        return replace(deal, items=items)
    if not items:
        return replace(deal, items=())
    return replace(deal, facts=Facts({**deal.facts, **items[0].facts}), items=())
