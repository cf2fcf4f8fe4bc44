"""An exercise line by line: numbered choices out, a line of answer in.

Nothing here needs a terminal: a screen reader reads it, a script feeds it.
"""

import sys
from collections.abc import Sequence

from commands.talk import give, say
from engine.model import Ruleset
from engine.outcome import TITLES
from engine.practice.exercise import Exercise
from engine.practice.judging import Judged, Sheet, judge_sheet
from engine.practice.twins import Twin
from engine.practice.words import (
    ABOUT_DECIDING,
    ABOUT_RULES,
    ASK_DECIDING,
    ASK_OUTCOME,
    ASK_RULE,
    OUTCOMES,
    SAID,
    about,
    as_text,
    case_sections,
    heading,
    result_sections,
    rule_section,
)
from engine.truth import NO, OPEN, YES

TRUTHS = (YES, NO, OPEN)


class Ended(Exception):  # noqa: N818 - it is no error: nobody answers any more
    """The input ended."""


def do_exercise(exercise: Exercise, ruleset: Ruleset) -> Judged:
    """Show a case, ask for the answers, judge them and tell. Raises Ended."""
    give(f"{heading(exercise)}\n{about(exercise)}\n\n{as_text(case_sections(exercise))}\n")
    outcome = OUTCOMES[_ask(ASK_OUTCOME, [TITLES[one] for one in OUTCOMES])]
    give(f"\n{ABOUT_RULES} ? shows the rule's conditions.")
    verdicts = {}
    for number, rule in enumerate(exercise.rules, start=1):
        give(f"\nRule {number} of {len(exercise.rules)}, {rule.step}\n{rule.title} ({rule.cite})")
        text = as_text([rule_section(ruleset, rule.rule)])
        verdicts[rule.rule] = TRUTHS[_ask(ASK_RULE, [SAID[truth] for truth in TRUTHS], text)]
    give(f"\n{ABOUT_DECIDING}")
    deciding = _ask(ASK_DECIDING, [f"{rule.title} ({rule.cite})" for rule in exercise.rules])
    sheet = Sheet(outcome, exercise.rules[deciding].rule, verdicts)
    judged = judge_sheet(exercise, sheet)
    give("\n" + as_text(result_sections(exercise, judged)))
    sys.stdout.flush()
    return judged


def ask_twin(twins: Sequence[Twin]) -> Twin | None:
    """The twin that the learner wants to try, if any; none where the input has ended."""
    if not twins:
        return None
    give("\nTwins, on the other side of one line:")
    words = [f"The same, but {twin.words}" if twin.deal else twin.words for twin in twins]
    try:
        picked = _ask("Try one?", ["No", *words])
    except Ended:
        return None
    return twins[picked - 1] if picked else None


def _ask(question: str, choices: Sequence[str], text: str = "") -> int:
    """The place of the choice that was made, by its number or the beginning of its words; “?”
    shows the `text`, if there is one."""
    numbered = "\n".join(f"  {number}. {words}" for number, words in enumerate(choices, start=1))
    give(f"{question}\n{numbered}")
    sys.stdout.flush()
    while True:
        line = sys.stdin.readline()
        if not line:
            raise Ended
        typed = " ".join(line.split()).casefold()
        if text and typed == "?":
            give(text)
            sys.stdout.flush()
            continue
        fitting = [
            place
            for place, words in enumerate(choices)
            if typed == str(place + 1) or (typed and words.casefold().startswith(typed))
        ]
        if len(fitting) == 1:
            return fitting[0]
        say(f"Type a number from 1 to {len(choices)}, or how the answer begins.")
