"""The parties of a deal file screened, and the deal written with what was found."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.talk import give, give_json, say

if TYPE_CHECKING:
    from engine.facts import Deal, Party
    from engine.model import Ruleset
    from parties.matching.query import Threshold

PARTIES = "parties"


def read_deal_file(path: Path) -> "tuple[Deal, Ruleset]":
    """A deal and the law that it is read under. Raises `InputFaults`."""
    from commands.rulesets_at_hand import load
    from engine.deals.deal import read_deal
    from engine.deals.deal_source import read_input

    ruleset = load()
    return read_deal(read_input(path, str(path)), str(path), ruleset), ruleset


def write_deal_file(
    path: Path, deal: "Deal", parties: "tuple[Party, ...]", ruleset: "Ruleset"
) -> None:
    """Put the deal with these parties at `path`, all of it or none. Raises `CannotSaveError`."""
    from engine.deals.deal import write_deal
    from engine.durable import write_whole
    from records.faults import cannot_save

    answer = replace(deal.facts[PARTIES], value=parties)
    deal = replace(deal, facts=deal.facts.with_answer(PARTIES, answer))
    try:
        write_whole(path, write_deal(deal, ruleset).encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise cannot_save(path, error) from error


def screen_deal_file(options: argparse.Namespace) -> int:
    """Screen every party and owner of the deal, tell what is open, and write the deal."""
    from commands.screen_words import name_data, open_words
    from commands.screening import (
        decisions,
        exit_code,
        open_lists,
        parties_of,
        tell_lists,
        threshold_of,
    )
    from parties.matching.query import DEFAULT_THRESHOLD
    from parties.screened_deal import open_hits, screen_one

    threshold = threshold_of(options, DEFAULT_THRESHOLD)
    deal, ruleset = read_deal_file(options.deal)
    parties = parties_of(deal.facts.value(PARTIES))
    if not parties:
        say(f"navicert: {options.deal} names no parties: there is nobody to screen")
        return exits.BAD_INPUT
    lists, memory = open_lists(), decisions()
    screened = [screen_one(party, lists, memory, threshold) for party in parties]
    found = [name for _, names in screened for name in names]
    after = tuple(party for party, _ in screened)
    if options.out is not None:
        write_deal_file(options.out, deal, after, ruleset)
    waiting = list(open_hits(after))
    if options.json:
        give_json([name_data(one) for one in found])
    else:
        for one in found:
            give(f"{one.who}: {_summary([hit.kept.disposition for hit in one.hits], threshold)}")
        if waiting:
            give("Open, and so the determination needs information or is heavier:")
        for hit in waiting:
            give(f"  {open_words(hit)}")
    sound = tell_lists(lists)
    if options.out is not None:
        say(f"written to {options.out}")
    elif not options.json:
        say("nothing is written: --out FILE writes the deal with what was found")
    listed = any(one.meets_somebody for one in found)
    return exit_code(listed, sound)


def _summary(dispositions: list[str], threshold: "Threshold") -> str:
    if not dispositions:
        return f"no listed name at or above {threshold.score:g}"
    words = [
        f"{dispositions.count(word)} {word}"
        for word in ("open", "escalated", "confirmed", "cleared")
        if word in dispositions
    ]
    return f"listed names: {', '.join(words)}"
