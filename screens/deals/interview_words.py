"""What the interview says of the deal as a whole."""

from textual.content import Content

from engine.facts import FactType
from engine.interview.session import Reading, Session
from engine.model import FactDeclaration
from screens.plain import beside, lines, one_line, plain

SHOWN = 3
"""Facts that are named where no question is left."""


def deal_line(session: Session, reading: Reading, mark: str, draft: str) -> Content:
    """The deal, of several items the one at hand, its day, how much is left to ask, and whether the
    draft is on disk. `mark` is set where the answers or the law are supposed."""
    deal = session.deal
    day = deal.as_of.isoformat() if deal.as_of else "today"
    if reading.left == 0:
        left = "nothing left to ask"
    elif reading.deciding and reading.for_file:
        left = f"{reading.deciding} left to decide, {reading.for_file} for the file"
    elif reading.deciding:
        left = f"{reading.deciding} left to decide"
    else:
        left = f"{reading.for_file} left for the file"
    return beside(
        plain(f"{mark}  ", "bold") if mark else "",
        one_line(deal.title or "Untitled deal", "bold"),
        plain("  ") if session.several else "",
        one_line(session.item_words, "$text-primary"),
        plain(f"  as of {day}") if deal.as_of or not session.several else "",
        plain(f"  {left}", "$text-accent"),
        plain(f"  {draft}", "$text-muted"),
    )


def nothing_left(reading: Reading) -> Content:
    """What to do where no question is left, of the item at hand."""
    parts = []
    if reading.next_item is not None:
        item = reading.items[reading.next_item]
        which = f"Item {reading.next_item + 1} of {len(reading.items)}, {item.name}"
        parts.append(plain(f"{which}, has {item.left} left: ^t goes there.", "bold"))
    waiting = [_waiting(question.fact) for question in reading.questions if question.asked]
    if waiting:
        more = f" and {len(waiting) - SHOWN} more" if len(waiting) > SHOWN else ""
        told = f"Answered, and still open: {', '.join(waiting[:SHOWN])}{more}. F6 goes there."
        parts.append(plain(told, "bold"))
    parts.append(plain("F3 shows the determination in full; ^s there saves it as a record."))
    parts.append(plain("F2 lists every answer, to change any of them."))
    return lines(*parts)


def _waiting(fact: FactDeclaration) -> str:
    screening = " (a name to screen, or a hit to decide)"
    return f"{fact.short}{screening if fact.type is FactType.PARTIES else ''}"


def for_whom(session: Session, fact: FactDeclaration) -> str:
    """Of several items, which ones an answer counts for."""
    if not session.several:
        return ""
    name = session.deal.items[session.item].name
    if session.is_own(fact.name):
        return f"{name} alone, of {len(session.deal.items)} items."
    told = f"all {len(session.deal.items)} items."
    if fact.type is FactType.PARTIES:
        return told
    told = f"{told} → says what an answer would do to {name}."
    return f"{told} If they are not alike in this, F12 answers for {name} alone."
