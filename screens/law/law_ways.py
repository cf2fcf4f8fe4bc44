"""From a determination to the law: which page a rule, a condition or a reason leads to."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.widgets.tree import TreeNode

from engine.browsing.page import Kind, Target
from engine.determination import Determination, Node, RuleResult
from screens.law.law_link import LawPageAsked
from screens.widgets.type_ahead import Match

if TYPE_CHECKING:
    from screens.determinations.determination import DeterminationView


def ask_node(
    screen: "DeterminationView", determination: Determination, node: TreeNode[Any] | None
) -> None:
    """Ask for the page of what a node of the tree of rules is about: the fact of a test, a rule
    that is named, or the rule that the condition is of."""
    found = None
    while node is not None and found is None:
        found = _named(node.data, determination.regime)
        node = node.parent
    if found is None:
        screen.notify("Put the cursor on a rule or on a condition of one.", markup=False)
    else:
        _ask(screen, determination, found)


def _named(held: object, regime: str) -> Target | None:
    match held:
        case RuleResult(rule=rule):
            return Target(Kind.RULE, rule, regime)
        case Node(kind="rule", rule=rule):
            return Target(Kind.RULE, rule, regime)
        case Node(fact=fact) if fact is not None:
            return Target(Kind.FACT, fact.name, regime)
        case _:
            return None


def ask_fact(screen: "DeterminationView", determination: Determination, fact: str) -> None:
    """Ask for the page of a fact."""
    if fact:
        _ask(screen, determination, Target(Kind.FACT, fact))
    else:
        screen.notify("No question is open here.", markup=False)


def ask_deciding_rule(screen: "DeterminationView", determinations: Sequence[Determination]) -> None:
    """Ask for the page of the rule that decided; where several did, let one be picked."""
    from screens.modals.pick import PickModal

    several = len(determinations) > 1
    found: dict[str, tuple[Determination, Target, str]] = {}
    for determination in determinations:
        titles = {r.rule: f"{r.title} [{r.cite}]" for r in _results(determination)}
        for rule in (*determination.decisive_rules, *_requiring(determination)):
            of = f"{determination.regime}  " if several else ""
            target = Target(Kind.RULE, rule, determination.regime)
            key = f"{determination.regime}/{rule}"
            found[key] = (determination, target, f"{of}{titles.get(rule, rule)}")
    if len(found) == 1:
        [(determination, target, _)] = found.values()
        _ask(screen, determination, target)
        return

    def picked(key: str | None) -> None:
        if key is not None:
            _ask(screen, *found[key][:2])

    matches = [Match(key, words) for key, (_, _, words) in found.items()]
    empty = "No rule decided it yet: open questions stand in its way. 2 shows every rule."
    screen.app.push_screen(PickModal("Rules that decided it", matches, empty), picked)


def _requiring(determination: Determination) -> tuple[str, ...]:
    return tuple(requirement.rule for requirement in determination.requirements)


def _results(determination: Determination) -> list[RuleResult]:
    return [
        result for step in determination.steps for result in (*step.holds, *step.open, *step.fails)
    ]


def _ask(screen: "DeterminationView", determination: Determination, target: Target) -> None:
    as_of = determination.as_of  # empty in a record whose content was taken out
    day = date.fromisoformat(as_of) if as_of else None
    screen.post_message(LawPageAsked(target, day, screen.supposed_law, determination.ruleset))
