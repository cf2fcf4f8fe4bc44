"""The rules by step, down to conditions, facts and citations. Branches fill when they open."""

from dataclasses import dataclass

from rich.text import Text, TextType
from textual.content import Content
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from engine.determination import Determination, Node, RuleResult, StepResult
from screens.plain import lines, one_line, plain, safe

Held = StepResult | RuleResult | Node | tuple[RuleResult, ...] | None

_SIGNS = {"yes": "+", "no": "-", "open": "?"}
_WORDS = {"yes": "holds", "no": "does not hold", "open": "cannot be told"}
_KINDS = {
    "all": "all of these",
    "any": "any of these",
    "none": "none of these",
    "rule": "another rule",
    "exists": "some entry of a list",
    "dated": "the text in force on the day",
    "standing": "the standing of the text",
    "unless": "an exception to the rule",
}


class RuleTree(Tree[Held]):
    """`+` holds, `-` does not hold, `?` cannot be told; posts `Reached` with the full text."""

    ICON_NODE = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE} "
    ICON_NODE_EXPANDED = "\N{BLACK DOWN-POINTING SMALL TRIANGLE} "
    HELP_TITLE = "The rules"
    HELP = (
        "Each step of the procedure, its rules, their conditions, and the facts that decided them."
        " + holds, - does not hold, ? cannot be told. Enter or space opens a branch; the full text"
        " with citation and dates stands in the box beside or below."
    )

    @dataclass
    class Reached(Message):
        """The cursor is on a node; `text` is all there is to say about it."""

        text: Content

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__("rules", None, id=id)
        self.show_root = False
        self.guide_depth = 2

    def show(self, determination: Determination) -> None:
        """Show the steps, each closed, and the first one with a rule that holds or is open."""
        self.clear()
        self.cursor_line = -1
        for step in determination.steps:
            self.root.add(safe(f"{step_counts(step)} {step.title}"), step)

    def _on_tree_node_expanded(self, event: Tree.NodeExpanded[Held]) -> None:
        node = event.node
        if node.children or node.data is None:
            return
        match node.data:
            case StepResult() as step:
                self._add_rules(node, (*step.holds, *step.open))
                if step.fails:
                    node.add(f"{len(step.fails)} that do not hold, nearest first", step.fails)
            case RuleResult() as rule:
                self._add_condition(node, rule.tree)
            case Node() as condition:
                for part in condition.parts:
                    self._add_condition(node, part)
            case rules:
                self._add_rules(node, rules)

    def _add_rules(self, node: TreeNode[Held], rules: tuple[RuleResult, ...]) -> None:
        for rule in rules:
            sign = _SIGNS.get(rule.applies, "?")
            node.add(one_line(f"{sign} {rule.title} [{rule.cite}]").plain, rule)

    def _add_condition(self, node: TreeNode[Held], condition: Node) -> None:
        label = one_line(f"{_SIGNS.get(condition.truth, '?')} {_words(condition)}").plain
        if condition.parts:
            node.add(label, condition)
        else:
            node.add_leaf(label, condition)

    def process_label(self, label: TextType) -> Text:
        # A label is text, never markup: it may hold what strangers typed.
        return Text(str(label).split("\n", 1)[0])

    def _on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Held]) -> None:
        self.post_message(self.Reached(node_text(event.node.data)))


def step_counts(step: StepResult) -> str:
    """How many rules of a step hold, are open and do not hold, by the signs of the tree."""
    return f"+{len(step.holds)} ?{len(step.open)} -{len(step.fails)}".ljust(11)


def node_text(held: Held) -> Content:
    """All there is to say about a step, a rule or a condition."""
    match held:
        case RuleResult() as rule:
            return _rule_text(rule)
        case Node() as node:
            return _condition_text(node)
        case StepResult() as step:
            counts = (
                f"{len(step.holds)} rules hold, {len(step.open)} cannot be told,"
                f" {len(step.fails)} do not hold."
            )
            return lines(plain(step.title, "bold"), counts, "Enter opens them.")
        case None:
            return plain("")
        case rules:
            return plain(f"{len(rules)} rules do not hold; the nearest miss comes first.")


def _rule_text(rule: RuleResult) -> Content:
    parts = [
        plain(rule.title, "bold"),
        plain(f"{_WORDS.get(rule.applies, rule.applies)}: {rule.sentence}"),
        plain(f"{rule.cite}  {rule.verb}  {rule.rule}"),
    ]
    dates = f"{rule.standing}, since {rule.since or 'the start'}"
    if rule.until:
        dates += f", until {rule.until}"
    if rule.by:
        dates += f", by {rule.by}"
    parts.append(plain(dates, "$text-muted"))
    if rule.applies != rule.truth:
        parts.append(plain("Its conditions alone: " + _WORDS.get(rule.truth, rule.truth) + "."))
    if rule.note:
        parts.append(plain(rule.note))
    if rule.recalled:
        parts.append(plain("This text was recalled, not read again: check it.", "bold"))
    return lines(*parts)


def _condition_text(node: Node) -> Content:
    parts = [plain(f"{_WORDS.get(node.truth, node.truth)}: {_words(node)}")]
    if node.cite:
        parts.append(plain(node.cite))
    if node.fact is not None:
        fact = node.fact
        tail = "".join(
            f"; {word} {text}"
            for word, text in (("by", fact.by), ("source", fact.source), ("because", fact.reason))
            if text
        )
        parts.append(plain(f"{fact.short}: {fact.shown or 'no answer'} ({fact.state}{tail})"))
        parts.append(plain(fact.name, "$text-muted"))
    return lines(*parts)


def _words(node: Node) -> str:
    return node.text or _KINDS.get(node.kind, node.kind)
