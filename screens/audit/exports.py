"""What can be written to a file: reports and bundles of a record, the list, a backup."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from engine.faults import NavicertError
from records.cards import Card
from records.reports import listing
from screens.audit.auditor import Auditor
from screens.modals.form import Field, Tree
from screens.modals.menu import Entry
from screens.to_file import put

_REPORTS: Final = {
    "html": "Report to print or to send (HTML)",
    "md": "Report as Markdown",
    "text": "Report as text",
    "json": "Record as JSON",
}
_SUFFIXES: Final = {"html": ".html", "md": ".md", "text": ".txt", "json": ".json"}
FULL: Final = Field(
    "full",
    "How much",
    "In full: with the facts and the tree of every rule. Space marks.",
    words={"memo": "the memo", "full": "in full"},
)


class Export(NamedTuple):
    """One file to be written: its form, the name proposed, and what writes it and says so.
    `replaces` is false where a file that is there is never written over."""

    title: str
    name: str
    fields: Sequence[Field]
    write: Callable[[Path, Tree], str]
    replaces: bool = True


def entries(record: str, shown: int) -> list[Entry]:
    """The menu; `record` is empty where none is at hand, `shown` the length of the list."""
    none, empty = "no record is under the cursor", "the list is empty"
    bar = "" if record else none
    return [
        *(
            Entry(form, f"{words}: {record}" if record else words, hot, bar)
            for (form, words), hot in zip(_REPORTS.items(), "hmtj", strict=True)
        ),
        Entry("deal", "Deal file as it was saved", "d", bar),
        Entry("bundle", "Bundle that proves itself, without Navicert", "u", bar),
        Entry("csv", f"The list shown, {shown:,} records, as CSV", "c", "" if shown else empty),
        Entry(
            "list-json", f"The list shown, {shown:,} records, as JSON", "l", "" if shown else empty
        ),
        Entry("backup", "Backup of everything, verified first", "b"),
        Entry("tinydb", "Everything, for stock TinyDB to open", "y"),
    ]


def export(kind: str, auditor: Auditor, record: str, cards: Sequence[Card]) -> Export:
    """What one entry of the menu writes."""
    records = auditor.records
    if kind in _REPORTS:

        def write_report(path: Path, tree: Tree) -> str:
            text = records.report(record, kind, tree.get("full") == "full")
            put(path, text)
            return f"Report of {record}"

        fields = () if kind == "json" else (FULL,)
        return Export(_REPORTS[kind], f"{record}{_SUFFIXES[kind]}", fields, write_report)
    if kind == "bundle":

        def write_bundle(path: Path, tree: Tree) -> str:
            records.write_bundle(record, path)
            return f"Bundle of {record}"

        return Export("Bundle that proves itself", f"{record}-bundle.zip", (), write_bundle)
    if kind == "deal":

        def write_deal(path: Path, tree: Tree) -> str:
            text = records.get(record).record.deal_text
            if text is None:
                raise NavicertError(f"The deal of {record} was taken out.")
            put(path, text)
            return f"Deal file of {record}"

        return Export("Deal file as it was saved", f"{record}.yaml", (), write_deal)
    day = auditor.today().isoformat()
    if kind == "tinydb":

        def write_tinydb(path: Path, tree: Tree) -> str:
            return f"{records.export_tinydb(path):,} entries"

        return Export(
            "Everything, for stock TinyDB", f"records-{day}-tinydb.json", (), write_tinydb
        )
    if kind == "backup":

        def back_up(path: Path, tree: Tree) -> str:
            return f"Backup of {records.back_up(path):,} entries"

        name = f"navicert-backup-{day}.zip"
        return Export("Backup of everything", name, (), back_up, replaces=False)
    as_text = listing.as_csv if kind == "csv" else listing.as_json
    suffix = "csv" if kind == "csv" else "json"

    def write_list(path: Path, tree: Tree) -> str:
        put(path, as_text(cards))
        return f"List of {len(cards):,} records"

    return Export(f"List of {len(cards):,} records", f"records-{day}.{suffix}", (), write_list)
