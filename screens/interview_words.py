"""What the interview says of the deal as a whole."""

from textual.content import Content

from engine.facts import Deal
from engine.interview.session import Reading
from screens.plain import beside, lines, one_line, plain


def deal_line(deal: Deal, reading: Reading, mark: str, draft: str) -> Content:
    """The deal, its day, how much is left to ask, and whether the draft is on disk. `mark` is set
    where the answers or the law are supposed."""
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
        plain(f"  as of {day}"),
        plain(f"  {left}", "$text-accent"),
        plain(f"  {draft}", "$text-muted"),
    )


def nothing_left(reading: Reading) -> Content:
    """What to do where no question is left."""
    parts = [plain("F3 shows the determination in full; ^s there saves it as a record.")]
    if reading.unknown:
        parts.append(
            plain(f"{reading.unknown} answered “not known” could still change it: F6 lists them.")
        )
    parts.append(plain("F2 lists every answer, to change any of them."))
    return lines(*parts)
