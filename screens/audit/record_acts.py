"""What can be recorded about a record: for each act its fields, what bars it, and what it does."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from engine.deals.answers import read_date
from records import events
from records.cards import Card
from records.retention import why_not_due
from screens.modals.form import Field, Tree
from screens.services import Records
from screens.typed_paths import is_file, typed_path

NOT_REACHED: Final = (
    "Backups, bundles, reports and attached files that were made before still hold it, and so does"
    " any other copy of the journal; who saved or added an entry, and when, is part of the chain"
    " and stays. This cannot be undone."
)
_BY: Final = Field("by", "Your name", "Who does this; it stands in the journal for good.")
_WHAT: Final = {what: what for what in events.HAPPENINGS}
_VERDICTS: Final = {verdict: verdict for verdict in events.VERDICTS}

Faults = list[tuple[str, str]]


class Act(NamedTuple):
    """`hot` is its key on the screen of a record; `why` says what the last field asks; `work`
    records it and says so. `question` is asked before, where it is not empty."""

    id: str
    title: str
    hot: str
    button: str
    why: str
    fields: Sequence[Field]
    work: Callable[[Records, str, Tree], str]
    question: str = ""
    bar: Callable[[Card, date], str] = lambda card, today: ""

    def all_fields(self) -> tuple[Field, ...]:
        """Its own fields, then who and why."""
        return (*self.fields, _BY, Field("why", self.why))

    def check(self, tree: Tree) -> Faults:
        """What is missing or cannot be read."""
        faults = [(f.key, _missing(f)) for f in self.all_fields() if not tree.get(f.key)]
        if tree.get("on"):
            try:
                read_date(tree["on"])
            except ValueError as error:
                faults.append(("on", str(error)))
        if tree.get("file") and not is_file(typed_path(tree["file"])):
            faults.append(("file", f"there is no file {tree['file']}"))
        order = [field.key for field in self.all_fields()]
        return sorted(faults, key=lambda fault: order.index(fault[0]))


def _missing(field: Field) -> str:
    return {
        "by": "the journal needs the name of who does this",
        "why": "this needs some words",
        "on": "say the day, such as 2026-07-23",
    }.get(field.key, "this is needed")


def _review(records: Records, record: str, tree: Tree) -> str:
    records.add(record, events.review(tree["verdict"], tree["why"]), tree["by"])
    return "Approved." if tree["verdict"] == "approve" else "Returned."


def _sign_off(records: Records, record: str, tree: Tree) -> str:
    records.add(record, events.sign_off(tree["why"]), tree["by"])
    return "Signed off."


def _note(records: Records, record: str, tree: Tree) -> str:
    records.add(record, events.note(tree["why"]), tree["by"])
    return "Note added."


def _correct(records: Records, record: str, tree: Tree) -> str:
    records.add(record, events.correction(tree["why"]), tree["by"])
    return "Correction added; the record itself stays as it is."


def _attach(records: Records, record: str, tree: Tree) -> str:
    path = typed_path(tree["file"])
    records.add(record, events.attachment(path, tree["why"]), tree["by"])
    return f"The digest of {path.name} is on record. Keep the file itself."


def _happened(records: Records, record: str, tree: Tree) -> str:
    day = read_date(tree["on"])
    records.add(record, events.happened(tree["what"], day, tree["why"]), tree["by"])
    return f"Recorded: {tree['what']} on {day}."


def _hold(records: Records, record: str, tree: Tree) -> str:
    records.add(record, events.legal_hold(tree["why"]), tree["by"])
    return "A legal hold lies on it."


def _release(records: Records, record: str, tree: Tree) -> str:
    records.add(record, events.hold_released(tree["why"]), tree["by"])
    return "The legal hold is released."


def _supersede(records: Records, record: str, tree: Tree) -> str:
    records.supersede(record, tree["other"], tree["by"], tree["why"])
    return f"Superseded by {tree['other']}."


def _redact(records: Records, record: str, tree: Tree) -> str:
    count = records.redact(record, [tree["text"]], tree["by"], tree["why"])
    return f"Blotted out of {count} {'entry' if count == 1 else 'entries'}."


def _dispose(records: Records, record: str, tree: Tree) -> str:
    records.dispose(record, tree["by"], tree["why"])
    return "Taken out; its place in the chain stays."


def _superseded(card: Card, today: date) -> str:
    return f"it was superseded by {card.superseded_by}" if card.superseded_by else ""


def _taken_out(card: Card, today: date) -> str:
    return "" if card.outcome else "what it held was taken out"


def _not_due(card: Card, today: date) -> str:
    return _taken_out(card, today) or why_not_due(card, today)


ACTS: Final = (
    Act(
        "review",
        "Review: approve it or return it",
        "r",
        "Save",
        "Reason",
        (Field("verdict", "Verdict", "Space marks one.", words=_VERDICTS),),
        _review,
    ),
    Act("sign-off", "Sign off as a second person", "o", "Sign off", "Reason", (), _sign_off),
    Act("note", "Note: anything to remember", "n", "Save", "Note", (), _note),
    Act("correct", "Correct: say what is wrong in it", "x", "Save", "What is wrong", (), _correct),
    Act(
        "attach",
        "Attach: record the digest of a file",
        "f",
        "Save",
        "What it is",
        (Field("file", "File", "Its SHA-256 is recorded, the file stays where it is.", "path"),),
        _attach,
    ),
    Act(
        "happened",
        "Happened: an export, reexport, transfer or the end",
        "h",
        "Save",
        "Words",
        (
            Field("what", "What happened", "Left and right move, space marks.", words=_WHAT),
            Field(
                "on",
                "On which day",
                "The time to keep the record counts from the latest of these days.",
                "year-month-day",
            ),
        ),
        _happened,
    ),
    Act(
        "hold",
        "Hold: nothing of it may be disposed of",
        "l",
        "Hold",
        "Reason",
        (),
        _hold,
        bar=lambda card, today: "a legal hold lies on it already" if card.held else "",
    ),
    Act(
        "release",
        "Release the legal hold",
        "u",
        "Release",
        "Reason",
        (),
        _release,
        bar=lambda card, today: "" if card.held else "no legal hold lies on it",
    ),
    Act(
        "supersede",
        "Supersede: another record takes its place",
        "w",
        "Save",
        "Reason",
        (Field("other", "By which record", "Its number; it must be saved already."),),
        _supersede,
        bar=_superseded,
    ),
    Act(
        "redact",
        "Redact: blot a text out; the chain still holds",
        "z",
        "Redact",
        "Reason",
        (
            Field(
                "text",
                "Text",
                "It is blotted out wherever it stands in the record and in what was"
                " recorded later.",
            ),
        ),
        _redact,
        question=NOT_REACHED,
        bar=_taken_out,
    ),
    Act(
        "dispose",
        "Dispose: take out all of it, after its time",
        "d",
        "Dispose",
        "Reason",
        (),
        _dispose,
        question=NOT_REACHED,
        bar=_not_due,
    ),
)
BY_ID: Final = {act.id: act for act in ACTS}
