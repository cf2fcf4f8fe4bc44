"""The bill of materials line by line, pasted as CSV, or from a file."""

from pathlib import Path
from typing import Any

from commands.ask_rows import Rows
from engine.deals.list_answers import write_content_line
from engine.faults import NavicertError
from engine.interview.element_parts import LINE_PARTS, Tree, line_fault


class ContentRows(Rows):
    """The lines of the bill of materials."""

    what = "line"
    parts = LINE_PARTS

    def write(self, element: Any) -> Tree:
        return write_content_line(element)

    def shown(self, tree: Tree) -> str:
        value = f"USD {tree['value']}" if tree.get("value") else "value not known"
        eccn, origin = tree.get("eccn", "ECCN not known"), tree.get("origin", "origin not known")
        return f"{tree.get('description', '')}: {eccn}, {origin}, {value}"

    def fault(self, tree: Tree) -> str:
        return line_fault(tree, self.interview.law.ruleset)

    def special(self, line: str) -> bool:
        word, _, rest = line.partition(" ")
        if line.casefold() == "none" and not self.trees:
            self.asking.answer(())
        elif line.casefold() == "none":
            self.interview.refuse("There are lines already: remove them first.")
        elif word.casefold() == "file" and rest.strip():
            self._from_file(Path(rest.strip()).expanduser())
        elif line.casefold() == "csv" or _is_heading(line):
            self._pasted("" if line.casefold() == "csv" else line)
        else:
            return False
        return True

    def _from_file(self, path: Path) -> None:
        try:
            data = path.read_bytes()
        except OSError as error:
            self.interview.refuse(f"{path} cannot be read: {error.strerror or error}.")
        else:
            self._take_csv(data, path.name)

    def _pasted(self, heading: str) -> None:
        talk = self.interview.talk
        talk.tell("Paste the CSV; an empty line ends it.")
        rows = [heading] if heading else []
        while row := talk.line("CSV"):
            rows.append(row)
        self._take_csv("\n".join(rows).encode("utf-8", "backslashreplace"), "the pasted CSV")

    def _take_csv(self, data: bytes, name: str) -> None:
        try:
            lines = self.interview.law.read_content(data, name)
        except NavicertError as error:
            self.interview.refuse(f"Nothing was taken. {error}")
            return
        self.interview.talk.understood()
        self.trees = [write_content_line(line) for line in lines]
        self.interview.talk.tell(f"{len(self.trees):,} lines from {name}. An empty line goes on.")
        self.keep()


def _is_heading(line: str) -> bool:
    """Whether a line is the first row of a CSV: it names the column that each needs, and others."""
    for separator in (",", ";", "\t"):
        cells = [cell.strip(' "').casefold() for cell in line.split(separator)]
        if len(cells) > 1 and "description" in cells:
            return True
    return False
