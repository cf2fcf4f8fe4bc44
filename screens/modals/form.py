"""A form: named fields in, a tree of text out, checked by whoever asked for it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from screens.closing import Modal
from screens.modals.help import help_of
from screens.plain import plain
from screens.widgets.marked_line import MarkedLine
from screens.widgets.row_list import RowList

Tree = dict[str, Any]
Check = Callable[[Tree], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `words` makes it a line of marks (`several` of them); `row` makes it a list of
    rows with a form of their own; otherwise it is a line of text. An empty text, and the empty
    word, are left out of the result, which means "not known"."""

    key: str
    label: str
    help: str = ""
    placeholder: str = ""
    words: Mapping[str, str] | None = None
    several: bool = False
    suggestions: Sequence[str] = ()
    row: "tuple[Field, ...]" = ()
    row_shown: Callable[[Tree], str] | None = None
    row_check: Check | None = None


class FieldInput(Input):
    """A line of text; its help is the field's."""

    HELP_TITLE = "A field"
    HELP = "Type a line. Up and down move between fields."


class FormModal(Modal[Tree | None]):
    """Returns the tree, or None where cancelled. `check` returns (key, what is wrong); `start`
    names the field that the cursor starts in, if not the first."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow")]  # noqa: RUF012
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../css/base.tcss", "../css/modals.tcss"]
    HELP_TITLE = "A form"
    HELP = (
        "Up and down move between fields, left, right and space work the marks. What stands below"
        " explains the field. ^s is done, escape leaves everything as it was."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("ctrl+s", "done", "Done", priority=True),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        tree: Tree,
        check: Check,
        done: str = "Done",
        start: str = "",
    ) -> None:
        super().__init__()
        self._heading = title
        self._fields = fields
        self._tree = tree
        self._check = check
        self._done = done
        self._start_at = start

    def compose(self) -> ComposeResult:
        with Vertical(classes="box form"):
            yield Static(plain(self._heading), classes="box-title")
            with VerticalScroll(classes="box-body", can_focus=False):
                for field in self._fields:
                    with Horizontal(classes="field"):
                        yield Static(plain(field.label), classes="field-label")
                        yield self._widget(field)
                    yield from self.below(field)
            yield Static("", id="hint", markup=False)
            yield Static("", id="fault", classes="box-fault", markup=False)
            with Horizontal(classes="box-buttons"):
                yield Button(f"{self._done} (^s)", id="done", compact=True)
                yield Button("Cancel (esc)", id="cancel", compact=True)

    def below(self, field: Field) -> Iterable[Widget]:
        """What stands under a field."""
        return ()

    def on_mount(self) -> None:
        for field in self._fields:
            if field.key == self._start_at:
                self._find(field).focus()

    def help_for(self, widget: Widget) -> tuple[str, str]:
        """The help of a field: what stands below the form while it is in focus, and its keys."""
        title, text = help_of(widget)
        for field in self._fields:
            if self._find(field) is widget:
                return field.label, f"{field.help} {text}"
        return title, text

    def _widget(self, field: Field) -> FieldInput | MarkedLine | RowList:
        value, name = self._tree.get(field.key), f"field-{field.key.replace('.', '-')}"
        if field.row:
            return RowList(list(value or ()), field.row_shown or str, field.label, id=name)
        if field.words is not None:
            words = dict(field.words)
            return MarkedLine(words, _marks(value, words), field.several, id=name)
        text = ", ".join(value) if isinstance(value, list | tuple) else str(value or "")
        suggester = SuggestFromList(field.suggestions, case_sensitive=False)
        return FieldInput(
            text,
            placeholder=field.placeholder,
            id=name,
            select_on_focus=False,
            suggester=suggester if field.suggestions else None,
        )

    def _find(self, field: Field) -> Input | MarkedLine | RowList:
        found = self.query_one(f"#field-{field.key.replace('.', '-')}")
        assert isinstance(found, Input | MarkedLine | RowList)
        return found

    def _result(self) -> Tree:
        tree: Tree = {}
        for field in self._fields:
            value = _value_of(self._find(field), field)
            if value is not None:
                tree[field.key] = value
        return tree

    def on_descendant_focus(self) -> None:
        for field in self._fields:
            if self._find(field).has_focus:
                self.query_one("#hint", Static).update(plain(field.help))

    @on(Input.Submitted)
    def next_field(self, event: Input.Submitted) -> None:
        event.stop()
        if self._fields and event.input is self._find(self._fields[-1]):
            self.action_done()
        else:
            self.focus_next()

    @on(RowList.EditRequested)
    def edit_row(self, event: RowList.EditRequested) -> None:
        event.stop()
        for field in self._fields:
            if self._find(field) is event.rows:
                row = event.rows.trees[event.place] if event.place is not None else {}

                def edited(tree: Tree | None) -> None:
                    if tree is not None:
                        event.rows.put(event.place, tree)

                check = field.row_check or (lambda tree: ())
                self.app.push_screen(FormModal(field.label, field.row, row, check), edited)

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        tree = self._result()
        faults = self._check(tree)
        if not faults:
            self.finish(tree)
            return
        labels = {field.key: field.label for field in self._fields}
        self.say("\n".join(f"{labels.get(key, key)}: {says}." for key, says in faults))
        for field in self._fields:
            if field.key == faults[0][0]:
                self._find(field).focus()

    def finish(self, tree: Tree) -> None:
        """What “Done” does with a tree that passed the check."""
        self.dismiss(tree)

    def say(self, fault: str) -> None:
        """Tell in the form what keeps it from being done."""
        self.query_one("#fault", Static).update(plain(fault))

    def may_leave(self) -> bool:
        """Whether cancelling is possible just now."""
        return True

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        if self.may_leave():
            self.dismiss(None)


def _marks(value: Any, words: Mapping[str, str]) -> frozenset[str]:
    if value is None:
        return frozenset({""})
    if isinstance(value, list | tuple):
        return frozenset(value) or frozenset({"none" if "none" in words else ""})
    return frozenset({str(value)})


def _value_of(widget: Input | MarkedLine | RowList, field: Field) -> Any:
    if isinstance(widget, RowList):
        return list(widget.trees) or None
    if isinstance(widget, Input):
        text = widget.value.strip()
        return text or None
    if "" in widget.marked:
        return None
    if field.several:
        return sorted(widget.marked - {"none"})
    return next(iter(widget.marked), None)
