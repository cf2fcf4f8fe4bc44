"""A tree of the law that fills when it is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text, TextType
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from engine.browsing.outline import Branch
from screens.plain import one_line


class BranchTree(Tree[Branch]):
    """Enter opens a page or a branch; posts `PageAsked`, and `Reached` when the cursor moves."""

    ICON_NODE = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE} "
    ICON_NODE_EXPANDED = "\N{BLACK DOWN-POINTING SMALL TRIANGLE} "
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,plus", "open_branch", "Open", show=False),
        Binding("left,minus", "close_branch", "Close", show=False),
    ]
    HELP_TITLE = "The law"
    HELP = (
        "The right arrow opens a branch, the left one closes it or goes to the branch above; enter"
        " opens the page of a line that has one. The line below the tree tells a long line whole."
        " Slash goes to the search."
    )

    @dataclass
    class PageAsked(Message):
        """The page of a branch is to be shown."""

        branch: Branch

    @dataclass
    class Reached(Message):
        """The cursor is on a branch."""

        branch: Branch

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, BranchTree.Reached)

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__("law", None, id=id)
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False

    def show(self, branches: Sequence[Branch]) -> None:
        """Show other branches, closed, with the cursor on the first."""
        self.clear()
        self._add(self.root, branches)
        self.cursor_line = 0 if branches else -1
        self.scroll_home(animate=False)
        if branches:  # the cursor may stand on line 0 as before, of which the tree says nothing
            self.post_message(self.Reached(branches[0]))

    @property
    def branch(self) -> Branch | None:
        """The branch under the cursor."""
        node = self.cursor_node
        return None if node is None else node.data

    def _add(self, node: TreeNode[Branch], branches: Sequence[Branch]) -> None:
        for branch in branches:
            add = node.add_leaf if branch.open is None else node.add
            add(one_line(branch.label).plain, branch)

    def process_label(self, label: TextType) -> Text:
        return Text(str(label))

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[Branch]) -> None:
        event.stop()
        node = event.node
        if not node.children and node.data is not None and node.data.open is not None:
            self._add(node, node.data.open())

    def on_tree_node_selected(self, event: Tree.NodeSelected[Branch]) -> None:
        event.stop()
        branch = event.node.data
        if branch is not None and branch.target is not None:
            self.post_message(self.PageAsked(branch))
        elif event.node.allow_expand:
            event.node.toggle()

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Branch]) -> None:
        event.stop()
        if event.node.data is not None:
            self.post_message(self.Reached(event.node.data))

    def action_open_branch(self) -> None:
        node = self.cursor_node
        if node is not None and node.allow_expand and not node.is_expanded:
            node.expand()
        elif node is not None and node.is_expanded and node.children:
            self.action_cursor_down()

    def action_close_branch(self) -> None:
        node = self.cursor_node
        if node is not None and node.is_expanded:
            node.collapse()
        elif node is not None and node.parent is not None and node.parent is not self.root:
            self.move_cursor(node.parent)
