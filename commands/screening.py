"""What the commands that screen have in common: lists, memory, threshold, parties from text."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.talk import say

if TYPE_CHECKING:
    from engine.facts import Party
    from parties.disposition import Memory
    from parties.entries import Kind
    from parties.lists_at_hand import ListsAtHand
    from parties.matching.query import Threshold


def decisions_folder() -> Path:
    """Where what was decided about hits is kept."""
    from records.locations import data_folder

    return data_folder() / "screening"


def open_lists() -> "ListsAtHand":
    """The lists in use, or the sample, ready for screening. Raises `DamagedListError`."""
    from commands.lists import lists_folder
    from parties.lists_at_hand import ListsAtHand
    from records.locations import cache_folder

    return ListsAtHand(lists_folder(), cache_folder() / "screening")


def decisions() -> "Memory":
    """What was decided so far. Raises `DispositionError`."""
    from parties.decisions import decisions_in

    return decisions_in(decisions_folder())


def threshold_of(options: argparse.Namespace, otherwise: int) -> "Threshold":
    """The threshold that was named; leaves with a word where it lacks its reason. Where none was,
    the one in the settings, but for another than the usual one."""
    from parties.matching.query import DEFAULT_THRESHOLD, Threshold, ThresholdError

    if options.threshold is None and otherwise == DEFAULT_THRESHOLD:
        return _chosen_threshold()
    score = otherwise if options.threshold is None else options.threshold
    try:
        return Threshold(score, options.reason)
    except ThresholdError as error:
        say(f"navicert screen: {error} Say why with --reason TEXT.")
        raise SystemExit(exits.USAGE) from None


def _chosen_threshold() -> "Threshold":
    from parties.matching.query import chosen_threshold
    from records.settings import settings_here

    file = settings_here()
    settings = file.read().settings
    threshold, wrong = chosen_threshold(settings.screening_threshold, settings.threshold_reason)
    if wrong:
        say(f"{file.place_of('screening_threshold')}: {wrong} It is {threshold.score:g} for now.")
    return threshold


def kind_of(text: str) -> "Kind":
    """What a party is, in the word for it; unknown where nothing is said. Raises `ValueError`."""
    from engine.reading.typed_text import choice_of_words, shown
    from parties.entries import Kind
    from parties.lists.gathering import KINDS

    kind = KINDS.get(text.strip().casefold())
    if kind is None:
        known = choice_of_words([kind.value for kind in Kind])
        raise ValueError(f"{shown(text)} is no kind of party: write {known}")
    return kind


def tell_lists(lists: "ListsAtHand") -> bool:
    """Say which lists one may not rely on; whether one may rely on all of them."""
    today = date.today()
    for one in lists.about:
        if not one.sound(today):
            say(f"navicert: screened against {one.in_words(today)}")
    return all(one.sound(today) for one in lists.about)


def exit_code(listed: bool, sound: bool) -> int:
    """The exit code of what was found."""
    if listed:
        return exits.LISTED
    return exits.DONE if sound else exits.NOT_ALL_RIGHT


def parties_of(value: object) -> "tuple[Party, ...]":
    """The parties in a fact's value, none where it is not answered."""
    from engine.facts import Party

    given = value if isinstance(value, tuple) else ()
    return tuple(party for party in given if isinstance(party, Party))
