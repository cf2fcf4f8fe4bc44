"""`navicert train`: practice on worked cases, line by line, and what was learned."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from commands import exits
from commands.rulesets_at_hand import ALL, REGIME, load_regimes
from commands.talk import give, give_json, say

if TYPE_CHECKING:
    from engine.deals.case_files import CaseRead
    from engine.practice.exercise import Exercise
    from engine.practice.scores import Attempt
    from engine.regimes.regimes import Regimes
    from records.attempts import Attempts

STANDINGS = {"new": "not done", "wrong": "wrong", "right": "right"}


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions of the command, and the options of each."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="list the cases, a line each")
    _choice_options(listed)
    listed.add_argument("--json", action="store_true", help="as data")
    done = actions.add_parser(
        "run",
        help="do one case as an exercise: answers are read from stdin, a line each",
        description="Shows story and facts, asks with numbered choices, and judges. Without CASE,"
        " the first that meets the filters.",
    )
    done.add_argument("case", metavar="CASE", nargs="?", help="the id of a case")
    done.add_argument(
        "--weakest", action="store_true", help="a case that practices what went wrong"
    )
    _choice_options(done)
    shown = actions.add_parser("show", help="show a case, without its answer")
    shown.add_argument("case", metavar="CASE", help="the id of a case")
    shown.add_argument("--answer", action="store_true", help="with its answer, and its twins")
    shown.add_argument(
        "--given", action="store_true", help="with what the background takes as given"
    )
    _case_options(shown)
    scores = actions.add_parser("scores", help="tell what was right, by topic and by rule")
    scores.add_argument("--learner", default="", help="of one learner (otherwise of all)")
    form = scores.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="every attempt, and the sums, as data")
    form.add_argument("--csv", action="store_true", help="a row for each answer")


def _case_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cases",
        metavar="PATH",
        action="append",
        help="a case file, or a folder of them (otherwise those that ship, and your own)",
    )
    parser.add_argument("--regime", help="only cases of this regime, by name or its folder's path")


def _choice_options(parser: argparse.ArgumentParser) -> None:
    _case_options(parser)
    parser.add_argument("--topic", default="", help="only cases of this topic")
    parser.add_argument(
        "--difficulty", type=int, choices=(1, 2, 3), default=0, help="3 is 3 and harder"
    )
    parser.add_argument("--search", default="", metavar="WORDS", help="only cases with these words")
    parser.add_argument("--standing", choices=tuple(STANDINGS), help="as the learner left them")
    parser.add_argument("--learner", default="", help="whose practice it is; keeps the score")


def run(options: argparse.Namespace) -> int:
    """Do what the action says."""
    match options.action:
        case "list":
            return _list(options)
        case "run":
            return _run(options)
        case "show":
            return _show(options)
        case _:
            return _scores(options)


# Cases --------------------------------------------------------------------------------------------


def _read(options: argparse.Namespace) -> "tuple[Regimes, tuple[CaseRead, ...]]":
    """The regimes, and the cases that can be read; what is wrong with others is told."""
    from engine.deals.case_files import read_cases
    from engine.practice.choosing import each_once
    from records.locations import practice_cases

    regimes = load_regimes([options.regime or ALL])
    default = REGIME if options.regime is None else ""
    paths = [Path(path) for path in options.cases] if options.cases else practice_cases()
    law = regimes if options.regime is None else regimes.rulesets[0]
    every, faults = read_cases(paths, law, default)
    read, alike = each_once(every)
    for fault in (*faults, *alike):
        say(str(fault))
    unread = len({fault.place.file for fault in (*faults, *alike)})
    if unread:
        say(f"{unread} file{'s' if unread != 1 else ''} cannot be used; the others can")
    return regimes, read


def _chosen(
    options: argparse.Namespace, read: "Sequence[CaseRead]", standing: Mapping[str, str]
) -> "list[CaseRead]":
    from engine.practice.choosing import Wanted

    wanted = Wanted(
        options.search, options.topic, options.difficulty, STANDINGS.get(options.standing or "", "")
    )
    return [one for one in read if wanted.meets(one.case, standing)]


def _find(read: "Sequence[CaseRead]", named: str) -> "CaseRead":
    """The case with this id, in these letters or else in any; leaves with a word where there is
    none."""
    alike = [one for one in read if one.case.id.casefold() == named.casefold()]
    for one in sorted(alike, key=lambda one: one.case.id != named):
        return one
    from engine.reading.typed_text import shown, suggestion

    near = suggestion(named, [one.case.id for one in read]) or "“navicert train list” lists them"
    say(f"navicert: there is no case {shown(named)}; {near}")
    raise SystemExit(exits.USAGE)


def _list(options: argparse.Namespace) -> int:
    from engine.practice.scores import NEW, of_learner, standing_of

    _, read = _read(options)
    attempts = of_learner(_attempts(_store()), options.learner)
    standing = standing_of(attempts)
    chosen = _chosen(options, read, standing)
    if options.json:
        give_json(
            [
                {
                    "id": one.case.id,
                    "title": one.case.title,
                    "topic": one.case.topic,
                    "difficulty": one.case.difficulty,
                    "regime": one.case.regime,
                    "standing": standing.get(one.case.id, NEW),
                    "file": one.case.file,
                }
                for one in chosen
            ]
        )
        return exits.DONE
    for one in chosen:
        case = one.case
        mark = standing.get(case.id, "")
        give(f"{case.id:<10} {case.difficulty}  {mark:<6} {case.topic:<22} {case.title}".rstrip())
    sys.stdout.flush()
    say(f"{len(chosen)} of {len(read)} cases")
    return exits.DONE


def _show(options: argparse.Namespace) -> int:
    from engine.practice.offers import twins_offered
    from engine.practice.words import (
        Section,
        about,
        answer_sections,
        as_text,
        case_sections,
        deciding_lines,
        given_section,
        heading,
        outcome_lines,
    )

    regimes, read = _read(options)
    one = _find(read, options.case)
    exercise = _exercise(one, regimes)
    sections = list(case_sections(exercise))
    if options.given:
        sections.append(given_section(exercise))
    if options.answer:
        sections += [
            Section("Outcome", outcome_lines(exercise)),
            Section("What decided it", deciding_lines(exercise)),
            *(section for section in answer_sections(exercise) if section.lines),
        ]
        twins = twins_offered(one, read, regimes, datetime.now().date(), "")
        told = tuple(f"{twin.words}: {twin.outcome.value}" for twin in twins)
        sections.append(Section("Twins", told or ("None was found.",)))
    give(f"{heading(exercise)}\n{about(exercise)}\n\n{as_text(sections)}")
    return exits.DONE


def _exercise(one: "CaseRead", regimes: "Regimes") -> "Exercise":
    from engine.practice.exercise import evaluation_of, exercise_of

    return exercise_of(one, evaluation_of(one.case, one.deal, regimes, datetime.now().date()))


# The exercise -------------------------------------------------------------------------------------


def _run(options: argparse.Namespace) -> int:
    from commands.train_lines import Ended, ask_twin, do_exercise
    from engine.practice.choosing import rules_of_case
    from engine.practice.offers import exercise_of_twin, twins_offered
    from engine.practice.scores import attempt_of, of_learner, standing_of, weakest_cases

    regimes, read = _read(options)
    store = _store()
    attempts = of_learner(_attempts(store), options.learner)
    if options.case:
        one = _find(read, options.case)
    else:
        chosen = _chosen(options, read, standing_of(attempts))
        if options.weakest:
            by_id = {each.case.id: each for each in chosen}
            weak = weakest_cases(attempts, lambda i: rules_of_case(by_id[i].case), by_id)
            chosen = [by_id[name] for name in weak]
        if not chosen:
            say("navicert: no case is left that meets this")
            return exits.USAGE
        one = chosen[0]
    exercise = _exercise(one, regimes)
    right = True
    try:
        while True:
            judged = do_exercise(exercise, regimes.by_id[exercise.regime])
            right = right and judged.full
            if options.learner:
                now = datetime.now().astimezone()
                store.add(attempt_of(exercise, judged, options.learner, now))
                say(f"Kept for {options.learner}.")
            if judged.full or exercise.twin:
                break
            parting = judged.parting.rule if judged.parting else ""
            today = datetime.now().date()
            twin = ask_twin(twins_offered(one, read, regimes, today, parting))
            if twin is None:
                break
            if twin.case:
                one = _find(read, twin.case)
                exercise = _exercise(one, regimes)
            else:
                exercise = exercise_of_twin(one, twin, regimes, today)
    except Ended:
        say("navicert: the answers ended before the exercise did; it is not kept")
        return exits.BAD_INPUT
    return exits.DONE if right else exits.NOT_ALL_RIGHT


# Scores -------------------------------------------------------------------------------------------


def _store() -> "Attempts":
    from records.attempts import Attempts
    from records.locations import attempts_file

    return Attempts(attempts_file())


def _attempts(store: "Attempts") -> "tuple[Attempt, ...]":
    found = store.read()
    for fault in found.faults:
        say(str(fault))
    return found.attempts


def _scores(options: argparse.Namespace) -> int:
    from engine.practice.score_words import learners_of, score_sections
    from engine.practice.scores import of_learner
    from engine.practice.words import as_text
    from records.attempts import as_csv, as_json

    every = _attempts(_store())
    attempts = of_learner(every, options.learner)
    if options.json:
        sys.stdout.write(as_json(attempts))
    elif options.csv:
        sys.stdout.write(as_csv(attempts))
    else:
        titles = {}
        if attempts:
            rulesets = load_regimes([ALL]).rulesets
            titles = {rule.id: rule.title for r in rulesets for rule in r.rules.values()}
        give(as_text(score_sections(attempts, titles)))
        if not options.learner and len(learners_of(every)) > 1:
            say(f"learners: {', '.join(learners_of(every))}; --learner shows one")
    return exits.DONE
