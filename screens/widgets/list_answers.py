"""Answers that are lists of rows: the parties, and the bill of materials."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from engine.deals.list_answers import write_content_line, write_party
from engine.facts import Value
from screens.deal_forms import content_check, content_fields, party_check, party_fields
from screens.modals.form import FormModal, Tree
from screens.modals.open_file import OpenFileModal
from screens.modals.text import TextModal
from screens.plain import plain
from screens.widgets.answer_widget import AnswerWidget
from screens.widgets.row_list import RowList

DONE = "Done: go on"
NONE = "Done: there are none"
UNKNOWN = "I do not know"


class RowsAnswer(AnswerWidget):
    """A list of rows, kept after each change, so that nothing typed is lost."""

    WHAT = ""

    def compose(self) -> ComposeResult:
        value = self.asked.value
        trees = [self.write(part) for part in value] if isinstance(value, tuple) else []
        yield RowList(trees, self.shown, self.WHAT, self.commands(bool(trees)), id="answer")
        yield Static("", id="prospect", markup=False)
        yield Static("", id="fault", classes="fault", markup=False)

    def on_mount(self) -> None:
        self.show_fault("")

    def commands(self, some: bool) -> dict[str, str]:
        """What stands below the rows."""
        return {"done": DONE if some else NONE, "unknown": UNKNOWN}

    def write(self, part: object) -> Tree:
        raise NotImplementedError

    def shown(self, tree: Tree) -> str:
        raise NotImplementedError

    def form(self, tree: Tree) -> FormModal:
        raise NotImplementedError

    def value(self) -> Value:
        rows = self.query_one(RowList).trees
        return self.asked.law.read_value(self.asked.fact, rows)

    @on(RowList.EditRequested)
    def edit(self, event: RowList.EditRequested) -> None:
        event.stop()
        tree = {} if event.place is None else event.rows.trees[event.place]

        def edited(result: Tree | None) -> None:
            if result is not None:
                event.rows.put(event.place, result)

        self.app.push_screen(self.form(tree), edited)

    @on(RowList.Changed)
    def keep(self, event: RowList.Changed) -> None:
        event.stop()
        event.rows.set_commands(self.commands(bool(event.rows.trees)))
        try:
            self.post_message(self.Kept(self.asked.fact, self.value()))
        except ValueError as error:
            self.show_fault(str(error))

    @on(RowList.CommandPicked)
    def run(self, event: RowList.CommandPicked) -> None:
        event.stop()
        if event.command == "unknown":
            self.say_not_known()
        elif event.command == "done":
            try:
                self.say_answered(self.value())
            except ValueError as error:
                self.show_fault(str(error))


class PartiesAnswer(RowsAnswer):
    """The parties to the transaction."""

    WHAT = "A party"
    HELP_TITLE = "The parties"
    HELP = (
        "Add every party: purchaser, intermediate consignee, ultimate consignee, end user. Enter"
        " edits the one under the cursor, delete takes it off. What you add is kept at once;"
        " “Done” goes on to the next question."
    )

    def commands(self, some: bool) -> dict[str, str]:
        # A deal has at least one party, so that there is none is no answer.
        return {"done": DONE, "unknown": UNKNOWN} if some else {"unknown": UNKNOWN}

    def write(self, part: object) -> Tree:
        return write_party(part)  # type: ignore[arg-type]

    def shown(self, tree: Tree) -> str:
        return self.asked.law.show_value(
            self.asked.fact, self.asked.law.read_value(self.asked.fact, [tree])
        )

    def form(self, tree: Tree) -> FormModal:
        ruleset = self.asked.law.ruleset
        return FormModal("A party", party_fields(ruleset), tree, party_check(ruleset))


class ContentAnswer(RowsAnswer):
    """The bill of materials, by hand or from a CSV file."""

    WHAT = "A line"
    HELP_TITLE = "Bill of materials"
    HELP = (
        "Each line: what it is, its own ECCN, its country of origin, its value in U.S. dollars."
        " Type lines by hand, or take them all from a CSV file, whose first row names the columns:"
        " description, eccn, origin, value, kind, incorporated, bundled, encryption."
    )

    def commands(self, some: bool) -> dict[str, str]:
        return {"csv": "Take all lines from a CSV file …", **super().commands(some)}

    def write(self, part: object) -> Tree:
        return write_content_line(part)  # type: ignore[arg-type]

    def shown(self, tree: Tree) -> str:
        value = f"USD {tree['value']}" if tree.get("value") else "value not known"
        eccn, origin = tree.get("eccn", "ECCN not known"), tree.get("origin", "origin not known")
        return f"{tree.get('description', '')}: {eccn}, {origin}, {value}"

    def form(self, tree: Tree) -> FormModal:
        ruleset = self.asked.law.ruleset
        return FormModal(
            "A line of the bill of materials",
            content_fields(ruleset),
            tree,
            content_check(ruleset),
        )

    @on(RowList.CommandPicked)
    def read_file(self, event: RowList.CommandPicked) -> None:
        if event.command == "csv":
            modal = OpenFileModal("A bill of materials", Path.cwd(), (".csv",))
            self.app.push_screen(modal, self._take_file)

    def _take_file(self, path: Path | None) -> None:
        if path is None:
            return
        try:
            lines = self.asked.law.read_content(path.read_bytes(), path.name)
        except (ValueError, OSError) as error:
            self.app.push_screen(TextModal("This file cannot be read", str(error)))
            return
        rows = self.query_one(RowList)
        rows.replace_rows([write_content_line(line) for line in lines])
        self.query_one("#prospect", Static).update(plain(f"{len(lines):,} lines from {path.name}"))
