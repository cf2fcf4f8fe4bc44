"""Commands of `navicert ask` for a deal of several items, and for supposed answers."""

from typing import TYPE_CHECKING

from engine.facts import Facts
from engine.interview.law import WhatIf
from engine.interview.session import can_be_alone
from engine.interview.spoken import item_lines, outcome_words
from engine.interview.supposing import beside_the_deal
from engine.reading.typed_text import shown

if TYPE_CHECKING:
    from commands.ask_interview import Interview


_ITEM_NAME = ("The name of the item", "Write the name of the item behind the command.")
"""What a name behind a command is of, and what is said where there is none."""


def items(interview: "Interview", _: str) -> None:
    """List the items, to turn to one."""
    if not interview.session.several:
        interview.talk.tell(
            "The deal has one item. Write add item and a name for another, or copy item and a name"
            " for one that begins with the answers of this one."
        )
        return
    matches = [(str(place), line) for place, line in enumerate(item_lines(interview.reading))]
    chosen = interview.pick("Items: choose one to turn to it.", matches, "")
    if chosen:
        interview.take(interview.session.go_to_item(int(chosen)))


def item(interview: "Interview", number: str) -> None:
    """Turn to an item by its number."""
    place = _place(interview, number)
    if place is not None:
        interview.take(interview.session.go_to_item(place))


def next_item(interview: "Interview", _: str) -> None:
    """Turn to the next item that has questions left."""
    if interview.reading.next_item is None:
        interview.refuse("No other item has a question left.")
    else:
        interview.take(interview.session.go_to_item(interview.reading.next_item))


def add_item(interview: "Interview", name: str) -> None:
    """Add an item with no answers of its own."""
    _add(interview, name, Facts())


def copy_item(interview: "Interview", name: str) -> None:
    """Add an item that begins with the answers of the one at hand."""
    _add(interview, name, interview.facts)


def name_item(interview: "Interview", name: str) -> None:
    """Name the item at hand."""
    called = interview.name_behind(name, *_ITEM_NAME)
    if not called:
        return
    if not interview.session.several:
        interview.refuse("The deal has one item: title names the deal.")
        return
    session = interview.session
    what = f"Item {session.item + 1} is called {called}"
    interview.take(session.rename_item(session.item, called, what), what)


def drop_item(interview: "Interview", number: str) -> None:
    """Take an item out of the deal."""
    place = _place(interview, number)
    if place is not None:
        what = f"Taken out: {interview.session.deal.items[place].name}"
        interview.take(interview.session.remove_item(place, what), what)


def alone(interview: "Interview", _: str) -> None:
    """Let the next answer count for this item alone."""
    current = interview.reading.current
    if current is None or not can_be_alone(interview.session, current):
        interview.refuse("An answer to this question cannot count for one item of several alone.")
    else:
        interview.take(interview.session.answer_alone(current.name))


def what_if(interview: "Interview", _: str) -> None:
    """Suppose answers on a copy of the deal; the second time, keep or drop them."""
    session = interview.session
    if not session.supposing:
        what = "What if: the deal is kept as it is. Answer anew; what if again keeps or drops it"
        interview.take(session.suppose(), what)
        return
    day = interview.desk.today()
    beside = beside_the_deal(session, interview.reading, interview.law, day)
    if beside is None or not beside.found.answers:
        interview.take(session.drop_supposed(), "Nothing was supposed; back to the deal")
        return
    interview.talk.tell(*_supposed_lines(beside.found))
    matches = [("keep", "keep these answers in the deal"), ("drop", "drop them")]
    chosen = interview.pick("What becomes of what was supposed?", matches, "")
    if chosen == "keep":
        what = f"What if, kept: {len(beside.found.answers)} answers"
        interview.take(session.keep_supposed(what), what)
    elif chosen == "drop":
        interview.take(session.drop_supposed(), "Dropped; back to the deal")


def _supposed_lines(found: WhatIf) -> list[str]:
    lines = [f"Supposed: {answer.told}." for answer in found.answers]
    lines.append(f"The deal: {outcome_words(found.before)}; so: {outcome_words(found.after)}.")
    return [*lines, found.warning] if found.warning else lines


def _add(interview: "Interview", name: str, facts: Facts) -> None:
    called = interview.name_behind(name, *_ITEM_NAME)
    if called:
        interview.add_item(called, facts)


def _place(interview: "Interview", number: str) -> int | None:
    count = len(interview.session.deal.items)
    if number.isdigit() and 1 <= int(number) <= count:
        return int(number) - 1
    told = f"no number from 1 to {count}" if count else "none: the deal has one item"
    interview.refuse(f"{shown(number)} is {told}: items lists them.")
    return None
