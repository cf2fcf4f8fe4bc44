"""Records on the small law, saved before the app opens."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.determination import as_data
from engine.loading.load import ruleset_files, ruleset_of
from engine.model import Ruleset
from records.store import open_records
from tests.support.app import NOW, SMALL, small_law

DEALS = {
    "Tool to China": ("3B001.c", "CN", "Big Fab"),
    "Sample to Iran": ("EAR99", "IR", "Tehran Agent"),
    "Software to Germany": ("3B001", "DE", "Rhein Werke"),
}
_DEAL = """navicert: deal/1
title: {title}
as_of: 2026-07-23
facts:
  item.us_origin: yes
  item.description: the {title}
  item.eccn: {eccn}
  item.kind: commodity
  item.published: {{value: no, by: J. Doe, reason: secret}}
  destination.country: {country}
  parties:
    - {{name: {party}, roles: [end-user], country: {country}}}
"""


def deal_text(title: str) -> str:
    """The deal file of one of the deals."""
    eccn, country, party = DEALS[title]
    return _DEAL.format(title=title, eccn=eccn, country=country, party=party)


def journal(folder: Path) -> Path:
    return folder / "records" / "records.jsonl"


def fill(folder: Path, years: int | None = 5, titles: tuple[str, ...] = tuple(DEALS)) -> list[str]:
    """Save the deals, an hour apart, to be kept for so many years, or for as
    long as the law has it, which alone can be replayed; returns their numbers."""
    law, saved = small_law(), []
    with open_records(journal(folder)) as records:
        for place, title in enumerate(titles):
            text = deal_text(title)
            deal = law.read_deal(text.encode(), title)
            day = deal.as_of or NOW.date()
            found = law.explain(law.evaluate(deal.facts, day), title).combined.determinations[0]
            data: dict[str, Any] = as_data(found)
            if years is not None:
                kept = {"years": years, "cite": "SR 99", "rule": "r", "sentence": "s"}
                data["retention"] = [kept]
            digest = law.ruleset.digest
            records.keep_ruleset(digest, ruleset_files(SMALL))
            moment = NOW + timedelta(hours=place - 10)
            saved.append(
                records.save(
                    data, text, by="J. Doe", why=f"order {place}", now=moment, ruleset_digest=digest
                )
            )
    return saved


@lru_cache
def amended_law() -> Ruleset:
    """The small law after an amendment: nothing goes to China any more."""
    files = {
        name: content.replace(
            b"when: {destination.country: {is: IR}}", b"when: {destination.country: {in: [IR, CN]}}"
        )
        for name, content in ruleset_files(SMALL).items()
    }
    return ruleset_of(files, "small", None)
