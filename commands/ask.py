"""`navicert ask`: the whole interview line by line, for screen readers and for scripts."""

import argparse
import io
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Final

from commands import exits
from commands.talk import say

if TYPE_CHECKING:
    from commands.ask_interview import Interview
    from commands.ask_talk import Talk
    from engine.facts import Deal
    from engine.interview.engine_law import EngineLaw
    from records.drafts import Drafts

PATIENCE: Final = 3
"""Lines in a row that may be misunderstood where no person sits at a terminal."""

SOON: Final = 0.5
"""Seconds of silence after which it is told what takes so long."""


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "deal", metavar="DEAL", nargs="?", type=Path, help="a deal file to go on from, as a copy"
    )
    parser.add_argument("--draft", metavar="NAME", help="go on with a draft, also one of the app")
    parser.add_argument(
        "--regime",
        action="append",
        metavar="REGIME",
        help="a regime by name, or the path of its folder; several side by side, or all (otherwise"
        " us-ear and every regime that the deal calls for)",
    )
    parser.add_argument(
        "--as-of", metavar="DATE", help="the deal is of this date, whose law applies"
    )
    parser.add_argument("--by", metavar="NAME", default="", help="who answers")
    parser.add_argument(
        "--answers",
        metavar="FILE",
        type=Path,
        help="read the lines from a file in place of stdin; stops at the first that is not"
        " understood",
    )
    parser.add_argument(
        "--patience",
        metavar="N",
        type=int,
        help=f"stop after N lines in a row that are not understood (otherwise {PATIENCE} from a"
        " pipe, 1 from --answers, never at a terminal)",
    )


def run(options: argparse.Namespace) -> int:
    wrong = _wrong_usage(options)
    if wrong:
        say(f"navicert ask: {wrong}")
        return exits.USAGE
    with _lines(options.answers) as (read, at_terminal), _ended_as_by_ctrl_c():
        interview = _prepared(options, _talk(options, read, at_terminal))
        return _led(interview)


def _wrong_usage(options: argparse.Namespace) -> str:
    if options.deal is not None and options.draft is not None:
        return "go on from a deal file or with a draft: leave one out"
    if options.patience is not None and options.patience < 1:
        return "--patience is a number from 1"
    if options.as_of is not None:
        from engine.deals.answers import read_date

        try:
            read_date(options.as_of)
        except ValueError as error:
            return f"--as-of: {error}"
    return ""


# Lines in -----------------------------------------------------------------------------------------


@contextmanager
def _lines(answers: Path | None) -> Iterator[tuple[Callable[[], str], bool]]:
    """What gives the next line, and whether a person types them."""
    if answers is not None:
        from engine.deals.deal_source import read_input

        text = read_input(answers, str(answers)).decode("utf-8", "surrogateescape")
        yield io.StringIO(text).readline, False
        return
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    yield sys.stdin.readline, sys.stdin.isatty()


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """A closed terminal and a polite kill keep what was told of a party, as ctrl+c does."""
    # Not every system has all of them.
    kinds = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {kind: signal.signal(kind, signal.default_int_handler) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _talk(options: argparse.Namespace, read: Callable[[], str], at_terminal: bool) -> "Talk":
    from commands.ask_talk import Talk

    patience = options.patience
    if patience is None and not at_terminal:
        patience = PATIENCE if options.answers is None else 1
    return Talk(read, patience, echo=not at_terminal)


# Starting -----------------------------------------------------------------------------------------


def _prepared(options: argparse.Namespace, talk: "Talk") -> "Interview":
    with told_if_slow("loading the rules"):
        from commands.ask_interview import Desk, Interview
        from commands.ask_screening import Screening
        from commands.lists import lists_folder
        from commands.rulesets_at_hand import ALL, regime_folder
        from commands.screening import decisions_folder
        from engine.interview.session import begin
        from parties.matching.query import chosen_threshold
        from records.drafts import Drafts
        from records.locations import cache_folder, drafts_folder
        from records.settings import settings_here

        law = load_law(options.regime)
        drafts = Drafts(drafts_folder())
        deal = _deal(options, law, drafts)
        # As in the app: a threshold that lacks its reason is told, and the house's own counts.
        chosen = settings_here().read().settings
        threshold, fault = chosen_threshold(chosen.screening_threshold, chosen.threshold_reason)
        if fault:
            say(f"navicert ask: {fault}")
        cache = cache_folder() / "screening"
        screening = Screening(lists_folder(), decisions_folder(), cache, date.today(), threshold)
        added = tuple(one.regime.id for one in law.rulesets) if options.regime else ()
        named = [name for name in options.regime or () if name != ALL]
        folders = {folder.name: folder for folder in map(regime_folder, named)}
        session = begin(law, deal, options.draft or drafts.new_name(deal.title))
        session = replace(session, added=added)
        user = options.by.strip() or chosen.user
        desk = Desk(drafts, screening, date.today, user, folders)
        interview = Interview(talk, law, session, desk)
    _greet(interview, resumed=options.draft is not None)
    return interview


def load_law(named: list[str] | None) -> "EngineLaw":
    """The regimes named, or every one that ships, as an interview asks them."""
    from commands.rulesets_at_hand import ALL, REGIME, load_regimes
    from engine.interview.engine_law import EngineLaw

    return EngineLaw(*load_regimes(named or [ALL]).rulesets, always=REGIME)


def _deal(options: argparse.Namespace, law: "EngineLaw", drafts: "Drafts") -> "Deal":
    from engine.deals.answers import read_date
    from engine.facts import Deal

    if options.draft is not None:
        data = drafts.open(options.draft).encode("utf-8", "surrogatepass")
        deal = law.read_deal(data, f"draft {options.draft}")
    elif options.deal is not None:
        from engine.deals.deal_source import read_input

        deal = law.read_deal(read_input(options.deal, str(options.deal)), str(options.deal))
    else:
        deal = Deal()
    return replace(deal, as_of=read_date(options.as_of)) if options.as_of else deal


@contextmanager
def told_if_slow(what: str) -> Iterator[None]:
    """Say on stderr what takes long, if it does."""
    timer = Timer(SOON, say, (f"navicert: {what} …",))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _greet(interview: "Interview", resumed: bool) -> None:
    deal, tell = interview.session.deal, interview.talk.tell
    day = deal.as_of.isoformat() if deal.as_of else "today"
    tell("Navicert asks line by line whether this deal needs a license.")
    if deal.items:
        tell(f"Deal: {interview.title_of()}. It has {len(deal.items)} items.")
    elif resumed or deal.facts:
        count = len(deal.facts)
        answers = "1 answer is" if count == 1 else f"{count} answers are"
        tell(f"Deal: {interview.title_of()}. {answers} there.")
    tell(f"The law is that of {day}.")
    tell(
        "Write an answer and press enter. Write ? if you do not know, help for help, where to hear"
        " where you are, quit to stop. The draft is kept after each answer."
    )


# Ending -------------------------------------------------------------------------------------------


def _led(interview: "Interview") -> int:
    """Lead the interview to its end, and say how it ended."""
    from commands.ask_interview import QuitError
    from commands.ask_talk import EndedError, GaveUpError

    try:
        interview.run()
    except KeyboardInterrupt:
        interview.talk.tell("")
        _say_end(interview)
        return exits.INTERRUPTED
    except GaveUpError as error:
        _say_end(interview)
        say(f"navicert ask: {error}")
        return exits.BAD_INPUT
    except (EndedError, QuitError):
        _say_end(interview)
    finished = interview.reading.left == 0 and not interview.unfinished
    return (
        exits.OF_OUTCOME[interview.reading.over_items[0]] if finished else exits.NEEDS_INFORMATION
    )


def _say_end(interview: "Interview") -> None:
    from engine.interview.spoken import left_words

    tell = interview.talk.tell
    tell("")
    if interview.session.supposing:
        tell("What was supposed is dropped: it is no answer of the deal.")
        interview.take(interview.session.drop_supposed())
    if interview.unfinished:
        tell("The answer at hand was not ended: it was not taken, or only in part.")
    tell(interview.headline())
    tell(left_words(interview.reading))
    if interview.saved:
        tell(f"The draft is kept. Go on with: navicert ask --draft {interview.draft}")
    elif interview.session.deal.facts or interview.session.deal.items:
        tell("Nothing was changed.")
    else:
        tell("Nothing was answered, so that there is no draft.")
