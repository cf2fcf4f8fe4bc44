"""A second set of names, made offline by the package sanctions-screening-benchmark: its classes of
changes and its near misses, over the list that is measured."""

import random
from collections.abc import Sequence

from ssb.benchmark import build
from ssb.sources import Entity, ListSnapshot

from bench.screening_queries import Asked, all_names, bag
from parties.entries import Kind, ListedParty

PARTIES, LISTED, UNLISTED = 400, 2400, 1167
SEED = 21


def names(parties: Sequence[ListedParty]) -> tuple[list[Asked], list[Asked]]:
    """Listed names that were changed, and near misses that are on no list."""
    chance = random.Random(SEED)
    same: dict[str, set[int]] = {}
    for at, name in all_names(parties):
        same.setdefault(bag(name), set()).add(at)
    persons = [at for at, party in enumerate(parties) if party.kind is Kind.PERSON]
    firms = [at for at, party in enumerate(parties) if party.kind in (Kind.ENTITY, Kind.UNKNOWN)]
    picked = chance.sample(persons, PARTIES // 2) + chance.sample(firms, PARTIES // 2)
    entities = [
        Entity(str(at), party.name, party.kind.value, [], list(party.aliases))
        for at, party in enumerate(parties)
    ]
    whole = ListSnapshot("csl", "", entities)
    part = ListSnapshot("csl", "", [entities[at] for at in picked])
    part.name_index = whole.name_index
    made = build(part, limit=None, individuals_only=False, max_per_class=1)
    listed, unlisted = [], []
    for case in made.cases:
        if case.expected_entity_id is not None:
            right = same.get(bag(case.source_name), set()) | {int(case.expected_entity_id)}
            listed.append(Asked(case.perturbation, case.query, frozenset(right)))
        elif bag(case.query) not in same:
            unlisted.append(Asked(case.perturbation, case.query))
    chance.shuffle(listed)
    chance.shuffle(unlisted)
    return listed[:LISTED], unlisted[:UNLISTED]
