"""What the screens of records do alike: forms, exports and comparing, each told at its end."""

from collections.abc import Callable, Sequence
from typing import Any

from records.cards import Card
from screens.audit.auditor import Auditor
from screens.audit.record_acts import ACTS, BY_ID, Act
from screens.audit.record_words import outcome_words, title_of
from screens.modals.form import Tree
from screens.modals.menu import Entry, MenuModal
from screens.modals.progress import ProgressModal, Run
from screens.modals.working_form import TOLD, WorkingFormModal
from screens.navicert_screen import NavicertScreen
from screens.services import SavedRecord

Screen = NavicertScreen[Any]
Then = Callable[[], object]


def choose_act(
    screen: Screen, auditor: Auditor, card: Card, other: str, then: Then = lambda: None
) -> None:
    """Show the menu of what can be recorded about a record; `other` is proposed to supersede it,
    and `then` is called once something is on record."""
    entries = [Entry(act.id, act.title, act.hot, act.bar(card, auditor.today())) for act in ACTS]

    def chosen(act: str | None) -> None:
        if act:
            begin_act(screen, auditor, card, act, other, then)

    screen.app.push_screen(MenuModal(f"Record about {card.id}: {title_of(card)}", entries), chosen)


def begin_act(
    screen: Screen, auditor: Auditor, card: Card, act_id: str, other: str, then: Then
) -> None:
    """Show the form of one act, and call `then` once it is on record."""
    act = BY_ID[act_id]
    bar = act.bar(card, auditor.today())
    if bar:
        screen.notify(f"Not now: {bar}.", markup=False)
        return
    tree: Tree = {"by": auditor.name, "other": other}
    fields = act.all_fields()
    start = next((field.key for field in fields if not tree.get(field.key)), "")

    def work(filled: Tree) -> str:
        return act.work(auditor.records, card.id, filled)

    def closed(filled: Tree | None) -> None:
        if filled is not None:
            auditor.name = filled["by"]
            screen.notify(f"{card.id}: {filled[TOLD]}", markup=False)
            tell_troubles(screen, auditor)
            then()

    modal = WorkingFormModal(
        f"{act.title} ({card.id})",
        fields,
        tree,
        act.check,
        work,
        act.button,
        start,
        lambda filled: _question(act, card, filled),
    )
    screen.app.push_screen(modal, closed)


def _question(act: Act, card: Card, filled: Tree) -> str:
    if not act.question:
        return ""
    text = f" “{filled['text']}”" if filled.get("text") else ""
    return f"{act.button}{text} in {card.id}, {title_of(card)}? {act.question}"


def tell_troubles(screen: Screen, auditor: Auditor) -> None:
    """Show what is new among the troubles of the journal and its checkpoints."""
    troubles = auditor.records.troubles()
    new = [trouble for trouble in troubles if trouble not in auditor.troubles_told]
    auditor.troubles_told = troubles
    if new:
        altered = any(trouble.startswith("ALTERED") for trouble in new)
        title = "The records are not as they were saved" if altered else "About the records"
        screen.show_error(title, "\n\n".join(new))


# Exports


def choose_export(
    screen: Screen, auditor: Auditor, record: str, cards: Sequence[Card], whole_list: bool = True
) -> None:
    """Show the menu of what can be written to a file, then ask where to."""
    from screens.audit.exports import entries

    def chosen(kind: str | None) -> None:
        if kind:
            _ask_where(screen, auditor, kind, record, cards)

    shown = [e for e in entries(record, len(cards)) if whole_list or e.key not in _OF_LISTS]
    screen.app.push_screen(MenuModal("Write to a file", shown), chosen)


_OF_LISTS = ("csv", "list-json")


def _ask_where(
    screen: Screen, auditor: Auditor, kind: str, record: str, cards: Sequence[Card]
) -> None:
    from screens.audit.exports import export
    from screens.to_file import ask_where

    wanted = export(kind, auditor, record, cards)
    ask_where(
        screen.app,
        auditor.folder(),
        wanted.title,
        wanted.name,
        wanted.write,
        wanted.replaces,
        wanted.fields,
        {"full": "memo"},
    )


def compare(screen: Screen, auditor: Auditor, first: str, second: str) -> None:
    """Read two records and show what they have otherwise."""

    def read(_: str) -> tuple[SavedRecord, SavedRecord]:
        return auditor.records.get(first), auditor.records.get(second)

    def finished(run: Run | None) -> None:
        if run is None:
            return
        if not run.results:
            if run.fault:
                screen.show_error("The records cannot be compared", run.fault)
            return
        from engine.explanation.differences import differences
        from screens.audit.comparison import ComparisonScreen

        before, after = run.results[0]
        found = differences(before.record.determination or {}, after.record.determination or {})
        heads = (_head(before.card), _head(after.card))
        screen.app.push_screen(ComparisonScreen("Compare two records", heads, found))

    screen.app.push_screen(ProgressModal("Reading two records", ["both"], read), finished)


def _head(card: Card) -> str:
    return (
        f"{card.id}, {title_of(card)}: {outcome_words(card.outcome)}, law of {card.as_of or '?'},"
        f" saved {card.saved_at.astimezone():%Y-%m-%d} by {card.by}"
    )
