"""Facts as a line that can be pasted among a rule's tests."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.deals.answers import write_value
from engine.facts import Answer
from engine.model import Ruleset
from engine.reading.yaml_writing import write_text
from engine.truth import WORDS, Truth


def test_line(
    ruleset: Ruleset, facts: Mapping[str, Answer], expect: Truth, day: date | None = None
) -> str:
    """`- {given: {…}, expect: yes}`; a day other than that of the rule's tests is named."""
    dated = "" if day in (None, ruleset.regime.verified_to) else f", as_of: {day}"
    return f"- {{given: {given(ruleset, facts)}, expect: {WORDS[expect]}{dated}}}"


def given(ruleset: Ruleset, facts: Mapping[str, Answer]) -> str:
    """The facts as a flow mapping, in the ruleset's order."""
    order = {name: number for number, name in enumerate(ruleset.facts)}
    told = []
    for name in sorted(facts, key=lambda name: order[name]):
        value = facts[name].value
        tree = "not known" if value is None else write_value(ruleset.facts[name], value)
        told.append(f"{name}: {_flow(tree)}")
    return "{" + ", ".join(told) + "}"


def _flow(tree: Any) -> str:
    if isinstance(tree, str):
        return tree if tree.replace(".", "").isalnum() else write_text(tree)
    if isinstance(tree, Mapping):
        # A rule's tests may leave names out, and read better so.
        unnamed = ("name", "description", "note")
        return (
            "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in tree.items() if k not in unnamed) + "}"
        )
    return "[" + ", ".join(map(_flow, tree)) + "]"
