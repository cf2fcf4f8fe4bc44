"""The form that asks which column of a pasted table is which."""

from collections.abc import Sequence

from engine.deals.content_csv import COLUMNS, guessed_column
from engine.model import Ruleset
from screens.modals.form import Check, Field, Tree

_LEFT_OUT = {"": "leave out"}


def column_form(first: Sequence[str], ruleset: Ruleset) -> tuple[tuple[Field, ...], Tree, Check]:
    """A field for each column, with what each looks to be, and the check of what is chosen."""
    words = {**_LEFT_OUT, **{name: name.replace("_", " ") for name in COLUMNS}}
    fields = tuple(
        Field(f"c{place}", f"{place + 1}: {cell.strip()[:16] or '(empty)'}", words=words)
        for place, cell in enumerate(first)
    )
    tree: Tree = {}
    for place, cell in enumerate(first):
        guess = guessed_column(cell, ruleset) if cell.strip() else ""
        if guess and guess not in tree.values():
            tree[f"c{place}"] = guess
    return fields, tree, _check


def columns_of(tree: Tree, count: int) -> tuple[str, ...]:
    """The columns as chosen, in order; empty where one is left out."""
    return tuple(str(tree.get(f"c{place}", "")) for place in range(count))


def _check(tree: Tree) -> list[tuple[str, str]]:
    chosen = list(tree.items())
    faults = [
        (key, f"“{name}” stands twice")
        for place, (key, name) in enumerate(chosen)
        if name in [other for _, other in chosen[:place]]
    ]
    if not faults and "description" not in tree.values():
        faults.append(("c0", "say which one is the description"))
    return faults
