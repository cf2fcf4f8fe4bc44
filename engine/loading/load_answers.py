"""Reading how a regime stands to others: its countries, and the facts of theirs that it answers."""

import re
from collections.abc import Sequence
from typing import Final

from engine.facts import YES_NO_TYPES
from engine.loading.load_conditions import read_condition
from engine.loading.load_fields import Faults, Found, named, read_fields
from engine.loading.load_names import Names
from engine.loading.load_regime import ANSWER
from engine.model import AnswerGiven
from engine.reading.typed_text import shown

_FACT: Final = re.compile(r"[a-z][a-z0-9_]*([.][a-z0-9_]+)+")


def check_countries(parts: Sequence[Found], names: Names, faults: Faults) -> None:
    """The countries whose law the regime is must be there."""
    for part in parts:
        wrong = names.wrong_country(part.tree.strip()) if isinstance(part.tree, str) else None
        if wrong is not None:
            faults.add(part.place, *wrong)


def read_answers(parts: Sequence[Found], names: Names, faults: Faults) -> tuple[AnswerGiven, ...]:
    """The answers under `answers` of regime.yaml.

    The fact is mostly another regime's: whether that one asks it shows when both are loaded.
    """
    answers: list[AnswerGiven] = []
    for part in parts:
        what = named(part, "the answer to", "fact")
        fields = read_fields(part, what, ANSWER, faults)
        where = None if fields is None else fields.found("where")
        if fields is None or where is None:
            continue
        fact, rule = fields.text("fact"), fields.text("rule")
        if fact and not _FACT.fullmatch(fact):
            fields.wrong("fact", f"{shown(fact)} is no name of a fact", "write sender.x")
        declared = names.facts.get(fact)
        if declared is not None and (declared.derived or declared.type not in YES_NO_TYPES):
            kind = "calculated" if declared.derived else f"of type {declared.type.value}"
            fields.wrong("fact", f"“{fact}” is {kind}", "a rule answers yes-no facts alone")
        wrong = names.wrong_rule(rule) if rule else None
        if wrong is not None:
            fields.wrong("rule", *wrong)
        condition = read_condition(where, what, names, faults, of_question=True)
        answers.append(AnswerGiven(fact, condition, rule, fields.text("cite"), fields.place))
    return tuple(answers)
