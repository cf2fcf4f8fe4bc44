"""What screening finds on the whole Consolidated Screening List, on a small fixed sample.

The whole measurement is `python bench/bench_screening.py`; here a change that loses names or raises
alarms is told in seconds. Needs ../shared/law/csl-official-format.json.gz, and skips without it.
"""

from datetime import date
from pathlib import Path

import pytest

from bench.screening_queries import listed, near_and_real
from bench.screening_scores import Scores, search_all
from parties.entries import Kind
from parties.lists.read import read_list
from parties.matching.match import Screener
from parties.matching.query import Query

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT.parent / "shared" / "law" / "csl-official-format.json.gz"
SAMPLE = ROOT / "fixtures" / "lists" / "sample.csv"

SEED = 909
EACH, UNLISTED = 10, 60

# Shares of so few names: a name more or less is a tenth of a class. The floors lie one or two names
# under what was found when they were set; the alarms a few above.
FLOORS = {
    **dict.fromkeys(("exact", "reorder", "legal_drop", "legal_swap", "diacritics"), 1.0),
    **dict.fromkeys(("case_punct", "homoglyph", "typo1", "cyrillic"), 0.9),
    **dict.fromkeys(("typo2", "translit", "token_add", "initials", "join_split", "mixed"), 0.8),
    **dict.fromkeys(("token_drop", "truncate", "vowel_drop", "ocr"), 0.6),
    "acronym": 0.1,
}


@pytest.fixture(scope="module")
def scores() -> Scores:
    if not LIST.exists():
        pytest.skip(f"{LIST} is absent: no whole list to screen against")
    whole = read_list(LIST, "csl", leave_out_unread=True).list
    screener = Screener(whole)
    return Scores(
        search_all(screener.best_scores, listed(whole.parties, EACH, SEED)),
        search_all(screener.best_scores, near_and_real(whole.parties, UNLISTED, SEED)),
    )


def test_every_class_of_misspelling_keeps_its_floor(scores: Scores) -> None:
    found = {kind: one.recall(75) for kind, one in scores.by_class().items() if one.listed}
    assert found.keys() == FLOORS.keys()
    assert {kind: share for kind, share in found.items() if share < FLOORS[kind]} == {}


def test_the_whole_keeps_its_floors(scores: Scores) -> None:
    assert scores.recall(80) >= 0.90
    assert scores.recall(75) >= 0.92
    assert scores.without_stress.recall(80) >= 0.95
    assert scores.without_stress.first(75) >= 0.95


def test_near_misses_and_real_firms_raise_few_alarms(scores: Scores) -> None:
    """These are the hard half of the unlisted names: spliced from listed ones, and real firms."""
    assert scores.false_alarms(75) <= 0.17
    assert scores.false_alarms(80) <= 0.10
    assert scores.false_alarms(90) <= 0.02


def test_every_name_of_the_sample_list_is_found() -> None:
    sample = read_list(SAMPLE, "sample", published=date(2026, 9, 1)).list
    screener = Screener(sample)
    for party in sample.parties:
        if party.kind is not Kind.ADDRESS:
            for name in party.names:
                hits = screener.screen(Query(name))
                assert (party.id, 100) in {(hit.party.id, hit.score) for hit in hits}, name
